// A small HTTP server that answers as a test says: for what no gateway does on demand (429, 503, a proxy's page, silence).
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object as JSON. */
  readonly body?: string | object;
}

/** `index` counts the requests from 0; undefined: never answered. A promise is waited for. */
export type Respond = (received: Received, index: number) => Reply | undefined | Promise<Reply | undefined>;

export interface AnsweringServer {
  readonly url: string;
  readonly received: readonly Received[];
  /** Requests whose client went away before they were answered. */
  readonly abandoned: readonly Received[];
  /** Starts over, with other answers. */
  respond(with_: Respond): void;
  stop(): Promise<void>;
}

export async function startAnsweringServer(): Promise<AnsweringServer> {
  const received: Received[] = [];
  const abandoned: Received[] = [];
  let respond: Respond = () => ({});
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      response.on('close', () => {
        if (!response.writableEnded) abandoned.push(one);
      });
      const reply = await respond(one, received.push(one) - 1);
      if (reply) send(response, reply);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    received,
    abandoned,
    respond(with_) {
      received.length = 0;
      abandoned.length = 0;
      respond = with_;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: Reply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}
