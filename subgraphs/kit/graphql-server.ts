// A department's GraphQL: Apollo Server over its subgraph schema. About people it answers only what the assertion covers;
// things that a request names by their keys (a dwelling, a real estate unit) carry facts of the thing alone.
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, OperationTypeNode, parse, type GraphQLFormattedError } from 'graphql';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { departmentSdl } from '../../schema/files.js';
import { departmentErrorCodes, isErrorCode } from '../../schema/contract/error-codes.js';
import { AssertionRefused } from './assertion.js';
import { createResourceCheck } from './check-resources.js';
import { databaseSchema, type DepartmentContext, type DepartmentDefinition } from './department.js';
import { DepartmentError } from './department-error.js';
import { scalarResolvers } from './scalars.js';
import { spendAssertion } from './spend-assertion.js';

export type DepartmentServer = ApolloServer<DepartmentContext<unknown>>;

export interface Listeners {
  /** What nobody meant to happen. */
  readonly onUnexpected: (error: unknown) => void;
  /** Called once for a refused request, however many of its fields were. */
  readonly onRefused: (refusal: AssertionRefused) => void;
}

/** Builds the executable schema; nothing listens yet. */
export async function createGraphqlServer<Records>(
  definition: DepartmentDefinition<Records>,
  { onUnexpected, onRefused }: Listeners,
): Promise<DepartmentServer> {
  const schema = buildSubgraphSchema({
    typeDefs: parse(departmentSdl(definition.name)),
    resolvers: { ...scalarResolvers, ...definition.resolvers } as NonNullable<
      Exclude<Parameters<typeof buildSubgraphSchema>[0], unknown[] | { kind: 'Document' }>['resolvers']
    >,
  });
  const server = new ApolloServer<DepartmentContext<unknown>>({
    schema,
    // The gateway signs every request; a browser can't forge one, so there is nothing to prevent here.
    csrfPrevention: false,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => presentable(formatted, error, onUnexpected),
    plugins: [
      refuseWhole(onRefused),
      coverResources(createResourceCheck(schema, readCatalogue())),
      ...(definition.acceptsMutations ? [spendOnMutation(databaseSchema(definition.name))] : []),
    ],
    logger: { debug: ignore, info: ignore, warn: ignore, error: onUnexpected },
  });
  await server.start();
  return server;
}

/** A refusal in any resolver refuses the whole request: nothing of what the others found leaves the department. */
function refuseWhole(onRefused: Listeners['onRefused']): ApolloServerPlugin<DepartmentContext<unknown>> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, errors }) {
          const refusal = errors?.map(causeOf).find((cause) => cause instanceof AssertionRefused);
          if (!refusal) return;
          onRefused(refusal);
          response.http.status = refusal.status;
          response.body = { kind: 'single', singleResult: { errors: [refusalError(refusal)] } };
        },
      };
    },
  };
}

/** How a refusal looks on the wire, from GraphQL and from the other addresses alike. */
export function refusalError({ status, message }: AssertionRefused): GraphQLFormattedError {
  return { message, extensions: { code: status === 401 ? 'UNAUTHENTICATED' : 'FORBIDDEN' } };
}

function coverResources(
  checkResources: ReturnType<typeof createResourceCheck>,
): ApolloServerPlugin<DepartmentContext<unknown>> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, contextValue }) {
          checkResources(contextValue.assertion, document);
        },
      };
    },
  };
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
  onUnexpected: Listeners['onUnexpected'],
): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  const cause = causeOf(error);
  // `refuseWhole` puts the refusal in place of the whole answer.
  if (cause instanceof AssertionRefused) return refusalError(cause);
  if (isErrorCode(code) && requestCodes.includes(code)) return formatted;
  if (isErrorCode(code) && departmentErrorCodes.includes(code)) {
    // GraphQL puts a variable's value before the message, and a value may be somebody's number.
    const message = cause instanceof DepartmentError ? cause.message : 'A variable does not fit its type.';
    return { ...formatted, message };
  }
  onUnexpected(error);
  const { path } = formatted;
  return {
    message: 'The department failed.',
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** What a resolver or scalar threw, under what GraphQL and Apollo Server wrapped around it. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

function ignore(): void {
  // Apollo Server's own chatter; errors go to onUnexpected.
}
