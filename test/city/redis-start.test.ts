// A gateway starts without its Redis, and doesn't start with variables that make no sense.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGatewayPair, type GatewayPair } from '../../scripts/figures/gateway-pair.js';
import { startRedis, waitFor } from '../../scripts/figures/redis-server.js';
import { BadConfig, readConfig } from '../../gateway/config.js';
import { runGateway } from '../support/gateway-process.js';
import { freePort } from '../support/postgres.js';
import { sharedCity, tokenOf } from '../support/shared-city.js';
import { randomCacheKeys } from '../support/sharing-gateways.js';

describe('a gateway whose Redis isn’t there yet', () => {
  let port: number;
  let pair: GatewayPair;
  beforeAll(async () => {
    port = await freePort();
    pair = await startGatewayPair({
      ...sharedCity().gatewayEnvironment,
      REDIS_URL: `redis://127.0.0.1:${port}`,
      CACHE_MEMORY_MB: '1',
    });
  });
  afterAll(() => pair.stop());

  const ask = async (url: string, token: string, query = '{ me { id name pension { monthlyAmount } } }') => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return [response.status, await response.text()] as const;
  };

  it('starts, answers, and uses it when it comes', async () => {
    const token = await tokenOf('pensioner');
    for (const url of pair.urls) {
      const [status, text] = await ask(url, token);
      expect([status, text.includes('"errors"')]).toEqual([200, false]);
      expect((await fetch(`${url}/ready`)).status).toBe(200);
    }
    const redis = await startRedis({ port });
    let first = 0;
    await waitFor('look-ups to be found in Redis', async () => {
      first += 1;
      // Another look-up each time: what a process has fetched itself it needn't find there any more.
      for (const url of pair.urls)
        await ask(url, token, `{ me { contributions(first: ${first}) { totalCount } } }`);
      return (await pair.count(/^yihao_cache_lookups_total\{.*outcome="far"/)) > 0;
    });
    await redis.stop();
  });
});

describe('the start of a gateway', () => {
  const redis = { REDIS_URL: 'redis://127.0.0.1:6379', CACHE_KEYS: randomCacheKeys() };
  const keys = 'CACHE_KEYS should be kid:base64url[,kid:base64url] of at least 32 bytes';
  it.each<[string, Record<string, string>, string]>([
    ['a key that is too short', { ...redis, CACHE_KEYS: 'a:c2hvcnQtYW5kLXNlY3JldA' }, keys],
    ['keys without ids', { ...redis, CACHE_KEYS: 'A'.repeat(43) }, keys],
    ['no keys for its Redis', { ...redis, CACHE_KEYS: '' }, 'CACHE_KEYS should be set'],
    ['keys and no Redis', { ...redis, REDIS_URL: '' }, 'REDIS_URL should be set where CACHE_KEYS is'],
    [
      'an address that is none',
      { ...redis, REDIS_URL: '127.0.0.1:6379' },
      'REDIS_URL should be a Redis address',
    ],
    [
      'a database of a Cluster',
      { ...redis, REDIS_URL: 'redis+cluster://127.0.0.1:6379/1' },
      'REDIS_URL should be a Redis address',
    ],
    [
      'a deadline that is none',
      { ...redis, REDIS_TIMEOUT_MS: 'soon' },
      'REDIS_TIMEOUT_MS should be a whole number',
    ],
    ['a switch that is none', { CACHE: 'perhaps' }, 'CACHE should be on or off'],
  ])('is refused with %s, in one line that names the variable', (_what, environment, line) => {
    const given = { ...sharedCity().gatewayEnvironment, ...environment };
    expect(() => readConfig(given)).toThrow(BadConfig);
    expect(problemsOf(given)).toEqual([expect.stringContaining(line)]);
    for (const secret of Object.values(environment))
      if (secret.length > 20) expect(problemsOf(given).join()).not.toContain(secret);
  });

  it('ends with that line alone', async () => {
    const { code, stderr } = await runGateway({
      ...sharedCity().gatewayEnvironment,
      ...redis,
      PORT: '0',
      REDIS_URL: 'localhost',
    });
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^yihao gateway: REDIS_URL should be a Redis address/),
    ]);
  });
});

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof BadConfig) return error.problems;
  }
  return [];
}
