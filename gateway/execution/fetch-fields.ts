// The fields that a fetch asks of a citizen or a thing: which of them may be kept, under what name, and how to ask for some of them.
import {
  isCompositeType,
  isAbstractType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  visit,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FreshnessWindows } from '../cache/judge-value.js';
import { everythingTag, type LookUp } from '../cache/look-up-request.js';
import type { FetchNode } from '../planning/planner.js';
import { operationOf, type RunVariables } from './fetch-body.js';

/** What decides about keeping what fields answer. */
export interface KeepRules {
  readonly schema: GraphQLSchema;
  /** Of the authenticated citizen. */
  readonly citizenType: string;
  /** Resource of the catalogue that a field (`Citizen.pension`) belongs to; undefined: nothing of it may be kept. */
  readonly resourceOf: (coordinate: string) => string | undefined;
  readonly windowsOf: (resource: string) => FreshnessWindows;
  /** A keyed hash. */
  readonly nameOf: (parts: readonly string[]) => string;
  /** What can be invalidated by these tags is about to be asked for. */
  readonly heed: (tags: readonly string[]) => void;
}

/** A field directly on the citizen or the thing. */
export interface FetchField {
  readonly coordinate: string;
  /** Under which it is answered. */
  readonly key: string;
  /** Of everything that its answer shows. */
  readonly resources: readonly string[];
  readonly windows: FreshnessWindows;
  readonly lookUp: (run: RunVariables) => LookUp;
  /** Otherwise its text is nobody's to read again. */
  readonly isKept: boolean;
}

/** A fetch of one object type's fields. */
export interface FieldFetch {
  readonly typeName: string;
  /** Key of the object at the root, or `_entities`. */
  readonly rootKey: string;
  /** Keys under which the type's name is wanted. */
  readonly typenameKeys: readonly string[];
  readonly fields: readonly FetchField[];
  /** The same fetch for some of the fields, by their positions. */
  narrow(fields: readonly number[]): FetchNode;
}

/** Undefined where the fetch is of another shape, or nothing of it may be kept. */
export function readFieldFetch(
  fetch: FetchNode,
  rootTypeName: string | undefined,
  rules: KeepRules,
): FieldFetch | undefined {
  const operation = operationOf(fetch.operation);
  const [root, ...others] = operation.selectionSet.selections;
  if (root?.kind !== Kind.FIELD || others.length > 0 || !root.selectionSet) return undefined;
  const object = objectOf(root.selectionSet, rootTypeName);
  if (!object || !isObjectType(rules.schema.getType(object.typeName))) return undefined;
  const { typeName } = object;
  const wanted = object.fields.filter(({ name }) => name.value !== '__typename');
  const fields = wanted.map((field) => readField(fetch.serviceName, typeName, field, operation, rules));
  if (!fields.some(({ isKept }) => isKept)) return undefined;
  return {
    typeName,
    rootKey: keyOf(root),
    typenameKeys: object.fields.filter(({ name }) => name.value === '__typename').map(keyOf),
    fields,
    narrow: (positions) =>
      narrowed(fetch, operation, new Set(wanted.filter((_, index) => !positions.includes(index)))),
  };
}

/** Its fields, when all of them are asked of one type: `me { … }`, or `_entities { ... on Citizen { … } }`. */
function objectOf({ selections }: SelectionSetNode, typeName: string | undefined) {
  if (typeName !== undefined) return fieldsOnly(typeName, selections);
  const onType = selections.filter((one) => one.kind === Kind.INLINE_FRAGMENT);
  const [only, ...others] = onType;
  const beside = selections.filter((one) => one.kind === Kind.FIELD);
  if (!only?.typeCondition || others.length > 0 || beside.some(({ name }) => name.value !== '__typename'))
    return undefined;
  return fieldsOnly(only.typeCondition.name.value, [...beside, ...only.selectionSet.selections]);
}

function fieldsOnly(typeName: string, selections: readonly SelectionNode[]) {
  const fields = selections.filter((one) => one.kind === Kind.FIELD);
  return fields.length === selections.length ? { typeName, fields } : undefined;
}

