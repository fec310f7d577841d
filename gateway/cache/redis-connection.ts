// A connection to Redis that never holds anybody up: nothing waits in it, and losing it is a state and not an error.
import { setTimeout as wait } from 'node:timers/promises';
import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { accountOptions, sentinelAddressOptions } from './redis-address-options.js';
import type { RedisAddress } from './redis-url.js';

export type RedisClient = Redis | Cluster;

export interface RedisConnection {
  readonly client: RedisClient;
  /** Connected, logged in and not loading. */
  readonly ready: boolean;
  /** Never rejects: waits for the connection for up to a second, and goes on trying to get it after that. */
  start(): Promise<void>;
  stop(): void;
}

/** TCP and TLS handshake, also how long the start waits. */
const connectTimeoutMs = 1_000;
/**
 * A connection that owes an answer for so long is given up, with everything that waits behind it: the deadline of a call
 * alone would leave the commands queued behind a stopped server. Long enough for what makes a live one pause.
 */
const silenceTimeoutMs = 500;
const longestRetryMs = 500;

/** @param name shown by Redis' CLIENT LIST */
export function connectRedis(address: RedisAddress, name: string, logger: Logger): RedisConnection {
  const client = createClient(address, name);
  let stopped = false;
  let again: NodeJS.Timeout | undefined;
  // What goes wrong is told by the listeners.
  const connect = () => client.connect().catch(() => undefined);
  // ioredis gives up for good when a failover is announced while it looks for the master.
  client.on('end', () => {
    if (!stopped) again = setTimeout(() => void connect(), longestRetryMs);
  });
  logState(client, name, logger);
  return {
    client,
    get ready() {
      return client.status === 'ready';
    },
    async start() {
      const connected = new AbortController();
      const waited = wait(connectTimeoutMs, undefined, { signal: connected.signal });
      await Promise.race([connect(), waited]);
      connected.abort();
    },
    stop() {
      stopped = true;
      clearTimeout(again);
      client.disconnect();
    },
  };
}

function createClient(address: RedisAddress, name: string): RedisClient {
  const options = {
    ...nodeOptions(name),
    ...accountOptions(address.account),
    ...(address.tls && { tls: {} }),
  };
  switch (address.kind) {
    case 'single':
      return new Redis({ ...options, ...address.node, db: address.database });
    case 'sentinel':
      return new Redis({ ...options, ...sentinelOptions(address), db: address.database });
    case 'cluster':
      return new Cluster([...address.nodes], { ...clusterOptions(address.tls), redisOptions: options });
  }
}

/**
 * No commandTimeout: it holds for logging in too, and a call's deadline is shorter than that may take. Nothing is queued while
 * there is no connection, sent again after one was lost, or tried a second time.
 */
function nodeOptions(name: string): RedisOptions {
  return {
    lazyConnect: true,
    connectionName: name,
    connectTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    disconnectTimeout: 200,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxLoadingRetryTime: 500,
    disableClientInfo: true,
    retryStrategy: retryDelayMs,
    // A master that was made a replica keeps its connections.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  };
}

function sentinelOptions(address: Extract<RedisAddress, { kind: 'sentinel' }>): RedisOptions {
  return {
    ...sentinelAddressOptions(address),
    // They say when another server became the master, which a hung one doesn't.
    failoverDetector: true,
    sentinelCommandTimeout: silenceTimeoutMs,
    sentinelRetryStrategy: retryDelayMs,
    sentinelReconnectStrategy: () => 1_000,
  };
}

/**
 * What a node doesn't take now it refuses now: who called would have given it up before it was sent again. Slots that have
 * moved are followed, and asked for anew then.
 */
function clusterOptions(tls: boolean): ClusterOptions {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRedirections: 2,
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    slotsRefreshTimeout: silenceTimeoutMs,
    slotsRefreshInterval: 5_000,
    clusterRetryStrategy: retryDelayMs,
    // Certificates name hosts, so these must not become addresses.
    ...(tls && { dnsLookup: (host, callback) => callback(null, host) }),
  };
}

/** Never gives up; spread, so that all processes don't come back in the same moment. */
function retryDelayMs(attempts: number): number {
  return Math.min(attempts * 50, longestRetryMs) * (0.5 + Math.random() / 2);
}

/**
 * What Redis says of a command that it doesn't know repeats the arguments: of AUTH that is the password, where a server has it
 * renamed or a proxy stands before it.
 */
function reasonOf({ message }: Error): string {
  return message.replace(/, with args.*/s, '').slice(0, 200);
}

/** One line for each change, however often it is tried; with `reasonOf`, messages name hosts and never a password. */
function logState(client: RedisClient, name: string, logger: Logger): void {
  let state: 'starting' | 'up' | 'down' = 'starting';
  const down = (reason: string) => {
    if (state !== 'down') logger.warn({ connection: name, reason }, 'no connection to Redis');
    state = 'down';
  };
  client.on('error', (error: Error) => down(reasonOf(error)));
  client.on('close', () => down('closed'));
  client.on('ready', () => {
    if (state !== 'up') logger.info({ connection: name }, 'connected to Redis');
    state = 'up';
  });
}
