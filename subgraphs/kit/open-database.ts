// PostgreSQL when there is a URL, the embedded database otherwise.
import type { Database } from './database.js';
import { openPglite } from './pglite.js';
import { connectPostgres } from './postgres.js';

/** Where a city's embedded database lives unless `YIHAO_DATA` says otherwise; relative to the working directory. */
export const defaultDataDirectory = '.yihao/city';

/** @throws DatabaseUnavailable with one line for the operator */
export function openDatabase(where: {
  url?: string | undefined;
  directory?: string | undefined;
}): Promise<Database> {
  return where.url ? connectPostgres(where.url) : openPglite(where.directory);
}
