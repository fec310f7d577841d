// The personal account of the pension insurance: 8 % of every base paid in and the year's interest.
import { divideRounded } from '../cents.js';
import { yearOf } from '../month.js';
import { accountInterest } from '../provincial-figures.js';
import type { InsuranceHistory, PaidStretch } from './insurance-history.js';

export interface AccountYear {
  year: number;
  creditedCents: number;
  interestCents: number;
  balanceCents: number;
}

const ACCOUNT_PERCENT = 8;

/**
 * The account's entries from the first payment to the year `until`: every year bears interest on the balance before
 * and half a year's on what was credited. What residents pay for their pension is credited whole.
 */
export function accountYears(history: InsuranceHistory, until: number): AccountYear[] {
  const credits = yearlyCredits(history);
  const first = Math.min(...credits.keys());
  const years: AccountYear[] = [];
  let balanceCents = 0;
  for (let year = first; year <= until; year++) {
    const creditedCents = credits.get(year) ?? 0;
    const bearing = 2 * balanceCents + creditedCents;
    const interestCents = divideRounded(bearing * accountInterest(year), 20_000);
    balanceCents += creditedCents + interestCents;
    years.push({ year, creditedCents, interestCents, balanceCents });
  }
  return years;
}

function yearlyCredits(history: InsuranceHistory): Map<number, number> {
  const credits = new Map<number, number>();
  const credit = (year: number, cents: number): void => {
    credits.set(year, (credits.get(year) ?? 0) + cents);
  };
  for (const stretch of history.stretches) {
    const months = stretch.to - stretch.from + 1 - (isOutstanding(history, stretch) ? 1 : 0);
    const paidIn = stretch.backPaidIn ?? stretch.from;
    credit(yearOf(paidIn), months * divideRounded(stretch.baseCents * ACCOUNT_PERCENT, 100));
  }
  for (const { scheme, paidIn, baseCents } of history.residentYears)
    if (scheme === 4) credit(yearOf(paidIn), baseCents * 12);
  return credits;
}

function isOutstanding(history: InsuranceHistory, stretch: PaidStretch): boolean {
  return history.lastMonthOutstanding && stretch === history.stretches.at(-1);
}
