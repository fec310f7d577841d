// What somebody paid for social insurance, month by month of work and year by year without it.
import type { CityKey } from '../city-key.js';
import {
  minimumContributionMonths,
  statutoryRetirement,
} from '../../../subgraphs/social-security/retirement.js';
import { divideRounded } from '../cents.js';
import { numberHeldBy } from '../held-number.js';
import { monthFrom, monthOf, yearOf, type Month } from '../month.js';
import { averageWage } from '../provincial-figures.js';
import type { Random } from '../random.js';
import type { Day, Person, WorkSpell } from '../world.js';
import {
  RESIDENT_START_YEAR,
  SCHEME_OF_WORK,
  SCHEME_START,
  type ResidentScheme,
  type WorkScheme,
} from './insurance-kinds.js';

/** Months of work within one calendar year, paid on one base. */
export interface PaidStretch {
  scheme: WorkScheme;
  from: Month;
  to: Month;
  /** Contribution base a month. */
  baseCents: number;
  employer?: number;
  number: string;
  /** When the months were paid, all at once and later; missing for months paid as they came. */
  backPaidIn?: Month;
}

/** A resident's payment for a whole year. */
export interface ResidentYear {
  scheme: ResidentScheme;
  year: number;
  paidIn: Month;
  /** A twelfth of what was paid. */
  baseCents: number;
  number: string;
}

export interface InsuranceHistory {
  stretches: PaidStretch[];
  residentYears: ResidentYear[];
  /** Statutory month of retirement of somebody who ever worked. */
  retirement?: Month;
  /** Months of work before the scheme began that count as if paid (视同缴费). */
  deemedMonths: number;
  /** Months of work paid for and received. */
  paidMonths: number;
  /** The month now running has been declared, but its money isn't there yet. */
  lastMonthOutstanding: boolean;
  /** The present month, or that of death, disappearance or moving away. */
  lastMonth: Month;
}

/** Yearly payments that residents choose from, with their frequency, CNY; each is twelve times whole cents. */
const RESIDENT_TIERS = [
  [300, 60],
  [600, 20],
  [900, 10],
  [1500, 6],
  [3000, 4],
] as const;

/** A twelfth of the residents' yearly medical contribution in cents, from 2011. */
const MEDICAL_TWELFTHS = [
  500, 500, 600, 700, 900, 1000, 1250, 1500, 1850, 2100, 2350, 2675, 2925, 3175, 3350,
];

/** Year from which people registered elsewhere could join the residents' scheme here. */
const NON_LOCAL_RESIDENTS_SINCE = 2020;

/** Age before 2025 at which the person would have retired. */
export function originalRetirementAge(person: Person): 60 | 55 | 50 {
  if (person.sex === 'MALE') return 60;
  return person.cadre ? 55 : 50;
}

/** The whole history of a person: no work after retirement, and nothing after death, leaving or the city's today. */
export function insuranceHistory(person: Person, city: CityKey, random: Random): InsuranceHistory {
  const today = monthOf(city.asOf);
  const lastMonth = Math.min(today, monthOf(lastDay(person) ?? city.asOf));
  const history: InsuranceHistory = {
    stretches: [],
    residentYears: [],
    deemedMonths: 0,
    paidMonths: 0,
    lastMonthOutstanding: false,
    lastMonth,
  };
  if (person.work.length > 0) {
    history.retirement = retirementMonth(person);
    addWork(history, person, Math.min(lastMonth, history.retirement));
    history.lastMonthOutstanding = history.stretches.at(-1)?.to === today && random.chance(0.3);
    if (history.lastMonthOutstanding) history.paidMonths -= 1;
  }
  addResidentYears(history, person, random);
  return history;
}

function lastDay({ died, missingSince, hukou, hukouSince }: Person): Day | undefined {
  return died?.on ?? missingSince ?? (hukou === 'MOVED_OUT' ? hukouSince : undefined);
}

function retirementMonth(person: Person): Month {
  const { birthDate, sex } = person;
  const { ageMonths } = statutoryRetirement({ sex, birthDate, originalAge: originalRetirementAge(person) });
  return monthOf(birthDate) + ageMonths;
}

function addWork(history: InsuranceHistory, person: Person, last: Month): void {
  let next: Month = 0;
  for (const spell of person.work) {
    const start = SCHEME_START[SCHEME_OF_WORK[spell.kind]];
    const began = Math.max(monthOf(spell.from), next);
    const to = Math.min(spell.to ? monthOf(spell.to) : last, last);
    if (to < began) continue;
    if (spell.kind !== 'FLEXIBLE') history.deemedMonths += Math.max(0, Math.min(to + 1, start) - began);
    const from = Math.max(began, start);
    if (from <= to) addSpell(history, person, spell, from, to);
    next = to + 1;
  }
}

