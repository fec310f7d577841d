// The bus between gateway processes, over real Redis servers: what is told, what is known to be told, and what is missed.
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createLocalBus, type InvalidationBus } from '../../gateway/cache/bus.js';
import { createBusCodec, type BusKeys } from '../../gateway/cache/bus-messages.js';
import { createRedisBus } from '../../gateway/cache/redis-bus.js';
import { parseRedisUrl } from '../../gateway/cache/redis-url.js';
import { startBusProcess, type BusProcess } from '../support/bus-process.js';
import {
  startRedis,
  startRedisCluster,
  startSentinelSetup,
  waitFor,
  type RedisServer,
} from '../../scripts/figures/redis-server.js';

const key = randomBytes(32);
const channel = 'yihao:bus';

interface Watched {
  readonly bus: InvalidationBus;
  readonly names: string[];
  /** What was heard and missed, in order. */
  readonly events: string[];
  gaps(): number;
}

let redis: RedisServer;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.stop();
});
afterAll(() => redis.stop());

function openBus(url: string, keys: BusKeys = [key]): Watched {
  const bus = createRedisBus({ address: parseRedisUrl(url), keys, logger: pino({ level: 'silent' }) });
  running.push(bus);
  const names: string[] = [];
  const events: string[] = [];
  bus.onInvalidated((given) => {
    names.push(...given);
    events.push(...given);
  });
  bus.onGap(() => events.push('gap'));
  return { bus, names, events, gaps: () => events.filter((event) => event === 'gap').length };
}

async function startBus(url = redis.url, keys?: BusKeys): Promise<Watched> {
  const watched = openBus(url, keys);
  await waitFor('the bus', () => watched.bus.isUp);
  return watched;
}

/** Buses that know each other. */
async function startBuses(count: number, url = redis.url): Promise<Watched[]> {
  const all: Watched[] = [];
  while (all.length < count) all.push(await startBus(url));
  for (const { bus } of all) await waitFor('confirmations', () => bus.publish([]));
  for (const { events } of all) events.length = 0;
  return all;
}

async function startProcess(): Promise<BusProcess> {
  const started = await startBusProcess(redis.url, key);
  running.push({ stop: () => started.kill() });
  return started;
}

async function timed<T>(action: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  return [await action(), performance.now() - started];
}

const name = () => randomBytes(16).toString('base64url');

describe('a bus without Redis', () => {
  it('tells this process at once, and is always up', async () => {
    const bus = createLocalBus();
    const heard: string[] = [];
    bus.onInvalidated((names) => heard.push(...names));
    const publishing = bus.publish(['a', 'b']);
    expect([heard, bus.isUp]).toEqual([['a', 'b'], true]);
    expect(await publishing).toBe(true);
    await bus.stop();
  });
});

describe('what one process publishes', () => {
  it('has been dropped by this process when publish returns, and by all others when it resolves', async () => {
    const [one, two, three] = (await startBuses(3)) as [Watched, Watched, Watched];
    const dropped = name();
    const publishing = one.bus.publish([dropped]);
    expect(one.names).toEqual([dropped]);
    expect(await publishing).toBe(true);
    expect([one.names, two.names, three.names]).toEqual([[dropped], [dropped], [dropped]]);
  });

  it('is dropped by another operating system process within 100 ms', async () => {
    const here = await startBus();
    const there = await startProcess();
    await waitFor('each other', () => here.bus.publish([]));
    const names = Array.from({ length: 20 }, name);
    const confirmed: boolean[] = [];
    for (const one of names) confirmed.push(await here.bus.publish([one]));
    // The machine that runs the tests may be busy for as long now and then.
    expect(confirmed.filter((one) => one).length).toBeGreaterThan(17);
    await waitFor('the last one over IPC', () => there.names.length >= names.length);
    expect(there.names).toEqual(names);
    const back = name();
    expect(await there.publish([back])).toBe(true);
    expect(here.names).toContain(back);
  });

  it('may be thousands of names', async () => {
    const [one, two] = (await startBuses(2)) as [Watched, Watched];
    const names = Array.from({ length: 2_500 }, name);
    expect(await one.bus.publish(names)).toBe(true);
    expect(two.names).toEqual(names);
  });

  it('reaches processes that have the keys in another order, as during a rotation', async () => {
    const next = randomBytes(32);
    const one = await startBus(redis.url, [key, next]);
    const two = await startBus(redis.url, [next, key]);
    await waitFor('each other', () => one.bus.publish([]));
    await one.bus.publish(['from-old']);
    await two.bus.publish(['from-new']);
    expect([one.names, two.names]).toEqual([
      ['from-old', 'from-new'],
      ['from-old', 'from-new'],
    ]);
  });
});

