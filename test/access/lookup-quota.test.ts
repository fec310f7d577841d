// A bureau's budget of look-ups, and the lock against guessing, by a clock of the tests' own.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { guessLimits } from '../../gateway/access/guess-detector.js';
import { createLookupQuota, lockedOutMs, lookupBudget } from '../../gateway/access/lookup-quota.js';
import { GatewayError } from '../../gateway/errors.js';
import type { Lookup } from '../../schema/contract/identity.js';
import { residentIdCheckCharacter } from '../../schema/contract/resident-id.js';

/** 2026-11-16 00:00 in Shanghai. */
const midnight = Date.UTC(2026, 10, 15, 16);
const second = 1_000;
const minute = 60 * second;

function lookup(area: number, birthDate: string, sequence: number, name = '王小明'): Lookup {
  const first17 = `${area}${birthDate}${String(sequence).padStart(3, '0')}`;
  return { number: first17 + residentIdCheckCharacter(first17), name };
}

/** Look-ups that have nothing to do with each other. */
function unrelated(index: number): Lookup {
  const day = new Date(Date.UTC(1950, 0, 1 + index)).toISOString().slice(0, 10).replaceAll('-', '');
  return lookup(341202, day, (index * 37) % 999);
}

function list(length: number): Lookup[] {
  return Array.from({ length }, (_, index) => unrelated(index));
}

/** A quota under a clock, and what it says: undefined for yes, otherwise the refusal. */
function start(at = midnight) {
  const clock = { at };
  const quota = createLookupQuota({ now: () => clock.at });
  const attempt = (work: () => void): GatewayError | undefined => {
    try {
      work();
      return undefined;
    } catch (error) {
      if (error instanceof GatewayError) return error;
      throw error;
    }
  };
  return {
    clock,
    spend: (count: number, client = 'education') => attempt(() => quota.spend(client, list(count))),
    record: (lookups: readonly Lookup[], matched: boolean | readonly boolean[], client = 'education') =>
      attempt(() =>
        quota.record(client, lookups, typeof matched === 'boolean' ? lookups.map(() => matched) : matched),
      ),
  };
}

const lockedOut = expect.objectContaining({
  code: 'LOCKED_OUT',
  httpStatus: 429,
  headers: { 'retry-after': '900' },
}) as unknown;

describe("a bureau's budget", () => {
  it('is 2,000 a minute, and says when the next list fits', () => {
    const { clock, spend } = start();
    for (let index = 0; index < 10; index++, clock.at += second) expect(spend(200)).toBeUndefined();
    const refusal = spend(200);
    expect(refusal).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      httpStatus: 429,
      headers: { 'retry-after': '51' },
    });
    clock.at += 51 * second;
    expect(spend(200)).toBeUndefined();
    expect(spend(1)?.code).toBe('QUOTA_EXCEEDED');
  });

  it('books nothing for what is refused', () => {
    const { clock, spend } = start();
    expect(spend(lookupBudget.perMinute)).toBeUndefined();
    for (let index = 0; index < 100; index++) expect(spend(200)?.code).toBe('QUOTA_EXCEEDED');
    clock.at += minute + second;
    expect(spend(lookupBudget.perMinute)).toBeUndefined();
  });

  it('is never more than 2,000 in any minute, however requests are spread', () => {
    const requests = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 12_000 })),
      { minLength: 50, maxLength: 300 },
    );
    fc.assert(
      fc.property(requests, (steps) => {
        const { clock, spend } = start();
        const booked: { at: number; count: number }[] = [];
        for (const [count, waitMs] of steps) {
          clock.at += waitMs;
          const refusal = spend(count);
          if (!refusal) booked.push({ at: clock.at, count });
          const inMinute = booked
            .filter(({ at }) => at > clock.at - minute)
            .reduce((sum, { count: one }) => sum + one, 0);
          expect(inMinute).toBeLessThanOrEqual(lookupBudget.perMinute);
          if (!refusal) continue;
          clock.at += Number(refusal.headers['retry-after']) * second;
          expect(spend(count)).toBeUndefined();
          booked.push({ at: clock.at, count });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is 50,000 a day, and the day ends at midnight in Shanghai', () => {
    const { clock, spend } = start(midnight - 60 * minute);
    for (let index = 0; index < 25; index++, clock.at += 2 * minute) expect(spend(2_000)).toBeUndefined();
    expect(spend(1)).toMatchObject({ code: 'QUOTA_EXCEEDED', headers: { 'retry-after': '600' } });
    clock.at = midnight - 1;
    expect(spend(1)?.headers).toEqual({ 'retry-after': '1' });
    clock.at = midnight;
    expect(spend(1)).toBeUndefined();
  });

  it("is each client's own", () => {
    const { spend, record } = start();
    expect(spend(lookupBudget.perMinute, 'education')).toBeUndefined();
    expect(record(list(21), false, 'education')).toEqual(lockedOut);
    expect(spend(lookupBudget.perMinute, 'health')).toBeUndefined();
    expect(record(list(1), false, 'health')).toBeUndefined();
  });
});

