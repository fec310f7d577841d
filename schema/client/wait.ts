// Waits, unless the caller is gone.
import { onCancel } from './cancel.js';
import type { CancelSignal } from './transport.js';

// Every platform has these two, under no common library of types.
declare function setTimeout(callback: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** @returns false when it was cancelled meanwhile */
export function wait(ms: number, cancelled: CancelSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      stop();
      resolve(true);
    }, ms);
    const stop = onCancel(cancelled, () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
