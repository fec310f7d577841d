// Compares this gateway with others: `npm run bench`. Linux alone (it reads /proc).
//
//   npm run bench -- [--only yihao,stock,hive,floor] [--scenarios page,nested,city-kept] [--seconds 2] [--rounds 3] [--connections 32] [--json FILE]
//
// In one run: the same departments, which answer from prepared bytes; the same operations; answers compared before anything is
// measured. `yihao` is this gateway with --access open, `stock` ApolloGateway behind Apollo Server, `hive` Hive Gateway with its Rust
// planner (installed on first use), `floor` a bare Node HTTP server that sends the same bytes. The load comes from this process and
// shares the machine with all of them, so peaks say less than the CPU that a gateway's process takes for a request.
//
// The scenarios `city-…` show what keeping look-ups saves: the city's own supergraph, citizens with real tokens, and this gateway
// with its access rules, masks and assertions (`yihao-off`, `yihao-near`, `yihao-redis`, `yihao-two`), beside a stock that does
// none of that: it forwards the token to departments that believe it.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startBenchSite, type BenchSite } from './bench-site.js';
import { cityGatewayNames, type CityGatewayName } from './city-gateways.js';
import { startCitySite, type CitySite } from './city-site.js';
import { gatewayNames, nodeFlags, type ForeignGatewayName, type GatewayName } from './gateways.js';
import { ensureHive } from './hive-installation.js';
import { measureScenario, type MeasureOptions } from './measure.js';
import { prepareCityScenario } from './prepare-city-targets.js';
import { prepareScenario, type PreparedScenario } from './prepare-targets.js';
import { formatScenario, peakMemories, summarize, type ScenarioFigures } from './report.js';
import { cityScenarios, scenarios, type ForeignScenario, type Scenario } from './scenarios.js';

interface Options extends MeasureOptions {
  /** What is measured of the bench's own departments, and of the city. */
  readonly foreign: Selection<ForeignGatewayName, ForeignScenario>;
  readonly city: Selection<CityGatewayName, Scenario>;
  readonly jsonFile: string | undefined;
}

interface Selection<Name extends GatewayName, Asked extends Scenario> {
  readonly gateways: readonly Name[];
  readonly scenarios: readonly Asked[];
}

/** By default all scenarios and gateways, two measurements each, three rounds and a warm-up: ten minutes. */
function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      scenarios: { type: 'string' },
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '32' },
      json: { type: 'string' },
    },
  });
  const names = choose('--only', values.only, [...new Set([...gatewayNames, ...cityGatewayNames])]);
  const asked = choose(
    '--scenarios',
    values.scenarios,
    [...scenarios, ...cityScenarios].map(({ name }) => name),
  );
  return {
    foreign: select(gatewayNames, names, scenarios, asked),
    city: select(cityGatewayNames, names, cityScenarios, asked),
    seconds: positive('--seconds', values.seconds),
    rounds: Math.ceil(positive('--rounds', values.rounds)),
    connections: Math.ceil(positive('--connections', values.connections)),
    jsonFile: values.json,
  };
}

/** Stock, which both have, is not measured alone. */
function select<Name extends GatewayName, Asked extends Scenario>(
  all: readonly Name[],
  names: readonly GatewayName[],
  allScenarios: readonly Asked[],
  asked: readonly string[],
): Selection<Name, Asked> {
  const gateways = all.filter((name) => names.includes(name));
  const isComparison = gateways.some((name) => name !== 'stock');
  return { gateways, scenarios: isComparison ? allScenarios.filter(({ name }) => asked.includes(name)) : [] };
}

/** @throws Error that says what there is to choose from */
function choose<T extends string>(
  flag: string,
  given: string | undefined,
  known: readonly T[],
): readonly T[] {
  if (given === undefined) return known;
  const isKnown = (name: string): name is T => known.some((one) => one === name);
  return given.split(',').map((name) => {
    if (isKnown(name)) return name;
    throw new Error(`${flag} should be some of ${known.join(',')}; "${name}" is none of them`);
  });
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Error(`${flag} should be a positive number`);
}

