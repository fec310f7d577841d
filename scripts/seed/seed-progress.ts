// How far a department's seed is, kept in its own database and moved on together with the rows.
import type { DepartmentName } from '../../schema/contract/departments.js';
import type { Database, Transaction } from '../../subgraphs/kit/database.js';
import { databaseSchema } from '../../subgraphs/kit/department.js';
import { departmentTables } from './rows/tables.js';

/** Families and citizens whose rows are all there. */
export interface Progress {
  readonly families: number;
  readonly citizens: number;
}

/**
 * The progress of the city `key`. Where another city is, or half of nothing known, the department's tables are emptied
 * and the count begins at nought.
 */
export async function openProgress(database: Database, name: DepartmentName, key: string): Promise<Progress> {
  const schema = databaseSchema(name);
  await database.script(`CREATE TABLE IF NOT EXISTS ${schema}.seed_progress (
    one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row), city text NOT NULL, families bigint NOT NULL, citizens bigint NOT NULL)`);
  const rows = await database.query<Progress & { city: string }>(
    `SELECT city, families, citizens FROM ${schema}.seed_progress`,
  );
  const [known] = rows;
  if (known?.city === key) return { families: known.families, citizens: known.citizens };
  await database.transaction(async (tx) => {
    const tables = Object.keys(departmentTables[name]).map((table) => `${schema}.${table}`);
    // CASCADE: what citizens did in the city that goes (payment orders) goes with it.
    await tx.script(`TRUNCATE ${tables.join(', ')} CASCADE; DELETE FROM ${schema}.seed_progress`);
    await tx.query(`INSERT INTO ${schema}.seed_progress (city, families, citizens) VALUES ($1, 0, 0)`, [key]);
  });
  return { families: 0, citizens: 0 };
}

/**
 * Moves the progress on, inside the transaction that loads the rows: both happen or neither.
 * @throws Error when somebody else has moved it meanwhile, before any row is written twice
 */
export async function moveProgress(
  tx: Transaction,
  name: DepartmentName,
  from: Progress,
  to: Progress,
): Promise<void> {
  const moved = await tx.query(
    `UPDATE ${databaseSchema(name)}.seed_progress SET families = $1, citizens = $2 WHERE families = $3 RETURNING families`,
    [to.families, to.citizens, from.families],
  );
  if (moved.length === 0)
    throw new Error(`Another process is seeding ${name} in the same database. Stop one of them.`);
}
