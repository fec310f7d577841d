// Makes of a client's operation what is planned, without what the caller may not see, and what the answer looks like.
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { MaskKind } from '../../schema/contract/mask.js';
import type { WireKeys } from './wire-key.js';

/** What becomes of a field. */
export type FieldTreatment =
  | { readonly kind: 'clear' }
  | { readonly kind: 'masked'; readonly mask: MaskKind }
  | { readonly kind: 'refused' };

/** One field of the answer as the client asked for it; what the writer follows. */
export interface AnswerField {
  readonly name: string;
  readonly responseKey: string;
  /** Its key in what comes back from the departments. */
  readonly wireKey: string;
  readonly coordinate: string;
  readonly treatment: FieldTreatment;
  /** As the schema has it: says whom a null takes away. Undefined for `__typename` and its like. */
  readonly type: GraphQLOutputType | undefined;
  /** Names of the types that the fragments around it are for; undefined where every type will do. */
  readonly onTypes: ReadonlySet<string> | undefined;
  readonly children: readonly AnswerField[] | undefined;
}

export interface PreparedOperation {
  /** What departments are asked, under the keys of the wire; undefined where nothing is left to ask. */
  readonly document: DocumentNode | undefined;
  readonly rootType: GraphQLObjectType;
  readonly fields: readonly AnswerField[];
  /** `__schema` and `__type` at the root, which the schema itself answers. */
  readonly introspection: DocumentNode | undefined;
}

export interface PrepareOptions {
  readonly schema: GraphQLSchema;
  readonly wireKeys: WireKeys;
  /** Decides by coordinate and is asked for every field of the operation. */
  readonly treat: (coordinate: string) => FieldTreatment;
  /** As `readConditions` gives them: what is skipped is neither planned nor written. */
  readonly conditions: Conditions;
}

/** Variables of `@skip` and `@include` that are true. */
export type Conditions = ReadonlySet<string>;

interface Walk extends PrepareOptions {
  readonly rootType: GraphQLObjectType;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fields that the schema itself answers. */
  readonly introspection: FieldNode[];
}

/** Names of the types that the fragments around a field are for; undefined where every type will do. */
type OnTypes = ReadonlySet<string> | undefined;

interface Prepared<Kept> {
  readonly kept: Kept;
  readonly fields: readonly AnswerField[];
}

export function prepareOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  options: PrepareOptions,
): PreparedOperation {
  const rootType = options.schema.getRootType(operation.operation);
  if (!rootType) throw new TypeError(`no ${operation.operation} in the schema`);
  const fragments = fragmentsOf(document);
  const introspection: FieldNode[] = [];
  const walk: Walk = { ...options, rootType, fragments, introspection };
  const { kept, fields } = prepareSet(walk, rootType, operation.selectionSet, undefined);
  const nothingToAsk = fields.every(
    ({ name, treatment }) => name.startsWith('__') || treatment.kind === 'refused',
  );
  return {
    // Fragments are expanded where they are spread: what they lose can differ by the type they are spread on.
    document: nothingToAsk ? undefined : documentOf(operation, kept),
    rootType,
    fields,
    introspection:
      introspection.length === 0
        ? undefined
        : documentOf(operation, selectionSetOf(introspection), [...fragments.values()]),
  };
}

/** Departments refuse an operation with variables that it doesn't use, as the client's may be after something was taken out. */
function documentOf(
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
  fragments: readonly FragmentDefinitionNode[] = [],
): DocumentNode {
  const used = new Set<string>();
  const collect = { Variable: ({ name }: { name: { value: string } }) => void used.add(name.value) };
  for (const node of [selectionSet, ...fragments]) visit(node, collect);
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, variableDefinitions, directives: [], selectionSet }, ...fragments],
  };
}

/** A selection that is left empty becomes `__typename`, which asks nothing of anybody. */
function prepareSet(
  walk: Walk,
  parent: GraphQLCompositeType,
  set: SelectionSetNode,
  onTypes: OnTypes,
): Prepared<SelectionSetNode> {
  const parts = set.selections.map((selection) => prepareSelection(walk, parent, selection, onTypes));
  const selections = parts.flatMap(({ kept }) => kept);
  // Which of its types an abstract value has decides what is written of it.
  if (selections.length === 0 || isAbstractType(parent)) selections.push(typename);
  return { kept: selectionSetOf(selections), fields: parts.flatMap(({ fields }) => fields) };
}

