// How much water, electricity and gas a home uses in a period: by its people, the season and its habits.
import { divideRounded } from '../cents.js';
import type { Random } from '../random.js';
import type { Supply } from '../tariffs.js';
import type { BillingPeriod } from './billing-calendar.js';

interface Profile {
  /** Units in an average period: of the home, and more for each of its people. */
  home: number;
  person: number;
  /** Percent of the average, by month from January. */
  seasons: readonly number[];
}

/** Air conditioning makes the summer, cooking and heating the winter. */
const PROFILES: Readonly<Record<Supply, Profile>> = {
  ELECTRICITY: {
    home: 55,
    person: 32,
    seasons: [115, 110, 85, 75, 80, 105, 150, 165, 110, 75, 85, 105],
  },
  WATER: { home: 4, person: 5, seasons: [90, 90, 92, 95, 100, 105, 115, 118, 108, 100, 95, 92] },
  GAS: { home: 8, person: 8, seasons: [175, 165, 130, 100, 80, 70, 60, 60, 70, 85, 120, 155] },
};

/** What an empty home uses. */
const EMPTY_HOME: Readonly<Record<Supply, number>> = { ELECTRICITY: 6, WATER: 1, GAS: 1 };

/** How much more or less than others a home uses, in percent; the same for all its supplies. */
export function drawHabit(random: Random): number {
  return random.weighted([
    [random.integer(60, 90), 3],
    [random.integer(90, 120), 5],
    [random.integer(120, 190), 2],
  ]);
}

/** Whole units used in a period, at least one. */
export function drawUsage(
  supply: Supply,
  home: { people: number; habit: number },
  period: BillingPeriod,
  random: Random,
): number {
  if (home.people === 0) return EMPTY_HOME[supply];
  const profile = PROFILES[supply];
  const average = profile.home + profile.person * home.people;
  const percents = profile.seasons[period.monthOfYear]! * home.habit * random.integer(85, 115);
  return Math.max(1, divideRounded(average * percents, 1_000_000));
}
