// `npm run seed`: fills the departments' databases with a synthetic city.
import { parseArgs } from 'node:util';
import { departmentNames, type DepartmentName } from '../schema/contract/departments.js';
import { migrations as civilAffairs } from '../subgraphs/civil-affairs/migrations.js';
import type { Database } from '../subgraphs/kit/database.js';
import { databaseSchema } from '../subgraphs/kit/department.js';
import { migrate, type Migration } from '../subgraphs/kit/migrate.js';
import { defaultDataDirectory, openDatabase } from '../subgraphs/kit/open-database.js';
import { migrations as land } from '../subgraphs/land/migrations.js';
import { migrations as population } from '../subgraphs/population/migrations.js';
import { migrations as socialSecurity } from '../subgraphs/social-security/migrations.js';
import { migrations as utilities } from '../subgraphs/utilities/migrations.js';
import { createProgressBar } from './progress-bar.js';
import { seedCity } from './seed/load.js';
import { defaultAsOf } from './seed/world.js';

const usage =
  'Usage: npm run seed -- --citizens N [--seed S] [--database-url postgres://…] [--issuer http://127.0.0.1:4001]';

const defaultSeed = 1;
const defaultIssuer = 'http://127.0.0.1:4001';

/** As many as there are birthdays and sequence digits for, with a margin. */
const MAX_CITIZENS = 4_000_000;
const MAX_SEED = 2 ** 32 - 1;

const migrations: Readonly<Record<DepartmentName, readonly Migration[]>> = {
  ...{ population, 'social-security': socialSecurity, 'civil-affairs': civilAffairs, land, utilities },
};

/** What is wrong with the command line, in one line. */
class UsageError extends Error {}

interface Command {
  citizens: number;
  seed: number;
  databaseUrl: string | undefined;
  issuer: string;
}

function readCommand(args: string[]): Command {
  const values = parse(args);
  const issuer = values.issuer ?? defaultIssuer;
  if (!URL.canParse(issuer)) throw new UsageError('--issuer should be a URL.');
  if (values.citizens === undefined) throw new UsageError('--citizens is missing.');
  return {
    citizens: wholeNumber('--citizens', values.citizens, 1, MAX_CITIZENS),
    seed: values.seed === undefined ? defaultSeed : wholeNumber('--seed', values.seed, 0, MAX_SEED),
    databaseUrl: values['database-url'] ?? process.env['DATABASE_URL'],
    issuer,
  };
}

function parse(args: string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ args, options: { citizens: text, seed: text, 'database-url': text, issuer: text } })
      .values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${name} should be a whole number from ${least} to ${most}.`);
}

/** A connection pool a department on a server, so that they load side by side; one for all of them embedded. */
async function openDatabases(url: string | undefined): Promise<Record<DepartmentName, Database>> {
  const embedded = url
    ? undefined
    : await openDatabase({ directory: process.env['YIHAO_DATA'] ?? defaultDataDirectory });
  const entries: [DepartmentName, Database][] = [];
  for (const name of departmentNames) {
    const database = embedded ?? (await openDatabase({ url }));
    await migrate(database, databaseSchema(name), migrations[name]);
    entries.push([name, database]);
  }
  return Object.fromEntries(entries) as Record<DepartmentName, Database>;
}

async function main(): Promise<void> {
  const { citizens, seed, databaseUrl, issuer } = readCommand(process.argv.slice(2));
  const databases = await openDatabases(databaseUrl);
  const bar = createProgressBar('Seeding the city', process.stderr);
  const all = await seedCity({
    ...{ databases, citizens, seed, asOf: defaultAsOf, issuer },
    // What an earlier run loaded counts for nothing: rate and time left are those of this one.
    onProgress: ({ done, loaded }) => bar.show(loaded, loaded + Math.max(citizens - done, 0)),
  });
  bar.end();
  for (const database of new Set(Object.values(databases))) await database.close();
  process.stdout.write(`The city has ${all} citizens (seed ${seed}, as of ${defaultAsOf}).\n`);
}

function fail(error: unknown): never {
  if (error instanceof UsageError) {
    process.stderr.write(`yihao: ${error.message} ${usage}\n`);
    process.exit(2);
  }
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`yihao: ${reason.split('\n')[0]}\n`);
  process.exit(1);
}

main().catch(fail);
