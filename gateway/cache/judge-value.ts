// What a kept value is good for at a moment: pure, by its age and the windows of its kind (RFC 5861).
import type { StoredValue } from './store.js';

/** From when the department was asked; the latter two begin where the first ends. */
export interface FreshnessWindows {
  readonly freshForMs: number;
  readonly staleWhileRevalidateMs: number;
  readonly staleIfErrorMs: number;
}

/**
 * `fresh`: served; `revalidate`: served while it is fetched anew; `fallback`: served only when the department fails;
 * `useless`: as if there were none.
 */
export type Judgement = 'fresh' | 'revalidate' | 'fallback' | 'useless';

/** "No record" may be one in a moment, and is never served for longer. */
const nothingFreshForMs = 5_000;
/** By which the clocks of two processes may differ. */
const clockToleranceMs = 1_000;

export function judgeValue(value: StoredValue, windows: FreshnessWindows, nowMs: number): Judgement {
  const { freshForMs, staleWhileRevalidateMs, staleIfErrorMs } = windowsOf(value, windows);
  const ageMs = nowMs - asOf(value);
  if (value.maxAgeMs === 0 || ageMs < -clockToleranceMs) return 'useless';
  if (ageMs < freshForMs) return 'fresh';
  if (ageMs < freshForMs + staleWhileRevalidateMs) return 'revalidate';
  return ageMs < freshForMs + staleIfErrorMs ? 'fallback' : 'useless';
}

/** After which nobody has a use for it; 0 where it isn't worth keeping. */
export function usefulForMs(value: StoredValue, windows: FreshnessWindows): number {
  if (value.maxAgeMs === 0) return 0;
  return Math.max(0, longestMs(windowsOf(value, windows)) - value.ageMs);
}

/** That any value of this kind may be of use. */
export function longestMs({ freshForMs, staleWhileRevalidateMs, staleIfErrorMs }: FreshnessWindows): number {
  return freshForMs + Math.max(staleWhileRevalidateMs, staleIfErrorMs);
}

/** When the department's answer was true, in ms since 1970. */
export function asOf({ fetchedAtMs, ageMs }: StoredValue): number {
  return fetchedAtMs - ageMs;
}

/** In ms since 1970. */
export function freshUntil(value: StoredValue, windows: FreshnessWindows): number {
  return asOf(value) + windowsOf(value, windows).freshForMs;
}

function windowsOf({ text, maxAgeMs = Infinity }: StoredValue, windows: FreshnessWindows): FreshnessWindows {
  if (text === 'null' || text === '[]') {
    const freshForMs = Math.min(windows.freshForMs, maxAgeMs, nothingFreshForMs);
    return { freshForMs, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 };
  }
  return maxAgeMs < windows.freshForMs ? { ...windows, freshForMs: maxAgeMs } : windows;
}
