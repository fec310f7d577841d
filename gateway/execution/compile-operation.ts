// Compiles an operation: its plan, what is fetched, and the writer of its answer; kept for the next time it is asked.
import {
  executeSync,
  GraphQLError,
  Kind,
  OperationTypeNode,
  print,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Language, Message } from '../errors.js';
import {
  prepareOperation,
  type AnswerField,
  type Conditions,
  type FieldTreatment,
  type PreparedOperation,
} from '../operations/prepare-operation.js';
import type { WireKeys } from '../operations/wire-key.js';
import { compileAnswerPaths, type ClientPath } from './answer-paths.js';
import { describePlan, type DescribedWaves } from './describe-plan.js';
import { compilePlan, type CompiledPlan } from './compile-plan.js';
import {
  compileWriter,
  type AnswerWriter,
  type Path,
  type Watch,
  type WrittenAnswer,
} from './compile-writer.js';
import type { Json, JsonObject } from './json.js';
import type { Planner, QueryPlan } from '../planning/planner.js';
import type { IsOfType } from './rewrite-data.js';
import type { KeepRules } from './fetch-fields.js';
import type { RunLookUps } from './fetch-look-ups.js';
import { createRun, type AskDepartment, type RunError } from './run.js';

export interface OperationCompilerOptions {
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  readonly wireKeys: WireKeys;
  readonly isOfType: IsOfType;
  readonly neverNull: ReadonlySet<string>;
  readonly watch: Watch;
  /** Undefined where nothing is kept. */
  readonly keep?: KeepRules | undefined;
}

/** One operation of a document, as one kind of caller may ask it. */
export interface OperationRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** SHA-256 of the client's document. */
  readonly queryHash: string;
  /** Equal keys, equal treatments. */
  readonly accessKey: string;
  readonly treat: (coordinate: string) => FieldTreatment;
  readonly conditions: Conditions;
  /** In whose turn it is planned: equal for requests that are to wait for each other. */
  readonly caller: string;
}

export interface Answer extends WrittenAnswer {
  readonly errors: readonly GraphQLError[];
}

export interface CompiledOperation {
  /** Equal keys, equal operations for equally entitled callers. */
  readonly key: string;
  readonly fields: readonly AnswerField[];
  /** @param variables as the client sent them */
  run(
    variables: Readonly<Record<string, unknown>>,
    ask: AskDepartment,
    language: Language,
    lookUps?: RunLookUps,
  ): Promise<Answer>;
  /** What it asks of departments; described when that is wanted first. */
  describe(): DescribedWaves;
}

export interface OperationCompiler {
  /** @throws GatewayError LIMIT_EXCEEDED when the operation can't be planned in time */
  compile(request: OperationRequest): CompiledOperation | Promise<CompiledOperation>;
  readonly size: number;
}

/** A city's clients have some hundred operations, with a few kinds of callers each. */
const maxOperations = 500;
/** Beyond these a list of errors says nothing new. */
const maxErrors = 200;

export function createOperationCompiler(options: OperationCompilerOptions): OperationCompiler {
  const ready = new LRUCache<string, CompiledOperation>({ max: maxOperations });
  const drafts = new Map<string, Draft>();
  const compileNew = async (key: string, request: OperationRequest): Promise<CompiledOperation> => {
    const draft = drafts.get(key) ?? draftOperation(request, options);
    drafts.set(key, draft);
    try {
      // Each in the turn of its own caller: equal operations are planned once, whoever's turn comes first.
      const { document } = draft;
      const plan = document ? await options.planner.plan(document, request.caller) : undefined;
      const compiled = ready.get(key) ?? compileDraft(key, draft, plan, request, options);
      ready.set(key, compiled);
      return compiled;
    } finally {
      drafts.delete(key);
    }
  };
  return {
    compile(request) {
      const { queryHash, operation, accessKey, conditions } = request;
      const key = `${queryHash} ${operation.name?.value ?? ''} ${accessKey} ${[...conditions].join()}`;
      return ready.get(key) ?? compileNew(key, request);
    },
    get size() {
      return ready.size;
    },
  };
}

/** An operation before it is planned. */
interface Draft {
  readonly prepared: PreparedOperation;
  /** What is to be planned, if anything is asked of departments. */
  readonly document: string | undefined;
}

