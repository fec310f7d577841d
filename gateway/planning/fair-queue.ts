// A queue whose callers are served in turns, so that a long one of somebody else's is waited for no longer than a short one.

export interface FairQueue<Item> {
  /**
   * An item that several callers wait for is served in whichever turn comes first.
   *
   * @returns false where the caller has as many waiting as it may: the item isn't added for this caller
   */
  add(caller: string, item: Item): boolean;
  /** Takes the oldest item of the caller whose turn it is, for everybody who waits for it. */
  take(): Item | undefined;
  /** Takes whatever waits. */
  clear(): Item[];
}

export interface FairQueueOptions {
  /** For one caller. */
  readonly maxOfCaller: number;
  /**
   * Divided by the callers, the share of each: who comes to a full queue finds a place as long as there are fewer callers
   * than this. Those who came before keep what they have, so the items are at most some log(maxOfCaller) times as many.
   */
  readonly maxShared: number;
}

export function createFairQueue<Item>({ maxOfCaller, maxShared }: FairQueueOptions): FairQueue<Item> {
  /** By caller; whose turn is next comes first. None is empty. */
  const queues = new Map<string, Set<Item>>();
  const callersOf = new Map<Item, Set<string>>();
  /** Whose turn it was last. */
  let served = '';

  const share = (callers: number): number => Math.min(maxOfCaller, Math.floor(maxShared / callers));
  const leave = (caller: string, item: Item): void => {
    const queue = queues.get(caller);
    queue?.delete(item);
    if (queue?.size === 0) queues.delete(caller);
  };

  return {
    add(caller, item) {
      const queue = queues.get(caller) ?? new Set<Item>();
      if (queue.has(item)) return true;
      if (queue.size >= share(queues.size + (queue.size === 0 ? 1 : 0))) return false;
      queues.set(caller, queue.add(item));
      callersOf.set(item, (callersOf.get(item) ?? new Set()).add(caller));
      return true;
    },
    take() {
      // To the end of the line only now: behind whoever came while it was being served.
      const before = queues.get(served);
      if (before && queues.delete(served)) queues.set(served, before);
      for (const [caller, [item]] of queues) {
        if (item === undefined) throw new TypeError('a caller without an item in the queue');
        served = caller;
        for (const one of callersOf.get(item) ?? []) leave(one, item);
        callersOf.delete(item);
        return item;
      }
      return undefined;
    },
    clear() {
      const items = [...callersOf.keys()];
      callersOf.clear();
      queues.clear();
      return items;
    },
  };
}
