// What doesn't show in a minute: `npm run soak -- [queries] [reloads]`, some five minutes each.
//
//   queries   20,000 distinct queries through the cap of compiled operations: how the heap grows after the first 5,000
//   reloads   100 reloads under load: failed requests, and how long the event loop stands still for one
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { startGateway, type Gateway } from '../../gateway/app.js';
import { readConfig } from '../../gateway/config.js';
import { createLogger } from '../../gateway/observability/logger.js';
import { composeBench } from './bench-site.js';
import { startProcess } from './child-process.js';
import type { DepartmentsReady } from './department-servers.js';
import { scenarios } from './scenarios.js';

const queries = { all: 20_000, settled: 5_000, connections: 8 } as const;
const reloads = { all: 100, connections: 8 } as const;

interface Site {
  readonly gateway: Gateway;
  readonly sdl: string;
  replaceSupergraph(sdl: string): Promise<void>;
  /** @throws Error for an answer with errors */
  ask(query: string): Promise<void>;
  stop(): Promise<void>;
}

async function startSite(connections: number): Promise<Site> {
  const departments = startProcess([fileURLToPath(new URL('department-servers.js', import.meta.url))]);
  const { urls } = await departments.nextMessage<DepartmentsReady>();
  const directory = mkdtempSync(join(tmpdir(), 'yihao-soak-'));
  const file = join(directory, 'supergraph.graphql');
  const sdl = composeBench(urls);
  writeFileSync(file, sdl);
  const gateway = await startGateway(
    readConfig({ ACCESS: 'open', PORT: '0', SUPERGRAPH: file, DEPARTMENT_TIMEOUT_MS: '30000' }),
    createLogger('error'),
  );
  const pool = new Pool(gateway.url, { connections });
  return {
    gateway,
    sdl,
    async replaceSupergraph(changed) {
      writeFileSync(`${file}.new`, changed);
      renameSync(`${file}.new`, file);
      await gateway.reload();
    },
    async ask(query) {
      const { statusCode, body } = await pool.request({
        path: '/graphql',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const text = await body.text();
      if (statusCode !== 200 || text.startsWith('{"errors"')) throw new Error(text.slice(0, 300));
    },
    async stop() {
      await pool.close();
      await gateway.stop();
      await departments.stop();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Heap in use once all that can be collected is, in KB. */
function heapKb(): number {
  if (!globalThis.gc) throw new Error('node should run with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1024;
}

async function soakQueries(): Promise<void> {
  const site = await startSite(queries.connections);
  let next = 0;
  const askUntil = async (last: number): Promise<void> => {
    while (next < last) {
      next += 1;
      await site.ask(`{ me { id name_${next}: name household { id members { n${next}: name } } } }`);
      if (next % 1_000 === 0) process.stderr.write(`${next} queries\n`);
    }
  };
  const askAll = (last: number) =>
    Promise.all(Array.from({ length: queries.connections }, () => askUntil(last)));
  await askAll(queries.settled);
  const settledKb = heapKb();
  await askAll(queries.all);
  const endKb = heapKb();
  const slope = (endKb - settledKb) / (queries.all - queries.settled);
  process.stdout.write(
    `${queries.all} distinct queries: heap ${Math.round(settledKb / 1024)} MB after ${queries.settled}, ` +
      `${Math.round(endKb / 1024)} MB at the end, ${slope.toFixed(3)} KB a query\n`,
  );
  await site.stop();
}

async function soakReloads(): Promise<void> {
  const site = await startSite(reloads.connections);
  const page = scenarios[0]?.query ?? '';
  await site.ask(page);
  let answered = 0;
  const failures: string[] = [];
  let running = true;
  const clients = Array.from({ length: reloads.connections }, async () => {
    while (running)
      await site.ask(page).then(
        () => (answered += 1),
        (error: unknown) => failures.push(String(error)),
      );
  });
  const stalls: number[] = [];
  for (let index = 0; index < reloads.all; index += 1) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await site.replaceSupergraph(`${site.sdl}\n# ${index}\n`);
    delay.disable();
    stalls.push(delay.max / 1e6);
    process.stderr.write(`${index + 1} reloads, ${answered} answers, ${failures.length} failures\n`);
  }
  running = false;
  await Promise.all(clients);
  stalls.sort((a, b) => a - b);
  const at = (share: number): string => (stalls[Math.floor(share * (stalls.length - 1))] ?? NaN).toFixed(0);
  process.stdout.write(
    `${reloads.all} reloads under load: ${answered} answers, ${failures.length} failures; the event loop stands still ` +
      `${at(0.5)} ms (median), ${at(1)} ms (worst)\n${failures.slice(0, 3).join('\n')}\n`,
  );
  await site.stop();
}

const soaks = { queries: soakQueries, reloads: soakReloads };
const chosen = process.argv.slice(2);
for (const [name, soak] of Object.entries(soaks))
  if (chosen.length === 0 || chosen.includes(name)) await soak();
