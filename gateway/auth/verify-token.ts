// Verifies a bearer token: a JWT access token (RFC 9068) of one of the configured issuers, for this audience.
import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { GatewayError, Unauthenticated, type Message } from '../errors.js';
import type { IssuerKeys } from './issuer-keys.js';
import { signatureAlgorithms } from './signature-algorithms.js';
import { createTokenCache, type TokenCache, type Verification } from './token-cache.js';

export interface TokenVerifierOptions {
  readonly audience: string;
  /** By issuer identifier. */
  readonly issuers: ReadonlyMap<string, IssuerKeys>;
  /** Given by who revokes tokens. */
  readonly cache?: TokenCache;
  /** Give all claims. A city needs none but those named in `VerifiedToken`, and keeps tens of thousands of tokens in memory. */
  readonly withClaims?: boolean;
}

/** What the gateway takes from a verified token. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly subject: string;
  readonly client: string;
  readonly level: string;
  /** Where they were asked for. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Longer than any access token has reason to be; refused before anything is decoded. */
const maxTokenLength = 8_192;
const clockToleranceSeconds = 5;
const maxTokenAgeSeconds = 86_400;
const levels = new Set(['L1', 'L2', 'L3', 'L4']);

const messages = {
  missing: {
    zh: '请求缺少令牌：在 Authorization 头中发送 Bearer 令牌。',
    en: 'No token: send a bearer token in the Authorization header.',
  },
  expired: { zh: '令牌已过期，请重新登录。', en: 'The token has expired: log in again.' },
  invalid: { zh: '令牌无效，请重新登录。', en: 'The token is not valid: log in again.' },
} satisfies Record<string, Message>;

export function createTokenVerifier({
  audience,
  issuers,
  cache = createTokenCache(),
  withClaims = false,
}: TokenVerifierOptions) {
  /** @throws Unauthenticated; GatewayError NOT_READY */
  return async function verifyToken(authorization: string | undefined): Promise<VerifiedToken> {
    const token = readBearer(authorization);
    return cache.through(token, () => verifyAnew(token, issuers, audience, withClaims));
  };
}

async function verifyAnew(
  token: string,
  issuers: ReadonlyMap<string, IssuerKeys>,
  audience: string,
  withClaims: boolean,
): Promise<Verification> {
  const issuer = issuerOf(token);
  const keys = issuer === undefined ? undefined : issuers.get(issuer);
  if (issuer === undefined || !keys) throw invalid('issuer not configured');
  await requireKeys(keys);
  // As of before: keys that change while the token is verified make another verification necessary.
  const { generation } = keys;
  const payload = await verify(token, keys, issuer, audience);
  return {
    token: { ...readToken(payload, issuer, audience), ...(withClaims && { claims: payload }) },
    expiresAtMs: expiryOf(payload) * 1000,
    isCurrent: () => keys.generation === generation,
  };
}

function readToken(payload: JWTPayload, issuer: string, audience: string): VerifiedToken {
  // An array could name others who then hold a token that opens this door too.
  if (payload.aud !== audience) throw invalid('audience is not this gateway alone');
  if (!isSubject(payload.sub)) throw invalid('no usable sub');
  const level = payload['real_name_level'];
  const client = payload['client_id'];
  return {
    issuer,
    subject: payload.sub,
    client: typeof client === 'string' ? client : 'unknown',
    level: typeof level === 'string' && levels.has(level) ? level : 'L1',
  };
}

/** In seconds since 1970: its own, or when it gets older than any token may. */
function expiryOf({ exp = 0, iat = 0 }: JWTPayload): number {
  return Math.min(exp, iat + maxTokenAgeSeconds);
}

/** RFC 6750 section 2.1; the other two ways of sending a token are not supported. */
function readBearer(authorization: string | undefined): string {
  if (authorization === undefined || authorization === '') throw new Unauthenticated(messages.missing);
  const [, token] = /^bearer ([A-Za-z0-9._-]+)$/i.exec(authorization) ?? [];
  if (token === undefined || token.length > maxTokenLength) throw invalid('not a bearer token');
  return token;
}

/** Unverified, and used for nothing but choosing whose keys must verify it. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** OpenID Connect Core section 2: at most 255 ASCII characters; control characters have no business there. */
function isSubject(sub: unknown): sub is string {
  return typeof sub === 'string' && /^[\x20-\x7e]{1,255}$/.test(sub);
}

/** Without any key a good token can't be told from a bad one; saying "log in again" would throw sessions away. */
async function requireKeys(keys: IssuerKeys): Promise<void> {
  if (keys.loaded || (await keys.refresh())) return;
  throw new GatewayError('NOT_READY', 503, {
    zh: '身份认证服务暂时不可用，请稍后再试。',
    en: 'The identity issuer is unreachable at the moment: try again later.',
  });
}

async function verify(
  token: string,
  keys: IssuerKeys,
  issuer: string,
  audience: string,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys.getKey, {
      issuer,
      audience,
      algorithms: signatureAlgorithms,
      typ: 'at+jwt',
      clockTolerance: clockToleranceSeconds,
      maxTokenAge: maxTokenAgeSeconds,
      requiredClaims: ['sub', 'exp', 'iat'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw new Unauthenticated(messages.expired, { detail: error.code });
    throw invalid(error instanceof errors.JOSEError ? error.code : 'not verifiable');
  }
}

function invalid(detail: string): Unauthenticated {
  return new Unauthenticated(messages.invalid, { detail });
}
