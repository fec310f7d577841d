// Plans operations one after the other in a process of their own, each within a deadline, however hostile the one before was.
import { createHash } from 'node:crypto';
import type { QueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { BadSupergraph, GatewayError } from '../errors.js';
import { startPlannerProcess, type PlannerOutcome } from './planner-process.js';

export type {
  ConditionNode,
  FetchDataKeyRenamer,
  FetchDataRewrite,
  FetchDataValueSetter,
  FetchNode,
  FlattenNode,
  ParallelNode,
  PlanNode,
  QueryPlan,
  QueryPlanFieldNode,
  QueryPlanInlineFragmentNode,
  QueryPlanSelectionNode,
  SequenceNode,
  SubscriptionNode,
} from '@apollo/query-planner';

export interface Planner {
  /**
   * Plans in the order of the calls. The plan is plain data: no keys without a value, no documents, no classes. It asks for
   * no field before what that requires is there, whatever the query planner makes of it; what is too much for that one is
   * planned a second time, within another deadline, with requirements left out of its work.
   *
   * @param document text of a valid executable document with one operation (fragments allowed)
   * @throws GatewayError LIMIT_EXCEEDED (400) when the operation takes longer than the deadline or more memory than there
   *   is, or did within the last minute
   * @throws GatewayError NOT_READY (503) when too many wait, when this one has waited for ten deadlines, or on `stop`
   * @throws Error when the planner itself fails, which is a defect; the message has nothing of the operation
   */
  plan(document: string): Promise<QueryPlan>;
  /** Operations being planned or waiting. */
  readonly pending: number;
  /** Ends the process; whatever is pending is refused. */
  stop(): Promise<void>;
}

export interface PlannerOptions {
  /** Supergraph as `prepareSupergraph` leaves it. */
  readonly sdl: string;
  /** For each operation, from when the process begins with it. */
  readonly deadlineMs: number;
  readonly logger: Logger;
}

interface Job {
  readonly document: string;
  readonly key: string;
  /** By the monotonic clock. */
  readonly sinceMs: number;
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: Error) => void;
}

const maxWaiting = 1_000;
const maxWaitDeadlines = 10;

/**
 * What was too complex, so that one text can't end one process after the other. For a minute, since a machine that stalls makes any
 * operation late; as many as this hold a quarter of a megabyte.
 */
const rememberedRefusals = { max: 1_000, ttl: 60_000 };

/**
 * Measured on two busy cores for the five departments: the process is ready within 0.9 s (0.7 s without validation, as
 * after a deadline); the citizen's page is planned within 60 ms as its first operation and some 6 to 9 ms later on, of
 * which the caller's process spends less than 0.1 ms.
 *
 * @throws BadSupergraph when no planner can be built of it
 */
export async function createPlanner({ sdl, deadlineMs, logger }: PlannerOptions): Promise<Planner> {
  let running = startPlannerProcess({ sdl, validate: true });
  const outcome = await running.started;
  if (outcome.kind !== 'ready') throw new BadSupergraph(refusal(outcome));

  const refused = new LRUCache<string, true>(rememberedRefusals);
  const hasRequirements = sdl.includes('requires: "');
  const waiting: Job[] = [];
  let current: Job | undefined;
  let stopped = false;

  async function planWaiting(): Promise<void> {
    for (current = waiting.shift(); current; current = waiting.shift()) {
      const error = reasonToSkip(current);
      if (error) current.reject(error);
      else await planOne(current).catch(current.reject);
    }
  }

  function reasonToSkip(job: Job): GatewayError | undefined {
    if (stopped) return notReady();
    if (refused.has(job.key)) return tooComplex();
    return performance.now() - job.sinceMs > maxWaitDeadlines * deadlineMs ? notReady() : undefined;
  }

  async function planOne(job: Job): Promise<void> {
    if (!(await isReady())) return job.reject(notReady());
    let outcome = await ask(job, false);
    // Requirements that need each other's keys send the planner round and round; each by itself is planned in no time.
    if (hasRequirements && isTooMuch(outcome) && (await isReady())) outcome = await ask(job, true);
    if (outcome.kind === 'plan') return job.resolve(JSON.parse(outcome.json) as QueryPlan);
    if (stopped) return job.reject(notReady());
    if (outcome.kind === 'failed') return job.reject(new Error(`The planner failed: ${outcome.reason}`));
    refused.set(job.key, true);
    job.reject(tooComplex());
  }

  async function ask({ document }: Job, deferring: boolean): Promise<PlannerOutcome> {
    const beganMs = performance.now();
    const outcome = await running.plan({ document, deferring }, deadlineMs);
    const about = { characters: document.length, ms: Math.round(performance.now() - beganMs) };
    if (outcome.kind === 'plan' && outcome.verdict === 'wrong')
      logger.error(about, 'plan asks for a field before what it requires is there');
    if (running.ended && !stopped) {
      logger.error({ ...facts(outcome), ...about }, 'planner ended at an operation; starting another');
      running = startPlannerProcess({ sdl, validate: false });
    }
    return outcome;
  }

  /** Starts another where the last one ended without an operation, or while it was being built. */
  async function isReady(): Promise<boolean> {
    if (running.ended && !stopped) running = startPlannerProcess({ sdl, validate: false });
    const { started } = running;
    const outcome = await started;
    if (outcome.kind === 'ready') return true;
    if (!stopped) logger.error(facts(outcome), 'planner does not start');
    return false;
  }

  return {
    async plan(document) {
      const key = createHash('sha256').update(document).digest('base64');
      if (stopped || waiting.length >= maxWaiting) throw notReady();
      if (refused.has(key)) throw tooComplex();
      return new Promise((resolve, reject) => {
        waiting.push({ document, key, sinceMs: performance.now(), resolve, reject });
        if (!current) void planWaiting();
      });
    },
    get pending() {
      return waiting.length + (current ? 1 : 0);
    },
    async stop() {
      stopped = true;
      for (const job of waiting.splice(0)) job.reject(notReady());
      await running.end();
    },
  };
}

function isTooMuch({ kind }: PlannerOutcome): boolean {
  return kind === 'late' || kind === 'ended' || kind === 'tooComplex';
}

/** Of a process's end, what has no text of the operation in it. */
function facts(outcome: PlannerOutcome): { outcome: string; signal?: string | null } {
  return { outcome: outcome.kind, ...(outcome.kind === 'ended' && { signal: outcome.signal }) };
}

function refusal(outcome: PlannerOutcome): string {
  const reason = outcome.kind === 'failed' ? outcome.reason : 'no planner can be built of it';
  return `The supergraph is refused: ${reason}`;
}

function tooComplex(): GatewayError {
  return new GatewayError('LIMIT_EXCEEDED', 400, {
    zh: '操作过于复杂，无法在限定的时间和内存内完成规划。请分成几个操作。',
    en: 'The operation is too complex: it can’t be planned within the limits of time and memory. Split it into several.',
  });
}

function notReady(): GatewayError {
  return new GatewayError('NOT_READY', 503, {
    zh: '暂时无法规划该操作，请稍后再试。',
    en: 'The operation can’t be planned at the moment: try again later.',
  });
}
