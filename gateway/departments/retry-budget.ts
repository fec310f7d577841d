// Keeps repeated requests to a share of the first ones, so that retries can't double the load of a department in trouble.

export interface RetryBudget {
  /** Counts a first request, which earns a share of a retry. */
  earn(): void;
  /** Whether a retry may be sent; it is counted then. */
  spend(): boolean;
}

/**
 * A token bucket that starts empty: at no moment have more than `share` times the first requests been repeated.
 * @param share retries per first request, e.g. 0.1
 * @param most retries that may be saved up
 */
export function createRetryBudget(share: number, most: number): RetryBudget {
  // Counted in first requests: adding 0.1 ten times doesn't make 1.
  const price = Math.round(1 / share);
  let earned = 0;
  return {
    earn() {
      if (earned < price * most) earned += 1;
    },
    spend() {
      if (earned < price) return false;
      earned -= price;
      return true;
    },
  };
}
