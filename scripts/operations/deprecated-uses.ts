// What an operation uses that is deprecated: it works until a release takes it away.
import { NoDeprecatedCustomRule, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { OperationProblem } from './read-operations.js';

/** The problem says the deprecation's reason, which begins with since when. */
export function deprecatedUses(
  schema: GraphQLSchema,
  { file, document }: { readonly file: string; readonly document: DocumentNode },
): OperationProblem[] {
  return validate(schema, document, [NoDeprecatedCustomRule]).map(({ message, locations }) => ({
    file,
    ...locations?.[0],
    problem: message,
    remedy: 'Ask for what takes its place before a release removes it.',
  }));
}
