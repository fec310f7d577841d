// What happens to a request, in order. Read this file first.
//
//   http      admit: address, method, size, JSON                      http/graphql-route.ts
//   http      authenticate: token → citizen, bureau or official       auth/
//   Apollo    parse, validate, find the operation                     @apollo/server
//   here      limits → variables → whose data → what of it → plan and compile (kept for the next time) → ask the departments
//             → write the answer → say what is missing and how fresh the rest is
//   http      respond                                                 http/
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  GraphQLError,
  OperationTypeNode,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { PlanExplanation, YihaoExtension } from '../schema/contract/extension.js';
import type { Lookup } from '../schema/contract/identity.js';
import type { Catalogue } from '../schema/catalogue/read-catalogue.js';
import type { AccessTable } from './access/access-table.js';
import { showsFact, type AuthorizedOperation, type Authorizer } from './access/authorize.js';
import type { StandardAuthorizer } from './access/authorize-standard.js';
import { collectLookups } from './access/collect-lookups.js';
import type { DecidingPrincipal } from './access/decide.js';
import { describeAbsences, nobodyLookedUp, refusalErrors } from './access/describe-absences.js';
import type { CitizenFinder } from './access/find-citizens.js';
import { standardRefusals } from './access/standard-refusals.js';
import { bureauIdentity, citizenIdentity, type AssertedIdentity, type Principal } from './auth/principal.js';
import type { RequestContext } from './context.js';
import { GatewayError, unexpectedError } from './errors.js';
import { createDepartmentAsker } from './departments/ask-department.js';
import type {
  Answer,
  CompiledOperation,
  OperationCompiler,
  OperationRequest,
} from './execution/compile-operation.js';
import type { Path } from './execution/compile-writer.js';
import type { RunLookUps } from './execution/fetch-look-ups.js';
import type { DepartmentClient } from './departments/department-client.js';
import { createSharedFlights } from './departments/share-in-flight.js';
import type { Executor, ExecutorRequest, ExecutorResult } from './execution/supergraph.js';
import { timeDepartments } from './execution/time-departments.js';
import { createKeptAnswers, type KeptAnswers } from './kept-answers.js';
import { explainPlan } from './explain-plan.js';
import type { LookUps } from './request-look-ups.js';
import { WrittenData } from './http/stringify-answer.js';
import { createBurstLog } from './observability/burst-log.js';
import type { FieldUsage } from './observability/field-usage.js';
import type { AnalysedOperation, createOperationAnalyser } from './operations/analyse-operation.js';
import { authorizeRootFields } from './operations/authorize-root-fields.js';
import { checkVariables } from './operations/check-variables.js';
import { describeFreshness } from './operations/describe-freshness.js';
import type { createCostLimit } from './operations/limit-cost.js';
import { readConditions, type FieldTreatment } from './operations/prepare-operation.js';

