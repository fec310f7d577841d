// Apollo Server's plugin in which operations are executed.
//
// It stands where Apollo Server would call the executor of a gateway, because that way is dear: the context which it makes for
// one (`makeGatewayGraphQLRequestContext`) has an accessor of its own, so V8 keeps a hidden class for every request, which keeps
// the request and its answer until the next full collection. 20 KB a page were copied twice: a quarter of the CPU of a page.
import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../context.js';
import { errorBody } from '../errors.js';
import type { Executor, ExecutorResult } from '../execution/supergraph.js';

/** @param show what of an error a client sees */
export function answerOperations(
  execute: Executor,
  show: (error: GraphQLFormattedError) => GraphQLFormattedError,
): ApolloServerPlugin<RequestContext> {
  const listener: Awaited<ReturnType<NonNullable<ApolloServerPlugin<RequestContext>['requestDidStart']>>> = {
    async responseForOperation({ schema, document, operation, queryHash, request, contextValue }) {
      if (queryHash === undefined) throw new TypeError('Apollo Server gave no hash of the document');
      const variables = request.variables ?? {};
      const result = await execute({
        schema,
        document,
        operation,
        queryHash,
        variables,
        context: contextValue,
      });
      return responseOf(result, contextValue, show);
    },
  };
  return { requestDidStart: async () => listener };
}

function responseOf(
  result: ExecutorResult,
  context: RequestContext,
  show: (error: GraphQLFormattedError) => GraphQLFormattedError,
): GraphQLResponse {
  if ('refusal' in result) {
    const { refusal } = result;
    return {
      http: { status: refusal.httpStatus, headers: new HeaderMap(Object.entries(refusal.headers)) },
      body: {
        kind: 'single',
        singleResult: { errors: errorBody(refusal, context.language).errors.map(show) },
      },
    };
  }
  if ('body' in result) {
    // Through Apollo Server it would be made one piece with two-byte characters, and encoded again: an eighth of such a page.
    context.written.body = result.body;
    return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: {} } };
  }
  const { data, errors, extensions } = result;
  return {
    http: { headers: new HeaderMap() },
    body: {
      kind: 'single',
      // Written already: `stringifyAnswer` knows it, nobody in between looks at it.
      singleResult: {
        data: data as unknown as Record<string, unknown>,
        ...(errors.length > 0 && { errors: errors.map((error) => show(error.toJSON())) }),
        ...(extensions && { extensions }),
      },
    },
  };
}
