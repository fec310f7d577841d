// Keeps a folder of generated files as it should be: writes what differs, removes what nothing is made of any more.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface FolderChanges {
  /** To write, from the folder. */
  readonly stale: readonly string[];
  /** To remove. */
  readonly left: readonly string[];
}

/** @param files name from the folder → content */
export function compareFolder(folder: string, files: ReadonlyMap<string, string>): FolderChanges {
  const present = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, '/').length))
    : [];
  return {
    stale: [...files].filter(([file, content]) => read(join(folder, file)) !== content).map(([file]) => file),
    left: present.filter((file) => !files.has(file)),
  };
}

export function changeFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  { stale, left }: FolderChanges,
): void {
  for (const file of stale) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), files.get(file) ?? '');
  }
  for (const file of left) rmSync(join(folder, file));
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
