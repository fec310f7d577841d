// Operations by their hash (`extensions.persistedQuery`): who may ask what of them, before Apollo Server sees the request.
import { createHash } from 'node:crypto';
import { BadRequest, GatewayError } from '../errors.js';
import type { RegisteredOperation } from '../operations/read-manifest.js';

/** `any`: every text; `persisted`: registered operations alone, by hash or whole. */
export type AllowedOperations = 'any' | 'persisted';

export interface OperationAdmissionOptions {
  readonly allowed: AllowedOperations;
  readonly find: (hash: string) => RegisteredOperation | undefined;
}

/** Of a request, what says which operation it asks. */
export interface AskedHttpOperation {
  readonly method: string | undefined;
  /** Parsed, of POST. */
  readonly body: unknown;
  /** From `?` on, or empty. */
  readonly search: string;
}

/**
 * A text that comes with its hash is run and not stored: what one client says would otherwise be what another one gets by that
 * hash, and anybody could fill the memory for it.
 *
 * @throws GatewayError PERSISTED_QUERY_NOT_FOUND, OPERATION_NOT_REGISTERED or BAD_REQUEST
 */
export function createOperationAdmission({ allowed, find }: OperationAdmissionOptions) {
  return function admitOperation(asked: AskedHttpOperation): void {
    const { query, extensions } = asked.method === 'GET' ? readSearch(asked.search) : readBody(asked.body);
    const persistedQuery = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
    if (persistedQuery === undefined || persistedQuery === null) {
      // An empty text is Apollo Server's to refuse.
      if (allowed === 'persisted' && query && !find(hashOf(query))) throw notRegistered();
      return;
    }
    const hash = readHash(persistedQuery);
    const registered = find(hash);
    if (query !== undefined && query !== registered?.body && hashOf(query) !== hash) throw otherHash();
    if (!registered) throwUnknown(query, allowed);
    else if (asked.method === 'GET' && registered.type === 'mutation') throw mutationByGet();
  };
}

interface Told {
  /** Undefined where it isn't text: Apollo Server refuses what it is instead. */
  readonly query: string | undefined;
  readonly extensions: unknown;
}

function readBody(body: unknown): Told {
  if (!isRecord(body)) return { query: undefined, extensions: undefined };
  const { query, extensions } = body;
  return { query: typeof query === 'string' ? query : undefined, extensions };
}

/** A parameter that stands there twice is Apollo Server's to refuse. */
function readSearch(search: string): Told {
  if (search === '') return { query: undefined, extensions: undefined };
  const parameters = new URLSearchParams(search);
  const extensions = parameters.get('extensions');
  return { query: parameters.get('query') ?? undefined, extensions: extensions && parseJson(extensions) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readHash(persistedQuery: unknown): string {
  const { version, sha256Hash } = isRecord(persistedQuery) ? persistedQuery : {};
  if (version === 1 && typeof sha256Hash === 'string' && /^[0-9a-f]{64}$/.test(sha256Hash)) return sha256Hash;
  throw new BadRequest(400, {
    zh: 'extensions.persistedQuery 应为 { version: 1, sha256Hash }，后者为 64 位小写十六进制。',
    en: 'extensions.persistedQuery must be { version: 1, sha256Hash }, the latter 64 small hexadecimal digits.',
  });
}

function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}

function throwUnknown(query: string | undefined, allowed: AllowedOperations): void {
  if (query === undefined)
    throw new GatewayError('PERSISTED_QUERY_NOT_FOUND', 400, {
      zh: '没有登记此哈希的操作：请连同哈希再发送一次全文。',
      en: 'No operation is registered by this hash: send its text once more beside the hash.',
    });
  if (allowed === 'persisted') throw notRegistered();
}

function notRegistered(): GatewayError {
  return new GatewayError('OPERATION_NOT_REGISTERED', 400, {
    zh: '此处只运行已登记的操作：请把操作写入客户端的操作清单，并交网关登记。',
    en: 'Only registered operations are run here: put this one into the client’s manifest and have the gateway read it.',
  });
}

function otherHash(): BadRequest {
  return new BadRequest(400, {
    zh: 'sha256Hash 不是 query 全文的 SHA-256。',
    en: 'sha256Hash is not the SHA-256 of the text in query.',
  });
}

function mutationByGet(): BadRequest {
  return new BadRequest(
    405,
    { zh: '变更须用 POST：GET 只用于查询。', en: 'A mutation is sent by POST: GET is for queries.' },
    { allow: 'POST' },
  );
}