/** What a city's answers are decided and described by. */
export interface CityRules {
  readonly kind: 'city';
  readonly catalogue: Catalogue;
  readonly table: AccessTable;
  readonly analyse: ReturnType<typeof createOperationAnalyser>;
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

/** Undefined where everybody may ask everything. */
export type Rules = CityRules | StandardRules | undefined;

export interface PipelineOptions {
  readonly schema: GraphQLSchema;
  readonly operations: OperationCompiler;
  readonly limitCost: ReturnType<typeof createCostLimit>;
  readonly rules: Rules;
  /** By department. */
  readonly clients: ReadonlyMap<string, DepartmentClient>;
  /** Undefined where nothing is kept. */
  readonly lookUps: LookUps | undefined;
  /** Equal for processes that answer alike what they look up alike. */
  readonly scope: string;
  readonly countUse: FieldUsage['count'];
  /** By the hash of its text. */
  readonly isRegistered: (queryHash: string) => boolean;
}

export interface Pipeline {
  readonly execute: Executor;
  /** Compiles operations before they are asked, where schema and rights allow it, one after the other until the deadline. */
  warm(operations: Iterable<AskedOperation>, deadlineMs: number): Promise<Warmed>;
  /** What was asked last. */
  readonly asked: Iterable<AskedOperation>;
}

/** What came of it: operations compiled, each as often as callers are treated differently, and whether there was time for all. */
export interface Warmed {
  readonly compiled: number;
  readonly isComplete: boolean;
}

/** An operation and who asked it first. */
export interface AskedOperation extends Omit<OperationRequest, 'accessKey' | 'treat' | 'caller'> {
  readonly principal: Principal;
}

/** Everything that happens to an operation between Apollo Server and the departments. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { schema, operations, limitCost, rules, lookUps, countUse, isRegistered } = options;
  const asked = new LRUCache<CompiledOperation, AskedOperation>({
    max: maxAskedOperations,
    maxSize: maxAskedCharacters,
    sizeCalculation: ({ document }) => document.loc?.source.body.length ?? maxAskedCharacters,
  });
  const compile = async (operation: AskedOperation, access: Access): Promise<CompiledOperation> => {
    const caller = plannedFor(operation.principal);
    const compiled = await operations.compile({ ...operation, ...access, caller });
    if (!asked.has(compiled))
      asked.set(compiled, { ...operation, principal: withoutPerson(operation.principal) });
    return compiled;
  };
  const askDepartments = createDepartmentAsker(options.clients);
  const flights = createSharedFlights<Ran>((ran) => ran);
  /** That have ended, well or not: who asks after one doesn't get an answer that was on its way before it. */
  let mutations = 0;
  const generation = (): string => `${mutations} ${lookUps?.generation ?? ''}`;
  const lookUpsOf = (context: RequestContext): RunLookUps | undefined => {
    const { identity, live, origins, uses } = context;
    if (!lookUps || !identity) return undefined;
    // What it finds out is of no interest to the request that has been answered meanwhile.
    const askInBackground = (asGateway: AssertedIdentity) =>
      askDepartments({ ...context, identity: asGateway, down: new Set(), answeredAt: new Map() }, generation);
    return lookUps.forRequest({ identity, live, origins, uses, askInBackground });
  };
  const run: Run = async ({ operation, variables, context }, compiled) => {
    const { language, clock, down, answeredAt, origins, identity, forwardedHeaders, live } = context;
    const load = async (): Promise<Ran> => {
      const asking = askDepartments(context, generation);
      const ask = context.plan ? timeDepartments(asking, context.plan.asked) : asking;
      const answer = await compiled.run(variables, ask, language, lookUpsOf(context));
      return { answer, down, answeredAt, origins };
    };
    // The same question by the same caller at the same time, such as a page that is opened twice, is answered once.
    const scope = JSON.stringify([language, identity, forwardedHeaders, variables, live, generation()]);
    const isQuery = operation.operation === OperationTypeNode.QUERY;
    // However it ends: what a department doesn't answer in time it may have done.
    const change = (): Promise<Ran> =>
      load().finally(() => {
        mutations += 1;
        return lookUps?.invalidatePeople(options.clients.keys(), identity?.subjects ?? []);
      });
    // Which tells what it was answered from itself.
    const query = () => (context.plan ? load() : flights.share(scope, compiled.key, load));
    const ran = await (isQuery ? query() : change());
    for (const department of ran.down) down.add(department);
    for (const [department, at] of ran.answeredAt) answeredAt.set(department, at);
    for (const [resource, origin] of ran.origins) origins.set(resource, origin);
    clock.end('execute');
    return ran.answer;
  };
  const answers = lookUps && createKeptAnswers(lookUps, options.scope);
  const compileAsked: Compile = async (request, access) => {
    const compiled = await compile(askedBy(request), access);
    const { queryHash, context } = request;
    countUse(compiled, context.client, () => ({ schema, isRegistered: isRegistered(queryHash) }));
    return compiled;
  };
  const answer = answerBy(rules, compileAsked, run, answers);
  const notReady = createBurstLog('operations refused');
  return {
    async execute(request): Promise<ExecutorResult> {
      const { logger, principal, clock } = request.context;
      clock.end('parse');
      try {
        const question = resolved(request);
        const { document, operation, variables } = question;
        checkVariables(schema, operation, variables);
        const cost = limitCost(schema, document, operation, variables, principal.kind);
        clock.end('limit');
        return await answer({ ...question, cost });
      } catch (error) {
        const refusal = error instanceof GatewayError ? error : unexpectedError(error);
        const { code, detail } = refusal;
        // Whoever asks too much at once brings these about by the thousand.
        if (code === 'NOT_READY') notReady.add(logger, { code, detail, principal: principalName(principal) });
        else if (refusal.httpStatus >= 500) logger.error({ code, detail }, 'operation failed');
        // Who is locked out was guessing, or is about to call the operator.
        if (refusal.httpStatus === 429)
          logger.warn({ code, principal: principalName(principal) }, 'look-ups refused');
        return { refusal };
      }
    },
    async warm(operations, deadlineMs) {
      const untilMs = performance.now() + deadlineMs;
      const compiled = new Set<CompiledOperation>();
      const isValid = createValidityCheck(schema);
      const compileFor = async (one: AskedOperation): Promise<CompiledOperation | undefined> => {
        const { document, operation, principal } = one;
        if (!isValid(document) || !mayAsk(rules, schema, one)) return undefined;
        return compile(one, accessTo(rules, schema, document, operation, principal));
      };
      for (const one of operations) {
        // One at a time: what is being answered meanwhile goes on.
        await nextTurn();
        if (performance.now() > untilMs) return { compiled: compiled.size, isComplete: false };
        // What can't be compiled now, or for a bureau whose grants can't be read now, is when it is asked.
        const done = await compileFor(one).catch(() => undefined);
        if (done) compiled.add(done);
      }
      return { compiled: compiled.size, isComplete: true };
    },
    get asked() {
      return asked.values();
    },
  };
}

