// The embedded default: PostgreSQL as WebAssembly in this process, one instance for every department in it.
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type Transaction as PgliteTransaction } from '@electric-sql/pglite';
import { DatabaseUnavailable, type Database, type Queryable } from './database.js';
import { valueParsers } from './postgres.js';
import { systemErrorCode } from './system-error.js';

/**
 * Opens (or makes) the database in `directory`; in memory when none is given.
 *
 * Two processes that open one directory diverge without noticing, so a lock file refuses the second.
 * PGlite does not fsync: never the store of anything that has to survive a power cut.
 * @throws DatabaseUnavailable when another process has it open
 */
export async function openPglite(directory?: string): Promise<Database> {
  const unlock = directory === undefined ? async () => undefined : await lock(directory);
  const pglite = await PGlite.create({
    ...(directory && { dataDir: join(directory, 'data') }),
    parsers: valueParsers,
  });
  return {
    ...queryable(pglite),
    transaction: (work) =>
      pglite.transaction((tx) =>
        work({
          ...queryable(tx),
          // COPY FROM STDIN hangs PGlite; its /dev/blob is the same protocol fed from memory.
          async copy(table, columns, text) {
            await tx.query(`COPY ${table} (${columns.join(', ')}) FROM '/dev/blob'`, [], {
              blob: new Blob([text]),
            });
          },
        }),
      ),
    async close() {
      await pglite.close();
      await unlock();
    },
  };
}

function queryable(client: PGlite | PgliteTransaction): Queryable {
  return {
    async query<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      const result = await client.query<Row>(sql, [...parameters]);
      return result.rows;
    },
    async script(sql) {
      await client.exec(sql);
    },
  };
}

async function lock(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'lock');
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    const holder = Number(await readFile(file, 'utf8'));
    if (holder !== process.pid && isRunning(holder)) {
      throw new DatabaseUnavailable(
        `The embedded database in ${directory} is open in process ${holder}. Stop that one first, or set DATABASE_URL to a PostgreSQL server, which several processes can share.`,
      );
    }
    await rm(file, { force: true });
    return lock(directory);
  }
  return () => rm(file, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
