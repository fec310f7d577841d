// Stops asking a server that doesn't answer, and asks again with one call at a time until it does.
import type { BreakerState } from './cache-metrics.js';

/** What became of a call: `alive` is any answer, an error of Redis too. */
export type CallOutcome = 'alive' | 'dead';

export interface Breaker {
  readonly state: BreakerState;
  /** Whether a call may be made; each that may must be settled. */
  permit(): boolean;
  settle(outcome: CallOutcome): void;
}

type State =
  | {
      readonly kind: 'closed';
      readonly sinceMs: number;
      readonly calls: number;
      readonly dead: number;
      readonly inARow: number;
    }
  | { readonly kind: 'open'; readonly untilMs: number; readonly restMs: number }
  | { readonly kind: 'half-open'; readonly restMs: number };

/** Five timeouts one after another, or half of what a second's calls came to (of twenty at least, so that it isn't one or two). */
const deadInARow = 5;
const windowMs = 1_000;
const leastCalls = 20;
/** Doubles with every probe in vain, up to what keeps the way back under a second. */
const firstRestMs = 100;
const longestRestMs = 500;

/**
 * @param moved is told of every change
 * @param now milliseconds, monotonic
 */
export function createBreaker(
  moved: (to: BreakerState, from: BreakerState) => void,
  now: () => number = () => performance.now(),
): Breaker {
  let state: State = closed(now());

  function move(to: State): void {
    const from = state.kind;
    state = to;
    if (to.kind !== from) moved(to.kind, from);
  }

  return {
    get state() {
      return state.kind;
    },
    permit() {
      if (state.kind === 'open' && now() >= state.untilMs) {
        move({ kind: 'half-open', restMs: state.restMs });
        return true;
      }
      return state.kind === 'closed';
    },
    settle(outcome) {
      switch (state.kind) {
        case 'closed': {
          const counted = count(state, outcome, now());
          move(isTripped(counted) ? open(firstRestMs, now()) : counted);
          break;
        }
        case 'half-open':
          move(outcome === 'alive' ? closed(now()) : open(Math.min(state.restMs * 2, longestRestMs), now()));
          break;
        case 'open':
        // A call from before it opened: says nothing new.
      }
    },
  };
}

type Closed = Extract<State, { kind: 'closed' }>;

function closed(sinceMs: number): Closed {
  return { kind: 'closed', sinceMs, calls: 0, dead: 0, inARow: 0 };
}

function open(restMs: number, nowMs: number): State {
  return { kind: 'open', untilMs: nowMs + restMs, restMs };
}

function count(state: Closed, outcome: CallOutcome, nowMs: number): Closed {
  const { sinceMs, calls, dead } = nowMs - state.sinceMs >= windowMs ? closed(nowMs) : state;
  const one = outcome === 'dead' ? 1 : 0;
  return { kind: 'closed', sinceMs, calls: calls + 1, dead: dead + one, inARow: one && state.inARow + 1 };
}

function isTripped({ calls, dead, inARow }: Closed): boolean {
  return inARow >= deadInARow || (calls >= leastCalls && dead * 2 >= calls);
}
