// Fetches of this process that are on their way: who wants the same thing meanwhile waits for it.

export interface LookUpFlights<T> {
  find(owners: readonly string[], name: string): Promise<T> | undefined;
  /** Until it has landed, well or not. */
  start(owners: readonly string[], name: string, flight: Promise<T>): void;
  /** Nobody joins what is on its way for this owner any more: it may have begun before what has just changed. */
  forget(owner: string): void;
  forgetAll(): void;
}

interface OwnersFlights<T> {
  readonly owners: readonly string[];
  readonly byName: Map<string, Promise<T>>;
}

export function createLookUpFlights<T>(): LookUpFlights<T> {
  const all = new Map<string, OwnersFlights<T>>();
  return {
    find: (owners, name) => all.get(owners.join(' '))?.byName.get(name),
    start(owners, name, flight) {
      const key = owners.join(' ');
      const { byName } = all.get(key) ?? { byName: new Map<string, Promise<T>>() };
      byName.set(name, flight);
      all.set(key, { owners, byName });
      const land = (): void => {
        if (byName.get(name) === flight) byName.delete(name);
        if (byName.size === 0 && all.get(key)?.byName === byName) all.delete(key);
      };
      flight.then(land, land);
    },
    forget(owner) {
      for (const [key, { owners }] of all) if (owners.includes(owner)) all.delete(key);
    },
    forgetAll: () => all.clear(),
  };
}
