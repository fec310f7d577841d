// What a register says of a citizen, with its state: nobody can read the value without having asked whether there is one.
import type { AbsenceReason } from '../contract/absence-reasons.js';
import type { FreshnessState } from '../contract/extension.js';

export type Told<T> = Present<T> | Absent;

export interface Present<T> {
  readonly state: 'present';
  readonly value: NonNullable<T>;
  readonly freshness?: FreshnessState;
  /** When the department said it, RFC 3339. */
  readonly asOf?: string;
  /** Who says so, in the user's language. */
  readonly provider?: string;
  /** Whether this or a part of it is masked. */
  readonly masked: boolean;
}

export interface Absent {
  readonly state: 'absent';
  /** `UNKNOWN`: the gateway gave no reason. */
  readonly reason: AbsenceReason | 'UNKNOWN';
  /** In the user's language. */
  readonly message: string;
  readonly provider?: string;
}
