// Lets a request in: verified token, resolved citizen; or everybody, where there are no citizens' data.
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { DepartmentClient } from '../execution/department-client.js';
import { createIssuerKeys, type IssuerKeys } from './issuer-keys.js';
import type { Principal } from './principal.js';
import { createCitizenResolver } from './resolve-citizen.js';
import { createTokenVerifier } from './verify-token.js';

export interface Authenticator {
  /** @throws GatewayError */
  authenticate(authorization: string | undefined): Promise<Principal>;
  /** Fetches the issuers' keys; an issuer that is down is asked again later and stops nothing. */
  start(): Promise<void>;
  /** Why nobody can be let in. */
  obstacle(): string | undefined;
  stop(): void;
}

/** @param clients by department, as the loaded supergraph made them */
export function createAuthenticator(
  config: Config,
  clients: ReadonlyMap<string, DepartmentClient>,
  logger: Logger,
): Authenticator {
  if (config.access === 'open') return everybody;
  const population = clients.get('population');
  if (!population)
    throw new Error("The supergraph has no population department: citizens can't be resolved.");
  const issuers = new Map(
    config.issuers.map((issuer): [string, IssuerKeys] => [issuer, createIssuerKeys({ issuer, logger })]),
  );
  const verifyToken = createTokenVerifier({ audience: config.audience, issuers });
  const citizens = createCitizenResolver(population);
  return {
    authenticate: async (authorization) => citizens.resolve(await verifyToken(authorization)),
    async start() {
      await Promise.all([...issuers.values()].map((keys) => keys.refresh()));
    },
    obstacle: () =>
      [...issuers.values()].some((keys) => keys.loaded) ? undefined : 'no issuer has given its keys yet',
    stop: () => issuers.forEach((keys) => keys.stop()),
  };
}

const everybody: Authenticator = {
  authenticate: async () => ({ kind: 'open' }),
  start: async () => undefined,
  obstacle: () => undefined,
  stop: () => undefined,
};
