// Joins equal requests that are on their way at the same time: one of them is sent, all of them get its answer.

export interface SharedFlights<T> {
  /**
   * What `load` brings, or what an equal request that is already on its way brings. Nothing is kept once it came, so this
   * is no cache: whoever asks after that loads anew.
   *
   * The first one gets what was loaded, as if nobody shared; every later one gets its own copy, so each may change what it
   * got. When the load fails, it fails for all with the same error: the others have waited for as long.
   * `load` takes no abort signal of a single request, else the one who leaves would take the answer from the others.
   *
   * @param key everything that decides the answer: who may see it, where it goes, the bytes. Joined so that no two lists of
   *   parts give one key: `JSON.stringify([...])` or each part behind its length, never a mere separator, which a part that
   *   a client chose may hold.
   */
  share(key: string, load: () => Promise<T>): Promise<T>;
  /** How many loads are on their way. */
  readonly size: number;
}

/** @param copy what a later one gets; it may not look at anything that the first may have changed by then */
export function createSharedFlights<T>(copy: (loaded: T) => T): SharedFlights<T> {
  const flights = new Map<string, Promise<T>>();
  return {
    share(key, load) {
      const flight = flights.get(key);
      if (flight) return flight.then(copy);
      const started = load();
      const land = () => void flights.delete(key);
      flights.set(key, started);
      // Registered before anybody else waits, so nobody joins a flight that has landed.
      started.then(land, land);
      return started;
    },
    get size() {
      return flights.size;
    },
  };
}
