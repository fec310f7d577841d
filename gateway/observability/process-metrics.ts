// What the process itself needs: CPU, memory, event loop, garbage collection; under the names that dashboards for Node know.
import { collectDefaultMetrics, Registry } from 'prom-client';

let collected: Registry | undefined;

/**
 * One registry for all gateways of the process, filled from the first call on: what prom-client starts to watch the event loop and
 * garbage collection can't be stopped, so that nobody who isn't scraped should start it.
 * The planner's thread counts for CPU and resident memory, not for the heap and the event loop.
 */
export function processMetrics(): Registry {
  if (!collected) {
    collected = new Registry();
    collectDefaultMetrics({ register: collected });
  }
  return collected;
}
