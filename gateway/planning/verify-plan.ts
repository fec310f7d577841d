// Verifies that a query plan asks for nothing before what that needs is there, by following what its fetches know at each place.
import { Kind, type FieldNode } from 'graphql';
import { flattenRequires, isBeside, isTold } from './covers-requirement.js';
import { responseKeyOf, signatureOf, type FederatedTypes, type Selections } from './federated-types.js';
import { entitySelectionsOf, selectionsOf } from './fetch-selections.js';
import {
  addSupply,
  createPlace,
  innerPlace,
  knownTypes,
  placeAt,
  visibleSupplies,
  type Branch,
  type Place,
} from './known-places.js';
import type {
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanFieldNode,
  QueryPlanSelectionNode,
} from './planner.js';

/** What is wrong, and at which object: the keys that lead there, without those of lists. */
export interface Misstep {
  readonly place: string;
  readonly reason: string;
}

export interface Verification {
  /** Empty for a plan that is right. */
  readonly missteps: readonly Misstep[];
  /** What of the operation no fetch asks for: of types that can't be at its place, where the plan is right. */
  readonly unasked: ReadonlySet<string>;
}

/** An operation whose fields have to be there in the end. */
export interface AskedSelections {
  readonly rootType: string;
  /** Without named fragments. */
  readonly selections: Selections;
}

interface FetchWalk {
  readonly types: FederatedTypes;
  readonly fetch: FetchNode;
  readonly branch: Branch | undefined;
  /** Path of keys within the fetch → the key that the planner renames the last one to. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly missteps: Misstep[];
}

/**
 * Whether some field of the plan requires others somewhere: nothing else can go wrong. Takes a few microseconds. Plans with
 * conditions and @defer aren't followed; nobody asks for such.
 */
export function needsVerification({ node }: QueryPlan, types: FederatedTypes): boolean {
  if (!node || node.kind === 'Subscription') return false;
  return fetchesOf(node)?.some(({ operation }) => types.mayRequire(operation)) ?? false;
}

export function verifyPlan({ node }: QueryPlan, asked: AskedSelections, types: FederatedTypes): Verification {
  const root = createPlace('');
  const missteps: Misstep[] = [];
  const unasked = new Set<string>();
  const visit = (one: PlanNode, path: readonly string[], branch: Branch | undefined): void => {
    if (one.kind === 'Sequence') for (const inner of one.nodes) visit(inner, path, branch);
    else if (one.kind === 'Parallel')
      for (const [index, inner] of one.nodes.entries())
        visit(inner, path, { node: one, index, outer: branch });
    else if (one.kind === 'Flatten') visit(one.node, [...path, ...one.path.map(String)], branch);
    else if (one.kind === 'Fetch')
      visitFetch({ types, fetch: one, branch, renamed: renamesOf(one), missteps }, placeAt(root, path));
  };
  if (node && node.kind !== 'Subscription') visit(node, [], undefined);
  const walk = { types, missteps, unasked };
  requireAsked(walk, root, asked.selections, asked.rootType);
  return { missteps, unasked };
}

/** Undefined where there are conditions or @defer. */
function fetchesOf(node: PlanNode): FetchNode[] | undefined {
  if (node.kind === 'Fetch') return [node];
  if (node.kind === 'Flatten') return fetchesOf(node.node);
  if (node.kind !== 'Sequence' && node.kind !== 'Parallel') return undefined;
  const fetches = node.nodes.map(fetchesOf);
  return fetches.every((one) => one !== undefined) ? fetches.flat() : undefined;
}

function renamesOf({ outputRewrites = [] }: FetchNode): Map<string, string> {
  return new Map(
    outputRewrites.flatMap((rewrite) => {
      if (rewrite.kind !== 'KeyRenamer') return [];
      const keys = rewrite.path.filter((step) => !step.startsWith('... on '));
      return [[keys.join('.'), rewrite.renameKeyTo] as const];
    }),
  );
}

function visitFetch(walk: FetchWalk, place: Place): void {
  const { fetch } = walk;
  if (!fetch.requires) {
    const typeName = String(fetch.operationKind) === 'mutation' ? 'Mutation' : 'Query';
    return supply(walk, place, selectionsOf(fetch), { typeName, keyPath: '', represented: undefined });
  }
  const represented = representedTypes(walk, place, fetch.requires);
  supply(walk, place, entitySelectionsOf(fetch), { typeName: undefined, keyPath: '', represented });
}

/** Types of whose entities representations can be made: the fetch leaves out the others. */
function representedTypes(
  walk: FetchWalk,
  place: Place,
  requires: readonly QueryPlanSelectionNode[],
): Set<string> {
  const represented = new Set<string>();
  for (const typeName of typesIn(walk.types, requires)) {
    const told = flattenRequires(walk.types, requires, typeName);
    if (told.every((required) => isKnown(walk, place, required, typeName))) represented.add(typeName);
  }
  return represented;
}

function typesIn(types: FederatedTypes, requires: readonly QueryPlanSelectionNode[]): Set<string> {
  return new Set(
    requires.flatMap((node) =>
      node.kind === 'InlineFragment' && node.typeCondition !== undefined
        ? types.possibleTypes(node.typeCondition)
        : [],
    ),
  );
}

function isKnown(walk: FetchWalk, place: Place, required: QueryPlanFieldNode, typeName: string): boolean {
  const { alias, name, selections } = required;
  if (name === '__typename') return true;
  const key = alias ?? name;
  if (visibleSupplies(place, typeName, key, walk.branch).length === 0) return false;
  if (!selections) return true;
  const below = innerPlace(place, key);
  // Of an object that nobody asked anything of, nothing can be told.
  return knownTypes(below).every((inner) =>
    flattenRequires(walk.types, selections, inner).every((one) => isKnown(walk, below, one, inner)),
  );
}

/** What is selected, and where in the fetch. */
interface Supplying {
  readonly typeName: string | undefined;
  /** Keys from the object that the fetch is about; empty at that object itself. */
  readonly keyPath: string;
  /** Undefined where all are. */
  readonly represented: ReadonlySet<string> | undefined;
}

function supply(
  walk: FetchWalk,
  place: Place,
  selections: Selections,
  where: Supplying,
  siblings: Selections = selections,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const typeName = selection.typeCondition?.name.value ?? where.typeName;
      supply(walk, place, selection.selectionSet.selections, { ...where, typeName }, siblings);
    } else if (selection.kind === Kind.FIELD && selection.name.value !== '__typename')
      supplyField(walk, place, selection, where, siblings);
  }
}

