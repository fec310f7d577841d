// Configuration from the environment, checked at the start: a wrong value stops it with the variable's name and what it should be.
import { z } from 'zod';
import { parseAssertionKeys } from '../schema/contract/assertion.js';
import { departmentNames, type DepartmentName } from '../schema/contract/departments.js';
import { schemaFile } from '../schema/files.js';
import type { GrantStoreLocation } from './access/open-grant-store.js';
import { parseCacheKeys, type KeyRing } from './cache/key-ring.js';
import { parseRedisUrl, type RedisAddress } from './cache/redis-url.js';
import type { CacheConfig } from './open-cache.js';
import type { AllowedOperations } from './http/admit-operation.js';
import { policyRule, type PolicyRules } from './access/policy-rule.js';

export type AssertionKeys = ReturnType<typeof parseAssertionKeys>;

export interface DepartmentConfig {
  /** Overrides the address in the supergraph. */
  readonly url?: string;
  readonly keys: AssertionKeys;
}

/** `if built`: nobody asked for the page, and nobody minds it. */
export type PageMode = 'on' | 'off' | 'if built';

export interface OperationsConfig {
  readonly allowed: AllowedOperations;
  /** Files, or directories of them. */
  readonly manifests: readonly string[];
  /** Of these, the one that this release comes with: without it the start stops. */
  readonly ownManifest: string;
}

interface CommonConfig {
  readonly operations: OperationsConfig;
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Port of `/metrics`; `same` is that of GraphQL, which is for development. */
  readonly metricsPort: number | 'same' | undefined;
  readonly supergraphFile: string;
  readonly departmentTimeoutMs: number;
  /** For planning one operation that was not asked before. */
  readonly planningTimeoutMs: number;
  readonly maxResponseBytes: number;
  readonly maxBodyBytes: number;
  readonly corsOrigins: readonly string[];
  readonly introspection: boolean;
  /** Who asks how a city's request is answered is told so. */
  readonly showsPlans: boolean;
  readonly explorer: PageMode;
  readonly portal: PageMode;
  /** Client id at the first issuer with which these pages log people in. */
  readonly pagesClient: string;
  readonly logLevel: string;
  readonly drainMs: number;
  readonly shutdownTimeoutMs: number;
}

/** Whose tokens are accepted. */
export interface TokenConfig {
  readonly issuers: readonly string[];
  readonly audience: string;
}

/** `citizens`: tokens and assertions; `open`: a foreign supergraph without citizens' data. */
export type Config =
  | (CommonConfig &
      TokenConfig & {
        readonly access: 'citizens';
        readonly departments: Readonly<Record<DepartmentName, DepartmentConfig>>;
        readonly grants: GrantStoreLocation;
        /** Undefined: nothing that departments answer is kept. */
        readonly cache: CacheConfig | undefined;
      })
  | (CommonConfig & {
      readonly access: 'open';
      readonly forwardHeaders: readonly string[];
      /** Undefined: tokens are not looked at. */
      readonly tokens: TokenConfig | undefined;
      readonly policies: PolicyRules;
    });

const ownManifest = schemaFile('operations/generated/manifest.json');

