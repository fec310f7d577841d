// A value that is shared by what isn't nested in each other: the page's panels and the function that asks the gateway.
import { useSyncExternalStore } from 'react';

export interface ValueStore<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createValueStore<T>(initial: T): ValueStore<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value now, and again whenever it changes. */
export function useStored<T>(store: ValueStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
