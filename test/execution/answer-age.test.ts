// What departments say of keeping their answers, in every form that RFC 9111 has and in some that it hasn't.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAnswerAge } from '../../gateway/departments/answer-age.js';

const maxAgeOf = (...lines: string[]): number | undefined =>
  readAnswerAge({ 'cache-control': lines.length === 1 ? lines[0] : lines })?.maxAgeMs;

describe('Cache-Control', () => {
  it.each([
    ['max-age=60', 60_000],
    ['Max-Age=60', 60_000],
    ['max-age="60"', 60_000],
    ['max-age = 60', 60_000],
    ['max-age=0', 0],
    ['private, max-age=60', 60_000],
    ['public,max-age=60', 60_000],
    ['max-age=60, stale-while-revalidate=600', 60_000],
    ['max-age=60, s-maxage=10', 10_000],
    ['max-age=10, s-maxage=60', 10_000],
    ['max-age=60, max-age=30', 30_000],
    ['max-age=99999999999999999999', 2 ** 31 * 1_000],
    ['no-store', 0],
    ['NO-STORE', 0],
    ['no-cache', 0],
    ['no-cache="set-cookie, x-trace"', 0],
    ['max-age=60, must-revalidate', 0],
    ['max-age=60, proxy-revalidate', 0],
    ['private, no-store, max-age=600', 0],
    [' , ,no-store, ', 0],
    ['"no-store"', 0],
  ])('%j is %p ms', (header, maxAgeMs) => {
    expect(maxAgeOf(header)).toBe(maxAgeMs);
  });

  it.each([
    '',
    'private',
    'public',
    'immutable',
    'no-transform',
    'max-ages=5',
    'x-max-age=5',
    'ext="max-age=5, no-store"',
    'ext="a \\" no-store"',
    '=5',
  ])('%j says nothing of how long', (header) => {
    expect(maxAgeOf(header)).toBeUndefined();
  });

  it.each([
    ...['max-age', 'max-age=', 'max-age=-1', 'max-age=1.5', 'max-age=0x10', 'max-age=1e3', 'max-age=soon'],
    ...['max-age=60;no-transform', 'max-age="60', 'max-age=6"0', 'max-age=６０', 'max-age="', 'max-age= , x'],
  ])('%j is a number of nothing: stale', (header) => {
    expect(maxAgeOf(header)).toBe(0);
  });

  it('counts in every line', () => {
    expect(maxAgeOf('private', 'max-age=60')).toBe(60_000);
    expect(maxAgeOf('max-age=60', 'no-store')).toBe(0);
    // A quotation mark that one line leaves open doesn't swallow the next.
    expect(maxAgeOf('ext="', 'no-store, ext="')).toBe(0);
  });

  it('never lengthens by what is added to it, and is read in no time whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom('max-age=60', 'no-store', 'private', ',', '=', '"', '\\', ' ', 'max-age'),
      fc.string({ maxLength: 10 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const maxAgeMs = maxAgeOf('max-age=30', pieces.join(''));
        expect(maxAgeMs).toBeLessThanOrEqual(30_000);
        expect(maxAgeMs).toBeGreaterThanOrEqual(0);
      }),
    );
    const startedMs = performance.now();
    for (const long of ['a="\\', 'a=', '="', '" ', 'a   ']) maxAgeOf(long.repeat(16_000 / long.length));
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});

describe('Age', () => {
  it.each<[string | string[], number]>([
    ['30', 30_000],
    ['0', 0],
    [' 30 ', 30_000],
    ['30, 60', 30_000],
    [['30', '60'], 30_000],
    ['99999999999999999999', 2 ** 31 * 1_000],
    ['-30', 0],
    ['soon', 0],
    ['', 0],
    ['soon, 30', 0],
  ])('%j is %p ms', (age, ageMs) => {
    expect(readAnswerAge({ age })).toEqual({ maxAgeMs: undefined, ageMs });
  });

  it('comes with Cache-Control', () => {
    expect(readAnswerAge({ 'cache-control': 'max-age=60', age: '20' })).toEqual({
      maxAgeMs: 60_000,
      ageMs: 20_000,
    });
  });
});

it('is undefined where a department says neither', () => {
  expect(readAnswerAge({ 'content-type': 'application/json' })).toBeUndefined();
});
