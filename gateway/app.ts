// Composition root: builds every part of the gateway and passes it to those that need it.
import { readFile } from 'node:fs/promises';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { departmentNames, isDepartmentName, type DepartmentName } from '../schema/contract/departments.js';
import { invalidationPath } from '../schema/contract/invalidation.js';
import { readCatalogue, type Catalogue } from '../schema/catalogue/read-catalogue.js';
import { readAccessTable, type AccessTable } from './access/access-table.js';
import { createAuthorizer } from './access/authorize.js';
import { createStandardAuthorizer } from './access/authorize-standard.js';
import { createCitizenFinder } from './access/find-citizens.js';
import type { GrantRegister } from './access/grant.js';
import { openGrants, type OpenGrants } from './access/open-grants.js';
import { createLookupQuota } from './access/lookup-quota.js';
import { readStandardDirectives, requireKnownPolicies } from './access/standard-directives.js';
import { createAuthenticator, type Authenticator } from './auth/authenticate.js';
import { createInvalidationVerifier } from './auth/verify-invalidation.js';
import { BadConfig, departmentVariable, type AssertionKeys, type Config } from './config.js';
import type { RequestContext } from './context.js';
import { presentableError } from './errors.js';
import { createDepartmentClient, type DepartmentClient } from './departments/department-client.js';
import { createDepartmentClients, type DepartmentClients } from './departments/department-clients.js';
import { measureClient, measureReload } from './execution/measure.js';
import { createAssertionSigner } from './departments/sign-assertion.js';
import { prepareSupergraph } from './execution/prepare-supergraph.js';
import { createSupergraph, type Supergraph } from './execution/supergraph.js';
import { createOperationAdmission } from './http/admit-operation.js';
import { answerOperations } from './http/answer-operations.js';
import { createGraphqlRoute } from './http/graphql-route.js';
import { createHealthRoutes } from './http/health-routes.js';
import { createPageRoutes } from './http/page-routes.js';
import { isLinkLocal } from './link-local.js';
import { serveMetrics } from './http/serve-metrics.js';
import { startHttpServer, type Route } from './http/server.js';
import { createInvalidationsRoute } from './http/invalidations-route.js';
import { stringifyAnswer } from './http/stringify-answer.js';
import { createMetrics, type Metrics } from './observability/metrics.js';
import { createOperationAnalyser } from './operations/analyse-operation.js';
import { createDocumentLimits, documentLimits, maxValidationErrors } from './operations/limit-document.js';
import type { OperationRegistry } from './operations/operation-registry.js';
import { openCache, type OpenCache } from './open-cache.js';
import { openOperations, type OpenOperations } from './open-operations.js';
import type { CityRules, StandardRules } from './pipeline.js';
import type { SchemaFacts } from './schema-reference/schema-facts.js';
import { createSnapshot, type Snapshot } from './snapshot.js';
import { watchSupergraph } from './watch-supergraph.js';

export interface Gateway {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** Looks at once whether the supergraph's file or a manifest has changed; otherwise they are looked at every second. */
  reload(): Promise<void>;
  /** Reports unready, drains, finishes what is running, and closes every connection. */
  stop(): Promise<void>;
}

