// Relay connections over keyset pages: a page of every owner asked for costs the table one query.
import DataLoader from 'dataloader';
import type { Queryable } from './database.js';
import { parseDate } from '../../schema/contract/calendar.js';
import { DepartmentError } from './department-error.js';

export const maxPageSize = 100;

export interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

export interface Connection<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  /** Null beyond the last page, where counting would cost another query. */
  totalCount: number | null;
}

/** An owner of rows: a person with all numbers, or a thing with its one key. Two with the same keys are the same owner. */
export interface Owner {
  readonly keys: readonly (string | number)[];
}

export interface PageQuery<Row, Node> {
  readonly database: Queryable;
  /**
   * FROM and WHERE of the rows, e.g. `utilities.bill row`; the rows' alias must be `row`.
   * Parameters from `$4` on are `parameters`.
   */
  readonly from: string;
  readonly where?: string;
  readonly parameters?: readonly unknown[];
  /** What to select, e.g. `row.id, row.period`. */
  readonly columns: string;
  /** Expressions over `columns` that are worth evaluating for the page's rows alone, e.g. `round(base * rate / 100, 2) AS amount`. */
  readonly computed?: string;
  /** Column that says whose a row is, e.g. `row.account_id`, and its type. */
  readonly owner: string;
  readonly ownerType: 'text' | 'bigint' | 'uuid';
  /** Sort key, newest first, and its type; `tie` breaks ties and must be unique with it. */
  readonly sort: string;
  readonly sortType: 'int' | 'date' | 'timestamptz';
  readonly tie: string;
  readonly tieType: 'bigint' | 'text';
  readonly node: (row: Row) => Node;
}

/** What the query selects besides the row's own columns; prefixed, since a row may well have a `total` of its own. */
interface PageRow {
  page_owner: number;
  page_sort: string;
  page_tie: string;
  page_total: number;
  page_place: number;
}

/**
 * A loader of one page for many owners.
 * @throws DepartmentError BAD_USER_INPUT when `first` is not 1 to 100 or `after` is not a cursor of such a page
 */
export function loadPages<Row extends object, Node>(
  query: PageQuery<Row, Node>,
  page: PageArguments,
): DataLoader<Owner, Connection<Node>, string> {
  const size = pageSize(page.first);
  const after = page.after ? readCursor(page.after, query) : undefined;
  const sql = pageSql(query, size, after !== undefined);
  return new DataLoader<Owner, Connection<Node>, string>(
    async (owners) => {
      const keys = owners.flatMap((owner, index) => owner.keys.map((key) => ({ key, index })));
      const rows = await query.database.query<Row & PageRow>(sql, [
        keys.map(({ key }) => key),
        keys.map(({ index }) => index),
        after ? JSON.stringify(after) : null,
        ...(query.parameters ?? []),
      ]);
      return owners.map((_, index) =>
        connection(
          rows.filter((row) => row.page_owner === index),
          size,
          query.node,
          after !== undefined,
        ),
      );
    },
    { cacheKeyFn: ({ keys }) => keys.join() },
  );
}

function pageSql(query: PageQuery<never, unknown>, size: number, hasAfter: boolean): string {
  const after = hasAfter
    ? `WHERE (page_sort_value, page_tie_value) < (($3::json->>0)::${query.sortType}, ($3::json->>1)::${query.tieType})`
    : 'WHERE $3::json IS NULL';
  return `
    SELECT *, page_sort_value::text AS page_sort, page_tie_value::text AS page_tie ${query.computed ? `, ${query.computed}` : ''}
    FROM (
      SELECT *, row_number() OVER (PARTITION BY page_owner ORDER BY page_sort_value DESC, page_tie_value DESC)::int AS page_place
      FROM (
        SELECT ${query.columns}, who.page_owner, ${query.sort} AS page_sort_value, ${query.tie} AS page_tie_value,
               (count(*) OVER (PARTITION BY who.page_owner))::int AS page_total
        FROM unnest($1::${query.ownerType}[], $2::int[]) AS who(key, page_owner)
        JOIN ${query.from} ON ${query.owner} = who.key
        ${query.where ? `WHERE ${query.where}` : ''}
      ) every_row ${after}
    ) page WHERE page_place <= ${size + 1} ORDER BY page_owner, page_place`;
}

function connection<Row extends PageRow, Node>(
  rows: readonly Row[],
  size: number,
  node: (row: Row) => Node,
  hasPreviousPage: boolean,
): Connection<Node> {
  const edges = rows
    .slice(0, size)
    .map((row) => ({ cursor: writeCursor(row.page_sort, row.page_tie), node: node(row) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: rows[0]?.page_total ?? (hasPreviousPage ? null : 0),
  };
}

function pageSize(first: number | null | undefined): number {
  const size = first ?? 12;
  if (size < 1 || size > maxPageSize)
    throw new DepartmentError('BAD_USER_INPUT', `first must be 1 to ${maxPageSize}.`);
  return size;
}

function writeCursor(sortKey: string, tieKey: string): string {
  return Buffer.from(JSON.stringify([sortKey, tieKey])).toString('base64url');
}

/** The parts of a forged cursor would only reach a cast as parameters; checked here they get a clear error instead of a failing query. */
const wellFormed: Record<PageQuery<never, never>['sortType' | 'tieType'], (text: string) => boolean> = {
  int: (text) => /^\d{1,9}$/.test(text),
  bigint: (text) => /^\d{1,18}$/.test(text),
  date: (text) => parseDate(text).ok,
  // As PostgreSQL writes it in any session's time zone; it reads offsets below 16 hours.
  timestamptz: (text) =>
    /^[\d-]{10} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d)?$/.test(text) &&
    parseDate(text.slice(0, 10)).ok,
  text: (text) => /^[\w-]{1,64}$/.test(text),
};

function readCursor(
  cursor: string,
  types: { sortType: keyof typeof wellFormed; tieType: keyof typeof wellFormed },
): [string, string] {
  const [sort, tie] = parseCursor(cursor);
  if (
    sort !== undefined &&
    tie !== undefined &&
    wellFormed[types.sortType](sort) &&
    wellFormed[types.tieType](tie)
  ) {
    return [sort, tie];
  }
  throw new DepartmentError(
    'BAD_USER_INPUT',
    'after is not a cursor: pass the endCursor of the page before, as it came.',
  );
}

function parseCursor(cursor: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor.slice(0, 256), 'base64url').toString());
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : [];
  } catch {
    return [];
  }
}

/** One loader for each set of arguments that a request uses a field with. */
export function perArguments<Arguments extends object, Loader>(
  create: (given: Arguments) => Loader,
): (given: Arguments) => Loader {
  const loaders = new Map<string, Loader>();
  return (given) => {
    const key = JSON.stringify(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)));
    const known = loaders.get(key) ?? create(given);
    loaders.set(key, known);
    return known;
  };
}
