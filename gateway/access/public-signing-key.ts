// A bureau's public key as it may be registered: asymmetric, for signatures that the gateway believes, and nothing else.
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { BadKey } from './grant-change-refused.js';
import { bureauKey } from './stored-grants.js';

type Jwk = Readonly<Record<string, unknown>>;

/** By curve, or by kind where there is none: the signatures that it makes, the usual first (RFC 7518 section 3.1, RFC 8037). */
const algorithmsOf = new Map([
  ['Ed25519', ['EdDSA', 'Ed25519']],
  ['P-256', ['ES256']],
  ['P-384', ['ES384']],
  ['RSA', ['PS256', 'RS256']],
]);

/** RFC 7518 section 3.3. */
const minimumRsaBits = 2048;

/**
 * Reads a public JWK (RFC 7517) with a `kid`.
 * @returns the members that verify a signature; whatever else came along is left behind
 * @throws BadKey whose message never repeats the key, which may be a private one
 */
export function readPublicSigningKey(value: unknown): Jwk {
  const parsed = bureauKey.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new BadKey(`${['The key', ...(issue?.path ?? [])].join(': ')} ${issue?.message ?? 'is wrong'}.`);
  }
  const { kid, use = 'sig' } = parsed.data;
  if (use !== 'sig') throw new BadKey('The key must be for signatures: its use is "sig".');
  const numbers = readNumbers(parsed.data);
  const algorithms = algorithmsOf.get(numbers.crv ?? numbers.kty ?? '');
  if (!algorithms) throw new BadKey('The key must be Ed25519, P-256, P-384 or RSA.');
  const { alg = algorithms[0] } = parsed.data;
  if (!algorithms.some((name) => name === alg)) {
    throw new BadKey(`The key's alg must be ${algorithms.join(' or ')}.`);
  }
  return { ...numbers, kid, use, alg };
}

/** The key's numbers alone, in their canonical form. */
function readNumbers(jwk: Jwk): JsonWebKey {
  const key = importKey(jwk);
  if ((key.asymmetricKeyDetails?.modulusLength ?? minimumRsaBits) < minimumRsaBits) {
    throw new BadKey(`An RSA key must have ${minimumRsaBits} bits at least.`);
  }
  return key.export({ format: 'jwk' });
}

function importKey(jwk: Jwk) {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch (cause) {
    throw new BadKey('The key is no public key as RFC 7517 writes it.', { cause });
  }
}
