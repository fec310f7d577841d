// The gateway's connection to its own PostgreSQL.
import pg from 'pg';
import { GrantStoreUnavailable } from './grant-store.js';
import { systemErrorReason } from './system-error.js';

/** The statement's rows. @throws GrantStoreUnavailable when the server refuses or can't be reached */
export type Query = <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

export interface Postgres {
  readonly query: Query;
  /** Rolls back when `work` throws. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Connects at the first use; `url` as libpq takes it. */
export function openPostgres(url: string): Postgres {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 2_000,
    // A connection that has hung is given up, or it would still be there when the server answers again.
    query_timeout: 5_000,
    // A process that hangs in the middle of a change must not keep others from revoking.
    idle_in_transaction_session_timeout: 5_000,
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    query: queryOf(pool),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

function queryOf(client: pg.Pool | pg.PoolClient): Query {
  return async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => {
    const { rows } = await reaching(() => client.query<Row>(sql, [...parameters]));
    return rows;
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await reaching(() => pool.connect());
  const query = queryOf(client);
  let broken: Error | undefined;
  // Outside the pool a client that loses its connection says so by an event too, which would end the process.
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  try {
    await query('BEGIN');
    const result = await work(query);
    await query('COMMIT');
    return result;
  } catch (error) {
    await query('ROLLBACK').catch((rollbackError: Error) => (broken = rollbackError));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    // Without the URL, which may hold a password.
    const reason = systemErrorReason(cause).replaceAll(/postgres(ql)?:\/\/\S+/g, '…');
    throw new GrantStoreUnavailable(`PostgreSQL refuses the grants: ${reason}`, { cause });
  }
}
