/**
 * How a department tells the gateway that something of its data has changed, so that nothing older is served from a cache:
 * `POST /internal/invalidations` with a JSON body `{ "invalidations": [ … ] }` of at most 64 KB and 1,000 entries.
 *
 * The body is signed like the identity assertion, the other way round: a JWS in compact serialization (RFC 7515) with
 * HMAC-SHA256 (`HS256`) in the header `yihao-invalidation`, under any of the department's live assertion keys, named by
 * `kid`. Each request is signed anew: its `jti` is good once.
 *
 * Answers 200 when every gateway process has dropped what was named, 202 when that isn't confirmed (yet), both with
 * `{ "dropped": <entries>, "confirmedByAll": <boolean> }`; 400, 401, 403, 405, 413 and 429 as GraphQL errors. Only 408, 429
 * (after `Retry-After`) and 5xx are worth trying again: a department has 1,000 entries a second, and 20,000 at once.
 */

export const invalidationPath = '/internal/invalidations';

/** Request header that carries the signature. */
export const invalidationHeader = 'yihao-invalidation';

/** `typ` of the JWS header: neither is an assertion good as an invalidation, nor the other way round (RFC 8725 section 3.11). */
export const invalidationType = 'yihao-invalidation+jws';

/** `aud`. */
export const invalidationAudience = 'yihao';

/** Good for this long after `iat`. */
export const invalidationLifetimeSeconds = 60;

/** How far ahead of the gateway's clock `iat` may be. */
export const invalidationClockToleranceSeconds = 5;

export const maxInvalidations = 1_000;
export const maxInvalidationBytes = 65_536;

export interface InvalidationClaims {
  /** Name of the department. */
  readonly iss: string;
  /** `yihao`. */
  readonly aud: string;
  /** Issued at, in seconds since 1970 (RFC 7519 NumericDate). */
  readonly iat: number;
  /** Single-use id of at most 128 characters. */
  readonly jti: string;
  /** SHA-256 over the bytes of the request body, base64url. */
  readonly body: string;
}

/**
 * At least one of the three; several together name what all of them fit: one citizen's bills, say. Only values that the
 * department itself gave are dropped: its own of a citizen or of a type, and its own resources (`<department>.…`; naming
 * another department's is refused with 403). The gateway may drop more of the department's values than are named, never less.
 */
export interface Invalidation {
  /** In any form in which a number is held. */
  readonly citizen?: { readonly number: string };
  /** A type by its GraphQL name; with `key` the one entity that has these key fields. */
  readonly type?: { readonly name: string; readonly key?: Readonly<Record<string, string | number>> };
  /** A resource of the catalogue, such as `utilities.bill`. */
  readonly resource?: string;
}

export interface InvalidationBody {
  readonly invalidations: readonly Invalidation[];
}

export interface InvalidationAnswer {
  /** Entries. */
  readonly dropped: number;
  /** False while a gateway process may not have heard: it serves nothing older than a second from its memory then. */
  readonly confirmedByAll: boolean;
}
