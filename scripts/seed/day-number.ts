// Days as whole numbers since 1970-01-01, so that a generator can add, compare and draw them.
import type { Day } from './world.js';

const MS_PER_DAY = 86_400_000;
const texts = new Map<number, Day>();

export function dayNumber(day: Day): number {
  return Date.parse(day) / MS_PER_DAY;
}

/** The same day as ISO 8601 text. The city's days are few (some 60,000), so each text is made once. */
export function dayText(number: number): Day {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const text = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
  texts.set(number, text);
  return text;
}

export function yearOfDay(day: Day): number {
  return Number(day.slice(0, 4));
}

/** The first day on which somebody born on `birth` is `years` old: 1 March for 29 February where there is none. */
export function birthday(birth: number, years: number): number {
  const born = dayText(birth);
  return Math.round(
    Date.UTC(yearOfDay(born) + years, Number(born.slice(5, 7)) - 1, Number(born.slice(8))) / MS_PER_DAY,
  );
}

/** Whole years of age on a day. */
export function ageOn(birthDate: Day, on: Day): number {
  const years = yearOfDay(on) - yearOfDay(birthDate);
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The number yyyymm of the month that a day lies in. */
export function yyyymmOf(day: Day): number {
  return Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
}
