// A bus's two connections to one server, opened anew together when either is lost or keeps silent.
import type { Redis } from 'ioredis';

export interface BusLineOptions {
  /** See `connectBus`. Both connections of a line have the same `attempt`. */
  readonly connect: (attempt: number) => Redis;
  readonly channels: readonly string[];
  readonly onMessage: (text: string) => void;
  /** Messages come from now on. */
  readonly onOpen: () => void;
  /** Messages may be missed from now on. */
  readonly onLost: () => void;
}

export interface BusLine {
  /** False where it can't be sent; true says only that it was tried. */
  send(channel: string, text: string): boolean;
  /** Ends these connections and opens others. */
  reset(): void;
  /** Lets what was sent go out first, for a moment. */
  stop(): Promise<void>;
}

const firstWaitMs = 50;
const longestWaitMs = 400;
const quitWithinMs = 200;

interface Connections {
  readonly subscriber: Redis;
  readonly publisher: Redis;
  isOpen: boolean;
}

export function createBusLine({ connect, channels, onMessage, onOpen, onLost }: BusLineOptions): BusLine {
  let attempt = 0;
  let failures = 0;
  let current: Connections | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const open = (): void => {
    const connections = { subscriber: connect(attempt), publisher: connect(attempt), isOpen: false };
    attempt++;
    current = connections;
    const { subscriber, publisher } = connections;
    const lost = (): void => lose(connections);
    for (const connection of [subscriber, publisher])
      // Errors come before the end that they cause, which is what is acted on.
      connection.on('error', () => undefined).once('end', lost);
    subscriber.on('message', (_channel: string, text: string) => {
      if (current === connections) onMessage(text);
    });
    start(connections).catch(lost);
  };

  const start = async (connections: Connections): Promise<void> => {
    const { subscriber, publisher } = connections;
    await Promise.all([whenReady(subscriber), whenReady(publisher)]);
    await subscriber.subscribe(...channels);
    if (current !== connections) return;
    connections.isOpen = true;
    failures = 0;
    onOpen();
  };

  const lose = (connections: Connections): void => {
    if (current !== connections) return;
    current = undefined;
    connections.subscriber.disconnect();
    connections.publisher.disconnect();
    onLost();
    if (stopped) return;
    timer = setTimeout(open, Math.min(firstWaitMs * 2 ** failures++, longestWaitMs)).unref();
  };

  open();
  return {
    send(channel, text) {
      if (!current?.isOpen) return false;
      current.publisher.publish(channel, text).catch(() => undefined);
      return true;
    },
    reset() {
      if (current) lose(current);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      const connections = current;
      if (!connections) return;
      if (connections.isOpen) await settledWithin(connections.publisher.quit(), quitWithinMs);
      lose(connections);
    },
  };
}

function whenReady(connection: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    if (connection.status === 'ready') return resolve();
    connection.once('ready', resolve).once('end', () => reject(new Error('not connected')));
  });
}

async function settledWithin(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([promise.catch(() => undefined), late]);
  clearTimeout(timer);
}
