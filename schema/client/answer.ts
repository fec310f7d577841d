// What the client gives for an operation: data with what is missing from it, or why there is none.
import type { ErrorCode } from '../contract/error-codes.js';
import type { Absence, Freshness } from '../contract/extension.js';
import type { Failure } from './failure.js';

export type Answer<Data> = Answered<Data> | { readonly ok: false; readonly failure: Failure };

/** Data, perhaps not all of it: an error's path says where it has a null. */
export interface Answered<Data> {
  readonly ok: true;
  readonly data: Data;
  readonly errors: readonly AnswerError[];
  readonly absences: readonly Absence[];
  readonly freshness: readonly Freshness[];
  /** Coordinates whose values are masked. */
  readonly masked: readonly string[];
  readonly requestId?: string;
}

export interface AnswerError {
  /** In the user's language. */
  readonly message: string;
  readonly code: ErrorCode;
  readonly path: readonly (string | number)[];
  readonly department?: string;
}
