// How long to wait before a query is asked again, if it is.
import type { Failure } from './failure.js';

const firstDelayMs = 500;
/** Who shall come back later than this is told so instead. */
const maxDelayMs = 10_000;

/**
 * Twice as long each time, and never all at once: clients that failed together would come back together.
 *
 * @param repeats how often it has been asked again already
 * @returns undefined when asking again so soon is no use
 */
export function delayBeforeRepeat(failure: Failure, repeats: number): number | undefined {
  const backoffMs = firstDelayMs * 2 ** repeats * (1 + Math.random());
  switch (failure.kind) {
    case 'interrupted':
    case 'offline':
      return backoffMs;
    case 'unavailable': {
      const { retryAfterMs = 0 } = failure;
      return retryAfterMs > maxDelayMs ? undefined : retryAfterMs + backoffMs;
    }
    case 'unauthenticated':
    case 'forbidden':
    case 'limited':
    case 'invalid':
    case 'timeout':
    case 'cancelled':
    case 'server':
      return undefined;
  }
}
