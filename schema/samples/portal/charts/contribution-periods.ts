// Contributions of all insurance kinds, added up by the month that they were paid for: what the chart draws.
import { nodesOf, type Contributions } from '../page/citizen.js';
import { sumDecimals } from './decimals.js';

export interface ContributionPeriod {
  /** `2026-03`. */
  readonly month: string;
  /** CNY. */
  readonly personal: string;
  readonly employer: string;
  readonly total: string;
}

const maxPeriods = 12;

/** The latest months, oldest first. */
export function listContributionPeriods(contributions: Contributions): ContributionPeriod[] {
  const nodes = nodesOf(contributions);
  const months = [...new Set(nodes.map(({ periodPaidFor }) => periodPaidFor))]
    .filter((month) => month !== null)
    .sort();
  // Where more follow, the page may end in the middle of its oldest month: half a month would look like a fall.
  if ((contributions.totalCount ?? 0) > nodes.length) months.shift();
  return months.slice(-maxPeriods).map((month) => {
    const paid = nodes.filter(({ periodPaidFor }) => periodPaidFor === month);
    const personal = sumDecimals(paid.map(({ personalAmount }) => personalAmount));
    const employer = sumDecimals(paid.map(({ employerAmount }) => employerAmount));
    return { month, personal, employer, total: sumDecimals([personal, employer]) };
  });
}
