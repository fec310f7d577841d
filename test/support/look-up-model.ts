// What is true of two citizens and a thing, and what therefore must never be served: the other side of the property test.
import type { Found, LookUp, LookUpAnswer, Owners } from '../../gateway/cache/look-up-request.js';
import type { Question } from './look-up-world.js';
import type { VirtualTime } from './virtual-time.js';

/** What a department's answer says of itself. */
interface Said {
  readonly of: string;
  readonly field: string;
  readonly version: number;
  readonly maxAgeMs: number | null;
  readonly ageMs: number;
}

export interface Asked {
  readonly process: number;
  readonly question: Question;
  readonly atMs: number;
  readonly wallMs: number;
  readonly order: number;
  /** Whether its process heard then what others invalidate. */
  readonly hears: boolean;
  /** What was true then, by what is asked. */
  readonly versions: ReadonlyMap<string, number>;
}

export interface InvalidationMade {
  readonly process: number;
  readonly versions: ReadonlyMap<string, number>;
  readonly byTag: boolean;
}

/** An invalidation that has resolved. */
interface Invalidated extends InvalidationMade {
  readonly confirmed: boolean;
  readonly atMs: number;
  readonly order: number;
}

export interface ModelOptions {
  readonly time: VirtualTime;
  readonly owners: readonly Owners[];
  readonly lookUps: readonly LookUp[];
  /** Since when a process reaches the shared store and the bus; undefined while it doesn't. */
  readonly reachesAllSinceMs: (process: number) => number | undefined;
  /** Whether a process hears what others invalidate. */
  readonly hears: (process: number) => boolean;
}

/** For as long as a fetch may have taken that somebody joined. */
const longestFlightMs = 3_000;
/** From when what a fetch found in the shared store was judged to when all of the fetch has come, and with it who joined it. */
const longestLandingMs = 2_000;
const unconfirmedMs = 1_000;
/** Until the store and the others are told what they could not be told before. */
const retellMs = 400;

