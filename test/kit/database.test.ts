import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../subgraphs/kit/database.js';
import { DatabaseUnavailable } from '../../subgraphs/kit/database.js';
import { migrate } from '../../subgraphs/kit/migrate.js';
import { openDatabase } from '../../subgraphs/kit/open-database.js';
import { startPostgres, type PostgresServer } from '../support/postgres.js';

let postgres: PostgresServer;
let directory: string;
beforeAll(async () => {
  postgres = await startPostgres();
  directory = mkdtempSync(join(tmpdir(), 'yihao-database-'));
});
afterAll(async () => {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe.each([
  ['PostgreSQL', () => openDatabase({ url: postgres.url })],
  ['PGlite', () => openDatabase({ directory: join(directory, 'city') })],
])('a department’s database on %s', (_name, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await migrate(database, 'trial', [
      {
        id: '001',
        sql: 'CREATE TABLE trial.thing (id bigint PRIMARY KEY, name text, price numeric(12,2), made_on date, seen_at timestamptz);',
      },
    ]);
  }, 60_000);
  afterAll(() => database.close());

  it('gives bigints as numbers, decimals and days as text, and moments in UTC', async () => {
    const [row] = await database.query(
      `SELECT 9007199254740991::bigint AS big, 12.50::numeric(8,2) AS price, DATE '2026-02-03' AS day, TIMESTAMPTZ '2026-02-03 08:00:00+08' AS moment, 7::int AS whole, true AS flag, NULL AS nothing`,
    );
    expect(row).toEqual({
      big: 9007199254740991,
      price: '12.50',
      day: '2026-02-03',
      moment: '2026-02-03T00:00:00.000Z',
      whole: 7,
      flag: true,
      nothing: null,
    });
  });

  it('takes arrays and text with every kind of character as parameters', async () => {
    const names = ['张三', '𬭎㛃', `O'Brien; DROP TABLE x`, 'a\\b\tc'];
    const rows = await database.query<{ name: string }>('SELECT name FROM unnest($1::text[]) AS name', [
      names,
    ]);
    expect(rows.map(({ name }) => name)).toEqual(names);
  });

  it('loads in bulk inside a transaction, all or nothing', async () => {
    await database.transaction((tx) =>
      tx.copy('trial.thing', ['id', 'name', 'price'], '1\t张三\t1.50\n2\t\\N\t2.00\n'),
    );
    await expect(
      database.transaction(async (tx) => {
        await tx.copy('trial.thing', ['id', 'name', 'price'], '3\tx\t3.00\n');
        await tx.query('INSERT INTO trial.thing (id) VALUES (1)');
      }),
    ).rejects.toThrow();
    expect(await database.query('SELECT id, name, price FROM trial.thing ORDER BY id')).toEqual([
      { id: 1, name: '张三', price: '1.50' },
      { id: 2, name: null, price: '2.00' },
    ]);
  });

  it('runs a migration once, and in order', async () => {
    const migrations = [
      { id: '001', sql: 'CREATE TABLE trial.thing (id int);' },
      { id: '002', sql: 'ALTER TABLE trial.thing ADD COLUMN later int;' },
    ];
    await migrate(database, 'trial', migrations);
    await migrate(database, 'trial', migrations);
    expect(await database.query('SELECT id FROM trial.applied_migration ORDER BY id')).toEqual([
      { id: '001' },
      { id: '002' },
    ]);
  });
});

describe('a database that can’t be had', () => {
  it('is said in one line, without the password', async () => {
    const attempt = openDatabase({ url: 'postgres://city:very-secret@127.0.0.1:1/city' });
    await expect(attempt).rejects.toThrow(DatabaseUnavailable);
    await attempt.catch((error: Error) => {
      expect(error.message).toMatch(/^PostgreSQL refuses: .*ECONNREFUSED.* Check the database URL\.$/);
      expect(error.message).not.toContain('very-secret');
    });
  });

  it('is refused to a second process that opens the same directory, and free again when the first is gone', async () => {
    const shared = join(directory, 'shared');
    const script = `const { openDatabase } = await import(${JSON.stringify(new URL('../../subgraphs/kit/open-database.js', import.meta.url).href)});
      await openDatabase({ directory: ${JSON.stringify(shared)} }); process.stdout.write('open'); setInterval(() => {}, 1000);`;
    const first = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(first.stdout, 'data');
      await expect(openDatabase({ directory: shared })).rejects.toThrow(
        /is open in process \d+\. Stop that one first/,
      );
    } finally {
      first.kill('SIGKILL');
    }
    await once(first, 'exit');
    const second = await openDatabase({ directory: shared });
    expect(await second.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.close();
  }, 60_000);
});
