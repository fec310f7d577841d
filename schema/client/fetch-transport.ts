// Requests by `fetch`: browsers and Node.
import { onCancel } from './cancel.js';
import type { Transport, TransportFailure, TransportRequest, TransportResult } from './transport.js';

/** @param fetch another one than the platform's, e.g. with a proxy */
export function createFetchTransport(fetch: typeof globalThis.fetch = globalThis.fetch): Transport {
  // Bound: browsers refuse to run it as somebody's method.
  return (request) => exchange(fetch.bind(globalThis), request);
}

async function exchange(
  fetch: typeof globalThis.fetch,
  { url, method, headers, body, timeoutMs, cancelled }: TransportRequest,
): Promise<TransportResult> {
  const controller = new AbortController();
  let failure: TransportFailure = 'offline';
  const end = (because: TransportFailure): void => {
    failure = because;
    controller.abort();
  };
  const timer = setTimeout(() => end('timeout'), timeoutMs);
  const stop = onCancel(cancelled, () => end('cancelled'));
  try {
    const response = await fetch(url, {
      ...{ method, headers, body, signal: controller.signal },
      // Whose data it is says the token alone, and it goes nowhere else. No `cache: 'no-store'`, by which fetch would send
      // Cache-Control: no-cache and have every department asked; the gateway's answers say no-store themselves.
      ...{ credentials: 'omit', redirect: 'error' },
    });
    const text = await response.text();
    return { kind: 'response', status: response.status, headers: namesAndValues(response.headers), text };
  } catch {
    return { kind: 'failed', failure };
  } finally {
    clearTimeout(timer);
    stop();
  }
}

function namesAndValues(headers: Headers): Record<string, string> {
  const found: Record<string, string> = {};
  headers.forEach((value, name) => (found[name] = value));
  return found;
}
