// Lets so many exchanges with a department run at once; the others wait in their order.
import type { Exchange } from './exchange.js';

export interface ExchangeSlots {
  /** Starts it, now or when its turn comes. */
  enter(exchange: Exchange): void;
  /** An exchange has ended; the one that waits longest starts. */
  leave(): void;
  /** It won't start any more, if it hasn't yet. */
  forget(exchange: Exchange): void;
}

/**
 * A pool queues as well, but keeps what was given up until it gets a connection: behind an address that swallows packets
 * each of those costs a connection's timeout, and the queue grows for as long as requests come.
 */
export function createExchangeSlots(most: number, start: (exchange: Exchange) => void): ExchangeSlots {
  const waiting = new Set<Exchange>();
  let running = 0;
  return {
    enter(exchange) {
      if (running < most) {
        running += 1;
        start(exchange);
      } else waiting.add(exchange);
    },
    leave() {
      const [next] = waiting;
      if (next === undefined) {
        running -= 1;
        return;
      }
      waiting.delete(next);
      start(next);
    },
    forget(exchange) {
      waiting.delete(exchange);
    },
  };
}
