// A department's database on a PostgreSQL server.
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { systemErrorCode } from './system-error.js';
import { DatabaseUnavailable, type Database, type Queryable, type Transaction } from './database.js';

const { types } = pg;

/** Text as PostgreSQL sends it → value; the same for both kinds of database (PGlite takes the table as it is). */
export const valueParsers: Record<number, (text: string) => unknown> = {
  [20 /* int8 */]: Number,
  [1082 /* date */]: (text) => text,
  [1700 /* numeric */]: (text) => text,
  [1184 /* timestamptz */]: (text) => new Date(text).toISOString(),
};

/**
 * Connects to PostgreSQL; `url` as libpq takes it (`postgres://user:password@host/database?sslmode=…`).
 * @throws DatabaseUnavailable when the server refuses or can't be reached
 */
export async function connectPostgres(
  url: string,
  options: { maxConnections?: number } = {},
): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser: parserOf },
  });
  // An idle connection that breaks is replaced by the pool at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw new DatabaseUnavailable(`PostgreSQL refuses: ${plainReason(error)}. Check the database URL.`);
  }
  return {
    ...queryable(pool),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  return valueParsers[oid] ?? (types.getTypeParser(oid, format) as (text: string) => unknown);
}

function queryable(client: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      const result = await client.query<Row>(sql, [...parameters]);
      return result.rows;
    },
    async script(sql) {
      await client.query(sql);
    },
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work({
      ...queryable(client),
      async copy(table, columns, text) {
        const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
        stream.end(text);
        await finished(stream);
      },
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => (broken = rollbackError));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The server's reason in one line, without the URL, which may hold a password. */
function plainReason(error: unknown): string {
  // A host name with several addresses fails with one error for each.
  const { errors, message } = error as { errors?: readonly unknown[]; message?: unknown };
  if (errors?.[0] !== undefined) return plainReason(errors[0]);
  const sentence =
    String(message)
      .split('\n', 1)[0]
      ?.replaceAll(/postgres(ql)?:\/\/\S+/g, '…') ?? '';
  const code = systemErrorCode(error);
  return code === undefined || sentence.includes(code) ? sentence : `${sentence} (${code})`;
}
