// Bureaus and grants in one JSON file: for a single machine, where no database is at hand.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { lockFile } from './file-lock.js';
import { GrantStoreUnavailable, type GrantStore } from './grant-store.js';
import { BadStoredGrants, noGrants, parseStoredGrants, type StoredGrants } from './stored-grants.js';
import { systemErrorCode, systemErrorReason } from './system-error.js';

/**
 * A file that isn't there is a store without bureaus: everybody is denied. The folder is made at the first change.
 * Readers never wait: a change appears as a whole, by renaming.
 */
export function createFileGrantStore(file: string): GrantStore {
  const path = resolve(file);
  return {
    load: async () => parse(await readText(path), path),
    // The content itself: file times are too coarse for two changes in a row.
    version: async () => {
      const text = await readText(path);
      return text === undefined ? 'none' : createHash('sha256').update(text).digest('base64url');
    },
    change: (change) => changeFile(path, change),
    close: async () => undefined,
  };
}

async function changeFile<T>(
  path: string,
  change: (stored: StoredGrants) => { stored: StoredGrants; result: T },
): Promise<T> {
  await reaching(path, () => mkdir(dirname(path), { recursive: true }));
  for (;;) {
    const lock = await reaching(path, () => lockFile(`${path}.lock`));
    try {
      const { stored, result } = change(parse(await readText(path), path));
      const text = `${JSON.stringify(parseStoredGrants(stored, path), null, 2)}\n`;
      if (await reaching(path, () => replace(path, text, () => lock.held()))) return result;
    } finally {
      await reaching(path, () => lock.release());
    }
  }
}

/** Writes beside the file, then takes its place; false, and nothing is changed, when `mayReplace` says no at the end. */
async function replace(path: string, text: string, mayReplace: () => Promise<boolean>): Promise<boolean> {
  const beside = `${path}.${randomUUID()}`;
  try {
    await writeDurably(beside, text);
    if (!(await mayReplace())) return false;
    await rename(beside, path);
    // The new name survives a power cut only when the folder is written too.
    await sync(dirname(path));
    return true;
  } finally {
    await rm(beside, { force: true });
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Undefined when there is no such file. @throws GrantStoreUnavailable */
async function readText(path: string): Promise<string | undefined> {
  return reaching(path, async () => {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  });
}

function parse(text: string | undefined, path: string): StoredGrants {
  if (text === undefined) return noGrants;
  try {
    return parseStoredGrants(JSON.parse(text), path);
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadStoredGrants(path, ['the document must be JSON']);
    throw error;
  }
}

async function reaching<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = systemErrorReason(cause);
    throw new GrantStoreUnavailable(`The grants file ${path} can't be used: ${reason}`, { cause });
  }
}
