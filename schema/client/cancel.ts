// Ends requests where the platform has no AbortController.
import type { CancelSignal } from './transport.js';

export interface Cancel {
  readonly signal: CancelSignal;
  cancel(): void;
}

/** What `new AbortController()` is elsewhere. */
export function createCancel(): Cancel {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      addEventListener: (_type, listener) => void listeners.add(listener),
      removeEventListener: (_type, listener) => void listeners.delete(listener),
    },
    cancel() {
      if (aborted) return;
      aborted = true;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Calls `listener` once, at once if it has happened already. Returns what ends the watching. */
export function onCancel(signal: CancelSignal | undefined, listener: () => void): () => void {
  if (!signal) return () => undefined;
  const stop = () => signal.removeEventListener('abort', once);
  const once = () => {
    stop();
    listener();
  };
  if (signal.aborted) listener();
  else signal.addEventListener('abort', once);
  return stop;
}
