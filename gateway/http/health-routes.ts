// `/health`: the process is alive. `/ready`: it can answer questions; a load balancer asks this.
import type { DepartmentClient } from '../departments/department-client.js';
import { sendJson, type Route } from './server.js';

export interface HealthOptions {
  readonly departments: () => readonly DepartmentClient[];
  /** Department without which nobody can be let in. */
  readonly indispensable: string | undefined;
  /** What keeps the gateway itself from answering: starting, stopping, issuer keys missing. */
  readonly obstacle: () => string | undefined;
}

/** Load balancers of a large site ask often; departments are asked once a second at most. */
const rememberedForMs = 1_000;

/**
 * A single department that is down doesn't make the gateway unready: it answers with the others' data, and taking every
 * gateway out of service for it would turn one outage into all. The body says which departments are reachable.
 */
export function createHealthRoutes({
  departments,
  indispensable,
  obstacle,
}: HealthOptions): Record<'/health' | '/ready', Route> {
  let remembered: { at: number; states: Promise<[string, boolean][]> } | undefined;
  const states = () => {
    if (!remembered || performance.now() - remembered.at > rememberedForMs) {
      remembered = {
        at: performance.now(),
        states: Promise.all(departments().map(async (client) => [client.name, await client.isReachable()])),
      };
    }
    return remembered.states;
  };

  return {
    '/health': async (_request, response) => sendJson(response, 200, { status: 'alive' }),
    '/ready': async (_request, response) => {
      const reachable = Object.fromEntries(await states());
      const reason = obstacle() ?? missing(reachable, indispensable);
      sendJson(response, reason === undefined ? 200 : 503, {
        status: reason === undefined ? 'ready' : 'not ready',
        ...(reason !== undefined && { reason }),
        departments: Object.fromEntries(
          Object.entries(reachable).map(([name, up]) => [name, up ? 'reachable' : 'unreachable']),
        ),
      });
    },
  };
}

function missing(reachable: Record<string, boolean>, indispensable: string | undefined): string | undefined {
  if (indispensable !== undefined && reachable[indispensable] === false)
    return `${indispensable} is unreachable: nobody can be let in`;
  return Object.values(reachable).some((up) => up) ? undefined : 'no department is reachable';
}
