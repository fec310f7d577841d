// Time that passes when a test says so, the same in every run.
import { setImmediate as turn } from 'node:timers/promises';

export interface VirtualTime {
  /** Milliseconds by the clock on the wall. */
  now(): number;
  /** Milliseconds that have passed, whatever the clock on the wall was set to. */
  elapsed(): number;
  wait(ms: number): Promise<void>;
  /** The clock on the wall is set forward. */
  jump(ms: number): void;
  advance(ms: number): Promise<void>;
  /** Lets time pass until it has settled. @throws when a minute is not enough */
  run<T>(promise: T | Promise<T>): Promise<T>;
}

interface Timer {
  readonly dueMs: number;
  readonly fire: () => void;
}

const startMs = Date.UTC(2026, 0, 1);
const longestRunMs = 60_000;

export function createVirtualTime(): VirtualTime {
  let passedMs = 0;
  let offsetMs = startMs;
  /** By when they are due. */
  const timers: Timer[] = [];

  /** While there are any, only they let time pass: whoever waits for an answer meanwhile would be past their end. */
  let advances = 0;

  async function advanceTo(targetMs: number, isDone = () => false, isHeld = () => false): Promise<void> {
    for (;;) {
      // Everything that needs no time happens first.
      await turn();
      const [next] = timers;
      if (isDone()) return;
      if (isHeld()) continue;
      if (!next || next.dueMs > targetMs) break;
      passedMs = next.dueMs;
      while (timers[0]?.dueMs === passedMs) timers.shift()?.fire();
    }
    passedMs = targetMs;
  }

  return {
    now: () => offsetMs + passedMs,
    elapsed: () => passedMs,
    wait: (ms) =>
      new Promise((resolve) => {
        const dueMs = passedMs + ms;
        let place = timers.length;
        while (place > 0 && (timers[place - 1]?.dueMs ?? 0) > dueMs) place -= 1;
        timers.splice(place, 0, { dueMs, fire: resolve });
      }),
    jump(ms) {
      offsetMs += ms;
    },
    async advance(ms) {
      advances += 1;
      await advanceTo(passedMs + ms);
      advances -= 1;
    },
    async run(promise) {
      let isSettled = false;
      const settling = Promise.resolve(promise).finally(() => (isSettled = true));
      settling.catch(() => undefined);
      await advanceTo(
        passedMs + longestRunMs,
        () => isSettled,
        () => advances > 0,
      );
      if (!isSettled) throw new Error('a minute was not enough');
      return settling;
    },
  };
}