/** @throws BadConfig, BadSupergraph or another Error in one line */
export async function startGateway(config: Config, logger: Logger): Promise<Gateway> {
  const sdl = await readSupergraph(config.supergraphFile);
  const pages = createPageRoutes(config, () => schemaFactsOf(currentOf(supergraph)), logger);
  const catalogue = readCatalogue();
  const grants =
    config.access === 'citizens'
      ? await openGrants({ location: config.grants, production: config.production, logger })
      : noGrants;
  const metrics = createMetrics(() => supergraph.current);
  const clients = createDepartmentClients((service) =>
    measureClient(createClient(service, config), metrics.department(service.name)),
  );
  const cache =
    config.access === 'citizens' && config.cache
      ? await openCache({
          config: config.cache,
          departmentTimeoutMs: config.departmentTimeoutMs,
          metrics: metrics.cache,
          logger,
        })
      : undefined;
  const supergraph = createSupergraph<Snapshot>({
    sdl,
    logger,
    prepare: (one) => (config.access === 'open' ? prepareSupergraph(one).sdl : one),
    createSnapshot: (one, apiSchema, before) =>
      createSnapshot({
        sdl: config.access === 'open' ? prepareSupergraph(one).sdl : one,
        apiSchema,
        before,
        clients,
        createRules: (departments) =>
          config.access === 'open'
            ? foreignRules(one, config, logger)
            : cityRules({ catalogue, table: readAccessTable(one), register: grants, clients: departments }),
        lookUps: cache?.lookUps,
        planningTimeoutMs: config.planningTimeoutMs,
        isRegistered: (queryHash) => find(queryHash) !== undefined,
        metrics,
        logger,
      }),
  });
  const find: OperationRegistry['find'] = (hash) => operations.find(hash);
  const apollo = createApollo(supergraph, { config, find, metrics, logger });
  await apollo.start().catch(async (error: unknown) => {
    await cache?.stop();
    await grants.stop();
    await clients.stop();
    throw error;
  });
  const operations = await openOperations({
    config: config.operations,
    current: () => currentOf(supergraph),
    register: config.access === 'citizens' ? grants : undefined,
    onChange: () => metrics.fieldUsage.forget(),
    logger,
  }).catch(async (error: unknown) => {
    await apollo.stop();
    await cache?.stop();
    await grants.stop();
    await clients.stop();
    throw error;
  });
  const departments = (): DepartmentClient[] => [...(supergraph.current?.clients.values() ?? [])];
  const authenticator = createAuthenticator({
    config,
    population: () => populationOf(supergraph.current?.clients ?? new Map()),
    register: grants,
    purposes: new Set(catalogue.purposes.keys()),
    logger,
  });
  await authenticator.start();
  const served = await serveMetrics(config, metrics.instruments).catch(async (error: unknown) => {
    await close({ apollo, operations, authenticator, cache, grants, clients });
    throw error;
  });

  let stopping = false;
  const server = await startHttpServer({
    host: config.host,
    port: config.port,
    portVariable: 'PORT',
    routes: {
      '/graphql': createGraphqlRoute({
        apollo,
        authenticate: authenticator.authenticate,
        logger,
        metrics,
        admitOperation: createOperationAdmission({ allowed: config.operations.allowed, find }),
        maxBodyBytes: config.maxBodyBytes,
        corsOrigins: config.corsOrigins,
        showsPlans: config.access === 'citizens' && config.showsPlans,
        forwardHeaders: config.access === 'open' ? config.forwardHeaders : [],
      }),
      ...invalidationsRoute(config, cache, logger),
      ...pages,
      ...createHealthRoutes({
        departments,
        indispensable: config.access === 'citizens' ? 'population' : undefined,
        obstacle: () => (stopping ? 'stopping' : authenticator.obstacle()),
      }),
      ...served.routes,
    },
  }).catch(async (error: unknown) => {
    await served.stop();
    await close({ apollo, operations, authenticator, cache, grants, clients });
    throw error;
  });
  const watch = watchSupergraph({
    file: config.supergraphFile,
    sdl,
    reload: measureReload(async (changed) => {
      await supergraph.reload(changed);
      void operations.reloaded();
    }, metrics.supergraphReloaded),
    logger,
  });
  logger.info(
    {
      url: `${server.url}/graphql`,
      metrics: served.url,
      access: config.access,
      departments: departments().map(({ name }) => name),
    },
    'gateway listens',
  );

  return {
    url: server.url,
    async reload() {
      await watch.look();
      await operations.look();
    },
    async stop() {
      stopping = true;
      watch.stop();
      logger.info('stopping');
      await new Promise((resolve) => setTimeout(resolve, config.drainMs));
      await server.stop(config.shutdownTimeoutMs);
      await served.stop();
      await close({ apollo, operations, authenticator, cache, grants, clients });
      logger.info('stopped');
    },
  };
}

/** Nothing to invalidate where nothing is kept: departments are told so by 200, too, as it is true. */
function invalidationsRoute(
  config: Config,
  cache: OpenCache | undefined,
  logger: Logger,
): Readonly<Record<string, Route>> {
  if (config.access !== 'citizens') return {};
  const keys = Object.fromEntries(
    departmentNames.map((name) => [name, config.departments[name].keys]),
  ) as Record<DepartmentName, AssertionKeys>;
  return {
    [invalidationPath]: createInvalidationsRoute({
      verify: createInvalidationVerifier({ keys }),
      invalidate: async (department, entries) => ({
        confirmed: (await cache?.lookUps.invalidate(department, entries)) ?? true,
      }),
      logger,
    }),
  };
}

/** A foreign supergraph has no bureaus. */
const noGrants: OpenGrants = {
  current: () => ({ bureaus: new Map(), grants: new Map() }),
  stop: async () => undefined,
};

/**
 * A city's supergraph has directives of its own; one with the standard ones is foreign, and ApolloGateway refuses it in a city.
 * @throws BadSupergraph
 */
function foreignRules(
  supergraph: string,
  { tokens, policies }: Extract<Config, { access: 'open' }>,
  logger: Logger,
): StandardRules | undefined {
  const { names } = prepareSupergraph(supergraph);
  const table = readStandardDirectives(supergraph, names);
  requireKnownPolicies(table, policies);
  if (table.size === 0) return undefined;
  if (!tokens)
    logger.warn(
      { fields: table.size },
      'fields that need a login are refused to everybody: OIDC_ISSUERS is not set',
    );
  const authorize = createStandardAuthorizer({ table, policies });
  return { kind: 'standard', authorize, acceptsTokens: tokens !== undefined };
}

function currentOf({ current }: Supergraph<Snapshot>): Snapshot {
  if (current) return current;
  throw new TypeError('no supergraph is loaded');
}

function schemaFactsOf({ schema, rules }: Snapshot): SchemaFacts {
  return { schema, city: rules?.kind === 'city' ? rules : undefined };
}

