// How many retries requests earn.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRetryBudget } from '../../gateway/departments/retry-budget.js';

describe('the budget of retries', () => {
  it('is never overdrawn: at no moment more than a tenth of the requests were repeated', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 2_000 }), (steps) => {
        const budget = createRetryBudget(0.1, 128);
        let requests = 0;
        let retries = 0;
        for (const isRequest of steps) {
          if (isRequest) {
            requests += 1;
            budget.earn();
          } else if (budget.spend()) retries += 1;
          expect(retries).toBeLessThanOrEqual(requests / 10);
        }
      }),
    );
  });

  it('saves up only so many for a bad moment', () => {
    const budget = createRetryBudget(0.1, 5);
    for (let request = 0; request < 10_000; request += 1) budget.earn();
    expect(Array.from({ length: 10 }, () => budget.spend()).filter(Boolean)).toHaveLength(5);
  });
});
