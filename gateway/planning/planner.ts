// Plans operations one after the other in a process of their own, each within a deadline, the callers in turns, however hostile one is.
import { createHash } from 'node:crypto';
import type { QueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { GatewayError, type Message } from '../errors.js';
import { createFairQueue } from './fair-queue.js';
import { keepPlanning } from './keep-planning.js';
import type { PlannerOutcome } from './planner-process.js';

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
   * Plans the operations of one caller in the order of the calls, and the callers in turns: between one operation and the
   * next of a caller comes at most one of each other's. Equal operations are planned once. The plan is plain data: no keys without a value, no documents, no classes. It asks for
   * no field before what that requires is there, whatever the query planner makes of it; what is too much for that one is
   * planned a second time, within another deadline, with requirements left out of its work.
   *
   * @param document text of a valid executable document with one operation (fragments allowed)
   * @param caller equal for operations that wait in one line: whoever is to be kept from delaying others
   * @throws GatewayError LIMIT_EXCEEDED (400) when the operation takes longer than the deadline or more memory than there
   *   is, or did within the last minute
   * @throws GatewayError NOT_READY (503, with Retry-After) when too many of this caller's wait, when this one has waited for
   *   ten deadlines, when the process isn't ready in time, or on `stop`
   * @throws Error when the planner itself fails, which is a defect; the message has nothing of the operation
   */
  plan(document: string, caller: string): Promise<QueryPlan>;
  /** Different operations being planned or waiting. */
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

/** A document, and everybody who waits for its plan. */
interface Job {
  readonly document: string;
  readonly key: string;
  /** When it was asked last, by the monotonic clock. */
  sinceMs: number;
  readonly asked: {
    readonly resolve: (plan: QueryPlan) => void;
    readonly reject: (error: unknown) => void;
  }[];
}

/** A page of a new release asks for some ten operations at once. */
const queueLimits = { maxOfCaller: 100, maxShared: 1_000 };
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
  const keeper = await keepPlanning({ sdl, deadlineMs, logger });
  const refused = new LRUCache<string, true>(rememberedRefusals);
  const hasRequirements = sdl.includes('requires: "');
  /** By key. */
  const pending = new Map<string, Job>();
  const waiting = createFairQueue<Job>(queueLimits);
  let current: Job | undefined;
  let stopped = false;

  const notReady = (detail: string, message = tryLater): GatewayError =>
    new GatewayError('NOT_READY', 503, message, {
      detail,
      headers: { 'retry-after': String(Math.ceil(deadlineMs / 1_000)) },
    });

  async function planWaiting(): Promise<void> {
    for (current = waiting.take(); current; current = waiting.take()) {
      const { key, asked } = current;
      try {
        const plan = await planOne(current);
        for (const { resolve } of asked) resolve(plan);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
      pending.delete(key);
    }
  }

  async function planOne({ document, key, sinceMs }: Job): Promise<QueryPlan> {
    if (performance.now() - sinceMs > maxWaitDeadlines * deadlineMs) throw notReady('waited too long');
    let outcome = await keeper.ask(document, false);
    // Requirements that need each other's keys send the planner round and round; each by itself is planned in no time.
    if (outcome && hasRequirements && isTooMuch(outcome)) outcome = await keeper.ask(document, true);
    if (outcome?.kind === 'plan') return JSON.parse(outcome.json) as QueryPlan;
    if (stopped) throw notReady('stopped');
    // Who waited behind this one would wait for the next process as long again.
    if (!outcome) throw refuseWaiting('no process');
    if (outcome.kind === 'failed') throw new Error(`The planner failed: ${outcome.reason}`);
    refused.set(key, true);
    throw tooComplex();
  }

  function refuseWaiting(detail: string): GatewayError {
    const error = notReady(detail);
    for (const { key, asked } of waiting.clear()) {
      pending.delete(key);
      for (const { reject } of asked) reject(error);
    }
    return error;
  }

  /** @throws GatewayError where this caller has too many waiting */
  function enqueue(document: string, key: string, caller: string): Job {
    const job = pending.get(key) ?? { document, key, sinceMs: 0, asked: [] };
    if (job !== current && !waiting.add(caller, job)) throw notReady('too many of one caller', fewerAtOnce);
    job.sinceMs = performance.now();
    pending.set(key, job);
    return job;
  }

  return {
    async plan(document, caller) {
      const key = createHash('sha256').update(document).digest('base64');
      if (stopped) throw notReady('stopped');
      if (refused.has(key)) throw tooComplex();
      const { asked } = enqueue(document, key, caller);
      return new Promise((resolve, reject) => {
        asked.push({ resolve, reject });
        if (!current) void planWaiting();
      });
    },
    get pending() {
      return pending.size;
    },
    async stop() {
      stopped = true;
      refuseWaiting('stopped');
      await keeper.stop();
    },
  };
}

function isTooMuch({ kind }: PlannerOutcome): boolean {
  return kind === 'late' || kind === 'ended' || kind === 'tooComplex';
}

function tooComplex(): GatewayError {
  return new GatewayError('LIMIT_EXCEEDED', 400, {
    zh: '操作过于复杂，无法在限定的时间和内存内完成规划。请分成几个操作。',
    en: 'The operation is too complex: it can’t be planned within the limits of time and memory. Split it into several.',
  });
}

const tryLater: Message = {
  zh: '暂时无法规划该操作，请稍后再试。',
  en: 'The operation can’t be planned at the moment: try again later.',
};

const fewerAtOnce: Message = {
  zh: '您有过多的新操作正在等待规划：请等它们得到答复后再试，并减少同时发送的不同操作。',
  en: 'Too many of your new operations wait to be planned: try again once they are answered, with fewer different ones at once.',
};
