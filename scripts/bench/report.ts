// Medians over the rounds, and the tables they are read in.
import { formatTable } from '../format-table.js';
import { peakMemoryMb } from './child-process.js';
import { formatLookUps, sum, type LookUpCounts } from './count-look-ups.js';
import type { BenchGateway, GatewayName } from './gateways.js';
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
  /** Of each process, of all rounds; undefined for gateways that don't count them. */
  readonly lookUps: readonly LookUpCounts[] | undefined;
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
  const gateways = targets.map(({ gateway, fetches }) => ({ ...figuresOf(gateway.name, rounds), fetches }));
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
    lookUps: lookUpsOf(own),
  };
}

function lookUpsOf(own: readonly (Sample | undefined)[]): LookUpCounts[] | undefined {
  return own[0]?.lookUps?.map((_, instance) => sum(own.map((sample) => sample?.lookUps?.[instance] ?? {})));
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
  const head = ['', 'CPU', 'stock/own', 'hive/own', 'peak', 'p50', 'p99', 'fetches', 'look-ups'];
  const rows = gateways.map((one) => [
    one.gateway,
    `${one.cpuMs.toFixed(2)} ms`,
    times(one.stockOverOwn),
    times(one.hiveOverOwn),
    `${one.perSecond.toFixed(0)}/s`,
    `${one.p50Ms.toFixed(1)} ms`,
    `${one.p99Ms.toFixed(1)} ms`,
    Number.isInteger(one.fetches) ? String(one.fetches) : one.fetches.toFixed(2),
    one.lookUps?.map(formatLookUps).join(' | ') ?? '',
  ]);
  return `\n${title} (${(answerBytes / 1000).toFixed(1)} KB; p50 and p99 at ${rate.toFixed(0)}/s)\n${formatTable(withoutEmptyColumns(head, rows))}`;
}

function withoutEmptyColumns(head: readonly string[], rows: readonly (readonly string[])[]): string[][] {
  const isNeeded = (_: string, column: number): boolean =>
    column === 0 || rows.some((row) => row[column] !== '');
  return [head, ...rows].map((row) => row.filter(isNeeded));
}

function times(factor: number | undefined): string {
  if (factor === undefined) return '';
  return `${factor.toFixed(factor < 1 ? 2 : factor < 10 ? 1 : 0)}x`;
}

/** Largest resident set of each gateway over all scenarios; of several processes, their sum. */
export function peakMemories(gateways: readonly BenchGateway[]): Partial<Record<GatewayName, number>> {
  return Object.fromEntries(
    gateways.map(({ name, instances }) => [
      name,
      instances.reduce((all, { process }) => all + peakMemoryMb(process), 0),
    ]),
  );
}