function draftOperation(
  { document, operation, treat, conditions }: OperationRequest,
  { schema, wireKeys }: OperationCompilerOptions,
): Draft {
  const prepared = prepareOperation(document, operation, { schema, wireKeys, treat, conditions });
  return { prepared, document: prepared.document && print(prepared.document) };
}

function compileDraft(
  key: string,
  { prepared }: Draft,
  plan: QueryPlan | undefined,
  { operation }: OperationRequest,
  { schema, isOfType, neverNull, watch, keep }: OperationCompilerOptions,
): CompiledOperation {
  const isQuery = operation.operation === OperationTypeNode.QUERY;
  const compiledPlan = plan && compilePlan(plan, { isOfType, neverNull, mayBeShared: isQuery, keep });
  return createCompiledOperation(key, prepared, compiledPlan, {
    write: compileWriter({ schema, operation: prepared, watch }),
    toClient: compileAnswerPaths(prepared.fields),
    introspect: compileIntrospection(schema, prepared),
    describe: () =>
      plan ? describePlan(plan, { schema, neverNull, keep, fields: prepared.fields, isQuery }) : [],
  });
}

interface OperationParts {
  readonly write: AnswerWriter;
  readonly toClient: (path: Path) => ClientPath;
  readonly introspect: ((variables: Readonly<Record<string, unknown>>) => JsonObject) | undefined;
  readonly describe: () => DescribedWaves;
}

function createCompiledOperation(
  key: string,
  { fields }: PreparedOperation,
  plan: CompiledPlan | undefined,
  { write, toClient, introspect, describe }: OperationParts,
): CompiledOperation {
  let described: DescribedWaves | undefined;
  return {
    key,
    fields,
    async run(variables, ask, language, lookUps) {
      const run = createRun(variables, ask, lookUps);
      if (plan) await plan(run);
      if (introspect) Object.assign(run.data, introspect(variables));
      const written = write(run.data);
      const none = run.errors.length === 0 && written.misfits.length === 0;
      return {
        ...written,
        errors: none ? [] : describeErrors(run.errors, written.misfits, toClient, language),
      };
    },
    describe: () => (described ??= describe()),
  };
}

function describeErrors(
  runErrors: readonly RunError[],
  misfits: readonly Path[],
  toClient: (path: Path) => ClientPath,
  language: Language,
): GraphQLError[] {
  const told = new Map<string, GraphQLError>();
  for (const { error, places } of runErrors) {
    const found = places.map(toClient);
    const whole = found.filter(({ isWhole }) => isWhole);
    // What failed was asked for a client's field further on: the nearest object of the answer has the error.
    for (const { path } of whole.length > 0 ? whole : found.slice(0, 1)) {
      const { message, extensions } = error;
      told.set(
        JSON.stringify([path, extensions?.['code']]),
        new GraphQLError(message, { path, ...(extensions && { extensions }) }),
      );
    }
  }
  const failures = [...told.values()];
  const unexplained = misfits.filter(
    (path) => !failures.some((error) => isPrefix(error.path ?? [], path) || isPrefix(path, error.path ?? [])),
  );
  return [...failures, ...unexplained.map((path) => misfitError(path, language))].slice(0, maxErrors);
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.every((step, index) => path[index] === step);
}

const misfit: Message = {
  zh: '部门给出的值不符合数据模型，已略去。',
  en: 'A department gave a value that does not fit the schema; it is left out.',
};

function misfitError(path: Path, language: Language): GraphQLError {
  return new GraphQLError(misfit[language], { path, extensions: { code: 'SOURCE_ERROR' } });
}

/** The whole introspection query takes 10 ms and more, so what doesn't depend on variables is asked of the schema once. */
function compileIntrospection(schema: GraphQLSchema, { introspection: document }: PreparedOperation) {
  if (!document) return undefined;
  const [operation] = document.definitions;
  const isConstant =
    operation?.kind === Kind.OPERATION_DEFINITION && operation.variableDefinitions?.length === 0;
  let kept: JsonObject | undefined;
  return (variableValues: Readonly<Record<string, unknown>>): JsonObject => {
    if (kept) return kept;
    const { data } = executeSync({ schema, document, variableValues });
    const answer = (data ?? {}) as Record<string, Json>;
    if (isConstant) kept = answer;
    return answer;
  };
}
