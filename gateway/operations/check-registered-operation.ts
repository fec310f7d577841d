// Whether a registered operation can be answered: one operation, named as its manifest says, within the limits, that fits the schema.
import { GraphQLError, Kind, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { documentLimits, limitDocument } from './limit-document.js';
import type { RegisteredOperation } from './read-manifest.js';

/** @returns what is wrong with it, in one line; undefined where nothing is */
export function problemOf(
  { name, type, body }: RegisteredOperation,
  schema: GraphQLSchema,
): string | undefined {
  const document = parseBody(body);
  if (document instanceof GraphQLError) return oneLine(document.message);
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1) return 'its body should hold one operation';
  if (operation.name?.value !== name) return 'its body names it otherwise';
  const found: string = operation.operation;
  if (found !== type) return `its body is a ${found}`;
  const refusal = limitDocument(document);
  if (refusal) return oneLine(refusal.message);
  const [misfit] = validate(schema, document, undefined, { maxErrors: 1 });
  return misfit && oneLine(misfit.message);
}

function parseBody(body: string): DocumentNode | GraphQLError {
  try {
    return parse(body, { maxTokens: documentLimits.tokens });
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError('it is nested too deeply');
  }
}

/** graphql-js quotes what it complains of, which may have been written by anybody. */
function oneLine(message: string): string {
  return message.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').slice(0, 300);
}
