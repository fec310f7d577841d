// Epochs of types and resources: the same in every process, renewed for all at once, and unknown rather than old.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import type { InvalidationBus } from '../../gateway/cache/bus.js';
import { everythingTag } from '../../gateway/cache/look-up-request.js';
import { createRedisBus } from '../../gateway/cache/redis-bus.js';
import { parseRedisUrl } from '../../gateway/cache/redis-url.js';
import {
  createLocalTagEpochs,
  createSharedTagEpochs,
  type TagEpochs,
} from '../../gateway/cache/tag-epochs.js';
import {
  startRedis,
  startRedisCluster,
  waitFor,
  type RedisServer,
} from '../../scripts/figures/redis-server.js';

const key = randomBytes(32);
const logger = pino({ level: 'silent' });
/** These are about what it does and not how fast, so a busy machine makes no difference. */
const timeoutMs = 500;
const tag = 'resource:utilities.bill';
const other = 'type:Dwelling';

interface Process {
  readonly bus: InvalidationBus;
  readonly tags: TagEpochs;
}

let redis: RedisServer;
const running: { stop(): void | Promise<void> }[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.stop();
  await redis.command('FLUSHALL');
});
afterAll(() => redis.stop());

async function startOne(url = redis.url): Promise<Process> {
  const address = parseRedisUrl(url);
  const bus = createRedisBus({ address, keys: [key], logger });
  const tags = createSharedTagEpochs({ address, bus, logger, timeoutMs });
  running.push(bus, tags);
  await tags.start();
  await waitFor('the bus', () => bus.isUp);
  await waitFor('the first epochs', () => [tag, other].every((one) => tags.epochOf(one) !== undefined));
  return { bus, tags };
}

/** Two that know each other. */
async function startTwo(url?: string): Promise<[Process, Process]> {
  const one = await startOne(url);
  const two = await startOne(url);
  await waitFor('each other', () => one.bus.publish([]));
  await waitFor('each other', () => two.bus.publish([]));
  return [one, two];
}

