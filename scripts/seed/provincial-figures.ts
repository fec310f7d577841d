// Yearly figures that contributions, pensions and benefits are computed from, close to Anhui's but rounded: test data.

/** Average monthly wage in force for the year, CNY, from 1978. */
const AVERAGE_WAGES = [
  ...[48, 52, 60, 62, 64, 66, 75, 90, 102, 112, 133, 150, 166, 180, 210, 255],
  ...[330, 400, 445, 480, 515, 555, 590, 660, 775, 880, 1080],
  ...[1280, 1480, 1850, 2200, 2470, 2840, 3300, 3600, 3850, 4050, 4350, 4600, 4800, 5000],
  ...[5200, 5460, 5950, 6400, 6750, 7010, 7210, 7420],
];
const FIRST_WAGE_YEAR = 1978;

/** Interest on personal pension accounts in hundredths of a percent, from 1995 (记账利率; national since 2016). */
const ACCOUNT_INTEREST = [
  ...[
    1098, 747, 567, 525, 225, 225, 225, 198, 198, 225, 225, 252, 414, 387, 225, 275, 350, 325, 300, 275, 250,
  ],
  ...[831, 712, 829, 761, 604, 669, 612, 397, 262, 150, 150],
];
const FIRST_INTEREST_YEAR = 1995;

/** Yearly increase of pensions in payment in tenths of a percent, from 2006. */
const PENSION_INCREASES = [
  ...[100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 65, 55, 50, 50, 50, 45, 40, 38, 30, 20, 20],
];
const FIRST_INCREASE_YEAR = 2006;

/** Minimum wage a month, CNY, in the years it was raised. */
const MINIMUM_WAGES: readonly (readonly [year: number, wage: number])[] = [
  [2021, 1500],
  [2023, 1930],
  [2018, 1280],
  [2015, 1250],
  [2013, 1040],
  [2011, 720],
  [2007, 500],
  [2004, 360],
  [1999, 230],
];

/** Basic resident pension a month, CNY, before anything paid in. */
export const RESIDENT_BASIC_PENSION = 165;

/** Months that a personal account is spread over, by the age in years at retirement from 50 to 63 (计发月数). */
const DIVISORS = [195, 190, 185, 180, 175, 170, 164, 158, 152, 145, 139, 132, 125, 117];
const FIRST_DIVISOR_AGE = 50;

/** Average monthly wage of a year in CNY. */
export function averageWage(year: number): number {
  return inSeries(AVERAGE_WAGES, year - FIRST_WAGE_YEAR);
}

/** Interest of a year on personal pension accounts, in hundredths of a percent. */
export function accountInterest(year: number): number {
  return inSeries(ACCOUNT_INTEREST, year - FIRST_INTEREST_YEAR);
}

/** Increase of pensions in payment in January of a year, in tenths of a percent; none before 2006. */
export function pensionIncrease(year: number): number {
  return year < FIRST_INCREASE_YEAR ? 0 : inSeries(PENSION_INCREASES, year - FIRST_INCREASE_YEAR);
}

/** Minimum wage a month in CNY; that of 1999 for the years before. */
export function minimumWage(year: number): number {
  let inForce = 0;
  for (const [since, wage] of MINIMUM_WAGES) if (since <= year) inForce = Math.max(inForce, wage);
  return inForce || 230;
}

/** Months over which a personal account is paid out to somebody who retires at an age in whole years. */
export function accountDivisor(ageYears: number): number {
  return inSeries(DIVISORS, ageYears - FIRST_DIVISOR_AGE);
}

/** The value at a place, or the nearest one that the series has. */
function inSeries(series: readonly number[], place: number): number {
  return series[Math.min(Math.max(place, 0), series.length - 1)]!;
}
