// A lock between the processes of one machine: a file that exists while somebody holds it.
import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { systemErrorCode } from './system-error.js';

export interface FileLock {
  /** False when the lock was taken for stale and given to somebody else: what was read under it may be old. */
  held(): Promise<boolean>;
  release(): Promise<void>;
}

/** Others waited for the lock longer than anything done under it takes. */
export class FileLocked extends Error {
  override readonly name = 'FileLocked';
}

/** What is done under the lock takes milliseconds; a holder this old has hung, or its process id is another's by now. */
const staleMs = 10_000;
const waitMs = 15_000;

const holderSchema = z.object({ host: z.string(), pid: z.int().min(1) });

/** @throws FileLocked after 15 s */
export async function lockFile(file: string): Promise<FileLock> {
  const own = JSON.stringify({ host: hostname(), pid: process.pid, nonce: randomUUID() });
  const deadline = performance.now() + waitMs;
  while (!(await create(file, own))) {
    if (performance.now() > deadline) throw new FileLocked(`${file} has been there for too long`);
    // Processes that wait at the same pace would collide again and again.
    if (!(await removeStale(file))) await wait(5 + Math.random() * 15);
  }
  const held = async (): Promise<boolean> => (await read(file)) === own;
  return {
    held,
    release: async () => {
      if (await held()) await rm(file, { force: true });
    },
  };
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Whether a stale lock was removed. Of those who find it stale one removes it, and looks again first: otherwise a slow one
 * would remove the lock that a quick one has taken since.
 */
async function removeStale(file: string): Promise<boolean> {
  if (!(await isStale(file))) return false;
  const remover = `${file}.remover`;
  if (!(await create(remover, ''))) {
    if (await isOld(remover)) await rm(remover, { force: true });
    return false;
  }
  try {
    if (!(await isStale(file))) return false;
    await rm(file, { force: true });
    return true;
  } finally {
    await rm(remover, { force: true });
  }
}

/** Process ids tell only on the machine that gave them: of another's and of half-written locks it is the age. */
async function isStale(file: string): Promise<boolean> {
  const content = await read(file);
  if (content === undefined) return false;
  const holder = holderSchema.safeParse(parseJson(content)).data;
  return (holder?.host === hostname() && !isRunning(holder.pid)) || isOld(file);
}

async function isOld(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs > staleMs;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return systemErrorCode(error) === 'EPERM';
  }
}
