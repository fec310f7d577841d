// Who rented a dwelling before its present tenants: an ended relation to accounts that somebody else uses now.
import { birthday, dayNumber, dayText } from '../day-number.js';
import { currentNumber } from '../held-number.js';
import { createRandom, hash32 } from '../random.js';
import type { Dwelling, Family, Person } from '../world.js';
import { isPresent, type Growth } from './growth.js';
import { birthOf } from './people.js';

/** Keeps these draws apart: the family's other facts are the same with them and without. */
const STREAM = 0x7e4a;
const SHARE = 0.4;
const YEAR = 365;

/** Gives a share of the let dwellings a tenant before. After the personas are known: their accounts stay as told. */
export function addFormerTenancies({ city, family }: Growth): void {
  const random = createRandom(hash32(city.seed, STREAM), family.index);
  for (const dwelling of family.dwellings) {
    if (!dwelling.tenancy || !random.chance(SHARE)) continue;
    const movedOut = dayNumber(dwelling.tenancy.from) - random.integer(5, 60);
    const movedIn = Math.max(movedOut - YEAR * random.integer(1, 3), dayNumber(dwelling.ownedSince) + 10);
    const tenant = family.people.find((person) => canHaveRented(family, dwelling, person, movedIn));
    if (!tenant || movedOut - movedIn < 90) continue;
    dwelling.formerTenancy = { tenant, from: dayText(movedIn), to: dayText(movedOut) };
  }
}

/** Grown up and here at that time, and living elsewhere now. */
function canHaveRented(family: Family, dwelling: Dwelling, person: Person, movedIn: number): boolean {
  const { owners, occupants, tenancy, utilityHolder, utilityPayer } = dwelling;
  const involved = [
    ...owners.map((owner) => owner.person),
    ...occupants,
    ...(tenancy?.tenants ?? []),
    utilityHolder,
    utilityPayer,
  ];
  return (
    isPresent(person) &&
    !person.sealed &&
    person.home !== undefined &&
    family.dwellings[person.home] !== dwelling &&
    !involved.includes(person) &&
    birthday(birthOf(person), 18) <= movedIn &&
    (person.arrivedOn === undefined || dayNumber(person.arrivedOn) <= movedIn) &&
    !family.personas.some(({ residentId }) => residentId === currentNumber(person))
  );
}
