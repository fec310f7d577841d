// Which pages this gateway serves to browsers, and what it tells them about itself.
import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import { BadConfig, type Config, type PageMode } from '../config.js';
import type { SchemaFacts } from '../schema-reference/schema-facts.js';
import { createSchemaRoutes } from './schema-routes.js';
import type { Route } from './server.js';
import { createStaticRoutes, pageFolder } from './static-route.js';

/** `/explorer/config.json` and `/portal/config.json`. */
export interface PageSettings {
  /** Where people log in; null where this gateway takes no tokens. */
  readonly issuer: string | null;
  /** Client id of the page at the issuer: public, by code with PKCE. */
  readonly client: string;
  /** `resource` of the tokens (RFC 8707). */
  readonly resource: string | null;
  /** Where to ask. */
  readonly graphql: '/graphql';
  /** The issuer is the development city's, with personas and bureaus for everybody. */
  readonly development: boolean;
}

/**
 * @param schema as it is when somebody asks for it
 * @throws BadConfig for a page that is wanted and was not built
 */
export function createPageRoutes(
  config: Config,
  schema: () => SchemaFacts,
  logger: Logger,
): Readonly<Record<string, Route>> {
  const explorer = routesOf('explorer', config.explorer, config, logger);
  return {
    ...explorer,
    ...(explorer['/explorer'] && createSchemaRoutes(schema)),
    ...(config.access === 'citizens' && routesOf('portal', config.portal, config, logger)),
  };
}

function routesOf(
  name: 'explorer' | 'portal',
  mode: PageMode,
  config: Config,
  logger: Logger,
): Readonly<Record<string, Route>> {
  if (mode === 'off') return {};
  const folder = pageFolder(name);
  if (!existsSync(folder)) {
    const reason = `the ${name} was not built: run "npm run build"`;
    if (mode === 'on') throw new BadConfig([`${name.toUpperCase()} should not be true here: ${reason}`]);
    logger.info({ page: name }, reason);
    return {};
  }
  const settings = settingsOf(config);
  return createStaticRoutes({ mount: `/${name}`, folder, issuer: settings.issuer ?? undefined, settings });
}

function settingsOf(config: Config): PageSettings {
  const tokens = config.access === 'citizens' ? config : config.tokens;
  return {
    issuer: tokens?.issuers[0] ?? null,
    client: config.pagesClient,
    resource: tokens?.audience ?? null,
    graphql: '/graphql',
    development: !config.production,
  };
}
