// What the cache does to a city: many at once who find it empty, changes, faults of Redis, and what a thief of Redis could read.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseAssertionKeys } from '../../schema/contract/assertion.js';
import { departmentNames } from '../../schema/contract/departments.js';
import { invalidationHeader, invalidationPath } from '../../schema/contract/invalidation.js';
import { signInvalidation } from '../../subgraphs/kit/sign-invalidation.js';
import { startCity, type City } from '../city/city.js';
import { developmentAssertionKeys } from '../development-keys.js';
import { citizenTokens } from './citizen-tokens.js';
import { findPlainText } from './find-plain-text.js';
import { startGatewayPair, type GatewayPair } from './gateway-pair.js';
import { loadPeople, startLoadedPair, type LoadedPair } from './loaded-pair.js';
import { redisFaults } from './redis-faults.js';
import { startRedis, startRedisCluster, startSentinelSetup, waitFor } from './redis-server.js';
import { startSlowProxy } from './slow-proxy.js';
import { percentile } from './steady-load.js';
import { lookUpAndSteal } from './stolen-redis.js';
import { describeLoad, suffer, type Fared, type Suffered } from './suffer.js';

export type Row = [what: string, figure: string];

const citizens = 13_000;
/** Of those who live and may log in. */
const stolenFrom = 10_000;
/** At 50 nothing fails either, but p99 grows by more than it may; what of that is the gateway's has not been measured. */
const perSecond = 25;
const faultMs = 4_000;
const faultRounds = 3;
/** Until code that is new to them, and departments that have never been asked, hold up nobody any more. */
const warmUpMs = 8_000;

/** Parts that can be measured alone. */
export const cacheParts = { cold: together, faults: underFaults, failover: failingOver, stolen };
export type CachePart = keyof typeof cacheParts;

/** @param databaseUrl PostgreSQL for the city's departments; embedded without it */
export async function cacheFigures(
  databaseUrl: string | undefined,
  parts: readonly CachePart[],
): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'yihao-cache-figures-'));
  const city = await startCity({
    citizens,
    seed: 1,
    databaseUrl,
    dataDirectory: join(directory, 'city'),
    grantsFile: join(directory, 'grants.json'),
    ports: 'free',
    withGateway: false,
  });
  try {
    const rows: Row[] = [];
    for (const part of parts) rows.push(...(await cacheParts[part](city)));
    return rows;
  } finally {
    await city.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A thousand at once, and a department's word. */
async function together(city: City): Promise<Row[]> {
  const redis = await startRedis();
  const pair = await startGatewayPair({ ...city.gatewayEnvironment, REDIS_URL: redis.url });
  try {
    const [warm = '', ...others] = await citizenTokens(city.issuer.url, 12);
    await wait(1_000);
    for (let time = 0; time < 5; time++) for (const url of pair.urls) await ask(url, warm);
    const rounds = [];
    for (const token of others.slice(0, 5)) rounds.push(await askedByAThousand(pair, token));
    return [
      [
        '1,000 cold requests at once on two processes, five citizens: requests to each department',
        rounds.map((asked) => departmentNames.map((_, index) => asked[index]).join(' ')).join('; '),
      ],
      ['A department’s word until both processes have dropped it', await invalidationTimes(pair)],
    ];
  } finally {
    await pair.stop();
    await redis.stop();
  }
}

const kept = `{ me { id contributions { totalCount } elderCard { number } tenancies { id } utilityAccounts { id } } }`;
/** One look-up of each department, so that what was loaded says how often it was asked. */
const loadedFrom = departmentNames.map(
  (name) => new RegExp(`^yihao_cache_lookups_total\\{department="${name}",outcome="loaded"`),
);

async function ask(url: string, token: string): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: kept }),
  });
  const text = await response.text();
  if (response.status !== 200)
    throw new Error(`The gateway answered ${response.status}: ${text.slice(0, 300)}`);
}

async function askedByAThousand(pair: GatewayPair, token: string): Promise<number[]> {
  const loaded = (): Promise<number[]> => Promise.all(loadedFrom.map((sample) => pair.count(sample)));
  const before = await loaded();
  await Promise.all(Array.from({ length: 1_000 }, (_, index) => ask(pair.urls[index % 2] ?? '', token)));
  return (await loaded()).map((count, index) => count - (before[index] ?? 0));
}

