// Loading a city: complete, the same every time, continued where a killed run was, replaced when another is wanted.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import { seedCity, type SeedOptions } from '../../scripts/seed/load.js';
import { departmentTables } from '../../scripts/seed/rows/tables.js';
import { defaultAsOf } from '../../scripts/seed/world.js';
import { migrations as civilAffairs } from '../../subgraphs/civil-affairs/migrations.js';
import type { Database, Transaction } from '../../subgraphs/kit/database.js';
import { databaseSchema } from '../../subgraphs/kit/department.js';
import { migrate } from '../../subgraphs/kit/migrate.js';
import { openPglite } from '../../subgraphs/kit/pglite.js';
import { connectPostgres } from '../../subgraphs/kit/postgres.js';
import { migrations as land } from '../../subgraphs/land/migrations.js';
import { migrations as population } from '../../subgraphs/population/migrations.js';
import { migrations as socialSecurity } from '../../subgraphs/social-security/migrations.js';
import { migrations as utilities } from '../../subgraphs/utilities/migrations.js';
import { startPostgres, type PostgresServer } from '../support/postgres.js';

const migrations = {
  population,
  'social-security': socialSecurity,
  'civil-affairs': civilAffairs,
  land,
  utilities,
};
const script = fileURLToPath(new URL('../../scripts/seed.js', import.meta.url));
const issuer = 'http://127.0.0.1:4001';

let server: PostgresServer;
let reference: Database;
let wanted: Map<string, string>;

beforeAll(async () => {
  server = await startPostgres();
  reference = await openCityDatabase('reference');
  await seed(reference, 2000);
  wanted = await digest(reference);
}, 120_000);

afterAll(async () => {
  await reference.close();
  await server.stop();
});

function urlOf(name: string): string {
  return server.url.replace(/\/postgres$/, `/${name}`);
}

/** An empty database of the server with every department's tables. */
async function openCityDatabase(name: string): Promise<Database> {
  const administration = await connectPostgres(server.url);
  await administration.query(`CREATE DATABASE ${name}`);
  await administration.close();
  const database = await connectPostgres(urlOf(name));
  await migrateAll(database);
  return database;
}

async function migrateAll(database: Database): Promise<void> {
  for (const name of departmentNames) await migrate(database, databaseSchema(name), migrations[name]);
}

function everywhere(database: Database): Record<DepartmentName, Database> {
  return Object.fromEntries(departmentNames.map((name) => [name, database])) as Record<
    DepartmentName,
    Database
  >;
}

function seed(database: Database, citizens: number, options: Partial<SeedOptions> = {}): Promise<number> {
  return seedCity({
    databases: everywhere(database),
    citizens,
    seed: 1,
    asOf: defaultAsOf,
    issuer,
    ...options,
  });
}

/** Rows and a hash of them, per table. */
async function digest(database: Database): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const name of departmentNames) {
    for (const [table, columns] of Object.entries(departmentTables[name])) {
      const rows = await database.query<{ line: string }>(
        `SELECT ROW(${columns.join(', ')})::text AS line FROM ${databaseSchema(name)}.${table} ORDER BY 1`,
      );
      const hash = createHash('sha256').update(rows.map(({ line }) => line).join('\n'));
      digests.set(`${name}.${table}`, `${rows.length} ${hash.digest('hex')}`);
    }
  }
  return digests;
}

/** Citizens that the register holds. */
async function count(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>('SELECT count(*) AS count FROM population.citizen');
  return row?.count ?? 0;
}

