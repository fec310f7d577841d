/**
 * The request object that a bureau sends with every request: for what it asks, signed over the very body.
 *
 * On the wire it is a JWT (RFC 7519) as JWS in compact serialization (RFC 7515), signed with one of the keys that the bureau
 * has registered, named by `kid`. The token says who asks; this says why, and nobody between bureau and gateway can change
 * either the question or its reason.
 */

/** Request header that carries the request object. */
export const requestObjectHeader = 'yihao-request';

/** `typ` of the JWS header: keeps it from being taken for a token or a client assertion (RFC 8725 section 3.11). */
export const requestObjectType = 'yihao-request+jwt';

/** `exp` is at most this long after `iat`. */
export const requestObjectLifetimeSeconds = 300;

/** How far the clocks of bureau and gateway may be apart. */
export const requestObjectClockToleranceSeconds = 5;

/** 办事项. Code of the service item that the data is for. */
export const serviceItemPattern = /^[A-Z0-9-]{2,32}$/;

/** 案号. The bureau's number of the matter, e.g. `（2026）京教入001号`: what an auditor finds it by. */
export const caseNumberPattern = /^[A-Za-z0-9\p{Script=Han}（）()〔〕\-/]{4,64}$/u;

/** Identifier, post or terminal of an official: no blanks at either end, nothing that a log or a page would take for more. */
export const officialDetailPattern = /^[A-Za-z0-9\p{Script=Han}（）()_.:\-/]{1,64}$/u;

/** 经办人. The official who looks the data up. */
export interface Official {
  /** Identifier within the bureau. */
  readonly id: string;
  /** 岗位. */
  readonly post: string;
  /** 终端. */
  readonly terminal: string;
}

export interface RequestObjectClaims {
  /** Client id of the bureau at the issuer. */
  readonly iss: string;
  /** The gateway, as in the bureau's access token; one string. */
  readonly aud: string;
  /** Issued at, in seconds since 1970 (RFC 7519 NumericDate). */
  readonly iat: number;
  readonly exp: number;
  /** Unique among the bureau's request objects. */
  readonly jti: string;
  /** SHA-256 over the bytes of the HTTP body, base64url. */
  readonly body: string;
  /** Purpose code of the catalogue. */
  readonly purpose: string;
  readonly item: string;
  readonly case: string;
  readonly official?: Official;
}
