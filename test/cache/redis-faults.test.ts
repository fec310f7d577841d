// Whatever is wrong with Redis, a call ends within its deadline, nothing piles up, and all is well soon after Redis is.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreDown, type LookUpStore } from '../../gateway/cache/store.js';
import { freePort } from '../support/postgres.js';
import { startRedis, waitFor, type RedisServer } from '../../scripts/figures/redis-server.js';
import { openRedisStore, storedValue } from '../support/redis-store.js';

/** The deadline, and what a busy machine may add before the process gets to see that it is over. */
const timeoutMs = 20;
const settledMs = timeoutMs + 400;

type Store = Awaited<ReturnType<typeof openRedisStore>>;

const everyCall: readonly [string, (store: LookUpStore) => unknown][] = [
  ['read', (store) => store.read('o', ['a', 'b'])],
  ['write', (store) => store.write('o', [{ name: 'a', value: storedValue('1'), ttlMs: 60_000 }])],
  ['openEpoch', (store) => store.openEpoch('o', 'epoch')],
  ['renewEpoch', (store) => store.renewEpoch('o', 'epoch')],
  ['claim', (store) => store.claim('o', 'a', 1_000)],
  ['release', (store) => store.release('o', 'a')],
  ['isClaimed', (store) => store.isClaimed('o', 'a')],
];

/** How each call ended, and whether in time. */
async function callAll(store: Store): Promise<Record<string, string>> {
  const ends: Record<string, string> = {};
  for (const [name, call] of everyCall) {
    const startedMs = performance.now();
    const end = await Promise.resolve(call(store)).then(
      () => 'answered',
      (error: unknown) => (error instanceof StoreDown ? 'down' : `threw ${String(error)}`),
    );
    ends[name] = performance.now() - startedMs < settledMs ? end : `${end} late`;
  }
  return ends;
}

const all = (end: string) => Object.fromEntries(everyCall.map(([name]) => [name, end]));

async function works(store: Store): Promise<boolean> {
  try {
    await store.write('o', [{ name: 'probe', value: storedValue('1'), ttlMs: 60_000 }]);
    return (await store.read('o', ['probe'])).values[0]?.text === '1';
  } catch {
    return false;
  }
}

async function expectWorkingAgain(store: Store): Promise<void> {
  await waitFor('the store to work again', () => works(store), 10_000);
  expect(store.up).toBe(true);
}

