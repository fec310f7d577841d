// Builds the cache of look-ups: in this process's memory alone, or with Redis behind it for all processes.
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createLocalBus, type InvalidationBus } from './cache/bus.js';
import type { CacheMetrics } from './cache/cache-metrics.js';
import { createEnvelope } from './cache/envelope.js';
import type { KeyRing } from './cache/key-ring.js';
import { createLookUpCache } from './cache/look-up-cache.js';
import { createMemoryStore } from './cache/memory-store.js';
import { createNames } from './cache/names.js';
import { createRedisBus } from './cache/redis-bus.js';
import { createRedisStore, type RedisStore } from './cache/redis-store.js';
import type { RedisAddress } from './cache/redis-url.js';
import { createLocalTagEpochs, createSharedTagEpochs, type TagEpochs } from './cache/tag-epochs.js';
import type { CacheInstruments } from './observability/measure-cache.js';
import { createLookUps, type LookUps } from './request-look-ups.js';

export interface CacheConfig {
  /** Of this process's memory. */
  readonly maxBytes: number;
  /** Undefined: nothing is shared with other processes. */
  readonly redis: RedisConfig | undefined;
}

export interface RedisConfig {
  readonly address: RedisAddress;
  readonly keys: KeyRing;
  /** What a call may take before the department is asked instead. */
  readonly timeoutMs: number;
}

export interface CacheOptions {
  readonly config: CacheConfig;
  /** Another process's fetch is waited for as long as one of ours. */
  readonly departmentTimeoutMs: number;
  readonly metrics: CacheInstruments;
  readonly logger: Logger;
}

export interface OpenCache {
  readonly lookUps: LookUps;
  stop(): Promise<void>;
}

/** What all processes have in common. */
interface Shared {
  readonly store: RedisStore | undefined;
  readonly bus: InvalidationBus;
  readonly tags: TagEpochs;
}

/** Doesn't wait for Redis for longer than a second: it may come later. */
export async function openCache({
  config,
  departmentTimeoutMs,
  metrics,
  logger,
}: CacheOptions): Promise<OpenCache> {
  const { redis, maxBytes } = config;
  const { store, bus, tags } = redis ? shared(redis, metrics, logger) : local();
  const cache = createLookUpCache({
    createNear() {
      const near = createMemoryStore({ maxBytes, metrics });
      metrics.watchMemory(() => near.bytes);
      return near;
    },
    far: store,
    bus,
    tags,
    served: metrics.served,
    claimMs: departmentTimeoutMs,
  });
  if (store) metrics.watchCommands(() => store.commandsInFlight);
  bus.onInvalidated((names) => cache.drop(names));
  bus.onGap(() => cache.dropAll());
  await Promise.all([store?.start(), tags.start()]);
  return {
    lookUps: createLookUps(cache, createNames(redis?.keys.naming ?? randomBytes(32)), tags),
    async stop() {
      cache.stop();
      tags.stop();
      await bus.stop();
      store?.stop();
    },
  };
}

function local(): Shared {
  return { store: undefined, bus: createLocalBus(), tags: createLocalTagEpochs() };
}

function shared({ address, keys, timeoutMs }: RedisConfig, metrics: CacheMetrics, logger: Logger): Shared {
  const bus = createRedisBus({ address, keys: [keys.bus], logger });
  return {
    store: createRedisStore({
      address,
      envelope: createEnvelope(keys, metrics.unreadable),
      metrics,
      logger,
      timeoutMs,
    }),
    bus,
    tags: createSharedTagEpochs({ address, bus, logger, timeoutMs }),
  };
}
