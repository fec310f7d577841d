// Speaks to one department: keep-alive connections, a deadline, a size limit, and the identity assertion over the final bytes.
import { assertionHeader } from '../../schema/contract/assertion.js';
import type { AssertedIdentity } from '../auth/principal.js';
import { SourceDown } from '../errors.js';
import type { AnswerAge } from './answer-age.js';
import { createDepartmentConnections } from './department-connections.js';
import type { ReceivedAnswer } from './exchange.js';
import { nestsDeeper } from './nests-deeper.js';
import type { AssertionSigner } from './sign-assertion.js';

export interface DepartmentClientOptions {
  readonly name: string;
  /** Address of its GraphQL, e.g. `http://10.0.0.5:4101/graphql`. */
  readonly url: string;
  /** Missing for the services of a foreign supergraph: they get no assertion. */
  readonly signer?: AssertionSigner | undefined;
  /** From sending to the last byte of the answer, waiting for a connection included. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

export interface DepartmentAnswer {
  readonly status: number;
  /** As it came; from it an answer is parsed again for another request (see `copyAnswer`). */
  readonly text: string;
  /** Of the text in UTF-8. */
  readonly byteLength: number;
  /** Parsed JSON, for the taker to change; undefined when the text is not JSON, and for redirects, which aren't followed. */
  readonly body: unknown;
  /** What the department says of keeping it; undefined where it says nothing. */
  readonly age: AnswerAge | undefined;
}

export interface RequestOptions {
  /** For mutations: the assertion is good once, and nothing is sent twice. */
  readonly singleUse?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives the request up. One listener costs more than a deadline does: for those who need it. */
  readonly signal?: AbortSignal;
}

export interface DepartmentClient {
  readonly name: string;
  /** Requests that have no answer yet, those waiting for a connection included. */
  readonly inFlight: number;
  /**
   * Posts JSON to `path` of the department, or to its GraphQL address.
   * @throws SourceDown as `send` does
   */
  post(
    path: string | undefined,
    body: object,
    identity: AssertedIdentity | undefined,
    options?: RequestOptions,
  ): Promise<DepartmentAnswer>;
  /**
   * Posts final GraphQL bytes to the department's GraphQL address. What can be asked twice is sent once more when a
   * kept connection turns out to be closed; at most every tenth request.
   * @param body JSON text
   * @throws SourceDown when there is no answer in time, too much of it, or one that isn't UTF-8, is compressed or nests
   *   without end; when the connection breaks; and when `signal` gives up
   */
  send(
    body: string,
    identity: AssertedIdentity | undefined,
    options?: RequestOptions,
  ): Promise<DepartmentAnswer>;
  /** Whether it says that it can answer; never throws. */
  isReachable(): Promise<boolean>;
  /** Fails what is in flight and closes every connection. */
  stop(): Promise<void>;
}

const reachabilityTimeoutMs = 1_000;
const contentHeaders = { 'content-type': 'application/json', accept: 'application/json' };

/**
 * A thousand levels are ten times what an operation within the limits can select. V8 parses any depth, but 8 MB of brackets
 * take it 3 s, and what walks them by recursion ends at the stack's limit.
 */
const maxDepth = 1_000;
/** A look at every character costs a quarter of parsing; a text this short can't nest deeper than recursion goes. */
const depthScannedFrom = 4 * 1024;

/** Refuses what isn't UTF-8 (RFC 8259 section 8.1) instead of showing replaced characters as somebody's data. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * CPU of this process per request, parsing of 1.2 KB included, 16 at a time over loopback: 42 µs, where `pool.request` with
 * `AbortSignal.timeout` took 76 µs. Half of it is the kernel's; what undici adds to bare sockets is some 15 µs. Neither raw
 * header lists, nor undici's older handlers, nor one `Client` per connection, nor pipelining made a difference that could
 * be told from noise; `node:http` took 1.4 times what `pool.request` does.
 */
export function createDepartmentClient(options: DepartmentClientOptions): DepartmentClient {
  const { name, signer, timeoutMs, maxResponseBytes } = options;
  const url = new URL(options.url);
  const graphqlPath = url.pathname + url.search;
  const connections = createDepartmentConnections({ name, origin: url.origin, timeoutMs, maxResponseBytes });

  function postText(
    path: string,
    body: string,
    identity: AssertedIdentity | undefined,
    options: RequestOptions,
  ): Promise<DepartmentAnswer> {
    const bytes = Buffer.from(body);
    // Ours last: a forwarded header can't take the place of one of them. Spread syntax takes 2 µs more for headers of a request.
    const headers: Record<string, string> = Object.assign({}, options.headers, contentHeaders);
    if (signer && identity)
      headers[assertionHeader] = signer.sign(identity, bytes, options.singleUse ?? false);
    return connections
      .exchange({ path, method: 'POST', headers, body: bytes }, options)
      .then((received) => readText(name, received));
  }

  return {
    name,
    get inFlight() {
      return connections.inFlight;
    },
    post: (path = graphqlPath, body, identity, options = {}) =>
      postText(path, JSON.stringify(body), identity, options),
    send: (body, identity, options = {}) => postText(graphqlPath, body, identity, options),
    async isReachable() {
      try {
        const signal = AbortSignal.timeout(reachabilityTimeoutMs);
        const { status } = await connections.exchange(
          signer
            ? { path: '/ready', method: 'GET' }
            : {
                path: graphqlPath,
                method: 'POST',
                headers: contentHeaders,
                body: '{"query":"{__typename}"}',
              },
          { signal },
        );
        return signer ? status === 200 : true;
      } catch {
        return false;
      }
    },
    stop: () => connections.stop(),
  };
}

/**
 * The answer for a further request: parsed anew, so that nobody changes what another one reads.
 * Only the text is looked at, which the first taker can't have changed.
 */
export function copyAnswer({ body, ...answer }: DepartmentAnswer): DepartmentAnswer {
  return { ...answer, body: body === undefined ? undefined : parseJson(answer.text) };
}

function readText(department: string, { status, bytes, age }: ReceivedAnswer): DepartmentAnswer {
  const text = decode(department, bytes);
  if (text.length > depthScannedFrom && nestsDeeper(text, maxDepth))
    throw new SourceDown(department, `answer nests deeper than ${maxDepth} levels`);
  const isRedirect = status >= 300 && status < 400;
  return { status, text, byteLength: bytes.length, body: isRedirect ? undefined : parseJson(text), age };
}

function decode(department: string, bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new SourceDown(department, 'answer is not UTF-8', error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
