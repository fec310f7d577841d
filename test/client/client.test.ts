// The typed client against a server that answers as no gateway does on demand.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, createCancel, type Client, type ClientOptions } from '../../schema/client/client.js';
import type { Failure } from '../../schema/client/failure.js';
import { createFetchTransport } from '../../schema/client/fetch-transport.js';
import type { Answer } from '../../schema/client/answer.js';
import type { Transport } from '../../schema/client/transport.js';
import { waitFor } from '../../scripts/figures/redis-server.js';
import {
  startAnsweringServer,
  type AnsweringServer,
  type Received,
  type Reply,
} from '../support/answering-server.js';
import { AskNumber, SetNumber } from '../support/client-operations.js';

let server: AnsweringServer;
beforeAll(async () => {
  server = await startAnsweringServer();
});
afterAll(() => server.stop());

function clientOf(options: Partial<ClientOptions> = {}): Client {
  return createClient({
    transport: createFetchTransport(),
    endpoint: server.url,
    token: () => 'token-1',
    language: () => 'zh',
    clientName: 'test',
    clientVersion: '1.2.3',
    ...options,
  });
}

const bodyOf = ({ body }: Received) =>
  JSON.parse(body) as {
    operationName: string;
    variables: { n?: number };
    query?: string;
    extensions?: { persistedQuery: { version: number; sha256Hash: string } };
  };
const numberOf = (one: Received): number => bodyOf(one).variables.n ?? 0;
const answered = (number: number): Reply => ({ body: { data: { number } } });
const refused = (status: number, code: string, message = '原因'): Reply => ({
  status,
  headers: { 'x-request-id': 'request-7' },
  body: { errors: [{ message, extensions: { code } }] },
});
const failureOf = (answer: Answer<unknown>): Failure | undefined => (answer.ok ? undefined : answer.failure);

/** Replies that are held until they are let go. */
function holdReplies() {
  const held: { readonly n: number; readonly release: () => void }[] = [];
  server.respond(
    (received) =>
      new Promise((resolve) => {
        const n = numberOf(received);
        held.push({ n, release: () => resolve(answered(n)) });
      }),
  );
  return held;
}

