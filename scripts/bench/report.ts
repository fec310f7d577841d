// Medians over the rounds, and the tables they are read in.
import { formatTable } from '../format-table.js';
import { peakMemoryMb } from './child-process.js';
import { gatewayNames, type BenchGateway, type GatewayName } from './gateways.js';
import type { Sample } from './measure.js';
import type { PreparedScenario } from './prepare-targets.js';

export interface GatewayFigures {
  readonly gateway: GatewayName;
  readonly fetches: number;
  readonly perSecond: number;
  readonly cpuMs: number;
  /** Times less CPU a request than stock and than Hive; undefined where these weren't measured. */
  readonly stockOverOwn: number | undefined;
  readonly hiveOverOwn: number | undefined;
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface ScenarioFigures {
  readonly name: string;
  readonly title: string;
  readonly answerBytes: number;
  readonly gateways: readonly GatewayFigures[];
  /** What the medians are of, round by round. */
  readonly rounds: readonly (readonly Sample[])[];
}

export function summarize(
  { scenario, targets }: PreparedScenario,
  rounds: readonly (readonly Sample[])[],
): ScenarioFigures {
  const gateways = gatewayNames.flatMap((name) => {
    const target = targets.find(({ gateway }) => gateway.name === name);
    return target ? [{ ...figuresOf(name, rounds), fetches: target.fetches }] : [];
  });
  const { name, title } = scenario;
  return { name, title, answerBytes: targets[0]?.answerBytes ?? 0, gateways, rounds };
}

function figuresOf(
  name: GatewayName,
  rounds: readonly (readonly Sample[])[],
): Omit<GatewayFigures, 'fetches'> {
  const own = rounds.map((round) => sampleOf(round, name));
  const medianOf = (figure: 'perSecond' | 'cpuMs' | 'rate' | 'p50Ms' | 'p99Ms'): number =>
    median(own.map((sample) => sample?.[figure])) ?? NaN;
  // Within a round, where both met the same machine.
  const timesLess = (than: GatewayName): number | undefined =>
    median(rounds.map((round) => quotient(sampleOf(round, than)?.cpuMs, sampleOf(round, name)?.cpuMs)));
  return {
    gateway: name,
    perSecond: medianOf('perSecond'),
    cpuMs: medianOf('cpuMs'),
    stockOverOwn: timesLess('stock'),
    hiveOverOwn: timesLess('hive'),
    rate: medianOf('rate'),
    p50Ms: medianOf('p50Ms'),
    p99Ms: medianOf('p99Ms'),
  };
}

function sampleOf(round: readonly Sample[], name: GatewayName): Sample | undefined {
  return round.find(({ gateway }) => gateway === name);
}

function quotient(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}

function median(values: readonly (number | undefined)[]): number | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** One scenario, a gateway a line. */
export function formatScenario({ title, answerBytes, gateways }: ScenarioFigures): string {
  const rate = gateways[0]?.rate ?? NaN;
  const head = ['', 'CPU', 'stock/own', 'hive/own', 'peak', 'p50', 'p99', 'fetches'];
  const rows = gateways.map((one) => [
    one.gateway,
    `${one.cpuMs.toFixed(2)} ms`,
    times(one.stockOverOwn),
    times(one.hiveOverOwn),
    `${one.perSecond.toFixed(0)}/s`,
    `${one.p50Ms.toFixed(1)} ms`,
    `${one.p99Ms.toFixed(1)} ms`,
    String(one.fetches),
  ]);
  return `\n${title} (${(answerBytes / 1000).toFixed(1)} KB; p50 and p99 at ${rate.toFixed(0)}/s)\n${formatTable([head, ...rows])}`;
}

function times(factor: number | undefined): string {
  if (factor === undefined) return '';
  return `${factor.toFixed(factor < 1 ? 2 : factor < 10 ? 1 : 0)}x`;
}

/** Largest resident set of each gateway over all scenarios. */
export function peakMemories(gateways: readonly BenchGateway[]): Partial<Record<GatewayName, number>> {
  return Object.fromEntries(gateways.map(({ name, process }) => [name, peakMemoryMb(process)]));
}
