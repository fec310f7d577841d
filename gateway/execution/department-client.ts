// Speaks to one department: keep-alive connections, a deadline, a size limit, and the identity assertion over the final bytes.
import { Pool, type Dispatcher } from 'undici';
import { assertionHeader } from '../../schema/contract/assertion.js';
import type { AssertedIdentity } from '../auth/principal.js';
import { SourceDown } from '../errors.js';
import type { AssertionSigner } from './sign-assertion.js';

export interface DepartmentClientOptions {
  readonly name: string;
  /** Address of its GraphQL, e.g. `http://10.0.0.5:4101/graphql`. */
  readonly url: string;
  /** Missing for the services of a foreign supergraph: they get no assertion. */
  readonly signer?: AssertionSigner | undefined;
  /** From sending to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

export interface DepartmentAnswer {
  readonly status: number;
  /** Parsed JSON; undefined when the body is not JSON. */
  readonly body: unknown;
}

export interface RequestOptions {
  readonly singleUse?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DepartmentClient {
  readonly name: string;
  /**
   * Posts JSON to `path` of the department, or to its GraphQL address.
   * @throws SourceDown when there is no answer in time, or too much of it
   */
  post(
    path: string | undefined,
    body: object,
    identity: AssertedIdentity | undefined,
    options?: RequestOptions,
  ): Promise<DepartmentAnswer>;
  /** Whether it says that it can answer; never throws. */
  isReachable(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Connections to one department; past that, requests queue within their deadline. */
const connections = 128;
const reachabilityTimeoutMs = 1_000;

export function createDepartmentClient(options: DepartmentClientOptions): DepartmentClient {
  const { name, signer, timeoutMs, maxResponseBytes } = options;
  const url = new URL(options.url);
  const pool = new Pool(url.origin, {
    connections,
    connectTimeout: timeoutMs,
    keepAliveTimeout: 30_000,
    maxResponseSize: maxResponseBytes,
  });
  const send = (path: string, init: Omit<Dispatcher.RequestOptions, 'path'>) =>
    pool.request({ path, ...init });

  return {
    name,
    async post(path, body, identity, { singleUse = false, headers = {} } = {}) {
      const bytes = Buffer.from(JSON.stringify(body));
      const assertion =
        signer && identity ? { [assertionHeader]: signer.sign(identity, bytes, singleUse) } : {};
      try {
        const response = await send(path ?? url.pathname + url.search, {
          method: 'POST',
          headers: {
            ...headers,
            'content-type': 'application/json',
            accept: 'application/json',
            ...assertion,
          },
          body: bytes,
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { status: response.statusCode, body: parseJson(await response.body.text()) };
      } catch (error) {
        throw new SourceDown(name, reasonOf(error), error);
      }
    },
    async isReachable() {
      try {
        const signal = AbortSignal.timeout(reachabilityTimeoutMs);
        const response = signer
          ? await send('/ready', { method: 'GET', signal })
          : await send(url.pathname, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: '{"query":"{__typename}"}',
              signal,
            });
        await response.body.dump();
        return signer ? response.statusCode === 200 : true;
      } catch {
        return false;
      }
    },
    stop: () => pool.destroy(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** For the log: the kind of failure, never an address or a body. */
function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
