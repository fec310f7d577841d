// The second half of `npm run build`: bundles the mini-program, and the pages for browsers if what they are made of has changed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleMiniProgram } from './bundle/bundle-mini-program.js';
import { bundlePage, type BundleSize } from './bundle/bundle-page.js';
import { pages, type Page } from './bundle/page.js';

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1_024)} KB`;

function sizeOf({ bytes, gzippedBytes, firstLoadBytes }: BundleSize): string {
  return `${kilobytes(bytes)}, ${kilobytes(gzippedBytes)} gzipped, of which ${kilobytes(firstLoadBytes)} come first`;
}

/** @throws Error in one line for a page that weighs too much */
async function bundle(page: Page): Promise<void> {
  if (!existsSync(join(page.source, 'main.tsx'))) return;
  const bundled = await bundlePage(page);
  if (!bundled.fresh) process.stderr.write(`Bundled the ${page.name}: ${sizeOf(bundled)}\n`);
  const { maxFirstLoadBytes } = page;
  if (maxFirstLoadBytes !== undefined && bundled.firstLoadBytes > maxFirstLoadBytes) {
    throw new Error(
      `The ${page.name} loads ${kilobytes(bundled.firstLoadBytes)} gzipped before it can be used; ` +
        `at most ${kilobytes(maxFirstLoadBytes)} are allowed: import less, or later by import().`,
    );
  }
}

async function main(): Promise<void> {
  for (const page of pages) await bundle(page);
  await bundleMiniProgram(join('dist', 'pages', 'mini-program'));
}

await main().catch((error: unknown) => {
  process.stderr.write(`yihao: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
