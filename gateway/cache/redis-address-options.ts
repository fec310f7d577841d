// An address in ioredis's terms: where, as whom, and whether by TLS; how patiently is each connection's own.
import type { RedisOptions } from 'ioredis';
import type { RedisAccount, RedisAddress } from './redis-url.js';

export function accountOptions({ username, password }: RedisAccount): RedisOptions {
  return { ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
}

export function sentinelAddressOptions(address: Extract<RedisAddress, { kind: 'sentinel' }>): RedisOptions {
  const { username, password } = address.sentinelAccount;
  return {
    sentinels: [...address.sentinels],
    name: address.masterName,
    ...(username !== undefined && { sentinelUsername: username }),
    ...(password !== undefined && { sentinelPassword: password }),
    ...(address.tls && { sentinelTLS: {}, enableTLSForSentinelMode: true }),
  };
}
