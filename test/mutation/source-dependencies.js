// Tells Jest that a compiled file depends on its source: a mutant of gateway/x.ts then starts only the tests of dist/gateway/x.js.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

export function extract(code, file, defaultExtract) {
  const dependencies = defaultExtract(code, file, defaultExtract);
  const source = join(root, relative(join(root, 'dist'), file)).replace(/\.js$/, '.ts');
  if (source !== file && existsSync(source)) dependencies.add(relative(dirname(file), source));
  return dependencies;
}
