// Brings a department's schema up to date: each migration once, in order, recorded in the department's own table.
import type { Database } from './database.js';

export interface Migration {
  readonly id: string;
  readonly sql: string;
}

/**
 * Runs the migrations that `schema` has not had yet, all in one transaction.
 * An advisory lock keeps two processes of one department from migrating at the same time.
 */
export async function migrate(
  database: Database,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`yihao-migrate-${schema}`]);
    await tx.script(`CREATE SCHEMA IF NOT EXISTS ${schema};
      CREATE TABLE IF NOT EXISTS ${schema}.applied_migration (id text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());`);
    const applied = await tx.query<{ id: string }>(`SELECT id FROM ${schema}.applied_migration`);
    const known = new Set(applied.map((row) => row.id));
    for (const migration of migrations.filter(({ id }) => !known.has(id))) {
      await tx.script(migration.sql);
      await tx.query(`INSERT INTO ${schema}.applied_migration (id) VALUES ($1)`, [migration.id]);
    }
  });
}
