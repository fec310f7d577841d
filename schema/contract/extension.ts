import type { AbsenceReason } from './absence-reasons.js';

/** `extensions.yihao` of a response: how fresh the data is and what is missing from it, and why. */
export interface YihaoExtension {
  /** One entry for each catalogue resource that the answer draws on. */
  readonly freshness: readonly Freshness[];
  /** What is absent; grouped by coordinate. Missing when nothing is. */
  readonly absences?: readonly Absence[];
  /** Coordinates (`Citizen.phone`) whose values are masked. */
  readonly masked?: readonly string[];
  /** Reference of the record made of this disclosure. */
  readonly receipt?: string;
}

export interface Freshness {
  /** Resource of the catalogue. */
  readonly resource: string;
  /** Subgraph that answered. */
  readonly department: string;
  /** Name of the provider, in the language that the client asked for. */
  readonly provider: string;
  /** When the department said it, RFC 3339. */
  readonly asOf: string;
  readonly state: FreshnessState;
}

/** `live`: asked now; `cached`: within its fresh window; `stale`: older, served because of an outage or while refreshing; `snapshot`: from a copy by design. */
export type FreshnessState = 'live' | 'cached' | 'stale' | 'snapshot';

export interface Absence {
  readonly reason: AbsenceReason;
  /** `Citizen.pension`. */
  readonly coordinate: string;
  /** Response paths, capped. */
  readonly paths: readonly (readonly (string | number)[])[];
  readonly provider: string;
  /** One sentence in the language that the client asked for. */
  readonly message: string;
}
