// Batched look-ups: whatever a request asks of a table, for however many people or things, costs the table one query.
import DataLoader from 'dataloader';
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import type { Queryable } from './database.js';

/** What a batched query selects besides its data: which of the asked keys the row belongs to. */
export interface Owned {
  readonly owner: string;
}

/**
 * Rows of a person, under any of the person's numbers, in the order of the query: the newest row comes first even when
 * it stands under an older number.
 * @param sql takes all numbers as `$1::text[]` and selects the number that a row stands under as `owner`
 */
export function loadBySubject<Row extends object>(
  database: Queryable,
  sql: string,
): DataLoader<AssertedSubject, Row[]> {
  return new DataLoader<AssertedSubject, Row[]>(async (subjects) => {
    const rows = await database.query<Row & Owned>(sql, [subjects.flatMap(({ numbers }) => numbers)]);
    const rowsOf = subjects.map((): Row[] => []);
    const byNumber = new Map(
      subjects.flatMap(({ numbers }, index) => numbers.map((number) => [number, rowsOf[index]])),
    );
    for (const row of rows) byNumber.get(row.owner)?.push(row);
    return rowsOf;
  });
}

/**
 * Rows that belong to a thing: mortgages of a right, supplies of a dwelling.
 * @param sql takes all keys as `$1` (cast it: `$1::bigint[]`) and selects the key as `owner`
 */
export function loadByKey<Key extends string | number, Row extends object>(
  database: Queryable,
  sql: string,
): DataLoader<Key, Row[]> {
  return new DataLoader<Key, Row[]>(async (keys) => {
    const rows = await database.query<Row & Owned>(sql, [keys]);
    const byKey = groupByOwner(rows);
    return keys.map((key) => byKey.get(String(key)) ?? []);
  });
}

function groupByOwner<Row extends Owned>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(String(row.owner));
    if (group) group.push(row);
    else groups.set(String(row.owner), [row]);
  }
  return groups;
}

/** The only row, for things of which there is at most one. */
export function first<Row>(rows: readonly Row[]): Row | null {
  return rows[0] ?? null;
}
