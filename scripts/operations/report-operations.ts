// What each operation costs and whom it asks, by the gateway's own cost table and planner.
import { print, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { AccessTable } from '../../gateway/access/access-table.js';
import { describePlan, type DescribedWaves } from '../../gateway/execution/describe-plan.js';
import { createOperationAnalyser, lookups } from '../../gateway/operations/analyse-operation.js';
import { readCostTable } from '../../gateway/operations/cost-table.js';
import { costBudgets } from '../../gateway/operations/limit-cost.js';
import { createOperationCost } from '../../gateway/operations/operation-cost.js';
import { prepareOperation, readConditions } from '../../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';
import { createPlanner, type Planner } from '../../gateway/planning/planner.js';
import { createKeepRules } from '../../gateway/keep-rules.js';
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';
import type { RegisteredOperation } from './read-operations.js';
import { createAccessReporter, type OperationAccess } from './report-access.js';

export interface OperationReport extends Pick<RegisteredOperation, 'name' | 'type' | 'file' | 'hash'> {
  /** A citizen asks about himself or herself, a bureau about people by number and name; `nobody` where it asks for both. */
  readonly askedBy: 'citizen' | 'bureau' | 'nobody';
  /** With the variables' defaults, and what it may be for who asks it. */
  readonly cost: { readonly value: number; readonly maximum: number };
  /** The fetches of a wave wait for those of the waves before. */
  readonly waves: readonly (readonly WaveFetch[])[];
  /** Fields that departments are asked for each time. */
  readonly neverKept: readonly string[];
  readonly access: OperationAccess;
}

export interface WaveFetch {
  readonly department: string;
  /** Coordinates. */
  readonly fields: readonly string[];
  /** Of what an earlier fetch brought, and not at the root. */
  readonly entities: boolean;
}

export interface ReportOptions {
  readonly schema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly table: AccessTable;
  readonly catalogue: Catalogue;
}

/** As the gateway does, an operation that takes longer is refused; here the machine may be busy with a build. */
const planningDeadlineMs = 10_000;

/** @throws GatewayError LIMIT_EXCEEDED for what can't be planned */
export async function reportOperations(
  options: ReportOptions,
  operations: readonly RegisteredOperation[],
): Promise<OperationReport[]> {
  const { schema, supergraphSdl, table, catalogue } = options;
  const costOf = createOperationCost(readCostTable(supergraphSdl));
  const analyse = createOperationAnalyser(table);
  const reportAccess = createAccessReporter({ schema, table, catalogue });
  const planner = await createPlanner({
    sdl: supergraphSdl,
    deadlineMs: planningDeadlineMs,
    logger: pino({ enabled: false }),
  });
  try {
    const describe = createDescriber(options, planner);
    const reports: OperationReport[] = [];
    for (const one of operations) {
      const { name, type, file, hash, document, operation } = one;
      const analysed = analyse(schema, document, operation);
      const askedBy = whoAsks(analysed.rootFields);
      const waves = await describe(one);
      reports.push({
        ...{ name, type, file, hash, askedBy },
        cost: {
          value: costOf(schema, document, operation, {}),
          maximum: costBudgets[askedBy === 'bureau' ? 'bureau' : 'citizen'],
        },
        waves: waves.map((wave) =>
          wave.map(({ department, fields, entities }) => ({ department, fields, entities })),
        ),
        neverKept: [...new Set(waves.flat().flatMap(({ never }) => never))].sort(),
        access: reportAccess(analysed, askedBy === 'bureau'),
      });
    }
    return reports;
  } finally {
    await planner.stop();
  }
}

function whoAsks(rootFields: ReadonlySet<string>): OperationReport['askedBy'] {
  const forBureaus = [...rootFields].filter((field) => lookups.has(field)).length;
  if (forBureaus === 0) return 'citizen';
  return forBureaus === rootFields.size ? 'bureau' : 'nobody';
}

/** Plans for a caller who may see everything: what is refused is asked of nobody. */
function createDescriber(
  { schema, supergraphSdl, table, catalogue }: ReportOptions,
  planner: Planner,
): (operation: RegisteredOperation) => Promise<DescribedWaves> {
  const wireKeys = createWireKeys(supergraphSdl);
  const keep = createKeepRules(schema, { table, catalogue }, unnamed);
  return async ({ name, type, document, operation }) => {
    const conditions = readConditions(document, operation, {});
    const treat = () => ({ kind: 'clear' }) as const;
    const prepared = prepareOperation(document, operation, { schema, wireKeys, treat, conditions });
    if (!prepared.document) return [];
    const plan = await planner.plan(print(prepared.document), name);
    const isQuery = type === 'query';
    return describePlan(plan, { schema, fields: prepared.fields, neverNull: new Set(['me']), keep, isQuery });
  };
}

/** Nothing is looked up: names only have to differ. */
const unnamed = { nameOf: (parts: readonly string[]) => parts.join(), heed: () => undefined };
