// Keeps a planner process at hand: starts another where one has ended, and ends one that doesn't get ready.
import type { Logger } from 'pino';
import { BadSupergraph } from '../errors.js';
import { startPlannerProcess, type PlannerOutcome, type PlannerProcess } from './planner-process.js';

export interface PlannerKeeper {
  /**
   * Asks for one plan at a time.
   *
   * @param deferring see `PlannerQuestion`
   * @returns undefined when no process gets ready in time; the next one who asks has another started
   */
  ask(document: string, deferring: boolean): Promise<PlannerOutcome | undefined>;
  /** Ends the process; none is started any more. */
  stop(): Promise<void>;
}

export interface PlannerKeeperOptions {
  readonly sdl: string;
  /** For each question. */
  readonly deadlineMs: number;
  readonly logger: Logger;
}

/** The first validates too, which takes 0.9 s for the five departments; nobody waits for it. */
const firstStart = { deadlineMs: 60_000, tries: 2 };
/** Requests wait for the others: they may take so many times as long as the first one did, as on a machine that has become busy. */
const restartPatience = 10;

/** @throws BadSupergraph when no planner can be built of it */
export async function keepPlanning(options: PlannerKeeperOptions): Promise<PlannerKeeper> {
  const { sdl, deadlineMs, logger } = options;
  const { process: first, startMs } = await startFirst(sdl);
  const restartDeadlineMs = Math.max(deadlineMs, restartPatience * startMs);
  let running = first;
  let stopped = false;

  const restartIfEnded = (): void => {
    if (running.ended && !stopped) running = startPlannerProcess({ sdl, validate: false }, restartDeadlineMs);
  };

  /** The last one may have ended without an operation, or while it was being built. */
  async function isReady(): Promise<boolean> {
    restartIfEnded();
    const outcome = await running.started;
    if (outcome.kind === 'ready') return true;
    if (!stopped) logger.error(facts(outcome), 'planner does not start');
    return false;
  }

  return {
    async ask(document, deferring) {
      if (!(await isReady())) return undefined;
      const beganMs = performance.now();
      const outcome = await running.plan({ document, deferring }, deadlineMs);
      const about = { characters: document.length, ms: Math.round(performance.now() - beganMs) };
      if (outcome.kind === 'plan' && outcome.verdict === 'wrong')
        logger.error(about, 'plan asks for a field before what it requires is there');
      if (running.ended && !stopped)
        logger.error({ ...facts(outcome), ...about }, 'planner ended at an operation; starting another');
      restartIfEnded();
      return outcome;
    },
    async stop() {
      stopped = true;
      await running.end();
    },
  };
}

async function startFirst(sdl: string): Promise<{ process: PlannerProcess; startMs: number }> {
  for (let tries = 1; ; tries++) {
    const beganMs = performance.now();
    const process = startPlannerProcess({ sdl, validate: true }, firstStart.deadlineMs);
    const outcome = await process.started;
    if (outcome.kind === 'ready') return { process, startMs: performance.now() - beganMs };
    if (outcome.kind !== 'late' || tries === firstStart.tries) throw new BadSupergraph(refusalOf(outcome));
  }
}

function refusalOf(outcome: PlannerOutcome): string {
  const late = `no planner of it gets ready within ${firstStart.deadlineMs / 1_000} s`;
  const other = outcome.kind === 'late' ? late : 'no planner can be built of it';
  return `The supergraph is refused: ${outcome.kind === 'failed' ? outcome.reason : other}`;
}

/** Of a process's end, what has no text of the operation in it. */
function facts(outcome: PlannerOutcome): { outcome: string; signal?: string | null } {
  return { outcome: outcome.kind, ...(outcome.kind === 'ended' && { signal: outcome.signal }) };
}
