// A family while it is being made: what the generator's steps share.
import { createBirthSlots, type BirthSlots } from './birth-slots.js';
import type { CityKey } from '../city-key.js';
import { counties, type County } from './counties.js';
import { dayNumber } from '../day-number.js';
import { createRandom, type Random } from '../random.js';
import type { Dwelling, Family, Marriage, Person } from '../world.js';

/** People who live, or lived last, under one roof and keep house together. */
export interface Nest {
  readonly kind: 'ELDERS' | 'COUPLE' | 'SINGLE' | 'IN_LAWS' | 'RECLUSE' | 'GUESTS';
  readonly people: Person[];
  /** The couple it began with, if it did. */
  readonly marriage?: Marriage;
  /** Lives in the elders' home. */
  withElders: boolean;
  /** Rents from another nest rather than owning. */
  renting: boolean;
  /** Where it lives, once that is settled. */
  dwelling?: Dwelling;
}

export interface Growth {
  readonly city: CityKey;
  readonly index: number;
  /** `city.asOf` as a day number. */
  readonly today: number;
  readonly random: Random;
  readonly births: BirthSlots;
  readonly family: Family;
  readonly county: County;
  /** Lives in a village rather than in a street. */
  readonly rural: boolean;
  readonly ethnicity: string;
  readonly nests: Nest[];
  /** People whose lives are written out: chance does nothing more to them. */
  readonly settled: Set<Person>;
  /** People whom others depend on: they neither die nor leave, the rest of their lives is left to chance. */
  readonly spared: Set<Person>;
}

/** Minorities among Fuyang's own families, by GB/T 3304. */
const ethnicities = [
  ['01', 965],
  ['03', 28],
  ['11', 3],
  ['02', 2],
  ['08', 1],
  ['15', 1],
] as const;

/** An empty family with its own stream of random numbers. */
export function startGrowth(city: CityKey, index: number): Growth {
  const random = createRandom(city.seed, index);
  return {
    city,
    index,
    today: dayNumber(city.asOf),
    random,
    births: createBirthSlots(index),
    county: random.pick(counties),
    rural: random.chance(0.52),
    ethnicity: random.weighted(ethnicities),
    nests: [],
    settled: new Set(),
    spared: new Set(),
    family: {
      index,
      ...{ people: [], households: [], marriages: [], dwellings: [], assistance: [] },
      ...{ orphans: [], extremePoverty: [], personas: [] },
    },
  };
}

export function addNest(
  growth: Growth,
  kind: Nest['kind'],
  people: Person[],
  options: { marriage?: Marriage | undefined; withElders?: boolean; renting?: boolean } = {},
): Nest {
  const nest: Nest = {
    kind,
    people,
    ...(options.marriage && { marriage: options.marriage }),
    withElders: options.withElders ?? false,
    renting: options.renting ?? false,
  };
  growth.nests.push(nest);
  return nest;
}

/** Alive as far as anybody knows, and not moved away. */
export function isPresent(person: Person): boolean {
  return !person.died && !person.missingSince && person.hukou !== 'MOVED_OUT';
}
