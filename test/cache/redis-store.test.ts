// What is in Redis, and for how long: what no other store has.
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
