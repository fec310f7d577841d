// What the stores of the cache count: how long they take and what they can't use, never a key or a value.
import type { UnreadableReason } from './envelope.js';

export type CacheLevel = 'memory' | 'redis';

export type StoreOperation =
  'read' | 'write' | 'openEpoch' | 'renewEpoch' | 'claim' | 'release' | 'isClaimed';

/**
 * Why a call to Redis came to nothing. `disconnected`: there is no connection, or it was lost; `tripped`: the breaker is
 * open; `busy`: too many calls are in flight; `timeout`: no answer in time; `refused`: Redis answered with an error.
 */
export type StoreFailure = 'disconnected' | 'tripped' | 'busy' | 'timeout' | 'refused';

export type BreakerState = 'closed' | 'half-open' | 'open';

export interface CacheMetrics {
  /** A call that was answered. @param ms how long it took */
  answered(level: CacheLevel, operation: StoreOperation, ms: number): void;
  failed(operation: StoreOperation, failure: StoreFailure): void;
  /** A value was there that can't be used. */
  unreadable(this: void, reason: UnreadableReason): void;
  /** The breaker of one node changed its state. */
  breakerMoved(to: BreakerState, from: BreakerState): void;
}
