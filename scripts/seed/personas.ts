// The personas of a city: who can log in during development with one click.
import type { Persona } from '../issuer/persona.js';
import type { CityKey } from './city-key.js';
import { generateFamily } from './family.js';
import { FAMILIES_WITH_PERSONA } from './family/persona-lives.js';

/** One per family, in the order of the first families; their names, numbers and levels are those in the register. */
export function listPersonas(city: CityKey): Persona[] {
  return Array.from(
    { length: FAMILIES_WITH_PERSONA },
    (_, index) => generateFamily(city, index).personas,
  ).flat();
}
