// Which store holds the grants: PostgreSQL where there is an address of one, a file otherwise.
import { createFileGrantStore } from './file-grant-store.js';
import type { GrantStore } from './grant-store.js';
import { openPostgresGrantStore } from './postgres-grant-store.js';

export const defaultGrantsFile = '.yihao/gateway/grants.json';

export interface GrantStoreLocation {
  readonly databaseUrl?: string | undefined;
  /** For a single machine. */
  readonly file?: string | undefined;
}

/** @throws GrantStoreUnavailable when PostgreSQL refuses or can't be reached */
export async function openGrantStore({ databaseUrl, file }: GrantStoreLocation): Promise<GrantStore> {
  return databaseUrl ? openPostgresGrantStore(databaseUrl) : createFileGrantStore(file ?? defaultGrantsFile);
}