/** As many as are kept compiled. */
const maxAskedOperations = 500;
/** The trees of their documents take up to 80 times their text. */
const maxAskedCharacters = 1_000_000;

/** Several callers' questions in a row have one document. */
function createValidityCheck(schema: GraphQLSchema): (document: DocumentNode) => boolean {
  const known = new WeakMap<DocumentNode, boolean>();
  return (document) => {
    const isValid = known.get(document) ?? validate(schema, document).length === 0;
    known.set(document, isValid);
    return isValid;
  };
}

/** Whether it comes to be compiled at all when this caller asks it. */
function mayAsk(
  rules: Rules,
  schema: GraphQLSchema,
  { document, operation, principal }: AskedOperation,
): boolean {
  if (rules?.kind !== 'city') return true;
  try {
    authorizeRootFields(principal, rules.analyse(schema, document, operation));
    return true;
  } catch {
    return false;
  }
}

/** What came of a run, for everybody whose question it was. */
interface Ran extends Pick<RequestContext, 'down' | 'answeredAt' | 'origins'> {
  readonly answer: Answer;
}

type Access = Pick<AuthorizedOperation, 'accessKey' | 'treat'>;
type Compile = (request: ResolvedRequest, access: Access) => Promise<CompiledOperation>;

/** Only what decides about access is kept beyond the request. */
function withoutPerson(principal: Principal): Principal {
  switch (principal.kind) {
    case 'citizen':
      return { ...principal, citizen: { id: '', numbers: [] } };
    case 'bureau':
      return { ...principal, caseNumber: '' };
    case 'official':
      return { ...principal, caseNumber: '', official: { id: '', post: '', terminal: '' } };
    case 'open':
      return principal;
  }
}

/** For the log: a bureau by its client, a citizen by nothing. */
function principalName(principal: Principal): string {
  return principal.kind === 'bureau' || principal.kind === 'official' ? principal.client : principal.kind;
}

/**
 * Whose new operations wait for each other: everybody who can get a token alone, and those without one together. Officials
 * ask by their bureau's system.
 */
