// A phone's way to a server, for the models of WeChat and Alipay: real HTTP to a real server behind the names that it serves.
import { request as httpRequest, type IncomingMessage } from 'node:http';

export interface PhoneNetwork {
  /** Origin that programs ask for → address of the server, as DNS and the load balancer that ends TLS would lead there. */
  readonly servers: Readonly<Record<string, string>>;
  online: boolean;
}

export interface PhoneRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface PhoneResponse {
  readonly status: number;
  /** Names as the server wrote them. */
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** @returns what ends it; `fail` is called with what Chromium's network stack calls the failure */
export function sendFromPhone(
  network: PhoneNetwork,
  { url, method, headers, body }: PhoneRequest,
  succeed: (response: PhoneResponse) => void,
  fail: (reason: string) => void,
): { destroy(): unknown } {
  const { origin, pathname, search } = new URL(url);
  const server = network.servers[origin];
  if (!network.online || server === undefined) {
    const reason = network.online ? '-105:net::ERR_NAME_NOT_RESOLVED' : '-106:net::ERR_INTERNET_DISCONNECTED';
    const timer = setImmediate(() => fail(reason));
    return { destroy: () => clearImmediate(timer) };
  }
  const sent = httpRequest(server + pathname + search, { method, headers }, (response) =>
    readBody(response, succeed, fail),
  );
  sent.on('error', () => fail('-102:net::ERR_CONNECTION_REFUSED'));
  sent.end(body);
  return sent;
}

function readBody(
  response: IncomingMessage,
  succeed: (response: PhoneResponse) => void,
  fail: (reason: string) => void,
): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('error', () => fail('-101:net::ERR_CONNECTION_RESET'));
  response.on('end', () =>
    succeed({
      status: response.statusCode ?? 0,
      headers: namesAsWritten(response.rawHeaders),
      body: Buffer.concat(chunks).toString('utf8'),
    }),
  );
}

function namesAsWritten(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < raw.length; index += 2)
    headers[String(raw[index])] = String(raw[index + 1]);
  return headers;
}
