// Reads from a plan by which subgraph, and told what, each field of an entity is fetched.
import { Kind } from 'graphql';
import { responseKeyOf, type FederatedTypes, type Selections } from './federated-types.js';
import { entitySelectionsOf } from './fetch-selections.js';
import type { PlanNode, QueryPlanSelectionNode } from './planner.js';

export interface FetchedField {
  readonly subgraph: string;
  /** Names of what the representations tell, keys among them. */
  readonly told: ReadonlySet<string>;
}

/** By place and key: `rows.next name`. Of several fetches the first. */
export function readFetchedFields(
  node: PlanNode | undefined,
  types: FederatedTypes,
): Map<string, FetchedField> {
  const fetched = new Map<string, FetchedField>();
  const visit = (one: PlanNode, path: readonly string[]): void => {
    if (one.kind === 'Sequence' || one.kind === 'Parallel') for (const inner of one.nodes) visit(inner, path);
    if (one.kind === 'Flatten') visit(one.node, [...path, ...one.path.map(String)]);
    if (one.kind !== 'Fetch' || !one.requires || !types.mayRequire(one.operation)) return;
    const place = path.filter((step) => step !== '@').join('.');
    const told = new Set(namesOf(one.requires));
    for (const key of keysIn(entitySelectionsOf(one))) {
      const id = `${place} ${key}`;
      if (!fetched.has(id)) fetched.set(id, { subgraph: one.serviceName, told });
    }
  };
  if (node) visit(node, []);
  return fetched;
}

function namesOf(nodes: readonly QueryPlanSelectionNode[]): string[] {
  return nodes.flatMap((node) => (node.kind === 'Field' ? [node.name] : namesOf(node.selections)));
}

function keysIn(selections: Selections): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [responseKeyOf(selection)];
    return selection.kind === Kind.INLINE_FRAGMENT ? keysIn(selection.selectionSet.selections) : [];
  });
}
