// Look-ups in Redis, for all processes: sealed, an owner's on one node, and never waited for longer than the deadline.
import type { Logger } from 'pino';
import type { CacheMetrics, StoreOperation } from './cache-metrics.js';
import type { Envelope } from './envelope.js';
import { connectRedis } from './redis-connection.js';
import { RedisDown, type RedisCommand } from './redis-lane.js';
import { createRedisLanes } from './redis-lanes.js';
import type { RedisAddress } from './redis-url.js';
import { maxTextCharacters, type LookUpStore, type ValueToWrite } from './store.js';

export interface RedisStore extends LookUpStore {
  /** Whether calls are made at all: connected, and no server given up. For showing: a call is what finds out anew. */
  readonly up: boolean;
  /** Without an answer yet. */
  readonly commandsInFlight: number;
  /** Never rejects, and takes a second at most: Redis may come later. */
  start(): Promise<void>;
  stop(): void;
}

export interface RedisStoreOptions {
  readonly address: RedisAddress;
  readonly envelope: Envelope;
  readonly metrics: CacheMetrics;
  readonly logger: Logger;
  /** What a call may take. */
  readonly timeoutMs: number;
}

/**
 * Longer than anything in the catalogue is of use (an hour and a week). Every write lets the owner's epoch live for as long again
 * as no value lives: one whose epoch is gone would be a miss that takes up room.
 */
const longestTtlMs = 8 * 24 * 3_600_000;

/**
 * Clients choose what they ask, and so how many names it is kept under: each owner has room for a hundred values, and what was
 * written first goes first. A long value takes the room of several. Counting them makes a write of four values, for which nobody
 * waits, cost 0.21 ms of CPU instead of 0.16, and an owner 350 bytes more of Redis.
 */
const roomsOfOne = 100;
const charactersPerRoom = 16_384;

/** What an epoch looks like: anything else somebody put into Redis isn't one. */
const epochForm = /^[\w-]{1,64}$/;

export function createRedisStore({
  address,
  envelope,
  metrics,
  logger,
  timeoutMs,
}: RedisStoreOptions): RedisStore {
  const connection = connectRedis(address, 'yihao-cache', logger);
  const lanes = createRedisLanes(connection.client, timeoutMs, (to, from) => {
    metrics.breakerMoved(to, from);
    // Probes in vain are no news.
    if (from === 'closed') logger.warn('Redis does not answer in time: look-ups go to the departments');
    if (to === 'closed') logger.info('Redis answers again');
  });

  async function ask(operation: StoreOperation, owner: string, commands: readonly RedisCommand[]) {
    const startedMs = performance.now();
    try {
      const replies = await lanes.of(owner).ask(commands);
      metrics.answered('redis', operation, performance.now() - startedMs);
      return replies;
    } catch (error) {
      if (error instanceof RedisDown) metrics.failed(operation, error.failure);
      throw error;
    }
  }

  async function makeRoom(owner: string, rooms: readonly string[]): Promise<void> {
    const keys = new Set(rooms.map((room) => valueKey(owner, nameIn(room))));
    await ask('write', owner, [
      ['del', ...keys],
      ['zrem', roomsKey(owner), ...rooms],
    ]);
  }

  return {
    get up() {
      return connection.ready && lanes.closed;
    },
    get commandsInFlight() {
      return lanes.commandsInFlight;
    },
    start: () => connection.start(),
    stop: () => connection.stop(),

    async read(owner, names) {
      const keys = names.map((name) => valueKey(owner, name));
      const [replies] = await ask('read', owner, [['mgetBuffer', epochKey(owner), ...keys]]);
      const [epoch, ...values] = replies as (Buffer | null)[];
      return {
        epoch: epoch ? readEpoch(epoch.toString('latin1')) : undefined,
        values: keys.map((key, index) => {
          const bytes = values[index];
          return bytes ? envelope.open(bytes, key) : undefined;
        }),
      };
    },
    async write(owner, values) {
      const written = values.filter(
        ({ value, ttlMs }) => ttlMs >= 1 && value.text.length <= maxTextCharacters,
      );
      if (written.length === 0) return;
      const rooms = roomsKey(owner);
      const [tooMany] = (
        await ask('write', owner, [
          ...written.map(({ name, value, ttlMs }): RedisCommand => {
            const key = valueKey(owner, name);
            return ['set', key, envelope.seal(value, key), 'PX', Math.floor(Math.min(ttlMs, longestTtlMs))];
          }),
          ['pexpire', epochKey(owner), longestTtlMs],
          ['zadd', rooms, ...written.flatMap(roomsOf).flatMap((room) => [Date.now(), room])],
          ['pexpire', rooms, longestTtlMs],
          ['zrange', rooms, 0, -roomsOfOne - 1],
        ])
      ).slice(-1) as string[][];
      if (tooMany?.length) await makeRoom(owner, tooMany);
    },
    async openEpoch(owner, epoch) {
      const key = epochKey(owner);
      const [, inForce] = await ask('openEpoch', owner, [
        ['set', key, epoch, 'PX', longestTtlMs, 'NX'],
        ['get', key],
      ]);
      // Gone between the two, or not an epoch: then nothing that is stored under it will be found, which is safe.
      return readEpoch(inForce) ?? epoch;
    },
    async renewEpoch(owner, epoch) {
      await ask('renewEpoch', owner, [['set', epochKey(owner), epoch, 'PX', longestTtlMs, 'XX']]);
    },
    async claim(owner, name, ttlMs) {
      const [reply] = await ask('claim', owner, [
        ['set', claimKey(owner, name), '', 'PX', Math.ceil(ttlMs), 'NX'],
      ]);
      return reply === 'OK';
    },
    async release(owner, name) {
      // One that took longer than its claim may end the next one's: then two fetch, no more.
      await ask('release', owner, [['del', claimKey(owner, name)]]);
    },
    async isClaimed(owner, name) {
      const [reply] = await ask('isClaimed', owner, [['exists', claimKey(owner, name)]]);
      return reply === 1;
    },
  };
}

/** The owner is the hash tag: all that is kept of it is in one slot of a Cluster. */
function epochKey(owner: string): string {
  return `yihao:{${owner}}:e`;
}

function valueKey(owner: string, name: string): string {
  return `yihao:{${owner}}:v:${name}`;
}

function claimKey(owner: string, name: string): string {
  return `yihao:{${owner}}:l:${name}`;
}

/** Who has which room, by when it was written. */
function roomsKey(owner: string): string {
  return `yihao:{${owner}}:r`;
}

function roomsOf({ name, value }: ValueToWrite): string[] {
  const rooms = Math.max(1, Math.ceil(value.text.length / charactersPerRoom));
  return Array.from({ length: rooms }, (_, place) => `${name}:${place}`);
}

/** Names are hashes, which have no colon. */
function nameIn(room: string): string {
  return room.slice(0, room.lastIndexOf(':'));
}

function readEpoch(reply: unknown): string | undefined {
  return typeof reply === 'string' && epochForm.test(reply) ? reply : undefined;
}
