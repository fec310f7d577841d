// The citizens who ask in the bench: adults of the seeded city's first families.
import type { CityKey } from '../seed/city-key.js';
import { generateFamily } from '../seed/family.js';
import { currentNumber } from '../seed/held-number.js';
import type { Person } from '../seed/world.js';

const adultFrom = 18;

/** Resident ID numbers of so many. */
export function listCitizens(city: CityKey, count: number): string[] {
  const numbers: string[] = [];
  for (let index = 0; numbers.length < count; index++)
    numbers.push(...generateFamily(city, index).people.flatMap((person) => numberOf(person, city)));
  return numbers.slice(0, count);
}

/** Nothing of those who can't log in, or about whom departments say little. */
function numberOf(person: Person, { asOf }: CityKey): string[] {
  const { died, sealed, missingSince, hukou, birthDate } = person;
  const age = Number(asOf.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const asks = !died && !sealed && missingSince === undefined && hukou === 'LOCAL' && age > adultFrom;
  return asks ? [currentNumber(person)] : [];
}
