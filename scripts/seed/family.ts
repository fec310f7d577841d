// One family of the city: every fact about it follows from the city's key and the family's index.
import type { CityKey } from './city-key.js';
import { drawFates } from './family/fates.js';
import { addFormerTenancies } from './family/former-tenancies.js';
import { startGrowth } from './family/growth.js';
import { addGuests } from './family/guests.js';
import { settleHomes } from './family/homes.js';
import { registerHouseholds } from './family/hukou.js';
import { growKin } from './family/kin.js';
import { addPersona } from './family/persona-lives.js';
import { drawWelfare } from './family/welfare.js';
import { drawWork } from './family/work.js';
import type { Family } from './world.js';

/**
 * The facts of family `index`: a kin group of three generations with the tenants and guests in its homes.
 * Pure: the same key and index give the same family on every machine, whatever other families were made before.
 * @throws RangeError when the index is beyond what a city has room for
 */
export function generateFamily(city: CityKey, index: number): Family {
  const growth = startGrowth(city, index);
  // First, while every birthday is still free.
  const introduce = addPersona(growth);
  growKin(growth);
  addGuests(growth);
  drawFates(growth);
  settleHomes(growth);
  drawWork(growth);
  drawWelfare(growth);
  registerHouseholds(growth);
  introduce();
  addFormerTenancies(growth);
  return growth.family;
}
