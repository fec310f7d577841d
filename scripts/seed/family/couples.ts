// Who marries whom and when, and which children they have.
import { birthday, dayNumber, dayText } from '../day-number.js';
import type { Marriage, Person } from '../world.js';
import { counties } from './counties.js';
import type { Growth } from './growth.js';
import { HAN, isPatronymic, type Sex } from './names.js';
import { addResident, birthOf, drawElsewhere, type Origin } from './people.js';

const YEAR = 365;

/** Marriageable ages (民法典 art. 1047). */
const MARRIAGEABLE: Readonly<Record<Sex, number>> = { MALE: 22, FEMALE: 20 };

/** Days from conception to birth, and the shortest time between two births. */
export const PREGNANCY_DAYS = 280;

const BETWEEN_BIRTHS_DAYS = 400;

export interface Couple {
  readonly husband: Person;
  readonly wife: Person;
  readonly marriage: Marriage;
}

/** Marries two people at the first day after `earliest` that the law allows, or a few years later. */
export function marry(growth: Growth, husband: Person, wife: Person, earliest: number): Couple | undefined {
  const { random, today, county, family } = growth;
  const legal = Math.max(earliest, marriageableFrom(husband), marriageableFrom(wife));
  const on = legal + random.integer(1, 4 * YEAR);
  if (on > today) return undefined;
  const marriedOn = dayText(on);
  const marriage: Marriage = { a: husband, b: wife, marriedOn, area: county.code };
  family.marriages.push(marriage);
  return { husband, wife, marriage };
}

/** As `marry`, but not after `until` unless the law wants it later. */
export function marryBefore(
  growth: Growth,
  husband: Person,
  wife: Person,
  until: number,
): Couple | undefined {
  const legal = Math.max(marriageableFrom(husband), marriageableFrom(wife));
  if (legal >= growth.today - 400) return undefined;
  const marriedOn = dayText(Math.max(legal, until - growth.random.integer(0, 2 * YEAR)) + 1);
  const marriage: Marriage = { a: husband, b: wife, marriedOn, area: growth.county.code };
  growth.family.marriages.push(marriage);
  return { husband, wife, marriage };
}

/** Children as nature and the years allow; the first as near as possible to `firstBorn`. */
export function bearChildren(growth: Growth, couple: Couple, wanted: number, firstBorn?: number): Person[] {
  const { husband, wife, marriage } = couple;
  const { random, today, county } = growth;
  const until = marriage.divorcedOn ? dayNumber(marriage.divorcedOn) : today;
  const latest = Math.min(until - 20, birthday(birthOf(wife), 43), birthday(birthOf(husband), 60));
  const children: Person[] = [];
  let earliest = dayNumber(marriage.marriedOn) + PREGNANCY_DAYS + 5;
  while (children.length < wanted) {
    const target =
      children.length === 0 && firstBorn !== undefined ? firstBorn : earliest + random.integer(30, 3 * YEAR);
    const sex = random.chance(0.52) ? 'MALE' : 'FEMALE';
    const child = addChild(growth, couple, { sex, earliest, latest, target, origin: county });
    if (!child) break;
    children.push(child);
    earliest = birthOf(child) + BETWEEN_BIRTHS_DAYS;
  }
  return children;
}

/** A child of the couple with its father's descent and, nearly always, surname. */
export function addChild(
  growth: Growth,
  { husband, wife }: Couple,
  wish: { sex: Sex; earliest: number; latest: number; target: number; origin: Origin },
): Person | undefined {
  const ethnicity = husband.ethnicity ?? HAN;
  const namesake = growth.random.chance(0.03) && wife.ethnicity === HAN ? wife : husband;
  const surname = isPatronymic(ethnicity) ? '' : surnameOf(namesake);
  return addResident(growth, { ...wish, ethnicity, surname, father: husband, mother: wife });
}

/** Everything up to the given name. */
export function surnameOf({ name }: Person): string {
  return /^(欧阳|司马|上官|诸葛)/.exec(name)?.[0] ?? [...name].slice(0, 1).join('');
}

/** Where a bride or groom comes from: mostly the same county. */
export function drawOrigin(growth: Growth): Origin {
  const { random, county } = growth;
  if (random.chance(0.7)) return county;
  return random.chance(0.72) ? random.pick(counties) : drawElsewhere(growth);
}

/** A husband or wife of the right age. */
export function addPartner(
  growth: Growth,
  person: Person,
  origin: Origin,
  ethnicity: string = HAN,
): Person | undefined {
  const { random } = growth;
  const man = person.sex === 'FEMALE';
  const target = birthOf(person) + random.integer(-3 * YEAR, 2 * YEAR) - (man ? 2 * YEAR : -YEAR);
  return addResident(growth, {
    ...{
      sex: man ? 'MALE' : 'FEMALE',
      target,
      earliest: target - 5 * YEAR,
      latest: target + 4 * YEAR,
      origin,
    },
    ethnicity,
  });
}

function marriageableFrom(person: Person): number {
  return birthday(birthOf(person), MARRIAGEABLE[person.sex]);
}
