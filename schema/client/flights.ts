// Equal queries that are under way are one: two parts of a page that ask the same at once cost one request.
import { createCancel, onCancel, type Cancel } from './cancel.js';
import type { CancelSignal } from './transport.js';

export interface Flights<T> {
  /**
   * Joins the flight of this key, or starts it. Who cancels gets `gone`; the flight ends when all who joined have.
   */
  join(
    key: string,
    cancelled: CancelSignal | undefined,
    start: (cancelled: CancelSignal) => Promise<T>,
    gone: () => T,
  ): Promise<T>;
  /** From now on nobody joins what is under way: something was changed that it may not have seen. */
  closeDoors(): void;
}

interface Flight<T> {
  readonly cancel: Cancel;
  readonly landed: Promise<T>;
  passengers: number;
}

export function createFlights<T>(): Flights<T> {
  const flights = new Map<string, Flight<T>>();

  function depart(key: string, start: (cancelled: CancelSignal) => Promise<T>): Flight<T> {
    const cancel = createCancel();
    const landed = start(cancel.signal).finally(() => forget(key, flight));
    const flight: Flight<T> = { cancel, landed, passengers: 0 };
    flights.set(key, flight);
    return flight;
  }

  function forget(key: string, flight: Flight<T>): void {
    if (flights.get(key) === flight) flights.delete(key);
  }

  return {
    join(key, cancelled, start, gone) {
      if (cancelled?.aborted) return Promise.resolve(gone());
      const flight = flights.get(key) ?? depart(key, start);
      flight.passengers += 1;
      return new Promise((resolve, reject) => {
        const stop = onCancel(cancelled, () => {
          flight.passengers -= 1;
          if (flight.passengers === 0) {
            forget(key, flight);
            flight.cancel.cancel();
          }
          resolve(gone());
        });
        flight.landed.finally(stop).then(resolve, reject);
      });
    },
    closeDoors: () => flights.clear(),
  };
}
