// Rows of unemployment benefits, drawn in the gaps after jobs in enterprises.
import { decimal, divideRounded } from '../cents.js';
import { numberHeldBy } from '../held-number.js';
import { dayIn, monthFrom, monthOf, yearOf, yyyymm, type Month } from '../month.js';
import { minimumWage } from '../provincial-figures.js';
import type { Random } from '../random.js';
import type { Person, RowSink } from '../world.js';
import type { InsuranceHistory } from './insurance-history.js';

const BENEFITS_A_PERSON = 64;
const BENEFIT_START = monthFrom(1999, 1);
const PERCENT_OF_MINIMUM_WAGE = 90;

interface Gap {
  from: Month;
  /** Last month without a job. */
  to: Month;
  /** A job, retirement, death or nothing yet ended it. */
  open: boolean;
}

/**
 * Writes the benefits of six in ten gaps of two months and more: at most 12, 18 or 24 months after 1, 5 or 10 years paid,
 * each 90 % of the minimum wage of the year it began in.
 */
export function writeUnemploymentBenefits(
  person: Person,
  history: InsuranceHistory,
  random: Random,
  sink: RowSink,
): void {
  gapsAfterEnterprises(person, history).forEach((gap, place) => {
    const entitled = entitlement(monthsPaidBefore(history, gap.from));
    if (entitled === 0 || gap.to - gap.from < 1 || !random.chance(0.6)) return;
    const until = gap.from + entitled - 1;
    const running = gap.open && until >= gap.to;
    sink.row(
      'unemployment_benefit',
      person.index * BENEFITS_A_PERSON + place,
      numberHeldBy(person, 'social-security', dayIn(gap.from, 1)),
      yyyymm(gap.from),
      yyyymm(running ? until : Math.min(until, gap.to)),
      decimal(divideRounded(minimumWage(yearOf(gap.from)) * PERCENT_OF_MINIMUM_WAGE * 100, 100)),
      running ? '1' : until <= gap.to ? '2' : '3',
    );
  });
}

function gapsAfterEnterprises(person: Person, history: InsuranceHistory): Gap[] {
  const retirement = history.retirement ?? history.lastMonth;
  return person.work.flatMap((spell, place) => {
    if (spell.kind !== 'ENTERPRISE' || spell.to === undefined) return [];
    const next = person.work[place + 1];
    const from = monthOf(spell.to) + 1;
    const end = Math.min(next ? monthOf(next.from) - 1 : Infinity, retirement, history.lastMonth);
    const open = !next && !person.died && retirement > history.lastMonth;
    return from < BENEFIT_START || from > end ? [] : [{ from, to: end, open }];
  });
}

function monthsPaidBefore(history: InsuranceHistory, month: Month): number {
  let months = 0;
  for (const { scheme, from, to } of history.stretches)
    if (scheme !== 3 && to < month && to >= BENEFIT_START) months += to - Math.max(from, BENEFIT_START) + 1;
  return months;
}

function entitlement(monthsPaid: number): number {
  if (monthsPaid < 12) return 0;
  if (monthsPaid < 60) return 12;
  return monthsPaid < 120 ? 18 : 24;
}