interface CityParts {
  readonly catalogue: Catalogue;
  readonly table: AccessTable;
  readonly register: { current(): GrantRegister };
  readonly clients: ReadonlyMap<string, DepartmentClient>;
}

function cityRules({ catalogue, table, register, clients }: CityParts): CityRules {
  return {
    kind: 'city',
    catalogue,
    table,
    analyse: createOperationAnalyser(table),
    authorize: createAuthorizer({ table, catalogue, register }),
    findCitizens: createCitizenFinder({ population: populationOf(clients), quota: createLookupQuota() }),
  };
}

function populationOf(clients: ReadonlyMap<string, DepartmentClient>): DepartmentClient {
  const population = clients.get('population');
  if (population) return population;
  throw new BadConfig(['SUPERGRAPH should have the department population: without it nobody can be let in']);
}

interface Parts {
  readonly apollo: ApolloServer<RequestContext>;
  readonly operations: OpenOperations;
  readonly authenticator: Authenticator;
  readonly cache: OpenCache | undefined;
  readonly grants: OpenGrants;
  readonly clients: DepartmentClients;
}

async function close({ apollo, operations, authenticator, cache, grants, clients }: Parts): Promise<void> {
  operations.stop();
  authenticator.stop();
  await apollo.stop();
  await cache?.stop();
  await grants.stop();
  await clients.stop();
}

interface ApolloParts {
  readonly config: Config;
  readonly find: OperationRegistry['find'];
  readonly metrics: Metrics;
  readonly logger: Logger;
}

function createApollo(
  gateway: Supergraph<Snapshot>,
  { config, find, metrics, logger }: ApolloParts,
): ApolloServer<RequestContext> {
  const limits = createDocumentLimits();
  const show = (formatted: GraphQLFormattedError): GraphQLFormattedError => {
    const shown = presentableError(formatted);
    metrics.errorShown(shown.extensions?.['code']);
    return shown;
  };
  return new ApolloServer<RequestContext>({
    gateway,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: config.production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    persistedQueries: { cache: registeredTexts(find) },
    documentStore: keepDocuments(),
    parseOptions: { maxTokens: documentLimits.tokens },
    validationRules: [limits.rule],
    validationOptions: { maxErrors: maxValidationErrors },
    formatError: show,
    stringifyResult: stringifyAnswer,
    // Never reports anywhere, whatever APOLLO_KEY the environment happens to hold.
    plugins: [
      limits.plugin,
      answerOperations(gateway.execute, show),
      // Hints of `@cacheControl` for caches on the way, which get nothing here.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => logger.warn(String(message)),
      error: (message) => logger.error(String(message)),
    },
  });
}

/** Where Apollo Server looks up the text of a hash, and would put what clients send beside one. */
function registeredTexts(find: OperationRegistry['find']) {
  const hashDigits = 64;
  return {
    get: async (key: string) => find(key.slice(-hashDigits))?.body,
    set: async () => undefined,
    delete: async () => false,
  };
}

/** Parsed and validated; Apollo Server's own store is bounded by the size of their JSON, which it works out for each. */
function keepDocuments() {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: maxDocumentCharacters,
    sizeCalculation: ({ loc }) => loc?.source.body.length ?? maxDocumentCharacters,
  });
  return {
    get: async (key: string) => documents.get(key),
    set: async (key: string, document: DocumentNode) => void documents.set(key, document),
    delete: async (key: string) => documents.delete(key),
  };
}

/**
 * A document's tree takes up to 80 times its text: 5 MB for one of 61 KB. These are two thousand pages, or 33 such documents.
 */
const maxDocumentCharacters = 2_000_000;

function createClient({ name, url }: { name: string; url: string }, config: Config): DepartmentClient {
  const limits = { timeoutMs: config.departmentTimeoutMs, maxResponseBytes: config.maxResponseBytes };
  if (config.access === 'open')
    return createDepartmentClient({ name, url: checkedUrl(name, url), ...limits });
  const department = departmentOf(name);
  const { keys, url: override } = config.departments[department];
  return createDepartmentClient({
    name,
    url: override ?? checkedUrl(name, url),
    signer: createAssertionSigner(name, keys),
    ...limits,
  });
}

function departmentOf(name: string): DepartmentName {
  if (isDepartmentName(name)) return name;
  throw new BadConfig([
    `SUPERGRAPH should have only departments known here; "${name}" isn't one (ACCESS=open serves foreign supergraphs)`,
  ]);
}

/** A supergraph may not send requests to files or to a cloud's metadata service. */
function checkedUrl(name: string, url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol) && !isLinkLocal(parsed.hostname)) return url;
  const how = isDepartmentName(name) ? `; set ${departmentVariable(name, 'URL')}` : '';
  throw new BadConfig([
    `SUPERGRAPH should give "${name}" an http or https address that isn't link-local${how}`,
  ]);
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new BadConfig([`SUPERGRAPH should be a file that can be read; ${file} can't`]);
  }
}
