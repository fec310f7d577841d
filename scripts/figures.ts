// Measures the city on this machine and prints the table of the README. Linux alone (it reads /proc).
//
//   npm run figures [-- --only page,cold,faults,failover,stolen]
//
// `page`: start, memory and the citizen's page, a minute; the others are the cache's: many who find it empty, whatever can be
// wrong with Redis under load, and what a thief of Redis could read of 10,000 citizens, some ten minutes. DATABASE_URL names a
// PostgreSQL; without it the departments have PGlite.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { schemaFile } from '../schema/files.js';
import { startCity, type City } from './city/city.js';
import { cacheFigures, cacheParts, type CachePart, type Row } from './figures/cache-figures.js';
import { loginCitizen } from './issuer/login.js';

const citizens = 2_000;
const warmUpRequests = 300;
const requests = 1_000;
/** Clock ticks of /proc a second: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Measured {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
  readonly gatewayCpuMs: number;
}

/** Sends `count` requests over `connections` and times each from sending to the last byte. */
async function measure(
  city: City,
  tokens: readonly string[],
  query: string,
  connections: number,
  count: number,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const body = JSON.stringify({ query });
  const times: number[] = [];
  const cpuBefore = cpuSeconds(city);
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) {
        const token = tokens[next++ % tokens.length] ?? '';
        const sent = performance.now();
        await post(`${city.gatewayUrl ?? ''}/graphql`, body, token, agent);
        times.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    p50Ms: times[Math.floor(times.length * 0.5)] ?? NaN,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? NaN,
    perSecond: times.length / seconds,
    gatewayCpuMs: ((cpuSeconds(city) - cpuBefore) * 1000) / times.length,
  };
}

function post(url: string, body: string, token: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode === 200 && !text.includes('"errors"')) resolve();
          else reject(new Error(`The gateway answered ${response.statusCode ?? ''}: ${text.slice(0, 200)}`));
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** User and system time of the gateway's process so far (proc(5), fields 14 and 15 of stat). */
function cpuSeconds({ processes }: City): number {
  const stat = readFileSync(`/proc/${processes['gateway'] ?? 'self'}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident set and its peak, in MB. */
function memory(pid: number): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return `${megabytes('VmRSS')} MB, at most ${megabytes('VmHWM')} MB`;
}

async function pageFigures(databaseUrl: string | undefined): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'yihao-figures-'));
  const started = performance.now();
  const city = await startCity({
    citizens,
    seed: 1,
    databaseUrl,
    dataDirectory: join(directory, 'city'),
    grantsFile: join(directory, 'grants.json'),
    ports: 'free',
    withGateway: true,
  });
  const startSeconds = (performance.now() - started) / 1000;
  try {
    const tokens = await Promise.all(
      city.personas.map(async ({ key }) => (await loginCitizen(city.issuer.url, { who: key })).accessToken),
    );
    const page = readFileSync(schemaFile('operations/citizen-page.graphql'), 'utf8');
    await measure(city, tokens, page, 1, warmUpRequests);
    const alone = await measure(city, tokens, page, 1, requests);
    const ten = await measure(city, tokens, page, 10, requests);
    return [
      [`Start with ${citizens} citizens to seed`, `${startSeconds.toFixed(1)} s`],
      ["Citizen's page, one at a time", describe(alone)],
      ["Citizen's page, ten at a time", describe(ten)],
      ...Object.entries(city.processes).map(([name, pid]): Row => [`Memory of ${name}`, memory(pid)]),
    ];
  } finally {
    await city.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function describe({ p50Ms, p99Ms, perSecond, gatewayCpuMs }: Measured): string {
  return `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, ${perSecond.toFixed(0)}/s, ${gatewayCpuMs.toFixed(2)} ms of the gateway's CPU each`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const chosen = values.only?.split(',');
  const isChosen = (part: string): boolean => chosen?.includes(part) ?? true;
  const parts = (Object.keys(cacheParts) as CachePart[]).filter(isChosen);
  const databaseUrl = process.env['DATABASE_URL'];
  const load = loadavg()[0]?.toFixed(1) ?? '';
  const rows: Row[] = [
    [
      'Machine',
      `${cpus().length} cores, load ${load}, Node ${process.versions.node}, ${databaseUrl ? 'PostgreSQL' : 'PGlite'}`,
    ],
    ...(isChosen('page') ? await pageFigures(databaseUrl) : []),
    ...(parts.length > 0 ? await cacheFigures(databaseUrl, parts) : []),
  ];
  const lines = rows.map(([what, figure]) => `| ${what} | ${figure} |`);
  process.stdout.write(`| measured | figure |\n|---|---|\n${lines.join('\n')}\n`);
}

await main();
