// What is in Redis, and for how long: what no other store has.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { startRedis, type RedisServer } from '../../scripts/figures/redis-server.js';
import { openRedisStore, storedValue } from '../support/redis-store.js';

const dayMs = 24 * 3_600_000;

describe('an epoch in Redis', () => {
  let server: RedisServer;
  let store: Awaited<ReturnType<typeof openRedisStore>>;
  beforeAll(async () => {
    server = await startRedis();
    store = await openRedisStore(server.url, { timeoutMs: 2_000 });
  });
  afterAll(async () => {
    store.stop();
    await server.stop();
  });
  beforeEach(() => server.command('FLUSHALL'));

  const write = (ttlMs: number) => store.write('o', [{ name: 'a', value: storedValue('1'), ttlMs }]);
  /** By kind of key. */
  const lifetimesMs = async () => {
    const [epoch, value] = await Promise.all(
      ['yihao:{o}:e', 'yihao:{o}:v:a'].map((key) => server.command('PTTL', key)),
    );
    return { epoch: Number(epoch), value: Number(value) };
  };

  it.each([false, true])('outlives what is written after it (renewed: %s)', async (isRenewed) => {
    await store.openEpoch('o', 'epoch');
    if (isRenewed) await store.renewEpoch('o', 'another');
    await write(7 * dayMs);
    const { epoch, value } = await lifetimesMs();
    expect(value).toBeGreaterThan(6.9 * dayMs);
    expect(epoch).toBeGreaterThan(value);
  });

  it('that is about to end outlives what is written under it', async () => {
    await store.openEpoch('o', 'epoch');
    await server.command('PEXPIRE', 'yihao:{o}:e', 60_000);
    await write(7 * dayMs);
    const { epoch, value } = await lifetimesMs();
    expect(epoch).toBeGreaterThan(value);
    expect((await store.read('o', ['a'])).epoch).toBe('epoch');
  });

  it('is outlived by nothing, however long it is said to be of use', async () => {
    await store.openEpoch('o', 'epoch');
    await write(365 * dayMs);
    const { epoch, value } = await lifetimesMs();
    expect(value).toBeLessThanOrEqual(epoch);
  });

  it('is none where somebody has put something else in its place', async () => {
    await server.command('SET', 'yihao:{o}:e', 'not an epoch');
    expect((await store.read('o', [])).epoch).toBeUndefined();
    expect(await store.openEpoch('o', 'epoch')).toBe('epoch');
  });

  it('is not made by what is written without one', async () => {
    await write(60_000);
    expect(await lifetimesMs()).toMatchObject({ epoch: -2 });
  });

  it('lives longer than anything of the catalogue is of use', async () => {
    await store.openEpoch('o', 'epoch');
    const { epoch } = await lifetimesMs();
    for (const { freshness } of readCatalogue().resources.values()) {
      const { freshForSeconds, staleWhileRevalidateSeconds, staleIfErrorSeconds } = freshness;
      const usefulSeconds = freshForSeconds + Math.max(staleWhileRevalidateSeconds, staleIfErrorSeconds);
      expect(usefulSeconds * 1_000).toBeLessThan(epoch);
    }
  });
});

