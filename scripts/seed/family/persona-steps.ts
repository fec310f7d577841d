// Steps of a life that is written out rather than drawn: nothing in them is left to chance but the day.
import { dayNumber, dayText } from '../day-number.js';
import type { Dwelling, Marriage, Person } from '../world.js';
import { addChild } from './couples.js';
import { addDwelling, letTo } from './dwellings.js';
import { addNest, type Growth, type Nest } from './growth.js';
import { HAN, type Sex } from './names.js';
import { addResident, birthOf, type Origin } from './people.js';

export const YEAR = 365.25;

/** Somebody of about this age whose life is written out here. */
export function addAdult(
  growth: Growth,
  wish: { name: string; sex: Sex; age: number; origin?: Origin },
): Person {
  const target = Math.floor(growth.today - wish.age * YEAR);
  const person = addResident(growth, {
    ...{ name: wish.name, sex: wish.sex, origin: wish.origin ?? growth.county, ethnicity: HAN },
    ...{ target, earliest: Math.floor(target - 2.5 * YEAR), latest: Math.floor(target + 2.5 * YEAR) },
  });
  return settle(growth, present(person));
}

export function addChildOf(
  growth: Growth,
  husband: Person,
  wife: Person,
  marriage: Marriage,
  name: string,
  sex: Sex,
  origin: Origin = growth.county,
): Person {
  const earliest = dayNumber(marriage.marriedOn) + 290;
  const latest = Math.min(growth.today - 200, birthOf(wife) + Math.floor(40 * YEAR));
  const child = addChild(
    growth,
    { husband, wife, marriage },
    { sex, earliest, latest, target: earliest + 300, origin },
  );
  return settle(growth, present(child), name);
}

export function settle(growth: Growth, person: Person, name?: string): Person {
  if (name !== undefined) person.name = name;
  delete person.sealed;
  delete person.formerName;
  person.phone ??= `139${String(person.index).padStart(8, '0')}`;
  growth.settled.add(person);
  return person;
}

export function wed({ family, county }: Growth, husband: Person, wife: Person, on: number): Marriage {
  const marriage: Marriage = { a: husband, b: wife, marriedOn: dayText(Math.floor(on)), area: county.code };
  family.marriages.push(marriage);
  return marriage;
}

/** Owned alone or half and half. */
export function buy(growth: Growth, kind: Dwelling['kind'], owners: readonly Person[], on: number): Dwelling {
  const shares = owners.map((person) => ({ person, numerator: 1, denominator: owners.length }));
  const dwelling = addDwelling(growth, kind, shares, Math.floor(on));
  dwelling.hasGas = kind !== 'VILLAGE_HOME';
  return dwelling;
}

/** A flat of somebody of no kin, who lives elsewhere in the family's homes and keeps the suppliers' accounts. */
export function rentFromLandlord(growth: Growth, tenants: Person[], from: number): Dwelling {
  const landlord = addAdult(growth, { name: '钱永福', sex: 'MALE', age: 57 });
  addNest(growth, 'SINGLE', [landlord]);
  const flat = buy(growth, 'COMMODITY_FLAT', [landlord], growth.today - 12 * YEAR);
  letTo(growth, flat, tenants, Math.floor(from), true);
  return flat;
}

export function nest(
  growth: Growth,
  kind: Nest['kind'],
  people: Person[],
  home: Dwelling,
  marriage?: Marriage,
): void {
  addNest(growth, kind, people, { marriage }).dwelling = home;
}

export function latestBirth(a: Person, b: Person): number {
  return Math.max(birthOf(a), birthOf(b));
}

export function present(person: Person | undefined): Person {
  if (!person) throw new Error('A persona found no free birthday.');
  return person;
}
