// How much a pension is a month: the formulas for workers and residents, simplified where they say so.
import { divideRounded } from '../cents.js';
import { yearOf, type Month } from '../month.js';
import {
  accountDivisor,
  averageWage,
  pensionIncrease,
  RESIDENT_BASIC_PENSION,
} from '../provincial-figures.js';
import type { InsuranceHistory } from './insurance-history.js';

/** An index of 1, in parts of 10,000: somebody who always paid on the provincial average. */
const AVERAGE_INDEX = 10_000;

/** Transitional pension per year that counts as if paid, in thousandths. */
const TRANSITIONAL_PER_MILLE = 12;

const FLOOR_PERCENT = 15;

/**
 * Monthly pension of a worker at retirement, in cents, after Decision 38 of 2005 of the State Council:
 *
 * - basic: (C + C × index) / 2 × years × 1 %, C the provincial average wage of the year before retirement,
 *   index the mean of base / average wage over all months paid, years those paid and those counted as paid;
 * - personal account: its balance over the months that the age at retirement gives;
 * - transitional: C × index × 1.2 % × years counted as paid.
 */
export function workPensionCents(
  history: InsuranceHistory,
  retirement: { month: Month; ageYears: number },
  accountCents: number,
): number {
  const average = averageWage(yearOf(retirement.month) - 1) * 100;
  const index = contributionIndex(history);
  const months = history.paidMonths + history.deemedMonths;
  const basic = divideRounded(average * (AVERAGE_INDEX + index) * months, 2 * AVERAGE_INDEX * 12 * 100);
  const account = divideRounded(accountCents, accountDivisor(retirement.ageYears));
  const transitional = divideRounded(
    average * index * history.deemedMonths * TRANSITIONAL_PER_MILLE,
    AVERAGE_INDEX * 12 * 1000,
  );
  return basic + account + transitional;
}

/** Monthly pension of a resident from 60, in cents: the basic pension and the account over 139 months. */
export function residentPensionCents(accountCents: number): number {
  return RESIDENT_BASIC_PENSION * 100 + divideRounded(accountCents, accountDivisor(60));
}

/**
 * A worker's pension after the increases of every January after the year it began, in cents. Increases have favoured
 * low pensions: none is left below 15 % of the average wage.
 */
export function increasedPensionCents(cents: number, startedInYear: number, year: number): number {
  let increased = cents;
  for (let january = startedInYear + 1; january <= year; january++)
    increased += divideRounded(increased * pensionIncrease(january), 1000);
  return Math.max(increased, averageWage(year) * FLOOR_PERCENT);
}

/** The mean of base over average wage, in parts of 10,000; 1 for who never paid a month himself. */
function contributionIndex(history: InsuranceHistory): number {
  let sum = 0;
  let months = 0;
  for (const { from, to, baseCents } of history.stretches) {
    const count = to - from + 1;
    sum += count * divideRounded(baseCents * 100, averageWage(yearOf(from)));
    months += count;
  }
  return months === 0 ? AVERAGE_INDEX : divideRounded(sum, months);
}
