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
   * @param scope who may see it and where it goes
   * @param text everything else that decides the answer
   */
  share(scope: string, text: string, load: () => Promise<T>): Promise<T>;
  /** How many loads are on their way. */
  readonly size: number;
}

/** @param copy what a later one gets; it may not look at anything that the first may have changed by then */
export function createSharedFlights<T>(copy: (loaded: T) => T): SharedFlights<T> {
  // Two levels: joining both to one key would copy every text once more, 2 % of a page.
  const scopes = new Map<string, Map<string, Promise<T>>>();
  let size = 0;
  return {
    share(scope, text, load) {
      const flights = scopes.get(scope) ?? new Map<string, Promise<T>>();
      const flight = flights.get(text);
      if (flight) return flight.then(copy);
      const started = load();
      const land = (): void => {
        size -= 1;
        flights.delete(text);
        if (flights.size === 0) scopes.delete(scope);
      };
      size += 1;
      flights.set(text, started);
      scopes.set(scope, flights);
      // Registered before anybody else waits, so nobody joins a flight that has landed.
      started.then(land, land);
      return started;
    },
    get size() {
      return size;
    },
  };
}
