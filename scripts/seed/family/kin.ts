// A kin group of three generations, with those who married in and their parents.
import { counties } from './counties.js';
import { birthday, dayNumber, dayText, yearOfDay } from '../day-number.js';
import {
  addPartner,
  bearChildren,
  drawOrigin,
  marry,
  marryBefore,
  PREGNANCY_DAYS,
  surnameOf,
  type Couple,
} from './couples.js';
import { addNest, type Growth } from './growth.js';
import { HAN } from './names.js';
import { addResident, birthOf } from './people.js';
import type { Marriage, Person } from '../world.js';

const YEAR = 365;

/** Mothers of older people died before the register went digital. */
const OLDEST_CHILD_OF_A_MOTHER = 78 * YEAR;

/** The middle generation's eldest is so old today, with these weights. */
const eldestAges = [
  [[24, 30], 2],
  [[31, 38], 4],
  [[39, 46], 4],
  [[47, 54], 3],
  [[55, 64], 2],
] as const;

/** Grows the kin group's people and nests. */
export function growKin(growth: Growth): void {
  const { random, today } = growth;
  const [from, to] = random.weighted(eldestAges);
  const eldestBorn = today - random.integer(from * YEAR, to * YEAR);
  const elders = addElders(growth, eldestBorn);
  if (!elders) return;
  const children = bearChildren(growth, elders, drawFamilySize(growth, birthOf(elders.wife)), eldestBorn);
  const single = children.filter((child, place) => !foundNest(growth, child, place === 0));
  const nest = addNest(growth, 'ELDERS', [elders.husband, elders.wife, ...single], {
    marriage: elders.marriage,
  });
  if (random.chance(0.13)) {
    const mother = addMotherOf(growth, elders.husband);
    if (mother) nest.people.push(mother);
  }
  if (random.chance(0.07)) addRecluse(growth, elders.husband);
}

function addElders(growth: Growth, eldestBorn: number): Couple | undefined {
  const { random, county, ethnicity } = growth;
  const wifeBorn = eldestBorn - random.integer(21 * YEAR, 29 * YEAR);
  const husbandBorn = Math.min(wifeBorn - random.integer(-2 * YEAR, 6 * YEAR), eldestBorn - 23.5 * YEAR);
  const husband = addResident(growth, {
    ...{ sex: 'MALE', target: husbandBorn, earliest: husbandBorn - 3000, latest: eldestBorn - 23 * YEAR },
    ...{ origin: county, ethnicity },
  });
  const wife = addResident(growth, {
    ...{ sex: 'FEMALE', target: wifeBorn, earliest: wifeBorn - 3000, latest: eldestBorn - 21 * YEAR },
    ...{ origin: random.chance(0.85) ? county : random.pick(counties), ethnicity },
  });
  const until = eldestBorn - PREGNANCY_DAYS - YEAR;
  const couple = husband && wife && marryBefore(growth, husband, wife, until);
  if (!couple) for (const person of [husband, wife]) if (person) addNest(growth, 'SINGLE', [person]);
  return couple;
}

/** Fewer children in the years of the one-child policy; more in villages. */
function drawFamilySize({ random, rural }: Growth, motherBorn: number): number {
  const year = yearOfDay(dayText(motherBorn));
  const more = rural && random.chance(0.45) ? 1 : 0;
  if (year < 1950) return random.integer(3, 5);
  if (year < 1960) return random.integer(2, 3) + more;
  if (year < 1985) return random.integer(1, 2) + more;
  return (
    random.weighted([
      [0, 1],
      [1, 4],
      [2, 4],
      [3, 1],
    ]) + more
  );
}

/** Marries a child of the elders into a nest of its own. False when it stays single. */
function foundNest(growth: Growth, child: Person, eldest: boolean): boolean {
  const { random, today } = growth;
  const age = (today - birthOf(child)) / YEAR;
  const single = age < 24 ? 0.9 : age < 28 ? 0.55 : age < 35 ? 0.18 : 0.06;
  if (age < 20.5 || random.chance(eldest ? single / 3 : single)) return false;
  const partner = addPartner(growth, child, drawOrigin(growth));
  if (!partner) return false;
  const [husband, wife] = child.sex === 'MALE' ? [child, partner] : [partner, child];
  const couple = marry(growth, husband, wife, 0);
  if (!couple) {
    addNest(growth, 'SINGLE', [partner]);
    return false;
  }
  moveIn(growth, partner, couple.marriage);
  drawDivorce(growth, couple.marriage);
  const children = bearChildren(growth, couple, drawFamilySize(growth, birthOf(wife)));
  settleNest(growth, child, couple, children);
  if (random.chance(eldest ? 0.5 : 0.22)) addInLaws(growth, partner);
  return true;
}

