// Reads what a fetch of a plan selects.
import { Kind, parse } from 'graphql';
import type { Selections } from './federated-types.js';
import type { FetchNode } from './planner.js';

/** At the root of what is asked. */
export function selectionsOf({ operation }: FetchNode): Selections {
  const [definition] = parse(operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('a fetch without an operation');
  return definition.selectionSet.selections;
}

/** Of the entities that a fetch with representations asks for. */
export function entitySelectionsOf(fetch: FetchNode): Selections {
  return selectionsOf(fetch).flatMap((entities) =>
    entities.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [],
  );
}
