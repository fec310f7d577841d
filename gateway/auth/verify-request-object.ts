// Verifies the request object of a bureau: signed by one of its own keys, for this gateway, over this very body, just now.
import { createHash } from 'node:crypto';
import { createLocalJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import {
  requestObjectClockToleranceSeconds,
  requestObjectHeader,
  requestObjectLifetimeSeconds,
  requestObjectType,
} from '../../schema/contract/request-object.js';
import type { Bureau } from '../access/grant.js';
import { GatewayError, type Message } from '../errors.js';
import { signatureAlgorithms } from './signature-algorithms.js';
import { readStatedPurpose, type StatedPurpose } from './stated-purpose.js';

export interface RequestObjectVerifierOptions {
  /** `aud` of the gateway's tokens. */
  readonly audience: string;
  /** Purpose codes of the catalogue. */
  readonly purposes: ReadonlySet<string>;
}

/** Several times what the longest claims come to; refused before anything is decoded. */
const maxLength = 4_096;
const maxIdLength = 128;

const messages = {
  missing: {
    zh: `部门的每次请求都须说明用途：请在请求头 ${requestObjectHeader} 中发送签名的请求对象。`,
    en: `A bureau states its purpose with every request: send a signed request object in the header ${requestObjectHeader}.`,
  },
  signature: {
    zh: '请求对象不是用本部门登记的密钥签名的：请用已登记的私钥签名，并在 kid 中写明密钥。',
    en: 'The request object is not signed with a registered key of this bureau: sign it with one and name it by its kid.',
  },
  expired: {
    zh: '请求对象已过期：请为每次请求重新签名。',
    en: 'The request object has expired: sign a new one for each request.',
  },
  times: {
    zh: `请求对象的 iat 须为当前时间，exp 须在其后至多 ${requestObjectLifetimeSeconds} 秒：请校准时钟后重新签名。`,
    en: `The request object needs an iat of now and an exp at most ${requestObjectLifetimeSeconds} seconds after it: set the clock and sign again.`,
  },
  body: {
    zh: '请求对象是为另一个请求体签名的：声明 body 须为实际发送的请求体字节的 SHA-256（base64url）。',
    en: 'The request object is for another body: its claim body must be the SHA-256 (base64url) of the bytes that are sent.',
  },
  typ: {
    zh: `请求对象的 typ 须为 ${requestObjectType}。`,
    en: `The request object must have the typ ${requestObjectType}.`,
  },
  iss: {
    zh: '请求对象的 iss 须为令牌所属部门的 client id。',
    en: 'The request object must have as iss the client id of the bureau that the token belongs to.',
  },
  aud: {
    zh: '请求对象的 aud 须为本网关一个，与访问令牌相同。',
    en: 'The request object must have this gateway alone as aud, as the access token has.',
  },
  jti: {
    zh: `请求对象须有唯一的 jti（至多 ${maxIdLength} 个字符的字符串）。`,
    en: `The request object needs a unique jti, a string of at most ${maxIdLength} characters.`,
  },
} satisfies Record<string, Message>;

export function createRequestObjectVerifier({ audience, purposes }: RequestObjectVerifierOptions) {
  /** Keys imported once for each state of the register, which holds new objects after a change. */
  const keysOfBureaus = new WeakMap<Bureau, JWTVerifyGetKey>();

  /**
   * @param header value of the header `yihao-request`
   * @param body as received, byte for byte
   * @throws GatewayError PURPOSE_MISSING, UNAUTHENTICATED, PURPOSE_UNKNOWN, BAD_USER_INPUT
   */
  return async function verifyRequestObject(
    header: string | undefined,
    bureau: Bureau,
    body: Uint8Array,
  ): Promise<StatedPurpose> {
    if (header === undefined || header === '')
      throw new GatewayError('PURPOSE_MISSING', 403, messages.missing);
    const claims = await verify(header, bureau, audience, keysOfBureaus);
    if (claims['body'] !== createHash('sha256').update(body).digest('base64url')) throw refused('body');
    return readStatedPurpose(claims, purposes);
  };
}

async function verify(
  jwt: string,
  bureau: Bureau,
  audience: string,
  keysOfBureaus: WeakMap<Bureau, JWTVerifyGetKey>,
): Promise<JWTPayload> {
  if (jwt.length > maxLength || !isCanonical(jwt))
    throw refused('signature', 'not one JWS as a signer writes it');
  try {
    const getKey = keysOfBureaus.get(bureau) ?? keysOf(bureau);
    keysOfBureaus.set(bureau, getKey);
    const { payload } = await jwtVerify(jwt, getKey, {
      issuer: bureau.client,
      audience,
      algorithms: signatureAlgorithms,
      typ: requestObjectType,
      clockTolerance: requestObjectClockToleranceSeconds,
      maxTokenAge: requestObjectLifetimeSeconds,
      requiredClaims: ['exp', 'jti'],
    });
    requireStrictClaims(payload, audience);
    return payload;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** By `kid` alone: a lone key must not stand in for a name that a signer left out. */
function keysOf({ keys }: Bureau): JWTVerifyGetKey {
  const keySet = createLocalJWKSet({ keys: [...keys] });
  return async (header, token) => {
    if (typeof header?.kid !== 'string') throw new errors.JWKSNoMatchingKey();
    return keySet(header, token);
  };
}

/** The last character of a signature has bits that decode to nothing: only one spelling of it is the signer's. */
function isCanonical(jwt: string): boolean {
  const signature = jwt.slice(jwt.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

function requireStrictClaims({ aud, iat = 0, exp = 0, jti }: JWTPayload, audience: string): void {
  if (aud !== audience) throw refused('aud');
  if (exp <= iat || exp - iat > requestObjectLifetimeSeconds) throw refused('times');
  if (typeof jti !== 'string' || jti === '' || jti.length > maxIdLength) throw refused('jti');
}

/** Claims are looked at after the signature was good, so what is wrong with them may be told. */
function refusalOf(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof errors.JWTExpired) return refused('expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim } = error;
    return refused(
      claim === 'typ' || claim === 'iss' || claim === 'aud' || claim === 'jti' ? claim : 'times',
    );
  }
  return refused('signature', error instanceof errors.JOSEError ? error.code : 'not verifiable');
}

/** Challenges without `error="invalid_token"`: the token is good, and a client must not throw it away. */
function refused(rule: keyof typeof messages, detail: string = rule): GatewayError {
  return new GatewayError('UNAUTHENTICATED', 401, messages[rule], {
    detail: `request object: ${detail}`,
    headers: { 'www-authenticate': 'Bearer' },
  });
}
