// What a kept value is good for at a moment.
import { describe, expect, it } from '@jest/globals';
import { asOf, judgeValue, usefulForMs, type FreshnessWindows } from '../../gateway/cache/judge-value.js';
import type { StoredValue } from '../../gateway/cache/store.js';

const windows: FreshnessWindows = {
  freshForMs: 10_000,
  staleWhileRevalidateMs: 20_000,
  staleIfErrorMs: 60_000,
};
const fetchedAtMs = 1_000_000;
const value = (parts: Partial<StoredValue> = {}): StoredValue => ({
  text: '"x"',
  fetchedAtMs,
  ageMs: 0,
  maxAgeMs: undefined,
  epochs: [],
  ...parts,
});
const never: FreshnessWindows = { freshForMs: 0, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 };

describe('a value', () => {
  it.each([
    [0, 'fresh'],
    [9_999, 'fresh'],
    [10_000, 'revalidate'],
    [29_999, 'revalidate'],
    [30_000, 'fallback'],
    [69_999, 'fallback'],
    [70_000, 'useless'],
    // Clocks of two processes differ.
    [-1_000, 'fresh'],
    [-1_001, 'useless'],
  ] as const)('that is %d ms old is %s', (ageMs, judgement) => {
    expect(judgeValue(value(), windows, fetchedAtMs + ageMs)).toBe(judgement);
  });

  it.each([-1_000, 0, 1_000])('that must not be stored is useless, also when it is %d ms old', (ageMs) => {
    for (const text of ['"x"', 'null'])
      expect(judgeValue(value({ text, maxAgeMs: 0 }), windows, fetchedAtMs + ageMs)).toBe('useless');
  });

  it.each([
    ['that was old when it came counts that', { ageMs: 8_000 }, 2_000, 'revalidate'],
    ['with a shorter max-age is stale earlier', { maxAgeMs: 3_000 }, 3_000, 'revalidate'],
    ['with a shorter max-age is fresh until then', { maxAgeMs: 3_000 }, 2_999, 'fresh'],
    ['with a shorter max-age stands in from then on', { maxAgeMs: 3_000 }, 62_999, 'fallback'],
    ['with a shorter max-age is useless earlier', { maxAgeMs: 3_000 }, 63_000, 'useless'],
    ['with a longer max-age is fresh for no longer', { maxAgeMs: 90_000 }, 10_000, 'revalidate'],
    [
      'that was old when it came has a max-age from when it was true',
      { ageMs: 2_000, maxAgeMs: 3_000 },
      1_000,
      'revalidate',
    ],
    ['that is no record is fresh for five seconds', { text: 'null' }, 4_999, 'fresh'],
    ['that is no record is useless then', { text: 'null' }, 5_000, 'useless'],
    ['that is an empty list is useless after five seconds', { text: '[]' }, 5_000, 'useless'],
    ['that is no record heeds a shorter max-age', { text: 'null', maxAgeMs: 1_000 }, 1_000, 'useless'],
    ['that is a list with null in it is a record', { text: '[null]' }, 5_000, 'fresh'],
  ] as const)('%s', (_what, parts, afterMs, judgement) => {
    expect(judgeValue(value(parts), windows, fetchedAtMs + afterMs)).toBe(judgement);
  });

  it('of a kind that is never kept is useless at once', () => {
    expect(judgeValue(value(), never, fetchedAtMs)).toBe('useless');
  });

  it('was true before the department was asked, by its age', () => {
    expect(asOf(value({ ageMs: 300 }))).toBe(fetchedAtMs - 300);
  });
});

describe('the time for which a value is worth keeping', () => {
  it.each([
    ['ends with its last window', {}, windows, 70_000],
    ['ends with the longer of the two', {}, { ...windows, staleIfErrorMs: 5_000 }, 30_000],
    ['is shorter by how old it is already', { ageMs: 8_000 }, windows, 62_000],
    ['is over for what is older than all windows', { ageMs: 80_000 }, windows, 0],
    ['is shorter by a shorter max-age', { maxAgeMs: 3_000 }, windows, 63_000],
    ['is none for what must not be stored', { maxAgeMs: 0 }, windows, 0],
    ['is five seconds for no record', { text: '[]' }, windows, 5_000],
    ['is none for a kind that is never kept', {}, never, 0],
  ] as const)('%s', (_what, parts, kind, ms) => {
    expect(usefulForMs(value(parts), kind)).toBe(ms);
  });

  it('is over no earlier than the value is useless', () => {
    for (const parts of [{}, { ageMs: 8_000 }, { maxAgeMs: 3_000 }, { text: 'null' }]) {
      const one = value(parts);
      const endMs = fetchedAtMs + usefulForMs(one, windows);
      expect(judgeValue(one, windows, endMs - 1)).not.toBe('useless');
      expect(judgeValue(one, windows, endMs)).toBe('useless');
    }
  });
});
