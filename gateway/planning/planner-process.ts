// One process that plans, from its start to its end: what it answers, that it is too late, or that it is gone.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PlannerAnswer, PlannerQuestion, PlannerStart } from './planner-main.js';

export type PlannerOutcome =
  | PlannerAnswer
  /** The deadline has passed; the process is being ended. */
  | { readonly kind: 'late' }
  /** The process is gone, by itself or by `end`. */
  | { readonly kind: 'ended'; readonly signal: string | null };

/** Plans one document at a time. Once it has ended, it stays so. */
export interface PlannerProcess {
  /** `ready`, or `failed` or `ended` for a supergraph that no planner can be built of, or `late`. */
  readonly started: Promise<PlannerOutcome>;
  readonly ended: boolean;
  /** Only after the answer to the one before. */
  plan(question: PlannerQuestion, deadlineMs: number): Promise<PlannerOutcome>;
  end(): Promise<void>;
}

/**
 * The second net, under the deadline. It is a process and not a thread, since Node aborts the whole process when one allocation of a
 * thread crosses the thread's limit (nodejs/node#47224), and the planner has loops that grow one list without end.
 */
const memoryFlags = ['--max-old-space-size=512', '--max-semi-space-size=16'];

/**
 * Keeps this process alive only while something is asked of it. Sees nothing of the environment, where the secrets are, nor
 * of Node's flags.
 *
 * @param startDeadlineMs until it is ready: a machine without memory to give may leave it waiting for ever
 */
export function startPlannerProcess(start: PlannerStart, startDeadlineMs: number): PlannerProcess {
  const child = forkPlanner();
  if (!child?.channel) return neverStarted;
  let resolveAsked: ((outcome: PlannerOutcome) => void) | undefined;
  let ended = false;
  let signal: string | null = null;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  const settle = (outcome: PlannerOutcome): void => {
    resolveAsked?.(outcome);
    resolveAsked = undefined;
    child.unref();
    child.channel?.unref();
  };
  const end = async (): Promise<void> => {
    ended = true;
    child.ref();
    child.kill('SIGKILL');
    // Without a process id it never began, and never exits.
    if (child.pid !== undefined) await gone;
  };
  const giveUp = (asked: typeof resolveAsked): void => {
    // Answered meanwhile; what may be asked by now is another document.
    if (resolveAsked !== asked) return;
    settle({ kind: 'late' });
    void end();
  };
  const nextAnswer = async (deadlineMs: number): Promise<PlannerOutcome> => {
    child.ref();
    child.channel?.ref();
    const answer = new Promise<PlannerOutcome>((resolve) => (resolveAsked = resolve));
    // A busy event loop runs its timers first: an answer that came in time is read before anybody is called late.
    const deadline = setTimeout(() => setImmediate(giveUp, resolveAsked), deadlineMs);
    return answer.finally(() => clearTimeout(deadline));
  };
  const fail = (how: string | null): void => {
    ended = true;
    signal = how;
    settle({ kind: 'ended', signal });
  };

  child.on('message', (answer: PlannerAnswer) => settle(answer));
  child.on('error', ({ name }) => {
    child.kill('SIGKILL');
    fail(name);
  });
  child.on('exit', (_code, how) => fail(how));
  child.send(start);

  return {
    started: nextAnswer(startDeadlineMs),
    get ended() {
      return ended;
    },
    async plan(question, deadlineMs) {
      if (ended) return { kind: 'ended', signal };
      const answer = nextAnswer(deadlineMs);
      child.send(question);
      return answer;
    },
    end,
  };
}

/** Undefined where the machine has no more processes, memory or file descriptors to give. */
function forkPlanner(): ChildProcess | undefined {
  try {
    const child = fork(fileURLToPath(new URL('./planner-main.js', import.meta.url)), {
      env: {},
      execArgv: memoryFlags,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // It is told a turn later, to a listener or to nobody, which ends this process.
    child.on('error', () => undefined);
    return child;
  } catch {
    return undefined;
  }
}

const notStarted: PlannerOutcome = { kind: 'ended', signal: null };
const neverStarted: PlannerProcess = {
  started: Promise.resolve(notStarted),
  ended: true,
  plan: async () => notStarted,
  end: async () => undefined,
};
