// What Apollo Gateway's executor calls for every fetch of a plan: one request to one department, and only presentable errors back.
import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import { departmentErrorCodes, isErrorCode, type ErrorCode } from '../../schema/contract/error-codes.js';
import { assertedIdentity } from '../auth/principal.js';
import type { RequestContext } from '../context.js';
import { SourceDown, type Language, type Message } from '../errors.js';
import type { DepartmentClient } from './department-client.js';

/** Shape of a GraphQL response as far as it is trusted. */
interface GraphQLAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message?: unknown; path?: unknown; extensions?: { code?: unknown } }[];
}

export function createDepartmentDataSource(client: DepartmentClient): GraphQLDataSource<object> {
  return {
    async process({ request, context }) {
      const requestContext = context as RequestContext;
      const { principal, language, logger } = requestContext;
      const identity = principal.kind === 'citizen' ? assertedIdentity(principal) : undefined;
      try {
        const body = {
          query: request.query,
          variables: request.variables,
          operationName: request.operationName,
        };
        const singleUse = request.query?.startsWith('mutation') ?? false;
        const answer = await client.post(undefined, body, identity, {
          singleUse,
          headers: requestContext.forwardedHeaders,
        });
        const { data, errors } = readAnswer(client.name, answer.status, answer.body);
        if (!requestContext.answeredAt.has(client.name))
          requestContext.answeredAt.set(client.name, new Date());
        if (errors && errors.length > 0)
          logger.info(
            {
              department: client.name,
              codes: errors.map(({ extensions }) =>
                isErrorCode(extensions?.code) ? extensions.code : 'OTHER',
              ),
            },
            'department answered with errors',
          );
        return {
          data: data ?? {},
          ...(errors &&
            errors.length > 0 && {
              errors: errors.map((error) => presentable(error, client.name, language)),
            }),
        };
      } catch (error) {
        if (!(error instanceof SourceDown)) throw error;
        logger.warn({ department: client.name, reason: error.detail }, 'department did not answer');
        return {
          data: {},
          errors: [departmentError('SOURCE_DOWN', error.publicMessage[language], client.name)],
        };
      }
    },
  };
}

/** @throws SourceDown when the answer isn't GraphQL's */
function readAnswer(department: string, status: number, body: unknown): GraphQLAnswer {
  if (typeof body !== 'object' || body === null || !('data' in body || 'errors' in body)) {
    throw new SourceDown(department, `answered ${status} without GraphQL`);
  }
  const { data, errors } = body as { data?: unknown; errors?: unknown };
  if (data !== undefined && (typeof data !== 'object' || Array.isArray(data)))
    throw new SourceDown(department, 'data is not an object');
  if (errors !== undefined && !Array.isArray(errors))
    throw new SourceDown(department, 'errors is not a list');
  return body as GraphQLAnswer;
}

const sourceError = (department: string): Message => ({
  zh: `部门服务 ${department} 未能提供此项数据，请稍后再试。`,
  en: `The department ${department} failed at this field; try again later.`,
});

/** A department's own words pass for the codes meant for clients; of everything else only the place is kept. */
function presentable(
  error: NonNullable<GraphQLAnswer['errors']>[number],
  department: string,
  language: Language,
): GraphQLFormattedError {
  const code = error.extensions?.code;
  const place = Array.isArray(error.path) ? { path: error.path as (string | number)[] } : {};
  return isErrorCode(code) && departmentErrorCodes.includes(code) && typeof error.message === 'string'
    ? { ...departmentError(code, error.message, department), ...place }
    : { ...departmentError('SOURCE_ERROR', sourceError(department)[language], department), ...place };
}

function departmentError(code: ErrorCode, message: string, department: string): GraphQLFormattedError {
  return { message, extensions: { code, department } };
}
