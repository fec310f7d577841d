// The process that plans: planning is synchronous and may never end, so only ending its process can stop it.
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { pruneWays } from './prune-ways.js';
import { createPlanRepair, type CheckedPlan } from './repair-plan.js';

export interface PlannerStart {
  readonly sdl: string;
  /** Costs as much again as the build: once for each supergraph is enough. */
  readonly validate: boolean;
}

export interface PlannerQuestion {
  readonly document: string;
  /** Fields that require others are left out of what the planner plans, and asked for afterwards. */
  readonly deferring: boolean;
}

/**
 * What the process says: first that it is ready, then one answer for each question. The plan crosses
 * as JSON: 11 µs to write and as much to read for the citizen's page (4 KB), half of what the structured clone takes, and
 * without the keys that the planner leaves undefined.
 */
export type PlannerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'plan'; readonly json: string; readonly verdict: CheckedPlan['verdict'] }
  | { readonly kind: 'tooComplex' }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Fragments are not put back together in what departments are asked: that takes up to a fifth of the time of planning the
 * citizen's page and saves nothing of its plan. What has more than a thousand ways to be fetched, once the detours among
 * them are dropped, is refused within 20 ms (five fields, ten types and three subgraphs filled the heap otherwise); the
 * largest below that took a second. The rest is as ApolloGateway has it.
 */
export const plannerOptions = { reuseQueryFragments: false, debug: { pathsLimit: 1_000 } } as const;

/** How the messages of the planner's own limits begin, for which it has no class, and that of more ways than an array holds. */
const ownLimits = [
  'Invalid array length',
  'Exceeded maximum recursive selections',
  'Number of non-local selections exceeds',
  'Too many options generated',
];

function createAnswer({ sdl, validate }: PlannerStart): (question: PlannerQuestion) => PlannerAnswer {
  const supergraph = Supergraph.build(sdl, { validateSupergraph: validate });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, plannerOptions);
  const repair = createPlanRepair({
    sdl,
    // What subgraphs require of each other may be hidden from clients.
    buildPlan: (document) => planner.buildQueryPlan(operationFromDocument(supergraph.schema, document)),
  });
  return (question) => {
    try {
      const document = parse(question.document);
      if (question.deferring) {
        const plan = repair.planDeferring(document);
        return plan
          ? { kind: 'plan', json: JSON.stringify(plan), verdict: 'repaired' }
          : { kind: 'tooComplex' };
      }
      const planned = planner.buildQueryPlan(operationFromDocument(apiSchema, document));
      const { plan, verdict } = repair.check(planned, document);
      return { kind: 'plan', json: JSON.stringify(plan), verdict };
    } catch (error) {
      return answerFor(error);
    }
  };
}

/** The class and the place of an error, never its message: that of the parser and the planner cites the operation. */
function answerFor(error: unknown): PlannerAnswer {
  const { name = 'unknown', message = '', stack = '' } = error as Partial<Error>;
  if (ownLimits.some((start) => message.startsWith(start))) return { kind: 'tooComplex' };
  const place = stack.split('\n').find((line) => line.startsWith('    at ')) ?? '';
  return { kind: 'failed', reason: `${name} ${place.trim()}` };
}

/**
 * Ends this process when its parent is gone, even in the middle of a plan: whoever is killed can't end what it started.
 * A thread sees it while the process's own is busy.
 */
function endWithParent(): void {
  const watch = `setInterval(() => process.ppid === ${process.ppid} || process.kill(process.pid, 'SIGKILL'), 1000)`;
  new Worker(watch, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}

function answerQuestions(start: PlannerStart): void {
  const send = (answer: PlannerAnswer): void => void process.send?.(answer);
  try {
    const answer = createAnswer(start);
    process.on('message', (question: PlannerQuestion) => send(answer(question)));
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'failed', reason: error instanceof Error ? error.message : 'unknown reason' });
    process.disconnect();
  }
}

// Elsewhere only the types and options are imported. The first message is the supergraph, the others are questions.
if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  endWithParent();
  pruneWays();
  // Ctrl+C reaches the whole group; the gateway finishes what runs, and then ends this process.
  process.on('SIGINT', () => undefined);
  process.once('message', answerQuestions);
}