describe('a process that does not answer', () => {
  it('of processes with other keys is not heard, which is said once', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    running.push(createRedisBus({ address: parseRedisUrl(redis.url), keys: [key], logger }));
    const { bus } = await startBus(redis.url, [randomBytes(32)]);
    await waitFor('a line', () => lines.length > 0);
    for (let time = 0; time < 3; time++) await bus.publish(['a']);
    expect(lines).toEqual([expect.stringContaining('CACHE_KEYS')]);
  });

  it('is waited for no longer than 100 ms, and not at all once it can serve nothing from memory', async () => {
    const here = await startBus();
    const there = await startProcess();
    await waitFor('each other', () => here.bus.publish([]));
    there.child.kill('SIGSTOP');
    expect(await here.bus.publish([name()])).toBe(false);
    await waitFor('the process to be forgotten', () => here.bus.publish([name()]));
    const missed = name();
    await here.bus.publish([missed]);
    there.child.kill('SIGCONT');
    // What waited in its socket comes.
    await waitFor('what it missed', () => there.names.includes(missed));
    await waitFor('it to be up', () => there.isUp());
  });

  it('is not waited for when it was killed or has stopped', async () => {
    const here = await startBus();
    const killed = await startProcess();
    const stopped = await startBus();
    await waitFor('each other', () => here.bus.publish([]));
    await stopped.bus.stop();
    expect(await here.bus.publish([name()])).toBe(true);
    await killed.kill();
    expect(await here.bus.publish([name()])).toBe(false);
    await waitFor('the process to be forgotten', () => here.bus.publish([name()]));
  });
});

describe('when Redis', () => {
  it('hangs, the bus is down within a second, and what was missed is told when it is up again', async () => {
    const [one, two] = (await startBuses(2)) as [Watched, Watched];
    redis.pause();
    const [, downAfterMs] = await timed(() => waitFor('down', () => !one.bus.isUp && !two.bus.isUp));
    // A second, by the bus's own clock, and as long as this process waits for its turn.
    expect(downAfterMs).toBeLessThan(2_000);
    expect(await one.bus.publish(['while-down'])).toBe(false);
    // Longer than connections are kept.
    await wait(2_500);
    expect([one.gaps(), two.gaps(), one.bus.isUp, two.bus.isUp]).toEqual([0, 0, false, false]);
    redis.resume();
    const [, upAfterMs] = await timed(() => waitFor('up', () => one.bus.isUp && two.bus.isUp));
    expect(upAfterMs).toBeLessThan(5_000);
    expect(Math.min(one.gaps(), two.gaps())).toBeGreaterThan(0);
    await waitFor('confirmations', () => one.bus.publish(['after']));
    expect(two.events.indexOf('gap')).toBeLessThan(two.events.indexOf('after'));
  });

  it('is killed, the bus is down at once, and up within two seconds of its return', async () => {
    const own = await startRedis();
    running.push(own);
    const [one, two] = (await startBuses(2, own.url)) as [Watched, Watched];
    await own.kill();
    await waitFor('down', () => !one.bus.isUp && !two.bus.isUp);
    await wait(1_500);
    await own.restart();
    const [, ms] = await timed(() => waitFor('up', () => one.bus.isUp && two.bus.isUp));
    expect(ms).toBeLessThan(5_000);
    expect(Math.min(one.gaps(), two.gaps())).toBeGreaterThan(0);
    await waitFor('confirmations', () => one.bus.publish(['after']));
    expect(two.names).toContain('after');
  });

  it('closes a connection, everything may have been missed, however short it was', async () => {
    const [one] = (await startBuses(2)) as [Watched];
    const killed = await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    expect(killed).toBe(2);
    await waitFor('down', () => !one.bus.isUp);
    await waitFor('up', () => one.bus.isUp);
    expect(one.gaps()).toBeGreaterThan(0);
  });

  it('is not there at the start, nothing fails, and it may come later', async () => {
    const own = await startRedis();
    running.push(own);
    await own.kill();
    const { bus, names } = openBus(own.url);
    expect(await bus.publish(['a'])).toBe(false);
    expect([names, bus.isUp]).toEqual([['a'], false]);
    await own.restart();
    await waitFor('up', () => bus.isUp);
    expect(await bus.publish(['b'])).toBe(true);
  });

  it('is behind Sentinels and fails over, the bus finds the new master', async () => {
    const setup = await startSentinelSetup();
    running.push(setup);
    const [one, two] = (await startBuses(2, setup.url)) as [Watched, Watched];
    await setup.master.kill();
    await waitFor('down', () => !one.bus.isUp && !two.bus.isUp);
    await waitFor('up', () => one.bus.isUp && two.bus.isUp);
    await waitFor('confirmations', () => one.bus.publish(['after']));
    expect(two.names).toContain('after');
    expect(two.gaps()).toBeGreaterThan(0);
  });

  it('is a Cluster, processes at different nodes hear each other, and one whose node is gone goes to the next', async () => {
    const cluster = await startRedisCluster();
    running.push(cluster);
    const [first, second, third] = cluster.nodes as [RedisServer, RedisServer, RedisServer];
    const at = (...nodes: RedisServer[]) =>
      `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join()}`;
    const one = await startBus(at(first, second));
    const two = await startBus(at(third, first));
    await waitFor('each other', () => one.bus.publish(['before']));
    expect(two.names).toContain('before');
    one.events.length = 0;
    await first.kill();
    await waitFor('down', () => !one.bus.isUp);
    await waitFor('up', () => one.bus.isUp);
    expect(one.gaps()).toBeGreaterThan(0);
    await waitFor('confirmations', () => two.bus.publish(['after']));
    expect(one.names).toContain('after');
  });
});

