// A Redis store as the gateway has it, for tests: connected, counted, with a key of its own.
import { randomBytes } from 'node:crypto';
import { createEnvelope } from '../../gateway/cache/envelope.js';
import { parseCacheKeys } from '../../gateway/cache/key-ring.js';
import { createRedisStore, type RedisStore } from '../../gateway/cache/redis-store.js';
import { parseRedisUrl } from '../../gateway/cache/redis-url.js';
import type { StoredValue } from '../../gateway/cache/store.js';
import { recordCache } from './cache-recorder.js';

export const cacheKeys = `k1:${randomBytes(32).toString('base64url')}`;

/** Of the default deadline. */
export async function openRedisStore(
  url: string,
  { keys = cacheKeys, timeoutMs = 20 } = {},
): Promise<RedisStore & { readonly recorder: ReturnType<typeof recordCache> }> {
  const recorder = recordCache();
  const store = createRedisStore({
    address: parseRedisUrl(url),
    envelope: createEnvelope(parseCacheKeys(keys), recorder.metrics.unreadable),
    metrics: recorder.metrics,
    logger: recorder.logger,
    timeoutMs,
  });
  await store.start();
  return Object.defineProperties({ recorder } as RedisStore & { recorder: typeof recorder }, {
    ...Object.getOwnPropertyDescriptors(store),
  });
}

export function storedValue(text: string, epochs: readonly string[] = ['e1']): StoredValue {
  return { text, fetchedAtMs: 1_790_000_000_000, ageMs: 0, maxAgeMs: undefined, epochs };
}
