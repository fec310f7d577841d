// Counts what the cache's stores report, and keeps what they log.
import type { CacheMetrics } from '../../gateway/cache/cache-metrics.js';
import { createLogger } from '../../gateway/observability/logger.js';

export function recordCache() {
  const counts = new Map<string, number>();
  const lines: string[] = [];
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const metrics: CacheMetrics = {
    answered: (level, operation) => count(`${level} ${operation}`),
    failed: (operation, failure) => count(`${operation} ${failure}`),
    unreadable: (reason) => count(reason),
    breakerMoved: (to, from) => count(`${from} to ${to}`),
  };
  return {
    metrics,
    logger: createLogger('info', { write: (line: string) => void lines.push(line) }),
    lines,
    countOf: (what: string): number => counts.get(what) ?? 0,
  };
}
