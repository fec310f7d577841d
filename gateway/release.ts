// Which release this is.
import { readFileSync } from 'node:fs';

/** Version of the package, seen from the compiled code under `dist/`. */
export const release = readRelease();

function readRelease(): string {
  const file = new URL('../../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
  return version;
}