function supplyField(
  walk: FetchWalk,
  place: Place,
  field: FieldNode,
  { typeName = '', keyPath, represented }: Supplying,
  siblings: Selections,
): void {
  const { types, fetch, branch, renamed } = walk;
  const { serviceName } = fetch;
  const name = field.name.value;
  const ownPath = keyPath === '' ? responseKeyOf(field) : `${keyPath}.${responseKeyOf(field)}`;
  const key = renamed.get(ownPath) ?? responseKeyOf(field);
  const supplied = { signature: signatureOf(field), branch };
  const possible = types.possibleTypesIn(typeName, serviceName);
  for (const one of possible) {
    if (represented?.has(one) === false) {
      place.withheld.add(`${one} ${key}`);
      continue;
    }
    const requirement =
      types.requirementOf(typeName, name, serviceName) ?? types.requirementOf(one, name, serviceName);
    if (requirement)
      checkRequirement(walk, place, field, { possible: one, requirement, siblings, isRoot: keyPath === '' });
    addSupply(place, one, key, supplied);
  }
  if (!field.selectionSet || possible.every((one) => represented?.has(one) === false)) return;
  const inner = {
    typeName: types.fieldShape(typeName, name)?.typeName,
    keyPath: ownPath,
    represented: undefined,
  };
  supply(walk, innerPlace(place, key), field.selectionSet.selections, inner);
}

interface Requiring {
  readonly possible: string;
  readonly requirement: Selections;
  readonly siblings: Selections;
  readonly isRoot: boolean;
}

/** Either the representation tells what is required, or the subgraph itself supplies it beside the field (`@provides`). */
function checkRequirement(
  { types, fetch, missteps }: FetchWalk,
  place: Place,
  field: FieldNode,
  requiring: Requiring,
): void {
  const { possible, requirement, siblings, isRoot } = requiring;
  if (isRoot && fetch.requires && isTold(types, place, fetch.requires, requirement, possible)) return;
  if (isBeside(types, siblings, requirement, possible)) return;
  missteps.push({
    place: place.path,
    reason: `${possible}.${field.name.value} is asked without what it requires`,
  });
}

interface AskedWalk {
  readonly types: FederatedTypes;
  readonly missteps: Misstep[];
  readonly unasked: Set<string>;
}

/** That nothing of the operation is forgotten, and nothing withheld. */
function requireAsked(walk: AskedWalk, place: Place, selections: Selections, typeName: string): void {
  const { types, missteps, unasked } = walk;
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? typeName;
      requireAsked(walk, place, selection.selectionSet.selections, condition);
    }
    if (selection.kind !== Kind.FIELD || selection.name.value.startsWith('__')) continue;
    const key = responseKeyOf(selection);
    for (const one of types.possibleTypes(typeName)) {
      if (!place.byType.has(one) || place.byType.get(one)?.has(key)) continue;
      if (place.withheld.has(`${one} ${key}`))
        missteps.push({ place: place.path, reason: `${one}.${key} is asked for too early` });
      else unasked.add(`${place.path} ${one} ${key}`);
    }
    const shape = types.fieldShape(typeName, selection.name.value);
    if (selection.selectionSet && shape)
      requireAsked(walk, innerPlace(place, key), selection.selectionSet.selections, shape.typeName);
  }
}
