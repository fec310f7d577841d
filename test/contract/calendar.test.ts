// Dates, instants and decimals as strings.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chinaDay, parseDate, parseDateTime, parseYearMonth } from '../../schema/contract/calendar.js';
import { parseDecimal } from '../../schema/contract/decimal.js';
import { HOSTILE_INPUT } from './hostile-input.js';

describe('a date', () => {
  it.each(['2024-02-29', '2000-02-29', '1949-12-31', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(parseDate(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-04-31',
    '2023-13-01',
    '2023-00-10',
    '2023-01-00',
    '0000-01-01',
    '2023-1-1',
    '20230101',
    '2023-01-01 ',
    '2023-01-01\n',
    '２０２３-01-01',
    '2023-01-01T00:00:00Z',
  ])('%j does not', (text) => {
    expect(parseDate(text).ok).toBe(false);
  });

  it('exists exactly when the calendar of the runtime has it', () => {
    const number = (max: number) =>
      fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), number(13), number(32), (year, month, day) => {
        const text = `${year}-${month}-${day}`;
        const date = new Date(`${text}T00:00:00Z`);
        expect(parseDate(text).ok).toBe(!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a month', () => {
  it.each(['2024-01', '1999-12'])('%s exists', (text) => {
    expect(parseYearMonth(text)).toEqual({ ok: true, value: text });
  });

  it.each(['2024-13', '2024-00', '202401', '2024-1', '2024-01-01', '0000-01', ''])('%j does not', (text) => {
    expect(parseYearMonth(text).ok).toBe(false);
  });
});

describe('an instant', () => {
  it.each([
    ['2025-08-01T00:00:00Z', '2025-08-01T00:00:00Z'],
    ['2025-08-01T09:30:00.123456789+08:00', '2025-08-01T09:30:00.123456789+08:00'],
    ['2025-08-01t09:30:00z', '2025-08-01T09:30:00Z'],
    ['2025-08-01T09:30:00-00:00', '2025-08-01T09:30:00-00:00'],
  ])('%s is written by RFC 3339', (text, value) => {
    expect(parseDateTime(text)).toEqual({ ok: true, value });
  });

  it.each([
    '2025-08-01',
    '2025-08-01T09:30:00',
    '2025-08-01 09:30:00Z',
    '2025-08-01T24:00:00Z',
    '2025-08-01T09:60:00Z',
    '2016-12-31T23:59:60Z',
    '2025-02-29T09:30:00Z',
    '2025-08-01T09:30Z',
    '2025-08-01T09:30:00+0800',
    '2025-08-01T09:30:00+24:00',
    '2025-08-01T09:30:00+08:60',
    '2025-08-01T09:30:00.Z',
    '2025-08-01T09:30:00.1234567890Z',
  ])('%s is not', (text) => {
    expect(parseDateTime(text).ok).toBe(false);
  });

  it('is one the runtime can read', () => {
    const instant = fc.date({
      min: new Date('1000-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(instant, (date) => parseDateTime(date.toISOString()).ok));
  });
});

describe('the day in China', () => {
  it.each([
    ['2025-07-31T15:59:59.999Z', '2025-07-31'],
    ['2025-07-31T16:00:00Z', '2025-08-01'],
    ['2024-12-31T16:00:00Z', '2025-01-01'],
    ['2024-02-28T16:00:00Z', '2024-02-29'],
  ])('at %s is %s', (now, day) => {
    expect(chinaDay(new Date(now))).toBe(day);
  });

  it('is the one of Asia/Shanghai at any instant since 1992', () => {
    const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
    const instant = fc.date({
      min: new Date('1992-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (now) => {
        expect(chinaDay(now)).toBe(shanghai.format(now));
      }),
    );
  });
});

describe('a decimal', () => {
  it.each(['0', '-1', '12.5', '0.5653', '-0.0001', '999999999999999999.9999', '0.50', '007'])(
    '%s is one',
    (text) => {
      expect(parseDecimal(text)).toEqual({ ok: true, value: text });
    },
  );

  it.each([
    '',
    '-',
    '.5',
    '5.',
    '+1',
    '1e5',
    '1,000',
    ' 1',
    '1\n',
    '--1',
    '1.23456',
    '1234567890123456789',
    'NaN',
    'Infinity',
    '１',
    '0x1',
    '1.2.3',
  ])('%j is none', (text) => {
    expect(parseDecimal(text).ok).toBe(false);
  });
});

describe('hostile input', () => {
  it('is no date, month, instant or decimal', () => {
    for (const input of HOSTILE_INPUT) {
      for (const parse of [parseDate, parseYearMonth, parseDateTime, parseDecimal]) {
        expect(parse(input).ok).toBe(false);
      }
    }
  });
});
