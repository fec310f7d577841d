// One worker that plans, from its start to its end: what it answers, that it is too late, or that it is gone.
import { Worker } from 'node:worker_threads';
import type { PlannerAnswer, PlannerQuestion, PlannerWorkerData } from './planner-worker.js';

export type PlannerOutcome =
  | PlannerAnswer
  /** The deadline has passed; the thread is being ended. */
  | { readonly kind: 'late' }
  /** The thread is gone, by itself or by `end`. */
  | { readonly kind: 'ended'; readonly cause: unknown };

/** Plans one document at a time. Once it has ended, it stays so. */
export interface PlannerThread {
  /** `ready`, or `ended` for a supergraph that no planner can be built of. */
  readonly started: Promise<PlannerOutcome>;
  readonly ended: boolean;
  /** Only after the answer to the one before. */
  plan(question: PlannerQuestion, deadlineMs: number): Promise<PlannerOutcome>;
  end(): Promise<void>;
}

/**
 * The second net, under the deadline: past these the thread ends with ERR_WORKER_OUT_OF_MEMORY and the process goes on. So it
 * did each of 18 times with fragments that double twenty times, which take seconds to fill them. It is no guarantee: Node
 * aborts the process where one allocation of many megabytes crosses the limit (nodejs/node#47224), as an argument of thirty
 * million lines makes it; the limits of bodies and of fields keep such from here. With a young generation of 8 MB the
 * citizen's page takes a fourth longer.
 */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

/**
 * Keeps the process alive only while something is asked of it. Sees nothing of the environment, where the secrets are, nor
 * of Node's flags.
 */
export function startPlannerThread(workerData: PlannerWorkerData): PlannerThread {
  const worker = new Worker(new URL('./planner-worker.js', import.meta.url), {
    workerData,
    resourceLimits,
    env: {},
    execArgv: [],
  });
  let resolveAsked: ((outcome: PlannerOutcome) => void) | undefined;
  let ended = false;
  let cause: unknown;

  const settle = (outcome: PlannerOutcome): void => {
    resolveAsked?.(outcome);
    resolveAsked = undefined;
    worker.unref();
  };
  const nextAnswer = (): Promise<PlannerOutcome> => {
    worker.ref();
    return new Promise((resolve) => (resolveAsked = resolve));
  };
  const end = async (): Promise<void> => {
    ended = true;
    await worker.terminate();
  };
  const giveUp = (asked: typeof resolveAsked): void => {
    // Answered meanwhile; what may be asked by now is another document.
    if (resolveAsked !== asked) return;
    void end();
    settle({ kind: 'late' });
  };

  worker.on('message', settle);
  worker.on('error', (error) => (cause = error));
  worker.on('exit', () => {
    ended = true;
    settle({ kind: 'ended', cause });
  });

  return {
    started: nextAnswer(),
    get ended() {
      return ended;
    },
    async plan(question, deadlineMs) {
      if (ended) return { kind: 'ended', cause };
      const answer = nextAnswer();
      const asked = resolveAsked;
      // A busy event loop runs its timers first: an answer that came in time is read before anybody is called late.
      const deadline = setTimeout(() => setImmediate(giveUp, asked), deadlineMs);
      worker.postMessage(question);
      return answer.finally(() => clearTimeout(deadline));
    },
    end,
  };
}
