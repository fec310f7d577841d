/**
 * The identity assertion that the gateway sends to a department with every request: who asks, about whom, and for what.
 *
 * On the wire it is a JWS in compact serialization (RFC 7515) with HMAC-SHA256 (`HS256`, RFC 7518 section 3.2), so that
 * a department in any language can verify it with its JOSE library. A key per department, named by `kid`.
 */

/** Request header that carries the assertion. */
export const assertionHeader = 'yihao-assertion';

/** `typ` of the JWS header: keeps the assertion from being taken for another kind of token (RFC 8725 section 3.11). */
export const assertionType = 'yihao-assertion+jws';

/** An assertion is good for this long after `iat`. */
export const assertionLifetimeSeconds = 60;

/** How far ahead of the department's clock `iat` may be. */
export const assertionClockToleranceSeconds = 5;

/** On whose behalf the gateway asks. */
export type AssertedCaller =
  | { readonly kind: 'citizen'; readonly client: string; readonly citizen: string; readonly level: string }
  /** A bureau, with what it stated in its signed request; `official` where a person is answerable. */
  | {
      readonly kind: 'bureau';
      readonly client: string;
      readonly purpose: string;
      readonly item: string;
      readonly case: string;
      readonly official?: string;
    }
  /** The gateway itself: resolving a login, refreshing a look-up. */
  | { readonly kind: 'gateway' };

/** A person whose data the request may touch. */
export interface AssertedSubject {
  /** `Citizen.id`. */
  readonly id: string;
  /** Every number of this person, the current one first: records stand under any of them. */
  readonly numbers: readonly string[];
}

export interface AssertionClaims {
  /** Always `yihao`. */
  readonly iss: string;
  /** Name of the department that it is for. */
  readonly aud: string;
  /** Issued at, in seconds since 1970 (RFC 7519 NumericDate). */
  readonly iat: number;
  /** Single-use id; on mutations only. */
  readonly jti?: string;
  readonly caller: AssertedCaller;
  /** Citizen that `Query.me` is; one of `subjects`. */
  readonly me?: string;
  readonly subjects: readonly AssertedSubject[];
  /**
   * Catalogue resources that this request may select, keys aside; the grants behind them are the gateway's decision.
   * Missing for citizens, whose own data all of it is.
   */
  readonly resources?: readonly string[];
  /** SHA-256 over the bytes of the request body, base64url. */
  readonly body: string;
}

/** A key as configured: `kid:base64url`. */
export interface AssertionKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** At least 256 bits, as RFC 7518 section 3.2 asks for HS256. */
export const assertionKeyMinBytes = 32;

/**
 * Reads `kid:base64url[,kid:base64url]`: the first signs, every one verifies, so two live keys allow rotation.
 * @throws Error that says which entry is wrong, without any of the key
 */
export function parseAssertionKeys(text: string): [AssertionKey, ...AssertionKey[]] {
  const keys = text.split(',').map((entry, index): AssertionKey => {
    const match = /^\s*([\w.-]{1,64}):([A-Za-z0-9_-]{2,})\s*$/.exec(entry);
    const [, id, encoded] = match ?? [];
    // Four characters are three bytes; one left over is none.
    if (id === undefined || encoded === undefined || encoded.length % 4 === 1)
      throw new Error(`entry ${index + 1} is not of the form kid:base64url`);
    const secret = decodeBase64Url(encoded);
    if (secret.length < assertionKeyMinBytes) {
      // Not its id: with the two the wrong way round, that is the key.
      throw new Error(
        `entry ${index + 1} has ${secret.length} bytes, needs at least ${assertionKeyMinBytes}`,
      );
    }
    return { id, secret };
  });
  const [first, ...others] = keys;
  if (!first) throw new Error('no key given');
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new Error('two keys have the same id');
  return [first, ...others];
}

function decodeBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
}
