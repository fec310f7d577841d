// Lets a request in: verified token, then who that is; or everybody, where there are no citizens' data.
import type { Logger } from 'pino';
import type { GrantRegister } from '../access/grant.js';
import type { Config, TokenConfig } from '../config.js';
import { GatewayError } from '../errors.js';
import type { DepartmentClient } from '../departments/department-client.js';
import { createIssuerKeys, type IssuerKeys } from './issuer-keys.js';
import type { Principal } from './principal.js';
import { createCitizenResolver } from './resolve-citizen.js';
import { createRequestObjectVerifier } from './verify-request-object.js';
import { createTokenVerifier } from './verify-token.js';

/** What of a request says more about the caller than the token. */
export interface StatedInRequest {
  /** Header `yihao-request`. */
  readonly requestObject: string | undefined;
  readonly body: Uint8Array;
}

export interface Authenticator {
  /**
   * Verifies the token; who it is comes with the rest of the request.
   * @throws GatewayError
   */
  authenticate(
    this: void,
    authorization: string | undefined,
  ): Promise<(stated: StatedInRequest) => Promise<Principal>>;
  /** Fetches the issuers' keys; an issuer that is down is asked again later and stops nothing. */
  start(): Promise<void>;
  /** Why nobody can be let in. */
  obstacle(): string | undefined;
  stop(): void;
}

export interface AuthenticatorOptions {
  readonly config: Config;
  /** As the supergraph of the moment has it. */
  readonly population: () => DepartmentClient;
  readonly register: { current(): GrantRegister };
  /** Purpose codes of the catalogue. */
  readonly purposes: ReadonlySet<string>;
  readonly logger: Logger;
}

export function createAuthenticator({
  config,
  population,
  register,
  purposes,
  logger,
}: AuthenticatorOptions): Authenticator {
  if (config.access === 'open') return config.tokens ? withOptionalToken(config.tokens, logger) : everybody;
  const issuers = keysOf(config.issuers, logger);
  const verifyToken = createTokenVerifier({ audience: config.audience, issuers });
  const citizens = createCitizenResolver(population);
  const verifyRequestObject = createRequestObjectVerifier({ audience: config.audience, purposes });
  return {
    async authenticate(authorization) {
      const token = await verifyToken(authorization);
      // A token that a client got for itself names the client as its subject (RFC 9068 section 2.2).
      if (token.subject !== token.client) {
        const citizen = await citizens.resolve(token);
        return async () => citizen;
      }
      const bureau = register.current().bureaus.get(token.client);
      if (!bureau) throw unknownBureau();
      return async ({ requestObject, body }) => {
        const { official, ...stated } = await verifyRequestObject(requestObject, bureau, body);
        const { client } = bureau;
        return official
          ? { kind: 'official', client, ...stated, official }
          : { kind: 'bureau', client, ...stated };
      };
    },
    ...lifeOf(issuers),
  };
}

/** Nobody has to log in, but who sends a token is held to it: taken for nobody, a client would wonder what it lacks. */
function withOptionalToken({ issuers: identifiers, audience }: TokenConfig, logger: Logger): Authenticator {
  const issuers = keysOf(identifiers, logger);
  const verifyToken = createTokenVerifier({ audience, issuers, withClaims: true });
  return {
    async authenticate(authorization) {
      const claims =
        authorization === undefined || authorization === ''
          ? undefined
          : (await verifyToken(authorization)).claims;
      return async () => ({ kind: 'open', claims });
    },
    ...lifeOf(issuers),
  };
}

/** By issuer identifier. */
function keysOf(issuers: readonly string[], logger: Logger): ReadonlyMap<string, IssuerKeys> {
  return new Map(issuers.map((issuer) => [issuer, createIssuerKeys({ issuer, logger })]));
}

function lifeOf(
  issuers: ReadonlyMap<string, IssuerKeys>,
): Pick<Authenticator, 'start' | 'obstacle' | 'stop'> {
  return {
    async start() {
      await Promise.all([...issuers.values()].map((keys) => keys.refresh()));
    },
    obstacle: () =>
      [...issuers.values()].some((keys) => keys.loaded) ? undefined : 'no issuer has given its keys yet',
    stop: () => issuers.forEach((keys) => keys.stop()),
  };
}

function unknownBureau(): GatewayError {
  return new GatewayError('FORBIDDEN', 403, {
    zh: '此客户端未登记为数据使用部门；请先向数据资源管理局登记。',
    en: 'This client is not registered as a bureau: register with the data bureau first.',
  });
}

const everybody: Authenticator = {
  authenticate: async () => async () => ({ kind: 'open', claims: undefined }),
  start: async () => undefined,
  obstacle: () => undefined,
  stop: () => undefined,
};
