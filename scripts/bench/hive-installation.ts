// Hive Gateway, installed on first use from scripts/bench/hive: it brings half a gigabyte that nothing else here needs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** In the sources: the compiled code has no package.json of Hive's. */
export const hiveDirectory = fileURLToPath(new URL('../../../scripts/bench/hive', import.meta.url));
export const hiveCommand = `${hiveDirectory}/node_modules/@graphql-hive/gateway/dist/bin.js`;

/** Whether Hive Gateway can be started; installs what the lock file says when it is missing. */
export function ensureHive(): boolean {
  if (existsSync(hiveCommand)) return true;
  process.stderr.write(`Installing Hive Gateway in ${hiveDirectory} (once, half a gigabyte) …\n`);
  // Nothing of it needs its install scripts, and an unreachable registry should be noticed soon.
  const { status } = spawnSync(
    'npm',
    ['ci', '--prefix', hiveDirectory, '--ignore-scripts', '--fetch-retries=1', '--loglevel=error'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return status === 0 && existsSync(hiveCommand);
}
