// Streams the synthetic city into the departments' databases: in batches of whole families, resumable at any point.
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import type { Database } from '../../subgraphs/kit/database.js';
import { databaseSchema } from '../../subgraphs/kit/department.js';
import { createCopyText, type CopyText, type TableText } from './copy-text.js';
import { generateFamily } from './family.js';
import { writeCivilAffairs } from './rows/civil-affairs.js';
import { writeLand } from './rows/land.js';
import { writePopulation, type PopulationCity } from './rows/population.js';
import { writeEmployers, writeSocialSecurity } from './rows/social-security.js';
import { departmentTables } from './rows/tables.js';
import { writeUtilities } from './rows/utilities.js';
import { moveProgress, openProgress, type Progress } from './seed-progress.js';
import type { Day, Family, RowSink } from './world.js';

/** To be raised when the same city would be written otherwise: what was loaded before then makes way. */
const FORMAT = 2;

/** Characters of COPY text in a batch; two batches are in memory at a time. */
const BATCH_SIZE = 12_000_000;

export interface SeedOptions {
  /** Already migrated. Departments may share one; those that don't are loaded at the same time. */
  readonly databases: Readonly<Record<DepartmentName, Database>>;
  /** At least so many, in whole families. */
  readonly citizens: number;
  readonly seed: number;
  readonly asOf: Day;
  /** Whose subjects the population register knows its citizens by. */
  readonly issuer: string;
  /** Called after every batch: citizens in all departments so far, and those of them that this call loaded. */
  readonly onProgress?: (progress: { done: number; loaded: number }) => void;
}

/** Writes the rows of one family; set per department. */
type Writer = (family: Family, city: PopulationCity, sink: RowSink) => void;

const writers: Readonly<Record<DepartmentName, Writer>> = {
  population: writePopulation,
  'social-security': writeSocialSecurity,
  'civil-affairs': writeCivilAffairs,
  land: writeLand,
  utilities: writeUtilities,
};

interface Loader {
  readonly name: DepartmentName;
  readonly database: Database;
  readonly copyText: CopyText;
  progress: Progress;
}

interface Load {
  readonly loader: Loader;
  readonly tables: readonly TableText[];
  readonly from: Progress;
  readonly to: Progress;
}

/**
 * Fills the departments with a city of at least `citizens` people. A city that is there already stays; a part of it is
 * continued where every department was; another city makes way. Memory stays the same however large the city is: while
 * one batch is loaded the next is generated.
 * @returns how many citizens the city has
 * @throws Error in one line when two processes seed one database
 */
export async function seedCity(options: SeedOptions): Promise<number> {
  const { seed, asOf, issuer, onProgress } = options;
  const key = JSON.stringify({ format: FORMAT, seed, asOf, issuer });
  const loaders = await openLoaders(options.databases, key);
  const already = leastOf(loaders).citizens;
  let position = leastOf(loaders);
  let loading: Promise<void> = Promise.resolve();
  while (position.citizens < options.citizens) {
    const end = await generateBatch(loaders, { seed, asOf, issuer }, position, options.citizens);
    const loads = loaders.map((loader) => takeLoad(loader, end));
    await loading;
    loading = loadAll(loads).then(() => onProgress?.({ done: end.citizens, loaded: end.citizens - already }));
    // Its failure is told where it is awaited, not as unhandled while the next batch is generated.
    loading.catch(() => undefined);
    position = end;
  }
  await loading;
  if (position.citizens > already) await analyse(loaders);
  return position.citizens;
}

async function openLoaders(databases: SeedOptions['databases'], key: string): Promise<Loader[]> {
  const loaders: Loader[] = [];
  for (const name of departmentNames) {
    const database = databases[name];
    const progress = await openProgress(database, name, key);
    loaders.push({ name, database, progress, copyText: createCopyText(departmentTables[name]) });
  }
  return loaders;
}

/** Where the department is that is furthest behind. */
function leastOf(loaders: readonly Loader[]): Progress {
  return loaders
    .map(({ progress }) => progress)
    .reduce((least, one) => (one.families < least.families ? one : least));
}

/** Writes families until the batch is large enough or the city complete. */
async function generateBatch(
  loaders: readonly Loader[],
  city: PopulationCity,
  start: Progress,
  wanted: number,
): Promise<Progress> {
  let { families, citizens } = start;
  while (citizens < wanted && sizeOf(loaders) < BATCH_SIZE) {
    const family = generateFamily(city, families);
    for (const { name, progress, copyText } of loaders) {
      if (families < progress.families) continue;
      if (name === 'social-security' && families === 0) writeEmployers(city, copyText.sink);
      writers[name](family, city, copyText.sink);
    }
    families += 1;
    citizens += family.people.length;
    // Lets the batch before go on to the database.
    await new Promise(setImmediate);
  }
  return { families, citizens };
}

function sizeOf(loaders: readonly Loader[]): number {
  return loaders.reduce((sum, { copyText }) => sum + copyText.size(), 0);
}

/** The batch of one department, which from now on counts as loaded. A department that was ahead has nothing to load. */
function takeLoad(loader: Loader, end: Progress): Load {
  const from = loader.progress;
  const to = from.families < end.families ? end : from;
  loader.progress = to;
  return { loader, from, to, tables: loader.copyText.take() };
}

/** Departments that share a database one after the other, since an embedded one has a single connection. */
async function loadAll(loads: readonly Load[]): Promise<void> {
  const databases = new Set(loads.map(({ loader }) => loader.database));
  // All come to an end before a failure is told: nothing is being written any more when the caller hears of it.
  const outcomes = await Promise.allSettled(
    [...databases].map(async (database) => {
      for (const load of loads) if (load.loader.database === database) await loadOne(load);
    }),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

async function loadOne({ loader: { name, database }, tables, from, to }: Load): Promise<void> {
  if (from === to) return;
  await database.transaction(async (tx) => {
    await moveProgress(tx, name, from, to);
    for (const { table, columns, text } of tables)
      await tx.copy(`${databaseSchema(name)}.${table}`, columns, text);
  });
}

/** Statistics for the query planner, which would otherwise take the tables for empty until it happens to look. */
async function analyse(loaders: readonly Loader[]): Promise<void> {
  for (const { name, database } of loaders) {
    for (const table of Object.keys(departmentTables[name])) {
      await database.query(`ANALYZE ${databaseSchema(name)}.${table}`);
    }
  }
}