function startScript(name: string, citizens: number): ChildProcess {
  const args = ['--citizens', String(citizens), '--database-url', urlOf(name), '--issuer', issuer];
  return spawn(process.execPath, [script, ...args], { stdio: 'ignore' });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a city', () => {
  it('has at least as many citizens as asked for, and rows in every table', async () => {
    expect(await count(reference)).toBeGreaterThanOrEqual(2000);
    expect(await count(reference)).toBeLessThan(2100);
    const empty = [...wanted].filter(([, rows]) => rows.startsWith('0 ')).map(([table]) => table);
    expect(empty).toEqual([]);
  });

  it('is there at once when it is there already, and stays as it is', async () => {
    const told: number[] = [];
    expect(await seed(reference, 1500, { onProgress: ({ done }) => told.push(done) })).toBe(
      await count(reference),
    );
    expect(told).toEqual([]);
  });

  it('is completed by the command after a run that was killed in the middle, without a row too many', async () => {
    const database = await openCityDatabase('killed');
    for (let kill = 0; kill < 2; kill++) {
      const before = await count(database);
      const running = startScript('killed', 2000);
      const ended = once(running, 'exit');
      // A batch of one department is there, those of others are being loaded, the next is being generated.
      await until(async () => (await count(database)) > before || running.exitCode !== null);
      running.kill('SIGKILL');
      await ended;
    }
    expect(await count(database)).toBeGreaterThan(0);
    expect(await seed(database, 2000)).toBe(await count(database));
    expect(await digest(database)).toEqual(wanted);
    await database.close();
  }, 120_000);

  it('is continued in every department from where it was when they stopped at different places', async () => {
    const database = await openCityDatabase('apart');
    const failing = failAfter(database, 'land.dwelling', 0);
    await expect(
      seedCity({
        databases: { ...everywhere(database), land: failing },
        citizens: 2000,
        seed: 1,
        asOf: defaultAsOf,
        issuer,
      }),
    ).rejects.toThrow('out of disk');
    expect(await count(database)).toBeGreaterThan(0);
    expect((await database.query('SELECT 1 FROM land.dwelling')).length).toBe(0);
    await seed(database, 2000);
    expect(await digest(database)).toEqual(wanted);
    await database.close();
  }, 120_000);

  it('grows when more citizens are wanted, without touching those that are there', async () => {
    const database = await openCityDatabase('growing');
    await seed(database, 300);
    await seed(database, 2000);
    expect(await digest(database)).toEqual(wanted);
    await database.close();
  }, 120_000);

  it('makes way for one of another seed, day or issuer', async () => {
    const database = await openCityDatabase('replaced');
    await seed(database, 400);
    const first = await digest(database);
    await seed(database, 100, { seed: 2 });
    expect(await count(database)).toBeLessThan(150);
    await seed(database, 100, { issuer: 'https://login.example' });
    const issuers = await database.query('SELECT DISTINCT issuer FROM population.login');
    expect(issuers).toEqual([{ issuer: 'https://login.example' }]);
    await seed(database, 400);
    expect(await digest(database)).toEqual(first);
    await database.close();
  }, 120_000);

  it('is refused to a second process that seeds the same database', async () => {
    const database = await openCityDatabase('contested');
    await seed(database, 20);
    const meddling: Database = {
      ...database,
      transaction: async (work) => {
        await database.query('UPDATE population.seed_progress SET families = families + 5');
        return database.transaction(work);
      },
    };
    await expect(seed(meddling, 200)).rejects.toThrow('Another process is seeding population');
    expect(await count(database)).toBeLessThan(60);
    await database.close();
  });

  it('is the same in an embedded database', async () => {
    const postgres = await openCityDatabase('small');
    const embedded = await openPglite();
    await migrateAll(embedded);
    await seed(postgres, 150);
    await seed(embedded, 150);
    expect(await count(embedded)).toBe(await count(postgres));
    expect(sizes(await digest(embedded))).toEqual(sizes(await digest(postgres)));
    await embedded.close();
    await postgres.close();
  }, 120_000);
});

describe('the command', () => {
  it.each([
    [['--citizens', 'many'], 2, /^yihao: --citizens should be a whole number/],
    [['--citizens', '0'], 2, /^yihao: --citizens should be/],
    [[], 2, /^yihao: --citizens is missing/],
    [['--citizens', '5', '--seed', '-1'], 2, /^yihao: /],
    [['--citizens', '5', '--colour', 'red'], 2, /^yihao: Unknown option/],
    [['--citizens', '5', '--issuer', 'nowhere'], 2, /^yihao: --issuer should be a URL/],
    [
      ['--citizens', '5', '--database-url', 'postgres://me:secret@127.0.0.1:1/none'],
      1,
      /^yihao: PostgreSQL refuses/,
    ],
  ])('with %j ends with one line and exit status %i', async (args, status, line) => {
    const running = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    running.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(running, 'close')) as [number];
    expect(code).toBe(status);
    expect(text).toMatch(line);
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(text).not.toContain('secret');
  });
});

/** The same database, whose disk is full when a table has been loaded so many times. */
function failAfter(database: Database, table: string, times: number): Database {
  let left = times;
  const fail = (tx: Transaction): Transaction => ({
    ...tx,
    copy: async (into, columns, text) => {
      if (into === table && left-- <= 0) throw new Error('out of disk');
      await tx.copy(into, columns, text);
    },
  });
  return { ...database, transaction: (work) => database.transaction((tx) => work(fail(tx))) };
}

function sizes(digests: ReadonlyMap<string, string>): string[] {
  return [...digests].map(([table, rows]) => `${table} ${rows.split(' ')[0]}`);
}
