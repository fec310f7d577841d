// The same department client, planner, compiler and reload, counted.
import { GatewayError } from '../errors.js';
import type { DepartmentMetrics, Metrics } from '../observability/metrics.js';
import type { OperationCompiler } from './compile-operation.js';
import type { DepartmentAnswer, DepartmentClient } from '../departments/department-client.js';
import type { Planner } from '../planning/planner.js';

export function measureClient(client: DepartmentClient, metrics: DepartmentMetrics): DepartmentClient {
  const measure = (startedMs: number, answering: Promise<DepartmentAnswer>): Promise<DepartmentAnswer> =>
    answering.then(
      (answer) => {
        metrics.answered(isGood(answer) ? 'ok' : 'errors', startedMs, answer.byteLength);
        return answer;
      },
      (error: unknown) => {
        metrics.answered('down', startedMs, undefined);
        throw error;
      },
    );
  return {
    name: client.name,
    get inFlight() {
      return client.inFlight;
    },
    post: (...args) => measure(performance.now(), client.post(...args)),
    send: (...args) => measure(performance.now(), client.send(...args)),
    isReachable: () => client.isReachable(),
    stop: () => client.stop(),
  };
}

/** Errors come with any status from those who speak GraphQL, and with 4xx or 5xx from what stands before them. */
function isGood({ status, body }: DepartmentAnswer): boolean {
  if (status >= 300 || typeof body !== 'object' || body === null) return false;
  const { errors } = body as { errors?: unknown };
  return errors === undefined || errors === null || (Array.isArray(errors) && errors.length === 0);
}

export function measurePlanner(planner: Planner, planned: Metrics['planned']): Planner {
  return {
    async plan(document, caller) {
      const startedMs = performance.now();
      try {
        const plan = await planner.plan(document, caller);
        planned('planned', startedMs);
        return plan;
      } catch (error) {
        planned(error instanceof GatewayError ? 'refused' : 'failed', startedMs);
        throw error;
      }
    },
    get pending() {
      return planner.pending;
    },
    stop: () => planner.stop(),
  };
}

export function measureCompiler(
  operations: OperationCompiler,
  asked: Metrics['operationAsked'],
): OperationCompiler {
  return {
    compile(request) {
      const compiled = operations.compile(request);
      asked(!(compiled instanceof Promise));
      return compiled;
    },
    get size() {
      return operations.size;
    },
  };
}

export function measureReload(
  reload: (sdl: string) => Promise<void>,
  reloaded: Metrics['supergraphReloaded'],
): (sdl: string) => Promise<void> {
  return async (sdl) => {
    try {
      await reload(sdl);
      reloaded('served');
    } catch (error) {
      reloaded('refused');
      throw error;
    }
  };
}
