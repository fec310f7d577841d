// A gateway seen through a connection that can be made to fail: what bureaus' programs meet between them and the real one.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers the request itself, or with what the gateway answers to it, asked as often as it likes. `count`: from 1. */
export type Interference = (count: number, forward: () => Promise<Answered>) => Promise<Answered>;

export interface FaultyGateway {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startFaultyGateway(
  gatewayUrl: string,
  interference: Interference,
): Promise<FaultyGateway> {
  let count = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    count++;
    const body = await buffer(request);
    const {
      status,
      headers,
      body: answer,
    } = await interference(count, () => forward(gatewayUrl, request, body));
    response.writeHead(status, headers).end(answer);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Headers that are between two neighbours (RFC 9110 section 7.6.1), which `fetch` sets itself. */
const ofConnection = new Set(['host', 'connection', 'content-length', 'expect', 'upgrade', 'http2-settings']);

async function forward(gatewayUrl: string, request: IncomingMessage, body: Buffer): Promise<Answered> {
  const headers = Object.entries(request.headers).filter(
    (header): header is [string, string] => typeof header[1] === 'string' && !ofConnection.has(header[0]),
  );
  const response = await fetch(gatewayUrl + (request.url ?? '/'), {
    method: request.method ?? 'GET',
    headers,
    body: new Uint8Array(body),
  });
  const answered = ['content-type', 'retry-after', 'x-request-id'].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    status: response.status,
    headers: Object.fromEntries(answered) as Record<string, string>,
    body: await response.text(),
  };
}
