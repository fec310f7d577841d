// Compiles a query plan into functions: once per plan what the plan's executor would find out for every request.
import { compileFetch, rootKeysOf, type FetchOptions, type Step } from './compile-fetch.js';
import type { FetchNode, PlanNode, QueryPlan } from '../planning/planner.js';

export type PlanOptions = Omit<FetchOptions, 'sharedKeys'>;
export type CompiledPlan = Step;

export function compilePlan({ node }: QueryPlan, options: PlanOptions): CompiledPlan {
  if (!node) return async () => undefined;
  if (node.kind === 'Subscription') throw new TypeError('subscriptions are not planned');
  return compileNode(node, [], { ...options, sharedKeys: sharedKeysOf(node) });
}

/** @param path from the root of the answer to the objects that the node is about */
function compileNode(node: PlanNode, path: readonly string[], options: FetchOptions): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSeries(node.nodes.map((one) => compileNode(one, path, options)));
    case 'Parallel':
      return inParallel(node.nodes.map((one) => compileNode(one, path, options)));
    case 'Flatten':
      return compileNode(node.node, [...path, ...node.path.map(String)], options);
    case 'Fetch':
      return compileFetch(node, path, options);
    case 'Condition':
    case 'Defer':
      throw new TypeError(`${node.kind} is not planned: operations are without conditions and @defer`);
  }
}

function inSeries(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function inParallel(steps: readonly Step[]): Step {
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}

/** Root keys that more than one fetch supplies. */
function sharedKeysOf(node: PlanNode): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const fetch of fetchesOf(node))
    for (const key of rootKeysOf(fetch)) (seen.has(key) ? shared : seen).add(key);
  return shared;
}

/** Those at the root of the answer. */
function fetchesOf(node: PlanNode): FetchNode[] {
  if (node.kind === 'Fetch') return [node];
  return node.kind === 'Sequence' || node.kind === 'Parallel' ? node.nodes.flatMap(fetchesOf) : [];
}
