// The thread that a mini-program's JavaScript runs on: what it throws is noted, and in the background it stands still.
export interface WxProgram {
  /** What was thrown. */
  readonly errors: readonly unknown[];
  /** Runs it now. */
  run(callback: () => void): void;
  /** Runs it, or keeps it until the program is in the foreground again: for answers and timers. */
  readonly callBack: (callback: () => void) => void;
  suspend(): void;
  resume(): void;
}

export function createWxProgram(): WxProgram {
  const errors: unknown[] = [];
  const waiting: (() => void)[] = [];
  let suspended = false;
  const run = (callback: () => void): void => {
    try {
      callback();
    } catch (error) {
      errors.push(error);
    }
  };
  return {
    errors,
    run,
    callBack(callback) {
      if (suspended) waiting.push(callback);
      else run(callback);
    },
    suspend() {
      suspended = true;
    },
    resume() {
      suspended = false;
      for (const callback of waiting.splice(0)) run(callback);
    },
  };
}
