// What an operation touches, found once per document: its root fields and the policies of its fields.
import {
  TypeInfo,
  isAbstractType,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { structuralResource } from '../../schema/catalogue/read-catalogue.js';

export interface AnalysedOperation {
  /** Names of the fields of Query or Mutation that it asks, through fragments and aliases alike. */
  readonly rootFields: ReadonlySet<string>;
  /** Resources that decide about its fields, sorted. */
  readonly policies: readonly string[];
  /** Those of them that hold facts, without the one of fields that only carry others. */
  readonly resources: readonly string[];
}

/** Root fields that name people by number. */
export const lookups: ReadonlySet<string> = new Set(['citizen', 'citizens']);

/** Coordinate → resource. */
export type ResourceTable = ReadonlyMap<string, { readonly resource: string | undefined }>;

/** The document is what Apollo Server keeps for equal queries, so equal queries are analysed once. */
export function createOperationAnalyser(table: ResourceTable) {
  const known = new WeakMap<DocumentNode, Map<string, AnalysedOperation>>();

  return function analyseOperation(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ): AnalysedOperation {
    const byName = known.get(document) ?? new Map<string, AnalysedOperation>();
    known.set(document, byName);
    const name = operation.name?.value ?? '';
    const analysed = byName.get(name) ?? analyse(schema, document, operation, table);
    byName.set(name, analysed);
    return analysed;
  };
}

function analyse(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  table: ResourceTable,
): AnalysedOperation {
  const rootType = schema.getRootType(operation.operation)?.name;
  const rootFields = new Set<string>();
  const policies = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  // Fragments of the document that belong to another operation count too: more is decided and reported, never less.
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
        const parent = typeInfo.getParentType();
        const name = field.name.value;
        if (!parent || name.startsWith('__') || parent.name.startsWith('__')) return;
        if (parent.name === rootType) rootFields.add(name);
        const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
        for (const type of types) {
          const resource = table.get(`${type.name}.${name}`)?.resource;
          if (resource !== undefined) policies.add(resource);
        }
      },
    }),
  );
  const sorted = [...policies].sort();
  return {
    rootFields,
    policies: sorted,
    resources: sorted.filter((resource) => resource !== structuralResource),
  };
}