function plannedFor(principal: Principal): string {
  switch (principal.kind) {
    case 'citizen':
      return `citizen ${principal.citizen.id}`;
    case 'bureau':
    case 'official':
      return `bureau ${principal.client}`;
    case 'open':
      return `token ${JSON.stringify([principal.claims?.['iss'], principal.claims?.['sub']])}`;
  }
}

function accessTo(
  rules: Rules,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  principal: Principal,
): Access {
  if (rules?.kind === 'standard') return rules.authorize(schema, document, claimsOf(principal));
  if (rules?.kind !== 'city' || principal.kind === 'open') return open;
  return rules.authorize(schema, rules.analyse(schema, document, operation), principal);
}

const open = { accessKey: '', treat: (): FieldTreatment => ({ kind: 'clear' }) };

function claimsOf(principal: Principal) {
  return principal.kind === 'open' ? principal.claims : undefined;
}

/** A request whose operation is known. */
interface ResolvedRequest extends ExecutorRequest {
  readonly operation: OperationDefinitionNode;
}

/** One that costs no more than it may. */
interface AdmittedRequest extends ResolvedRequest {
  readonly cost: number;
}

type Run = (request: ResolvedRequest, compiled: CompiledOperation) => Promise<Answer>;
type AnswerRequest = (request: AdmittedRequest) => Promise<ExecutorResult>;

function answerBy(rules: Rules, compile: Compile, run: Run, answers: KeptAnswers | undefined): AnswerRequest {
  switch (rules?.kind) {
    case 'city':
      return answerInCity(rules, compile, run, answers);
    case 'standard':
      return answerByDirectives(rules, compile, run);
    case undefined:
      return answerOpenly(compile, run);
  }
}

function answerOpenly(compile: Compile, run: Run): AnswerRequest {
  return async (request) => {
    const compiled = await compile(request, open);
    request.context.clock.end('compile');
    const { text, errors } = await run(request, compiled);
    return toResult(text, errors, undefined);
  };
}

/** What of it the token allows, execute, say what was refused. */
function answerByDirectives(
  { authorize, acceptsTokens }: StandardRules,
  compile: Compile,
  run: Run,
): AnswerRequest {
  return async (request) => {
    const { principal, language, clock } = request.context;
    const claims = claimsOf(principal);
    const authorized = authorize(request.schema, request.document, claims);
    clock.end('authorize');
    const compiled = await compile(request, authorized);
    clock.end('compile');
    const { text, errors, refused } = await run(request, compiled);
    const refusals = standardRefusals(refused, acceptsTokens && claims === undefined, language);
    return toResult(text, [...errors, ...refusals], undefined);
  };
}

/** Whose data, what of it, execute, describe. */
function answerInCity(
  rules: CityRules,
  compile: Compile,
  run: Run,
  answers: KeptAnswers | undefined,
): AnswerRequest {
  return async (request) => {
    const { context } = request;
    const { principal, clock } = context;
    if (principal.kind === 'open') throw new TypeError('a city lets nobody in without a token');
    const operation = rules.analyse(request.schema, request.document, request.operation);
    authorizeRootFields(principal, operation);
    const authorized = rules.authorize(request.schema, operation, principal);
    // No error: what is kept is an answer too, and `freshness` says that it is.
    context.live &&= authorized.mayAskLive;
    clock.end('authorize');
    const compiled = await compile(request, authorized);
    clock.end('compile');
    const lookups = principal.kind === 'citizen' ? [] : peopleOf(request, authorized, compiled);
    const explain = (): PlanExplanation => explainPlan({ ...request, compiled, authorized, lookups, rules });
    if (context.plan?.wish === 'only')
      return toResult('{}', [], { yihao: { freshness: [], plan: explain() } });
    context.identity = await identify(principal, authorized, lookups, rules);
    clock.end('identify');
    const runAndDescribe = async (): Promise<ExecutorResult> => {
      const answered = describe(await run(request, compiled), operation, authorized, context, rules);
      return context.plan ? withPlan(answered, explain()) : answered;
    };
    const isQuery = request.operation.operation === OperationTypeNode.QUERY;
    return answers && isQuery
      ? answers.answer({ compiled, variables: request.variables, context }, runAndDescribe)
      : runAndDescribe();
  };
}

