// Builds the sample mini-program: what WeChat's developer tools open, a script a page beside its markup.
import { cp, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { build } from 'esbuild';

export const miniProgramSource = join('schema', 'samples', 'mini-program');
/** Whatever else is in the folder is for whoever writes the program. */
const copied = ['.json', '.wxml', '.wxss'];

/** @throws Error with what esbuild says of the source */
export async function bundleMiniProgram(folder: string): Promise<void> {
  const { pages } = JSON.parse(await readFile(join(miniProgramSource, 'app.json'), 'utf8')) as {
    pages: string[];
  };
  await build({
    entryPoints: ['app', ...pages].map((name) => join(miniProgramSource, `${name}.ts`)),
    outbase: miniProgramSource,
    outdir: folder,
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    // Phones run it on engines of their own, some of them old.
    target: 'es2018',
    charset: 'utf8',
    logLevel: 'silent',
  });
  await cp(miniProgramSource, folder, {
    recursive: true,
    filter: (path) =>
      extname(path) === '' || (copied.includes(extname(path)) && basename(path) !== 'tsconfig.json'),
  });
}
