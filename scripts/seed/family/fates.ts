// What happens to people without their doing: death, disappearance, parents lost; and leaving the city.
import { destinations } from './counties.js';
import { dayNumber, dayText } from '../day-number.js';
import { isPresent, type Growth, type Nest } from './growth.js';
import { birthOf } from './people.js';
import type { Person } from '../world.js';

/** Who died before isn't in the digital register. */
const REGISTER_BEGAN = dayNumber('2001-06-01');

/** Gompertz mortality: the most common age at death, and how fast the risk doubles (every seven years). */
const MODAL_AGE = 83;
const AGEING = 0.1;

const YEAR = 365;
const MISSING = 0.0015;
const CHILDREN_BEREAVED = 0.02;
const LEAVES = 0.14;

/** Days until the hukou of somebody dead is cancelled; `undefined` stands for nobody having come to do it. */
const cancellationLags = [
  [[2, 30], 55],
  [[31, 120], 28],
  [[121, 500], 12],
  [undefined, 5],
] as const;

/** Decides every fate in the family that isn't settled yet. */
export function drawFates(growth: Growth): void {
  const { family, random } = growth;
  if (random.chance(CHILDREN_BEREAVED)) bereaveChildren(growth);
  for (const person of family.people) {
    if (isSpared(growth, person)) continue;
    const death = drawDeath(growth, person);
    if (death !== undefined) die(growth, person, death);
    else if (random.chance(MISSING)) goMissing(growth, person);
  }
  for (const nest of growth.nests) if (random.chance(LEAVES)) leave(growth, nest);
}

export function die(growth: Growth, person: Person, day: number): void {
  const { random, today, rural } = growth;
  const lag = random.weighted(cancellationLags);
  const cancelled = lag && day + random.integer(lag[0], lag[1]);
  person.died = {
    on: dayText(day),
    cremated: random.chance(rural ? 0.7 : 0.96),
    ...(cancelled !== undefined && cancelled <= today && { hukouCancelledOn: dayText(cancelled) }),
  };
  delete person.phone;
}

/** The day before which nobody may be gone: the last thing that is known of a life so far. */
export function lastDeed(growth: Growth, person: Person): number {
  const { family } = growth;
  const days = [
    REGISTER_BEGAN,
    birthOf(person),
    dayNumber(person.numbers.at(-1)?.validFrom ?? person.birthDate),
  ];
  for (const { a, b, marriedOn, divorcedOn } of family.marriages) {
    if (a === person || b === person) days.push(dayNumber(divorcedOn ?? marriedOn));
  }
  for (const child of family.people) {
    if (child.father === person || child.mother === person) days.push(birthOf(child));
  }
  for (const { on } of person.moves ?? []) days.push(dayNumber(on));
  if (person.arrivedOn) days.push(dayNumber(person.arrivedOn));
  return Math.max(...days);
}

function drawDeath(growth: Growth, person: Person): number | undefined {
  const { random, today } = growth;
  const lifespan = MODAL_AGE + Math.log(-Math.log(1 - random.next())) / AGEING;
  const day = birthOf(person) + Math.round(Math.max(lifespan, 0.3) * 365.25);
  if (day >= today) return undefined;
  const earliest = lastDeed(growth, person) + 40;
  if (earliest >= today) return undefined;
  return day >= earliest ? day : random.integer(earliest, today - 1);
}

function goMissing(growth: Growth, person: Person): void {
  const { random, today } = growth;
  const earliest = Math.max(lastDeed(growth, person), birthOf(person) + 16 * YEAR) + 40;
  if (earliest < today - 800) person.missingSince = dayText(random.integer(earliest, today - 760));
}

/** Leaves minors without parents' care: both dead, or one dead and one missing. A grandparent stays. */
function bereaveChildren(growth: Growth): void {
  const { nests, random, today } = growth;
  const nest = nests.find(
    ({ marriage, people }) => marriage && people.some((one) => isMinor(one, today) && one.father),
  );
  if (!nest?.marriage || isSpared(growth, nest.marriage.a) || isSpared(growth, nest.marriage.b)) return;
  const { a, b } = nest.marriage;
  const earliest = Math.max(lastDeed(growth, a), lastDeed(growth, b), today - 9 * YEAR) + 60;
  if (earliest > today - 900) return;
  const [first, second] = [random.integer(earliest, today - 850), random.integer(earliest, today - 800)];
  die(growth, a, first);
  if (random.chance(0.5)) die(growth, b, second);
  else b.missingSince = dayText(second);
  for (const person of [...nest.people, ...grandparentsOf(nest.people)]) growth.spared.add(person);
}

function isSpared({ settled, spared }: Growth, person: Person): boolean {
  return settled.has(person) || spared.has(person);
}

function grandparentsOf(people: readonly Person[]): Person[] {
  const parents = people.flatMap(({ father, mother }) => [father, mother]);
  return parents.flatMap((parent) => [parent?.father, parent?.mother]).filter((elder) => elder !== undefined);
}

function isMinor(person: Person, today: number): boolean {
  return birthOf(person) > today - 18 * YEAR;
}

/** A young nest takes its hukou to another city. */
function leave(growth: Growth, nest: Nest): void {
  const { random, today, county } = growth;
  if (nest.kind !== 'COUPLE') return;
  const leaving = nest.people.filter((person) => isPresent(person) && person.hukou === 'LOCAL');
  if (leaving.length < nest.people.length) return;
  if (leaving.some((person) => isSpared(growth, person) || birthOf(person) < today - 55 * YEAR)) return;
  const earliest = Math.max(...leaving.map((person) => lastDeed(growth, person))) + 60;
  if (earliest > today - 60) return;
  const on = dayText(random.integer(earliest, today - 30));
  const to = random.weighted(destinations);
  for (const person of leaving) {
    person.hukou = 'MOVED_OUT';
    person.hukouSince = on;
    person.moves = [...(person.moves ?? []), { kind: 'MOVED_OUT', from: county.code, to, on, reason: 'JOB' }];
  }
}
