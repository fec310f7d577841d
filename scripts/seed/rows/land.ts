// Rows of 自然资源 and 住建: where a family lives, what it owns and what rests on it.
import type { CityKey } from '../city-key.js';
import { writeDwelling } from '../land/dwellings.js';
import { writeFarmland } from '../land/farmland.js';
import { writeRight } from '../land/rights.js';
import { writeTenancy } from '../land/tenancies.js';
import { createRandom, hash32 } from '../random.js';
import type { Family, RowSink } from '../world.js';

/** Keeps this department's random numbers apart from the others'. */
const STREAM = 0x1a4d;

/** Writes everything that the department holds of a family; ids follow from the indexes of dwellings and households. */
export function writeLand(family: Family, city: CityKey, sink: RowSink): void {
  const random = createRandom(hash32(city.seed, STREAM), family.index);
  for (const dwelling of family.dwellings) {
    writeDwelling(dwelling, city, sink);
    writeRight(family, dwelling, city, random, sink);
    writeTenancy(dwelling, city, sink);
  }
  for (const household of family.households) writeFarmland(family, household, city, random, sink);
}
