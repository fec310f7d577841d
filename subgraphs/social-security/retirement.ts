// When somebody retires by law and how many months must be paid by then: 渐进式延迟法定退休年龄, in force since 2025-01.

export interface RetirementClass {
  sex: 'MALE' | 'FEMALE';
  /** ISO 8601 day. */
  birthDate: string;
  /** Age before the change, in years: men 60, women 55 (managerial, technical and flexible posts) or 50. */
  originalAge: 60 | 55 | 50;
}

export interface StatutoryRetirement {
  /** `YYYY-MM`. */
  month: string;
  ageMonths: number;
}

/** Month of reaching the original age from which retirement is delayed, counted in months since year 0. */
const FIRST_DELAYED_MONTH = monthNumber(2025, 1);

/** One month later per so many months of birth, and at most so many months in all. */
const DELAYS = {
  60: { perMonths: 4, atMost: 36 },
  55: { perMonths: 4, atMost: 36 },
  50: { perMonths: 2, atMost: 60 },
} as const;

const MINIMUM_BEFORE_2030 = 180;
const MINIMUM_FROM_2039 = 240;
const MINIMUM_STEP = 6;

/**
 * The statutory retirement age and the month in which it is reached, by the decision of the Standing Committee of the
 * National People's Congress of 2024-09-13: men from 60 to 63 and women from 55 to 58, a month per four months;
 * women from 50 to 55, a month per two months. Who reached the original age before 2025 is not touched.
 * @throws RangeError when men are given a woman's original age or the other way round.
 */
export function statutoryRetirement({ sex, birthDate, originalAge }: RetirementClass): StatutoryRetirement {
  if ((sex === 'MALE') !== (originalAge === 60))
    throw new RangeError('The original retirement age is 60 for men and 55 or 50 for women.');
  const born = monthNumber(Number(birthDate.slice(0, 4)), Number(birthDate.slice(5, 7)));
  const ageMonths = originalAge * 12 + delayMonths(born + originalAge * 12, originalAge);
  return { month: formatMonth(born + ageMonths), ageMonths };
}

/**
 * Months of contributions that a monthly pension takes when retiring in `retirementMonth` (`YYYY-MM`):
 * 180 until 2029, then six more every year up to 240 in 2039 (the same decision, article 2).
 */
export function minimumContributionMonths(retirementMonth: string): number {
  const raisedYears = Math.max(0, Number(retirementMonth.slice(0, 4)) - 2029);
  return Math.min(MINIMUM_FROM_2039, MINIMUM_BEFORE_2030 + MINIMUM_STEP * raisedYears);
}

function delayMonths(originalMonth: number, originalAge: RetirementClass['originalAge']): number {
  const { perMonths, atMost } = DELAYS[originalAge];
  const since = originalMonth - FIRST_DELAYED_MONTH;
  return since < 0 ? 0 : Math.min(atMost, Math.floor(since / perMonths) + 1);
}

function monthNumber(year: number, month: number): number {
  return year * 12 + month - 1;
}

function formatMonth(number: number): string {
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}
