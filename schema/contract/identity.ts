/**
 * `POST /identity` of the population register: which citizen a login belongs to.
 * Asked by the gateway alone, under an assertion whose caller is `gateway`.
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