describe('the lock against guessing', () => {
  it('locks out at the 21st miss of the last 100 look-ups, for 15 minutes', () => {
    const { clock, spend, record } = start();
    const lookups = list(100);
    const outcomes = lookups.map((_, index) => index >= 20);
    expect(record(lookups, outcomes)).toBeUndefined();
    // The first miss leaves the hundred as the next one comes.
    for (let index = 0; index < 20; index++) expect(record([unrelated(200 + index)], false)).toBeUndefined();
    expect(record([unrelated(300)], false)).toEqual(lockedOut);
    expect(spend(1)).toEqual(lockedOut);
    clock.at += lockedOutMs - 1;
    expect(spend(1)).toMatchObject({ code: 'LOCKED_OUT', headers: { 'retry-after': '1' } });
    clock.at += 1;
    expect(spend(1)).toBeUndefined();
    expect(record([unrelated(400)], false)).toBeUndefined();
  });

  it.each<[string, Lookup[]]>([
    [
      'of one area and birthday, in any order',
      [7, 900, 33, 551, 2, 418, 77, 640, 5, 123].map((sequence) => lookup(341202, '19600101', sequence)),
    ],
    [
      'that count up over birthdays',
      Array.from({ length: 10 }, (_, index) => lookup(341202, `19600${1 + (index % 9)}01`, 501 + index)),
    ],
    [
      'that count up by two over areas',
      Array.from({ length: 10 }, (_, index) =>
        lookup(341202 + (index % 3), `19600${1 + (index % 9)}0${1 + (index % 7)}`, 501 + 2 * index),
      ),
    ],
    [
      'of one number with ten names',
      Array.from({ length: 10 }, (_, index) =>
        lookup(341202, '19600101', 7, `王${String.fromCharCode(0x4e00 + index)}`),
      ),
    ],
    [
      'of one older foreign card but for its end',
      Array.from({ length: 10 }, (_, index) => ({
        number: `USA1234800101${String(10 + index)}`,
        name: 'SMITH',
      })),
    ],
  ])('locks out at ten misses %s, not at nine', (_which, guesses) => {
    expect(start().record(guesses.slice(0, 9), false)).toBeUndefined();
    expect(start().record(guesses, false)).toEqual(lockedOut);
  });

  it('is not deceived by hits between the guesses', () => {
    const { clock, record } = start();
    for (let index = 0; index < 9; index++, clock.at += minute) {
      expect(record(list(200), true)).toBeUndefined();
      expect(record([lookup(341202, '19600101', 10 + 50 * index)], false)).toBeUndefined();
    }
    expect(record([lookup(341202, '19600101', 777)], false)).toEqual(lockedOut);
  });

  it('locks out again at the next guess in the same series, and not at a miss elsewhere', () => {
    const { clock, record } = start();
    const guess = (sequence: number) => lookup(341202, '19600101', sequence);
    expect(record([5, 10, 20, 40, 60, 80, 100, 200, 300, 400].map(guess), false)).toEqual(lockedOut);
    clock.at += lockedOutMs;
    expect(record([unrelated(1)], false)).toBeUndefined();
    expect(record([guess(500)], false)).toEqual(lockedOut);
    clock.at += guessLimits.rememberedMs;
    expect(record([guess(600)], false)).toBeUndefined();
  });

  it('takes the same question again for no second guess', () => {
    const { record } = start();
    const aboutSomebodyDeceased = lookup(341202, '19600101', 7);
    for (let index = 0; index < guessLimits.misses; index++)
      expect(record([aboutSomebodyDeceased], false)).toBeUndefined();
  });

  it('lets a whole birthday through that is asked for rightly', () => {
    const born = Array.from({ length: 200 }, (_, index) => lookup(341202, '20200101', index + 1));
    expect(start().record(born, true)).toBeUndefined();
  });

  it('tells nothing of requests that were on their way when the lock closed', () => {
    const { spend, record } = start();
    for (let index = 0; index < 5; index++) expect(spend(9)).toBeUndefined();
    const guesses = (from: number) =>
      Array.from({ length: 9 }, (_, index) => lookup(341202, '19600101', from + 11 * index));
    expect(record(guesses(1), false)).toBeUndefined();
    expect(record(guesses(2), false)).toEqual(lockedOut);
    expect(record(guesses(3), true)).toEqual(lockedOut);
    expect(
      record(guesses(4), [
        false,
        true,
        ...guesses(4)
          .slice(2)
          .map(() => false),
      ]),
    ).toEqual(lockedOut);
  });

  it('says nothing of the number in its message', () => {
    const refusal = start().record(list(21), false);
    expect(JSON.stringify([refusal?.publicMessage, refusal?.detail, refusal?.message])).not.toMatch(/\d{6}/);
  });
});