export function createLookUpModel(options: ModelOptions) {
  const { time, owners, lookUps, reachesAllSinceMs, hears } = options;
  const versions = new Map<string, number>();
  /** By what and version: when, on the wall, it was no longer true. */
  const endedAtMs = new Map<string, number>();
  const failedAtMs = new Map<string, number>();
  const refusedAtMs = new Map<string, number>();
  const invalidations: Invalidated[] = [];
  const jumps: { readonly atMs: number; readonly ms: number }[] = [];
  let order = 0;
  const keyOf = (owner: string, field: string) => `${owner}.${field}`;
  for (const [owner] of owners) for (const { name } of lookUps) versions.set(keyOf(owner, name), 1);

  function checkFound(asked: Asked, owner: string, lookUp: LookUp, found: Found): void {
    const said = JSON.parse(found.text) as Said;
    if (said.of !== owner || said.field !== lookUp.name) throw new Error(`got what is of ${said.of}`);
    checkAge(asked, lookUp, found, said);
    const key = keyOf(owner, lookUp.name);
    if (asked.question.live) {
      if (found.state !== 'live') throw new Error(`a live request was answered ${found.state}`);
      if (said.version < (asked.versions.get(key) ?? 0)) throw new Error('a live answer was not of now');
    }
    for (const invalidated of invalidations) checkSurvival(asked, key, said, invalidated);
  }

  function checkAge(asked: Asked, { windows }: LookUp, { state, asOfMs }: Found, said: Said): void {
    const endMs = endedAtMs.get(`${keyOf(said.of, said.field)} ${said.version}`) ?? Infinity;
    if (endMs < asOfMs + said.ageMs) throw new Error('was not true when it says it was');
    if (state === 'live') return;
    const freshForMs = Math.min(windows.freshForMs, said.maxAgeMs ?? Infinity);
    const hasFailed =
      (failedAtMs.get(keyOf(said.of, said.field)) ?? -Infinity) >= asked.atMs - longestFlightMs;
    const staleForMs = Math.max(windows.staleWhileRevalidateMs, hasFailed ? windows.staleIfErrorMs : 0);
    const jumpedMs = jumps
      .filter(({ atMs }) => atMs >= asked.atMs - longestFlightMs)
      .reduce((sum, { ms }) => sum + ms, 0);
    const ageMs = asked.wallMs - asOfMs - jumpedMs;
    const goodForMs = (state === 'cached' ? freshForMs : freshForMs + staleForMs) + longestLandingMs;
    if (ageMs > goodForMs) throw new Error(`${state} and ${ageMs} ms old instead of ${goodForMs}`);
  }

  function checkSurvival(asked: Asked, key: string, said: Said, invalidated: Invalidated): void {
    const version = invalidated.versions.get(key);
    if (version === undefined || said.version >= version || asked.order < invalidated.order) return;
    const { process, confirmed, byTag, atMs, order } = invalidated;
    const place = { process: asked.process, atMs: asked.atMs, order: asked.order, hears: asked.hears };
    const detail = JSON.stringify({ key, version, said, place, process, confirmed, byTag, atMs, order });
    if (process === asked.process) throw new Error(`served where it was invalidated: ${detail}`);
    // In a process that doesn't hear, epochs of tags count for a second more, and fetches that are on their way are joined.
    if (confirmed && asked.hears) throw new Error(`served after everybody had confirmed: ${detail}`);
    // Nobody is told of it before the process that made it reaches the others.
    const reachedMs = (reachesAllSinceMs(process) ?? Infinity) + retellMs;
    const toldAtMs = reachedMs > atMs + retellMs ? reachedMs : atMs;
    if (asked.atMs > toldAtMs + unconfirmedMs) throw new Error(`served for too long: ${detail} ${toldAtMs}`);
  }

  return {
    /** What the department answers now. */
    say(of: string, field: string, bounds: { maxAgeMs: number | undefined; ageMs: number }): string {
      const { maxAgeMs = null, ageMs } = bounds;
      const said: Said = { of, field, version: versions.get(keyOf(of, field)) ?? 0, maxAgeMs, ageMs };
      return JSON.stringify(said);
    },
    /** What is kept may stand in. */
    fail: (owner: string, field: string) => void failedAtMs.set(keyOf(owner, field), time.elapsed()),
    /** It may not. */
    refuse: (owner: string, field: string) => void refusedAtMs.set(keyOf(owner, field), time.elapsed()),
    jump(ms: number): void {
      jumps.push({ atMs: time.elapsed(), ms });
      time.jump(ms);
    },
    /** The department has something else of them from now on. @returns what it has */
    write(changed: readonly string[], fields: readonly string[]): ReadonlyMap<string, number> {
      const written = new Map<string, number>();
      for (const key of changed.flatMap((owner) => fields.map((field) => keyOf(owner, field)))) {
        const version = versions.get(key) ?? 0;
        endedAtMs.set(`${key} ${version}`, time.now());
        versions.set(key, version + 1);
        written.set(key, version + 1);
      }
      return written;
    },
    invalidated(made: InvalidationMade, confirmed: boolean): void {
      invalidations.push({ ...made, confirmed, atMs: time.elapsed(), order: order++ });
    },
    ask: (process: number, question: Question): Asked => ({
      process,
      question,
      atMs: time.elapsed(),
      wallMs: time.now(),
      order: order++,
      hears: hears(process),
      versions: new Map(versions),
    }),
    /** @throws what is wrong with the answer */
    check(asked: Asked, answer: LookUpAnswer): void {
      for (const [owner, row] of answer.entries())
        for (const [index, found] of row.entries()) {
          const [name] = asked.question.owners[owner] as Owners;
          const lookUp = asked.question.lookUps[index] as LookUp;
          const key = keyOf(name, lookUp.name);
          const failed = Math.max(failedAtMs.get(key) ?? -Infinity, refusedAtMs.get(key) ?? -Infinity);
          if (found) checkFound(asked, name, lookUp, found);
          else if (failed < asked.atMs - longestFlightMs)
            throw new Error('nothing was served without a failure');
        }
    },
  };
}

export type LookUpModel = ReturnType<typeof createLookUpModel>;
