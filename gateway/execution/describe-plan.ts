// Describes a query plan to people who write operations: who is asked for what and in which order, and what is looked up first.
import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { PlannedFetch } from '../../schema/contract/extension.js';
import type { AnswerField } from '../operations/prepare-operation.js';
import type { FetchNode, PlanNode, QueryPlan } from '../planning/planner.js';
import { operationOf } from './fetch-body.js';
import { readFieldFetch, type FetchField, type FieldFetch, type KeepRules } from './fetch-fields.js';

export interface DescribePlanOptions {
  /** As clients see it: what isn't in it isn't told. */
  readonly schema: GraphQLSchema;
  /** Of the operation, as the caller may ask it. */
  readonly fields: readonly AnswerField[];
  /** Root fields whose object is the caller's own. */
  readonly neverNull: ReadonlySet<string>;
  /** Undefined where nothing is kept. */
  readonly keep: KeepRules | undefined;
  /** Nothing that a mutation brings is kept. */
  readonly isQuery: boolean;
}

export interface DescribedFetch extends Omit<PlannedFetch, 'cache'> {
  /** In the order in which they are looked up, those that are never kept among them; empty where none is. */
  readonly lookUps: readonly FetchField[];
  /** Coordinates. */
  readonly never: readonly string[];
}

export type DescribedWaves = readonly (readonly DescribedFetch[])[];

/** Pure, and of an operation rather than of a request: who asks again gets the same. */
export function describePlan({ node }: QueryPlan, options: DescribePlanOptions): DescribedWaves {
  if (!node) return [];
  if (node.kind === 'Subscription') throw new TypeError('subscriptions are not planned');
  const describing = { ...options, asked: askedCoordinates(options.schema, options.fields) };
  return wavesOf(node, true, describing);
}

interface Describing extends DescribePlanOptions {
  readonly asked: ReadonlySet<string>;
}

/** Branches that run side by side are told as if each of their steps waited for the others' steps. */
function wavesOf(node: PlanNode, isAtRoot: boolean, options: Describing): DescribedFetch[][] {
  switch (node.kind) {
    case 'Sequence':
      return node.nodes.flatMap((one) => wavesOf(one, isAtRoot, options));
    case 'Parallel':
      return sideBySide(node.nodes.map((one) => wavesOf(one, isAtRoot, options)));
    case 'Flatten':
      return wavesOf(node.node, false, options);
    case 'Fetch':
      return [[describeFetch(node, isAtRoot, options)]];
    case 'Condition':
    case 'Defer':
      throw new TypeError(`${node.kind} is not planned: operations are without conditions and @defer`);
  }
}

function sideBySide(branches: readonly DescribedFetch[][][]): DescribedFetch[][] {
  const length = Math.max(0, ...branches.map((waves) => waves.length));
  return Array.from({ length }, (_, index) => branches.flatMap((waves) => waves[index] ?? []));
}

function describeFetch(fetch: FetchNode, isAtRoot: boolean, options: Describing): DescribedFetch {
  const { schema, asked } = options;
  const { operation: kind, selectionSet } = operationOf(fetch.operation);
  const root = schema.getRootType(kind) ?? undefined;
  const coordinates = [...new Set(coordinatesIn(schema, root, selectionSet, 'all'))].sort();
  // Of `me` the citizen's fields are the answer, and the object itself is nobody's to fetch.
  const own = coordinates.filter((one) => !isAtRoot || !options.neverNull.has(nameAtRoot(one, root)));
  const fieldFetch = readKept(fetch, isAtRoot, options);
  const fields = fieldFetch?.fields ?? [];
  const unkept = fieldFetch
    ? fields.filter(({ isKept }) => !isKept).map(({ coordinate }) => coordinate)
    : directFields(fetch, isAtRoot, options);
  return {
    department: fetch.serviceName,
    fields: own.filter((one) => asked.has(one)),
    needed: own.filter((one) => !asked.has(one)),
    entities: fetch.requires !== undefined,
    lookUps: fields,
    never: [...new Set(unkept)].sort(),
  };
}

/** The same conditions as where fetches are compiled. */
function readKept(
  fetch: FetchNode,
  isAtRoot: boolean,
  { keep, isQuery, neverNull }: Describing,
): FieldFetch | undefined {
  if (!keep || !isQuery) return undefined;
  // Whoever only wants to know isn't about to look anything up.
  const rules = { ...keep, heed: () => undefined };
  if (fetch.requires) return readFieldFetch(fetch, undefined, rules);
  const mine = rootNames(fetch).filter((name) => isAtRoot && neverNull.has(name));
  return mine.length === 1 ? readFieldFetch(fetch, keep.citizenType, rules) : undefined;
}

function rootNames({ operation }: FetchNode): string[] {
  return operationOf(operation).selectionSet.selections.flatMap((one) =>
    one.kind === Kind.FIELD ? [one.name.value] : [],
  );
}

/** At the root, or on the citizen and on entities. */
function directFields(fetch: FetchNode, isAtRoot: boolean, { schema, neverNull }: Describing): string[] {
  const { operation: kind, selectionSet } = operationOf(fetch.operation);
  const root = schema.getRootType(kind) ?? undefined;
  return selectionSet.selections.flatMap((one): string[] => {
    if (one.kind !== Kind.FIELD) return [];
    const name = one.name.value;
    const set: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [one] };
    const isObject = name === '_entities' || (isAtRoot && neverNull.has(name));
    if (!isObject || !one.selectionSet) return coordinatesIn(schema, root, set, 'top');
    const type = root?.getFields()[name]?.type;
    return coordinatesIn(schema, type && getNamedType(type), one.selectionSet, 'top');
  });
}

/** What clients don't see has no coordinate: keys that are `@inaccessible`, and what is below them. */
function coordinatesIn(
  schema: GraphQLSchema,
  type: GraphQLNamedType | undefined,
  { selections }: SelectionSetNode,
  reach: 'all' | 'top',
): string[] {
  return selections.flatMap((selection): string[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const inner = condition === undefined ? type : schema.getType(condition);
      return coordinatesIn(schema, inner, selection.selectionSet, reach);
    }
    const { name, selectionSet } = selection;
    if (name.value === '_entities' && selectionSet)
      return coordinatesIn(schema, undefined, selectionSet, reach);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    if (!type || !definition) return [];
    const inner =
      selectionSet && reach === 'all'
        ? coordinatesIn(schema, getNamedType(definition.type), selectionSet, reach)
        : [];
    return [`${type.name}.${name.value}`, ...inner];
  });
}

function nameAtRoot(coordinate: string, root: GraphQLNamedType | undefined): string {
  const [typeName, name = ''] = coordinate.split('.');
  return typeName === root?.name ? name : '';
}

/** The planner asks for an interface's field on its types, and the other way round. */
function askedCoordinates(schema: GraphQLSchema, fields: readonly AnswerField[]): Set<string> {
  const asked = new Set<string>();
  const collect = (some: readonly AnswerField[]): void => {
    for (const { coordinate, treatment, children = [] } of some) {
      if (treatment.kind === 'refused') continue;
      const [typeName = '', name = ''] = coordinate.split('.');
      for (const one of [typeName, ...relativesOf(schema, typeName)]) asked.add(`${one}.${name}`);
      collect(children);
    }
  };
  collect(fields);
  return asked;
}

function relativesOf(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName);
  const types = [
    ...(isAbstractType(type) ? schema.getPossibleTypes(type) : []),
    ...(isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : []),
  ];
  return types.map(({ name }) => name);
}
