// Asks a department for one fetch of a plan, and passes on as much of the answer as is GraphQL and fit for clients.
import type { GraphQLFormattedError } from 'graphql';
import type { AssertedIdentity } from '../auth/principal.js';
import type { RequestContext } from '../context.js';
import { SourceDown } from '../errors.js';
import { copyAnswer, type DepartmentAnswer, type DepartmentClient } from './department-client.js';
import { departmentError, readAnswer, type ReadAnswer } from './read-answer.js';
import type { AskDepartment, DepartmentRequest } from '../execution/run.js';
import { createSharedFlights } from './share-in-flight.js';

/** @param clients by department: one for each service of the supergraph */
export function createDepartmentAsker(clients: ReadonlyMap<string, DepartmentClient>) {
  const departments = new Map(
    [...clients].map(([name, client]) => [
      name,
      { client, flights: createSharedFlights<DepartmentAnswer>(copyAnswer) },
    ]),
  );

  /** @param generation of now: what has been on its way since another one isn't shared */
  return function askDepartments(context: RequestContext, generation: () => string): AskDepartment {
    const { identity, forwardedHeaders: headers, language, logger, answeredAt, down } = context;
    let scope: string | undefined;
    const send = async (request: DepartmentRequest): Promise<DepartmentAnswer> => {
      const { department, body, kind, mayBeShared } = request;
      if (request.isGivenUp) throw new SourceDown(department, 'was down for others who asked the same');
      const found = departments.get(department);
      if (!found) throw new TypeError(`no department ${department}`);
      const { client, flights } = found;
      const load = () => client.send(body, identity, { singleUse: kind === 'mutation', headers });
      // At the root `me` is somebody else for everybody: what could be shared there is the whole run.
      if (kind !== 'entities' || !mayBeShared) return load();
      scope ??= sharingScope(context);
      return flights.share(`${generation()} ${scope}`, body, load);
    };
    return async (request) => {
      const { department, expected } = request;
      try {
        const answer = readAnswer(department, await send(request), language, expected);
        if (!answeredAt.has(department)) answeredAt.set(department, new Date());
        if (answer.errors)
          logger.info(
            { department, caller: identity?.caller.kind, errors: countCodes(answer.errors) },
            'department answered with errors',
          );
        return answer;
      } catch (error) {
        if (!(error instanceof SourceDown)) throw error;
        down.add(department);
        logger.warn(
          { department, caller: identity?.caller.kind, reason: error.detail },
          'department did not answer',
        );
        return failedAnswer(error, language);
      }
    };
  };
}

/**
 * Everything that decides an answer about entities but the text. Each who shares one was authorised for what it asks before.
 * Whose data they are stands in the text, and a department judges callers by what is in their place here: so those may share
 * who differ in nothing else.
 */
function sharingScope({ identity, forwardedHeaders }: RequestContext): string {
  return JSON.stringify([identity && viewerOf(identity), forwardedHeaders]);
}

function viewerOf({ caller, subjects, resources }: AssertedIdentity): unknown {
  switch (caller.kind) {
    case 'citizen':
      return [caller.kind, caller.level, subjects];
    case 'bureau':
      return [caller.kind, caller.purpose, caller.item, resources, subjects];
    case 'gateway':
      return [caller.kind, subjects];
  }
}

function failedAnswer(
  { publicMessage, department }: SourceDown,
  language: RequestContext['language'],
): ReadAnswer {
  return {
    data: {},
    errors: [departmentError('SOURCE_DOWN', publicMessage[language], department)],
    isDown: true,
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
