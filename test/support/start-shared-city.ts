// Before the tests in `test/city`: the development city itself, on PostgreSQL and free ports, without a gateway.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCity, type City } from '../../scripts/city/city.js';
import { freePort } from '../../scripts/city/free-port.js';
import { startInvalidationRelay, type InvalidationRelay } from './invalidation-relay.js';
import { startPostgres, type PostgresServer } from './postgres.js';

/** What the tests' processes need to know of the city; plain JSON. */
export interface SharedCity {
  readonly issuerUrl: string;
  readonly departmentUrls: City['departmentUrls'];
  readonly gatewayEnvironment: City['gatewayEnvironment'];
  readonly personas: City['personas'];
  readonly databaseUrl: string;
  /** Where a gateway makes itself known to the departments. */
  readonly relayUrl: string;
  /** Free ports whose pages may log people in at the issuer: a gateway that a browser looks at takes one of them. */
  readonly pagePorts: readonly number[];
}

export const sharedCityVariable = 'YIHAO_SHARED_CITY';
export const sharedCityCitizens = 400;

declare global {
  var sharedCityParts:
    { city: City; postgres: PostgresServer; relay: InvalidationRelay; directory: string } | undefined;
}

export default async function startSharedCity(): Promise<void> {
  const postgres = await startPostgres();
  const directory = mkdtempSync(join(tmpdir(), 'yihao-grants-'));
  const relay = await startInvalidationRelay();
  const pagePorts = await Promise.all(Array.from({ length: 8 }, () => freePort()));
  const city = await startCity({
    citizens: sharedCityCitizens,
    seed: 1,
    databaseUrl: postgres.url,
    grantsFile: join(directory, 'grants.json'),
    ports: 'free',
    withGateway: false,
    invalidationUrls: [relay.url],
    pagePorts,
  });
  globalThis.sharedCityParts = { city, postgres, relay, directory };
  const shared: SharedCity = {
    issuerUrl: city.issuer.url,
    departmentUrls: city.departmentUrls,
    gatewayEnvironment: city.gatewayEnvironment,
    personas: city.personas,
    databaseUrl: postgres.url,
    relayUrl: relay.url,
    pagePorts,
  };
  process.env[sharedCityVariable] = JSON.stringify(shared);
}
