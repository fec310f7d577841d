// Measures gateways in turns, so that what else the machine does in the meantime meets all of them.
import { cpuMs } from './child-process.js';
import type { GatewayName } from './gateways.js';
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
  /** CPU of the gateway's process a request, at its peak. */
  readonly cpuMs: number;
  /** Requests a second at which the latencies are measured. */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
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
  const peaks: { target: PreparedTarget; peak: Load & { cpuMs: number } }[] = [];
  for (const target of targets)
    peaks.push({ target, peak: await withCpu(target, () => saturate(target, { connections, seconds })) });
  const rate = halfOfStock(peaks.map(({ target, peak }) => [target.gateway.name, peak.perSecond]));
  const samples: Sample[] = [];
  for (const { target, peak } of peaks) {
    const { p50Ms, p99Ms } = await sendAtRate(target, rate, seconds);
    const { perSecond, cpuMs } = peak;
    samples.push({ gateway: target.gateway.name, perSecond, cpuMs, rate, p50Ms, p99Ms });
  }
  return samples;
}

async function withCpu(
  { gateway }: PreparedTarget,
  run: () => Promise<Load>,
): Promise<Load & { cpuMs: number }> {
  const before = cpuMs(gateway.process);
  const load = await run();
  return { ...load, cpuMs: (cpuMs(gateway.process) - before) / load.requests };
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
