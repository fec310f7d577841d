// Keys for what is required, so that one field with several arguments has a place for each value.
import { Kind, type SelectionNode, type FieldNode } from 'graphql';
import { responseKeyOf, signatureOf, type Selections } from './federated-types.js';
import { NotDeferrable } from './not-deferrable.js';
import type { QueryPlanSelectionNode } from './planner.js';
import { setOf } from './selection-nodes.js';

/** Selections as they are fetched, and as representations tell them. */
interface Assigned {
  readonly fields: Selections;
  readonly inputs: QueryPlanSelectionNode[];
}

export interface RequirementAliases {
  /** Takes the keys of what the operation selects. */
  note(selections: Selections, place: string): void;
  /** The same selections always get the same keys at a place. */
  assign(selections: Selections, place: string): Assigned;
}

/**
 * Keys under which requirements are fetched: a field's own name, unless that is taken for a value of other arguments. The
 * end is that of the planner's own aliases, which no client's alias has on the wire.
 */
export function createRequirementAliases(): RequirementAliases {
  const taken = new Map<string, string>();
  const given = new Map<string, string>();
  const note = (selections: Selections, place: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) note(selection.selectionSet.selections, place);
      if (selection.kind !== Kind.FIELD) continue;
      const key = `${place}.${responseKeyOf(selection)}`;
      const known = taken.get(key);
      // Of two types with different values under one key, neither is the one that is required.
      taken.set(key, known === undefined || known === signatureOf(selection) ? signatureOf(selection) : '');
      if (selection.selectionSet) note(selection.selectionSet.selections, key.replace(/^\./, ''));
    }
  };
  const keyFor = (field: FieldNode, place: string): string => {
    const name = field.name.value;
    const signature = signatureOf(field);
    const own = taken.get(`${place}.${name}`);
    if (own === undefined) taken.set(`${place}.${name}`, signature);
    if (own === undefined || own === signature) return name;
    const id = `${place}.${signature}`;
    const alias = given.get(id) ?? `yihao_requires__alias_${given.size}`;
    given.set(id, alias);
    return alias;
  };
  const assign = (selections: Selections, place: string): Assigned => {
    const each = selections.map((selection) => assignOne(selection, place));
    return { fields: each.map(({ field }) => field), inputs: each.map(({ input }) => input) };
  };
  const assignOne = (
    selection: SelectionNode,
    place: string,
  ): { field: SelectionNode; input: QueryPlanSelectionNode } => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new NotDeferrable('a named fragment');
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const { fields, inputs } = assign(selection.selectionSet.selections, place);
      const typeCondition = selection.typeCondition?.name.value;
      return {
        field: { ...selection, selectionSet: setOf(fields) },
        input: { kind: 'InlineFragment', ...(typeCondition && { typeCondition }), selections: inputs },
      };
    }
    const name = selection.name.value;
    const key = name === '__typename' ? name : keyFor(selection, place);
    const inner =
      selection.selectionSet &&
      assign(selection.selectionSet.selections, `${place}.${key}`.replace(/^\./, ''));
    const alias = key === name ? undefined : key;
    return {
      field: {
        ...selection,
        ...(alias && { alias: { kind: Kind.NAME, value: alias } }),
        ...(inner && { selectionSet: setOf(inner.fields) }),
      },
      input: { kind: 'Field', ...(alias && { alias }), name, ...(inner && { selections: inner.inputs }) },
    };
  };
  return { note, assign };
}