describe('an owner in Redis', () => {
  let server: RedisServer;
  let store: Awaited<ReturnType<typeof openRedisStore>>;
  beforeAll(async () => {
    server = await startRedis();
    store = await openRedisStore(server.url, { timeoutMs: 2_000 });
  });
  afterAll(async () => {
    store.stop();
    await server.stop();
  });
  beforeEach(() => server.command('FLUSHALL'));

  const write = async (owner: string, name: string, text = '1') =>
    store.write(owner, [{ name, value: storedValue(text), ttlMs: dayMs }]);
  const valuesOf = async (owner: string) =>
    server.command('KEYS', `yihao:{${owner}}:v:*`) as Promise<string[]>;

  it('who is asked for in 5,000 ways has a hundred values, the last ones, and the others have theirs', async () => {
    await store.openEpoch('flood', 'epoch');
    const others = Array.from({ length: 50 }, (_, index) => `owner${index}`);
    for (const owner of others) await write(owner, 'a');
    for (let start = 0; start < 5_000; start += 100)
      await Promise.all(Array.from({ length: 100 }, (_, index) => write('flood', `name${start + index}`)));
    expect(await valuesOf('flood')).toHaveLength(100);
    expect((await store.read('flood', ['name4999'])).values[0]).toBeDefined();
    expect((await store.read('flood', ['name0'])).values[0]).toBeUndefined();
    expect((await store.read('flood', [])).epoch).toBe('epoch');
    for (const owner of others) expect((await store.read(owner, ['a'])).values[0]?.text).toBe('1');
    // An epoch and the order of their writing, besides.
    expect(await server.command('DBSIZE')).toBe(50 * 2 + 102);
  });

  it('keeps what is written anew for longer than what is not', async () => {
    await write('o', 'once');
    for (let index = 0; index < 150; index++) {
      await write('o', `name${index}`);
      if (index % 20 === 0) await write('o', 'again');
    }
    const { values } = await store.read('o', ['once', 'again']);
    expect(values.map((value) => value?.text)).toEqual([undefined, '1']);
  });

  it('has fewer values where they are long', async () => {
    const text = JSON.stringify('x'.repeat(160_000));
    for (let index = 0; index < 30; index++) await write('o', `name${index}`, text);
    expect((await valuesOf('o')).length).toBeLessThanOrEqual(10);
    expect((await store.read('o', ['name29'])).values[0]?.text).toBe(text);
  });

  it('is forgotten a while after the last of what was written', async () => {
    await write('o', 'a');
    const lifetimeMs = Number(await server.command('PTTL', 'yihao:{o}:r'));
    expect(lifetimeMs).toBeGreaterThan(7 * dayMs);
    expect(lifetimeMs).toBeLessThanOrEqual(8 * dayMs);
  });

  it('needs no rights but those that its operator is told to give', async () => {
    const guide = await readFile('gateway/OPERATING.md', 'utf8');
    const rights = /`ACL SETUSER yihao on >password ([^`]*)`/.exec(guide)?.[1]?.split(/\s+/) ?? [];
    await server.command('ACL', 'SETUSER', 'yihao', 'on', '>password', ...rights);
    const limited = await openRedisStore(server.url.replace('://', '://yihao:password@'), {
      timeoutMs: 2_000,
    });
    for (let index = 0; index < 101; index++)
      await limited.write('o', [{ name: `name${index}`, value: storedValue('1'), ttlMs: dayMs }]);
    await limited.openEpoch('o', 'epoch');
    await limited.renewEpoch('o', 'another');
    expect(await limited.claim('o', 'c', dayMs)).toBe(true);
    expect(await limited.isClaimed('o', 'c')).toBe(true);
    await limited.release('o', 'c');
    expect((await limited.read('o', ['name0', 'name100'])).values.map((value) => value?.text)).toEqual([
      undefined,
      '1',
    ]);
    limited.stop();
  });
});

describe('reading in Redis', () => {
  let server: RedisServer;
  let store: Awaited<ReturnType<typeof openRedisStore>>;
  beforeAll(async () => {
    server = await startRedis();
    store = await openRedisStore(server.url, { timeoutMs: 5_000 });
  });
  afterAll(async () => {
    store.stop();
    await server.stop();
  });

  it('takes several owners of one turn in one command, and more of them in few, each with what is its own', async () => {
    const owners = Array.from({ length: 500 }, (_, index) => `owner${index}`);
    for (const owner of owners) {
      await store.openEpoch(owner, `epoch-${owner}`);
      await store.write(owner, [{ name: 'a', value: storedValue(`"${owner}"`), ttlMs: 60_000 }]);
    }
    const callsBefore = await readsOf(server);
    const few = await Promise.all(owners.slice(0, 5).map(async (owner) => store.read(owner, ['a', 'b'])));
    expect((await readsOf(server)) - callsBefore).toBe(1);
    const all = await Promise.all(owners.map(async (owner) => store.read(owner, ['b', 'a'])));
    expect((await readsOf(server)) - callsBefore).toBeLessThan(10);
    for (const [index, { epoch, values }] of few.entries())
      expect([epoch, ...values.map((value) => value?.text)]).toEqual([
        `epoch-owner${index}`,
        `"owner${index}"`,
        undefined,
      ]);
    for (const [index, { epoch, values }] of all.entries())
      expect([epoch, ...values.map((value) => value?.text)]).toEqual([
        `epoch-owner${index}`,
        undefined,
        `"owner${index}"`,
      ]);
  });
});

async function readsOf(server: RedisServer): Promise<number> {
  const stats = String(await server.command('INFO', 'commandstats'));
  return Number(/cmdstat_mget:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}
