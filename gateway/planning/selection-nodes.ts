// Makes nodes of selections.
import { Kind, type FieldNode, type InlineFragmentNode } from 'graphql';
import type { Selections } from './federated-types.js';

export const typeNameField: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export function fragmentOn(typeName: string, selections: Selections): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
    selectionSet: setOf(selections),
  };
}

export function setOf(selections: Selections) {
  return { kind: Kind.SELECTION_SET, selections } as const;
}
