// Whatever happens to Redis under load, two gateway processes answer everything, and use it again when it is back.
//
// How long answers take meanwhile is measured by `npm run figures`; here nothing may hang, on a machine busy with other tests.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startLoadedPair, type LoadedPair } from '../../scripts/figures/loaded-pair.js';
import { redisFaults } from '../../scripts/figures/redis-faults.js';
import {
  startRedis,
  startRedisCluster,
  startSentinelSetup,
  waitFor,
  type RedisCluster,
  type RedisServer,
  type SentinelSetup,
} from '../../scripts/figures/redis-server.js';
import { startSlowProxy, type SlowProxy } from '../../scripts/figures/slow-proxy.js';
import { suffer, type SufferOptions } from '../../scripts/figures/suffer.js';
import { sharedCity } from '../support/shared-city.js';

const startMs = 90_000;
const longestMs = 2_000;
const normalWithinMs = 4_000;

function loadedPair(redisUrl: string): Promise<LoadedPair> {
  const { issuerUrl, gatewayEnvironment } = sharedCity();
  return startLoadedPair({ issuerUrl, environment: gatewayEnvironment, redisUrl, perSecond: 30 });
}

async function expectUnharmed(
  { pair, load }: LoadedPair,
  fault: Pick<SufferOptions, 'begin' | 'end'>,
): Promise<void> {
  const suffered = await suffer({ pair, load, lastsMs: 1_200, ...fault });
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
  });

  it.each(redisFaults)('is $name, answer everything, and have it again soon after', async (fault) => {
    await expectUnharmed(loaded, {
      begin: () => fault.begin(redis, proxy),
      end: () => fault.end(redis, proxy),
    });
  });
});

describe('two gateways under load, when the master of their Redis', () => {
  let setup: SentinelSetup;
  let loaded: LoadedPair;
  beforeAll(async () => {
    setup = await startSentinelSetup();
    loaded = await loadedPair(setup.url);
  }, startMs);
  afterAll(async () => {
    await loaded.stop();
    await setup.stop();
  });

  it('dies, answer everything, and have the one that Sentinels make the master', async () => {
    await expectUnharmed(loaded, {
      begin: () => setup.master.kill(),
      end: () =>
        waitFor('the failover', async () => String(await setup.replica.command('ROLE')).startsWith('master')),
    });
    expectNoFailure(loaded);
  });
});

describe('two gateways under load, when a node of their Redis Cluster', () => {
  let cluster: RedisCluster;
  let loaded: LoadedPair;
  beforeAll(async () => {
    cluster = await startRedisCluster();
    loaded = await loadedPair(cluster.url);
  }, startMs);
  afterAll(async () => {
    await loaded.stop();
    await cluster.stop();
  });

  it('dies, answer everything, and have it again when it is back', async () => {
    const [node] = cluster.nodes;
    await expectUnharmed(loaded, { begin: async () => node?.kill(), end: async () => node?.restart() });
    expectNoFailure(loaded);
  });
});
