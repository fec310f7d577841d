// The insurance schemes of contribution rows: since when each exists and which kinds one month of it pays.
import { monthFrom, type Month } from '../month.js';
import type { WorkSpell } from '../world.js';

/** 1 enterprise, 2 public institution, 3 flexible; residents a year at a time: 4 pension and medical, 6 medical alone. */
export type WorkScheme = 1 | 2 | 3;
export type ResidentScheme = 4 | 6;

export const SCHEME_OF_WORK: Readonly<Record<WorkSpell['kind'], WorkScheme>> = {
  ENTERPRISE: 1,
  PUBLIC_INSTITUTION: 2,
  FLEXIBLE: 3,
};

/** First month that a scheme was paid for: public institutions joined in 2014-10, individuals could from 1999. */
export const SCHEME_START: Readonly<Record<WorkScheme, Month>> = {
  1: monthFrom(1995, 1),
  2: monthFrom(2014, 10),
  3: monthFrom(1999, 1),
};

/** First year of the residents' schemes. */
export const RESIDENT_START_YEAR = 2011;

export interface InsuranceKind {
  table: 'HRSS' | 'NHSA';
  kind: string;
  schemes: readonly WorkScheme[];
  /** Earlier months of a scheme don't count for the kind. */
  start: Month;
}

/** Kinds that come with work. */
export const WORK_KINDS: readonly InsuranceKind[] = [
  { table: 'HRSS', kind: '110', schemes: [1, 3], start: monthFrom(1995, 1) },
  { table: 'HRSS', kind: '120', schemes: [2], start: monthFrom(2014, 10) },
  { table: 'HRSS', kind: '210', schemes: [1, 2], start: monthFrom(1999, 1) },
  { table: 'HRSS', kind: '410', schemes: [1, 2], start: monthFrom(2004, 1) },
  { table: 'NHSA', kind: '310', schemes: [1, 2, 3], start: monthFrom(2001, 1) },
  { table: 'NHSA', kind: '510', schemes: [1, 2], start: monthFrom(2001, 1) },
];

/** Serious-illness insurance comes with any medical insurance since then and is paid by the fund. */
export const SERIOUS_ILLNESS_START = monthFrom(2013, 1);
