// Two gateways under a steady load while something is wrong with Redis: what failed, how long answers took, and how soon
// Redis is of use again.
import { setTimeout as wait } from 'node:timers/promises';
import type { GatewayPair } from './gateway-pair.js';
import { waitFor } from './redis-server.js';
import { percentile, type SteadyLoad } from './steady-load.js';

export interface SufferOptions {
  readonly pair: GatewayPair;
  readonly load: SteadyLoad;
  readonly lastsMs: number;
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

export interface Suffered {
  /** Requests of this time. */
  readonly requests: number;
  readonly failures: readonly string[];
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** From when the fault was over until Redis answered look-ups again in both processes. */
  readonly normalAfterMs: number;
}

/** Look-ups that Redis had an answer for. */
const found = /^yihao_cache_lookups_total\{.*outcome="far"/;

export async function suffer({ pair, load, lastsMs, begin, end }: SufferOptions): Promise<Suffered> {
  const fromMs = performance.now();
  await begin();
  await wait(lastsMs - (performance.now() - fromMs));
  const untilMs = performance.now();
  await end();
  const endedMs = performance.now();
  const before = await pair.count(found);
  await waitFor('Redis to be of use again', async () => (await pair.count(found)) > before, 10_000);
  const normalAfterMs = performance.now() - endedMs;
  return { ...describeLoad(load, fromMs, untilMs), normalAfterMs };
}

/** @returns of what was sent between the two */
export function describeLoad(
  load: SteadyLoad,
  fromMs: number,
  untilMs: number,
): Omit<Suffered, 'normalAfterMs'> {
  const during = load.answered.filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs < untilMs);
  const took = during.map(({ tookMs }) => tookMs);
  return {
    requests: during.length,
    failures: during.flatMap(({ failure }) => failure ?? []),
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
    maxMs: Math.max(...took),
  };
}