/** Together, or apart after a divorce, the children with one of the two. */
function settleNest(growth: Growth, child: Person, couple: Couple, children: Person[]): void {
  const { random, rural } = growth;
  const partner = couple.husband === child ? couple.wife : couple.husband;
  const withElders = child.sex === 'MALE' && random.chance(rural ? 0.5 : 0.15);
  if (couple.marriage.divorcedOn === undefined) {
    addNest(growth, 'COUPLE', [couple.husband, couple.wife, ...children], {
      marriage: couple.marriage,
      withElders,
    });
    return;
  }
  const stays = random.chance(0.6);
  addNest(growth, 'COUPLE', [child, ...(stays ? children : [])], { withElders });
  addNest(growth, 'SINGLE', [partner, ...(stays ? [] : children)]);
}

function drawDivorce({ random, today }: Growth, marriage: Marriage): void {
  const earliest = dayNumber(marriage.marriedOn) + 500;
  if (earliest > today - 30 || !random.chance(0.11)) return;
  marriage.divorcedOn = dayText(Math.min(today - 10, earliest + random.integer(0, 12 * YEAR)));
}

/** Somebody from another city brings the hukou along, or comes without. */
function moveIn(growth: Growth, person: Person, { marriedOn }: Marriage): void {
  const { random, today, county } = growth;
  const from = person.numbers[0]?.number.slice(0, 6) ?? '';
  if (isOfCity(from)) return;
  const on = dayNumber(marriedOn) + random.integer(30, 900);
  if (on > today || on < dayNumber('1985-06-01') || random.chance(0.15)) {
    person.hukou = 'NOT_LOCAL';
    delete person.hukouSince;
    person.arrivedOn = marriedOn;
    return;
  }
  person.hukouSince = dayText(on);
  person.moves = [{ kind: 'MOVED_IN', from, to: county.code, on: dayText(on), reason: 'JOINING_FAMILY' }];
}

function isOfCity(area: string): boolean {
  return counties.some(({ lineage }) => lineage.includes(area));
}

/** Father and mother of somebody who married in. */
function addInLaws(growth: Growth, child: Person): void {
  const { random, county } = growth;
  if (child.hukou !== 'LOCAL' || child.moves) return;
  const mother = addMotherOf(growth, child);
  if (!mother) return;
  const born = birthOf(child);
  const husband = addResident(growth, {
    ...{ sex: 'MALE', earliest: birthOf(mother) - 8 * YEAR, latest: born - 23.5 * YEAR },
    ...{ target: birthOf(mother) - random.integer(0, 4 * YEAR), origin: county },
    ...{ ethnicity: child.ethnicity ?? HAN, surname: surnameOf(child) },
  });
  const couple = husband && marryBefore(growth, husband, mother, born - PREGNANCY_DAYS - 100);
  const inTime = couple && dayNumber(couple.marriage.marriedOn) < born - PREGNANCY_DAYS;
  if (husband && inTime) child.father = husband;
  const people = husband ? [husband, mother] : [mother];
  addNest(growth, 'IN_LAWS', people, { marriage: couple?.marriage });
}

function addMotherOf(growth: Growth, child: Person): Person | undefined {
  const { random, county, today } = growth;
  const born = birthOf(child);
  if (born < today - OLDEST_CHILD_OF_A_MOTHER) return undefined;
  const mother = addResident(growth, {
    ...{ sex: 'FEMALE', earliest: born - 36 * YEAR, latest: born - 21.5 * YEAR, origin: county },
    target: born - random.integer(22 * YEAR, 30 * YEAR),
    ethnicity: child.ethnicity ?? HAN,
  });
  if (mother) child.mother = mother;
  return mother;
}

/** An unmarried brother of the eldest who has nobody to look after him. */
function addRecluse(growth: Growth, brother: Person): void {
  const { random, county } = growth;
  const { father, mother } = brother;
  const target = birthOf(brother) + random.integer(2 * YEAR, 8 * YEAR);
  const recluse = addResident(growth, {
    ...{ sex: 'MALE', earliest: birthOf(brother) + 700, latest: target + 6 * YEAR, target, origin: county },
    ...{ ethnicity: brother.ethnicity ?? HAN, surname: surnameOf(brother) },
  });
  if (!recluse) return;
  // Only where the mother was young enough for both.
  if (mother && birthOf(recluse) < birthday(birthOf(mother), 44)) recluse.mother = mother;
  if (father && recluse.mother) recluse.father = father;
  addNest(growth, 'RECLUSE', [recluse]);
}
