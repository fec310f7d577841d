// The operations that clients have registered: read from manifests at the start, and again whenever one of them changes.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BadManifest, maxManifestBytes, readManifest, type RegisteredOperation } from './read-manifest.js';

export interface OperationRegistry {
  /** @param hash SHA-256 of an operation's text, hexadecimal */
  find(this: void, hash: string): RegisteredOperation | undefined;
  readonly all: readonly RegisteredOperation[];
  /** Looks at once whether a manifest was added, changed or taken away; otherwise this happens every second. */
  look(): Promise<void>;
  /**
   * For after the schema has changed: says in the log which operations don't fit any more, which are answered with errors, and
   * reads again what was refused.
   */
  recheck(): Promise<void>;
  stop(): void;
}

export interface OperationRegistryOptions {
  /** Files, and directories in which every `*.json` is a manifest. */
  readonly manifests: readonly string[];
  /** The one without which the start stops. */
  readonly indispensable: string | undefined;
  /** What is wrong with an operation; undefined where nothing is. */
  readonly problemOf: (operation: RegisteredOperation) => string | undefined;
  readonly logger: Logger;
  /** Called with all operations when they are others than before. */
  readonly onChange: (operations: readonly RegisteredOperation[]) => void;
}

/** Polled, not watched: mounted configuration is swapped by symbolic links, which no watch of a file sees. */
const intervalMs = 1_000;
const maxManifests = 100;
/** Of all manifests together; they are validated one a turn of the event loop, some 2 ms each. */
const maxOperations = 2_000;

/** A manifest as it was seen last. */
interface Manifest {
  /** What of the file would change with it, or why it can't be read. */
  readonly mark: string;
  readonly isRefused: boolean;
  readonly operations: readonly RegisteredOperation[];
}

/** @throws BadManifest when the indispensable one isn't taken */
export async function createOperationRegistry(options: OperationRegistryOptions): Promise<OperationRegistry> {
  const { logger, problemOf, indispensable } = options;
  let manifests: ReadonlyMap<string, Manifest> = new Map();
  let byHash: ReadonlyMap<string, RegisteredOperation> = new Map();
  let isOpen = false;
  const listFiles = createLister(options.manifests, logger);

  /** @throws BadManifest */
  const read = async (file: string, others: number): Promise<readonly RegisteredOperation[]> => {
    const operations = await readFileWithin(file);
    if (others + operations.length > maxOperations)
      throw new BadManifest(`all manifests together have more than ${maxOperations} operations`);
    for (const operation of operations) {
      await nextTurn();
      const problem = problemOf(operation);
      if (problem !== undefined) throw new BadManifest(problem, operation.name);
    }
    return operations;
  };

  const refuse = (file: string, error: unknown): void => {
    const bad = error instanceof BadManifest ? error : new BadManifest(`it can't be read (${codeOf(error)})`);
    // Later it may have left its directory and come back: nobody is there to catch what is thrown then.
    if (file === indispensable && !isOpen) throw new BadManifest(`${file}: ${bad.message}`);
    const { reason, operation } = bad;
    logger.error(
      { file, ...(operation !== undefined && { operation }), reason },
      'manifest refused: what it registered before stays',
    );
  };

  const look = async (again = false): Promise<void> => {
    const next = new Map<string, Manifest>();
    let hasChanged = false;
    for (const file of await listFiles()) {
      const before = manifests.get(file);
      const mark = await markOf(file);
      if (before?.mark === mark && !(again && before.isRefused)) {
        next.set(file, before);
        continue;
      }
      try {
        const operations = await read(file, countOf(next));
        next.set(file, { mark, isRefused: false, operations });
        hasChanged = true;
        logger.info({ file, operations: operations.length }, 'manifest read');
      } catch (error) {
        refuse(file, error);
        next.set(file, { mark, isRefused: true, operations: before?.operations ?? [] });
      }
    }
    for (const file of manifests.keys()) {
      if (next.has(file)) continue;
      hasChanged = true;
      logger.info({ file }, 'manifest taken away: what it registered is not any more');
    }
    manifests = next;
    if (!hasChanged) return;
    byHash = new Map([...next.values()].flatMap(({ operations }) => operations.map((one) => [one.id, one])));
    options.onChange([...byHash.values()]);
  };

  await look();
  isOpen = true;
  // One after the other, and none more than once ahead.
  let looking = Promise.resolve();
  let isNextAhead = false;
  const lookNext = (again = false): Promise<void> => {
    if (isNextAhead && !again) return looking;
    isNextAhead = true;
    looking = looking.then(() => {
      isNextAhead = false;
      return look(again);
    });
    return looking;
  };
  const timer = setInterval(() => void lookNext(), intervalMs).unref();
  return {
    find: (hash) => byHash.get(hash),
    get all() {
      return [...byHash.values()];
    },
    look: () => lookNext(),
    async recheck() {
      for (const operation of byHash.values()) {
        await nextTurn();
        const reason = problemOf(operation);
        if (reason !== undefined)
          logger.error({ operation: operation.name, reason }, 'registered operation does not fit any more');
      }
      await lookNext(true);
    },
    stop: () => clearInterval(timer),
  };
}

function countOf(manifests: ReadonlyMap<string, Manifest>): number {
  let count = 0;
  for (const { operations } of manifests.values()) count += operations.length;
  return count;
}

/** A directory that can't be read has what it had: its files aren't taken for taken away. */
function createLister(places: readonly string[], logger: Logger): () => Promise<readonly string[]> {
  const listed = new Map<string, readonly string[]>();
  let hasTooMany = false;
  const list = async (place: string): Promise<readonly string[]> => {
    try {
      const names = (await stat(place)).isDirectory() ? await readdir(place) : undefined;
      const files = names?.filter((name) => /^[^.].*\.json$/.test(name)).sort();
      listed.set(place, files ? files.map((name) => join(place, name)) : [place]);
    } catch {
      if (!listed.has(place)) listed.set(place, [place]);
    }
    return listed.get(place) ?? [];
  };
  return async () => {
    const files = [...new Set((await Promise.all(places.map(list))).flat())];
    if (files.length > maxManifests !== hasTooMany) {
      hasTooMany = !hasTooMany;
      if (hasTooMany)
        logger.error({ manifests: files.length }, `only the first ${maxManifests} manifests are read`);
    }
    return files.slice(0, maxManifests);
  };
}

/** @throws BadManifest, or Error of the file system */
async function readFileWithin(file: string): Promise<readonly RegisteredOperation[]> {
  const one = await stat(file);
  // A pipe that nobody writes into would keep the registry waiting for good; a device may have no end.
  if (!one.isFile()) throw new BadManifest('it is no file');
  if (one.size > maxManifestBytes)
    throw new BadManifest(`it is larger than ${maxManifestBytes / 1_048_576} MiB`);
  return readManifest(await readFile(file, 'utf8'));
}

async function markOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