async function invalidationTimes(pair: GatewayPair): Promise<string> {
  const [key] = parseAssertionKeys(developmentAssertionKeys('utilities'));
  const took: number[] = [];
  let confirmed = 0;
  for (let time = 0; time < 200; time++) {
    const body = JSON.stringify({ invalidations: [{ citizen: { number: '342121195603054113' } }] });
    const startedMs = performance.now();
    const response = await fetch((pair.urls[time % 2] ?? '') + invalidationPath, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [invalidationHeader]: signInvalidation('utilities', key, body),
      },
      body,
    });
    const answer = (await response.json()) as { confirmedByAll: boolean };
    took.push(performance.now() - startedMs);
    if (answer.confirmedByAll) confirmed += 1;
  }
  return `p50 ${percentile(took, 0.5).toFixed(1)} ms, p99 ${percentile(took, 0.99).toFixed(1)} ms; ${confirmed} of ${took.length} confirmed by both`;
}

async function underFaults(city: City): Promise<Row[]> {
  const redis = await startRedis();
  const proxy = await startSlowProxy(redis.port);
  const loaded = await load(city, `redis://127.0.0.1:${proxy.port}`);
  try {
    const rows: Row[] = [[`Two processes, ${perSecond} requests/s, Redis well`, await usually(loaded)]];
    for (const fault of redisFaults) {
      const suffered = await suffer({
        ...{ ...loaded, lastsMs: faultMs, rounds: faultRounds },
        begin: () => fault.begin(redis, proxy),
        end: () => fault.end(redis, proxy),
      });
      rows.push([`Redis ${fault.name}`, describe(suffered)]);
      // As it was before the next one.
      await wait(2_000);
    }
    rows.push(['Two processes after all of these', await usually(loaded)]);
    return rows;
  } finally {
    await loaded.stop();
    await proxy.stop();
    await redis.stop();
  }
}

async function load(city: City, redisUrl: string): Promise<LoadedPair> {
  const tokens = await citizenTokens(city.issuer.url, loadPeople);
  const loaded = await startLoadedPair({
    ...{ tokens, redisUrl, perSecond },
    environment: city.gatewayEnvironment,
  });
  await wait(warmUpMs);
  return loaded;
}

async function usually({ pair, load: steady }: LoadedPair): Promise<string> {
  const fromMs = performance.now();
  await wait(2 * faultMs);
  const figures = describeLoad(steady, [[fromMs, performance.now()]]);
  const memory = pair.pids.map((pid) => `${residentMegabytes(pid)} MB`).join(' and ');
  return `${describeTimes(figures)}; ${memory}`;
}

async function failingOver(city: City): Promise<Row[]> {
  return [...(await withoutMaster(city)), ...(await withoutANode(city))];
}

async function withoutMaster(city: City): Promise<Row[]> {
  const setup = await startSentinelSetup();
  const loaded = await load(city, setup.url);
  try {
    const suffered = await suffer({
      // Once: the master that comes back is a replica.
      ...{ ...loaded, lastsMs: faultMs, rounds: 1 },
      begin: () => setup.master.kill(),
      end: () =>
        waitFor('the failover', async () => String(await setup.replica.command('ROLE')).startsWith('master')),
    });
    return [['Redis master killed, Sentinels make another one', describe(suffered)]];
  } finally {
    await loaded.stop();
    await setup.stop();
  }
}

async function withoutANode(city: City): Promise<Row[]> {
  const cluster = await startRedisCluster();
  const loaded = await load(city, cluster.url);
  const [node] = cluster.nodes;
  try {
    const suffered = await suffer({
      ...{ ...loaded, lastsMs: faultMs, rounds: faultRounds },
      begin: async () => node?.kill(),
      end: async () => node?.restart(),
    });
    return [['Redis Cluster, one node of three killed', describe(suffered)]];
  } finally {
    await loaded.stop();
    await cluster.stop();
  }
}

async function stolen(city: City): Promise<Row[]> {
  const redis = await startRedis({ settings: { appendonly: 'yes', rdbcompression: 'no' } });
  const pair = await startGatewayPair({
    ...city.gatewayEnvironment,
    REDIS_URL: redis.url,
    REDIS_TIMEOUT_MS: '1000',
  });
  try {
    const tokens = await citizenTokens(city.issuer.url, stolenFrom);
    const { citizens: people, texts, files, megabytes } = await lookUpAndSteal(pair, redis, tokens);
    const found = findPlainText(files, texts);
    return [
      [
        `Dump and append-only file after ${people} citizens, ${megabytes.toFixed(0)} MB`,
        `${found.length} of ${texts.size} names, numbers and addresses found in them`,
      ],
    ];
  } finally {
    await pair.stop();
    await redis.stop();
  }
}

function describe({ normalAfterMs, well, ...during }: Suffered): string {
  return `${describeTimes(during)}; just before p99 ${well.p99Ms.toFixed(0)} ms, at most ${well.maxMs.toFixed(0)} ms; Redis of use again after ${(normalAfterMs / 1_000).toFixed(1)} s`;
}

function describeTimes({ requests, failures, p50Ms, p99Ms, maxMs }: Fared): string {
  return `${failures.length} of ${requests} failed, p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, at most ${maxMs.toFixed(0)} ms`;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
