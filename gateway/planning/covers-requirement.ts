// Whether a fetch tells a subgraph what one of its fields requires, or asks the subgraph itself for that beside the field.
import { Kind, type FieldNode } from 'graphql';
import { signatureOf, type FederatedTypes, type Selections } from './federated-types.js';
import { innerPlace, knownTypes, type Place } from './known-places.js';
import type { QueryPlanFieldNode, QueryPlanSelectionNode } from './planner.js';

/**
 * Whether representations of a type tell what is required, with the arguments that are required. Another value fetched under
 * the same key would be told instead, or as well, as chance has it.
 *
 * @param requires of the fetch
 * @param place of its entities, as known before it
 */
export function isTold(
  types: FederatedTypes,
  place: Place,
  requires: readonly QueryPlanSelectionNode[],
  requirement: Selections,
  typeName: string,
): boolean {
  const told = flattenRequires(types, requires, typeName);
  return requirement.every((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return (
        !applies(types, selection.typeCondition?.name.value, typeName) ||
        isTold(types, place, requires, selection.selectionSet.selections, typeName)
      );
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return true;
    const same = told.filter(({ name }) => name === selection.name.value);
    const [first] = same;
    if (!first) return false;
    const key = first.alias ?? first.name;
    const signature = signatureOf(selection);
    if (
      place.byType
        .get(typeName)
        ?.get(key)
        ?.some((one) => one.signature !== signature)
    )
      return false;
    if (!selection.selectionSet) return true;
    const nested = same.flatMap(({ selections = [] }) => selections);
    const below = innerPlace(place, key);
    const wanted = selection.selectionSet.selections;
    return knownTypes(below).every((inner) => isTold(types, below, nested, wanted, inner));
  });
}

/** What is told of one type. */
export function flattenRequires(
  types: FederatedTypes,
  requires: readonly QueryPlanSelectionNode[],
  typeName: string,
): QueryPlanFieldNode[] {
  return requires.flatMap((node) => {
    if (node.kind === 'Field') return [node];
    return applies(types, node.typeCondition, typeName)
      ? flattenRequires(types, node.selections, typeName)
      : [];
  });
}

/** Whether the selections have what is required themselves. */
export function isBeside(
  types: FederatedTypes,
  siblings: Selections,
  requirement: Selections,
  typeName: string,
): boolean {
  const beside = flattenFields(types, siblings, typeName);
  return requirement.every((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return (
        !applies(types, selection.typeCondition?.name.value, typeName) ||
        isBeside(types, siblings, selection.selectionSet.selections, typeName)
      );
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return true;
    const same = beside.filter((field) => signatureOf(field) === signatureOf(selection));
    if (same.length === 0) return false;
    const wanted = selection.selectionSet?.selections;
    if (!wanted) return true;
    const nested = same.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
    const shape = types.fieldShape(typeName, selection.name.value);
    const inner = shape ? types.possibleTypes(shape.typeName) : [];
    return inner.every((one) => isBeside(types, nested, wanted, one));
  });
}

/** What is selected of one type. */
export function flattenFields(types: FederatedTypes, selections: Selections, typeName: string): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    return applies(types, selection.typeCondition?.name.value, typeName)
      ? flattenFields(types, selection.selectionSet.selections, typeName)
      : [];
  });
}

function applies(types: FederatedTypes, condition: string | undefined, typeName: string): boolean {
  return condition === undefined || types.possibleTypes(condition).includes(typeName);
}
