// `/graphql`: admit, authenticate, hand over to Apollo Server, respond.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import type { Authenticator } from '../auth/authenticate.js';
import type { RequestContext } from '../context.js';
import { requestObjectHeader } from '../../schema/contract/request-object.js';
import { BadRequest, errorBody, GatewayError, unexpectedError } from '../errors.js';
import type { Metrics } from '../observability/metrics.js';
import type { AskedHttpOperation } from './admit-operation.js';
import { readClientSoftware } from './client-software.js';
import { answerCors } from './cors.js';
import { readLanguage } from './language.js';
import { readPlanWish } from './read-plan-wish.js';
import { parseJson, readBody } from './read-body.js';
import { requestIdOf } from './request-id.js';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<RequestContext>;
  /** @throws GatewayError for who may not come in */
  readonly authenticate: Authenticator['authenticate'];
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** @throws GatewayError for an operation that isn't run here */
  readonly admitOperation: (asked: AskedHttpOperation) => void;
  readonly maxBodyBytes: number;
  readonly corsOrigins: readonly string[];
  /** `X-Plan` is answered. */
  readonly showsPlans: boolean;
  /** Lower-case names of headers that go on to the services of a foreign supergraph. */
  readonly forwardHeaders: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  readonly body: string;
  /** `latin1`: bytes already, each as a character. */
  readonly encoding: 'utf8' | 'latin1';
}

export function createGraphqlRoute(options: GraphqlRouteOptions) {
  return async function graphqlRoute(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const requestId = requestIdOf(request);
    const logger = options.logger.child({ requestId });
    response.setHeader('x-request-id', requestId);
    if (answerCors(request, response, options.corsOrigins)) return;
    const clock = options.metrics.startRequest(request.method);
    const client = readClientSoftware(request);
    const answer = await answerOrRefuse(request, { requestId, client, logger, clock }, options);
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.statusCode = answer.status;
    // Without writeHead: Node knows the length then, and writes one piece where it would write five.
    response.end(answer.body, answer.encoding);
    clock.finish(answer.status);
    logger.info(
      {
        method: request.method,
        status: answer.status,
        ms: Math.round(performance.now() - started),
        ...(client.name !== undefined && { client: client.name, version: client.version }),
      },
      'request',
    );
  };
}

async function answerOrRefuse(
  request: IncomingMessage,
  { requestId, client, logger, clock }: Pick<RequestContext, 'requestId' | 'client' | 'logger' | 'clock'>,
  options: GraphqlRouteOptions,
): Promise<Answer> {
  const language = readLanguage(request.headers['accept-language']);
  try {
    if (request.method !== 'GET' && request.method !== 'POST') {
      throw new BadRequest(
        405,
        { zh: '只接受 GET 和 POST。', en: 'Only GET and POST are accepted.' },
        { allow: 'GET, POST' },
      );
    }
    // The token first: who has none doesn't get a body read. What a bureau signs is the body, so the rest comes after.
    const admitted = await options.authenticate(request.headers.authorization);
    clock.end('authenticate');
    const bytes = request.method === 'POST' ? await readBody(request, options.maxBodyBytes) : Buffer.alloc(0);
    clock.end('body');
    const principal = await admitted({
      requestObject: singleHeader(request, requestObjectHeader),
      body: bytes,
    });
    if (request.method === 'GET' && (principal.kind === 'bureau' || principal.kind === 'official')) {
      // What it signs is the body: a question in the address would be anybody's.
      throw new BadRequest(
        405,
        { zh: '部门请求须用 POST。', en: 'A bureau asks by POST: it signs the body.' },
        { allow: 'POST' },
      );
    }
    const { method } = request;
    const asked = {
      method,
      body: method === 'POST' ? parseJson(bytes) : undefined,
      search: searchOf(request),
    };
    options.admitOperation(asked);
    clock.end('admit');
    const wish = readPlanWish(singleHeader(request, 'x-plan'), options.showsPlans);
    const context: RequestContext = {
      requestId,
      language,
      principal,
      client,
      logger,
      clock,
      forwardedHeaders: pick(request, options.forwardHeaders),
      identity: undefined,
      plan: wish && { wish, asked: new Map() },
      refusalsInExtensionsOnly: request.headers['x-refusals'] === 'extensions',
      down: new Set(),
      answeredAt: new Map(),
      live: wantsLive(request.headers['cache-control']),
      origins: new Map(),
      uses: [],
      written: { body: undefined },
    };
    return await execute(request, asked, context, options.apollo);
  } catch (error) {
    const refusal = error instanceof GatewayError ? error : unexpectedError(error);
    const log = refusal.httpStatus >= 500 ? logger.error.bind(logger) : logger.info.bind(logger);
    log({ code: refusal.code, detail: refusal.detail }, 'refused');
    options.metrics.errorShown(refusal.code);
    return {
      status: refusal.httpStatus,
      headers: [
        ['content-type', 'application/json; charset=utf-8'],
        ['cache-control', 'no-store'],
        // Without this a client that is refused could go on sending its body for as long as it likes.
        ...(request.complete ? [] : ([['connection', 'close']] as [string, string][])),
        ...Object.entries(refusal.headers),
      ],
      body: JSON.stringify(errorBody(refusal, language)),
      encoding: 'utf8',
    };
  }
}

async function execute(
  request: IncomingMessage,
  { method = 'POST', body, search }: AskedHttpOperation,
  context: RequestContext,
  apollo: ApolloServer<RequestContext>,
): Promise<Answer> {
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method,
      headers: headerMap(request),
      search,
      body,
    },
    context: async () => context,
  });
  if (response.body.kind !== 'complete') throw new Error('incremental delivery is not supported');
  // Answers are somebody's personal data, or may be: no cache on the way keeps them (RFC 9111 section 5.2.2.5).
  response.headers.set('cache-control', 'no-store');
  const { status = 200, headers, body: answered } = response;
  const { body: before } = context.written;
  return before === undefined
    ? { status, headers, body: answered.string, encoding: 'utf8' }
    : { status, headers, body: before, encoding: 'latin1' };
}

function searchOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? '' : url.slice(query);
}

/** By these Apollo Server answers as it does without `Accept`; for all others it has a parser. */
const usualAccepts: ReadonlySet<string> = new Set(['application/json', '*/*']);

function headerMap({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap();
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (typeof value !== 'string' || (name === 'accept' && usualAccepts.has(value))) continue;
    map.set(name, value);
  }
  return map;
}

function pick(request: IncomingMessage, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = singleHeader(request, name);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

/** Nothing that is kept will do (RFC 9111 section 5.2.1.4; `max-age=0` comes to the same). */
function wantsLive(header: string | undefined): boolean {
  return header !== undefined && /(?:^|,)\s*(?:no-cache|max-age=0)\s*(?:,|$)/i.test(header);
}

function singleHeader(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
