// Lists that grow are paged as the Relay cursor connections specification says.
import { print, type FieldDefinitionNode } from 'graphql';
import { allFields, fieldsOfType, namedType, typesWithFields, type SchemaField } from './schema-fields.js';
import type { DepartmentSchema, SchemaRule, Violation } from './schema-rule.js';

export const connectionsFollowRelay: SchemaRule = ({ departments }) =>
  departments.flatMap((department) => [
    ...typesWithFields(department.document)
      .filter(({ name }) => name.value.endsWith('Connection'))
      .flatMap((type) =>
        connectionProblems(department, fieldsOfType(department.name, type), type.name.value),
      ),
    ...allFields([department]).flatMap(pagingProblems),
  ]);

function connectionProblems(
  department: DepartmentSchema,
  fields: readonly SchemaField[],
  connection: string,
): Violation[] {
  const edge = connection.replace(/Connection$/, 'Edge');
  const edgeFields = allFields([department]).filter(({ typeName }) => typeName === edge);
  const wrong = [
    typeOf(fields, 'edges').replaceAll('!', '') === `[${edge}]` ? '' : `edges must be [${edge}!]`,
    typeOf(fields, 'pageInfo') === 'PageInfo!' ? '' : 'pageInfo must be PageInfo!',
    typeOf(edgeFields, 'cursor') === 'String!' ? '' : `${edge}.cursor must be String!`,
    /^[A-Za-z]/.test(typeOf(edgeFields, 'node')) ? '' : `${edge}.node must be one object`,
  ];
  return wrong
    .filter((problem) => problem !== '')
    .map((problem) => ({
      coordinate: connection,
      subgraph: department.name,
      problem: `is no Relay connection: ${problem}.`,
      remedy: 'Follow the Relay cursor connections specification.',
    }));
}

/** A field is paged exactly when it returns a connection. */
function pagingProblems({ coordinate, subgraph, node }: SchemaField): Violation[] {
  const isConnection = namedType(node.type).endsWith('Connection');
  const isPaged = argumentType(node, 'first') === 'Int' && argumentType(node, 'after') === 'String';
  const takesPaging = argumentType(node, 'first') !== '' || argumentType(node, 'after') !== '';
  if (isConnection && !isPaged) {
    return [
      {
        coordinate,
        subgraph,
        problem: 'returns a connection that no page can be asked of.',
        remedy: 'Take first: Int and after: String.',
      },
    ];
  }
  if (!isConnection && takesPaging) {
    return [
      {
        coordinate,
        subgraph,
        problem: 'is paged, but returns no connection.',
        remedy: 'Return a connection.',
      },
    ];
  }
  return [];
}

function typeOf(fields: readonly SchemaField[], name: string): string {
  const field = fields.find((candidate) => candidate.name === name);
  return field ? print(field.node.type) : '';
}

function argumentType({ arguments: given = [] }: FieldDefinitionNode, name: string): string {
  const argument = given.find((candidate) => candidate.name.value === name);
  return argument ? print(argument.type) : '';
}
