// How much a department may invalidate, by a clock that the test sets.
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../gateway/errors.js';
import { createInvalidationBudget, invalidationBudget } from '../../gateway/http/invalidation-budget.js';
import type { DepartmentName } from '../../schema/contract/departments.js';

const { perSecond, atOnce, perRequest } = invalidationBudget;

function openBudget() {
  let nowMs = 0;
  const spend = createInvalidationBudget(() => nowMs);
  return {
    pass: (ms: number) => void (nowMs += ms),
    /** Undefined where it may. */
    refusal: (entries: number, department: DepartmentName = 'land'): GatewayError | undefined => {
      try {
        spend(department, entries);
        return undefined;
      } catch (error) {
        if (error instanceof GatewayError) return error;
        throw error;
      }
    },
  };
}

describe('the budget of invalidations', () => {
  it('takes what a department has waiting at most at once', () => {
    const { refusal } = openBudget();
    for (let sent = 0; sent < 10_000; sent += 1_000) expect(refusal(1_000)).toBeUndefined();
  });

  it('is no larger after a day in which nothing was spent', () => {
    const { refusal, pass } = openBudget();
    expect(refusal(1)).toBeUndefined();
    pass(86_400_000);
    expect(refusal(atOnce - perRequest)).toBeUndefined();
    expect(refusal(1)).toMatchObject({ code: 'QUOTA_EXCEEDED' });
  });

  it('takes no more in a long time than its rate, and one burst', () => {
    const { refusal, pass } = openBudget();
    let taken = 0;
    for (let ms = 0; ms < 60_000; ms += 10) {
      if (refusal(100) === undefined) taken += 100 + perRequest;
      pass(10);
    }
    expect(taken).toBeLessThanOrEqual(atOnce + 60 * perSecond);
    expect(taken).toBeGreaterThan(0.99 * (atOnce + 60 * perSecond));
  });

  it('counts requests, however little is in them', () => {
    const { refusal } = openBudget();
    let taken = 0;
    while (refusal(1) === undefined) taken += 1;
    expect(taken).toBe(Math.floor(atOnce / (perRequest + 1)));
  });

  it('says when there is room again, and there is', () => {
    const { refusal, pass } = openBudget();
    while (refusal(1_000) === undefined);
    const seconds = Number(refusal(1_000)?.headers['retry-after']);
    expect(refusal(1_000)).toMatchObject({ code: 'QUOTA_EXCEEDED', httpStatus: 429 });
    pass(seconds * 1_000);
    expect(refusal(1_000)).toBeUndefined();
  });

  it("is each department's own", () => {
    const { refusal } = openBudget();
    while (refusal(1_000) === undefined);
    expect(refusal(1_000, 'utilities')).toBeUndefined();
  });
});
