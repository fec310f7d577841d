// The client to one department against departments that fail in every way that HTTP leaves open.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { gatewayIdentity } from '../../gateway/auth/principal.js';
import { SourceDown } from '../../gateway/errors.js';
import {
  copyAnswer,
  createDepartmentClient,
  type DepartmentClient,
  type DepartmentClientOptions,
} from '../../gateway/departments/department-client.js';
import { readAnswer } from '../../gateway/departments/read-answer.js';
import { createAssertionSigner } from '../../gateway/departments/sign-assertion.js';
import { assertionHeader } from '../../schema/contract/assertion.js';

interface Asked {
  readonly head: string;
  readonly body: string;
  readonly socket: Socket;
  /** Of all requests, from 0. */
  readonly turn: number;
}

type Answerer = (socket: Socket, asked: Asked) => void;

interface HostileServer {
  url: string;
  readonly asked: Asked[];
  connections: number;
}

const timeoutMs = 500;
/** For what succeeds, however busy the machine is. */
const unhurried = { timeoutMs: 20_000 };
const maxResponseBytes = 100_000;
const servers: Server[] = [];
const sockets = new Set<Socket>();
const clients: DepartmentClient[] = [];

/** Reads requests and leaves every byte of the answer to the test. */
async function startServer(answer: Answerer): Promise<HostileServer> {
  const started: HostileServer = { url: '', asked: [], connections: 0 };
  const server = createServer((socket) => {
    started.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    readRequests(socket, (head, body) => {
      const asked = { head, body, socket, turn: started.asked.length };
      started.asked.push(asked);
      answer(socket, asked);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  started.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return started;
}

function readRequests(socket: Socket, take: (head: string, body: string) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.toString('latin1', 0, end);
      const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
      if (received.length < end + 4 + length) return;
      const body = received.toString('utf8', end + 4, end + 4 + length);
      received = received.subarray(end + 4 + length);
      take(head, body);
    }
  });
}

function clientOf(url: string, options: Partial<DepartmentClientOptions> = {}): DepartmentClient {
  const client = createDepartmentClient({ name: 'land', url, timeoutMs, maxResponseBytes, ...options });
  clients.push(client);
  return client;
}

async function clientFor(
  answer: Answerer,
  options: Partial<DepartmentClientOptions> = {},
): Promise<{ server: HostileServer; client: DepartmentClient }> {
  const server = await startServer(answer);
  return { server, client: clientOf(server.url, options) };
}

function http(body: string | Buffer, head: string[] = [], status = '200 OK'): Buffer {
  const bytes = Buffer.from(body);
  const lines = [`HTTP/1.1 ${status}`, 'content-type: application/json', ...head];
  if (!head.some((line) => /^(content-length|transfer-encoding)/.test(line)))
    lines.push(`content-length: ${bytes.length}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

const good = '{"data":{"me":{"name":"王小明"}}}';
const question = '{"query":"{me{name}}"}';

/** How it failed, for the log. */
async function failureOf(sent: Promise<unknown>): Promise<string> {
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceDown);
  return (error as SourceDown).detail ?? '';
}

async function until(holds: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!holds()) {
    if (performance.now() - startedAt > 5_000) throw new Error('waited in vain');
    await nextTurn();
  }
}

/** So many good answers, one after the other, earn a retry for each ten. */
async function askInTurn(client: DepartmentClient, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await client.send(question, undefined);
}

afterEach(async () => {
  for (const client of clients) expect(client.inFlight).toBe(0);
  await Promise.all(clients.splice(0).map((client) => client.stop()));
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(
    servers.splice(0).map((server) => {
      server.close();
      return once(server, 'close');
    }),
  );
});

describe('an answer', () => {
  it('comes with what the department says of keeping it, for everybody who gets a copy', async () => {
    const head = ['Cache-Control: private', 'Cache-Control: max-age=60', 'Age: 20'];
    const { client } = await clientFor((socket) => socket.write(http(good, head)), unhurried);
    const answer = await client.send(question, undefined);
    expect(answer.age).toEqual({ maxAgeMs: 60_000, ageMs: 20_000 });
    expect(copyAnswer(answer).age).toEqual(answer.age);
    expect(readAnswer('land', answer, 'en').age).toEqual(answer.age);
  });

  it('comes parsed, with its status and its text', async () => {
    const { client, server } = await clientFor((socket) => socket.write(http(good)));
    expect(await client.send(question, undefined)).toEqual({
      status: 200,
      text: good,
      byteLength: Buffer.byteLength(good),
      body: { data: { me: { name: '王小明' } } },
    });
    expect(server.asked[0]?.body).toBe(question);
    expect(server.asked[0]?.head).toMatch(/^POST \/graphql HTTP\/1.1/);
  });

  it('is not asked for compressed', async () => {
    const { client, server } = await clientFor((socket) => socket.write(http(good)));
    await client.send(question, undefined);
    expect(server.asked[0]?.head).not.toMatch(/accept-encoding/i);
  });

  it('is whole when it comes a byte at a time, in chunks, with a character torn apart', async () => {
    const { client } = await clientFor((socket) => {
      const bytes = Buffer.from(good);
      socket.write(http('', ['transfer-encoding: chunked']));
      for (const byte of bytes) {
        socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.of(byte), Buffer.from('\r\n')]));
      }
      socket.write('0\r\n\r\n');
    });
    expect((await client.send(question, undefined)).text).toBe(good);
  });

  it('may be as large as the limit, to the byte', async () => {
    const text = JSON.stringify('x'.repeat(maxResponseBytes - 2));
    const { client } = await clientFor((socket) => socket.write(http(text)));
    expect((await client.send(question, undefined)).text).toBe(text);
  });

  it('comes after informational ones', async () => {
    const { client } = await clientFor((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\ncontent-encoding: gzip\r\n\r\n');
      socket.write(http(good));
    });
    expect((await client.send(question, undefined)).status).toBe(200);
  });

  it('keeps the keys of its JSON that name prototypes as keys', async () => {
    const text = '{"data":{"__proto__":{"polluted":1},"constructor":2}}';
    const { client } = await clientFor((socket) => socket.write(http(text)));
    const { body } = (await client.send(question, undefined)) as { body: { data: object } };
    expect(Object.keys(body.data)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('may have headers that name prototypes', async () => {
    const head = ['__proto__: 1', '__proto__: 2', 'constructor: 3', 'toString: 4'];
    const { client } = await clientFor((socket) => socket.write(http(good, head)));
    expect((await client.send(question, undefined)).text).toBe(good);
  });

  it('may hold lone surrogates', async () => {
    const { client } = await clientFor((socket) => socket.write(http('{"data":{"x":"\\ud800"}}')));
    expect((await client.send(question, undefined)).body).toEqual({ data: { x: '\ud800' } });
  });

  it('is parsed anew for a further taker, whatever the first one did with it', async () => {
    const { client } = await clientFor((socket) => socket.write(http(good)));
    const first = await client.send(question, undefined);
    (first.body as { data: { me: object } }).data.me = { name: 'changed' };
    expect(copyAnswer(first).body).toEqual(JSON.parse(good));
  });

  it.each([
    ['an HTML page of status 500', '500 Oops', '<h1>stack trace</h1>', 500],
    ['JSON with garbage behind it', '200 OK', `${good}garbage`, 200],
    ['half a JSON text', '200 OK', good.slice(0, 9), 200],
    ['nothing at all', '200 OK', '', 200],
    ['a redirect', '302 Found', good, 302],
    ['a permanent redirect that keeps the method', '308 Permanent Redirect', good, 308],
  ])('without JSON has no body: %s', async (_what, status, text, code) => {
    const { client, server } = await clientFor((socket) =>
      socket.write(http(text, [`location: http://127.0.0.1:1/`], status)),
    );
    expect(await client.send(question, undefined)).toMatchObject({ status: code, text, body: undefined });
    expect(server.asked).toHaveLength(1);
  });

  it('of an error status keeps its JSON', async () => {
    const { client } = await clientFor((socket) => socket.write(http('{"errors":[]}', [], '400 Bad')));
    expect(await client.send(question, undefined)).toMatchObject({ status: 400, body: { errors: [] } });
  });
});

