// Which signature a bureau's key makes.
import type { JWK } from 'jose';

/** The key's own `alg`, or what its kind of key is used with (RFC 7518 section 3.1, RFC 8037). */
export function signingAlgorithmOf({ alg, kty, crv }: JWK): string {
  if (alg !== undefined) return alg;
  if (kty === 'OKP') return 'EdDSA';
  if (kty === 'EC') return crv === 'P-384' ? 'ES384' : 'ES256';
  return 'PS256';
}
