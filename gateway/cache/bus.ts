// Tells every gateway process what to drop. Without Redis there is one process, and it tells itself.

export interface InvalidationBus {
  /**
   * False while messages of others may be missed, told within a second: what is in this process's memory may be old then.
   * True again only after `onGap` was called.
   */
  readonly isUp: boolean;
  /**
   * Opaque names, which must say nothing of anybody. This process's listeners hear them before it returns.
   * Resolves to true as soon as every process that may serve from its memory has dropped them; to false when that isn't
   * known after 100 ms, or at once where the bus is down. Never rejects.
   */
  publish(names: readonly string[]): Promise<boolean>;
  /** Called with what any process publishes, this one's own included. */
  onInvalidated(listener: (names: readonly string[]) => void): void;
  /** Called when messages were, or may have been, missed: anything may have been invalidated. */
  onGap(listener: () => void): void;
  stop(): Promise<void>;
}

export interface BusListeners extends Pick<InvalidationBus, 'onInvalidated' | 'onGap'> {
  tellInvalidated(names: readonly string[]): void;
  tellGap(): void;
}

export function createBusListeners(): BusListeners {
  const invalidated: ((names: readonly string[]) => void)[] = [];
  const gap: (() => void)[] = [];
  return {
    onInvalidated: (listener) => void invalidated.push(listener),
    onGap: (listener) => void gap.push(listener),
    tellInvalidated(names) {
      for (const listener of invalidated) listener(names);
    },
    tellGap() {
      for (const listener of gap) listener();
    },
  };
}

/** For a process without Redis. */
export function createLocalBus(): InvalidationBus {
  const listeners = createBusListeners();
  return {
    ...listeners,
    isUp: true,
    async publish(names) {
      listeners.tellInvalidated(names);
      return true;
    },
    stop: async () => undefined,
  };
}
