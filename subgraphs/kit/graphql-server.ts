// A department's GraphQL: Apollo Server over its subgraph schema, answering only what the assertion covers.
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { OperationTypeNode, parse, type GraphQLFormattedError } from 'graphql';
import { departmentSdl } from '../../schema/files.js';
import { departmentErrorCodes, isErrorCode } from '../../schema/contract/error-codes.js';
import { AssertionRefused } from './assertion.js';
import { databaseSchema, type DepartmentContext, type DepartmentDefinition } from './department.js';
import { scalarResolvers } from './scalars.js';
import { spendAssertion } from './spend-assertion.js';

export type DepartmentServer = ApolloServer<DepartmentContext<unknown>>;

/** Builds the executable schema; nothing listens yet. */
export async function createGraphqlServer<Records>(
  definition: DepartmentDefinition<Records>,
  onUnexpected: (error: unknown) => void,
): Promise<DepartmentServer> {
  const server = new ApolloServer<DepartmentContext<unknown>>({
    schema: buildSubgraphSchema({
      typeDefs: parse(departmentSdl(definition.name)),
      resolvers: { ...scalarResolvers, ...definition.resolvers } as NonNullable<
        Exclude<Parameters<typeof buildSubgraphSchema>[0], unknown[] | { kind: 'Document' }>['resolvers']
      >,
    }),
    // The gateway signs every request; a browser can't forge one, so there is nothing to prevent here.
    csrfPrevention: false,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => presentable(formatted, error, onUnexpected),
    plugins: [
      refuseWhole,
      ...(definition.acceptsMutations ? [spendOnMutation(databaseSchema(definition.name))] : []),
    ],
    logger: { debug: ignore, info: ignore, warn: ignore, error: onUnexpected },
  });
  await server.start();
  return server;
}

/** A refusal in any resolver refuses the whole request: nothing of what the others found leaves the department. */
const refuseWhole: ApolloServerPlugin<DepartmentContext<unknown>> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, errors }) {
        const refusal = errors
          ?.map(({ originalError }) => originalError)
          .find((cause) => cause instanceof AssertionRefused);
        if (!refusal) return;
        response.http.status = refusal.status;
        response.body = { kind: 'single', singleResult: { errors: [refusalError(refusal)] } };
      },
    };
  },
};

/** How a refusal looks on the wire, from GraphQL and from the other addresses alike. */
export function refusalError({ status, message }: AssertionRefused): GraphQLFormattedError {
  return { message, extensions: { code: status === 401 ? 'UNAUTHENTICATED' : 'FORBIDDEN' } };
}

function spendOnMutation(schema: string): ApolloServerPlugin<DepartmentContext<unknown>> {
  return {
    async requestDidStart() {
      return {
        // What this hook throws is answered as an error and so as a refusal; what the next one throws is a failure.
        async didResolveOperation({ operation, contextValue }) {
          if (operation?.operation === OperationTypeNode.MUTATION)
            await spendAssertion(contextValue.database, schema, contextValue.assertion);
        },
      };
    },
  };
}

const requestCodes: readonly string[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
];

/** What was meant to be read goes out as it is; anything else is logged here and says only that it failed. */
function presentable(
  formatted: GraphQLFormattedError,
  error: unknown,
  onUnexpected: (error: unknown) => void,
): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  if (isErrorCode(code) && (departmentErrorCodes.includes(code) || requestCodes.includes(code)))
    return formatted;
  onUnexpected(error);
  const { path } = formatted;
  return {
    message: 'The department failed.',
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

function ignore(): void {
  // Apollo Server's own chatter; errors go to onUnexpected.
}
