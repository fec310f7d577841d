// A connection of the bus: to one server, given up when it is lost, so that its owner knows that messages were missed.
import { Redis, type RedisOptions } from 'ioredis';
import { accountOptions, sentinelAddressOptions } from './redis-address-options.js';
import type { RedisAddress, RedisNode } from './redis-url.js';

const connectTimeoutMs = 1_000;

/**
 * Connects at once; `end` is emitted when that fails or the connection is lost.
 *
 * @param attempt counts up: of a Cluster each is to the next node, any of which passes messages on to all others. Those of one
 * process go through one node, so that they arrive in the order in which they were sent.
 */
export function connectBus(address: RedisAddress, attempt: number): Redis {
  const options: RedisOptions = {
    connectionName: 'yihao-bus',
    connectTimeout: connectTimeoutMs,
    disconnectTimeout: 200,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    disableClientInfo: true,
    retryStrategy: () => null,
    ...accountOptions(address.account),
    ...(address.tls && { tls: {} }),
  };
  switch (address.kind) {
    case 'single':
      return new Redis({ ...options, ...address.node });
    case 'cluster':
      return new Redis({ ...options, ...(address.nodes[attempt % address.nodes.length] as RedisNode) });
    case 'sentinel':
      return new Redis({
        ...options,
        ...sentinelAddressOptions(address),
        sentinelCommandTimeout: connectTimeoutMs,
        sentinelRetryStrategy: () => null,
      });
  }
}