describe('a Redis store whose Redis', () => {
  let server: RedisServer;
  let store: Store;
  const unhandled: unknown[] = [];
  const keepUnhandled = (reason: unknown) => void unhandled.push(reason);

  beforeEach(async () => {
    process.on('unhandledRejection', keepUnhandled);
    server = await startRedis();
    store = await openRedisStore(server.url, { timeoutMs });
    await waitFor('the store to work', () => works(store));
  });
  afterEach(async () => {
    store.stop();
    await server.stop();
    process.off('unhandledRejection', keepUnhandled);
    expect(unhandled).toEqual([]);
  });

  it('is killed fails at once and works again when it is back', async () => {
    await server.kill();
    await waitFor('the loss to be seen', () => !store.up);
    expect(await callAll(store)).toEqual(all('down'));
    expect(store.recorder.countOf('read disconnected')).toBe(1);
    await server.restart();
    await expectWorkingAgain(store);
  });

  it('hangs takes one deadline until it is given up, and works again when it goes on', async () => {
    server.pause();
    const ends = await callAll(store);
    expect(Object.values(ends).filter((end) => end !== 'down')).toEqual([]);
    expect(store.recorder.countOf('closed to open')).toBe(1);
    const startedMs = performance.now();
    await Promise.allSettled(Array.from({ length: 2_000 }, async () => store.read('o', ['a'])));
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    server.resume();
    await expectWorkingAgain(store);
  });

  it('hangs for seconds under a steady load adds at most a deadline to one call in a hundred', async () => {
    server.pause();
    const untilMs = performance.now() + 1_500;
    const took: number[] = [];
    while (performance.now() < untilMs) {
      const startedMs = performance.now();
      await Promise.allSettled([store.read('o', ['a']), store.read('p', ['a'])]);
      took.push(performance.now() - startedMs);
      await new Promise(setImmediate);
    }
    const late = took.filter((ms) => ms > 5);
    expect(late.length).toBeLessThan(Math.max(30, took.length / 100));
    expect(Math.max(...took)).toBeLessThan(settledMs);
    // A connection that owes answers is given up, and with it all that waits for them.
    server.resume();
    await expectWorkingAgain(store);
  });

  it('is flushed has nothing, and no epoch either', async () => {
    await store.write('o', [{ name: 'a', value: storedValue('1'), ttlMs: 60_000 }]);
    await server.command('FLUSHALL');
    expect(await store.read('o', ['a'])).toEqual({ epoch: undefined, values: [undefined] });
    expect(await store.openEpoch('o', 'another')).toBe('another');
  });

  it('suddenly wants a password refuses every call at once, and works again when it wants none', async () => {
    await server.restart({ requirepass: 'secret-of-the-test' });
    await waitFor('the store to be refused', () =>
      store.recorder.lines.some((line) => /NOAUTH|closed/.test(line)),
    );
    expect(await callAll(store)).toEqual(all('down'));
    await server.restart({ requirepass: '' });
    await expectWorkingAgain(store);
  });

  it('loads for seconds after a restart has nothing until it is done', async () => {
    await server.command('CONFIG', 'SET', 'rdbcompression', 'no');
    for (let index = 0; index < 30; index++) await server.command('SET', `other:${index}`, 'x'.repeat(2_000));
    await server.command('SAVE');
    await server.restart({
      'key-load-delay': '30000',
      'loading-process-events-interval-bytes': '1024',
    });
    expect(await callAll(store)).toEqual(all('down'));
    expect(String(await server.command('INFO', 'persistence'))).toContain('loading:1');
    await waitFor('it to have loaded', async () =>
      String(await server.command('INFO', 'persistence')).includes('loading:0'),
    );
    await expectWorkingAgain(store);
  });

  it('is full still gives what it has, and refuses what it should keep', async () => {
    await store.write('o', [{ name: 'a', value: storedValue('1'), ttlMs: 60_000 }]);
    await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await server.command('CONFIG', 'SET', 'maxmemory', '1mb');
    const ends = await callAll(store);
    expect(ends).toEqual({
      ...all('down'),
      read: 'answered',
      release: 'answered',
      isClaimed: 'answered',
    });
    expect(store.recorder.countOf('write refused')).toBe(1);
    expect(store.up).toBe(true);
    await server.command('CONFIG', 'SET', 'maxmemory', '0');
    await expectWorkingAgain(store);
  });

  it('becomes a replica refuses writes, and works again when it is a master', async () => {
    await server.command('REPLICAOF', '127.0.0.1', await freePort());
    const ends = await callAll(store);
    expect(Object.values(ends).filter((end) => end.endsWith('late'))).toEqual([]);
    expect(ends['write']).toBe('down');
    await server.command('REPLICAOF', 'NO', 'ONE');
    await expectWorkingAgain(store);
  });

  it('is asked by too many at once refuses some of them rather than let them wait', async () => {
    const calls = Array.from({ length: 6_000 }, async () => store.isClaimed('o', 'a'));
    const ends = await Promise.allSettled(calls);
    expect(store.recorder.countOf('isClaimed busy')).toBe(1_000);
    expect(ends.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(1_000);
    await expectWorkingAgain(store);
  });

  it('is busy for a moment costs no more than the deadline', async () => {
    const busy = server.command('DEBUG', 'SLEEP', '0.2');
    await waitFor('it to be busy', async () => (await callAll(store))['read'] !== 'answered');
    await busy;
    await expectWorkingAgain(store);
  });
});

describe('a Redis store', () => {
  it('starts without Redis, says so once, and works when it comes', async () => {
    const port = await freePort();
    const store = await openRedisStore(`redis://127.0.0.1:${port}`);
    expect(store.up).toBe(false);
    expect(await callAll(store)).toEqual(all('down'));
    // Nothing more may be said: it tries several times meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(store.recorder.lines).toHaveLength(1);
    expect(store.recorder.lines[0]).toContain('ECONNREFUSED');
    const server = await startRedis({ port });
    await expectWorkingAgain(store);
    expect(store.recorder.lines).toHaveLength(2);
    store.stop();
    await server.stop();
  });

  it("never logs a password that Redis doesn't take", async () => {
    const server = await startRedis({ settings: { requirepass: 'right-one' } });
    const store = await openRedisStore(server.url.replace('redis://', 'redis://someone:wrong-one@'));
    expect(await callAll(store)).toEqual(all('down'));
    expect(store.recorder.lines.join('')).toContain('WRONGPASS');
    expect(store.recorder.lines.join('')).not.toContain('wrong-one');
    store.stop();
    await server.stop();
  });

  it('logs in with a password', async () => {
    const server = await startRedis({ settings: { requirepass: 'p:@/ss' } });
    const store = await openRedisStore(server.url.replace('redis://', 'redis://:p%3A%40%2Fss@'));
    await waitFor('the store to work', () => works(store));
    store.stop();
    await server.stop();
  });
});
