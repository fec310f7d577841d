// The tables of bureaus and grants in the gateway's own schema, brought up to date once by whichever process comes first.
import type { Query } from './postgres.js';

interface Migration {
  readonly id: string;
  readonly sql: string;
}

const migrations: readonly Migration[] = [
  {
    id: 'grants-1',
    sql: `
      CREATE TABLE yihao_gateway.bureau (
        client text PRIMARY KEY,
        name_zh text NOT NULL,
        name_en text NOT NULL,
        credit_code text NOT NULL,
        keys jsonb NOT NULL
      );
      CREATE TABLE yihao_gateway.grant_record (
        id text PRIMARY KEY,
        bureau text NOT NULL REFERENCES yihao_gateway.bureau (client),
        resources text[] NOT NULL,
        purposes text[] NOT NULL,
        items text[] NOT NULL,
        clear boolean NOT NULL,
        official_required boolean NOT NULL,
        legal_basis text NOT NULL,
        valid_from date NOT NULL,
        valid_to date NOT NULL CHECK (valid_to >= valid_from),
        status text NOT NULL CHECK (status IN ('REQUESTED', 'APPROVED', 'SUSPENDED', 'REVOKED')),
        history jsonb NOT NULL
      );
      -- Random, not counted: a database restored from yesterday must not come to a version that meant something else.
      CREATE TABLE yihao_gateway.grant_version (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        version uuid NOT NULL DEFAULT gen_random_uuid()
      );
      INSERT INTO yihao_gateway.grant_version DEFAULT VALUES;
      -- By trigger, so that a row changed by hand reaches the gateways too.
      CREATE FUNCTION yihao_gateway.renew_grant_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE yihao_gateway.grant_version SET version = gen_random_uuid();
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER renew_grant_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON yihao_gateway.bureau
        FOR EACH STATEMENT EXECUTE FUNCTION yihao_gateway.renew_grant_version();
      CREATE TRIGGER renew_grant_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON yihao_gateway.grant_record
        FOR EACH STATEMENT EXECUTE FUNCTION yihao_gateway.renew_grant_version();`,
  },
  {
    id: 'grants-2',
    sql: 'ALTER TABLE yihao_gateway.grant_record ADD COLUMN live boolean NOT NULL DEFAULT false',
  },
];

/** To be run in a transaction: an advisory lock keeps processes that start together from migrating at once. */
export async function migrateGrantTables(query: Query): Promise<void> {
  await query("SELECT pg_advisory_xact_lock(hashtext('yihao-migrate-yihao_gateway'))");
  // Not IF NOT EXISTS, which needs the right to create even where there is nothing to be created.
  const [found] = await query("SELECT 1 FROM pg_namespace WHERE nspname = 'yihao_gateway'");
  if (!found) await query('CREATE SCHEMA yihao_gateway');
  await query(`CREATE TABLE IF NOT EXISTS yihao_gateway.applied_migration
    (id text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
  const applied = await query<{ id: string }>('SELECT id FROM yihao_gateway.applied_migration');
  const known = new Set(applied.map(({ id }) => id));
  for (const { id, sql } of migrations.filter((migration) => !known.has(migration.id))) {
    await query(sql);
    await query('INSERT INTO yihao_gateway.applied_migration (id) VALUES ($1)', [id]);
  }
}
