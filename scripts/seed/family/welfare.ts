// Who is supported by the city and why: disability, poverty, children without parents' care, elders without anybody.
import { dayNumber, dayText, yyyymmOf } from '../day-number.js';
import { isPresent, type Growth, type Nest } from './growth.js';
import { createKinship, type Kinship } from './kinship.js';
import { birthOf, departureOf } from './people.js';
import type { AssistanceCase, Person } from '../world.js';

const YEAR = 365;

/** Monthly subsistence standard per head of 2026, CNY. */
export const SUBSISTENCE_STANDARD = 790;

const DISABLED = 0.04;
const ASSISTED = 0.075;

/** Certificates of the third generation are issued since. */
const CERTIFICATES_SINCE = dayNumber('2009-06-01');

const disabilityClasses = [
  ['1', 15],
  ['2', 16],
  ['3', 2],
  ['4', 48],
  ['5', 8],
  ['6', 8],
  ['7', 3],
] as const;

/** Decides every support that isn't settled yet. */
export function drawWelfare(growth: Growth): void {
  const kinship = createKinship(growth.family.people, growth.family.marriages);
  for (const person of growth.family.people) drawDisability(growth, person);
  for (const nest of growth.nests) drawAssistance(growth, kinship, nest);
  for (const person of growth.family.people) supportChild(growth, kinship, person);
  for (const nest of growth.nests) supportRecluse(growth, nest);
}

/** Opens a case for everybody of the nest who is present. */
export function assist(
  growth: Growth,
  applicant: Person,
  members: readonly Person[],
  facts: Pick<AssistanceCase, 'category' | 'class' | 'incomePerHead' | 'from' | 'to' | 'endReason'>,
): void {
  const kinship = createKinship(growth.family.people, growth.family.marriages);
  const related = members.map((person) => ({ person, relation: kinship.relation(person, applicant) }));
  growth.family.assistance.push({ applicant, members: related, ...facts });
}

function drawDisability(growth: Growth, person: Person): void {
  const { random, today, settled } = growth;
  if (settled.has(person) || !random.chance(DISABLED)) return;
  const earliest = Math.max(CERTIFICATES_SINCE, birthOf(person) + 3 * YEAR, registeredSince(person));
  const latest = (departureOf(person) ?? today) - 30;
  if (earliest > latest || person.nationality !== 'CHN') return;
  const grade = random.weighted([
    [1, 2],
    [2, 3],
    [3, 3],
    [4, 4],
  ]);
  person.disability = {
    ...{ class: random.weighted(disabilityClasses), grade },
    issuedOn: dayText(random.integer(earliest, latest)),
  };
}

function drawAssistance(growth: Growth, kinship: Kinship, nest: Nest): void {
  const { random, today, settled } = growth;
  const members = nest.people.filter((person) => isPresent(person) && person.hukou === 'LOCAL');
  const applicant = members.find((person) => birthOf(person) < today - 22 * YEAR);
  if (!applicant || settled.has(applicant) || !random.chance(ASSISTED)) return;
  const earliest = Math.max(today - 12 * YEAR, ...members.map(registeredSince), ...members.map(birthOf)) + 60;
  if (earliest > today - 120) return;
  const from = random.integer(earliest, today - 60);
  const ended = from < today - 2 * YEAR && random.chance(0.35);
  const related = members.map((person) => ({ person, relation: kinship.relation(person, applicant) }));
  growth.family.assistance.push({
    ...{ applicant, members: related, ...drawNeed(growth), from: yyyymmOf(dayText(from)) },
    ...(ended && {
      to: yyyymmOf(dayText(random.integer(from + YEAR, today - 40))),
      endReason: random.weighted([
        ['1', 7],
        ['4', 2],
      ]),
    }),
  });
}

/** Category, class and what they follow from: income per head under or a little above the standard. */
function drawNeed({ random }: Growth): Pick<AssistanceCase, 'category' | 'class' | 'incomePerHead'> {
  const category = random.weighted([
    ['SUBSISTENCE', 7],
    ['BORDERLINE', 2],
    ['RIGID_EXPENSES', 1],
  ] as const);
  if (category !== 'SUBSISTENCE') {
    const above = category === 'BORDERLINE' ? 0.5 : 0.9;
    return { category, incomePerHead: Math.round(SUBSISTENCE_STANDARD * (1 + above * random.next())) };
  }
  const group = random.weighted([
    ['A', 1],
    ['B', 4],
    ['C', 5],
  ] as const);
  const share = { A: 0, B: 0.3, C: 0.65 }[group] + random.next() * 0.3;
  return { category, class: group, incomePerHead: Math.round(SUBSISTENCE_STANDARD * share) };
}

/** Minors whose parents are both gone; a grandparent or a parent's brother or sister is their guardian. */
function supportChild(growth: Growth, kinship: Kinship, child: Person): void {
  const { family, today } = growth;
  if (!isPresent(child) || birthOf(child) < today - 18 * YEAR || !child.father || !child.mother) return;
  const parents = [child.father, child.mother];
  const lost = parents.map(({ died, missingSince }) => died?.on ?? missingSince);
  const [one, other] = lost;
  if (!one || !other || child.hukou !== 'LOCAL') return;
  const guardian = guardianOf(growth, kinship, child);
  if (!guardian) return;
  const deFacto = parents.some(({ died }) => !died);
  const since = dayNumber(one > other ? one : other) + 40;
  if (since > today) return;
  const relation = kinship.relation(guardian, child);
  family.orphans.push({ child, guardian, relation, deFacto, from: yyyymmOf(dayText(since)) });
}

function guardianOf({ family, today }: Growth, kinship: Kinship, child: Person): Person | undefined {
  const kin = family.people.filter((one) => isPresent(one) && birthOf(one) < today - 20 * YEAR);
  const ranked = ['61', '62', '63', '64', '81', '83', '85', '88', '90', '82', '84', '71', '75'];
  return kin
    .filter((one) => ranked.includes(kinship.relation(one, child)))
    .sort(
      (a, b) => ranked.indexOf(kinship.relation(a, child)) - ranked.indexOf(kinship.relation(b, child)),
    )[0];
}

/** Recluses of 60 or more, who have neither work, spouse nor children. */
function supportRecluse(growth: Growth, { kind, people }: Nest): void {
  const { random, today, family } = growth;
  const [person] = people;
  if (kind !== 'RECLUSE' || !person || !isPresent(person) || birthOf(person) > today - 61 * YEAR) return;
  const careTier = random.weighted([
    ['SELF_CARE', 6],
    ['PARTIAL_CARE', 3],
    ['FULL_CARE', 2],
  ] as const);
  const earliest = Math.max(birthOf(person) + 60 * YEAR + 90, dayNumber('2016-10-01'));
  const from = yyyymmOf(dayText(random.integer(Math.min(earliest, today - 40), today - 35)));
  // One support excludes the other.
  family.assistance = family.assistance.filter(({ applicant }) => applicant !== person);
  family.extremePoverty.push({
    person,
    careTier,
    inInstitution: careTier !== 'SELF_CARE' && random.chance(0.7),
    from,
  });
}

function registeredSince(person: Person): number {
  return dayNumber(person.hukouSince ?? person.arrivedOn ?? person.birthDate);
}
