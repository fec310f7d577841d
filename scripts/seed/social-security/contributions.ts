// Rows of contributions, one per month of work and one per year of residents, and of the employments behind them.
import { decimal } from '../cents.js';
import { numberHeldBy } from '../held-number.js';
import { monthFrom, monthOf, yyyymm } from '../month.js';
import type { Day, Person, RowSink } from '../world.js';
import { wageCents, type InsuranceHistory } from './insurance-history.js';
import { SCHEME_OF_WORK } from './insurance-kinds.js';

/** More than a working life has months and residents' years together. */
const CONTRIBUTIONS_A_PERSON = 1024;
const EMPLOYMENTS_A_PERSON = 64;

export interface ContributionRows {
  person: Person;
  history: InsuranceHistory;
  /** Number of the employer with this index. */
  employerNumber: (index: number) => string;
}

/** Writes the contributions in the order of the months that they are for; residents' years after those of work. */
export function writeContributions(
  { person, history, employerNumber }: ContributionRows,
  sink: RowSink,
): void {
  let id = person.index * CONTRIBUTIONS_A_PERSON;
  const outstanding = history.lastMonthOutstanding ? history.lastMonth : undefined;
  for (const { scheme, from, to, baseCents, number, employer, backPaidIn } of history.stretches) {
    const base = decimal(baseCents);
    const payer = employer === undefined ? null : employerNumber(employer);
    for (let month = from; month <= to; month++) {
      const paidFor = yyyymm(month);
      const paidIn = backPaidIn === undefined ? paidFor : yyyymm(backPaidIn);
      sink.row('contribution', id++, number, scheme, paidIn, paidFor, 1, base, payer, month !== outstanding);
    }
  }
  for (const { scheme, year, paidIn, baseCents, number } of history.residentYears) {
    const paidFor = yyyymm(monthFrom(year, 1));
    const base = decimal(baseCents);
    sink.row('contribution', id++, number, scheme, yyyymm(paidIn), paidFor, 12, base, null, true);
  }
}

/** Writes what was declared as employment; nothing that would begin after retirement, death or the city's today. */
export function writeEmployments(
  { person, history, employerNumber }: ContributionRows,
  asOf: Day,
  sink: RowSink,
): void {
  person.work.forEach((spell, place) => {
    if (spell.from > asOf || monthOf(spell.from) > (history.retirement ?? history.lastMonth)) return;
    const ended = spell.to !== undefined && spell.to <= asOf ? spell.to : null;
    const lastYear = Number((ended ?? asOf).slice(0, 4));
    sink.row(
      'employment',
      person.index * EMPLOYMENTS_A_PERSON + place,
      numberHeldBy(person, 'social-security', spell.from),
      spell.employer === undefined ? null : employerNumber(spell.employer),
      SCHEME_OF_WORK[spell.kind],
      spell.from,
      ended,
      decimal(wageCents(spell, lastYear)),
    );
  });
}
