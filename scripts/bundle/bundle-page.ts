// Bundles one page with esbuild: scripts, styles and fonts under names that change with their content, and a gzipped twin of each.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import type { Page } from './page.js';

export interface BundleSize {
  /** Of everything that the page may load. */
  readonly bytes: number;
  readonly gzippedBytes: number;
  /** Of what it loads before it can be used, gzipped. */
  readonly firstLoadBytes: number;
}

/** What a bundle was made of; written beside it. */
interface Built extends BundleSize {
  readonly hash: string;
  /** From the project's root. */
  readonly inputs: readonly string[];
}

export interface Bundle extends BundleSize {
  /** Nothing it is made of has changed: it was left as it is. */
  readonly fresh: boolean;
}

const compress = promisify(gzip);

/** The folder that the gateway reads; a bundle is complete in it or not there. */
const outputFolder = join('dist', 'pages');

/**
 * What the pages' own modules import from elsewhere follows from the lock file, and how they are bundled from this code: to
 * hash the thousands of files under node_modules would take longer than to bundle.
 */
const common = [
  'package-lock.json',
  ...['bundle-page', 'page'].map((name) => `dist/scripts/bundle/${name}.js`),
];

/**
 * Leaves `dist/pages/<page>` and, beside it, `<page>.built.json`.
 * @throws Error with what esbuild says of the source
 */
export async function bundlePage(page: Page): Promise<Bundle> {
  const record = join(outputFolder, `${page.name}.built.json`);
  const before = await readBuilt(record);
  if (before && existsSync(join(outputFolder, page.name)) && (await hashOf(before.inputs)) === before.hash)
    return { ...before, fresh: true };
  await mkdir(outputFolder, { recursive: true });
  // On the side: who starts a gateway meanwhile finds the whole of the old one or of the new one.
  const folder = await mkdtemp(join(outputFolder, `.${page.name}-`));
  try {
    const { size, inputs } = await bundleInto(folder, page);
    const hash = await hashOf(inputs);
    if (hash === undefined) throw new Error(`${page.source} changed while it was bundled: run it again`);
    // mkdtemp makes it its owner's alone; the gateway may run as somebody else.
    await chmod(folder, 0o755);
    await replaceFolder(folder, join(outputFolder, page.name));
    await writeFile(record, JSON.stringify({ hash, inputs, ...size } satisfies Built));
    return { ...size, fresh: false };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Once more when somebody who bundles at the same time was faster. */
async function replaceFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
  } catch {
    await rm(to, { recursive: true, force: true });
    await rename(from, to);
  }
}

async function readBuilt(file: string): Promise<Built | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Built;
  } catch {
    return undefined;
  }
}

/** Undefined when one of them has gone. */
async function hashOf(files: readonly string[]): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for (const file of files) hash.update(`${file}\0`).update(await readFile(file));
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

async function bundleInto(
  folder: string,
  page: Page,
): Promise<{ size: BundleSize; inputs: readonly string[] }> {
  const options = buildOptions(folder);
  const main = await build({
    ...options,
    entryPoints: { main: join(page.source, 'main.tsx') },
    entryNames: '[name]-[hash]',
    splitting: true,
    metafile: true,
  });
  // Each alone and under its own name: they are asked for by address.
  const besides = await build({ ...options, entryPoints: { ...page.besides }, metafile: true });
  const template = join(page.source, 'index.html');
  const { script, styles, firstLoad } = readMetafile(main.metafile, folder);
  await writeFile(join(folder, 'index.html'), fillIn(await readFile(template, 'utf8'), page, script, styles));
  const inputs = { ...main.metafile.inputs, ...besides.metafile.inputs };
  const own = Object.keys(inputs).filter((input) => !input.includes('node_modules/'));
  return { size: await compressAll(folder, firstLoad), inputs: [...common, template, ...own] };
}

function buildOptions(folder: string): BuildOptions {
  return {
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    chunkNames: 'part-[hash]',
    assetNames: '[name]-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'file', '.graphql': 'text' },
    legalComments: 'linked',
    logLevel: 'silent',
  };
}

interface Entry {
  /** File names. */
  readonly script: string;
  readonly styles: string | undefined;
  readonly firstLoad: ReadonlySet<string>;
}

function readMetafile({ outputs }: Metafile, folder: string): Entry {
  const [entry, output] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith('main.tsx')) ?? [];
  if (entry === undefined || output === undefined) throw new Error('esbuild made no main.js');
  const nameOf = (path: string) => relative(folder, path);
  const firstLoad = new Set<string>();
  const visit = (path: string): void => {
    if (firstLoad.has(nameOf(path))) return;
    firstLoad.add(nameOf(path));
    for (const imported of outputs[path]?.imports ?? [])
      if (imported.kind === 'import-statement' && !imported.external) visit(imported.path);
  };
  visit(entry);
  if (output.cssBundle !== undefined) firstLoad.add(nameOf(output.cssBundle));
  return {
    script: nameOf(entry),
    styles: output.cssBundle === undefined ? undefined : nameOf(output.cssBundle),
    firstLoad,
  };
}

/** @throws Error when the template has no place for them */
function fillIn(
  template: string,
  { name, source }: Page,
  script: string,
  styles: string | undefined,
): string {
  const place = '<!-- bundle -->';
  if (!template.includes(place)) throw new Error(`${source}/index.html has no "${place}" in its head`);
  return template.replace(
    place,
    [
      ...(styles === undefined ? [] : [`<link rel="stylesheet" href="/${name}/${styles}" />`]),
      `<script type="module" src="/${name}/${script}"></script>`,
    ].join('\n    '),
  );
}

async function compressAll(folder: string, firstLoad: ReadonlySet<string>): Promise<BundleSize> {
  let [bytes, gzippedBytes, firstLoadBytes] = [0, 0, 0];
  for (const name of await readdir(folder)) {
    // Fonts and pictures are compressed by their own formats, licences are read by people.
    if (!/\.(?:js|css|html|ttf)$/.test(name)) continue;
    const content = await readFile(join(folder, name));
    const gzipped = await compress(content, { level: 9 });
    await writeFile(join(folder, `${name}.gz`), gzipped);
    bytes += content.length;
    gzippedBytes += gzipped.length;
    if (firstLoad.has(name) || name === 'index.html') firstLoadBytes += gzipped.length;
  }
  return { bytes, gzippedBytes, firstLoadBytes };
}
