// What an operation touches, found once per document: its root fields and the catalogue resources behind its selection.
import {
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { SharingTable } from './read-sharing.js';

export interface AnalysedOperation {
  /** Names of the fields of Query or Mutation that it asks, through fragments and aliases alike. */
  readonly rootFields: ReadonlySet<string>;
  /** Resources that its fields belong to, without those that only carry others. */
  readonly resources: readonly string[];
}

const structural = 'common.structure';

/** The document is what Apollo Server keeps for equal queries, so equal queries are analysed once. */
export function createOperationAnalyser(sharing: SharingTable) {
  const known = new WeakMap<DocumentNode, Map<string, AnalysedOperation>>();

  return function analyseOperation(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ): AnalysedOperation {
    const byName = known.get(document) ?? new Map<string, AnalysedOperation>();
    known.set(document, byName);
    const name = operation.name?.value ?? '';
    const analysed = byName.get(name) ?? analyse(schema, document, operation, sharing);
    byName.set(name, analysed);
    return analysed;
  };
}

function analyse(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  sharing: SharingTable,
): AnalysedOperation {
  const rootType = schema.getRootType(operation.operation)?.name;
  const rootFields = new Set<string>();
  const resources = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  // Fragments of the document that belong to another operation count too: more is refused and reported, never less.
  const relevant = {
    ...document,
    definitions: document.definitions.filter(
      (definition) => definition.kind !== operation.kind || definition === operation,
    ),
  };
  visit(
    relevant,
    visitWithTypeInfo(typeInfo, {
      Field(field) {
        const parent = typeInfo.getParentType()?.name;
        if (parent === rootType) rootFields.add(field.name.value);
        const resource = sharing.get(`${parent}.${field.name.value}`);
        if (resource !== undefined && resource !== structural) resources.add(resource);
      },
    }),
  );
  return { rootFields, resources: [...resources].sort() };
}
