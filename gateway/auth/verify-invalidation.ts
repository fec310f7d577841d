// Verifies that an invalidation comes from a department: signed with one of its keys, over this very body, just now, once.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { AssertionKey } from '../../schema/contract/assertion.js';
import { isDepartmentName, type DepartmentName } from '../../schema/contract/departments.js';
import {
  invalidationAudience,
  invalidationClockToleranceSeconds,
  invalidationHeader,
  invalidationLifetimeSeconds,
  invalidationType,
  type InvalidationClaims,
} from '../../schema/contract/invalidation.js';
import { GatewayError, type Message } from '../errors.js';

export interface InvalidationVerifierOptions {
  /** Live keys; during a rotation two. */
  readonly keys: Readonly<Record<DepartmentName, readonly AssertionKey[]>>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Several times what the claims come to; refused before anything is decoded. */
const maxLength = 2_048;
const maxIdLength = 128;
/** More than departments send in a minute: what is forgotten for want of room could be sent again, which drops values once more. */
const maxSpent = 100_000;
const spentForMs = (invalidationLifetimeSeconds + invalidationClockToleranceSeconds) * 1000;

const messages = {
  missing: {
    zh: `失效通知须由部门签名：请在请求头 ${invalidationHeader} 中发送签名。`,
    en: `An invalidation is signed by its department: send the signature in the header ${invalidationHeader}.`,
  },
  signature: {
    zh: '失效通知不是用本部门的密钥签名的：请用部门的断言密钥以 HS256 签名，并写明 kid 和 typ。',
    en: 'The invalidation is not signed with a key of its department: sign it with an assertion key by HS256, and name kid and typ.',
  },
  claims: {
    zh: '失效通知的声明不完整：须有 iss、aud（yihao）、iat、jti 和 body。',
    en: 'The invalidation lacks claims: it needs iss, aud (yihao), iat, jti and body.',
  },
  time: {
    zh: `失效通知的 iat 须在最近 ${invalidationLifetimeSeconds} 秒内：请校准时钟后重新签名。`,
    en: `The invalidation's iat must be within the last ${invalidationLifetimeSeconds} seconds: set the clock and sign again.`,
  },
  body: {
    zh: '失效通知是为另一个请求体签名的：声明 body 须为实际发送的请求体字节的 SHA-256（base64url）。',
    en: 'The invalidation is signed for another body: its claim body must be the SHA-256 (base64url) of the bytes that are sent.',
  },
  spent: {
    zh: '失效通知的 jti 已用过：请为每次请求重新签名。',
    en: 'The jti of the invalidation was used before: sign each request anew.',
  },
} satisfies Record<string, Message>;

const headerSchema = z.object({ alg: z.literal('HS256'), typ: z.literal(invalidationType), kid: z.string() });

const claimSchemas = {
  iss: z.string(),
  aud: z.literal(invalidationAudience),
  iat: z.int(),
  jti: z.string().min(1).max(maxIdLength),
  body: z.string(),
} satisfies { [Claim in keyof InvalidationClaims]-?: z.ZodType };

const claimsSchema = z.object(claimSchemas);

export function createInvalidationVerifier({ keys, now = Date.now }: InvalidationVerifierOptions) {
  const spent = createSpentIds(now);

  /**
   * @param signature value of the header `yihao-invalidation`
   * @param body as received, byte for byte
   * @throws GatewayError UNAUTHENTICATED
   */
  return function verifyInvalidation(signature: string | undefined, body: Uint8Array): DepartmentName {
    if (signature === undefined || signature === '') throw refused('missing');
    const { department, claims } = verifySignature(signature, keys);
    const parsed = claimsSchema.safeParse(claims);
    if (!parsed.success) throw refused('claims');
    const { iat, jti, body: digest } = parsed.data;
    const nowSeconds = Math.floor(now() / 1000);
    if (
      iat > nowSeconds + invalidationClockToleranceSeconds ||
      iat + invalidationLifetimeSeconds < nowSeconds
    )
      throw refused('time');
    if (createHash('sha256').update(body).digest('base64url') !== digest) throw refused('body');
    if (!spent.spend(`${department} ${jti}`)) throw refused('spent');
    return department;
  };
}

/** Of the claims only `iss` is read before the MAC was good, to know whose key to try. */
function verifySignature(signature: string, keys: InvalidationVerifierOptions['keys']) {
  const [header = '', payload = '', mac = '', ...more] =
    signature.length > maxLength ? [] : signature.split('.');
  // The algorithm is fixed: a header that says another one is refused, never followed (RFC 8725 section 3.1).
  const { data: named } = headerSchema.safeParse(decodeJson(header));
  const claims = decodeJson(payload);
  const issuer = z.object({ iss: z.string() }).safeParse(claims).data?.iss ?? '';
  if (!named || more.length > 0 || !isDepartmentName(issuer)) throw refused('signature');
  const key = keys[issuer].find(({ id }) => id === named.kid);
  if (!key) throw refused('signature', 'no such key');
  // Compared as written: base64url has several spellings of the same bytes, and only one is the department's.
  const expected = Buffer.from(
    createHmac('sha256', key.secret).update(`${header}.${payload}`).digest('base64url'),
  );
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw refused('signature', 'wrong MAC');
  return { department: issuer, claims };
}

/**
 * In this process alone: another one takes a captured invalidation once more within its minute. That makes it drop values that
 * are fetched again, and each takes it within the department's budget. To remember together they would have to wait for
 * Redis, and to refuse while it is down what must not be missed, or to take it then as now.
 */
function createSpentIds(now: () => number) {
  /** By when they needn't be remembered any more, which is in the order of their coming. */
  const until = new Map<string, number>();
  return {
    /** False for an id that was spent before. */
    spend(id: string): boolean {
      for (const [known, endsAtMs] of until) {
        if (endsAtMs > now() && until.size < maxSpent) break;
        until.delete(known);
      }
      if (until.has(id)) return false;
      until.set(id, now() + spentForMs);
      return true;
    },
  };
}

function decodeJson(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function refused(rule: keyof typeof messages, detail: string = rule): GatewayError {
  return new GatewayError('UNAUTHENTICATED', 401, messages[rule], {
    detail: `invalidation: ${detail}`,
    // A 401 says how to do it right (RFC 9110 section 15.5.2).
    headers: { 'www-authenticate': 'Yihao-Invalidation' },
  });
}
