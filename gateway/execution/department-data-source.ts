// What Apollo Gateway's executor calls for every fetch of a plan: one request to one department, and only presentable errors back.
import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../context.js';
import { SourceDown } from '../errors.js';
import type { DepartmentClient } from './department-client.js';
import { departmentError, readAnswer } from './read-answer.js';

export function createDepartmentDataSource(client: DepartmentClient): GraphQLDataSource<object> {
  return {
    async process({ request, context }) {
      const { identity, language, logger, forwardedHeaders, answeredAt, down } = context as RequestContext;
      const body = {
        query: request.query,
        variables: request.variables,
        operationName: request.operationName,
      };
      // Departments accept the assertion of a mutation once. The planner writes the operation, so this is how it begins.
      const singleUse = request.query?.startsWith('mutation') ?? false;
      try {
        const answer = readAnswer(
          client.name,
          await client.post(undefined, body, identity, { singleUse, headers: forwardedHeaders }),
          language,
        );
        if (!answeredAt.has(client.name)) answeredAt.set(client.name, new Date());
        if (answer.errors)
          logger.info(
            { department: client.name, errors: countCodes(answer.errors) },
            'department answered with errors',
          );
        return answer;
      } catch (error) {
        if (!(error instanceof SourceDown)) throw error;
        down.add(client.name);
        logger.warn({ department: client.name, reason: error.detail }, 'department did not answer');
        return {
          data: {},
          errors: [departmentError('SOURCE_DOWN', error.publicMessage[language], client.name)],
        };
      }
    },
  };
}

function countCodes(errors: readonly GraphQLFormattedError[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { extensions } of errors) {
    const code = String(extensions?.['code']);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
