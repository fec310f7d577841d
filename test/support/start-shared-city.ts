// Before the tests in `test/city`: the development city itself, on PostgreSQL and free ports, without a gateway.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCity, type City } from '../../scripts/city/city.js';
import { startPostgres, type PostgresServer } from './postgres.js';

/** What the tests' processes need to know of the city; plain JSON. */
export interface SharedCity {
  readonly issuerUrl: string;
  readonly departmentUrls: City['departmentUrls'];
  readonly gatewayEnvironment: City['gatewayEnvironment'];
  readonly personas: City['personas'];
  readonly databaseUrl: string;
}

export const sharedCityVariable = 'YIHAO_SHARED_CITY';
export const sharedCityCitizens = 400;

declare global {
  var sharedCityParts: { city: City; postgres: PostgresServer; directory: string } | undefined;
}

export default async function startSharedCity(): Promise<void> {
  const postgres = await startPostgres();
  const directory = mkdtempSync(join(tmpdir(), 'yihao-grants-'));
  const city = await startCity({
    citizens: sharedCityCitizens,
    seed: 1,
    databaseUrl: postgres.url,
    grantsFile: join(directory, 'grants.json'),
    ports: 'free',
    withGateway: false,
  });
  globalThis.sharedCityParts = { city, postgres, directory };
  const shared: SharedCity = {
    issuerUrl: city.issuer.url,
    departmentUrls: city.departmentUrls,
    gatewayEnvironment: city.gatewayEnvironment,
    personas: city.personas,
    databaseUrl: postgres.url,
  };
  process.env[sharedCityVariable] = JSON.stringify(shared);
}
