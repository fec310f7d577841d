// What is sent of an operation: its hash, and its text only to a gateway that doesn't know the hash.
import type { ErrorCode } from '../contract/error-codes.js';
import type { Operation } from './operation.js';

export interface Written {
  readonly body: string;
  readonly hasText: boolean;
}

export interface PersistedOperations {
  write<Data, Variables extends object>(
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Written>;
  /** After a refusal of what was written: whether it is worth writing again, now with what was missing. */
  learn(hash: string, written: Written, code: ErrorCode | undefined): boolean;
}

/** @param byHash whether the gateway is asked by hash at all */
export function createPersistedOperations(byHash: boolean): PersistedOperations {
  const unknown = new Set<string>();
  return {
    async write({ name, hash, text }, variables) {
      const query = !byHash || unknown.has(hash) ? await loadText(text) : undefined;
      const extensions = byHash ? { persistedQuery: { version: 1, sha256Hash: hash } } : undefined;
      const body = JSON.stringify({ operationName: name, variables, query, extensions });
      return { body, hasText: query !== undefined };
    },
    learn(hash, written, code) {
      if (code !== 'PERSISTED_QUERY_NOT_FOUND') return false;
      unknown.add(hash);
      return !written.hasText;
    },
  };
}

/** A bundle may leave texts out: the gateway's refusal then says what there is to say. */
async function loadText(text: () => string | Promise<string>): Promise<string | undefined> {
  try {
    return await text();
  } catch {
    return undefined;
  }
}
