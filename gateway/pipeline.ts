// What happens to a request, in order. Read this file first.
//
//   http      admit: address, method, size, JSON                      http/graphql-route.ts
//   http      authenticate: token → citizen                           auth/
//   Apollo    parse, validate, find the operation                     @apollo/server
//   here      limits → check the variables → authorize → execute → say how fresh it is
//   http      respond                                                 http/
import type { Freshness, YihaoExtension } from '../schema/contract/extension.js';
import type { Catalogue } from '../schema/catalogue/read-catalogue.js';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './context.js';
import { GatewayError, toGraphQLError, unexpectedError, type Language, type Message } from './errors.js';
import type { Executor, ExecutorResult } from './execution/supergraph.js';
import type { AnalysedOperation, createOperationAnalyser } from './operations/analyse-operation.js';
import { authorizeRootFields } from './operations/authorize-root-fields.js';
import { checkVariables } from './operations/check-variables.js';
import { describeFreshness } from './operations/describe-freshness.js';
import { limitOperation } from './operations/limit-operation.js';

export interface PipelineOptions {
  readonly analyse: ReturnType<typeof createOperationAnalyser>;
  /** Missing for foreign supergraphs: their answers have no extension. */
  readonly catalogue: Catalogue | undefined;
}

/** Beyond these a list of errors says nothing new. */
const maxValueErrors = 50;

/** Puts every step that needs the operation around its execution. */
export function createPipeline({ analyse, catalogue }: PipelineOptions) {
  return (execute: Executor): Executor =>
    async function answer(request): Promise<ExecutorResult> {
      const context = request.context as RequestContext;
      try {
        requireOperation(request);
        limitOperation(request.document, request.operation);
        checkVariables(request.schema, request.operation, request.request.variables ?? {});
        const operation = analyse(request.schema, request.document, request.operation);
        authorizeRootFields(context.principal, operation);
        const result = withoutValueCompletion(await execute(request), context.language);
        return catalogue ? withExtension(result, operation, context, catalogue) : result;
      } catch (error) {
        const refusal = error instanceof GatewayError ? error : unexpectedError(error);
        if (refusal.httpStatus >= 500)
          context.logger.error({ code: refusal.code, detail: refusal.detail }, 'operation failed');
        return { errors: [toGraphQLError(refusal, context.language)] };
      }
    };
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
    .map(({ path }: { path?: readonly (string | number)[] }) => misfitError(path, language));
  return { ...result, extensions, errors: [...(result.errors ?? []), ...errors] };
}

function misfitError(path: readonly (string | number)[] | undefined, language: Language): GraphQLError {
  const message: Message = {
    zh: '部门给出的值不符合数据模型，已略去。',
    en: 'A department gave a value that does not fit the schema; it is left out.',
  };
  return new GraphQLError(message[language], { path, extensions: { code: 'SOURCE_ERROR' } });
}

function withExtension(
  result: ExecutorResult,
  operation: AnalysedOperation,
  context: RequestContext,
  catalogue: Catalogue,
): ExecutorResult {
  const freshness: Freshness[] = describeFreshness(
    operation.resources,
    catalogue,
    context.answeredAt,
    context.language,
  );
  const yihao: YihaoExtension = { freshness };
  return { ...result, extensions: { ...result.extensions, yihao } };
}
