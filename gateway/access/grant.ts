// A grant: what a bureau may look up, for which purposes and service items, for how long. Data, not code.

export type GrantStatus = 'REQUESTED' | 'APPROVED' | 'SUSPENDED' | 'REVOKED';

/** What happened to a grant, and who is answerable for it. */
export interface GrantEvent {
  /** RFC 3339. */
  readonly at: string;
  readonly by: string;
  readonly status: GrantStatus;
  readonly reason: string;
}

export interface Grant {
  /** `G-2026-0001`. */
  readonly id: string;
  /** Client id of the bureau at the issuer. */
  readonly bureau: string;
  /** Catalogue resources. */
  readonly resources: readonly string[];
  /** Purpose codes of the catalogue. */
  readonly purposes: readonly string[];
  /** Codes of the service items (办事项) that it serves. */
  readonly items: readonly string[];
  /** Clear text; masked values otherwise. */
  readonly clear: boolean;
  /** Somebody must be answerable for every look-up: requests without an official are refused. */
  readonly officialRequired: boolean;
  /** May ask departments for the state of this moment; otherwise what is kept has to do while it is fresh. */
  readonly live: boolean;
  /** Law, regulation or agreement, with its article. */
  readonly legalBasis: string;
  /** First and last day, Asia/Shanghai. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly status: GrantStatus;
  /** Oldest first. */
  readonly history: readonly GrantEvent[];
}

/** A bureau that may ask, with the public keys that verify its signed requests. */
export interface Bureau {
  /** Client id at the issuer. */
  readonly client: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly creditCode: string;
  /** Public keys as JWK (RFC 7517), each with a `kid`. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Everything that decides about bureaus, as of one moment. */
export interface GrantRegister {
  readonly bureaus: ReadonlyMap<string, Bureau>;
  /** By bureau. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
}
