// Which synthetic city is meant: the same key always gives the same rows.
import type { Day } from './world.js';

export interface CityKey {
  seed: number;
  /** The city's today: nothing in the rows is known to have happened after it. */
  asOf: Day;
}
