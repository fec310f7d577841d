// Epochs of tags (types and resources): what was fetched under an epoch is good while it is in force. Few, so that every
// process has all of them at hand; never of citizens, whose epochs lie with their values.
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { InvalidationBus } from './bus.js';
import { newEpoch } from './epoch.js';
import { everythingTag } from './look-up-request.js';
import { connectRedis, type RedisClient } from './redis-connection.js';
import type { RedisAddress } from './redis-url.js';

export interface TagEpochs {
  /** Undefined where it isn't known (yet): then nothing with this tag may be kept or served. */
  epochOf(tag: string): string | undefined;
  /**
   * Resolves when they are known, or can't be within Redis's timeout; undefined where they are. After a process stood still for
   * a second nothing is known for a moment, in which departments would be asked for all that Redis has.
   */
  load(tags: readonly string[]): Promise<void> | undefined;
  /**
   * Puts another epoch in force. Resolves to whether every process goes by it; where Redis can't be told now it is as soon as
   * it can, and `epochOf` is undefined until then. Never rejects.
   */
  renew(tag: string): Promise<boolean>;
  /** Never rejects, and takes a second at most: Redis may come later. */
  start(): Promise<void>;
  stop(): void;
}

export interface SharedTagEpochsOptions {
  readonly address: RedisAddress;
  readonly bus: InvalidationBus;
  readonly logger: Logger;
  /** For how long somebody who needs an epoch waits for it. */
  readonly timeoutMs: number;
}

/** Of what goes over the bus; owners' names are hashes and have no colon. */
const busPrefix = 'tag:';
const pollEveryMs = 1_000;
/** While the bus is down a copy is good for as long after it was read. */
const readCountsMs = 1_000;
const readWithinMs = 1_000;
/** Ten times what a schema has: departments may name types that are in none. With one more, everything is renewed instead. */
const maxUnrenewed = 10_000;

export function createSharedTagEpochs({
  address,
  bus,
  logger,
  timeoutMs,
}: SharedTagEpochsOptions): TagEpochs {
  const connection = connectRedis(address, 'yihao-tags', logger);
  /** Every tag that was ever asked for: as many as the schema has. */
  const watched = new Set<string>();
  const copies = new Map<string, string>();
  /** Redis has still to be told. */
  const unrenewed = new Set<string>();
  /** Invalidated since the poll began that is under way: what it reads of them may be old. */
  let touched = new Set<string>();
  let readAtMs = -Infinity;
  let running: Promise<boolean> | undefined;
  let next: Promise<boolean> | undefined;
  let soon: NodeJS.Immediate | undefined;
  let stopped = false;

  const forget = (tag: string): void => {
    copies.delete(tag);
    touched.add(tag);
  };

  const readMissingSoon = (): void => {
    soon ??= setImmediate(() => {
      soon = undefined;
      if ([...watched].some((tag) => !copies.has(tag))) void poll();
    });
  };

  const read = async (): Promise<boolean> => {
    const startedAtMs = performance.now();
    touched = new Set();
    const renewing = [...unrenewed];
    const tags = [...watched];
    const missing = tags.filter((tag) => !copies.has(tag));
    const epochs = await within(readEpochs(connection.client, tags, renewing, missing), readWithinMs);
    if (!epochs || stopped) return false;
    readAtMs = startedAtMs;
    for (const tag of renewing) if (!touched.has(tag)) unrenewed.delete(tag);
    const untouched = tags
      .map((tag, index) => [tag, epochs[index]] as const)
      .filter(([tag]) => !touched.has(tag));
    // The others read what is in Redis already. This process hears of it too, which is why its copies come after.
    const confirmed = renewing.length === 0 || bus.publish(renewing.map((tag) => busPrefix + tag));
    for (const [tag, epoch] of untouched) {
      if (typeof epoch === 'string') copies.set(tag, epoch);
      else copies.delete(tag);
    }
    if (copies.size < watched.size) readMissingSoon();
    return confirmed;
  };

  /** After the one under way, which may have read too early. */
  const poll = (): Promise<boolean> => {
    if (!running) {
      running = read().finally(() => (running = undefined));
      return running;
    }
    next ??= running.then(() => {
      next = undefined;
      return poll();
    });
    return next;
  };

  bus.onInvalidated((names) => {
    const tags = names
      .filter((name) => name.startsWith(busPrefix))
      .map((name) => name.slice(busPrefix.length));
    for (const tag of tags) forget(tag);
    if (tags.length > 0) readMissingSoon();
  });
  bus.onGap(() => {
    for (const tag of watched) forget(tag);
    readMissingSoon();
  });
  const timer = setInterval(() => void poll(), pollEveryMs).unref();

  const epochOf = (tag: string): string | undefined => {
    if (!watched.has(tag)) {
      watched.add(tag);
      readMissingSoon();
    }
    return bus.isUp || performance.now() - readAtMs < readCountsMs ? copies.get(tag) : undefined;
  };

  /** A second time where the poll under way began too early. */
  const pollFor = async (areKnown: () => boolean): Promise<void> => {
    await (running ?? poll());
    if (!areKnown()) await poll();
  };

  return {
    epochOf,
    load(tags) {
      const areKnown = (): boolean => tags.every((tag) => epochOf(tag) !== undefined);
      return areKnown() ? undefined : within(pollFor(areKnown), timeoutMs);
    },
    renew(tag) {
      const isOneTooMany = unrenewed.size >= maxUnrenewed && !unrenewed.has(tag);
      if (isOneTooMany) unrenewed.clear();
      for (const one of isOneTooMany ? [tag, everythingTag] : [tag]) {
        unrenewed.add(one);
        forget(one);
      }
      return poll();
    },
    start: () => connection.start(),
    stop() {
      stopped = true;
      connection.stop();
      clearInterval(timer);
      clearImmediate(soon);
    },
  };
}

/**
 * In one round trip: all keys have one hash tag, so that a Cluster has them on one node. A tag that has no epoch needs no other
 * one, or a department could fill Redis with names of its own making.
 */
async function readEpochs(
  redis: RedisClient,
  tags: readonly string[],
  renewing: readonly string[],
  missing: readonly string[],
): Promise<readonly unknown[]> {
  if (tags.length + renewing.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const tag of renewing) pipeline.set(keyOf(tag), newEpoch(), 'XX');
  for (const tag of missing) pipeline.set(keyOf(tag), newEpoch(), 'NX');
  if (tags.length > 0) pipeline.mget(tags.map(keyOf));
  const answers = (await pipeline.exec()) ?? [];
  for (const [error] of answers) if (error) throw error;
  return tags.length > 0 ? (answers.at(-1)?.[1] as unknown[]) : [];
}

/** For a process without Redis. */
export function createLocalTagEpochs(): TagEpochs {
  const epochs = new Map<string, string>();
  const renew = (tag: string): string => {
    const epoch = newEpoch();
    epochs.set(tag, epoch);
    return epoch;
  };
  return {
    epochOf: (tag) => epochs.get(tag) ?? renew(tag),
    load: () => undefined,
    async renew(tag) {
      if (epochs.has(tag)) renew(tag);
      return true;
    },
    start: async () => undefined,
    stop: () => undefined,
  };
}

/** Undefined for what fails or takes too long. */
async function within<T>(answer: Promise<T>, ms: number): Promise<T | undefined> {
  const late = new AbortController();
  const answered = await Promise.race([
    answer.catch(() => undefined),
    wait(ms, undefined, { signal: late.signal }),
  ]);
  late.abort();
  return answered;
}

function keyOf(tag: string): string {
  return `yihao:{tags}:${tag}`;
}