/** Hive can be missing: the bench says so and compares the others. */
function withoutMissingHive(names: readonly ForeignGatewayName[]): readonly ForeignGatewayName[] {
  if (!names.includes('hive') || ensureHive()) return names;
  process.stderr.write('Hive Gateway is left out: its packages could not be installed (no registry?).\n');
  return names.filter((name) => name !== 'hive');
}

async function run<Site extends BenchSite, Asked extends Scenario>(
  site: Site,
  asked: readonly Asked[],
  prepare: (site: Site, scenario: Asked) => ReturnType<typeof prepareScenario>,
  options: Options,
): Promise<ScenarioFigures[]> {
  const prepared: PreparedScenario[] = [];
  for (const scenario of asked) {
    const { prepared: one, notes } = await prepare(site, scenario);
    prepared.push(one);
    for (const note of notes) process.stdout.write(`Note: ${note}\n`);
  }
  process.stdout.write('The gateways answer alike.\n');
  const figures: ScenarioFigures[] = [];
  for (const one of prepared) {
    const before = await site.countDepartmentRequests();
    const summary = summarize(one, await measureScenario(one, options));
    const after = await site.countDepartmentRequests();
    figures.push(summary);
    process.stdout.write(formatScenario(summary));
    const computed = after.computed - before.computed;
    if (computed > 0)
      process.stdout.write(`Note: departments had to compute ${computed} answers that were not prepared\n`);
  }
  return figures;
}

function describeMachine() {
  const load = Number(loadavg()[0]?.toFixed(1));
  return { cores: cpus().length, load, node: process.versions.node, flags: nodeFlags() };
}

function formatConditions(
  { cores, load, node, flags }: ReturnType<typeof describeMachine>,
  { rounds, seconds, connections }: Options,
): string {
  return (
    `${cores} cores, load ${load} before the run, Node ${node} ${flags.join(' ')}; ` +
    `medians of ${rounds} rounds, ${seconds} s a measurement, ${connections} connections\n`
  );
}

function formatMemory(memoryMb: ReturnType<typeof peakMemories>): string {
  const each = Object.entries(memoryMb).map(([name, megabytes]) => `${name} ${megabytes} MB`);
  return `\nPeak memory: ${each.join(', ')}\n`;
}

interface SiteFigures {
  readonly scenarios: readonly ScenarioFigures[];
  readonly memoryMb: ReturnType<typeof peakMemories>;
}

/** Nothing is started for no scenario. */
async function runSite<Site extends BenchSite, Asked extends Scenario>(
  start: () => Promise<Site>,
  asked: readonly Asked[],
  prepare: (site: Site, scenario: Asked) => ReturnType<typeof prepareScenario>,
  options: Options,
): Promise<SiteFigures> {
  if (asked.length === 0) return { scenarios: [], memoryMb: {} };
  const site = await start();
  try {
    const figures = await run(site, asked, prepare, options);
    const memoryMb = peakMemories(site.gateways);
    process.stdout.write(formatMemory(memoryMb));
    return { scenarios: figures, memoryMb };
  } finally {
    await site.stop();
  }
}

async function main(): Promise<void> {
  // Exiting, not dying of the signal, ends the processes that were started.
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  const options = readOptions();
  const { foreign, city, jsonFile } = options;
  const machine = describeMachine();
  process.stdout.write(formatConditions(machine, options));
  const startForeign = () => startBenchSite(withoutMissingHive(foreign.gateways));
  const startOurCity = (): Promise<CitySite> => startCitySite(city.gateways);
  const ofForeign = await runSite(startForeign, foreign.scenarios, prepareScenario, options);
  const ofCity = await runSite(startOurCity, city.scenarios, prepareCityScenario, options);
  if (jsonFile === undefined) return;
  const report = {
    machine,
    scenarios: [...ofForeign.scenarios, ...ofCity.scenarios],
    memoryMb: ofForeign.memoryMb,
    ...(ofCity.scenarios.length > 0 && { cityMemoryMb: ofCity.memoryMb }),
  };
  writeFileSync(jsonFile, `${JSON.stringify(report, undefined, 2)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
