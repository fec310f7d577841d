// Fetches of this process that are on their way: who wants the same thing meanwhile waits for it.
import type { LookUp } from './look-up-request.js';

export interface LookUpFlights<T> {
  /** @param notBeforeMs one that started earlier won't do */
  find(owners: readonly string[], name: string, notBeforeMs: number): Promise<T> | undefined;
  /** Until it has landed, well or not. */
  start(
    owners: readonly string[],
    lookUp: Pick<LookUp, 'name' | 'tags'>,
    nowMs: number,
    flight: Promise<T>,
  ): void;
  /**
   * Nobody joins what is on its way for any of these owners any more: it may have begun before what has just changed. All at
   * once: a department names a thousand in a request, and there are thousands of flights when a gateway is busy.
   */
  forget(owners: ReadonlySet<string>): void;
  /** Nor what has one of these tags. */
  forgetTags(tags: ReadonlySet<string>): void;
  forgetAll(): void;
}

interface OwnersFlights<T> {
  readonly owners: readonly string[];
  readonly byName: Map<string, Flight<T>>;
}

interface Flight<T> {
  readonly tags: readonly string[];
  readonly startedAtMs: number;
  readonly landing: Promise<T>;
}

export function createLookUpFlights<T>(): LookUpFlights<T> {
  const all = new Map<string, OwnersFlights<T>>();
  return {
    find(owners, name, notBeforeMs) {
      const flight = all.get(owners.join(' '))?.byName.get(name);
      return flight && flight.startedAtMs >= notBeforeMs ? flight.landing : undefined;
    },
    start(owners, { name, tags }, nowMs, landing) {
      const key = owners.join(' ');
      const { byName } = all.get(key) ?? { byName: new Map<string, Flight<T>>() };
      const flight = { tags, startedAtMs: nowMs, landing };
      byName.set(name, flight);
      all.set(key, { owners, byName });
      const land = (): void => {
        if (byName.get(name) === flight) byName.delete(name);
        if (byName.size === 0 && all.get(key)?.byName === byName) all.delete(key);
      };
      landing.then(land, land);
    },
    forget(ended) {
      for (const [key, { owners }] of all) if (owners.some((owner) => ended.has(owner))) all.delete(key);
    },
    forgetTags(ended) {
      for (const [key, { byName }] of all) {
        for (const [name, { tags }] of byName) if (tags.some((tag) => ended.has(tag))) byName.delete(name);
        if (byName.size === 0) all.delete(key);
      }
    },
    forgetAll: () => all.clear(),
  };
}