/** Each entry is a variable's name and what it should be. */
export class BadConfig extends Error {
  override name = 'BadConfig';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `should be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `should be a whole number from ${min} to ${max}`);

const flag = z.enum(['true', 'false'], 'should be true or false').transform((value) => value === 'true');
const list = z.string().transform((value) => value.split(/[\s,]+/).filter((entry) => entry !== ''));
const httpUrl = z.string().refine(isHttpUrl, 'should be an http or https address');

const commonSchema = z.object({
  NODE_ENV: z.string().default('development'),
  ACCESS: z.enum(['citizens', 'open'], 'should be citizens or open').default('citizens'),
  HOST: z.string().default('127.0.0.1'),
  PORT: integer(0, 65_535).default(4000),
  METRICS_PORT: integer(0, 65_535).optional(),
  SUPERGRAPH: z.string().default(schemaFile('supergraph.graphql')),
  DEPARTMENT_TIMEOUT_MS: integer(10, 60_000).default(1_000),
  PLANNING_TIMEOUT_MS: integer(10, 60_000).default(2_000),
  MAX_RESPONSE_BYTES: integer(1_024, 1_073_741_824).default(16_777_216),
  MAX_BODY_BYTES: integer(1_024, 10_485_760).default(65_536),
  CORS_ORIGINS: list
    .refine(
      (origins) => origins.every(isOrigin),
      'should be origins such as https://portal.example.gov.cn, separated by commas',
    )
    .default([]),
  INTROSPECTION: flag.optional(),
  OPERATIONS: z.enum(['any', 'persisted'], 'should be any or persisted').default('any'),
  OPERATIONS_MANIFESTS: list.optional(),
  PLAN_IN_ANSWERS: flag.optional(),
  EXPLORER: flag.optional(),
  PORTAL: flag.optional(),
  PAGES_CLIENT: z.string().default('yihao-portal'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'should be fatal, error, warn, info, debug or silent',
    )
    .default('info'),
  DRAIN_MS: integer(0, 60_000).optional(),
  SHUTDOWN_TIMEOUT_MS: integer(100, 600_000).default(9_000),
});

/** As `parse` reads it; what that says is wrong comes after what it should be. */
function read<T>(parse: (text: string) => T, expected: string) {
  return z.string(expected).transform((text, context): T => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue(`${expected}: ${error instanceof Error ? error.message : ''}`);
      return z.NEVER;
    }
  });
}

const keys = read(parseAssertionKeys, 'should be set, as kid:base64url[,kid:base64url] of at least 32 bytes');

const issuers = z
  .string('should be set to the issuers whose tokens are accepted, separated by commas')
  .pipe(list)
  .refine(
    (addresses) => addresses.length > 0 && addresses.every(isHttpUrl),
    'should be one or more issuer addresses, separated by commas',
  );
const audience = z
  .string('should be set to the audience that tokens for this gateway have')
  .min(1, 'should not be empty');

const citizensSchema = z.object({
  OIDC_ISSUERS: issuers,
  OIDC_AUDIENCE: audience,
  GRANTS_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'should be a PostgreSQL address, postgres://user:password@host/database')
    .optional(),
  GRANTS_FILE: z.string().optional(),
  CACHE: z.enum(['on', 'off'], 'should be on or off').default('on'),
  CACHE_MEMORY_MB: integer(1, 65_536).default(64),
  CACHE_KEYS: read(parseCacheKeys, 'should be kid:base64url[,kid:base64url] of at least 32 bytes').optional(),
  REDIS_URL: read(parseRedisUrl, 'should be a Redis address').optional(),
  REDIS_TIMEOUT_MS: integer(1, 1_000).default(20),
  ...Object.fromEntries(
    departmentNames.flatMap((name) => [
      [departmentVariable(name, 'URL'), httpUrl.optional()],
      [departmentVariable(name, 'KEYS'), keys],
    ]),
  ),
});

const policies = z.string().transform((text, context): PolicyRules => {
  const rules = z.record(z.string(), policyRule).safeParse(parseJson(text));
  if (rules.success) return new Map(Object.entries(rules.data));
  context.addIssue(
    'should be JSON such as {"staff":{"claim":"role","equals":"staff"},"audit":{"claim":"groups","includes":"audit"}}',
  );
  return z.NEVER;
});

const openSchema = z
  .object({
    FORWARD_HEADERS: list.default(['authorization']),
    OIDC_ISSUERS: issuers.optional(),
    OIDC_AUDIENCE: audience.optional(),
    POLICIES: policies.default(new Map()),
  })
  .refine((given) => given.OIDC_ISSUERS === undefined || given.OIDC_AUDIENCE !== undefined, {
    path: ['OIDC_AUDIENCE'],
    error: 'should be set to the audience that tokens of OIDC_ISSUERS have',
  });

/** `DEPARTMENT_SOCIAL_SECURITY_URL`. */
export function departmentVariable(name: DepartmentName, what: 'URL' | 'KEYS'): string {
  return `DEPARTMENT_${name.replaceAll('-', '_').toUpperCase()}_${what}`;
}

/** @throws BadConfig with a line for each variable that is missing or wrong */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is one that isn't set: that is how .env files and manifests leave things out.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const common = commonSchema.safeParse(given);
  const specific = (given['ACCESS'] === 'open' ? openSchema : citizensSchema).safeParse(given);
  const problems = [...(common.error?.issues ?? []), ...(specific.error?.issues ?? [])];
  if (!common.success || !specific.success) {
    throw new BadConfig(problems.map(({ path, message }) => `${path.join('.')} ${message}`));
  }
  const config = withCommon(common.data);
  if (common.data.ACCESS === 'open') return openConfig(config, openSchema.parse(given));
  return citizensConfig(config, specific.data);
}

function withCommon(values: z.output<typeof commonSchema>): CommonConfig {
  if (values.METRICS_PORT === values.PORT && values.PORT !== 0)
    throw new BadConfig(['METRICS_PORT should be another port than PORT']);
  const production = values.NODE_ENV === 'production';
  return {
    production,
    host: values.HOST,
    port: values.PORT,
    metricsPort: values.METRICS_PORT ?? (production ? undefined : 'same'),
    supergraphFile: values.SUPERGRAPH,
    departmentTimeoutMs: values.DEPARTMENT_TIMEOUT_MS,
    maxResponseBytes: values.MAX_RESPONSE_BYTES,
    planningTimeoutMs: values.PLANNING_TIMEOUT_MS,
    maxBodyBytes: values.MAX_BODY_BYTES,
    corsOrigins: values.CORS_ORIGINS,
    introspection: values.OPERATIONS === 'any' && (values.INTROSPECTION ?? !production),
    operations: operationsConfig(values),
    // For those who write operations: neither for citizens nor for whoever probes a city.
    showsPlans: values.PLAN_IN_ANSWERS ?? values.NODE_ENV === 'development',
    explorer: pageMode(values.EXPLORER, values.NODE_ENV),
    portal: pageMode(values.PORTAL, values.NODE_ENV),
    pagesClient: values.PAGES_CLIENT,
    logLevel: values.LOG_LEVEL,
    // Long enough for a load balancer to see that the process isn't ready any more.
    drainMs: values.DRAIN_MS ?? (production ? 2_000 : 0),
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_MS,
  };
}

function pageMode(wanted: boolean | undefined, environment: string): PageMode {
  if (wanted === undefined) return environment === 'development' ? 'if built' : 'off';
  return wanted ? 'on' : 'off';
}

function operationsConfig(values: z.output<typeof commonSchema>): OperationsConfig {
  const { OPERATIONS: allowed, OPERATIONS_MANIFESTS: given, ACCESS } = values;
  // What is registered here fits the city's graph alone.
  if (allowed === 'persisted' && ACCESS === 'open' && !given)
    throw new BadConfig([
      'OPERATIONS_MANIFESTS should be set where OPERATIONS is persisted and ACCESS is open: nothing could be asked otherwise',
    ]);
  return { allowed, manifests: given ?? (ACCESS === 'open' ? [] : [ownManifest]), ownManifest };
}

function openConfig(common: CommonConfig, values: z.output<typeof openSchema>): Config {
  const { OIDC_ISSUERS: given, OIDC_AUDIENCE: expected } = values;
  if (given) refuseUnsafeIssuers(common, given);
  return {
    ...common,
    access: 'open',
    forwardHeaders: values.FORWARD_HEADERS.map((name) => name.toLowerCase()),
    tokens: given && expected !== undefined ? { issuers: given, audience: expected } : undefined,
    policies: values.POLICIES,
  };
}

function refuseUnsafeIssuers({ production }: CommonConfig, addresses: readonly string[]): void {
  if (production && !addresses.every((address) => address.startsWith('https:')))
    throw new BadConfig(['OIDC_ISSUERS should be https addresses in production']);
}

function citizensConfig(common: CommonConfig, values: Record<string, unknown>): Config {
  const issuers = values['OIDC_ISSUERS'] as string[];
  refuseUnsafeIssuers(common, issuers);
  const departments = Object.fromEntries(
    departmentNames.map((name): [DepartmentName, DepartmentConfig] => {
      const url = values[departmentVariable(name, 'URL')] as string | undefined;
      return [
        name,
        {
          ...(url !== undefined && { url }),
          keys: values[departmentVariable(name, 'KEYS')] as AssertionKeys,
        },
      ];
    }),
  ) as Record<DepartmentName, DepartmentConfig>;
  refuseDevelopmentKeys(common, departments);
  return {
    ...common,
    access: 'citizens',
    issuers,
    audience: values['OIDC_AUDIENCE'] as string,
    departments,
    grants: {
      databaseUrl: values['GRANTS_DATABASE_URL'] as string | undefined,
      file: values['GRANTS_FILE'] as string | undefined,
    },
    cache: cacheConfig(values),
  };
}

function cacheConfig(values: Record<string, unknown>): CacheConfig | undefined {
  const address = values['REDIS_URL'] as RedisAddress | undefined;
  const keyRing = values['CACHE_KEYS'] as KeyRing | undefined;
  if (address && !keyRing)
    throw new BadConfig([
      'CACHE_KEYS should be set where REDIS_URL is, as kid:base64url of at least 32 random bytes: nothing is kept in Redis unencrypted',
    ]);
  if (values['CACHE'] === 'off') return undefined;
  // Who means to share and forgot the address would have processes that don't hear what others invalidate.
  if (keyRing && !address)
    throw new BadConfig([
      'REDIS_URL should be set where CACHE_KEYS is: without it no process hears what another one invalidates, and the keys are for nothing',
    ]);
  return {
    maxBytes: (values['CACHE_MEMORY_MB'] as number) * 1_048_576,
    redis:
      address && keyRing
        ? { address, keys: keyRing, timeoutMs: values['REDIS_TIMEOUT_MS'] as number }
        : undefined,
  };
}

/** The keys of the development city are public: anybody could sign assertions with them. */
function refuseDevelopmentKeys(
  { production }: CommonConfig,
  departments: Record<DepartmentName, DepartmentConfig>,
): void {
  const exposed = departmentNames.filter((name) =>
    departments[name].keys.some(({ id }) => id.startsWith('development')),
  );
  if (production && exposed.length > 0) {
    throw new BadConfig(
      exposed.map(
        (name) =>
          `${departmentVariable(name, 'KEYS')} should not be the development city's key in production`,
      ),
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** An origin as browsers send it; never `null`, which any sandboxed page has. */
function isOrigin(value: string): boolean {
  return isHttpUrl(value) && new URL(value).origin === value;
}
