// Whatever happens to Redis under load, two gateway processes answer everything, and use it again when it is back.
//
// How long answers take meanwhile is measured by `npm run figures`, which has the other faults, a failover and a Cluster too; here
// nothing may hang, on a machine busy with other tests.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { citizenTokens } from '../../scripts/figures/citizen-tokens.js';
import { loadPeople, startLoadedPair, type LoadedPair } from '../../scripts/figures/loaded-pair.js';
import { redisFaults } from '../../scripts/figures/redis-faults.js';
import { startRedis, type RedisServer } from '../../scripts/figures/redis-server.js';
import { startSlowProxy, type SlowProxy } from '../../scripts/figures/slow-proxy.js';
import { suffer, type SufferOptions } from '../../scripts/figures/suffer.js';
import { sharedCity } from '../support/shared-city.js';

const tried = new Set(['killed', 'stopped (SIGSTOP)', 'full (OOM)']);
const startMs = 90_000;
const longestMs = 5_000;
const normalWithinMs = 10_000;

let tokens: readonly string[];
beforeAll(async () => {
  tokens = await citizenTokens(sharedCity().issuerUrl, loadPeople);
}, startMs);

function loadedPair(redisUrl: string): Promise<LoadedPair> {
  return startLoadedPair({ tokens, environment: sharedCity().gatewayEnvironment, redisUrl, perSecond: 30 });
}

async function expectUnharmed(
  { pair, load }: LoadedPair,
  fault: Pick<SufferOptions, 'begin' | 'end'>,
): Promise<void> {
  const suffered = await suffer({ pair, load, lastsMs: 1_200, rounds: 1, ...fault });
  expect(suffered.failures).toEqual([]);
  expect(suffered.requests).toBeGreaterThan(10);
  expect(suffered.maxMs).toBeLessThan(longestMs);
  expect(suffered.normalAfterMs).toBeLessThan(normalWithinMs);
}

function expectNoFailure({ load }: LoadedPair): void {
  expect(load.answered.filter(({ failure }) => failure !== undefined)).toEqual([]);
}

describe('two gateways under load, when their Redis', () => {
  let redis: RedisServer;
  let proxy: SlowProxy;
  let loaded: LoadedPair;
  beforeAll(async () => {
    redis = await startRedis();
    proxy = await startSlowProxy(redis.port);
    loaded = await loadedPair(`redis://127.0.0.1:${proxy.port}`);
  }, startMs);
  afterEach(() => expectNoFailure(loaded));
  afterAll(async () => {
    await loaded.stop();
    await proxy.stop();
    await redis.stop();
  }, startMs);

  it.each(redisFaults.filter(({ name }) => tried.has(name)))(
    'is $name, answer everything, and have it again soon after',
    async (fault) => {
      await expectUnharmed(loaded, {
        begin: () => fault.begin(redis, proxy),
        end: () => fault.end(redis, proxy),
      });
    },
  );
});