function addSpell(history: InsuranceHistory, person: Person, spell: WorkSpell, from: Month, to: Month): void {
  const backPaidFrom = to - Math.min(spell.backPaidMonths, to - from + 1) + 1;
  const backPaidIn = Math.min(to + 2, history.lastMonth);
  const number = numberHeldBy(person, 'social-security', spell.from);
  const scheme = SCHEME_OF_WORK[spell.kind];
  for (let month = from; month <= to;) {
    const yearEnd = monthFrom(yearOf(month), 12);
    const late = month >= backPaidFrom;
    const end = Math.min(to, yearEnd, late ? to : backPaidFrom - 1);
    history.stretches.push({
      scheme,
      from: month,
      to: end,
      baseCents: contributionBase(spell, yearOf(month)),
      number,
      ...(spell.employer === undefined ? {} : { employer: spell.employer }),
      ...(late ? { backPaidIn } : {}),
    });
    history.paidMonths += end - month + 1;
    month = end + 1;
  }
}

/** Monthly wage of a spell in a year, in cents: it grows with the provincial average. */
export function wageCents(spell: WorkSpell, year: number): number {
  const start = Math.round(spell.startingWage * 100);
  return divideRounded(start * averageWage(year), averageWage(Number(spell.from.slice(0, 4))));
}

/** The wage in whole yuan, but within 60 % and 300 % of the provincial average. */
function contributionBase(spell: WorkSpell, year: number): number {
  const average = averageWage(year);
  const wage = divideRounded(wageCents(spell, year), 100) * 100;
  return Math.min(Math.max(wage, average * 60), average * 300);
}

function addResidentYears(history: InsuranceHistory, person: Person, random: Random): void {
  const since = residentSince(person);
  if (since === undefined) return;
  const born = monthOf(person.birthDate);
  const worked = yearsOfWork(person, history);
  const tierCents = (random.weighted(RESIDENT_TIERS) * 100) / 12;
  for (let year = Math.max(since, yearOf(born)); year <= yearOf(history.lastMonth); year++) {
    const paidIn = Math.max(born, monthFrom(year, random.integer(2, 10)));
    if (worked(year) || paidIn > history.lastMonth || random.chance(0.05)) continue;
    const age = paidIn - born;
    const scheme = age >= 16 * 12 && age < 60 * 12 ? 4 : 6;
    const baseCents = scheme === 4 ? tierCents : medicalTwelfth(year);
    const number = numberHeldBy(person, 'social-security', `${year}-01-01`);
    history.residentYears.push({ scheme, year, paidIn, baseCents, number });
  }
}

/** First year in which the residents' schemes were open to the person; missing where they never were. */
function residentSince(person: Person): number | undefined {
  const { hukou, hukouSince, birthDate, arrivedOn, home } = person;
  if (hukou === 'NOT_LOCAL' && home === undefined) return undefined;
  const open = hukou === 'NOT_LOCAL' ? NON_LOCAL_RESIDENTS_SINCE : RESIDENT_START_YEAR;
  const here = arrivedOn ?? (hukou === 'LOCAL' ? (hukouSince ?? birthDate) : birthDate);
  return Math.max(open, Number(here.slice(0, 4)));
}

/** Whether a year saw work, or a pension from work. */
function yearsOfWork(person: Person, history: InsuranceHistory): (year: number) => boolean {
  const spells = person.work.map((spell) => ({
    from: Number(spell.from.slice(0, 4)),
    to: spell.to ? Number(spell.to.slice(0, 4)) : Infinity,
  }));
  return (year) => spells.some(({ from, to }) => from <= year && year <= to) || retiredBy(history, year);
}

function retiredBy(history: InsuranceHistory, year: number): boolean {
  return (
    history.retirement !== undefined && drawsEmployeePension(history) && yearOf(history.retirement) < year
  );
}

/** Whether the months worked are enough for a pension from work, once the age is reached. */
export function drawsEmployeePension(history: InsuranceHistory): boolean {
  if (history.retirement === undefined || history.retirement >= history.lastMonth) return false;
  const month = `${yearOf(history.retirement)}-01`;
  return history.paidMonths + history.deemedMonths >= minimumContributionMonths(month);
}

function medicalTwelfth(year: number): number {
  const place = Math.min(year - RESIDENT_START_YEAR, MEDICAL_TWELFTHS.length - 1);
  return MEDICAL_TWELFTHS[place]!;
}
