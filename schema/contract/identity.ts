/**
 * `POST /identity` of the population register: which citizen a login belongs to, or which citizens numbers and names
 * belong to. Asked by the gateway alone, under an assertion whose caller is `gateway`.
 */

export interface IdentityRequest {
  /** `iss` of the verified token. */
  readonly issuer: string;
  /** `sub` of the verified token. */
  readonly subject: string;
}

/** Why a citizen who is known can't be let in. */
export type IdentityStatus = 'ACTIVE' | 'DECEASED' | 'CANCELLED';

export interface Identity {
  /** `Citizen.id`. */
  readonly id: string;
  /** Every number, the current one first. */
  readonly numbers: readonly string[];
  /** Real-name level on record: L1 to L4. */
  readonly level: string;
  readonly status: IdentityStatus;
}

/** `identity` is null when no citizen goes by this login. */
export interface IdentityResponse {
  readonly identity: Identity | null;
}

/** One person as a bureau knows him or her: both must be right. */
export interface Lookup {
  /** Any number that the person has ever held, in any form. */
  readonly number: string;
  /** Full name as typed; compared by `normaliseName`. */
  readonly name: string;
}

/** As many as one operation may ask for. */
export const maxLookups = 200;

/** The second form of the request: 1 to `maxLookups`. */
export interface LookupsRequest {
  readonly lookups: readonly Lookup[];
}

/**
 * In the order of the look-ups. Null for an unknown number, a wrong name, and whoever is sealed, deceased or cancelled:
 * the answer and the time it takes don't tell one from the other.
 */
export interface LookupsResponse {
  readonly matches: readonly (Identity | null)[];
}
