// What happens to a request, in order. Read this file first.
//
//   http      admit: address, method, size, JSON                      http/graphql-route.ts
//   http      authenticate: token → citizen, bureau or official       auth/
//   Apollo    parse, validate, find the operation                     @apollo/server
//   here      limits → variables → whose data → what of it → execute → shape → say what is missing and how fresh the rest is
//   http      respond                                                 http/
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { YihaoExtension } from '../schema/contract/extension.js';
import type { Catalogue } from '../schema/catalogue/read-catalogue.js';
import type { AccessTable } from './access/access-table.js';
import type { AuthorizedOperation, Authorizer } from './access/authorize.js';
import type { StandardAuthorizer } from './access/authorize-standard.js';
import { describeAbsences, nobodyLookedUp, refusalErrors } from './access/describe-absences.js';
import type { RestrictedOperation } from './access/restrict-operation.js';
import { shapeAnswer, type ShapedAnswer } from './access/shape-answer.js';
import { standardRefusals } from './access/standard-refusals.js';
import { collectLookups } from './access/collect-lookups.js';
import type { DecidingPrincipal } from './access/decide.js';
import type { CitizenFinder } from './access/find-citizens.js';
import { bureauIdentity, citizenIdentity, type AssertedIdentity, type Principal } from './auth/principal.js';
import type { RequestContext } from './context.js';
import { GatewayError, toGraphQLError, unexpectedError, type Language, type Message } from './errors.js';
import type { Executor, ExecutorRequest, ExecutorResult } from './execution/supergraph.js';
import type { AnalysedOperation, createOperationAnalyser } from './operations/analyse-operation.js';
import { authorizeRootFields } from './operations/authorize-root-fields.js';
import { checkVariables } from './operations/check-variables.js';
import { describeFreshness } from './operations/describe-freshness.js';
import { limitOperation } from './operations/limit-operation.js';
import { clientPath } from './operations/wire-key.js';

/** What a city's answers are decided and described by. */
export interface CityRules {
  readonly kind: 'city';
  readonly catalogue: Catalogue;
  readonly table: AccessTable;
  readonly authorize: Authorizer;
  readonly findCitizens: CitizenFinder;
}

/** What decides about a foreign supergraph whose fields have the standard directives. */
export interface StandardRules {
  readonly kind: 'standard';
  readonly authorize: StandardAuthorizer;
  /** Somebody without a token could have one. */
  readonly acceptsTokens: boolean;
}

export interface PipelineOptions {
  readonly analyse: ReturnType<typeof createOperationAnalyser>;
  /** Called once, when the supergraph is loaded; undefined where everybody may ask everything. */
  readonly createRules: () => CityRules | StandardRules | undefined;
}

/** Beyond these a list of errors says nothing new. */
const maxValueErrors = 50;

/** Puts every step that needs the operation around its execution. */
export function createPipeline({ analyse, createRules }: PipelineOptions) {
  return (execute: Executor): Executor => {
    const rules = createRules();
    const answer = answerBy(rules, execute, analyse);
    return async (request): Promise<ExecutorResult> => {
      const { language, logger, principal } = request.context as RequestContext;
      try {
        requireOperation(request);
        limitOperation(request.document, request.operation);
        checkVariables(request.schema, request.operation, request.request.variables ?? {});
        return withoutValueCompletion(await answer(request), language);
      } catch (error) {
        const refusal = error instanceof GatewayError ? error : unexpectedError(error);
        if (refusal.httpStatus >= 500)
          logger.error({ code: refusal.code, detail: refusal.detail }, 'operation failed');
        // Who is locked out was guessing, or is about to call the operator.
        if (refusal.httpStatus === 429)
          logger.warn({ code: refusal.code, principal: principalName(principal) }, 'look-ups refused');
        return { errors: [toGraphQLError(refusal, language)] };
      }
    };
  };
}

/** For the log: a bureau by its client, a citizen by nothing. */
function principalName(principal: Principal): string {
  return principal.kind === 'bureau' || principal.kind === 'official' ? principal.client : principal.kind;
}

function answerBy(
  rules: CityRules | StandardRules | undefined,
  execute: Executor,
  analyse: PipelineOptions['analyse'],
): Executor {
  switch (rules?.kind) {
    case 'city':
      return answerInCity(execute, analyse, rules);
    case 'standard':
      return answerByDirectives(execute, rules);
    case undefined:
      return execute;
  }
}

/** What of it the token allows, execute, shape, say what was refused. */
function answerByDirectives(execute: Executor, { authorize, acceptsTokens }: StandardRules): Executor {
  return async (request) => {
    const { principal, language } = request.context as RequestContext;
    const claims = principal.kind === 'open' ? principal.claims : undefined;
    const restricted = authorize(request.schema, request.document, request.operation, claims);
    const result = withClientPaths(await execute(restrict(request, restricted)), restricted);
    if (!restricted) return result;
    const { data, refused } = shapeAnswer(result.data, restricted.shape, request.request.variables ?? {});
    const refusals = standardRefusals(refused, acceptsTokens && claims === undefined, language);
    const errors = [...(result.errors ?? []), ...refusals];
    return { ...result, data, ...(errors.length > 0 && { errors }) };
  };
}

