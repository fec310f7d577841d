// Measures whether the population register's time tells an unknown number from a wrong name: Welch's t over both.
import { parseArgs } from 'node:util';
import { createAssertionSigner } from '../gateway/departments/sign-assertion.js';
import { createDepartmentClient, type DepartmentClient } from '../gateway/departments/department-client.js';
import { gatewayIdentity } from '../gateway/auth/principal.js';
import type { Lookup, LookupsRequest, LookupsResponse } from '../schema/contract/identity.js';
import { residentIdCheckCharacter } from '../schema/contract/resident-id.js';
import { assertionKeys } from './city/department-definitions.js';
import { departmentVariable } from './city/department-variable.js';
import { developmentUrl } from './compose.js';
import { currentNumber } from './seed/held-number.js';
import { generateFamily } from './seed/family.js';
import { createRandom, type Random } from './seed/random.js';
import { defaultAsOf, type Person } from './seed/world.js';

const usage =
  'Usage: node dist/scripts/measure-lookup-timing.js [--count N] [--citizens N] [--seed N], beside a running city of as many citizens and that seed';

/** Before the first that counts: connections, plans and compiled code are warm. */
const warmUps = 500;
/** Shares left after the slowest are cropped, as dudect does (Reparaz et al. 2017): pauses hide what is small. */
const kept = [1, 0.99, 0.9] as const;
const limit = 4.5;

interface Options {
  readonly count: number;
  readonly citizens: number;
  readonly seed: number;
}

interface Register {
  readonly people: readonly Person[];
  readonly held: ReadonlySet<string>;
}

function readCommandLine(): Options {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, citizens: { type: 'string' }, seed: { type: 'string' } },
  });
  const wholeNumber = (text: string | undefined, fallback: number): number => {
    if (text !== undefined && !/^\d{1,7}$/.test(text)) throw new Error(usage);
    return text === undefined ? fallback : Number(text);
  };
  return {
    count: wholeNumber(values.count, 2_000),
    citizens: wholeNumber(values.citizens, 2_000),
    seed: wholeNumber(values.seed, 1),
  };
}

/** Whom the register holds: the city is generated once more. */
function listCity({ citizens, seed }: Options): Register {
  const people: Person[] = [];
  const held = new Set<string>();
  for (let index = 0; people.length < citizens; index++) {
    for (const person of generateFamily({ seed, asOf: defaultAsOf }, index).people) {
      if (person.numbers.length === 0) continue;
      people.push(person);
      for (const { number } of person.numbers) held.add(number);
    }
  }
  return { people: people.filter((person) => /^\d{17}/.test(currentNumber(person))), held };
}

/** Somebody's number with the name of somebody else. */
function wrongName({ people }: Register, random: Random): Lookup {
  const person = random.pick(people);
  return { number: currentNumber(person), name: otherName(people, person, random) };
}

/** A valid number of nobody, of somebody's area and birthday, with a name. */
function unknownNumber({ people, held }: Register, random: Random): Lookup {
  for (;;) {
    const person = random.pick(people);
    const first17 = currentNumber(person).slice(0, 14) + String(random.integer(1, 995)).padStart(3, '0');
    const number = first17 + residentIdCheckCharacter(first17);
    if (!held.has(number)) return { number, name: otherName(people, person, random) };
  }
}

function otherName(people: readonly Person[], { name }: Person, random: Random): string {
  for (;;) {
    const other = random.pick(people).name;
    if (other !== name) return other;
  }
}

async function ask(population: DepartmentClient, lookup: Lookup): Promise<boolean> {
  const request: LookupsRequest = { lookups: [lookup] };
  const { status, body } = await population.post('/identity', request, gatewayIdentity);
  if (status !== 200) throw new Error(`The population department answered ${status}.`);
  return (body as LookupsResponse).matches[0] !== null;
}

/** Microseconds until the answer. @throws Error when the look-up matches: then this is another city */
async function time(population: DepartmentClient, lookup: Lookup): Promise<number> {
  const started = process.hrtime.bigint();
  const matched = await ask(population, lookup);
  const took = Number(process.hrtime.bigint() - started) / 1_000;
  if (matched) throw new Error('A look-up matched that should not have.');
  return took;
}

/** The register that answers has to be the one that is described, or unknown numbers would be measured alone. */
async function requireSameCity(population: DepartmentClient, { people }: Register): Promise<void> {
  const living = people.filter(({ died, sealed }) => !died && !sealed).slice(-20);
  for (const person of living)
    if (!(await ask(population, { number: currentNumber(person), name: person.name })))
      throw new Error(`The population department holds another city. ${usage}`);
}

/**
 * One of each in turn, in an order that a coin decides, so that neither is always the first after a pause. All look-ups are
 * made beforehand: making one takes longer than the other.
 */
async function measure(population: DepartmentClient, register: Register, { count }: Options) {
  const random = createRandom(Date.now(), 0);
  const unknown: number[] = [];
  const wrong: number[] = [];
  const rounds = Array.from({ length: warmUps + count }, () => {
    const pair = [
      { times: unknown, lookup: unknownNumber(register, random) },
      { times: wrong, lookup: wrongName(register, random) },
    ];
    return random.chance(0.5) ? pair : pair.reverse();
  });
  for (const [round, pair] of rounds.entries()) {
    for (const { times, lookup } of pair) {
      const took = await time(population, lookup);
      if (round >= warmUps) times.push(took);
    }
  }
  return { unknown, wrong };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Welch (1947): the difference of two means in units of its standard error, for unequal variances. */
function welch(a: readonly number[], b: readonly number[]): { difference: number; error: number; t: number } {
  const squaredError = (values: readonly number[]): number => {
    const centre = mean(values);
    return (
      values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1) / values.length
    );
  };
  const difference = mean(a) - mean(b);
  const error = Math.sqrt(squaredError(a) + squaredError(b));
  return { difference, error, t: difference / error };
}

/** Both samples without the slowest of the two together. */
function crop(unknown: readonly number[], wrong: readonly number[], share: number) {
  const both = [...unknown, ...wrong].sort((a, b) => a - b);
  const slowest = both[Math.floor(both.length * share)] ?? Infinity;
  const isKept = (value: number): boolean => value < slowest;
  return [unknown.filter(isKept), wrong.filter(isKept)] as const;
}

function describe(what: string, { difference, error, t }: ReturnType<typeof welch>): string {
  const verdict = Math.abs(t) < limit ? 'within' : 'BEYOND';
  return `${what}: t = ${t.toFixed(2)} (${verdict} ${limit}), difference ${difference.toFixed(2)} µs ± ${error.toFixed(2)}`;
}

async function main(): Promise<void> {
  const options = readCommandLine();
  const { env } = process;
  const population = createDepartmentClient({
    name: 'population',
    url: env[departmentVariable('population', 'URL')] ?? developmentUrl('population'),
    signer: createAssertionSigner('population', assertionKeys(env, 'population')),
    timeoutMs: 5_000,
    maxResponseBytes: 1_000_000,
  });
  try {
    const register = listCity(options);
    await requireSameCity(population, register);
    const { unknown, wrong } = await measure(population, register, options);
    const lines = [
      `${options.count} each: unknown number ${mean(unknown).toFixed(1)} µs, wrong name ${mean(wrong).toFixed(1)} µs`,
      ...kept.map((share) => describe(`fastest ${share * 100} %`, welch(...crop(unknown, wrong, share)))),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await population.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`yihao: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
