// A PostgreSQL server of the tests' own, in a temporary directory and on a free port, so that they may kill it.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { freePort } from '../../scripts/city/free-port.js';
import { connectPostgres } from '../../subgraphs/kit/postgres.js';
import type { Database } from '../../subgraphs/kit/database.js';

export { freePort };

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an empty server. @throws Error that says how to install PostgreSQL where it isn't */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPrograms();
  const directory = mkdtempSync(join(tmpdir(), 'yihao-postgres-'));
  const account = unprivilegedAccount();
  if (account) chownSync(directory, account.uid, account.gid);
  execFileSync(
    join(programs, 'initdb'),
    ['-D', join(directory, 'data'), '-U', 'yihao', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    {
      stdio: 'pipe',
      ...account,
    },
  );
  const port = await freePort();
  const server = spawn(
    join(programs, 'postgres'),
    [
      '-D',
      join(directory, 'data'),
      '-p',
      String(port),
      '-k',
      directory,
      '-h',
      '127.0.0.1',
      '-c',
      'fsync=off',
      '-c',
      'shared_buffers=256MB',
      '-c',
      'max_wal_size=2GB',
    ],
    { stdio: 'ignore', ...account },
  );
  const url = `postgres://yihao@127.0.0.1:${port}/postgres`;
  await waitUntilAnswering(url);
  return {
    url,
    async stop() {
      server.kill('SIGINT');
      if (server.exitCode === null) await once(server, 'exit');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function findPrograms(): string {
  const installed = '/usr/lib/postgresql';
  const candidates = existsSync(installed)
    ? readdirSync(installed)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(installed, version, 'bin'))
    : [];
  try {
    candidates.push(
      execFileSync('pg_config', ['--bindir'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim(),
    );
  } catch {
    // pg_config comes with development packages only; the usual places are tried above.
  }
  const found = candidates.find((programs) => existsSync(join(programs, 'initdb')));
  if (!found) {
    throw new Error(
      'These tests need the PostgreSQL server programs: `apt-get install postgresql` on Debian, `brew install postgresql` on macOS.',
    );
  }
  return found;
}

/** initdb refuses root: then the programs run as the `postgres` account that their package made. */
function unprivilegedAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function waitUntilAnswering(url: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      const database: Database = await connectPostgres(url);
      await database.close();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
