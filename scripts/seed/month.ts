// Calendar months as whole numbers counted from year 0, so that they can be added, compared and looped over.
import type { Day } from './world.js';

/** Months since January of year 0. */
export type Month = number;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The month that a day lies in. */
export function monthOf(day: Day): Month {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

export function monthFrom(year: number, monthOfYear: number): Month {
  return year * 12 + monthOfYear - 1;
}

/** The month of an integer yyyymm, the form that the departments' tables hold. */
export function monthOfYyyymm(yyyymm: number): Month {
  return monthFrom(Math.floor(yyyymm / 100), yyyymm % 100);
}

export function yyyymm(month: Month): number {
  const monthOfYear = month % 12;
  return ((month - monthOfYear) / 12) * 100 + monthOfYear + 1;
}

export function yearOf(month: Month): number {
  return Math.floor(month / 12);
}

/** Day of a month, or its last day where the month is shorter. */
export function dayIn(month: Month, dayOfMonth: number): Day {
  const date = Math.min(dayOfMonth, daysIn(month));
  const number = String(yyyymm(month)).padStart(6, '0');
  return `${number.slice(0, 4)}-${number.slice(4)}-${date < 10 ? '0' : ''}${date}`;
}

export function daysIn(month: Month): number {
  const year = yearOf(month);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month % 12 === 1 && leap ? 29 : (DAYS[month % 12] ?? 30);
}

/** The day `years` later; 29 February becomes the 28th where there is none. */
export function yearsAfter(day: Day, years: number): Day {
  return dayIn(monthOf(day) + years * 12, Number(day.slice(8)));
}
