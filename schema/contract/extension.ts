import type { AbsenceReason } from './absence-reasons.js';
import type { MaskKind } from './mask.js';

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
  /** Where the request asks for it by `X-Plan` and the gateway shows it (`PLAN_IN_ANSWERS`). */
  readonly plan?: PlanExplanation;
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

/** How an operation is answered: by which departments, what of it comes from the cache, what of it the caller sees. */
export interface PlanExplanation {
  /** What the operation costs at most with these variables, and what the caller's may cost. */
  readonly cost: { readonly value: number; readonly maximum: number };
  /** People whom a bureau's request names: the population register finds them before all else, and the quota counts them. */
  readonly people?: number;
  /**
   * What departments are asked. The fetches of a wave wait for nobody but those of earlier ones, and not always for all of
   * them. Empty where nothing is left to ask.
   */
  readonly waves: readonly (readonly PlannedFetch[])[];
  /** One entry for each coordinate that the operation asks for, in its order; what is below a refused one isn't told. */
  readonly access: readonly PlannedAccess[];
  /** Only beside an answer: the departments that were asked for it; what the cache had isn't asked for. */
  readonly asked?: readonly AskedDepartment[];
}

/** One request to a department, or several where it is about many entities. */
export interface PlannedFetch {
  readonly department: string;
  /** Coordinates that the operation asks for, sorted. */
  readonly fields: readonly string[];
  /** Coordinates of keys and inputs that the operation doesn't ask for, and others of its fetches need; sorted. */
  readonly needed: readonly string[];
  /** Fields of objects that an earlier fetch brought, instead of fields at the root. */
  readonly entities: boolean;
  readonly cache: {
    readonly kept: readonly KeptField[];
    /** Coordinates of fields that the department is asked for each time. */
    readonly never: readonly string[];
  };
}

/** A field that is looked up by itself, with all that is selected in it. The times are those of the strictest resource in it. */
export interface KeptField {
  /** Coordinate. */
  readonly field: string;
  readonly freshForSeconds: number;
  /** After that: for so long it is still given while it is asked for anew. */
  readonly staleWhileRevalidateSeconds: number;
  /** After that: for so long it is still given while the department is down. */
  readonly staleIfErrorSeconds: number;
  /** Only beside an answer: of one object, or of several. Empty where it wasn't looked up, as nobody was there to look up. */
  readonly answeredFrom?: readonly AnswerSource[];
}

/**
 * `memory` of the gateway's process; `redis`; `stale`: kept in either, beyond its fresh time; `shared`: another request that
 * was on its way; `department`; `nowhere`: the department failed or refused, and nothing stood in.
 */
export type AnswerSource = 'memory' | 'redis' | 'stale' | 'shared' | 'department' | 'nowhere';

export interface PlannedAccess {
  readonly coordinate: string;
  /** Of the catalogue; missing where it has none, which is refused. */
  readonly resource?: string;
  readonly treatment: 'clear' | 'masked' | 'refused';
  /** Of what is masked. */
  readonly mask?: MaskKind;
  /** Of what is refused, and of a key that is masked since it can't be left out. */
  readonly reason?: AbsenceReason;
  /** Why it isn't clear: one sentence in the language that the client asked for. */
  readonly message?: string;
}

export interface AskedDepartment {
  readonly department: string;
  readonly requests: number;
  /** Of the request that took the longest. */
  readonly milliseconds: number;
}

/** Values of the request header `X-Plan`: `only` executes nothing, `data` is empty then. */
export const planWishes = ['with-answer', 'only'] as const;
export type PlanWish = (typeof planWishes)[number];
