// The signing keys of one OIDC issuer: polled, refreshed once for a key not seen before, and kept when the issuer is gone.
import {
  createLocalJWKSet,
  errors,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { request } from 'undici';
import type { Logger } from 'pino';
import { isLinkLocal } from '../link-local.js';

export interface IssuerKeysOptions {
  /** Issuer identifier; its discovery document names the JWKS. */
  readonly issuer: string;
  readonly logger: Logger;
  readonly pollIntervalMs?: number;
  /** Between two fetches that an unknown key id causes. Random key ids must not turn the gateway against its issuer. */
  readonly unknownKeyCooldownMs?: number;
}

export interface IssuerKeys {
  /** For `jwtVerify`. */
  readonly getKey: JWTVerifyGetKey;
  /** Whether there are keys at all. */
  readonly loaded: boolean;
  /** Another number whenever the issuer's keys are others than before: what was verified under the old ones counts no more. */
  readonly generation: number;
  /** Fetches the keys now; false, with a line in the log, when the issuer doesn't give them. */
  refresh(): Promise<boolean>;
  stop(): void;
}

const fetchTimeoutMs = 3_000;
/** Requests that wait for a first key set don't hammer an issuer that has just refused one. */
const afterFailureMs = 500;
const maxJwksBytes = 262_144;

/**
 * jose's own remote key set rejects every token once a reload fails after its maximum age, and counts its cooldown
 * from any reload; here the last good keys stay, and an unknown key has a cooldown of its own.
 */
export function createIssuerKeys(options: IssuerKeysOptions): IssuerKeys {
  const { issuer, logger, pollIntervalMs = 300_000, unknownKeyCooldownMs = 30_000 } = options;
  let keys: ReturnType<typeof createLocalJWKSet> | undefined;
  let published = '';
  let generation = 0;
  let running: Promise<boolean> | undefined;
  let unknownKeyFetchAt = -Infinity;
  let failedAt = -Infinity;

  const refresh = async (): Promise<boolean> => {
    if (!running && performance.now() - failedAt < afterFailureMs) return false;
    running ??= fetchKeys(issuer)
      .then((set) => {
        const text = JSON.stringify(set);
        if (text === published) return true;
        published = text;
        generation++;
        keys = createLocalJWKSet(set);
        return true;
      })
      .catch((error: unknown) => {
        failedAt = performance.now();
        logger.warn(
          { issuer, reason: error instanceof Error ? error.message : 'unknown' },
          'issuer keys not refreshed',
        );
        return false;
      })
      .finally(() => (running = undefined));
    return running;
  };

  const mayFetchForUnknownKey = (): boolean => {
    if (running) return true;
    if (performance.now() - unknownKeyFetchAt < unknownKeyCooldownMs) return false;
    unknownKeyFetchAt = performance.now();
    return true;
  };

  const getKey: JWTVerifyGetKey = async (header, token) => {
    if (keys) {
      try {
        return await keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !mayFetchForUnknownKey()) throw error;
      }
    }
    await refresh();
    if (!keys) throw new errors.JWKSNoMatchingKey();
    return keys(header, token);
  };

  const poll = setInterval(() => void refresh(), pollIntervalMs);
  poll.unref();
  return {
    getKey,
    get loaded() {
      return keys !== undefined;
    },
    get generation() {
      return generation;
    },
    refresh,
    stop: () => clearInterval(poll),
  };
}

/** OpenID Connect Discovery 1.0 section 4: the document must be of the issuer asked for. */
async function fetchKeys(issuer: string): Promise<JSONWebKeySet> {
  const document = await getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (document['issuer'] !== issuer) throw new Error('its discovery document is of another issuer');
  const jwksUri = document['jwks_uri'];
  if (typeof jwksUri !== 'string' || !isTrustworthy(jwksUri, issuer))
    throw new Error('its discovery document names no usable jwks_uri');
  const { keys } = await getJson(jwksUri);
  const usable = Array.isArray(keys) ? await usableKeys(keys) : [];
  // An empty set is a bad deployment more likely than the issuer's wish that nobody be let in: the last good keys stay.
  if (usable.length === 0) throw new Error('its JWKS has no usable signing key');
  return { keys: usable };
}

/** Keys come as safely as the issuer is addressed, and from no link-local address. */
function isTrustworthy(jwksUri: string, issuer: string): boolean {
  if (!URL.canParse(jwksUri)) return false;
  const { protocol, hostname } = new URL(jwksUri);
  const asSafe = protocol === 'https:' || protocol === new URL(issuer).protocol;
  return asSafe && !isLinkLocal(hostname);
}

/** Asymmetric keys that can be imported; a malformed one doesn't spoil the others. */
async function usableKeys(keys: readonly unknown[]): Promise<JWK[]> {
  const checked = await Promise.all(
    keys.map(async (key) => {
      const jwk = key as JWK;
      try {
        if (jwk.kty === 'oct' || jwk.use === 'enc') return [];
        await importJWK(jwk, jwk.alg ?? defaultAlgorithm(jwk));
        return [jwk];
      } catch {
        return [];
      }
    }),
  );
  return checked.flat();
}

function defaultAlgorithm({ kty, crv }: JWK): string {
  if (kty === 'EC') return crv === 'P-384' ? 'ES384' : 'ES256';
  return kty === 'OKP' ? 'EdDSA' : 'RS256';
}

async function getJson(url: string): Promise<Record<string, unknown>> {
  // undici's request follows no redirects: a key set comes from where the configuration says or not at all.
  const response = await request(url, {
    headersTimeout: fetchTimeoutMs,
    bodyTimeout: fetchTimeoutMs,
    signal: AbortSignal.timeout(fetchTimeoutMs),
  });
  if (response.statusCode !== 200) {
    await response.body.dump();
    throw new Error(`it answered ${response.statusCode}`);
  }
  let text = '';
  for await (const chunk of response.body.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > maxJwksBytes) throw new Error('its answer is too large');
  }
  return parseObject(text);
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // V8 quotes the text in its message, which is not for the log.
  }
  if (typeof value !== 'object' || value === null) throw new Error('its answer is not a JSON object');
  return value as Record<string, unknown>;
}
