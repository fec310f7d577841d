// The HTTP service of one department: verify the assertion over the very bytes that came, then answer. People are answered
// for as far as the assertion covers them; things carry facts of the thing alone, open to every request the gateway signs.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { HeaderMap } from '@apollo/server';
import type { Logger } from 'pino';
import { assertionHeader, type AssertionKey } from '../../schema/contract/assertion.js';
import { AssertionRefused, createAssertionVerifier } from './assertion.js';
import type { Database } from './database.js';
import { RouteRefused, type DepartmentDefinition } from './department.js';
import { createGraphqlServer, refusalError, type DepartmentServer } from './graphql-server.js';
import { createGatewayNotifier, type NotifyGateway } from './notify-gateway.js';
import { BodyTooLarge, readBody, RequestAborted } from './read-body.js';
import { systemErrorCode } from './system-error.js';

/** The largest request: `_entities` for some hundreds of citizens fits many times. */
const maxBodyBytes = 1_048_576;

/** Slow senders hold a connection no longer than this; Node's own check every 30 s would let them have four times that. */
const limits = {
  maxHeaderSize: 131_072,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
};

export interface DepartmentServiceOptions {
  readonly database: Database;
  /** Of the gateway's assertions; the first signs what the department tells the gateway. */
  readonly keys: readonly [AssertionKey, ...AssertionKey[]];
  /** Where the gateway is told of changes (`schema/contract/invalidation.ts`); nowhere when left out. */
  readonly invalidationUrls?: readonly string[];
  readonly port: number;
  readonly host?: string;
  readonly logger: Logger;
}

export interface DepartmentService {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** Stops accepting, finishes what is running, and leaves the database to its owner. */
  stop(): Promise<void>;
}

/** Starts the service. The migrations must have run. @throws Error in one line when the port can't be had */
export async function startDepartment<Records>(
  definition: DepartmentDefinition<Records>,
  options: DepartmentServiceOptions,
): Promise<DepartmentService> {
  const { logger, keys, invalidationUrls = [] } = options;
  const { name } = definition;
  const notifier = createGatewayNotifier({ department: name, key: keys[0], urls: invalidationUrls, logger });
  const graphql = await createGraphqlServer(definition, {
    onUnexpected: (error) => logger.error({ reason: reasonOf(error) }, 'resolver failed'),
    onRefused: (refusal) => logRefusal(refusal, logger),
  });
  const answer = createAnswer(definition, graphql, notifier.notify, options);
  const server = createServer(limits, (request, response) => {
    answer(request)
      .catch((error: unknown) => failure(error, logger))
      .then(
        (given) => send(request, response, given),
        () => response.destroy(),
      );
  });
  await listen(server, options.port, options.host ?? '127.0.0.1', name);
  return {
    url: addressOf(server),
    async stop() {
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
      await notifier.stop();
      await graphql.stop();
    },
  };
}

interface Answer {
  status: number;
  body: string;
  /** By the gateway, for as long as the catalogue says; by nobody else, since the request is a POST (RFC 9110 section 9.3.3). */
  mayBeKept?: boolean;
}

function createAnswer<Records>(
  definition: DepartmentDefinition<Records>,
  graphql: DepartmentServer,
  notifyGateway: NotifyGateway,
  { database, keys }: DepartmentServiceOptions,
) {
  const verify = createAssertionVerifier({ department: definition.name, keys });
  const verified = (request: IncomingMessage, body: Buffer) => {
    const header = request.headers[assertionHeader];
    return verify(Array.isArray(header) ? undefined : header, body);
  };

  return async function answer(request: IncomingMessage): Promise<Answer> {
    const path = request.url?.split('?', 1)[0] ?? '/';
    if (request.method === 'GET' && path === '/health') return json(200, { status: 'alive' });
    if (request.method === 'GET' && path === '/ready') return readiness(database);
    const route = definition.routes?.find((candidate) => candidate.path === path);
    // The assertion comes first, whatever the path and method: who isn't the gateway learns nothing, not even what exists.
    const body = await readBody(request, maxBodyBytes);
    const assertion = route?.protection === 'own' ? undefined : verified(request, body);
    if (request.method !== 'POST') throw new RouteRefused(405, 'POST only');
    if (route)
      return json(
        200,
        await route.handle({
          body,
          headers: request.headers,
          database,
          notifyGateway,
          ...(assertion && { assertion }),
        }),
      );
    if (path !== '/graphql' || !assertion) throw new RouteRefused(404, 'no such address');
    const response = await graphql.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers: jsonHeaders(), search: '', body: parseJson(body) },
      context: async () => ({ assertion, database, records: definition.createRecords(database) }),
    });
    if (response.body.kind !== 'complete') throw new Error('a department answers in one piece');
    return { status: response.status ?? 200, body: response.body.string, mayBeKept: true };
  };
}

async function readiness(database: Database): Promise<Answer> {
  try {
    await database.query('SELECT 1');
    return json(200, { status: 'ready' });
  } catch {
    return json(503, { status: 'database unreachable' });
  }
}

function jsonHeaders(): HeaderMap {
  const headers = new HeaderMap();
  headers.set('content-type', 'application/json');
  return headers;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new RouteRefused(400, 'the body is not JSON');
  }
}

function json(status: number, value: object): Answer {
  return { status, body: JSON.stringify(value) };
}

/** @throws RequestAborted, which has nobody left to answer and is nothing that failed here */
function failure(error: unknown, logger: Logger): Answer {
  if (error instanceof RequestAborted) throw error;
  if (error instanceof AssertionRefused) {
    logRefusal(error, logger);
    return json(error.status, { errors: [refusalError(error)] });
  }
  if (error instanceof RouteRefused)
    return json(error.status, { errors: [{ message: error.message, extensions: { code: 'BAD_REQUEST' } }] });
  if (error instanceof BodyTooLarge)
    return json(413, { errors: [{ message: 'body too large', extensions: { code: 'PAYLOAD_TOO_LARGE' } }] });
  logger.error({ reason: reasonOf(error) }, 'request failed');
  return json(500, {
    errors: [{ message: 'The department failed.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  });
}

/** Reasons are fixed sentences: they name no person. */
function logRefusal({ status, message: reason }: AssertionRefused, logger: Logger): void {
  logger.warn({ event: 'refused', status, reason }, 'request refused');
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, mayBeKept = false }: Answer,
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(!mayBeKept && { 'cache-control': 'no-store' }),
    // What is still to come of the request would otherwise have to be read before the next one.
    ...(status >= 400 && !request.complete && { connection: 'close' }),
  });
  response.end(body);
}

/** PostgreSQL puts values into `detail`, never into `message` of the errors that a query of ours can cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message.split('\n', 1)[0]?.replaceAll(/\d{6,}/g, '…') ?? ''}`
    : 'unknown';
}

async function listen(server: Server, port: number, host: string, name: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = systemErrorCode(error);
    throw new Error(
      code === 'EADDRINUSE'
        ? `Port ${port} for ${name} is in use: stop what listens there, or choose another.`
        : `${name} can't listen on port ${port} (${String(code)}).`,
      { cause: error },
    );
  }
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return `http://${address.address}:${address.port}`;
}
