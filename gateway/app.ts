// Composition root: builds every part of the gateway and passes it to those that need it.
import { readFile } from 'node:fs/promises';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { isDepartmentName, type DepartmentName } from '../schema/contract/departments.js';
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
import { BadConfig, departmentVariable, type Config } from './config.js';
import type { RequestContext } from './context.js';
import { presentableError } from './errors.js';
import { createDepartmentClient, type DepartmentClient } from './execution/department-client.js';
import { createDepartmentDataSource } from './execution/department-data-source.js';
import { createAssertionSigner } from './execution/sign-assertion.js';
import { prepareSupergraph } from './execution/prepare-supergraph.js';
import { createSupergraph } from './execution/supergraph.js';
import { createGraphqlRoute } from './http/graphql-route.js';
import { createHealthRoutes } from './http/health-routes.js';
import { isLinkLocal } from './link-local.js';
import { startHttpServer } from './http/server.js';
import { createOperationAnalyser } from './operations/analyse-operation.js';
import { applyScalarRules } from './operations/check-variables.js';

import { createPipeline, type CityRules, type StandardRules } from './pipeline.js';

export interface Gateway {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** Reports unready, drains, finishes what is running, and closes every connection. */
  stop(): Promise<void>;
}

/** Most lists of tokens that a legitimate operation has are a tenth of this; the parser stops there. */
const maxTokens = 10_000;

/** @throws BadConfig, BadSupergraph or another Error in one line */
export async function startGateway(config: Config, logger: Logger): Promise<Gateway> {
  const sdl = await readSupergraph(config.supergraphFile);
  const table = readAccessTable(sdl);
  const foreign = config.access === 'open' ? readForeign(sdl, config, logger) : undefined;
  const catalogue = readCatalogue();
  const grants =
    config.access === 'citizens'
      ? await openGrants({ location: config.grants, production: config.production, logger })
      : noGrants;
  const clients = new Map<string, DepartmentClient>();
  const supergraph = createSupergraph({
    sdl: foreign?.sdl ?? sdl,
    logger,
    createDataSource(service) {
      const client = createClient(service, config);
      clients.set(client.name, client);
      return createDepartmentDataSource(client);
    },
    prepareSchema: applyScalarRules,
    // Called when the supergraph is loaded, so the departments' clients are there.
    wrapExecutor: createPipeline({
      analyse: createOperationAnalyser(table),
      createRules: () =>
        foreign ? foreign.rules : cityRules({ catalogue, table, register: grants, clients }),
    }),
  });
  const apollo = createApollo(supergraph, config, logger);
  await apollo.start().catch(async (error: unknown) => {
    await grants.stop();
    await Promise.all([...clients.values()].map((client) => client.stop()));
    throw error;
  });
  const authenticator = createAuthenticator({
    config,
    clients,
    register: grants,
    purposes: new Set(catalogue.purposes.keys()),
    logger,
  });
  await authenticator.start();

  let stopping = false;
  const departments = [...clients.values()];
  const server = await startHttpServer({
    host: config.host,
    port: config.port,
    routes: {
      '/graphql': createGraphqlRoute({
        apollo,
        authenticate: authenticator.authenticate,
        logger,
        maxBodyBytes: config.maxBodyBytes,
        corsOrigins: config.corsOrigins,
        forwardHeaders: config.access === 'open' ? config.forwardHeaders : [],
      }),
      ...createHealthRoutes({
        departments,
        indispensable: config.access === 'citizens' ? 'population' : undefined,
        obstacle: () => (stopping ? 'stopping' : authenticator.obstacle()),
      }),
    },
  }).catch(async (error: unknown) => {
    await close(apollo, authenticator, grants, departments);
    throw error;
  });
  logger.info(
    { url: `${server.url}/graphql`, access: config.access, departments: departments.map(({ name }) => name) },
    'gateway listens',
  );

  return {
    url: server.url,
    async stop() {
      stopping = true;
      logger.info('stopping');
      await new Promise((resolve) => setTimeout(resolve, config.drainMs));
      await server.stop(config.shutdownTimeoutMs);
      await close(apollo, authenticator, grants, departments);
      logger.info('stopped');
    },
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
function readForeign(
  supergraph: string,
  { tokens, policies }: Extract<Config, { access: 'open' }>,
  logger: Logger,
): { sdl: string; rules: StandardRules | undefined } {
  const { sdl, names } = prepareSupergraph(supergraph);
  const table = readStandardDirectives(supergraph, names);
  requireKnownPolicies(table, policies);
  if (table.size === 0) return { sdl, rules: undefined };
  if (!tokens)
    logger.warn(
      { fields: table.size },
      'fields that need a login are refused to everybody: OIDC_ISSUERS is not set',
    );
  const authorize = createStandardAuthorizer({ table, policies });
  return { sdl, rules: { kind: 'standard', authorize, acceptsTokens: tokens !== undefined } };
}

interface CityParts {
  readonly catalogue: Catalogue;
  readonly table: AccessTable;
  readonly register: { current(): GrantRegister };
  readonly clients: ReadonlyMap<string, DepartmentClient>;
}

function cityRules({ catalogue, table, register, clients }: CityParts): CityRules {
  const population = clients.get('population');
  if (!population)
    throw new BadConfig([
      'SUPERGRAPH should have the department population: without it nobody can be let in',
    ]);
  return {
    kind: 'city',
    catalogue,
    table,
    authorize: createAuthorizer({ table, catalogue, register }),
    findCitizens: createCitizenFinder({ population, quota: createLookupQuota() }),
  };
}

async function close(
  apollo: ApolloServer<RequestContext>,
  authenticator: Authenticator,
  grants: OpenGrants,
  departments: readonly DepartmentClient[],
): Promise<void> {
  authenticator.stop();
  await apollo.stop();
  await grants.stop();
  await Promise.all(departments.map((client) => client.stop()));
}

function createApollo(
  gateway: ReturnType<typeof createSupergraph>,
  config: Config,
  logger: Logger,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: config.production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    persistedQueries: false,
    parseOptions: { maxTokens },
    formatError: presentableError,
    // Never reports anywhere, whatever APOLLO_KEY the environment happens to hold.
    plugins: [
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
