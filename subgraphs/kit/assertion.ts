// Verifies the gateway's identity assertion. The people whom it covers are all that a department answers for; things, such
// as a dwelling or a real estate unit, carry facts of the thing alone and are open to every request the gateway signs.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  assertionClockToleranceSeconds,
  assertionLifetimeSeconds,
  assertionType,
  type AssertedCaller,
  type AssertedSubject,
  type AssertionClaims,
  type AssertionKey,
} from '../../schema/contract/assertion.js';
import type { DepartmentName } from '../../schema/contract/departments.js';
import { canonicalNumber } from '../../schema/contract/resident-id.js';

/** A request that a department does not answer. `status` 401: not from the gateway, or not any more; 403: not covered. */
export class AssertionRefused extends Error {
  override name = 'AssertionRefused';
  constructor(
    readonly status: 401 | 403,
    message: string,
  ) {
    super(message);
  }
}

/** The verified assertion, with its subjects at hand. */
export interface Assertion {
  readonly claims: AssertionClaims;
  /** The citizen that `Query.me` is. @throws AssertionRefused when the assertion names none */
  me(): AssertedSubject;
  /** The subject with this `Citizen.id`. @throws AssertionRefused when not covered */
  subjectById(id: string): AssertedSubject;
  /** The subject with this number, in any form. @throws AssertionRefused when not covered */
  subjectByNumber(number: string): AssertedSubject;
  /**
   * The subject with this number as the scalars write it (canonical form), for a client's question: undefined when not
   * covered, since the gateway covers everybody who is found.
   */
  findByNumber(number: string): AssertedSubject | undefined;
}

export interface VerifyOptions {
  readonly department: DepartmentName;
  /** Live keys; during a rotation two. */
  readonly keys: readonly AssertionKey[];
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Makes the check that a department runs before anything else.
 * The MAC is compared in constant time before a byte of the claims is believed.
 */
export function createAssertionVerifier({ department, keys, now = Date.now }: VerifyOptions) {
  const secrets = new Map(keys.map(({ id, secret }) => [id, secret]));

  /** @throws AssertionRefused */
  return function verifyAssertion(assertion: string | undefined, body: Uint8Array): Assertion {
    if (assertion === undefined || assertion === '')
      throw new AssertionRefused(401, 'identity assertion missing');
    const parts = assertion.split('.');
    const [header, payload, mac] = parts;
    if (parts.length !== 3 || !header || !payload || !mac)
      throw new AssertionRefused(401, 'identity assertion malformed');
    verifyMac(secrets, header, payload, mac);
    const claims = readClaims(payload);
    verifyClaims(claims, department, Math.floor(now() / 1000));
    if (createHash('sha256').update(body).digest('base64url') !== claims.body) {
      throw new AssertionRefused(401, 'identity assertion is for another body');
    }
    return withSubjects(claims);
  };
}

function verifyMac(secrets: Map<string, Uint8Array>, header: string, payload: string, mac: string): void {
  const { alg, kid, typ } = decodeJson(header) as Record<string, unknown>;
  // The algorithm is fixed: a header that says another one is refused, never followed (RFC 8725 section 3.1).
  const secret = typeof kid === 'string' ? secrets.get(kid) : undefined;
  if (alg !== 'HS256' || typ !== assertionType || !secret)
    throw new AssertionRefused(401, 'identity assertion has no key known here');
  // Compared as written: base64url has several spellings of the same bytes, and only the gateway's is its signature.
  const expected = Buffer.from(
    createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url'),
  );
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AssertionRefused(401, 'identity assertion is not signed by the gateway');
  }
}

/** By kind and by name, so that what the contract gains is missed by the compiler here and not by the gateway. */
const callerSchemas = {
  citizen: z.object({
    kind: z.literal('citizen'),
    client: z.string(),
    citizen: z.string(),
    level: z.string(),
  }),
  bureau: z.object({
    kind: z.literal('bureau'),
    client: z.string(),
    purpose: z.string(),
    item: z.string(),
    case: z.string(),
    official: z.string().exactOptional(),
  }),
  gateway: z.object({ kind: z.literal('gateway') }),
} satisfies { [Kind in AssertedCaller['kind']]: z.ZodType<Extract<AssertedCaller, { kind: Kind }>> };

const claimSchemas = {
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  jti: z.string().exactOptional(),
  caller: z.union(Object.values(callerSchemas)),
  me: z.string().exactOptional(),
  subjects: z.array(z.object({ id: z.string(), numbers: z.array(z.string()).min(1) })),
  resources: z.array(z.string()).exactOptional(),
  body: z.string(),
} satisfies { [Claim in keyof AssertionClaims]-?: z.ZodType };

const claimsSchema = z.object(claimSchemas) satisfies z.ZodType<AssertionClaims>;

/** A gateway of another version is as little to be understood as one that isn't the gateway. */
function readClaims(payload: string): AssertionClaims {
  const parsed = claimsSchema.safeParse(decodeJson(payload));
  if (!parsed.success) throw new AssertionRefused(401, 'identity assertion has claims of the wrong shape');
  return parsed.data;
}

function verifyClaims(claims: AssertionClaims, department: DepartmentName, nowSeconds: number): void {
  if (claims.iss !== 'yihao') throw new AssertionRefused(401, 'identity assertion has another issuer');
  if (claims.aud !== department)
    throw new AssertionRefused(403, 'identity assertion is for another department');
  if (claims.iat > nowSeconds + assertionClockToleranceSeconds) {
    throw new AssertionRefused(401, 'identity assertion is from the future');
  }
  if (claims.iat + assertionLifetimeSeconds < nowSeconds)
    throw new AssertionRefused(401, 'identity assertion is too old');
}

function withSubjects(claims: AssertionClaims): Assertion {
  const byId = new Map(claims.subjects.map((subject) => [subject.id, subject]));
  const byNumber = new Map(
    claims.subjects.flatMap((subject) => subject.numbers.map((number) => [number, subject])),
  );
  // Only a bureau's requests ask by number.
  let byCanonical: Map<string, AssertedSubject> | undefined;
  const covered = (subject: AssertedSubject | undefined) => {
    if (!subject) throw new AssertionRefused(403, 'identity assertion does not cover this person');
    return subject;
  };
  return {
    claims,
    me: () => covered(claims.me === undefined ? undefined : byId.get(claims.me)),
    subjectById: (id) => covered(byId.get(id)),
    subjectByNumber: (number) => covered(byNumber.get(number)),
    findByNumber(number) {
      byCanonical ??= indexByCanonical(claims.subjects);
      return byNumber.get(number) ?? byCanonical.get(number);
    },
  };
}

/**
 * By the one form that the scalars make of what is typed: a citizen who is on record with 15 digits alone is asked for
 * with 18.
 */
function indexByCanonical(subjects: readonly AssertedSubject[]): Map<string, AssertedSubject> {
  const index = new Map<string, AssertedSubject>();
  for (const subject of subjects) {
    for (const number of subject.numbers) {
      const canonical = canonicalNumber(number);
      if (canonical.ok && !index.has(canonical.value)) index.set(canonical.value, subject);
    }
  }
  return index;
}

function decodeJson(part: string): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Falls through to the refusal: what was wrong with it is nobody's business.
  }
  throw new AssertionRefused(401, 'identity assertion malformed');
}
