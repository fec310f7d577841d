// The one operation of a document.
import { Kind, type DocumentNode, type OperationDefinitionNode } from 'graphql';

export function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('a document without an operation');
  return operation;
}
