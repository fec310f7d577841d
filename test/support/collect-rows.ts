// Rows of a department as a test looks at them: by table, with names, checked against the tables that the department makes.
import { departmentTables, type DepartmentName } from '../../scripts/seed/rows/tables.js';
import type { RowSink } from '../../scripts/seed/world.js';
import type { Migration } from '../../subgraphs/kit/migrate.js';

/** A row by column name; what SQL holds as NULL is `null`. */
export type CollectedRow = Record<string, string | number | boolean | null>;

export interface RowCollector {
  sink: RowSink;
  /** The rows of a table so far. */
  rows(table: string): CollectedRow[];
}

/** A sink that refuses rows with too many or too few values and rows that lack what their column needs. */
export function createRowCollector(
  department: DepartmentName,
  migrations: readonly Migration[],
): RowCollector {
  const tables = new Map<string, CollectedRow[]>();
  const required = requiredColumns(migrations);
  const sink: RowSink = {
    row(table, ...values) {
      const columns = departmentTables[department][table];
      if (!columns) throw new Error(`${department} has no table ${table}.`);
      if (columns.length !== values.length)
        throw new Error(`${table} has ${columns.length} columns, not ${values.length}.`);
      const row: CollectedRow = {};
      columns.forEach((column, place) => {
        const value = values[place] ?? null;
        if (value === null && required.has(`${table}.${column}`))
          throw new Error(`${table}.${column} is missing.`);
        if (typeof value === 'number' && !Number.isSafeInteger(value))
          throw new Error(`${table}.${column} isn't a whole number: ${value}.`);
        row[column] = value;
      });
      const rows = tables.get(table);
      if (rows) rows.push(row);
      else tables.set(table, [row]);
    },
  };
  return { sink, rows: (table) => tables.get(table) ?? [] };
}

/** `table.column` of everything that may not be null. */
function requiredColumns(migrations: readonly Migration[]): Set<string> {
  const required = new Set<string>();
  for (const { sql } of migrations) {
    for (const [, table, body] of sql.matchAll(/CREATE TABLE \w+\.(\w+) \(([^;]*)\);/g)) {
      for (const [, column] of (body ?? '').matchAll(/^\s*(\w+) .*(?:NOT NULL|PRIMARY KEY)/gm))
        required.add(`${table}.${column}`);
    }
  }
  return required;
}

/** Groups by what a function says, in the order met. */
export function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** A decimal with two places in whole hundredths. */
export function hundredths(decimal: CollectedRow[string] | undefined): number {
  if (typeof decimal !== 'string' || !/^\d+\.\d\d$/.test(decimal))
    throw new Error(`Not a decimal with two places: ${decimal}.`);
  return Number(decimal.replace('.', ''));
}
