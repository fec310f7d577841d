// Who the people are that a bureau asks for by number and name: exactly those go into the identity assertion.
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import type { Lookup, LookupsRequest, LookupsResponse } from '../../schema/contract/identity.js';
import { gatewayIdentity } from '../auth/principal.js';
import { SourceDown } from '../errors.js';
import type { DepartmentClient } from '../departments/department-client.js';
import type { LookupQuota } from './lookup-quota.js';

export interface CitizenFinderOptions {
  readonly population: DepartmentClient;
  readonly quota: LookupQuota;
  /**
   * No answer before this. The register answers in a time that tells nothing, in some 2 ms; what its database's caches
   * still give away of single microseconds is lost in the timer. 5 by default.
   */
  readonly minimumMs?: number;
}

export interface CitizenFinder {
  /**
   * The distinct people whom number and name both belong to; whoever doesn't match is left out, without a reason.
   * Nothing is kept from one call to the next: a cache would make the second try of a match, or of a miss, the faster one.
   * @param client of the bureau, whose quota it goes to
   * @throws GatewayError QUOTA_EXCEEDED, LOCKED_OUT
   * @throws SourceDown when the register doesn't answer
   */
  find(client: string, lookups: readonly Lookup[]): Promise<AssertedSubject[]>;
}

export function createCitizenFinder({
  population,
  quota,
  minimumMs = 5,
}: CitizenFinderOptions): CitizenFinder {
  return {
    async find(client, lookups) {
      quota.spend(client, lookups);
      const [matches] = await Promise.all([askPopulation(population, lookups), wait(minimumMs)]);
      quota.record(
        client,
        lookups,
        matches.map((match) => match !== null),
      );
      return distinctSubjects(matches);
    },
  };
}

/** Whoever is let through by this answer has to be somebody: a fault of the register must not look like an unknown person. */
const lookupsResponse: z.ZodType<LookupsResponse> = z.object({
  matches: z.array(
    z.nullable(
      z.object({
        id: z.string().min(1),
        numbers: z.array(z.string().min(1)).min(1),
        level: z.string(),
        status: z.literal('ACTIVE'),
      }),
    ),
  ),
});

async function askPopulation(
  population: DepartmentClient,
  lookups: readonly Lookup[],
): Promise<LookupsResponse['matches']> {
  const request: LookupsRequest = { lookups };
  const { status, body } = await population.post('/identity', request, gatewayIdentity);
  const answer = lookupsResponse.safeParse(body);
  if (status !== 200 || !answer.success || answer.data.matches.length !== lookups.length)
    throw new SourceDown('population', `look-up by number and name answered ${status}`);
  return answer.data.matches;
}

function distinctSubjects(matches: LookupsResponse['matches']): AssertedSubject[] {
  const byId = new Map<string, AssertedSubject>();
  for (const match of matches) if (match) byId.set(match.id, { id: match.id, numbers: match.numbers });
  return [...byId.values()];
}
