// `/graphql`: admit, authenticate, hand over to Apollo Server, respond.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import type { Principal } from '../auth/principal.js';
import type { RequestContext } from '../context.js';
import { BadRequest, errorBody, GatewayError, unexpectedError } from '../errors.js';
import { answerCors } from './cors.js';
import { readLanguage } from './language.js';
import { readJsonBody } from './read-body.js';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<RequestContext>;
  /** @throws GatewayError for who may not come in */
  authenticate(request: IncomingMessage): Promise<Principal>;
  readonly logger: Logger;
  readonly maxBodyBytes: number;
  readonly corsOrigins: readonly string[];
  /** Lower-case names of headers that go on to the services of a foreign supergraph. */
  readonly forwardHeaders: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  readonly body: string;
}

export function createGraphqlRoute(options: GraphqlRouteOptions) {
  return async function graphqlRoute(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const requestId = requestIdOf(request);
    const logger = options.logger.child({ requestId });
    response.setHeader('x-request-id', requestId);
    if (answerCors(request, response, options.corsOrigins)) return;
    const answer = await answerOrRefuse(request, requestId, logger, options);
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.writeHead(answer.status).end(answer.body);
    logger.info(
      { method: request.method, status: answer.status, ms: Math.round(performance.now() - started) },
      'request',
    );
  };
}

async function answerOrRefuse(
  request: IncomingMessage,
  requestId: string,
  logger: Logger,
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
    const principal = await options.authenticate(request);
    const body = request.method === 'POST' ? await readJsonBody(request, options.maxBodyBytes) : undefined;
    const context: RequestContext = {
      requestId,
      language,
      principal,
      logger,
      forwardedHeaders: pick(request, options.forwardHeaders),
      answeredAt: new Map(),
    };
    return await execute(request, body, context, options.apollo);
  } catch (error) {
    const refusal = error instanceof GatewayError ? error : unexpectedError(error);
    const log = refusal.httpStatus >= 500 ? logger.error.bind(logger) : logger.info.bind(logger);
    log({ code: refusal.code, detail: refusal.detail }, 'refused');
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
    };
  }
}

async function execute(
  request: IncomingMessage,
  body: unknown,
  context: RequestContext,
  apollo: ApolloServer<RequestContext>,
): Promise<Answer> {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? 'POST',
      headers: headerMap(request),
      search: query === -1 ? '' : url.slice(query),
      body,
    },
    context: async () => context,
  });
  if (response.body.kind !== 'complete') throw new Error('incremental delivery is not supported');
  // Answers are somebody's personal data, or may be: no cache on the way keeps them (RFC 9111 section 5.2.2.5).
  response.headers.set('cache-control', 'no-store');
  return { status: response.status ?? 200, headers: response.headers, body: response.body.string };
}

function headerMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

function pick(request: IncomingMessage, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

/**
 * A client's own id when it is harmless in a log, otherwise a new one. New ones are letters alone, 128 bits of them:
 * the log takes every longer run of digits for part of a person's number.
 */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && /^[\w-]{8,64}$/.test(given) && !/\d{6}/.test(given)) return given;
  return randomBytes(16)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
