// Measures gateways in turns, so that what else the machine does in the meantime meets all of them.
import { cpuMs } from './child-process.js';
import { countLookUps, since, type LookUpCounts } from './count-look-ups.js';
import type { BenchGateway, GatewayName } from './gateways.js';
import { saturate, sendAtRate, type Load } from './load.js';
import type { PreparedScenario, PreparedTarget } from './prepare-targets.js';

export interface MeasureOptions {
  readonly rounds: number;
  /** Of each single measurement. */
  readonly seconds: number;
  readonly connections: number;
}

/** One gateway in one round of one scenario. */
export interface Sample {
  readonly gateway: GatewayName;
  readonly perSecond: number;
  /** CPU of the gateway's processes a request, at its peak. */
  readonly cpuMs: number;
  /** Requests a second at which the latencies are measured. */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of each process, at its peak; undefined for gateways that don't count them. */
  readonly lookUps: readonly LookUpCounts[] | undefined;
}

/** By then V8 has optimised what runs often; on a machine that is busy or slow the time comes first. */
const warmUp = { maxRequests: 3_000, seconds: 8 };

/** Samples of a scenario; each inner list is a round. */
export async function measureScenario(
  { targets }: PreparedScenario,
  options: MeasureOptions,
): Promise<Sample[][]> {
  for (const target of targets) await saturate(target, { connections: options.connections, ...warmUp });
  const rounds: Sample[][] = [];
  for (let round = 0; round < options.rounds; round++)
    rounds.push(await measureRound(rotated(targets, round), options));
  return rounds;
}

/** All at their peaks first: half of stock's is the rate at which all answer then. */
async function measureRound(
  targets: readonly PreparedTarget[],
  { connections, seconds }: MeasureOptions,
): Promise<Sample[]> {
  const peaks: { target: PreparedTarget; peak: Peak }[] = [];
  for (const target of targets) {
    await freshen(target);
    peaks.push({ target, peak: await withCosts(target, () => saturate(target, { connections, seconds })) });
  }
  const rate = halfOfStock(peaks.map(({ target, peak }) => [target.gateway.name, peak.perSecond]));
  const samples: Sample[] = [];
  for (const { target, peak } of peaks) {
    await freshen(target);
    const { p50Ms, p99Ms } = await sendAtRate(target, rate, seconds);
    const { perSecond, cpuMs, lookUps } = peak;
    samples.push({ gateway: target.gateway.name, perSecond, cpuMs, rate, p50Ms, p99Ms, lookUps });
  }
  return samples;
}

interface Peak extends Load, Pick<Sample, 'cpuMs' | 'lookUps'> {}

/** While others are measured, what a gateway keeps ages: everybody asks once before it is its turn again. */
async function freshen(target: PreparedTarget): Promise<void> {
  const { callers, urls } = target;
  if (callers.kind !== 'citizens') return;
  const maxRequests = callers.citizens.length * urls.length;
  await saturate(target, { connections: freshenConnections, seconds: Infinity, maxRequests });
}

const freshenConnections = 8;

async function withCosts({ gateway }: PreparedTarget, run: () => Promise<Load>): Promise<Peak> {
  const lookUpsBefore = await lookUpsOf(gateway);
  const before = cpuOf(gateway);
  const load = await run();
  const cpu = (cpuOf(gateway) - before) / load.requests;
  const lookUps = (await lookUpsOf(gateway))?.map((after, index) =>
    since(lookUpsBefore?.[index] ?? {}, after),
  );
  return { ...load, cpuMs: cpu, lookUps };
}

function cpuOf({ instances }: BenchGateway): number {
  return instances.reduce((all, { process }) => all + cpuMs(process), 0);
}

async function lookUpsOf({ instances, countsLookUps }: BenchGateway): Promise<LookUpCounts[] | undefined> {
  return countsLookUps ? Promise.all(instances.map(({ url }) => countLookUps(url))) : undefined;
}

/** Where stock isn't measured, the slowest one's. */
function halfOfStock(peaks: readonly (readonly [GatewayName, number])[]): number {
  const stock = peaks.find(([name]) => name === 'stock')?.[1];
  return (stock ?? Math.min(...peaks.map(([, perSecond]) => perSecond))) / 2;
}

/** Another one begins in each round. */
function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
