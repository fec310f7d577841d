// What happens to a request, in order. Read this file first.
//
//   http      admit: address, method, size, JSON                      http/graphql-route.ts
//   http      authenticate: token → citizen                           auth/
//   Apollo    parse, validate, find the operation                     @apollo/server
//   here      check the variables → authorize → execute → say how fresh it is
//   http      respond                                                 http/
import type { Freshness, YihaoExtension } from '../schema/contract/extension.js';
import type { Catalogue } from '../schema/catalogue/read-catalogue.js';
import type { OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './context.js';
import { GatewayError, toGraphQLError } from './errors.js';
import type { Executor, ExecutorResult } from './execution/supergraph.js';
import type { AnalysedOperation, createOperationAnalyser } from './operations/analyse-operation.js';
import { authorizeRootFields } from './operations/authorize-root-fields.js';
import { checkVariables } from './operations/check-variables.js';
import { describeFreshness } from './operations/describe-freshness.js';

export interface PipelineOptions {
  readonly analyse: ReturnType<typeof createOperationAnalyser>;
  /** Missing for foreign supergraphs: their answers have no extension. */
  readonly catalogue: Catalogue | undefined;
}

/** Puts every step that needs the operation around its execution. */
export function createPipeline({ analyse, catalogue }: PipelineOptions) {
  return (execute: Executor): Executor =>
    async function answer(request): Promise<ExecutorResult> {
      const context = request.context as RequestContext;
      try {
        requireOperation(request.operation);
        checkVariables(request.schema, request.operation, request.request.variables ?? {});
        const operation = analyse(request.schema, request.document, request.operation);
        authorizeRootFields(context.principal, operation);
        const result = await execute(request);
        return catalogue ? withExtension(result, operation, context, catalogue) : result;
      } catch (error) {
        if (error instanceof GatewayError) return { errors: [toGraphQLError(error, context.language)] };
        throw error;
      }
    };
}

/** Apollo Server leaves a name that fits no operation, or a missing one among several, to the executor. */
function requireOperation(operation: OperationDefinitionNode | undefined): void {
  if (operation) return;
  throw new GatewayError('OPERATION_RESOLUTION_FAILURE', 400, {
    zh: '请求中没有该名称的操作，或有多个操作而未指定 operationName。',
    en: 'The document has no operation of this name, or several and operationName says none of them.',
  });
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