function askedBy({ document, operation, queryHash, variables, context }: ResolvedRequest): AskedOperation {
  const conditions = readConditions(document, operation, variables);
  return { document, operation, queryHash, conditions, principal: context.principal };
}

/** The answer is JSON already; `stringifyAnswer` puts it into the response as it is. */
function toResult(
  text: string,
  errors: readonly GraphQLError[],
  extensions: Readonly<Record<string, unknown>> | undefined,
): ExecutorResult {
  return { data: new WrittenData(text), errors, extensions };
}

/**
 * Whom a bureau's request names by number and name.
 * @throws GatewayError where it may see nothing of them
 */
function peopleOf(
  { schema, document, operation, variables }: ResolvedRequest,
  { decisions, isSeenFact }: AuthorizedOperation,
  { fields }: CompiledOperation,
): Lookup[] {
  const lookups = collectLookups(schema, document, operation, variables);
  if (lookups.length > 0 && !showsFact(fields, isSeenFact)) throw nobodyLookedUp(decisions);
  return lookups;
}

/** A citizen asks for himself or herself; a bureau for those whom its request names. */
async function identify(
  principal: DecidingPrincipal,
  { decisions }: AuthorizedOperation,
  lookups: readonly Lookup[],
  { findCitizens }: CityRules,
): Promise<AssertedIdentity> {
  if (principal.kind === 'citizen') return citizenIdentity(principal);
  const subjects = lookups.length > 0 ? await findCitizens.find(principal.client, lookups) : [];
  const allowed = [...decisions].flatMap(([resource, decision]) => (decision.allow ? [resource] : []));
  return bureauIdentity(principal, subjects, allowed);
}

interface CityAnswer {
  readonly data: WrittenData;
  readonly errors: readonly GraphQLError[];
  readonly extensions: { readonly yihao: YihaoExtension };
}

function withPlan({ extensions, ...rest }: CityAnswer, plan: PlanExplanation): ExecutorResult {
  return { ...rest, extensions: { yihao: { ...extensions.yihao, plan } } };
}

function describe(
  { text, errors, masked, refused, empty }: Answer,
  operation: AnalysedOperation,
  { decisions }: AuthorizedOperation,
  context: RequestContext,
  { catalogue, table }: CityRules,
): CityAnswer {
  const { language, answeredAt, origins, down, refusalsInExtensionsOnly } = context;
  const places = new Set(errors.map(({ path }) => String(path)));
  const hasError = (path: Path): boolean => places.has(String(path));
  const absences = describeAbsences({
    table,
    catalogue,
    language,
    decisions,
    refused,
    empty,
    hasError,
    down,
  });
  const yihao: YihaoExtension = {
    // What was refused wasn't asked for, so it is neither fresh nor stale.
    freshness: describeFreshness(
      operation.resources.filter((resource) => decisions.get(resource)?.allow),
      catalogue,
      { answeredAt, origins },
      language,
    ),
    ...(absences.length > 0 && { absences }),
    ...(masked.size > 0 && { masked: [...masked].sort() }),
  };
  const refusals = refusalsInExtensionsOnly
    ? []
    : refusalErrors(absences, refused).map(({ message, ...rest }) => new GraphQLError(message, rest));
  return { data: new WrittenData(text), errors: [...errors, ...refusals], extensions: { yihao } };
}

/** Apollo Server leaves to who executes: a name that fits no operation, a missing one among several, and subscriptions. */
function resolved(request: ExecutorRequest): ResolvedRequest {
  const { schema, operation } = request;
  if (operation && schema.getRootType(operation.operation)) return { ...request, operation };
  throw new GatewayError('OPERATION_RESOLUTION_FAILURE', 400, {
    zh: '请求中没有该名称的查询或变更，或有多个操作而未指定 operationName。',
    en: 'The document has no query or mutation of this name, or several and operationName says none of them.',
  });
}
