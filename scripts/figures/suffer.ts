// Two gateways under a steady load while something is wrong with Redis: what failed, how long answers took compared with just
// before, and how soon Redis is of use again.
import { setTimeout as wait } from 'node:timers/promises';
import type { GatewayPair } from './gateway-pair.js';
import { waitFor } from './redis-server.js';
import { percentile, type SteadyLoad } from './steady-load.js';

export interface SufferOptions {
  readonly pair: GatewayPair;
  readonly load: SteadyLoad;
  /** Of the fault, and of the time before it that it is compared with. */
  readonly lastsMs: number;
  /** How often, one after the other: a few hundred requests have a p99 that moves by 30 ms without any fault. */
  readonly rounds: number;
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** What became of the requests of some time. */
export interface Fared {
  readonly requests: number;
  readonly failures: readonly string[];
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface Suffered extends Fared {
  /** Just before. */
  readonly well: Fared;
  /** From when the fault was over until Redis answered look-ups again in both processes; the longest of all rounds. */
  readonly normalAfterMs: number;
}

/** From, until, as `performance.now()`. */
export type Period = readonly [fromMs: number, untilMs: number];

/** Look-ups that Redis had an answer for. */
const found = /^yihao_cache_lookups_total\{.*outcome="far"/;
/** Until the next round: what the last one left to be done is no part of it. */
const restMs = 2_000;

export async function suffer({ pair, load, lastsMs, rounds, begin, end }: SufferOptions): Promise<Suffered> {
  const well: Period[] = [];
  const during: Period[] = [];
  let normalAfterMs = 0;
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await wait(restMs);
    well.push(await periodOf(() => wait(lastsMs)));
    during.push(
      await periodOf(async () => {
        const startedMs = performance.now();
        await begin();
        await wait(lastsMs - (performance.now() - startedMs));
      }),
    );
    await end();
    const [endedMs, normalMs] = await periodOf(async () => {
      const before = await pair.count(found);
      await waitFor('Redis to be of use again', async () => (await pair.count(found)) > before, 10_000);
    });
    normalAfterMs = Math.max(normalAfterMs, normalMs - endedMs);
  }
  return { ...describeLoad(load, during), well: describeLoad(load, well), normalAfterMs };
}

async function periodOf(action: () => Promise<unknown>): Promise<Period> {
  const fromMs = performance.now();
  await action();
  return [fromMs, performance.now()];
}

/** Of what was sent in any of these periods. */
export function describeLoad(load: SteadyLoad, periods: readonly Period[]): Fared {
  const sent = load.answered.filter(({ sentAtMs }) =>
    periods.some(([fromMs, untilMs]) => sentAtMs >= fromMs && sentAtMs < untilMs),
  );
  const took = sent.map(({ tookMs }) => tookMs);
  return {
    requests: sent.length,
    failures: sent.flatMap(({ failure }) => failure ?? []),
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
    maxMs: Math.max(...took),
  };
}
