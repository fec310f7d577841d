// At most so many requests at a time, the urgent ones first; mini-programs refuse the eleventh, browsers let it wait unseen.
import { onCancel } from './cancel.js';
import type { CancelSignal } from './transport.js';

/** `high`: what the person waits for; `low`: what might be needed later. */
export type Priority = 'high' | 'normal' | 'low';

export interface QueueOptions {
  readonly maxActive: number;
  readonly maxWaiting: number;
}

export interface Queue {
  /** Runs the task when it is its turn. `full`: too many wait already; `cancelled`: before its turn came. */
  run<T>(
    priority: Priority,
    cancelled: CancelSignal | undefined,
    task: () => Promise<T>,
  ): Promise<T | 'full' | 'cancelled'>;
}

interface Waiting {
  readonly rank: number;
  enter(): void;
}

const ranks: Readonly<Record<Priority, number>> = { high: 0, normal: 1, low: 2 };

export function createQueue({ maxActive, maxWaiting }: QueueOptions): Queue {
  const waiting: Waiting[] = [];
  let active = 0;

  function stand(rank: number, cancelled: CancelSignal | undefined): Promise<'entered' | 'cancelled'> {
    return new Promise((resolve) => {
      const place: Waiting = {
        rank,
        enter() {
          stop();
          resolve('entered');
        },
      };
      const behind = waiting.findIndex((other) => other.rank > rank);
      waiting.splice(behind === -1 ? waiting.length : behind, 0, place);
      const stop = onCancel(cancelled, () => {
        waiting.splice(waiting.indexOf(place), 1);
        resolve('cancelled');
      });
    });
  }

  /** Who leaves gives the place to the next one, so that nobody slips in between. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next.enter();
    else active -= 1;
  }

  return {
    async run(priority, cancelled, task) {
      if (cancelled?.aborted) return 'cancelled';
      if (active < maxActive) active += 1;
      else if (waiting.length >= maxWaiting) return 'full';
      else if ((await stand(ranks[priority], cancelled)) === 'cancelled') return 'cancelled';
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