function readField(
  department: string,
  typeName: string,
  field: FieldNode,
  operation: OperationDefinitionNode,
  rules: KeepRules,
): FetchField {
  const coordinates = new Set<string>();
  const isKnown = collectCoordinates(rules.schema, typeName, [field], coordinates);
  const resources = [...coordinates].map(rules.resourceOf);
  const known = [...new Set(resources.filter((resource) => resource !== undefined))].sort();
  const windows =
    isKnown && known.length > 0 && !resources.includes(undefined)
      ? known.map(rules.windowsOf).reduce(narrowest)
      : never;
  const { text, variables } = canonical(field);
  const parts = ['field', department, typeName, text];
  const tags = [
    everythingTag,
    `type:${department}.${typeName}`,
    ...typesInside(rules.schema, typeName, field).map((type) => `inside:${department}.${type}`),
    ...known.map((resource) => `resource:${resource}`),
  ];
  const constant = { name: rules.nameOf(parts), tags, windows };
  rules.heed(tags);
  return {
    coordinate: `${typeName}.${field.name.value}`,
    key: keyOf(field),
    resources: known,
    windows,
    isKept: Object.values(windows).some((ms: number) => ms > 0),
    lookUp:
      variables.length === 0
        ? () => constant
        : (run) => ({ ...constant, name: rules.nameOf([...parts, ...valuesOf(variables, run, operation)]) }),
  };
}

const never: FreshnessWindows = { freshForMs: 0, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 };

function narrowest(one: FreshnessWindows, other: FreshnessWindows): FreshnessWindows {
  return {
    freshForMs: Math.min(one.freshForMs, other.freshForMs),
    staleWhileRevalidateMs: Math.min(one.staleWhileRevalidateMs, other.staleWhileRevalidateMs),
    staleIfErrorMs: Math.min(one.staleIfErrorMs, other.staleIfErrorMs),
  };
}

/** @returns false where a field isn't in the schema that clients see, so that nobody has said how fresh it must be */
function collectCoordinates(
  schema: GraphQLSchema,
  typeName: string,
  selections: readonly SelectionNode[],
  into: Set<string>,
): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? typeName;
      return collectCoordinates(schema, condition, selection.selectionSet.selections, into);
    }
    if (selection.kind !== Kind.FIELD) return false;
    const name = selection.name.value;
    if (name === '__typename') return true;
    const type = schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return false;
    const definition = type.getFields()[name];
    if (!definition) return false;
    const owners = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    for (const owner of owners) into.add(`${owner.name}.${name}`);
    const inner = getNamedType(definition.type);
    return (
      !selection.selectionSet ||
      (isCompositeType(inner) &&
        collectCoordinates(schema, inner.name, selection.selectionSet.selections, into))
    );
  });
}

/** What stands in the answer and can change by itself, whosever it is. */
function typesInside(schema: GraphQLSchema, typeName: string, field: FieldNode): string[] {
  const type = schema.getType(typeName);
  const definition = isObjectType(type) ? type.getFields()[field.name.value] : undefined;
  const coordinates = new Set<string>();
  if (definition && field.selectionSet) {
    const inner = getNamedType(definition.type).name;
    collectCoordinates(schema, inner, field.selectionSet.selections, coordinates);
  }
  return [...new Set([...coordinates].map((coordinate) => coordinate.split('.')[0] ?? ''))].sort();
}

/**
 * Without the alias of the field itself, selections in one order, variables by their place: for clients that ask the same.
 * The variables are in the order of their places.
 */
function canonical(field: FieldNode): { readonly text: string; readonly variables: readonly string[] } {
  const sorted = visit(field, {
    SelectionSet: {
      leave(set) {
        const texts = new Map(set.selections.map((one) => [one, print(renamed(one, () => 'v'))]));
        const textOf = (one: SelectionNode): string => texts.get(one) ?? '';
        return { ...set, selections: [...set.selections].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1)) };
      },
    },
  });
  const variables = variablesOf(sorted);
  const text = print(renamed(sorted, (name) => `v${variables.indexOf(name)}`));
  return { text: field.alias ? text.slice(`${field.alias.value}: `.length) : text, variables };
}

function renamed<Node extends SelectionNode>(node: Node, rename: (name: string) => string): Node {
  return visit(node, {
    Variable: (variable) => ({ ...variable, name: { ...variable.name, value: rename(variable.name.value) } }),
  });
}

/** In the order in which they stand. */
function variablesOf(field: FieldNode): string[] {
  const names = new Set<string>();
  visit(field, { Variable: ({ name }) => void names.add(name.value) });
  return [...names];
}

function valuesOf(
  names: readonly string[],
  { variables }: RunVariables,
  { variableDefinitions = [] }: OperationDefinitionNode,
): string[] {
  return names.map((name) => {
    if (Object.hasOwn(variables, name)) return `=${JSON.stringify(variables[name])}`;
    const fallback = variableDefinitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
    return fallback ? print(fallback) : '';
  });
}

function narrowed(
  fetch: FetchNode,
  operation: OperationDefinitionNode,
  left: ReadonlySet<FieldNode>,
): FetchNode {
  if (left.size === 0) return fetch;
  const remaining = visit(operation, { Field: (field) => (left.has(field) ? null : undefined) });
  const used = new Set<string>();
  visit(remaining.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = (remaining.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    ...fetch,
    operation: print({ ...remaining, variableDefinitions }),
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
  };
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