describe('what is sent', () => {
  it('is the hash and who asks, by POST, without the text', async () => {
    server.respond(() => answered(1));
    await clientOf().query(AskNumber, { n: 1 });
    const [one] = server.received;
    expect(one?.method).toBe('POST');
    expect(one?.url).toBe('/graphql');
    expect(one?.headers).toMatchObject({
      'content-type': 'application/json',
      'accept-language': 'zh',
      authorization: 'Bearer token-1',
      'x-client-name': 'test',
      'x-client-version': '1.2.3',
      'x-refusals': 'extensions',
    });
    expect(one && bodyOf(one)).toEqual({
      operationName: 'AskNumber',
      variables: { n: 1 },
      extensions: { persistedQuery: { version: 1, sha256Hash: AskNumber.hash } },
    });
  });

  it('asks live only when that is said', async () => {
    server.respond(() => answered(1));
    const client = clientOf();
    await client.query(AskNumber, { n: 1 });
    await client.query(AskNumber, { n: 1 }, { live: true });
    expect(server.received.map(({ headers }) => headers['cache-control'])).toEqual([undefined, 'no-cache']);
  });

  it('has the text beside the hash once the gateway said that it does not know it, and keeps to it', async () => {
    server.respond((one) =>
      bodyOf(one).query === undefined ? refused(400, 'PERSISTED_QUERY_NOT_FOUND') : answered(numberOf(one)),
    );
    const client = clientOf();
    // Both at once: neither takes the other's lesson for its own refusal.
    const both = await Promise.all([client.query(AskNumber, { n: 1 }), client.query(AskNumber, { n: 2 })]);
    expect(both).toMatchObject([
      { ok: true, data: { number: 1 } },
      { ok: true, data: { number: 2 } },
    ]);
    await client.query(AskNumber, { n: 3 });
    expect(server.received.map((one) => bodyOf(one).query !== undefined)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(
      server.received.every((one) => bodyOf(one).extensions?.persistedQuery.sha256Hash === AskNumber.hash),
    ).toBe(true);
  });

  it('says what the gateway said when the text is not there to send', async () => {
    server.respond(() => refused(400, 'PERSISTED_QUERY_NOT_FOUND', '未登记'));
    const withoutText = { ...AskNumber, text: () => Promise.reject(new Error('left out of the bundle')) };
    const answer = await clientOf().query(withoutText, { n: 1 });
    expect(failureOf(answer)).toMatchObject({
      kind: 'invalid',
      code: 'PERSISTED_QUERY_NOT_FOUND',
      message: '未登记',
    });
    expect(server.received).toHaveLength(2);
  });

  it('is the text alone where operations are not asked by hash', async () => {
    server.respond(() => answered(1));
    await clientOf({ persisted: false }).query(AskNumber, {});
    const [one] = server.received;
    expect(one && bodyOf(one)).toEqual({
      operationName: 'AskNumber',
      variables: {},
      query: AskNumber.text(),
    });
  });
});

describe('many requests', () => {
  it('are ten at a time, the urgent ones first', async () => {
    const held = holdReplies();
    const client = clientOf();
    const ask = (n: number, priority: 'high' | 'normal' | 'low') =>
      client.query(AskNumber, { n }, { priority });
    const first = Array.from({ length: 10 }, (_, n) => ask(n, 'normal'));
    await waitFor('ten requests', () => held.length === 10);
    const later = [ask(30, 'low'), ask(20, 'normal'), ask(10, 'high'), ask(11, 'high'), ask(21, 'normal')];
    const order: number[] = [];
    for (let released = 0; released < 5; released += 1) {
      held[released]?.release();
      await waitFor('the next one', () => held.length === 11 + released);
      order.push(held[10 + released]?.n ?? -1);
    }
    expect(order).toEqual([10, 11, 20, 21, 30]);
    for (const { release } of held) release();
    const answers = await Promise.all([...first, ...later]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });

  it('are refused here when a hundred wait already', async () => {
    const held = holdReplies();
    const client = clientOf();
    const all = Array.from({ length: 110 }, (_, n) => client.query(AskNumber, { n }));
    await waitFor('ten requests', () => held.length === 10);
    const failure = failureOf(await client.query(AskNumber, { n: 1_000 }));
    expect(failure).toMatchObject({ kind: 'limited', message: '请求过于频繁，请稍后再试。' });
    server.respond((one) => answered(numberOf(one)));
    for (const { release } of held) release();
    const answers = await Promise.all(all);
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });

  it('leave the queue when they are cancelled, without having been sent', async () => {
    const held = holdReplies();
    const client = clientOf();
    const first = Array.from({ length: 10 }, (_, n) => client.query(AskNumber, { n }));
    await waitFor('ten requests', () => held.length === 10);
    const cancel = createCancel();
    const waiting = client.mutate(SetNumber, { n: 99 }, { cancel: cancel.signal });
    cancel.cancel();
    expect(failureOf(await waiting)).toEqual({ kind: 'cancelled', message: '请求已取消。' });
    for (const { release } of held) release();
    await Promise.all(first);
    expect(server.received.map(numberOf)).not.toContain(99);
  });
});

describe('equal queries', () => {
  it('share one request while it is under way, and not after', async () => {
    const held = holdReplies();
    const client = clientOf();
    const three = [1, 1, 2].map((n) => client.query(AskNumber, { n }));
    await waitFor('two requests', () => held.length === 2);
    for (const { release } of held) release();
    expect(await Promise.all(three)).toMatchObject(
      [1, 1, 2].map((number) => ({ ok: true, data: { number } })),
    );
    server.respond(() => answered(5));
    expect(await client.query(AskNumber, { n: 1 })).toMatchObject({ data: { number: 5 } });
  });

  it('do not share with another session, language or freshness', async () => {
    const held = holdReplies();
    let token = 'somebody';
    let language: 'zh' | 'en' = 'zh';
    const client = clientOf({ token: () => token, language: () => language });
    const all = [client.query(AskNumber, {})];
    all.push(client.query(AskNumber, {}, { live: true }));
    await waitFor('two requests', () => held.length === 2);
    token = 'somebody else';
    all.push(client.query(AskNumber, {}));
    await waitFor('three requests', () => held.length === 3);
    language = 'en';
    all.push(client.query(AskNumber, {}));
    await waitFor('four requests', () => held.length === 4);
    for (const { release } of held) release();
    await Promise.all(all);
  });

  it('go on for who stays, and end when everybody has gone', async () => {
    const held = holdReplies();
    const client = clientOf();
    const [a, b] = [new AbortController(), new AbortController()];
    const [left, stayed] = [a, b].map(({ signal }) => client.query(AskNumber, { n: 1 }, { cancel: signal }));
    await waitFor('one request', () => held.length === 1);
    a.abort();
    expect(failureOf((await left) as Answer<unknown>)?.kind).toBe('cancelled');
    held[0]?.release();
    expect(await stayed).toMatchObject({ ok: true });

    const again = holdReplies();
    const cancel = createCancel();
    const alone = client.query(AskNumber, { n: 1 }, { cancel: cancel.signal });
    await waitFor('another request', () => again.length === 1);
    cancel.cancel();
    expect(failureOf(await alone)?.kind).toBe('cancelled');
    await waitFor('the server to see it', () => server.abandoned.length === 1);
  });

  it('do not share what was asked before something was changed', async () => {
    const held = holdReplies();
    const client = clientOf();
    const before = client.query(AskNumber, { n: 1 });
    await waitFor('a request', () => held.length === 1);
    const change = client.mutate(SetNumber, { n: 2 });
    await waitFor('the change', () => held.length === 2);
    held[1]?.release();
    await change;
    const after = client.query(AskNumber, { n: 1 });
    await waitFor('another request', () => held.length === 3);
    for (const { release } of held) release();
    await Promise.all([before, after]);
  });

  it('are never mutations', async () => {
    server.respond((one) => answered(numberOf(one)));
    const client = clientOf();
    await Promise.all([client.mutate(SetNumber, { n: 1 }), client.mutate(SetNumber, { n: 1 })]);
    expect(server.received).toHaveLength(2);
    await expect(client.query(SetNumber, { n: 1 })).rejects.toThrow('SetNumber is a mutation: use mutate');
  });
});

describe('an HTTP status', () => {
  it.each<[number, string, Failure['kind']]>([
    [400, 'GRAPHQL_VALIDATION_FAILED', 'invalid'],
    [403, 'UNKNOWN_CITIZEN', 'forbidden'],
    [405, 'BAD_REQUEST', 'invalid'],
    [413, 'PAYLOAD_TOO_LARGE', 'invalid'],
    [429, 'QUOTA_EXCEEDED', 'limited'],
    [500, 'INTERNAL_SERVER_ERROR', 'server'],
    [503, 'NOT_READY', 'unavailable'],
  ])('%i is told with the words of the body', async (status, code, kind) => {
    server.respond(() => refused(status, code, '部门的话'));
    const failure = failureOf(await clientOf().mutate(SetNumber, {}));
    expect(failure).toMatchObject({ kind, code, message: '部门的话', requestId: 'request-7' });
    expect(server.received).toHaveLength(1);
  });

  it.each<[number, Failure['kind']]>([
    [200, 'server'],
    [204, 'server'],
    [401, 'server'],
    [403, 'server'],
    [404, 'server'],
    [429, 'limited'],
    [502, 'server'],
    [503, 'unavailable'],
    [504, 'server'],
  ])('%i with a proxy’s page is told in our own words', async (status, kind) => {
    server.respond(() => ({ status, body: status === 204 ? '' : '<html>nginx' }));
    const [zh, en] = await Promise.all(
      (['zh', 'en'] as const).map((language) => clientOf({ language: () => language }).mutate(SetNumber, {})),
    );
    expect(zh && failureOf(zh)?.kind).toBe(kind);
    expect(zh && failureOf(zh)?.message).toMatch(/请稍后再试/);
    expect(en && failureOf(en)?.message).toMatch(/try again later/);
  });

  it.each([
    'null',
    '[]',
    '"data"',
    '{"data":null}',
    '{"errors":"no"}',
    '{"errors":[]}',
    '{"errors":[null]}',
    '{"dat',
  ])('200 with %s is no answer', async (text) => {
    server.respond(() => ({ headers: { 'content-type': 'application/json' }, body: text }));
    expect(failureOf(await clientOf().query(AskNumber, {}))?.kind).toBe('server');
  });

  it.each([
    ['in seconds', () => '7', 7_000],
    ['as a date', () => new Date(Date.now() + 60_000).toUTCString(), 60_000],
    ['as nonsense', () => 'soon', 10_000],
    ['nowhere', () => undefined, 10_000],
  ])('429 says when to come back: Retry-After %s', async (_how, headerOf, ms) => {
    const header = headerOf();
    server.respond(() => ({
      status: 429,
      headers: header === undefined ? {} : { 'retry-after': header },
      body: {},
    }));
    const failure = failureOf(await clientOf().query(AskNumber, {}));
    if (failure?.kind !== 'limited') throw new Error('not limited');
    expect(Math.abs(failure.retryAfterMs - ms)).toBeLessThan(2_000);
    expect(server.received).toHaveLength(1);
  });

  it('200 with errors beside data is an answer, with errors at their places', async () => {
    server.respond(() => ({
      body: {
        data: { number: null },
        errors: [
          {
            message: '已缴',
            path: ['number'],
            extensions: { code: 'BILL_ALREADY_PAID', department: 'utilities' },
          },
        ],
      },
    }));
    expect(await clientOf().mutate(SetNumber, {})).toMatchObject({
      ok: true,
      data: { number: null },
      errors: [{ message: '已缴', path: ['number'], code: 'BILL_ALREADY_PAID', department: 'utilities' }],
    });
  });
});

describe('a query that failed', () => {
  it('is asked again after 503, and a mutation is not', async () => {
    server.respond((one, index) => (index < 2 ? refused(503, 'NOT_READY') : answered(numberOf(one))));
    expect(await clientOf().query(AskNumber, { n: 4 })).toMatchObject({ ok: true, data: { number: 4 } });
    expect(server.received).toHaveLength(3);
    server.respond(() => refused(503, 'NOT_READY'));
    expect(failureOf(await clientOf().mutate(SetNumber, {}))?.kind).toBe('unavailable');
    expect(server.received).toHaveLength(1);
  });

  it('is asked again twice at most', async () => {
    server.respond(() => refused(503, 'NOT_READY'));
    expect(failureOf(await clientOf().query(AskNumber, {}))?.kind).toBe('unavailable');
    expect(server.received).toHaveLength(3);
  });

  it('is not asked again when the gateway wants to be left alone for long, and waits as long as it wants otherwise', async () => {
    server.respond(() => ({ ...refused(503, 'NOT_READY'), headers: { 'retry-after': '3600' } }));
    expect(failureOf(await clientOf().query(AskNumber, {}))).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(server.received).toHaveLength(1);
    const times: number[] = [];
    server.respond(() =>
      times.push(Date.now()) === 1 ? { status: 503, headers: { 'retry-after': '1' }, body: {} } : answered(1),
    );
    await clientOf().query(AskNumber, {});
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_450);
  });

  it('is asked again after the platform interrupted it', async () => {
    server.respond(() => answered(6));
    const real = createFetchTransport();
    let sent = 0;
    const interrupting: Transport = (request) =>
      (sent += 1) === 1 ? Promise.resolve({ kind: 'failed', failure: 'interrupted' }) : real(request);
    expect(await clientOf({ transport: interrupting }).query(AskNumber, {})).toMatchObject({ ok: true });
    sent = 0;
    const mutation = await clientOf({ transport: interrupting }).mutate(SetNumber, {});
    expect(failureOf(mutation)).toEqual({
      kind: 'interrupted',
      message: '请求因应用转入后台而中断，请重试。',
    });
  });

  it('says that there is no connection after it tried', async () => {
    const closed = await startAnsweringServer();
    await closed.stop();
    const answer = await clientOf({ endpoint: closed.url }).query(AskNumber, {});
    expect(failureOf(answer)).toEqual({ kind: 'offline', message: '无法连接网络，请检查网络后再试。' });
  });

  it('says that it took too long, once', async () => {
    server.respond(() => undefined);
    const answer = await clientOf({ language: () => 'en' }).query(AskNumber, {}, { timeoutMs: 200 });
    expect(failureOf(answer)).toEqual({ kind: 'timeout', message: 'No answer in time: try again later.' });
    expect(server.received).toHaveLength(1);
  });

  it('is not asked again for who has gone meanwhile', async () => {
    server.respond(() => refused(503, 'NOT_READY'));
    const cancel = createCancel();
    const asked = clientOf().query(AskNumber, {}, { cancel: cancel.signal });
    await waitFor('a request', () => server.received.length === 1);
    cancel.cancel();
    expect(failureOf(await asked)?.kind).toBe('cancelled');
    expect(server.received).toHaveLength(1);
  });

  it('goes nowhere else: a redirect is not followed', async () => {
    server.respond(() => ({ status: 307, headers: { location: 'http://127.0.0.1:9/' } }));
    expect(failureOf(await clientOf().mutate(SetNumber, { n: 1 }))?.kind).toBe('offline');
  });
});

describe('a session', () => {
  /** Takes only the token that ends in `good`. */
  const guarded = (one: Received): Reply =>
    one.headers.authorization?.endsWith(good)
      ? answered(numberOf(one))
      : refused(401, 'UNAUTHENTICATED', '登录过期');
  const good = 'good';

  it('that expired is renewed once for all who wait, and each asks once more', async () => {
    server.respond(guarded);
    let token = 'old';
    let refreshes = 0;
    const client = clientOf({
      token: async () => token,
      async refresh() {
        refreshes += 1;
        await waitFor('all to be refused', () => server.received.length === 5);
        token = good;
        return true;
      },
    });
    const answers = await Promise.all([
      ...[0, 1, 2, 3].map((n) => client.query(AskNumber, { n })),
      client.mutate(SetNumber, { n: 4 }),
    ]);
    expect(answers.map((answer) => answer.ok && answer.data.number)).toEqual([0, 1, 2, 3, 4]);
    expect(refreshes).toBe(1);
    expect(server.received).toHaveLength(10);
  });

  it('that is being renewed keeps new requests waiting for it', async () => {
    server.respond(guarded);
    let token = 'old';
    let finish: (() => void) | undefined;
    const client = clientOf({
      token: () => token,
      refresh: () =>
        new Promise((resolve) => {
          finish = () => {
            token = good;
            resolve(true);
          };
        }),
    });
    const first = client.query(AskNumber, { n: 1 });
    await waitFor('the refusal', () => server.received.length === 1);
    await waitFor('the refresh', () => finish !== undefined);
    const second = client.query(AskNumber, { n: 2 });
    finish?.();
    expect(await Promise.all([first, second])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer old',
      'Bearer good',
      'Bearer good',
    ]);
  });

  it('that somebody else has begun meanwhile changes nothing for who was there before', async () => {
    let token = 'old';
    let ended = 0;
    const client = clientOf({ token: () => token, onUnauthenticated: () => (ended += 1) });
    server.respond((one) => {
      token = good;
      return guarded(one);
    });
    expect(failureOf(await client.mutate(SetNumber, { n: 1 }))?.kind).toBe('unauthenticated');
    expect(server.received).toHaveLength(1);
    expect(ended).toBe(0);
  });

  it('that cannot be renewed has ended: said once to the page, and to each request', async () => {
    server.respond(guarded);
    let ended = 0;
    const client = clientOf({ refresh: async () => false, onUnauthenticated: () => (ended += 1) });
    const answers = await Promise.all([0, 1, 2].map((n) => client.query(AskNumber, { n })));
    for (const answer of answers)
      expect(failureOf(answer)).toMatchObject({
        kind: 'unauthenticated',
        code: 'UNAUTHENTICATED',
        message: '登录过期',
      });
    expect(ended).toBe(1);
  });

  it('whose new token is refused too has ended, after one more try', async () => {
    server.respond(guarded);
    let token = 0;
    const client = clientOf({
      token: () => String(token),
      refresh: async () => {
        token += 1;
        return true;
      },
    });
    expect(failureOf(await client.query(AskNumber, {}))?.kind).toBe('unauthenticated');
    expect(server.received).toHaveLength(2);
  });

  it('has not ended because who issues tokens cannot be reached', async () => {
    server.respond(guarded);
    let ended = 0;
    const unreachable = () => Promise.reject(new Error('no network'));
    const onUnauthenticated = () => (ended += 1);
    const refreshing = clientOf({ refresh: unreachable, onUnauthenticated });
    expect(failureOf(await refreshing.query(AskNumber, {}))?.kind).toBe('offline');
    const reading = clientOf({ token: unreachable, onUnauthenticated });
    expect(failureOf(await reading.query(AskNumber, {}))?.kind).toBe('offline');
    expect(failureOf(await reading.mutate(SetNumber, {}))?.kind).toBe('offline');
    expect(ended).toBe(0);
  });

  it('of nobody sends no token', async () => {
    server.respond(() => answered(1));
    await clientOf({ token: () => undefined }).query(AskNumber, {});
    expect(server.received[0]?.headers).not.toHaveProperty('authorization');
  });
});
