// Everything made from one supergraph: rules, planner, compiled operations. A reload makes another one beside it.
import { createHash } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { answerScope } from './answer-scope.js';
import type { DepartmentClients } from './departments/department-clients.js';
import { readServices } from './departments/department-clients.js';
import type { DepartmentClient } from './departments/department-client.js';
import { createOperationCompiler } from './execution/compile-operation.js';
import { measureCompiler, measurePlanner } from './execution/measure.js';
import { createPlanner, type Planner } from './planning/planner.js';
import type { Executor } from './execution/supergraph.js';
import { readTypeRelations } from './execution/type-relations.js';
import type { MeasuredSnapshot, Metrics } from './observability/metrics.js';
import { applyScalarRules } from './operations/check-variables.js';
import { readCostTable } from './operations/cost-table.js';
import { createCostLimit } from './operations/limit-cost.js';
import { createWireKeys } from './operations/wire-key.js';
import { watchLookups } from './access/describe-absences.js';
import { createPipeline, type Pipeline, type Rules } from './pipeline.js';
import { createKeepRules } from './keep-rules.js';
import { release } from './release.js';
import type { LookUps } from './request-look-ups.js';

/** A request belongs to one snapshot from its beginning to its end. */
export interface Snapshot extends MeasuredSnapshot {
  readonly schema: GraphQLSchema;
  readonly rules: Rules;
  readonly execute: Executor;
  readonly pipeline: Pipeline;
  /** By department. */
  readonly clients: ReadonlyMap<string, DepartmentClient>;
  stop(): Promise<void>;
}

export interface SnapshotOptions {
  /** As ApolloGateway took it. */
  readonly sdl: string;
  readonly apiSchema: GraphQLSchema;
  /** What it replaces: the operations asked of it are compiled before the first request comes. */
  readonly before: Snapshot | undefined;
  readonly clients: DepartmentClients;
  readonly createRules: (clients: ReadonlyMap<string, DepartmentClient>) => Rules;
  /** Undefined where nothing is kept. */
  readonly lookUps: LookUps | undefined;
  readonly planningTimeoutMs: number;
  /** By the hash of its text. */
  readonly isRegistered: (queryHash: string) => boolean;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** The authenticated citizen exists, whoever is down. */
const neverNull = new Set(['me']);

/** A supergraph that replaces another, perhaps to close an access, doesn't wait longer than this for what was asked before. */
const maxWarmingMs = 5_000;

/** @throws BadSupergraph, BadConfig */
export async function createSnapshot(options: SnapshotOptions): Promise<Snapshot> {
  const { sdl, apiSchema: schema, metrics, logger, lookUps } = options;
  applyScalarRules(schema);
  const services = readServices(sdl);
  const clients = options.clients.use(services);
  const supergraphHash = createHash('sha256').update(sdl).digest('hex');
  let planner: Planner | undefined;
  let stopped = false;
  const stop = async (): Promise<void> => {
    // Once: what it releases a second time could be another snapshot's.
    if (stopped) return;
    stopped = true;
    await planner?.stop();
    await options.clients.release(services);
  };
  try {
    const rules = options.createRules(clients);
    const limitCost = createCostLimit(readCostTable(sdl));
    planner = measurePlanner(
      await createPlanner({ sdl, deadlineMs: options.planningTimeoutMs, logger }),
      metrics.planned,
    );
    const operations = measureCompiler(
      createOperationCompiler({
        schema,
        planner,
        wireKeys: createWireKeys(sdl),
        isOfType: readTypeRelations(sdl),
        neverNull: rules?.kind === 'city' ? neverNull : new Set(),
        watch: rules?.kind === 'city' ? watchLookups : () => undefined,
        keep: rules?.kind === 'city' && lookUps ? createKeepRules(schema, rules, lookUps) : undefined,
      }),
      metrics.operationAsked,
    );
    const pipeline = createPipeline({
      schema,
      operations,
      limitCost,
      rules,
      clients,
      lookUps,
      scope: rules?.kind === 'city' ? answerScope(release, supergraphHash, rules.catalogue) : '',
      countUse: metrics.fieldUsage.count,
      isRegistered: options.isRegistered,
    });
    if (options.before) await pipeline.warm(options.before.pipeline.asked, maxWarmingMs);
    return {
      schema,
      rules,
      execute: pipeline.execute,
      pipeline,
      clients,
      operations,
      planner,
      supergraphHash,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
