// What a department needs of its database; implemented over PostgreSQL (`postgres.ts`) and embedded PGlite (`pglite.ts`).

/** Runs statements, alone or inside a transaction. */
export interface Queryable {
  /**
   * Runs one statement with parameters `$1…`. Dates and numerics come as strings, timestamps as RFC 3339 in UTC,
   * bigints as numbers (ours stay below 2^53).
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>;
  /** Runs several statements without parameters (migrations). */
  script(sql: string): Promise<void>;
}

/** Inside a transaction one may also load in bulk. */
export interface Transaction extends Queryable {
  /** Appends rows in PostgreSQL's COPY text format; `text` holds whole lines. */
  copy(table: string, columns: readonly string[], text: string): Promise<void>;
}

export interface Database extends Queryable {
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The database can't be used: its message is one plain line for the operator, without credentials. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable';
}
