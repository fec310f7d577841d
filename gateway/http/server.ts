// The HTTP server: a few addresses, time limits against slow clients, and a stop that loses no request.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  /** What to name when the port can't be had. */
  readonly portVariable: 'PORT' | 'METRICS_PORT';
  /** By path. */
  readonly routes: Readonly<Record<string, Route>>;
}

export interface HttpServer {
  readonly url: string;
  /** Stops accepting and waits for what is being answered, `timeoutMs` at most. */
  stop(timeoutMs: number): Promise<void>;
}

const maxHeaderBytes = 16_384;
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
/** How often Node looks for connections past these limits; its default of 30 s would double them. */
const connectionsCheckMs = 5_000;
/** Longer than load balancers keep theirs, so that it is they who close idle connections. */
const keepAliveTimeoutMs = 65_000;

/** @throws Error in one line when the port can't be had */
export async function startHttpServer({
  host,
  port,
  portVariable,
  routes,
}: HttpServerOptions): Promise<HttpServer> {
  let stopping = false;
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      connectionsCheckingInterval: connectionsCheckMs,
    },
    (request, response) => {
      if (stopping) response.setHeader('connection', 'close');
      const path = request.url?.split('?', 1)[0] ?? '/';
      const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
      if (!route)
        return sendJson(response, 404, {
          errors: [
            { message: 'No such address: GraphQL is at /graphql.', extensions: { code: 'BAD_REQUEST' } },
          ],
        });
      route(request, response).catch(() => response.destroy());
    },
  );
  await listen(server, { host, port, portVariable });
  return {
    url: addressOf(server, host),
    async stop(timeoutMs) {
      stopping = true;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}

export function sendJson(response: ServerResponse, status: number, value: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}

async function listen(
  server: Server,
  { host, port, portVariable }: Omit<HttpServerOptions, 'routes'>,
): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    const hint =
      code === 'EADDRINUSE'
        ? `is in use: stop what listens there, or set ${portVariable} to another`
        : `can't be listened on (${code}): check HOST and ${portVariable}`;
    throw new Error(`Port ${port} ${hint}.`, { cause: error });
  }
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
