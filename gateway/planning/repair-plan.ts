// Repairs query plans that ask for a field before what it requires is there: such fields are asked for once the rest has come.
import { Kind, OperationTypeNode, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { deferRequirements, type Way } from './defer-requirements.js';
import {
  readFederatedTypes,
  responseKeyOf,
  type FederatedTypes,
  type Provider,
  type Selections,
} from './federated-types.js';
import { fetchDeferred } from './fetch-deferred.js';
import { readFetchedFields, type FetchedField } from './fetched-fields.js';
import type { PlanNode, QueryPlan } from './planner.js';
import { setOf } from './selection-nodes.js';
import { needsVerification, verifyPlan, type AskedSelections, type Verification } from './verify-plan.js';

export interface CheckedPlan {
  readonly plan: QueryPlan;
  /** `wrong`: no better one was found. */
  readonly verdict: 'right' | 'repaired' | 'wrong';
}

export interface PlanRepair {
  /** A plan that is right stays as it is. */
  check(plan: QueryPlan, document: DocumentNode): CheckedPlan;
  /**
   * Plans what the planner finds no end of when it has to see to requirements itself: without them, which are seen to here.
   * @returns undefined where there are none, or where it doesn't succeed
   */
  planDeferring(document: DocumentNode): QueryPlan | undefined;
}

export interface PlanRepairOptions {
  readonly sdl: string;
  /** Asked for parts of operations, also with fields that clients may not ask for. */
  readonly buildPlan: (document: DocumentNode) => QueryPlan;
}

/** Once some fields are deferred, others may turn out to be asked for too early. */
const maxRounds = 4;

interface Operation extends AskedSelections {
  readonly definition: OperationDefinitionNode;
}

interface Repairer extends PlanRepairOptions {
  readonly types: FederatedTypes;
}

export function createPlanRepair(options: PlanRepairOptions): PlanRepair {
  const types = readFederatedTypes(options.sdl);
  const repairer = { ...options, types };
  return {
    check(plan, document) {
      if (!needsVerification(plan, types)) return { plan, verdict: 'right' };
      const operation = readOperation(document);
      const found = verifyPlan(plan, operation, types);
      if (found.missteps.length === 0) return { plan, verdict: 'right' };
      const repaired = orUndefined(() => repair(repairer, plan, operation, found));
      return repaired ? { plan: repaired, verdict: 'repaired' } : { plan, verdict: 'wrong' };
    },
    planDeferring: (document) => orUndefined(() => planDeferring(repairer, readOperation(document))),
  };
}

/** Whatever goes wrong on the way, there is still the plan as it was. */
function orUndefined(plan: () => QueryPlan | undefined): QueryPlan | undefined {
  try {
    return plan();
  } catch {
    return undefined;
  }
}

function planDeferring(repairer: Repairer, operation: Operation): QueryPlan | undefined {
  if (isSeries(operation)) return undefined;
  const plan = deferAndPlan(repairer, { kind: 'QueryPlan' }, operation, () => true);
  return plan && verifyPlan(plan, operation, repairer.types).missteps.length === 0 ? plan : undefined;
}

/** Defers as little as will do: first where the plan goes wrong, in the end everything that requires something. */
function repair(
  repairer: Repairer,
  plan: QueryPlan,
  operation: Operation,
  { missteps, unasked }: Verification,
): QueryPlan | undefined {
  if (isSeries(operation)) return repairEach(repairer, operation);
  const places = new Set(missteps.map(({ place }) => place));
  for (let round = 1; round <= maxRounds; round++) {
    const defersAt = round === maxRounds ? () => true : (place: string) => places.has(place);
    const repaired = deferAndPlan(repairer, plan, operation, defersAt);
    if (!repaired) continue;
    const found = verifyPlan(repaired, operation, repairer.types);
    const forgets = [...found.unasked].some((one) => !unasked.has(one));
    if (found.missteps.length === 0 && !forgets) return repaired;
    for (const { place } of found.missteps) places.add(place);
  }
  return undefined;
}

/** Several mutations: each in its turn, with what is read after it. */
function isSeries({ definition, selections }: Operation): boolean {
  return definition.operation === OperationTypeNode.MUTATION && selections.length > 1;
}

function repairEach(repairer: Repairer, operation: Operation): QueryPlan | undefined {
  const nodes: PlanNode[] = [];
  for (const selection of operation.selections) {
    const one = { ...operation, selections: [selection] };
    const plan = repairer.buildPlan(documentOf(one.definition, one.selections));
    const found = verifyPlan(plan, one, repairer.types);
    const node = planNodeOf(found.missteps.length === 0 ? plan : repair(repairer, plan, one, found));
    if (!node) return undefined;
    nodes.push(node);
  }
  return { kind: 'QueryPlan', node: sequence(nodes) };
}

/** Undefined where nothing is deferred. */
function deferAndPlan(
  { types, buildPlan }: Repairer,
  plan: QueryPlan,
  { definition, rootType, selections }: Operation,
  defersAt: (place: string) => boolean,
): QueryPlan | undefined {
  const planSelections = (wanted: Selections) => planNodeOf(buildPlan(documentOf(definition, wanted)));
  const fetched = readFetchedFields(planNodeOf(plan), types);
  const rest = deferRequirements(selections, rootType, {
    types,
    chooseWay: (typeName, field, place) =>
      defersAt(place)
        ? chooseWay(types, typeName, field.name.value, fetched.get(`${place} ${responseKeyOf(field)}`))
        : undefined,
  });
  if (rest.deferred.length === 0) return undefined;
  const base = planSelections(rest.selections);
  const steps = fetchDeferred(rest.deferred, { types, operation: definition, planSelections });
  return { kind: 'QueryPlan', node: sequence([...(base ? [base] : []), ...steps]) };
}

/** As the planner would go, where it says so: it weighs ways against each other. */
function chooseWay(
  types: FederatedTypes,
  typeName: string,
  field: string,
  fetched: FetchedField | undefined,
): Way | undefined {
  const providers = types.providersOf(typeName, field);
  const planned = providers.find(({ subgraph }) => subgraph === fetched?.subgraph);
  if (planned ? !planned.requires : providers.some(({ requires }) => !requires)) return undefined;
  for (const provider of planned ? [planned] : providers) {
    const key = chooseKey(types, provider, planned ? (fetched?.told ?? new Set()) : new Set());
    if (key) return { ...provider, key };
  }
  return undefined;
}

function chooseKey(
  types: FederatedTypes,
  { knownAs, subgraph }: Provider,
  told: ReadonlySet<string>,
): Selections | undefined {
  const keys = types.keysOf(knownAs, subgraph);
  const isTold = (key: Selections): boolean =>
    key.every((selection) => selection.kind === Kind.FIELD && told.has(selection.name.value));
  return keys.find(isTold) ?? keys[0];
}

function planNodeOf(plan: QueryPlan | undefined): PlanNode | undefined {
  return plan?.node?.kind === 'Subscription' ? undefined : plan?.node;
}

function sequence(nodes: readonly PlanNode[]): PlanNode {
  return {
    kind: 'Sequence',
    nodes: nodes.flatMap((node) => (node.kind === 'Sequence' ? node.nodes : [node])),
  };
}

function documentOf(definition: OperationDefinitionNode, selections: Selections): DocumentNode {
  return { kind: Kind.DOCUMENT, definitions: [{ ...definition, selectionSet: setOf(selections) }] };
}

function readOperation({ definitions }: DocumentNode): Operation {
  const definition = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!definition) throw new TypeError('a document without an operation');
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const inline = (selections: Selections): Selections =>
    selections.map((selection) => {
      if (selection.kind !== Kind.FRAGMENT_SPREAD)
        return selection.selectionSet
          ? { ...selection, selectionSet: setOf(inline(selection.selectionSet.selections)) }
          : selection;
      const fragment = fragments.get(selection.name.value);
      if (!fragment) throw new TypeError('a fragment that isn’t there');
      const { typeCondition, selectionSet } = fragment;
      return {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition,
        selectionSet: setOf(inline(selectionSet.selections)),
      };
    });
  return {
    definition,
    rootType: definition.operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query',
    selections: inline(definition.selectionSet.selections),
  };
}