describe('a department that fails', () => {
  it.each<[string, Answerer, RegExp]>([
    ['hangs before the headers', () => undefined, /no answer in time/],
    ['hangs in the headers', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-'), /no answer in time/],
    [
      'hangs in the body',
      (socket) => socket.write(http('{"data":', ['content-length: 50'])),
      /no answer in time/,
    ],
    ['drips', (socket) => drip(socket), /no answer in time/],
    ['resets', (socket) => socket.resetAndDestroy(), /ECONNRESET|UND_ERR_SOCKET/],
    ['resets in the body', (socket) => resetInBody(socket), /ECONNRESET|UND_ERR_SOCKET/],
    [
      'closes in the body',
      (socket) => socket.end(http('{"data":', ['content-length: 50'])),
      /UND_ERR_(SOCKET|RES_CONTENT_LENGTH_MISMATCH)/,
    ],
    ['closes in a chunk', (socket) => socket.end(http('ff\r\n{', ['transfer-encoding: chunked'])), /./],
    [
      'announces too much',
      (socket) => socket.write(http('{', ['content-length: 100001'])),
      /larger than 100000/,
    ],
    [
      'never ends',
      (socket) => pour(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(16_384)),
      /larger than 100000/,
    ],
    [
      'never ends, a byte a chunk',
      (socket) =>
        pour(socket, 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\nx\r\n'.repeat(1_000)),
      /larger than 100000/,
    ],
    ['compresses', (socket) => socket.write(http(good, ['content-encoding: gzip'])), /compressed/],
    [
      'does not speak HTTP',
      (socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
      /HTTPParserError|UND_ERR_RES_CONTENT_LENGTH/,
    ],
    ['upgrades', (socket) => socket.write(upgrade), /UND_ERR_SOCKET/],
    [
      'sends endless headers',
      (socket) => pour(socket, 'HTTP/1.1 200 OK\r\n', `x: ${'y'.repeat(1_000)}\r\n`),
      /UND_ERR_HEADERS_OVERFLOW/,
    ],
    [
      'sends two lengths',
      (socket) => socket.write(http(good, ['content-length: 5', 'content-length: 6'])),
      /HTTPParserError|UND_ERR_RES_CONTENT_LENGTH/,
    ],
    [
      'sends a length and chunks',
      (socket) => socket.write(http(good, ['content-length: 5', 'transfer-encoding: chunked'])),
      /HTTPParserError|UND_ERR_RES_CONTENT_LENGTH/,
    ],
  ])(
    'is given up within the deadline, and its connection closed, when it %s',
    async (_how, answer, reason) => {
      const { client, server } = await clientFor(answer);
      const sentAt = performance.now();
      expect(await failureOf(client.send(question, undefined, { singleUse: true }))).toMatch(reason);
      expect(performance.now() - sentAt).toBeLessThan(timeoutMs + 5_000);
      await until(() => server.asked.every(({ socket }) => socket.destroyed));
    },
  );

  it.each([
    ['in GB 18030', Buffer.of(0x22, 0xcd, 0xf5, 0x22)],
    ['in UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
    ['half of a character', Buffer.of(0x22, 0xe7, 0x8e)],
  ])('is down when it answers %s: no replaced characters pass for data', async (_what, bytes) => {
    const { client } = await clientFor((socket) => socket.write(http(bytes)));
    expect(await failureOf(client.send(question, undefined))).toBe('answer is not UTF-8');
  });

  it('is given up when nobody listens at its address', async () => {
    const server = await startServer(() => undefined);
    const client = clientOf(server.url);
    servers[0]?.close();
    expect(await failureOf(client.send(question, undefined))).toBe('ECONNREFUSED');
    expect(await client.isReachable()).toBe(false);
  });

  it('is down when it nests without end, and costs no parsing', async () => {
    const bomb = `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const server = await startServer((socket) => socket.write(http(bomb)));
    const client = clientOf(server.url, { maxResponseBytes: 1_000_000 });
    expect(await failureOf(client.send(question, undefined))).toMatch(/nests deeper than 1000/);
  });

  it('may answer much that is flat, with brackets in its texts', async () => {
    const list = JSON.stringify({ data: Array.from({ length: 5_000 }, () => ({ a: '[[{{"\\' })) });
    const wide = list.replace('[', `["${'['.repeat(200_000)}",`);
    const server = await startServer((socket) => socket.write(http(wide)));
    const client = clientOf(server.url, { maxResponseBytes: 1_000_000 });
    expect((await client.send(question, undefined)).body).toEqual(JSON.parse(wide));
  });

  it('never has its second answer taken for the answer to the next request', async () => {
    const { client } = await clientFor((socket, { body }) => {
      socket.write(Buffer.concat([http(body), http('"of another citizen"')]));
    });
    for (let time = 0; time < 20; time += 1) {
      expect((await client.send(`[${time}]`, undefined)).body).toEqual([time]);
    }
  });
});

describe('a connection that the department closed', () => {
  /** Answers so many requests; what is sent after that arrives, but the connection is reset instead of an answer. */
  const resetsOnce =
    (afterTurns: number): Answerer =>
    (socket, { turn }) =>
      turn === afterTurns ? socket.resetAndDestroy() : socket.write(http(good));

  it('costs a query nothing: it is sent once more, over a fresh one', async () => {
    const { client, server } = await clientFor(resetsOnce(12));
    await askInTurn(client, 12);
    expect((await client.send(question, undefined)).text).toBe(good);
    expect(server.asked).toHaveLength(14);
    const fresh = server.asked[13];
    expect(server.asked.slice(0, 13).map(({ socket }) => socket)).not.toContain(fresh?.socket);
    expect(fresh?.body).toBe(question);
  });

  it('fails a mutation, which is sent once', async () => {
    const { client, server } = await clientFor(resetsOnce(12));
    await askInTurn(client, 12);
    expect(await failureOf(client.send(question, undefined, { singleUse: true }))).toMatch(
      /ECONNRESET|SOCKET/,
    );
    expect(server.asked).toHaveLength(13);
  });

  it('fails the first queries, which have earned no second try yet', async () => {
    const { client, server } = await clientFor(resetsOnce(8));
    await askInTurn(client, 8);
    expect(await failureOf(client.send(question, undefined))).toMatch(/ECONNRESET|SOCKET/);
    expect(server.asked).toHaveLength(9);
  });

  it('is no reason for a third try', async () => {
    let isBroken = false;
    const { client, server } = await clientFor((socket) =>
      isBroken ? socket.resetAndDestroy() : socket.write(http(good)),
    );
    await askInTurn(client, 30);
    isBroken = true;
    expect(await failureOf(client.send(question, undefined))).toMatch(/ECONNRESET|SOCKET/);
    expect(server.asked).toHaveLength(32);
  });

  it('is no reason for a second try once an answer began', async () => {
    let isBroken = false;
    const { client, server } = await clientFor((socket) =>
      isBroken ? resetInBody(socket) : socket.write(http(good)),
    );
    await askInTurn(client, 20);
    isBroken = true;
    await failureOf(client.send(question, undefined));
    expect(server.asked).toHaveLength(21);
  });

  it('makes at most a tenth more of requests', async () => {
    const { client, server } = await clientFor((socket) => socket.resetAndDestroy(), unhurried);
    await Promise.all(Array.from({ length: 500 }, () => failureOf(client.send(question, undefined))));
    expect(server.asked).toHaveLength(550);
  });
});

describe('requests to one department', () => {
  it('all come through when there are a thousand at once, over a limited number of connections', async () => {
    const { client, server } = await clientFor((socket, { body }) => socket.write(http(body)), unhurried);
    const texts = Array.from({ length: 1_000 }, (_, index) => JSON.stringify({ index }));
    const sent = texts.map((text) => client.send(text, undefined));
    expect(client.inFlight).toBe(1_000);
    expect((await Promise.all(sent)).map(({ text }) => text)).toEqual(texts);
    expect(server.connections).toBeLessThanOrEqual(128);
  });

  it('fail within their deadline when they wait for a connection, which the next ones get', async () => {
    let hangs = true;
    const { client } = await clientFor((socket) => {
      if (!hangs) socket.write(http(good));
    });
    const sentAt = performance.now();
    const sent = Array.from({ length: 1_000 }, () => client.send(question, undefined));
    const outcomes = await Promise.allSettled(sent);
    expect(performance.now() - sentAt).toBeLessThan(timeoutMs + 5_000);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { detail: 'no answer in time' } });
    hangs = false;
    expect((await client.send(question, undefined)).text).toBe(good);
  });

  it('are never sent once they were given up while they waited', async () => {
    const { client, server } = await clientFor(() => undefined);
    const running = Array.from({ length: 128 }, () => failureOf(client.send(question, undefined)));
    const caller = new AbortController();
    const waiting = Array.from({ length: 10 }, () =>
      failureOf(client.send('"late"', undefined, { signal: caller.signal })),
    );
    caller.abort();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['given up by the caller']));
    expect(client.inFlight).toBe(128);
    await Promise.all(running);
    expect(server.asked.filter(({ body }) => body === '"late"')).toEqual([]);
  });

  it('can be given up by their caller, before and while they run', async () => {
    const { client, server } = await clientFor(() => undefined);
    const caller = new AbortController();
    const sent = failureOf(client.send(question, undefined, { signal: caller.signal }));
    await until(() => server.asked.length === 1);
    caller.abort();
    expect(await sent).toBe('given up by the caller');
    expect(await failureOf(client.send(question, undefined, { signal: caller.signal }))).toBe(
      'given up by the caller',
    );
    expect(server.asked).toHaveLength(1);
    await until(() => server.asked.every(({ socket }) => socket.destroyed));
  });

  it('fail when the gateway stops, running or waiting, and after that', async () => {
    const { client, server } = await clientFor(() => undefined);
    const sent = Array.from({ length: 300 }, () => failureOf(client.send(question, undefined)));
    await until(() => server.asked.length === 128);
    await client.stop();
    expect(new Set(await Promise.all(sent))).toEqual(new Set(['the gateway stops']));
    expect(server.asked).toHaveLength(128);
    await until(() => server.asked.every(({ socket }) => socket.destroyed));
    expect(await failureOf(client.send(question, undefined))).toBe('UND_ERR_DESTROYED');
  });

  it('carry the assertion over their bytes, and no forwarded header in its place', async () => {
    const server = await startServer((socket) => socket.write(http(good)));
    const key = { id: 'test', secret: new Uint8Array(32).fill(7) };
    const client = clientOf(server.url, { signer: createAssertionSigner('land', [key]) });
    const headers = {
      [assertionHeader]: 'forged',
      'content-type': 'text/plain',
      'x-tenant': '一'.length + '',
    };
    await client.send(question, gatewayIdentity, { headers });
    const lines = server.asked[0]?.head.split('\r\n') ?? [];
    const assertions = lines.filter((line) => line.startsWith(`${assertionHeader}:`));
    expect(assertions).toHaveLength(1);
    expect(assertions[0]).toMatch(/^yihao-assertion: ey[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(lines).toContain('x-tenant: 1');
    expect(lines.filter((line) => /^content-type/i.test(line))).toEqual(['content-type: application/json']);
  });

  it('go to a path of the department as JSON when they are posted', async () => {
    const { client, server } = await clientFor((socket) => socket.write(http(good)));
    await client.post('/identity', { name: '王' }, undefined);
    expect(server.asked[0]).toMatchObject({ body: '{"name":"王"}' });
    expect(server.asked[0]?.head).toMatch(/^POST \/identity /);
  });
});

const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n';

function resetInBody(socket: Socket): void {
  socket.write(http('{"data":', ['content-length: 50']), () => {
    setTimeout(() => socket.resetAndDestroy(), 30);
  });
}

function drip(socket: Socket): void {
  socket.write(http('{', ['content-length: 100']));
  const timer = setInterval(() => socket.write(' '), 10);
  socket.on('close', () => clearInterval(timer));
}

/** Writes for as long as somebody reads. */
function pour(socket: Socket, head: string, text: string): void {
  socket.write(head);
  const more = (): void => {
    while (!socket.destroyed && socket.write(text));
  };
  socket.on('drain', more);
  more();
}
