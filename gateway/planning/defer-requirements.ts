// Takes out of an operation the fields that require others, and puts in what they require and the key to ask for them by afterwards.
import { Kind, type FieldNode, type InlineFragmentNode, type SelectionNode } from 'graphql';
import { responseKeyOf, type FederatedTypes, type Provider, type Selections } from './federated-types.js';
import { NotDeferrable } from './not-deferrable.js';
import type { QueryPlanSelectionNode } from './planner.js';
import { createRequirementAliases } from './requirement-aliases.js';
import { fragmentOn, setOf, typeNameField } from './selection-nodes.js';

/** One field of one entity that is to be asked for once what it requires is there. */
export interface DeferredField {
  /** To its entities, with `@` for lists. */
  readonly path: readonly string[];
  /** The same without lists. */
  readonly place: string;
  readonly typeName: string;
  readonly subgraph: string;
  /** The type's name in that subgraph. */
  readonly knownAs: string;
  /** The field, once for every time that it is asked; what of it requires others is itself deferred. */
  readonly asked: FieldNode[];
  /** What its representation tells. */
  readonly inputs: QueryPlanSelectionNode[];
  /** What has to come before. */
  readonly after: Set<DeferredField>;
  /** Makes selections of the entity ones of the whole operation. */
  readonly enclose: (selections: Selections) => Selections;
}

export interface DeferredOperation {
  /** What is left: it asks for nothing that is deferred. */
  readonly selections: Selections;
  readonly deferred: readonly DeferredField[];
}

/** How to ask for a deferred field. */
export interface Way extends Provider {
  readonly key: Selections;
}

export interface DeferOptions {
  readonly types: FederatedTypes;
  /** Undefined for a field that stays. */
  readonly chooseWay: (typeName: string, field: FieldNode, place: string) => Way | undefined;
}

/** A chain of requirements longer than this has no end, or none worth waiting for. */
const maxFields = 5_000;

/** Where the walk is. */
interface Walk {
  readonly typeName: string;
  readonly path: readonly string[];
  readonly place: string;
  readonly enclose: (selections: Selections) => Selections;
  /** Whatever is deferred on the way: the one who asks for it comes after. */
  readonly met: Set<DeferredField>;
  /** Comes before whatever is deferred here. */
  readonly within: DeferredField | undefined;
  /** Deferred fields whose requirements these are. */
  readonly requiredFor: readonly string[];
}

/**
 * @param selections without named fragments
 * @throws NotDeferrable where a requirement leads back to itself
 */
export function deferRequirements(
  selections: Selections,
  rootType: string,
  { types, chooseWay }: DeferOptions,
): DeferredOperation {
  const deferred = new Map<string, DeferredField>();
  const aliases = createRequirementAliases();
  aliases.note(selections, '');
  let count = 0;

  const defer = (all: Selections, walk: Walk): SelectionNode[] =>
    all.flatMap((selection): SelectionNode[] => {
      if (++count > maxFields) throw new NotDeferrable('too many fields');
      if (selection.kind === Kind.FIELD) return deferInField(selection, walk);
      if (selection.kind === Kind.INLINE_FRAGMENT) return deferInFragment(selection, walk);
      throw new NotDeferrable('a named fragment');
    });

  const deferInFragment = (fragment: InlineFragmentNode, walk: Walk): SelectionNode[] => {
    const typeName = fragment.typeCondition?.name.value ?? walk.typeName;
    const around = (inner: Selections): Selections => [{ ...fragment, selectionSet: setOf(inner) }];
    const inner = { ...walk, typeName, enclose: (all: Selections) => walk.enclose(around(all)) };
    return [...around(defer(fragment.selectionSet.selections, inner))];
  };

  const deferInField = (field: FieldNode, walk: Walk): SelectionNode[] => {
    if (field.name.value === '__typename') return [field];
    const possible = types.possibleTypes(walk.typeName);
    const ways = possible.map((typeName) => chooseWay(typeName, field, walk.place));
    const [way] = ways;
    if (ways.every((one) => !one)) return [keepField(field, walk)];
    // An object type, or an interface that the subgraph knows as an object.
    if (way?.knownAs === walk.typeName) return deferField(field, way, walk);
    if (way && possible.length === 1 && possible[0] === walk.typeName) return deferField(field, way, walk);
    // Each type for itself: some may have the field without more.
    return defer(
      possible.map((typeName) => fragmentOn(typeName, [field])),
      walk,
    );
  };

  const keepField = (field: FieldNode, walk: Walk): FieldNode => {
    if (!field.selectionSet) return field;
    const shape = types.fieldShape(walk.typeName, field.name.value);
    if (!shape) throw new NotDeferrable(`no field ${walk.typeName}.${field.name.value}`);
    const key = responseKeyOf(field);
    const around = (inner: Selections): FieldNode => ({ ...field, selectionSet: setOf(inner) });
    const inner = {
      ...walk,
      typeName: shape.typeName,
      path: [...walk.path, key, ...Array<string>(shape.lists).fill('@')],
      place: walk.place === '' ? key : `${walk.place}.${key}`,
      enclose: (all: Selections) => walk.enclose([around(all)]),
    };
    return around(defer(field.selectionSet.selections, inner));
  };

  const deferField = (field: FieldNode, way: Way, walk: Walk): SelectionNode[] => {
    const id = `${walk.place} ${walk.typeName} ${responseKeyOf(field)}`;
    if (walk.requiredFor.includes(id)) throw new NotDeferrable(`${id} requires itself`);
    const known = deferred.get(id);
    const wanted = known ?? createDeferred(walk, way);
    deferred.set(id, wanted);
    walk.met.add(wanted);
    if (walk.within) wanted.after.add(walk.within);
    wanted.asked.push(keepField(field, { ...walk, within: wanted, requiredFor: [] }));

    const told = [...way.key, ...(way.requires ?? [])];
    const { fields, inputs } = aliases.assign(told, walk.place);
    if (!known) wanted.inputs.push(...inputs);
    const requiredFor = [...walk.requiredFor, id];
    return [typeNameField, ...defer(fields, { ...walk, met: wanted.after, requiredFor })];
  };

  const root: Walk = {
    typeName: rootType,
    path: [],
    place: '',
    enclose: (all) => all,
    met: new Set(),
    within: undefined,
    requiredFor: [],
  };
  const rest = defer(selections, root);
  return { selections: rest, deferred: [...deferred.values()] };
}

function createDeferred({ path, place, typeName, enclose }: Walk, { subgraph, knownAs }: Way): DeferredField {
  return { path, place, typeName, subgraph, knownAs, enclose, asked: [], inputs: [], after: new Set() };
}
