// A server for the tests of the mini-programs' transports: each path answers in a way of its own.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PhoneServer {
  readonly url: string;
  readonly received: { readonly headers: IncomingMessage['headers']; readonly body: string }[];
  /** A request to `/never` has arrived; it gets no answer. */
  arrived(): Promise<void>;
  stop(): Promise<void>;
}

/** `/status/401` answers with that status and JSON, `/html` with a proxy's page, `/never` not at all. */
export async function startPhoneServer(): Promise<PhoneServer> {
  const received: PhoneServer['received'] = [];
  let note: () => void = () => undefined;
  let arrival = Promise.resolve();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (request.url === '/never') return note();
      const [, status = '200'] = /status\/(\d+)/.exec(request.url ?? '') ?? [];
      const text = request.url === '/html' ? '<h1>Bad Gateway</h1>' : '{"data":{}}';
      response.writeHead(Number(status), { 'X-Request-Id': 'abc', 'Retry-After': '3' }).end(text);
    });
  });
  const renew = (): void => {
    arrival = new Promise((resolve) => (note = resolve));
  };
  renew();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async arrived() {
      await arrival;
      renew();
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
