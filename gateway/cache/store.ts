// What the cache asks of a place that keeps look-ups: the process's memory, or Redis for all processes.

/** An answer now from memory, later from Redis. Both may be awaited. */
export type Eventually<T> = T | Promise<T>;

/** One look-up's answer as it is kept. */
export interface StoredValue {
  /** JSON. */
  readonly text: string;
  /** When the department was asked. */
  readonly fetchedAtMs: number;
  /** How old the department said its answer was at that time. */
  readonly ageMs: number;
  /** The department's own bound on its being fresh (RFC 9111 `max-age`), from when it was true; undefined where it gave none. */
  readonly maxAgeMs: number | undefined;
  /** Of its owners and tags as of before it was fetched: it is good for as long as all of them are in force. */
  readonly epochs: readonly string[];
}

/** What is kept of one owner: together on one node. */
export interface Shelf {
  /** In force; undefined where none is known. */
  readonly epoch: string | undefined;
  /** In the order asked for; undefined where there is none that can be read. */
  readonly values: readonly (StoredValue | undefined)[];
}

/**
 * Longer ones aren't kept: a department's 16 MB would be a quarter of memory, and hold up Redis for longer than anybody waits,
 * whose values are every department's.
 */
export const maxTextCharacters = 262_144;

/**
 * Dumb: what is good, fresh or to be fetched is the cache's to say. Owners and names are keyed hashes, so that neither says
 * anything of anybody.
 * Redis's rejects with StoreDown at once while it is known to be down, and within its timeout otherwise.
 */
export interface LookUpStore {
  /** One round trip; those of several owners in the same turn share one for each node. */
  read(owner: string, names: readonly string[]): Eventually<Shelf>;
  write(owner: string, values: readonly ValueToWrite[]): Eventually<void>;
  /** Puts `epoch` in force unless one is; the one in force. */
  openEpoch(owner: string, epoch: string): Eventually<string>;
  /**
   * Puts `epoch` in force where one is: whatever was stored under that is worth nothing from now on. Without one it is already,
   * and nothing is kept of owners whom nobody has looked up.
   */
  renewEpoch(owner: string, epoch: string): Eventually<void>;
  /** Whether this caller is the one to fetch: true for one at a time, for at most `ttlMs`. */
  claim(owner: string, name: string, ttlMs: number): Eventually<boolean>;
  /** Lets the next one claim. */
  release(owner: string, name: string): Eventually<void>;
  /** Whether somebody holds a claim. */
  isClaimed(owner: string, name: string): Eventually<boolean>;
}

export interface ValueToWrite {
  readonly name: string;
  readonly value: StoredValue;
  /** After which it is of no use to anybody. */
  readonly ttlMs: number;
}

/** The store didn't answer in time, or is known not to. */
export class StoreDown extends Error {
  override name = 'StoreDown';
}