function prepareSelection(
  walk: Walk,
  parent: GraphQLCompositeType,
  selection: SelectionNode,
  onTypes: OnTypes,
): Prepared<SelectionNode[]> {
  if (!isIncluded(selection, walk.conditions)) return { kept: [], fields: [] };
  if (selection.kind === Kind.FIELD) return prepareField(walk, parent, selection, onTypes);
  const fragment =
    selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
  if (!fragment) return { kept: [], fields: [] };
  const type = fragment.typeCondition ? walk.schema.getType(fragment.typeCondition.name.value) : parent;
  if (!isCompositeType(type)) return { kept: [], fields: [] };
  const inner = type === parent ? onTypes : intersect(onTypes, possibleTypes(walk.schema, type));
  const { kept, fields } = prepareSet(walk, type, fragment.selectionSet, inner);
  const typeCondition = {
    kind: Kind.NAMED_TYPE,
    name: { kind: Kind.NAME, value: type.name },
  } as const;
  return { kept: [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: kept }], fields };
}

function prepareField(
  walk: Walk,
  parent: GraphQLCompositeType,
  field: FieldNode,
  onTypes: OnTypes,
): Prepared<SelectionNode[]> {
  const name = field.name.value;
  const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
  const key = walk.wireKeys(field);
  const coordinate = `${parent.name}.${name}`;
  const answer = {
    name,
    responseKey: (field.alias ?? field.name).value,
    wireKey: key,
    coordinate,
    treatment: name.startsWith('__') ? ({ kind: 'clear' } as const) : walk.treat(coordinate),
    type: definition?.type,
    onTypes,
    children: undefined,
  };
  const alias = { alias: { kind: Kind.NAME, value: key } } as const;
  if (parent === walk.rootType && (name === '__schema' || name === '__type')) {
    walk.introspection.push({ ...field, ...alias, directives: [] });
    return { kept: [], fields: [answer] };
  }
  if (answer.treatment.kind === 'refused') return { kept: [], fields: [answer] };
  const type = definition && getNamedType(definition.type);
  if (!field.selectionSet || !isCompositeType(type))
    return { kept: [{ ...field, ...alias, directives: [] }], fields: [answer] };
  const inner = prepareSet(walk, type, field.selectionSet, undefined);
  return {
    kept: [{ ...field, ...alias, directives: [], selectionSet: inner.kept }],
    fields: [{ ...answer, children: inner.fields }],
  };
}

/** GraphQL, sections 3.13.1 and 3.13.2. */
function isIncluded({ directives = [] }: SelectionNode, conditions: Conditions): boolean {
  return directives.every(({ name, arguments: given }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? conditions.has(value.name.value)
        : value?.kind === Kind.BOOLEAN && value.value;
    return isTrue === (name.value === 'include');
  });
}

/** Apollo Server keeps the documents of equal queries, so each is searched once. */
const conditionDefaults = new WeakMap<OperationDefinitionNode, ReadonlyMap<string, boolean>>();

/**
 * Which conditions of an operation hold. Each combination is an operation of its own: the planner asks for the inputs of a
 * `@requires` even where the field that needs them is skipped.
 *
 * @param variables as the client sent them
 */
export function readConditions(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Conditions {
  const defaults = conditionDefaults.get(operation) ?? defaultsOf(document, operation);
  conditionDefaults.set(operation, defaults);
  const conditions = new Set<string>();
  for (const [name, byDefault] of defaults) {
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (given === undefined ? byDefault : given === true) conditions.add(name);
  }
  return conditions;
}

/** Variable of a `@skip` or `@include` → what it is when the client leaves it out. */
function defaultsOf(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): Map<string, boolean> {
  const used = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) used.add(value.name.value);
    },
  });
  return new Map(
    variableDefinitions
      .filter(({ variable }) => used.has(variable.name.value))
      .map(({ variable, defaultValue }) => [
        variable.name.value,
        defaultValue?.kind === Kind.BOOLEAN && defaultValue.value,
      ]),
  );
}

function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

function possibleTypes(schema: GraphQLSchema, type: GraphQLCompositeType): ReadonlySet<string> {
  return new Set(isObjectType(type) ? [type.name] : schema.getPossibleTypes(type).map(({ name }) => name));
}

function intersect(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): ReadonlySet<string> {
  return a === undefined ? b : new Set([...a].filter((name) => b.has(name)));
}

function selectionSetOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
