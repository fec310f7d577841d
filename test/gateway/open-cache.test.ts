// The cache as the gateway opens it, over a real Redis: what others can read of it there, and what its metrics say.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createBusCodec } from '../../gateway/cache/bus-messages.js';
import { parseCacheKeys } from '../../gateway/cache/key-ring.js';
import { parseRedisUrl } from '../../gateway/cache/redis-url.js';
import { measureCache } from '../../gateway/observability/measure-cache.js';
import { openCache, type OpenCache } from '../../gateway/open-cache.js';
import { startRedis, waitFor, type RedisServer } from '../../scripts/figures/redis-server.js';
import { readExposition } from '../support/read-exposition.js';

const keys = parseCacheKeys(`one:${randomBytes(32).toString('base64url')}`);
const citizen = { id: 'c', numbers: ['110101199001011237'] };

describe('a cache with Redis', () => {
  let redis: RedisServer;
  let registry: Registry;
  let cache: OpenCache;
  beforeEach(async () => {
    redis = await startRedis();
    registry = new Registry();
    cache = await openCache({
      config: { maxBytes: 1_000_000, redis: { address: parseRedisUrl(redis.url), keys, timeoutMs: 1_000 } },
      departmentTimeoutMs: 1_000,
      metrics: measureCache(registry),
      logger: pino({ level: 'silent' }),
    });
  });
  afterEach(async () => {
    redis.resume();
    await cache.stop();
    await redis.stop();
  });

  it('signs what it tells other processes with a key that does nothing else', async () => {
    const listener = new Redis(redis.url);
    const heard: string[] = [];
    listener.on('message', (_channel, text: string) => void heard.push(text));
    await listener.subscribe('yihao:bus');
    await waitFor('a message', () => heard.length > 0);
    const [message = ''] = heard;
    expect(createBusCodec([keys.bus]).decode(message)).toBeDefined();
    for (const key of [keys.naming, keys.sealing.secret])
      expect(createBusCodec([key]).decode(message)).toBeUndefined();
    listener.disconnect();
  });

  it('says how many commands have no answer yet', async () => {
    const inFlight = async () =>
      readExposition(await registry.metrics()).get('yihao_cache_commands_in_flight');
    expect(await inFlight()).toBe(0);
    redis.pause();
    const invalidating = cache.lookUps.invalidatePeople(['land', 'traffic'], [citizen]);
    expect(await inFlight()).toBe(2);
    redis.resume();
    await invalidating;
    await waitFor('the answers', async () => (await inFlight()) === 0);
  });
});
