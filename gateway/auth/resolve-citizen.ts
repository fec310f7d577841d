// Which citizen a login belongs to: asked of the population register once a minute at most.
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import type { Identity, IdentityResponse } from '../../schema/contract/identity.js';
import type { DepartmentClient } from '../departments/department-client.js';
import { GatewayError, SourceDown } from '../errors.js';
import { gatewayIdentity, type CitizenPrincipal } from './principal.js';
import type { VerifiedToken } from './verify-token.js';

const knownForMs = 60_000;
/** Somebody who has just been registered shouldn't wait a minute. */
const unknownForMs = 3_000;
const maxLogins = 50_000;

export interface CitizenResolver {
  /**
   * @throws GatewayError UNKNOWN_CITIZEN, CITIZEN_INACTIVE
   * @throws SourceDown when the register doesn't answer
   */
  resolve(token: VerifiedToken): Promise<CitizenPrincipal>;
}

interface Found {
  readonly identity: Identity | null;
  /** The same object for every request of a login: what is worked out of it is kept by it. */
  readonly citizen: AssertedSubject | undefined;
}

export function createCitizenResolver(population: () => DepartmentClient): CitizenResolver {
  const logins = new LRUCache<string, Found, { issuer: string; subject: string }>({
    max: maxLogins,
    ttl: knownForMs,
    // One look-up for a login, however many requests wait for it.
    fetchMethod: async (_key, _stale, { context, options }) => {
      const found = await askPopulation(population(), context);
      options.ttl = found.identity ? knownForMs : unknownForMs;
      return found;
    },
  });

  return {
    async resolve({ issuer, subject, client, level }) {
      const key = `${issuer.length}:${issuer}${subject}`;
      const found = await logins.forceFetch(key, { context: { issuer, subject } });
      return { kind: 'citizen', client, level, citizen: admitted(found) };
    },
  };
}

/** Whoever is let in by this answer has to be somebody: a fault of the register must not look like an unknown person. */
const identityResponse: z.ZodType<IdentityResponse> = z.object({
  identity: z.nullable(
    z.object({
      id: z.string().min(1),
      numbers: z.array(z.string().min(1)).min(1),
      level: z.string(),
      status: z.enum(['ACTIVE', 'DECEASED', 'CANCELLED']),
    }),
  ),
});

async function askPopulation(
  population: DepartmentClient,
  login: { issuer: string; subject: string },
): Promise<Found> {
  const { status, body } = await population.post('/identity', login, gatewayIdentity);
  const answer = identityResponse.safeParse(body);
  if (status !== 200 || !answer.success)
    throw new SourceDown('population', `identity look-up answered ${status}`);
  const { identity } = answer.data;
  return { identity, citizen: identity ? { id: identity.id, numbers: identity.numbers } : undefined };
}

function admitted({ identity, citizen }: Found): AssertedSubject {
  if (!identity || !citizen) {
    throw new GatewayError('UNKNOWN_CITIZEN', 403, {
      zh: '人口库中没有与此登录对应的公民，请到户籍窗口核实身份信息。',
      en: 'The population register knows no citizen by this login: have your registration checked at a hukou office.',
    });
  }
  if (identity.status !== 'ACTIVE') {
    throw new GatewayError('CITIZEN_INACTIVE', 403, {
      zh: '此公民的户籍已注销或登记为死亡，不能登录；如有误请到户籍窗口更正。',
      en: 'This citizen is registered as deceased or cancelled and cannot log in: if that is wrong, have it corrected at a hukou office.',
    });
  }
  return citizen;
}
