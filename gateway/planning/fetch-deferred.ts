// Makes the fetches of deferred fields: each by representations that tell what it requires, as few as can be.
import {
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { DeferredField } from './defer-requirements.js';
import { flattenFields } from './covers-requirement.js';
import { responseKeyOf, type FederatedTypes, type Selections } from './federated-types.js';
import { entitySelectionsOf } from './fetch-selections.js';
import { NotDeferrable } from './not-deferrable.js';
import { fragmentOn, setOf, typeNameField } from './selection-nodes.js';
import type {
  FetchDataRewrite,
  FetchNode,
  FlattenNode,
  PlanNode,
  QueryPlanFieldNode,
  QueryPlanSelectionNode,
} from './planner.js';

export interface FetchDeferredOptions {
  readonly types: FederatedTypes;
  readonly operation: OperationDefinitionNode;
  /** Plans other selections of the same operation. */
  readonly planSelections: (selections: Selections) => PlanNode | undefined;
}

/** What a deferred field comes to: what its subgraph is asked, and what is fetched below it afterwards. */
interface Resolved {
  readonly fields: readonly FieldNode[];
  readonly rewrites: readonly FetchDataRewrite[];
  readonly below: PlanNode | undefined;
}

interface Draft {
  readonly path: readonly string[];
  readonly subgraph: string;
  readonly members: DeferredField[];
  readonly resolved: Resolved[];
}

/**
 * @returns one node for each step: whatever is in one needs what those before it fetched
 * @throws NotDeferrable
 */
export function fetchDeferred(deferred: readonly DeferredField[], options: FetchDeferredOptions): PlanNode[] {
  return levelsOf(deferred).map((level) => {
    const drafts: Draft[] = [];
    for (const field of level) addToDraft(drafts, field, resolve(field, options), options.types);
    return parallel(drafts.map((draft) => nodeFor(draft, options)));
  });
}

function levelsOf(deferred: readonly DeferredField[]): DeferredField[][] {
  const levels: DeferredField[][] = [];
  const done = new Set<DeferredField>();
  while (done.size < deferred.length) {
    const ready = deferred.filter(
      (field) => !done.has(field) && [...field.after].every((one) => done.has(one)),
    );
    if (ready.length === 0) throw new NotDeferrable('requirements in a circle');
    levels.push(ready);
    for (const field of ready) done.add(field);
  }
  return levels;
}

function addToDraft(drafts: Draft[], field: DeferredField, resolved: Resolved, types: FederatedTypes): void {
  const { path, subgraph } = field;
  const place = path.join(' ');
  const fitting = drafts.find(
    (draft) =>
      draft.subgraph === subgraph &&
      draft.path.join(' ') === place &&
      draft.members.every((member) => fitTogether(member, field, types)),
  );
  if (!fitting) return void drafts.push({ path, subgraph, members: [field], resolved: [resolved] });
  fitting.members.push(field);
  fitting.resolved.push(resolved);
}

/** Whether one fetch can ask for both: a representation has place for one value of a field, and so has an answer. */
function fitTogether(one: DeferredField, other: DeferredField, types: FederatedTypes): boolean {
  if (one.typeName === other.typeName)
    return one.knownAs === other.knownAs && !inputsClash(one.inputs, other.inputs);
  // Known by one name there, each would be asked for what is wanted of the other.
  if (one.knownAs === other.knownAs) return false;
  const [first, second] = [one.asked[0], other.asked[0]];
  if (!first || !second || responseKeyOf(first) !== responseKeyOf(second)) return true;
  const shape = types.fieldShape(one.typeName, first.name.value)?.text;
  return !first.selectionSet && shape === types.fieldShape(other.typeName, second.name.value)?.text;
}

function inputsClash(
  some: readonly QueryPlanSelectionNode[],
  others: readonly QueryPlanSelectionNode[],
): boolean {
  const fields = fieldsOf(others);
  return fieldsOf(some).some((one) =>
    fields.some(
      (other) =>
        one.name === other.name &&
        (one.alias !== other.alias || inputsClash(one.selections ?? [], other.selections ?? [])),
    ),
  );
}

function fieldsOf(nodes: readonly QueryPlanSelectionNode[]): QueryPlanFieldNode[] {
  return nodes.flatMap((node) => (node.kind === 'Field' ? [node] : fieldsOf(node.selections)));
}

/** What a field's own selections need beyond its subgraph, the planner knows: it has planned the way to the field too, which is left. */
function resolve(field: DeferredField, { types, planSelections }: FetchDeferredOptions): Resolved {
  const { asked, enclose, path, subgraph } = field;
  const [first] = asked;
  if (!first?.selectionSet) return { fields: asked.slice(0, 1), rewrites: [], below: undefined };
  const plan = planSelections(enclose(asked));
  const key = responseKeyOf(first);
  for (const { fetch, at } of plan ? entityFetches(plan, []) : []) {
    if (fetch.serviceName !== subgraph || at.join(' ') !== path.join(' ')) continue;
    const fields = askedIn(fetch, field, types).filter((one) => responseKeyOf(one) === key);
    const start = [...path.filter((step) => step !== '@'), key];
    if (fields.length > 0)
      return { fields, rewrites: fetch.outputRewrites ?? [], below: plan && nodesBelow(plan, start) };
  }
  throw new NotDeferrable(`no fetch of ${field.typeName}.${first.name.value}`);
}

function entityFetches(node: PlanNode, at: readonly string[]): { fetch: FetchNode; at: readonly string[] }[] {
  if (node.kind === 'Fetch') return node.requires ? [{ fetch: node, at }] : [];
  if (node.kind === 'Flatten') return entityFetches(node.node, [...at, ...node.path.map(String)]);
  if (node.kind === 'Sequence' || node.kind === 'Parallel')
    return node.nodes.flatMap((inner) => entityFetches(inner, at));
  throw new NotDeferrable(`a node of kind ${node.kind}`);
}

function askedIn(fetch: FetchNode, { typeName, knownAs }: DeferredField, types: FederatedTypes): FieldNode[] {
  const selections = entitySelectionsOf(fetch);
  const own = selections.flatMap((one) =>
    one.kind === Kind.INLINE_FRAGMENT && one.typeCondition?.name.value === knownAs
      ? one.selectionSet.selections
      : [one],
  );
  return flattenFields(types, own, typeName);
}

function nodesBelow(node: PlanNode, start: readonly string[]): PlanNode | undefined {
  if (node.kind === 'Flatten') {
    const keys = node.path.map(String).filter((step) => step !== '@');
    return start.every((step, index) => keys[index] === step) ? node : undefined;
  }
  if (node.kind !== 'Sequence' && node.kind !== 'Parallel') return undefined;
  const nodes = node.nodes.flatMap((inner) => nodesBelow(inner, start) ?? []);
  return nodes.length > 0 ? { kind: node.kind, nodes } : undefined;
}

function nodeFor(draft: Draft, options: FetchDeferredOptions): PlanNode {
  const node: FlattenNode = {
    kind: 'Flatten',
    path: [...draft.path],
    node: fetchFor(draft, options),
  };
  const below = draft.resolved.flatMap((one) => one.below ?? []);
  return below.length > 0 ? { kind: 'Sequence', nodes: [node, parallel(below)] } : node;
}

function fetchFor(
  { subgraph, members, resolved }: Draft,
  { operation, types }: FetchDeferredOptions,
): FetchNode {
  const selections = members.map(({ knownAs }, index) => fragmentOn(knownAs, resolved[index]?.fields ?? []));
  const variables = variablesIn(selections);
  const definitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  const parameters = ['$representations:[_Any!]!', ...definitions.map((definition) => print(definition))];
  const text = `query(${parameters.join(' ')}){_entities(representations:$representations)${print(setOf(selections))}}`;
  const inputRewrites = members
    .filter(({ knownAs }) => types.possibleTypes(knownAs)[0] !== knownAs)
    .map(renameType);
  const outputRewrites = resolved.flatMap(({ rewrites }) => rewrites);
  return {
    kind: 'Fetch',
    serviceName: subgraph,
    requires: members.map(inputsOf),
    variableUsages: [...variables],
    operation: stripIgnoredCharacters(text),
    operationKind: 'query' as FetchNode['operationKind'],
    operationName: undefined,
    ...(inputRewrites.length > 0 && { inputRewrites }),
    ...(outputRewrites.length > 0 && { outputRewrites }),
  };
}

function inputsOf({ typeName, inputs }: DeferredField): QueryPlanSelectionNode {
  const typeNameNode = { kind: 'Field', name: typeNameField.name.value } as const;
  return { kind: 'InlineFragment', typeCondition: typeName, selections: [typeNameNode, ...inputs] };
}

function renameType({ typeName, knownAs }: DeferredField): FetchDataRewrite {
  return { kind: 'ValueSetter', path: [`... on ${typeName}`, '__typename'], setValueTo: knownAs };
}

function variablesIn(selections: Selections): Set<string> {
  const names = new Set<string>();
  visit(setOf(selections), { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function parallel(nodes: readonly PlanNode[]): PlanNode {
  const [first, ...others] = nodes;
  return first && others.length === 0 ? first : { kind: 'Parallel', nodes: [...nodes] };
}
