// Bureaus and grants as the gateway's store holds them, checked whenever they are read: who edits them by hand may err.
import { z } from 'zod';
import { parseUnifiedSocialCreditCode } from '../../schema/contract/unified-social-credit-code.js';
import type { Bureau, Grant } from './grant.js';

export interface StoredGrants {
  /** By client id. */
  readonly bureaus: readonly Bureau[];
  /** By id. */
  readonly grants: readonly Grant[];
}

export const noGrants: StoredGrants = { bureaus: [], grants: [] };

/** What the store holds is wrong: one line that names the source, the record and the field. */
export class BadStoredGrants extends Error {
  override readonly name = 'BadStoredGrants';

  constructor(
    readonly source: string,
    readonly problems: readonly string[],
  ) {
    const more = problems.length > 3 ? `; and ${problems.length - 3} more` : '';
    super(`${source}: ${problems.slice(0, 3).join('; ')}${more}`);
  }
}

/** One line: a control character could forge a second one in a log, or speak to the terminal of whoever lists grants. */
export const line = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .max(500, 'must have at most 500 characters')
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'must be one line without control characters');

export const itemCode = z
  .string()
  .regex(/^[A-Z0-9-]{2,32}$/, 'must be 2 to 32 capitals, digits and hyphens, e.g. SCHOOL-ADMISSION');

/** Members of a JWK that only a private or a secret key has (RFC 7518 section 6). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export const bureauKey = z
  .looseObject(
    { kty: z.enum(['EC', 'OKP', 'RSA'], 'must be EC, OKP or RSA'), kid: line },
    'must be a JSON Web Key',
  )
  .refine((key) => privateMembers.every((member) => !Object.hasOwn(key, member)), 'must be a public key');

const bureau = z.strictObject({
  client: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be a client id of letters, digits, dots and hyphens'),
  name: z.strictObject({ zh: line, en: line }),
  creditCode: z
    .string()
    .refine((code) => parseUnifiedSocialCreditCode(code).ok, 'must be a valid unified social credit code'),
  keys: z
    .array(bureauKey)
    .min(1, 'must hold a key at least')
    .refine(
      (keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length,
      'must have different key ids',
    ),
});

const status = z.enum(['REQUESTED', 'APPROVED', 'SUSPENDED', 'REVOKED']);

const grant = z
  .strictObject({
    id: z.string().regex(/^G-\d{4}-\d{4,}$/, 'must be like G-2026-0001'),
    bureau: z.string(),
    resources: z.array(line).min(1, 'must name one at least'),
    purposes: z.array(line).min(1, 'must name one at least'),
    items: z.array(itemCode).min(1, 'must name one at least'),
    clear: z.boolean(),
    officialRequired: z.boolean(),
    // Grants from before there was this right don't have it.
    live: z.boolean().default(false),
    legalBasis: line,
    validFrom: z.iso.date('must be a day, YYYY-MM-DD'),
    validTo: z.iso.date('must be a day, YYYY-MM-DD'),
    status,
    history: z.array(
      z.strictObject({
        at: z.iso.datetime({ offset: true, error: 'must be an RFC 3339 time' }),
        by: line,
        status,
        reason: line,
      }),
    ),
  })
  .refine(({ validFrom, validTo }) => validFrom <= validTo, {
    path: ['validTo'],
    error: 'must not be before validFrom',
  })
  // A status that nobody answers for would be an approval without an approver.
  .refine((one) => one.history.at(-1)?.status === one.status, {
    path: ['status'],
    error: 'must be that of the last entry of history',
  });

const storedGrants = z
  .strictObject({ bureaus: z.array(bureau), grants: z.array(grant) })
  .superRefine(({ bureaus, grants }, context) => {
    const complain = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    repeated(bureaus.map(({ client }) => client)).forEach((index) =>
      complain(['bureaus', index, 'client'], 'is given twice'),
    );
    repeated(grants.map(({ id }) => id)).forEach((index) =>
      complain(['grants', index, 'id'], 'is given twice'),
    );
    const clients = new Set(bureaus.map(({ client }) => client));
    grants.forEach((one, index) => {
      if (!clients.has(one.bureau)) complain(['grants', index, 'bureau'], 'is not among the bureaus');
    });
  });

/**
 * @param source what error messages call the place it was read from
 * @throws BadStoredGrants that names the source, the record and the field
 */
export function parseStoredGrants(value: unknown, source: string): StoredGrants {
  const parsed = storedGrants.safeParse(value);
  if (parsed.success) {
    const { bureaus, grants } = parsed.data;
    return { bureaus: sorted(bureaus, ({ client }) => client), grants: sorted(grants, ({ id }) => id) };
  }
  throw new BadStoredGrants(
    source,
    parsed.error.issues.map(({ path, message }) => `${nameOf(value, path)} ${message}`),
  );
}

/** `grants.2 (G-2026-0003).validTo`: the position, and the record's own name where it has one. */
function nameOf(value: unknown, path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the document';
  const [list, index, ...field] = path.map(String);
  if (index === undefined) return `${list}`;
  const named = z.record(z.string(), z.array(z.looseObject({}))).safeParse(value).data?.[`${list}`]?.[
    Number(index)
  ];
  const name = named?.['id'] ?? named?.['client'];
  return [`${list}.${index}${typeof name === 'string' ? ` (${name})` : ''}`, ...field].join('.');
}

/** Positions of values that stand earlier already. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

/** In the same order whatever the store, and whatever its collation. */
function sorted<T>(list: readonly T[], keyOf: (one: T) => string): T[] {
  return list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
