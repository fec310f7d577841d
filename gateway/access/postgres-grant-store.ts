// Bureaus and grants in PostgreSQL, for gateways on several machines.
import type { Bureau, Grant } from './grant.js';
import type { GrantStore } from './grant-store.js';
import { openPostgres, type Query } from './postgres.js';
import { migrateGrantTables } from './postgres-grant-tables.js';
import { BadStoredGrants, parseStoredGrants, type StoredGrants } from './stored-grants.js';

const source = "the database's schema yihao_gateway";

/** One statement sees one moment, so bureaus and grants always belong together. */
const loadAll = `SELECT
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'client', client, 'name', jsonb_build_object('zh', name_zh, 'en', name_en),
      'creditCode', credit_code, 'keys', keys)), '[]')
    FROM yihao_gateway.bureau) AS bureaus,
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'id', id, 'bureau', bureau, 'resources', resources, 'purposes', purposes, 'items', items,
      'clear', clear, 'officialRequired', official_required, 'live', live,
      'legalBasis', legal_basis, 'validFrom', valid_from, 'validTo', valid_to, 'status', status, 'history', history)), '[]')
    FROM yihao_gateway.grant_record) AS grants`;

/**
 * Connects and brings the tables up to date; `url` as libpq takes it (`postgres://user:password@host/database?sslmode=…`).
 * @throws GrantStoreUnavailable when the server refuses or can't be reached
 */
export async function openPostgresGrantStore(url: string): Promise<GrantStore> {
  const database = openPostgres(url);
  try {
    await database.transaction(migrateGrantTables);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    load: () => load(database.query),
    version: () => readVersion(database.query),
    change: (change) => database.transaction((query) => changeRows(query, change)),
    close: () => database.close(),
  };
}

async function load(query: Query): Promise<StoredGrants> {
  const [row] = await query(loadAll);
  return parseStoredGrants(row, source);
}

async function readVersion(query: Query): Promise<string> {
  const [row] = await query<{ version: string }>('SELECT version FROM yihao_gateway.grant_version');
  if (!row) throw new BadStoredGrants(source, ['grant_version must have a row']);
  return row.version;
}

async function changeRows<T>(
  query: Query,
  change: (stored: StoredGrants) => { stored: StoredGrants; result: T },
): Promise<T> {
  // Every change locks this row first, so what is read next is what the change before left.
  await query('SELECT version FROM yihao_gateway.grant_version FOR UPDATE');
  const before = await load(query);
  const { stored, result } = change(before);
  const after = parseStoredGrants(stored, source);
  await writeBureaus(
    query,
    changed(before.bureaus, after.bureaus, ({ client }) => client),
  );
  await writeGrants(
    query,
    changed(before.grants, after.grants, ({ id }) => id),
  );
  await query('DELETE FROM yihao_gateway.grant_record WHERE NOT id = ANY($1)', [
    after.grants.map(({ id }) => id),
  ]);
  await query('DELETE FROM yihao_gateway.bureau WHERE NOT client = ANY($1)', [
    after.bureaus.map(({ client }) => client),
  ]);
  return result;
}

function changed<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string): T[] {
  const known = new Map(before.map((one) => [keyOf(one), JSON.stringify(one)]));
  return after.filter((one) => known.get(keyOf(one)) !== JSON.stringify(one));
}

async function writeBureaus(query: Query, bureaus: readonly Bureau[]): Promise<void> {
  for (const bureau of bureaus) {
    await query(
      `INSERT INTO yihao_gateway.bureau (client, name_zh, name_en, credit_code, keys) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (client) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
         credit_code = excluded.credit_code, keys = excluded.keys`,
      [bureau.client, bureau.name.zh, bureau.name.en, bureau.creditCode, JSON.stringify(bureau.keys)],
    );
  }
}

async function writeGrants(query: Query, grants: readonly Grant[]): Promise<void> {
  for (const grant of grants) {
    await query(
      `INSERT INTO yihao_gateway.grant_record (id, bureau, resources, purposes, items, clear, official_required,
         live, legal_basis, valid_from, valid_to, status, history)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (id) DO UPDATE SET bureau = excluded.bureau, resources = excluded.resources,
         purposes = excluded.purposes, items = excluded.items, clear = excluded.clear,
         official_required = excluded.official_required, live = excluded.live, legal_basis = excluded.legal_basis,
         valid_from = excluded.valid_from, valid_to = excluded.valid_to, status = excluded.status,
         history = excluded.history`,
      [
        ...[grant.id, grant.bureau, grant.resources, grant.purposes, grant.items, grant.clear],
        ...[grant.officialRequired, grant.live, grant.legalBasis],
        ...[grant.validFrom, grant.validTo, grant.status],
        JSON.stringify(grant.history),
      ],
    );
  }
}
