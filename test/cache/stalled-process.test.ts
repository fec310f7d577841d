// A process that stood still, with a real Redis: what the departments are asked then.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLookUpCache, type LookUpCache } from '../../gateway/cache/look-up-cache.js';
import { createMemoryStore } from '../../gateway/cache/memory-store.js';
import { createRedisBus } from '../../gateway/cache/redis-bus.js';
import { parseRedisUrl } from '../../gateway/cache/redis-url.js';
import { createSharedTagEpochs } from '../../gateway/cache/tag-epochs.js';
import { startRedis, waitFor } from '../../scripts/figures/redis-server.js';
import { startSlowProxy } from '../../scripts/figures/slow-proxy.js';
import { recordCache } from '../support/cache-recorder.js';
import { openRedisStore } from '../support/redis-store.js';
import { lookUp } from '../support/look-up-world.js';

// These are about what is asked and not how fast, so a busy machine makes no difference.
const timeoutMs = 2_000;
const owners = Array.from({ length: 50 }, (_, index): [string] => [`owner${index}`]);
const lookUps = [lookUp('a'), lookUp('b')];
const stopping: (() => unknown)[] = [];
let asked = 0;
let cache: LookUpCache;

beforeAll(async () => {
  const redis = await startRedis();
  const address = parseRedisUrl(redis.url);
  const { metrics, logger } = recordCache();
  const bus = createRedisBus({ address, keys: [randomBytes(32)], logger });
  // As on another node of a Cluster that has more to do: the values are there before the epochs are.
  const slowWay = await startSlowProxy(redis.port);
  const slowAddress = parseRedisUrl(`redis://127.0.0.1:${slowWay.port}`);
  const tags = createSharedTagEpochs({ address: slowAddress, bus, logger, timeoutMs });
  const far = await openRedisStore(redis.url, { timeoutMs });
  cache = createLookUpCache({
    createNear: () => createMemoryStore({ maxBytes: 64_000_000, metrics }),
    far,
    bus,
    tags,
    served: () => undefined,
    claimMs: 1_000,
  });
  bus.onInvalidated((names) => cache.drop(names));
  bus.onGap(() => cache.dropAll());
  stopping.push(
    () => cache.stop(),
    () => tags.stop(),
    () => bus.stop(),
    () => far.stop(),
    () => slowWay.stop(),
    () => redis.stop(),
  );
  await slowWay.delay(30);
  await tags.start();
  await waitFor('the bus', () => bus.isUp);
  await waitFor('the epochs', () => lookUps.every((one) => one.tags.every((tag) => tags.epochOf(tag))));
});
afterAll(async () => {
  for (const stop of stopping) await stop();
});

const ask = async (owner: [string]) => {
  const [row] = await cache.lookUp({
    department: 'd',
    owners: [owner],
    lookUps,
    live: false,
    async load(wanted) {
      asked += 1;
      return wanted.map((one) => ({ texts: one.lookUps.map(() => '1'), maxAgeMs: undefined, ageMs: 0 }));
    },
  });
  return row?.map((one) => one?.state);
};

describe('a process that stood still for longer than it is believed', () => {
  it('asks Redis for what it has and no department', async () => {
    await Promise.all(owners.map(ask));
    expect(asked).toBe(owners.length);
    await waitFor('Redis to have it', async () => {
      cache.dropAll();
      return (await Promise.all(owners.map(ask))).flat().every((state) => state === 'cached');
    });
    asked = 0;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
    const answers = await Promise.all(owners.map(ask));
    expect(new Set(answers.flat())).toEqual(new Set(['cached']));
    expect(asked).toBe(0);
  });
});
