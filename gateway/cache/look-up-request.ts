// What the cache is asked for, and what it asks of departments: look-ups of owners, by their positions.
import type { FreshnessWindows } from './judge-value.js';

/** Ends all that is kept, whosever it is: a tag that every look-up has. */
export const everythingTag = 'everything';

/** A field of an owner's data. */
export interface LookUp {
  /** A keyed hash of everything that decides the value but the owner. */
  readonly name: string;
  /** What it can be invalidated by besides its owners: its type and resources, and `everythingTag`. */
  readonly tags: readonly string[];
  readonly windows: FreshnessWindows;
}

/** Keyed hashes of whose data it is: the first is where it is kept, an invalidation of any of them ends it. */
export type Owners = readonly [string, ...string[]];

export interface Found {
  /** JSON. */
  readonly text: string;
  readonly state: 'live' | 'cached' | 'stale';
  readonly from: 'near' | 'far' | 'shared' | 'loaded';
  /** When the department's answer was true, in ms since 1970. */
  readonly asOfMs: number;
  /** In ms since 1970. */
  readonly freshUntilMs: number;
}

/** Of one owner: positions among the look-ups. */
export interface Wanted {
  readonly owner: number;
  readonly lookUps: readonly number[];
}

/** What a department answered to one owner's part of what was wanted. */
export interface Loaded {
  /** JSON, in the order of `lookUps`; undefined for what failed, null for what was refused: nothing may stand in for that. */
  readonly texts: readonly (string | null | undefined)[];
  /** How long it may be kept, from when it was true (RFC 9111 `max-age`); undefined where the department says nothing. */
  readonly maxAgeMs: number | undefined;
  /** How old it is already (RFC 9111 section 5.1). */
  readonly ageMs: number;
  /** It didn't answer at all. */
  readonly isDown?: boolean | undefined;
}

/** Who asks: the `gateway` where nobody waits for it; `nobody` where the department has just been down for others, twice. */
export type Asker = 'caller' | 'gateway' | 'nobody';

export interface LookUpRequest {
  /** Whom it asks; for counting. */
  readonly department: string;
  readonly owners: readonly Owners[];
  /** The same ones of every owner. */
  readonly lookUps: readonly LookUp[];
  /** Nothing that is kept will do, nor what others have asked already. */
  readonly live: boolean;
  /** Made of look-ups that are kept themselves: no process waits for another's, and what isn't kept leaves no trace. */
  readonly isDerived?: boolean;
  /**
   * Asks the department once for all of it, each owner's part at most once, answering in the same order; never fails.
   * @param asker of `nobody` it isn't asked, and what is wanted fails as if it had been in vain
   */
  load(wanted: readonly Wanted[], asker: Asker): Promise<readonly Loaded[]>;
}

/** By owner, by look-up; undefined where the department failed and nothing may stand in. */
export type LookUpAnswer = readonly (readonly (Found | undefined)[])[];

export type Row = (Found | undefined)[];

export function emptyRows({ owners, lookUps }: LookUpRequest): Row[] {
  return owners.map(() => new Array<Found | undefined>(lookUps.length).fill(undefined));
}

export function everything({ owners, lookUps }: LookUpRequest): Wanted[] {
  const all = lookUps.map((_, index) => index);
  return owners.map((_, owner) => ({ owner, lookUps: all }));
}

export function rowOf(rows: readonly Row[], owner: number): Row {
  return rows[owner] as Row;
}

export function ownersOf({ owners }: LookUpRequest, owner: number): Owners {
  return owners[owner] as Owners;
}

export function nameOf({ lookUps }: LookUpRequest, index: number): string {
  return (lookUps[index] as LookUp).name;
}

export function namesOf(request: LookUpRequest, lookUps: readonly number[]): string[] {
  return lookUps.map((index) => nameOf(request, index));
}

export function tagsOf({ lookUps }: LookUpRequest, wanted: readonly number[]): string[] {
  return wanted.flatMap((index) => (lookUps[index] as LookUp).tags);
}

/** What may be kept, and what is asked for each time. */
export function parted(request: LookUpRequest, { lookUps }: Wanted): { kept: number[]; unkept: number[] } {
  return {
    kept: lookUps.filter((index) => isKept(request, index)),
    unkept: lookUps.filter((index) => !isKept(request, index)),
  };
}

export function isKept({ lookUps }: LookUpRequest, index: number): boolean {
  const { freshForMs, staleWhileRevalidateMs, staleIfErrorMs } = (lookUps[index] as LookUp).windows;
  return freshForMs + staleWhileRevalidateMs + staleIfErrorMs > 0;
}
