// A bureau as client of the issuer: no secret, no browser, tokens for itself against an assertion signed with its key.
import { errors, type ClientMetadata } from 'oidc-provider';

/** What the issuer knows of a bureau. */
export interface BureauClient {
  /** Client id, and subject of its tokens. */
  readonly client: string;
  /** Public keys as JWK (RFC 7517). */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Undefined for a client id that no bureau has; may do I/O, since it is asked at every login. */
export type FindBureau = (client: string) => Promise<BureauClient | undefined>;

/** How long before its end an assertion may be made: replayed ones must be remembered so long. */
const maxAssertionSeconds = 300;

/** Client authentication by `private_key_jwt` (OpenID Connect Core section 9) and nothing else. */
export function bureauClientMetadata(
  { client, keys }: BureauClient,
  idTokenAlgorithm: 'ES256',
): ClientMetadata {
  return {
    client_id: client,
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    jwks: { keys: [...keys] as { kty: string }[] },
    // It gets no ID tokens, but the provider wants an algorithm that its own keys have.
    id_token_signed_response_alg: idTokenAlgorithm,
  };
}

/**
 * What the provider leaves open. An assertion for the token endpoint's address, or for several audiences, could have been
 * lured out of the bureau by another issuer that names this address as its own (RFC 7523 errata of 2025).
 *
 * @throws InvalidClientAuth
 */
export function requireStrictAssertion(
  { aud, exp }: Readonly<Record<string, unknown>>,
  issuer: string,
): void {
  if (aud !== issuer) throw new errors.InvalidClientAuth('aud must be the issuer identifier alone');
  if (typeof exp !== 'number' || exp > Date.now() / 1000 + maxAssertionSeconds) {
    throw new errors.InvalidClientAuth(`exp must be at most ${maxAssertionSeconds} seconds ahead`);
  }
}
