// Stands between the gateway and a department and writes down what passes, so that a test can say "nobody was asked".
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';

export interface Recorded {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Instead of the department: an answer of the test's own, or `hang`; or the department's with further headers. */
export type Interference =
  | { status: number; body: string; headers?: Record<string, string> }
  | { addedHeaders: Record<string, string> }
  | 'hang'
  | undefined;

export interface Recorder {
  readonly url: string;
  readonly requests: Recorded[];
  /** GraphQL requests alone, without identity look-ups and readiness. */
  graphql(): Recorded[];
  interfere(how: Interference): void;
  /** The department is asked and answers, but nothing of it is passed on until the returned function is called. */
  hold(): () => void;
  stop(): Promise<void>;
}

export async function startRecorder(target: string): Promise<Recorder> {
  const requests: Recorded[] = [];
  let interference: Interference;
  let held: Promise<void> = Promise.resolve();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const path = incoming.url ?? '/';
      if (path !== '/ready') requests.push({ path, headers: incoming.headers, body: body.toString() });
      const meddling = path === '/graphql' ? interference : undefined;
      if (meddling === 'hang') return;
      if (meddling && 'body' in meddling) {
        response
          .writeHead(meddling.status, { 'content-type': 'application/json', ...meddling.headers })
          .end(meddling.body);
        return;
      }
      const forwarded = httpRequest(
        target + path,
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          void held.then(() => {
            response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...meddling?.addedHeaders });
            answer.pipe(response);
          });
        },
      );
      forwarded.on('error', () => response.destroy());
      forwarded.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    graphql: () => requests.filter(({ path }) => path === '/graphql'),
    interfere: (how) => (interference = how),
    hold() {
      let release = (): void => undefined;
      held = new Promise((resolve) => (release = resolve));
      return release;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
