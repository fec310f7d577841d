// The supergraph as Apollo Server sees it. ApolloGateway loads, validates and reloads it; what runs operations is a snapshot.
import { ApolloGateway } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.js';
import { BadSupergraph, type GatewayError } from '../errors.js';
import type { WrittenData } from '../http/stringify-answer.js';

/** What Apollo Server takes as its gateway. */
type ApolloSupergraph = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/** A document that is valid, and what of it is asked. */
export interface ExecutorRequest {
  /** Which the document was validated against. */
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** Undefined where the document has none of the name that was given, or several and no name was. */
  readonly operation: OperationDefinitionNode | undefined;
  /** SHA-256 of the client's document. */
  readonly queryHash: string;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

export type ExecutorResult =
  | { readonly refusal: GatewayError }
  /** The whole response as it was written before: UTF-8, each byte as a character. */
  | { readonly body: string }
  | {
      readonly data: WrittenData;
      readonly errors: readonly GraphQLError[];
      readonly extensions: Readonly<Record<string, unknown>> | undefined;
    };

/** Runs one operation of the supergraph against its departments; never fails. */
export type Executor = (request: ExecutorRequest) => Promise<ExecutorResult>;
type SchemaContext = Parameters<Parameters<ApolloSupergraph['onSchemaLoadOrUpdate']>[0]>[0];

/** What runs the operations of one supergraph. */
export interface RunningSnapshot {
  readonly execute: Executor;
  /** Called when nothing runs on it any more. */
  stop(): Promise<void>;
}

export interface SupergraphOptions<Snapshot extends RunningSnapshot> {
  readonly sdl: string;
  readonly logger: Logger;
  /** Makes SDL that ApolloGateway takes of what was given. */
  readonly prepare: (sdl: string) => string;
  /**
   * Makes what runs on a supergraph that ApolloGateway has validated, ready for its first request.
   * @param before what it replaces
   */
  createSnapshot(sdl: string, apiSchema: GraphQLSchema, before: Snapshot | undefined): Promise<Snapshot>;
}

export interface Supergraph<Snapshot extends RunningSnapshot> extends ApolloSupergraph {
  /** What new requests run on. */
  readonly current: Snapshot | undefined;
  /** On the snapshot of the request's schema. */
  readonly execute: Executor;
  /**
   * Replaces the supergraph: requests that run finish on the old one, later ones start on the new one once it is ready.
   * @throws BadSupergraph; then the old one goes on
   */
  reload(sdl: string): Promise<void>;
}

interface Pinned<Snapshot> {
  readonly snapshot: Snapshot;
  running: number;
  /** Another one has taken its place. */
  replaced: boolean;
}

export function createSupergraph<Snapshot extends RunningSnapshot>(
  options: SupergraphOptions<Snapshot>,
): Supergraph<Snapshot> {
  // Telemetry of @apollo/gateway is on unless this says otherwise when it is constructed.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  let update: ((sdl: string) => void) | undefined;
  const gateway = new ApolloGateway({
    supergraphSdl: async (hooks) => {
      update = hooks.update;
      return { supergraphSdl: options.prepare(options.sdl) };
    },
    buildService: () => ({ process: neverAsked }),
    logger: loggerFor(options.logger),
  });

  const bySchema = new WeakMap<GraphQLSchema, Pinned<Snapshot>>();
  const listeners: ((context: SchemaContext) => void)[] = [];
  let loaded: SchemaContext | undefined;
  let current: Pinned<Snapshot> | undefined;
  gateway.onSchemaLoadOrUpdate((context) => {
    loaded = context;
  });

  /** Makes what ApolloGateway has just loaded the one that new requests run on. */
  const swap = async (sdl: string): Promise<void> => {
    if (!loaded) throw new BadSupergraph('The supergraph is refused: ApolloGateway loaded nothing.');
    const context = loaded;
    const before = current;
    const snapshot = await options.createSnapshot(sdl, context.apiSchema, before?.snapshot);
    current = { snapshot, running: 0, replaced: false };
    bySchema.set(context.apiSchema, current);
    for (const listener of listeners) listener(context);
    if (before) {
      before.replaced = true;
      await stopUnused(before);
    }
  };

  const execute: Executor = async (request) => {
    const pinned = bySchema.get(request.schema);
    if (!pinned) throw new TypeError('a schema without a snapshot');
    pinned.running += 1;
    try {
      return await pinned.snapshot.execute(request);
    } finally {
      pinned.running -= 1;
      void stopUnused(pinned);
    }
  };

  let reloading = Promise.resolve();
  return {
    get current() {
      return current?.snapshot;
    },
    async load(loadOptions) {
      await refusing(() => gateway.load(loadOptions));
      await swap(options.sdl);
      return { executor: neverAsked };
    },
    execute,
    onSchemaLoadOrUpdate(listener) {
      listeners.push(listener);
      return () => void listeners.splice(listeners.indexOf(listener), 1);
    },
    reload(sdl) {
      const next = reloading.then(async () => {
        await refusing(async () => update?.(options.prepare(sdl)));
        await swap(sdl);
      });
      reloading = next.catch(() => undefined);
      return next;
    },
    async stop() {
      await reloading;
      await gateway.stop();
      await current?.snapshot.stop();
    },
  };
}

async function stopUnused(one: Pinned<RunningSnapshot>): Promise<void> {
  if (one.replaced && one.running === 0) await one.snapshot.stop();
}

/** Apollo Server wants an executor and ApolloGateway a data source for each service; operations go to `execute`. */
async function neverAsked(): Promise<never> {
  throw new TypeError('the executors of Apollo are not used');
}

async function refusing<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new BadSupergraph(`The supergraph is refused: ${reason}`, { cause: error });
  }
}

/** ApolloGateway says much; what it warns of is worth keeping. */
function loggerFor(logger: Logger) {
  const source = { source: 'apollo-gateway' };
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (message: unknown) => logger.warn(source, String(message)),
    error: (message: unknown) => logger.error(source, String(message)),
  };
}
