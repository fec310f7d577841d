// When meters are read and bills fall due in the two years before a day.
import { dayNumber } from '../day-number.js';
import { dayIn, monthOf, yearOf, yyyymm, type Month } from '../month.js';
import type { Supply } from '../tariffs.js';
import type { Day } from '../world.js';

/** Months of bills that are kept. */
const WINDOW_MONTHS = 24;

/** Day of the month after the period on which a meter is read. */
const READING_DAY = 2;
const DUE_DAY = 25;

/** Months that one bill covers. */
export const PERIOD_MONTHS: Readonly<Record<Supply, 1 | 2>> = { ELECTRICITY: 1, WATER: 2, GAS: 2 };

export interface BillingPeriod {
  /** Last month of the period. */
  month: Month;
  yyyymm: number;
  year: number;
  /** January is 0. */
  monthOfYear: number;
  /** Day numbers. */
  readOn: number;
  dueOn: number;
  /** Bills of earlier periods of the first year are gone, but they count towards its tiers. */
  kept: boolean;
}

export type BillingCalendar = Readonly<Record<Supply, readonly BillingPeriod[]>>;

/** The periods read before `asOf`, oldest first: 24 months of bills and what comes before them in that calendar year. */
export function billingCalendar(asOf: Day): BillingCalendar {
  return {
    ELECTRICITY: periods('ELECTRICITY', asOf),
    WATER: periods('WATER', asOf),
    GAS: periods('GAS', asOf),
  };
}

function periods(supply: Supply, asOf: Day): BillingPeriod[] {
  const step = PERIOD_MONTHS[supply];
  const lastRead = dayIn(monthOf(asOf), READING_DAY) <= asOf ? monthOf(asOf) - 1 : monthOf(asOf) - 2;
  // Periods of two months end in the even months of the calendar, so that a year has whole ones.
  const last = lastRead - ((lastRead + 1) % step);
  const firstKept = last - WINDOW_MONTHS + step;
  const first = yearOf(firstKept) * 12 + step - 1;
  const found: BillingPeriod[] = [];
  for (let month = first; month <= last; month += step) {
    found.push({
      month,
      yyyymm: yyyymm(month),
      year: yearOf(month),
      monthOfYear: month % 12,
      readOn: dayNumber(dayIn(month + 1, READING_DAY)),
      dueOn: dayNumber(dayIn(month + 1, DUE_DAY)),
      kept: month >= firstKept,
    });
  }
  return found;
}
