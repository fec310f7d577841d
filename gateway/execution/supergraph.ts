// The supergraph as Apollo Server sees it: ApolloGateway loads and validates it, the pipeline answers its operations.
import { ApolloGateway, type GraphQLDataSource, type ServiceEndpointDefinition } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.js';
import { BadSupergraph } from '../errors.js';

/** What Apollo Server takes as its gateway. */
export type Supergraph = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/** Runs one operation of the supergraph against its departments. */
export type Executor = NonNullable<Awaited<ReturnType<Supergraph['load']>>['executor']>;
export type ExecutorRequest = Parameters<Executor>[0];
export type ExecutorResult = Awaited<ReturnType<Executor>>;

export interface SupergraphOptions {
  readonly sdl: string;
  readonly logger: Logger;
  /** One for each service of the supergraph. */
  createDataSource(service: { name: string; url: string }): GraphQLDataSource<object>;
  /** Sees each API schema before any operation runs on it. */
  prepareSchema(schema: GraphQLSchema): void;
  /** Puts the pipeline around the executor: the seam at which what runs the plans can be replaced. */
  wrapExecutor(execute: Executor): Executor;
}

export function createSupergraph(options: SupergraphOptions): Supergraph {
  // Telemetry of @apollo/gateway is on unless this says otherwise when it is constructed.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const gateway = new ApolloGateway({
    supergraphSdl: options.sdl,
    buildService: ({ name, url }: ServiceEndpointDefinition) =>
      options.createDataSource({ name, url: url ?? '' }),
    logger: loggerFor(options.logger),
  });
  return {
    async load(loadOptions) {
      const { executor } = await load(gateway, loadOptions);
      return { executor: options.wrapExecutor(executor) };
    },
    onSchemaLoadOrUpdate: (callback) =>
      gateway.onSchemaLoadOrUpdate((schemaContext) => {
        options.prepareSchema(schemaContext.apiSchema);
        callback(schemaContext);
      }),
    stop: () => gateway.stop(),
  };
}

async function load(gateway: ApolloGateway, options: Parameters<Supergraph['load']>[0]) {
  try {
    return await gateway.load(options);
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
