// The bus over Redis pub/sub. Redis keeps no message for who isn't listening, so every process proves to itself several times
// a second that it is: by its own beats, which come back on the connection that brings the others' messages.
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { connectBus } from './bus-connection.js';
import { createBusLine } from './bus-line.js';
import { createBusListeners, type InvalidationBus } from './bus.js';
import { createBusCodec, maxNamesPerMessage, type BusKeys, type BusMessage } from './bus-messages.js';
import type { RedisAddress } from './redis-url.js';

export interface RedisBusOptions {
  readonly address: RedisAddress;
  readonly keys: BusKeys;
  readonly logger: Logger;
}

const channel = 'yihao:bus';
const beatEveryMs = 250;
/**
 * How long a beat that came back says that nothing is missed, counted from when it was sent. A process that others haven't
 * heard for as long doesn't serve from its memory any more, so that they need not wait for it.
 */
const beatCountsMs = 1_000;
/** A line that brings no beat back for as long is given up: a stopped server keeps its connections. */
const silentMs = 1_500;
const confirmWithinMs = 100;
/** Who comes back after longer is new to the others, which costs them a gap. */
const forgetAfterMs = 600_000;

interface Peer {
  /** Its last message. */
  n: number;
  heardAtMs: number;
}

interface Awaited {
  readonly processes: Set<string>;
  readonly settle: (confirmed: boolean) => void;
}

export function createRedisBus({ address, keys, logger }: RedisBusOptions): InvalidationBus {
  const listeners = createBusListeners();
  const id = randomUUID();
  const codec = createBusCodec(keys);
  const peers = new Map<string, Peer>();
  const awaited = new Map<number, Awaited>();
  let lastTold = 0;
  let provenAtMs = -Infinity;
  let openedAtMs = performance.now();
  let hasStrangers = false;
  let said: 'up' | 'down' = 'down';
  const isUp = (): boolean => performance.now() - provenAtMs < beatCountsMs;

  const line = createBusLine({
    connect: (attempt) => connectBus(address, attempt),
    channels: [channel, channelOf(id)],
    onMessage: (text) => hear(text),
    onOpen() {
      openedAtMs = performance.now();
      beat('hello');
    },
    onLost() {
      // What is published until the next line is open won't come.
      provenAtMs = -Infinity;
      for (const { settle } of awaited.values()) settle(false);
    },
  });

  /** A number is used up even by what can't be sent: then the others find it missing. */
  const tell = (make: (n: number) => BusMessage): boolean =>
    line.send(channel, codec.encode(make(++lastTold)));
  const beat = (kind: 'beat' | 'hello'): boolean =>
    tell((n) => ({ kind, from: id, n, atMs: performance.now() }));

  /** Once: whoever can write to Redis could have it said by the thousand. */
  const warnOfStrangers = (): void => {
    if (!hasStrangers)
      logger.warn(
        'messages on the invalidation bus that this process cannot read: is the last key of CACHE_KEYS the same in all processes? Otherwise what one of them invalidates is served by others for as long as it is fresh',
      );
    hasStrangers = true;
  };

  const hear = (text: string): void => {
    const message = codec.decode(text);
    if (!message) warnOfStrangers();
    if (message?.kind === 'dropped') confirm(message.n, message.from);
    else if (message) hearOf(message);
  };

  const hearOf = (message: Exclude<BusMessage, { kind: 'dropped' }>): void => {
    const { from, n } = message;
    const before = peers.get(from)?.n ?? 0;
    // Sent again by somebody who can write to Redis.
    if (n <= before) return;
    peers.set(from, { n, heardAtMs: performance.now() });
    // The first of another process is seldom the first that it told, which costs a process that begins nothing.
    if (n > before + 1) listeners.tellGap();
    if (message.kind === 'bye') forget(from);
    if (from === id) return hearOwn(message);
    if (message.kind === 'hello') beat('beat');
    if (message.kind !== 'drop') return;
    listeners.tellInvalidated(message.names);
    line.send(channelOf(from), codec.encode({ kind: 'dropped', from: id, n }));
  };

  const hearOwn = (message: Exclude<BusMessage, { kind: 'dropped' }>): void => {
    if (message.kind === 'drop') return confirm(message.n, id);
    if (message.kind === 'bye') return;
    const wasUp = isUp();
    if (!wasUp) listeners.tellGap();
    provenAtMs = message.atMs;
    report();
  };

  const confirm = (n: number, from: string): void => {
    const one = awaited.get(n);
    if (one?.processes.delete(from) && one.processes.size === 0) one.settle(true);
  };

  const forget = (from: string): void => {
    peers.delete(from);
    for (const n of awaited.keys()) confirm(n, from);
  };

  const publishSome = (names: readonly string[]): Promise<boolean> => {
    const sent = tell((n) => ({ kind: 'drop', from: id, n, names: [...names] }));
    if (!sent || !isUp()) return Promise.resolve(false);
    return confirmations(lastTold);
  };

  const confirmations = (n: number): Promise<boolean> =>
    new Promise((resolve) => {
      const since = performance.now() - beatCountsMs;
      const alive = [...peers].filter(([, { heardAtMs }]) => heardAtMs > since).map(([from]) => from);
      const settle = (confirmed: boolean): void => {
        clearTimeout(timer);
        awaited.delete(n);
        resolve(confirmed);
      };
      // A busy process finds what has come already only after its timers: so it looks once more.
      const timer = setTimeout(() => setImmediate(settle, false), confirmWithinMs);
      awaited.set(n, { processes: new Set([id, ...alive]), settle });
    });

  const report = (): void => {
    const now = isUp() ? 'up' : 'down';
    if (now === said) return;
    said = now;
    if (now === 'up') logger.info('invalidation bus is up');
    else logger.warn('invalidation bus is down: nothing is served from memory');
  };

  const tick = (): void => {
    const now = performance.now();
    report();
    if (now - Math.max(provenAtMs, openedAtMs) > silentMs) {
      openedAtMs = now;
      line.reset();
    } else beat('beat');
    for (const [from, { heardAtMs }] of peers) if (now - heardAtMs > forgetAfterMs) peers.delete(from);
  };
  const timer = setInterval(tick, beatEveryMs).unref();

  return {
    get isUp() {
      return isUp();
    },
    async publish(names) {
      listeners.tellInvalidated(names);
      const confirmed: Promise<boolean>[] = [];
      for (let start = 0; start < names.length; start += maxNamesPerMessage)
        confirmed.push(publishSome(names.slice(start, start + maxNamesPerMessage)));
      return (await Promise.all(confirmed)).every((one) => one);
    },
    onInvalidated: (listener) => listeners.onInvalidated(listener),
    onGap: (listener) => listeners.onGap(listener),
    async stop() {
      clearInterval(timer);
      tell((n) => ({ kind: 'bye', from: id, n }));
      await line.stop();
    },
  };
}

function channelOf(process: string): string {
  return `${channel}:${process}`;
}