/** Whose data, what of it, execute, shape, describe. */
function answerInCity(execute: Executor, analyse: PipelineOptions['analyse'], rules: CityRules): Executor {
  return async (request) => {
    const context = request.context as RequestContext;
    const { principal } = context;
    if (principal.kind === 'open') throw new TypeError('a city lets nobody in without a token');
    const operation = analyse(request.schema, request.document, request.operation);
    authorizeRootFields(principal, operation);
    const authorized = rules.authorize(
      request.schema,
      request.document,
      request.operation,
      operation,
      principal,
    );
    context.identity = await identify(request, principal, authorized, rules);
    const { restricted } = authorized;
    const result = withClientPaths(await execute(restrict(request, restricted)), restricted);
    return describe(result, shape(result, authorized, request), operation, authorized, context, rules);
  };
}

/** A citizen asks for himself or herself; a bureau for those whom its request names by number and name. */
async function identify(
  request: ExecutorRequest,
  principal: DecidingPrincipal,
  { decisions, showsFacts }: AuthorizedOperation,
  { findCitizens }: CityRules,
): Promise<AssertedIdentity> {
  if (principal.kind === 'citizen') return citizenIdentity(principal);
  const lookups = collectLookups(
    request.schema,
    request.document,
    request.operation,
    request.request.variables ?? {},
  );
  if (lookups.length > 0 && !showsFacts) throw nobodyLookedUp(decisions);
  const subjects = lookups.length > 0 ? await findCitizens.find(principal.client, lookups) : [];
  const allowed = [...decisions].flatMap(([resource, decision]) => (decision.allow ? [resource] : []));
  return bureauIdentity(principal, subjects, allowed);
}

/** The operation without what the caller may not see, under a hash of its own: plans are kept by hash. */
function restrict(request: ExecutorRequest, restricted: RestrictedOperation | undefined): ExecutorRequest {
  if (!restricted) return request;
  const { document, operation, hash } = restricted;
  return { ...request, document, operation, queryHash: hash };
}

/** Errors of an operation whose aliases were renamed tell their places by the client's names. */
function withClientPaths(
  result: ExecutorResult,
  restricted: RestrictedOperation | undefined,
): ExecutorResult {
  if (!restricted) return result;
  const errors = result.errors?.map(
    ({ message, path, originalError, extensions }) =>
      new GraphQLError(message, { path: path && clientPath(path), originalError, extensions }),
  );
  return { ...result, ...(errors && { errors }) };
}

function shape(
  result: ExecutorResult,
  { restricted }: AuthorizedOperation,
  { request }: ExecutorRequest,
): ShapedAnswer {
  if (!restricted) return { data: result.data ?? null, masked: new Set(), refused: new Map() };
  return shapeAnswer(result.data, restricted.shape, request.variables ?? {});
}

function describe(
  result: ExecutorResult,
  { data, masked, refused }: ShapedAnswer,
  operation: AnalysedOperation,
  { decisions }: AuthorizedOperation,
  context: RequestContext,
  { catalogue, table }: CityRules,
): ExecutorResult {
  const { language, answeredAt, down, refusalsInExtensionsOnly } = context;
  const absences = describeAbsences({
    table,
    catalogue,
    language,
    decisions,
    refused,
    data,
    citizenLookups: operation.citizenLookups,
    lookupKeys: operation.lookupKeys,
    down,
  });
  const yihao: YihaoExtension = {
    // What was refused wasn't asked for, so it is neither fresh nor stale.
    freshness: describeFreshness(
      operation.resources.filter((resource) => decisions.get(resource)?.allow),
      catalogue,
      answeredAt,
      language,
    ),
    ...(absences.length > 0 && { absences }),
    ...(masked.size > 0 && { masked: [...masked].sort() }),
  };
  const refusals = refusalsInExtensionsOnly
    ? []
    : refusalErrors(absences, refused).map(({ message, ...rest }) => new GraphQLError(message, rest));
  const errors = [...(result.errors ?? []), ...refusals];
  return { data, ...(errors.length > 0 && { errors }), extensions: { ...result.extensions, yihao } };
}

/** Apollo Server leaves to the executor: a name that fits no operation, a missing one among several, and subscriptions. */
function requireOperation({
  schema,
  operation,
}: {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode | undefined;
}): void {
  if (operation && schema.getRootType(operation.operation)) return;
  throw new GatewayError('OPERATION_RESOLUTION_FAILURE', 400, {
    zh: '请求中没有该名称的查询或变更，或有多个操作而未指定 operationName。',
    en: 'The document has no query or mutation of this name, or several and operationName says none of them.',
  });
}

/**
 * ApolloGateway nulls values that don't fit the schema and says so in an extension of its own, past every check of ours.
 * They are a department's errors like any other.
 */
function withoutValueCompletion(result: ExecutorResult, language: Language): ExecutorResult {
  const { valueCompletion, ...extensions } = result.extensions ?? {};
  if (!Array.isArray(valueCompletion)) return result;
  const errors = valueCompletion
    .slice(0, maxValueErrors)
    .map(({ path }: { path?: readonly (string | number)[] }) =>
      misfitError(path && clientPath(path), language),
    );
  return { ...result, extensions, errors: [...(result.errors ?? []), ...errors] };
}

function misfitError(path: readonly (string | number)[] | undefined, language: Language): GraphQLError {
  const message: Message = {
    zh: '部门给出的值不符合数据模型，已略去。',
    en: 'A department gave a value that does not fit the schema; it is left out.',
  };
  return new GraphQLError(message[language], { path, extensions: { code: 'SOURCE_ERROR' } });
}
