// Takes what the caller may not see out of an operation before it is planned, so that no department is asked for it.
import { createHash } from 'node:crypto';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  print,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { MaskKind } from '../../schema/contract/mask.js';
import { wireKey } from '../operations/wire-key.js';

/** What becomes of a field. */
export type FieldTreatment =
  | { readonly kind: 'clear' }
  | { readonly kind: 'masked'; readonly mask: MaskKind }
  | { readonly kind: 'refused' };

/** One field of the answer as the client asked for it; what `shapeAnswer` follows. */
export interface ShapeField {
  readonly responseKey: string;
  /** Its key in what comes back from the departments. */
  readonly wireKey: string;
  readonly coordinate: string;
  readonly treatment: FieldTreatment;
  /** As the schema has it: says whom a null takes away. Undefined for `__typename` and its like. */
  readonly type: GraphQLOutputType | undefined;
  /** `@skip` and `@include` of the field and of the fragments around it. */
  readonly conditions: readonly Condition[];
  /** Names of the types that the fragments around it are for; undefined where every type will do. */
  readonly onTypes: ReadonlySet<string> | undefined;
  readonly children: readonly ShapeField[] | undefined;
}

/** Holds when the variable, or else the constant, has the wanted value. */
export interface Condition {
  readonly wanted: boolean;
  readonly variable: string | undefined;
  /** Of the literal, or where the client leaves the variable out. */
  readonly value: boolean;
}

export interface RestrictedOperation {
  /** Without the refused fields. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** SHA-256 of the document; plans are kept by it. */
  readonly hash: string;
  readonly shape: readonly ShapeField[];
}

/** Alias under which the type of an abstract value comes back; a client's alias with `__` has another key on the wire. */
export const typeKey = '__yihao_type';

/** @param treat decides by coordinate and is asked for every field of the operation */
export function restrictOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  treat: (coordinate: string) => FieldTreatment,
): RestrictedOperation {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) throw new TypeError(`no ${operation.operation} in the schema`);
  const walk: Walk = { schema, fragments, treat, defaults: booleanDefaults(operation) };
  const { selectionSet, shape } = restrictSet(walk, root, operation.selectionSet, {
    conditions: [],
    onTypes: undefined,
  });
  const restricted = { ...operation, selectionSet };
  // Fragments are expanded where they are spread: what they lose can differ by the type they are spread on.
  const alone: DocumentNode = { kind: Kind.DOCUMENT, definitions: [restricted] };
  const hash = createHash('sha256').update(print(alone)).digest('hex');
  return { document: alone, operation: restricted, hash, shape };
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly treat: (coordinate: string) => FieldTreatment;
  /** Variable → what it is when the client leaves it out. */
  readonly defaults: ReadonlyMap<string, boolean>;
}

interface Surroundings {
  readonly conditions: readonly Condition[];
  readonly onTypes: ReadonlySet<string> | undefined;
}

interface Restricted {
  readonly selectionSet: SelectionSetNode;
  readonly shape: ShapeField[];
}

/** A selection that is left empty becomes `__typename`, which asks nothing of anybody. */
function restrictSet(
  walk: Walk,
  parent: GraphQLCompositeType,
  set: SelectionSetNode,
  around: Surroundings,
): Restricted {
  const parts = set.selections.map((selection) => restrictSelection(walk, parent, selection, around));
  const selections = parts.flatMap(({ kept }) => kept);
  if (isAbstractType(parent)) selections.push(typenameAs(typeKey));
  return {
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: selections.length > 0 ? selections : [typenameAs(undefined)],
    },
    shape: parts.flatMap(({ shape }) => shape),
  };
}

interface RestrictedSelection {
  readonly kept: SelectionNode[];
  readonly shape: ShapeField[];
}

function restrictSelection(
  walk: Walk,
  parent: GraphQLCompositeType,
  selection: SelectionNode,
  around: Surroundings,
): RestrictedSelection {
  if (selection.kind === Kind.FIELD) return restrictField(walk, parent, selection, around);
  const fragment =
    selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
  if (!fragment) return { kept: [], shape: [] };
  const type = fragment.typeCondition ? walk.schema.getType(fragment.typeCondition.name.value) : parent;
  if (!isCompositeType(type)) return { kept: [], shape: [] };
  const directives = (selection.directives ?? []).filter(isCondition);
  const inner = restrictSet(walk, type, fragment.selectionSet, {
    conditions: [...around.conditions, ...directives.map((one) => readCondition(one, walk.defaults))],
    onTypes: type === parent ? around.onTypes : intersect(around.onTypes, possibleTypes(walk.schema, type)),
  });
  const kept: SelectionNode = {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
    directives,
    selectionSet: inner.selectionSet,
  };
  return { kept: [kept], shape: inner.shape };
}

function restrictField(
  walk: Walk,
  parent: GraphQLCompositeType,
  field: FieldNode,
  around: Surroundings,
): RestrictedSelection {
  const name = field.name.value;
  const coordinate = `${parent.name}.${name}`;
  const treatment: FieldTreatment = name.startsWith('__') ? { kind: 'clear' } : walk.treat(coordinate);
  const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
  const type = definition ? getNamedType(definition.type) : undefined;
  const key = wireKey(walk.schema, parent, field);
  const kept: FieldNode = key === name ? field : { ...field, alias: { kind: Kind.NAME, value: key } };
  const entry = {
    responseKey: field.alias?.value ?? name,
    wireKey: key,
    coordinate,
    treatment,
    type: definition?.type,
    conditions: [
      ...around.conditions,
      ...(field.directives ?? []).filter(isCondition).map((one) => readCondition(one, walk.defaults)),
    ],
    onTypes: around.onTypes,
  };
  if (treatment.kind === 'refused') return { kept: [], shape: [{ ...entry, children: undefined }] };
  // Introspection's own types are composite too, but not ours to restrict.
  if (!field.selectionSet || !isCompositeType(type) || type.name.startsWith('__'))
    return { kept: [kept], shape: [{ ...entry, children: undefined }] };
  const inner = restrictSet(walk, type, field.selectionSet, { conditions: [], onTypes: undefined });
  return {
    kept: [{ ...kept, selectionSet: inner.selectionSet }],
    shape: [{ ...entry, children: inner.shape }],
  };
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function readCondition(
  { name, arguments: given }: DirectiveNode,
  defaults: ReadonlyMap<string, boolean>,
): Condition {
  const value = given?.find((argument) => argument.name.value === 'if')?.value;
  const wanted = name.value === 'include';
  if (value?.kind === Kind.VARIABLE)
    return { wanted, variable: value.name.value, value: defaults.get(value.name.value) ?? false };
  return { wanted, variable: undefined, value: value?.kind === Kind.BOOLEAN && value.value };
}

function booleanDefaults({ variableDefinitions = [] }: OperationDefinitionNode): Map<string, boolean> {
  return new Map(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.BOOLEAN ? [[variable.name.value, defaultValue.value] as const] : [],
    ),
  );
}

function possibleTypes(schema: GraphQLSchema, type: GraphQLCompositeType): ReadonlySet<string> {
  return new Set(isObjectType(type) ? [type.name] : schema.getPossibleTypes(type).map(({ name }) => name));
}

function intersect(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): ReadonlySet<string> {
  return a === undefined ? b : new Set([...a].filter((name) => b.has(name)));
}

function typenameAs(alias: string | undefined): FieldNode {
  const name = { kind: Kind.NAME, value: '__typename' } as const;
  return alias === undefined
    ? { kind: Kind.FIELD, name }
    : { kind: Kind.FIELD, name, alias: { kind: Kind.NAME, value: alias } };
}
