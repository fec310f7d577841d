// What mini-program platforms have in common: a request that ends in a callback and can be aborted.
import type { CancelSignal, TransportResult } from './transport.js';

/** What a platform returns for a request under way. */
export interface RequestTask {
  abort(): void;
}

/** Runs one request; `start` ends it with a result, and only the first one counts. */
export function exchangeByCallback(
  cancelled: CancelSignal | undefined,
  start: (end: (result: TransportResult) => void) => RequestTask,
): Promise<TransportResult> {
  return new Promise((resolve) => {
    if (cancelled?.aborted === true) return resolve(cancelledResult);
    const end = (result: TransportResult): void => {
      cancelled?.removeEventListener('abort', cancel);
      resolve(result);
    };
    // Not every version of a platform calls back after an abort.
    const cancel = (): void => {
      end(cancelledResult);
      task.abort();
    };
    cancelled?.addEventListener('abort', cancel);
    const task = start(end);
  });
}

/** Android and iOS write names differently, and HTTP/2 writes them small. */
export function lowerCaseNames(headers: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const name of Object.keys(headers)) lower[name.toLowerCase()] = String(headers[name]);
  return lower;
}

const cancelledResult: TransportResult = { kind: 'failed', failure: 'cancelled' };
