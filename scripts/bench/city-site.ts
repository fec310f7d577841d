// The city as the bench measures it: its issuer, its departments behind prepared answers, Redis, and the gateways in front.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startCity, type City } from '../city/city.js';
import { departmentNames } from '../../schema/contract/departments.js';
import { schemaFile } from '../../schema/files.js';
import { departmentVariable } from '../city/department-variable.js';
import { developmentUrl } from '../compose.js';
import { startRedis, type RedisServer } from '../figures/redis-server.js';
import { loginCitizen } from '../issuer/login.js';
import { defaultAsOf } from '../seed/world.js';
import { stopAll, temporaryFile, writeTemporary, type BenchSite } from './bench-site.js';
import { startProcess } from './child-process.js';
import { listCitizens } from './city-citizens.js';
import { startCityGateway, withRedis, type CityGatewayName } from './city-gateways.js';
import type { DepartmentCounts, DepartmentsReady } from './department-servers.js';
import type { BenchGateway } from './gateways.js';

export interface CitySite extends BenchSite {
  /** Logs every citizen in anew: a token of each, good for a quarter of an hour. */
  logIn(): Promise<string[]>;
}

const seed = 1;
/** Three times as many pages as 1 MB holds. */
const askers = 100;
/** Whole families with children and the dead, so that there are adults enough. */
const population = 400;

export async function startCitySite(names: readonly CityGatewayName[]): Promise<CitySite> {
  const running: { stop(): Promise<void> }[] = [];
  const stop = (): Promise<void> => stopAll(running.splice(0).reverse());
  try {
    const city = await startCity({
      citizens: population,
      seed,
      grantsFile: temporaryFile('grants.json'),
      ports: 'free',
      withGateway: false,
    });
    running.push(city);
    const departments = startProcess([
      fileURLToPath(new URL('city-departments.js', import.meta.url)),
      JSON.stringify(city.departmentUrls),
    ]);
    running.push(departments);
    const { urls } = await departments.nextMessage<DepartmentsReady>();
    const redis = await startRedisFor(names);
    if (redis) running.push(redis);
    const connections = {
      environment: environmentOf(city, urls),
      supergraphFile: writeTemporary('supergraph.graphql', supergraphAt(urls)),
      redisUrl: redis?.url,
    };
    const gateways: BenchGateway[] = [];
    for (const name of names) {
      if (withRedis.has(name) && !redis) continue;
      const gateway = await startCityGateway(name, connections);
      gateways.push(gateway);
      running.push(...gateway.instances.map((instance) => instance.process));
    }
    return {
      gateways,
      countDepartmentRequests: () => departments.ask<DepartmentCounts>({ count: true }),
      logIn: () => logInAll(city),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Redis can be missing: the bench says so and compares the others. */
async function startRedisFor(names: readonly CityGatewayName[]): Promise<RedisServer | undefined> {
  if (!names.some((name) => withRedis.has(name))) return undefined;
  try {
    const redis = await startRedis();
    process.once('exit', () => void redis.kill());
    return redis;
  } catch (error) {
    process.stderr.write(
      `Gateways with Redis are left out. ${error instanceof Error ? error.message : ''}\n`,
    );
    return undefined;
  }
}

function environmentOf(city: City, urls: DepartmentsReady['urls']): Record<string, string> {
  return {
    ...city.gatewayEnvironment,
    ...Object.fromEntries(departmentNames.map((name) => [departmentVariable(name, 'URL'), urls[name] ?? ''])),
  };
}

/** The city's own supergraph, for gateways that have the addresses from there. */
function supergraphAt(urls: DepartmentsReady['urls']): string {
  const sdl = readFileSync(schemaFile('supergraph.graphql'), 'utf8');
  return departmentNames.reduce(
    (text, name) => text.replaceAll(JSON.stringify(developmentUrl(name)), JSON.stringify(urls[name])),
    sdl,
  );
}

async function logInAll({ issuer }: City): Promise<string[]> {
  const tokens: string[] = [];
  for (const who of listCitizens({ seed, asOf: defaultAsOf }, askers)) {
    const { accessToken } = await loginCitizen(issuer.url, { who, level: 'L4' });
    tokens.push(accessToken);
  }
  return tokens;
}