/** A way to Redis whose answers take longer. */
async function startSlowWay(delayMs: number): Promise<string> {
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(redis.port, '127.0.0.1');
    for (const socket of [client, server]) sockets.add(socket.on('error', () => undefined));
    client.pipe(server);
    server.on('data', (data) => void setTimeout(() => client.write(data), delayMs));
    client.once('close', () => server.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  running.push({
    stop() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  });
  return `redis://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** As a process does that is short of CPU, or collects garbage. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** How often Redis was asked so. */
async function callsOf(command: string, act: () => Promise<unknown>): Promise<number> {
  const count = async (): Promise<number> => {
    const stats = String(await redis.command('INFO', 'commandstats'));
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  };
  const before = await count();
  await act();
  return (await count()) - before;
}

const epochsOf = (processes: readonly Process[], of = tag) => processes.map(({ tags }) => tags.epochOf(of));

describe('epochs of tags in Redis', () => {
  it('that are renewed again while that is being told are told twice', async () => {
    const { tags } = await startOne();
    const client = new Redis(redis.url);
    const monitor = await client.monitor();
    let told = 0;
    monitor.on('monitor', (_at, [, name, , condition]: string[]) => {
      if (name?.endsWith(tag) && condition?.toUpperCase() === 'XX') told += 1;
    });
    expect(await Promise.all([tags.renew(tag), tags.renew(tag)])).toEqual([true, true]);
    await waitFor('Redis to say so', () => told >= 2).finally(() => {
      for (const connection of [monitor, client]) connection.disconnect();
    });
    expect(told).toBe(2);
  });

  it('are unknown at first, and a moment later the same in every process, for each tag another', async () => {
    const [one, two] = await startTwo();
    expect(one.tags.epochOf('type:Never')).toBeUndefined();
    await waitFor('it', () => one.tags.epochOf('type:Never') !== undefined);
    await waitFor('the same', () => two.tags.epochOf('type:Never') === one.tags.epochOf('type:Never'));
    const [epoch, same] = epochsOf([one, two]);
    expect(epoch).toMatch(/^[\w-]{22}$/);
    expect(same).toBe(epoch);
    expect(epochsOf([one], other)).not.toContain(epoch);
  });

  it('are never again what they were in any process once a renewal has resolved, and soon the same new one', async () => {
    const [one, two] = await startTwo();
    const [before] = epochsOf([one, two]);
    const [unconcerned] = epochsOf([one], other);
    const renewing = one.tags.renew(tag);
    expect(one.tags.epochOf(tag)).toBeUndefined();
    expect(await renewing).toBe(true);
    expect(epochsOf([one, two])).not.toContain(before);
    await waitFor('the new one', () => epochsOf([one, two]).every((epoch) => epoch !== undefined));
    const [after, same] = epochsOf([one, two]);
    expect(same).toBe(after);
    expect(epochsOf([one, two], other)).toEqual([unconcerned, unconcerned]);
  });

  it('are all renewed when many are at once, by several processes', async () => {
    const [one, two] = await startTwo();
    const tags = Array.from({ length: 50 }, (_, index) => `type:T${index}`);
    const known = ({ tags: epochs }: Process) => tags.every((name) => epochs.epochOf(name) !== undefined);
    await waitFor('all', () => known(one) && known(two));
    const before = tags.map((name) => one.tags.epochOf(name));
    const renewals = tags.flatMap((name, index) => [
      ...(index % 2 === 0 ? [one.tags.renew(name)] : []),
      ...(index % 3 === 0 || index % 2 === 1 ? [two.tags.renew(name)] : []),
    ]);
    expect(new Set(await Promise.all(renewals))).toEqual(new Set([true]));
    await waitFor('all again', () => known(one) && known(two));
    await waitFor('the same', () => tags.every((name) => one.tags.epochOf(name) === two.tags.epochOf(name)));
    expect(tags.filter((name, index) => one.tags.epochOf(name) === before[index])).toEqual([]);
  });

  it('are not brought back by a reading that was under way when they were renewed', async () => {
    const one = await startOne();
    const { bus } = await startOne();
    await waitFor('each other', () => one.bus.publish([]));
    const slow = createSharedTagEpochs({
      address: parseRedisUrl(await startSlowWay(100)),
      bus,
      logger,
      timeoutMs,
    });
    running.push(slow);
    await slow.start();
    await waitFor('the epoch', () => slow.epochOf(tag) === one.tags.epochOf(tag));
    const old = slow.epochOf(tag);
    // A tag not asked for before is read at once, and all others with it: the answer is on its way for a while.
    slow.epochOf('type:New');
    await wait(30);
    expect(await one.tags.renew(tag)).toBe(true);
    await waitFor('an epoch', () => {
      expect(slow.epochOf(tag)).not.toBe(old);
      return slow.epochOf(tag) !== undefined;
    });
    expect(slow.epochOf('type:New')).toBeDefined();
  });

  it('are others within two seconds of a flush, which is no old one come back', async () => {
    const [one, two] = await startTwo();
    const [before] = epochsOf([one]);
    await redis.command('FLUSHALL');
    await waitFor('others', () => epochsOf([one, two]).every((epoch) => epoch && epoch !== before));
    await waitFor('the same', () => one.tags.epochOf(tag) === two.tags.epochOf(tag));
  });

  it('are unknown within a second of Redis hanging, and known again when it goes on', async () => {
    const [one, two] = await startTwo();
    redis.pause();
    const started = performance.now();
    await waitFor('unknown', () => epochsOf([one, two]).every((epoch) => epoch === undefined));
    expect(performance.now() - started).toBeLessThan(2_000);
    await wait(500);
    redis.resume();
    await waitFor('known', () => epochsOf([one, two]).every((epoch) => epoch !== undefined));
  });

  it('that could not be renewed stay unknown, and are renewed for all when Redis is back', async () => {
    const [one, two] = await startTwo();
    const [before] = epochsOf([one]);
    redis.pause();
    expect(await one.tags.renew(tag)).toBe(false);
    expect(one.tags.epochOf(tag)).toBeUndefined();
    redis.resume();
    await waitFor('a new one', () => epochsOf([one, two]).every((epoch) => epoch && epoch !== before));
    await waitFor('the same', () => one.tags.epochOf(tag) === two.tags.epochOf(tag));
  });

  it('that could not be renewed are not remembered beyond 10,000: that of everything is renewed for all instead', async () => {
    const [one, two] = await startTwo();
    const known = () => epochsOf([one, two], everythingTag).every((epoch) => epoch !== undefined);
    await waitFor('the epoch of everything', known);
    const [before] = epochsOf([one], everythingTag);
    const [forgotten] = epochsOf([one]);
    redis.pause();
    const made = Array.from({ length: 10_000 }, (_, index) => `type:land.T${index}`);
    // The first one is on its way to Redis already.
    const renewals = ['type:land.First', tag, ...made].map((name) => one.tags.renew(name));
    const meanwhile = epochsOf([one], everythingTag);
    const told = await Promise.all(renewals);
    redis.resume();
    expect(meanwhile).toEqual([undefined]);
    expect(new Set(told)).toEqual(new Set([false]));
    await waitFor('a new one', () =>
      epochsOf([one, two], everythingTag).every((epoch) => epoch && epoch !== before),
    );
    await waitFor('that of the type', () => epochsOf([one])[0] !== undefined);
    expect(epochsOf([one])).toEqual([forgotten]);
  });

  it('are none where nobody has asked for them, however many a department renews', async () => {
    const [one, two] = await startTwo();
    const made = Array.from({ length: 2_000 }, (_, index) => `type:land.T${index}`);
    expect(await Promise.all(made.map((name) => one.tags.renew(name)))).toEqual(made.map(() => true));
    expect(await redis.command('DBSIZE')).toBe(2);
    expect(epochsOf([one, two])).not.toContain(undefined);
  });

  it('are renewed for others by a process that has not asked for any', async () => {
    const one = await startOne();
    const before = one.tags.epochOf(tag);
    const { bus } = await startOne();
    const fresh = createSharedTagEpochs({ address: parseRedisUrl(redis.url), bus, logger, timeoutMs });
    running.push(fresh);
    await fresh.start();
    await waitFor('each other', () => bus.publish([]));
    expect(await fresh.renew(tag)).toBe(true);
    expect(one.tags.epochOf(tag)).not.toBe(before);
    await waitFor('another', () => one.tags.epochOf(tag) !== undefined);
    expect(one.tags.epochOf(tag)).not.toBe(before);
  });

  it('of the longest name that a department may give make nobody miss a message', async () => {
    const [one, two] = await startTwo();
    const gaps: string[] = [];
    two.bus.onGap(() => gaps.push('gap'));
    expect(await one.tags.renew(`resource:${'x'.repeat(128)}`)).toBe(true);
    expect(await one.tags.renew(`type:social-security.${'T'.repeat(128)}`)).toBe(true);
    await wait(600);
    expect(gaps).toEqual([]);
  });

  it('are known again when they are needed by a process that stood still for a second', async () => {
    const [one] = await startTwo();
    const before = one.tags.epochOf(tag);
    expect(one.tags.load([tag, other])).toBeUndefined();
    standStill(1_100);
    expect(one.tags.epochOf(tag)).toBeUndefined();
    await one.tags.load([tag, other]);
    expect(one.tags.epochOf(tag)).toBe(before);
  });

  it('are read once for all who need them', async () => {
    const [one] = await startTwo();
    standStill(1_100);
    const calls = await callsOf('mget', () =>
      Promise.all(Array.from({ length: 200 }, async () => one.tags.load([tag]))),
    );
    expect(one.tags.epochOf(tag)).toBeDefined();
    // Those of both processes' regular polls among them.
    expect(calls).toBeLessThanOrEqual(6);
  });

  it('are waited for no longer than the timeout where Redis hangs', async () => {
    const [one] = await startTwo();
    redis.pause();
    await waitFor('unknown', () => one.tags.epochOf(tag) === undefined);
    const started = performance.now();
    await one.tags.load([tag]);
    expect(performance.now() - started).toBeLessThan(timeoutMs + 2_000);
    expect(one.tags.epochOf(tag)).toBeUndefined();
    redis.resume();
    await waitFor('known', () => one.tags.epochOf(tag) !== undefined);
  });

  it('lie on one node of a Cluster', async () => {
    const cluster = await startRedisCluster();
    running.push(cluster);
    const [one, two] = await startTwo(cluster.url);
    const [before] = epochsOf([one]);
    expect(await two.tags.renew(tag)).toBe(true);
    await waitFor('new ones', () => epochsOf([one, two]).every((epoch) => epoch && epoch !== before));
    const sizes = await Promise.all(cluster.nodes.map((node) => node.command('DBSIZE')));
    expect(sizes.filter((size) => size !== 0)).toEqual([2]);
  });
});

describe('epochs of tags without Redis', () => {
  it('are there at once, and renewed at once', async () => {
    const tags = createLocalTagEpochs();
    const before = tags.epochOf(tag);
    const unconcerned = tags.epochOf(other);
    expect(before).toMatch(/^[\w-]{22}$/);
    expect(tags.epochOf(tag)).toBe(before);
    const renewing = tags.renew(tag);
    expect(tags.epochOf(tag)).not.toBe(before);
    expect(await renewing).toBe(true);
    expect(tags.epochOf(other)).toBe(unconcerned);
  });

  it('are not made up by renewals', async () => {
    const tags = createLocalTagEpochs();
    const first = tags.epochOf(tag);
    expect(await tags.renew('type:land.MadeUp')).toBe(true);
    expect(tags.epochOf(tag)).toBe(first);
  });
});
