// Type-checks the pages for browsers and the mini-program, which have compiler options of their own; part of `npm run check`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { miniProgramSource } from './bundle/bundle-mini-program.js';
import { pages } from './bundle/page.js';

const compiler = join('node_modules', 'typescript', 'bin', 'tsc');

for (const source of [...pages.map((page) => page.source), miniProgramSource]) {
  const project = join(source, 'tsconfig.json');
  if (!existsSync(project)) continue;
  const { status } = spawnSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
