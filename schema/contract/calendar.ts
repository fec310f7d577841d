// Dates as the contract writes them: ISO 8601 days and months, RFC 3339 instants, and the day it is in China.
import { accepted, refused, type Checked } from './identifier-problem.js';
import { toUpperAscii } from './identifier-text.js';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEAR_MONTH = /^(\d{4})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-](\d{2}):(\d{2}))$/;

/** `2023-08-17T09:30:00.123456789+08:00`: nothing longer is a date of any kind. */
const MAX_INPUT_LENGTH = 35;

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** A day that exists in the Gregorian calendar, `YYYY-MM-DD` (ISO 8601), years 0001 to 9999. */
export function parseDate(text: string): Checked<string> {
  return isDate(text)
    ? accepted(text)
    : refused(
        '日期应为存在的日子，格式 YYYY-MM-DD。',
        'A date must be a day that exists, written YYYY-MM-DD.',
      );
}

/** A month `YYYY-MM` (ISO 8601), years 0001 to 9999. */
export function parseYearMonth(text: string): Checked<string> {
  const month = bounded(YEAR_MONTH, text);
  return month && isDate(`${text}-01`)
    ? accepted(text)
    : refused('月份格式应为 YYYY-MM。', 'A month must be written YYYY-MM.');
}

/**
 * An instant with its offset (RFC 3339), up to nanoseconds; `t` and `z` are made upper case, as the RFC allows them.
 * A leap second `:60` is refused: the runtime's clock can't represent it.
 */
export function parseDateTime(text: string): Checked<string> {
  const value = text.length > MAX_INPUT_LENGTH ? '' : toUpperAscii(text);
  return isDate(value.slice(0, 10)) && value.charAt(10) === 'T' && isTime(value.slice(11))
    ? accepted(value)
    : refused(
        '时间应含时区偏移，格式如 YYYY-MM-DDThh:mm:ss+08:00。',
        'A time must carry its offset, written like YYYY-MM-DDThh:mm:ss+08:00.',
      );
}

/**
 * The calendar day in China (Asia/Shanghai) at `now`, `YYYY-MM-DD`. A fixed UTC+8 is exact for instants since 1992:
 * China has had no daylight saving since 1991.
 */
export function chinaDay(now: Date): string {
  return new Date(now.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

function isDate(text: string): boolean {
  const [, year, month, day] = (bounded(DATE, text) ?? []).map(Number);
  if (!year || !month || !day || month > 12) return false;
  return day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return leap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isTime(text: string): boolean {
  const match = bounded(TIME, text);
  if (!match) return false;
  const [, hour, minute, second, , , offsetHour = '0', offsetMinute = '0'] = match;
  return (
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60 &&
    Number(offsetHour) < 24 &&
    Number(offsetMinute) < 60
  );
}

function bounded(pattern: RegExp, text: string): RegExpExecArray | null {
  return text.length > MAX_INPUT_LENGTH ? null : pattern.exec(text);
}