describe('whoever can write to Redis', () => {
  const codec = createBusCodec([key]);
  const foreign = createBusCodec([randomBytes(32)]);
  const drop = (n: number, from: string = randomUUID()) => ({
    kind: 'drop' as const,
    from,
    n,
    names: ['forged'],
  });
  const texts: [string, string][] = [
    ['nothing', ''],
    ['no MAC', JSON.stringify(drop(1))],
    ['an empty MAC', `.${JSON.stringify(drop(1))}`],
    ['a MAC of another key', foreign.encode(drop(1))],
    ['a MAC of another message', `${codec.encode(drop(1)).split('.')[0]}.${JSON.stringify(drop(2))}`],
    ['a short MAC', codec.encode(drop(1)).slice(1)],
    ['a message that is cut', codec.encode(drop(1)).slice(0, -1)],
    ['bytes', '\u0000\uffff.{'],
    ['more than a message is', `${'A'.repeat(22)}.${'x'.repeat(201_000)}`],
  ];

  it.each(texts)('tells processes nothing: %s', async (_what, text) => {
    const [one] = (await startBuses(1)) as [Watched];
    await redis.command('PUBLISH', channel, text);
    expect(await one.bus.publish(['last'])).toBe(true);
    expect([one.events, one.bus.isUp]).toEqual([['last'], true]);
  });

  it('tells them nothing by sending again what they heard', async () => {
    const [one, two] = (await startBuses(2)) as [Watched, Watched];
    const recorder = new Redis(redis.url);
    const recorded: string[] = [];
    recorder.on('message', (_channel, text: string) => recorded.push(text));
    await recorder.subscribe(channel);
    await one.bus.publish(['told']);
    await waitFor('some beats', () => recorded.length > 4);
    recorder.disconnect();
    for (const text of recorded) await redis.command('PUBLISH', channel, text);
    expect(await two.bus.publish(['last'])).toBe(true);
    expect(two.events).toEqual(['told', 'last']);
  });
});

it('finds out that a message is missing by the next one', async () => {
  const [one] = (await startBuses(1)) as [Watched];
  const codec = createBusCodec([key]);
  const from = randomUUID();
  const beat = (n: number) =>
    redis.command('PUBLISH', channel, codec.encode({ kind: 'beat', from, n, atMs: 0 }));
  await beat(1);
  await beat(2);
  await one.bus.publish(['between']);
  expect(one.gaps()).toBe(0);
  await beat(4);
  await waitFor('the gap', () => one.gaps() === 1);
});
