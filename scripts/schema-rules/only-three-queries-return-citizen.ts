// Only Query.me, Query.citizen and Query.citizens return a Citizen, so whose data an operation touches is known before it is planned.
import type { DefinitionNode } from 'graphql';
import { allFields, namedType } from './schema-fields.js';
import type { SchemaRule, Violation } from './schema-rule.js';

const roots: ReadonlySet<string> = new Set(['Query.me', 'Query.citizen', 'Query.citizens']);

export const onlyThreeQueriesReturnCitizen: SchemaRule = ({ departments }) => [
  ...allFields(departments)
    .filter(({ coordinate, node }) => namedType(node.type) === 'Citizen' && !roots.has(coordinate))
    .map(({ coordinate, subgraph }) => ({
      coordinate,
      subgraph,
      problem: 'returns a Citizen, so one person leads to the records of another.',
      remedy: 'Return a RelatedPerson.',
    })),
  ...departments.flatMap(({ name, document }) =>
    document.definitions.flatMap((definition) =>
      abstractionsOfCitizen(definition).map((abstraction): Violation => ({
        coordinate: abstraction,
        subgraph: name,
        problem: 'may be a Citizen, so a field that returns it leads to a person.',
        remedy: 'Leave Citizen out of interfaces and unions.',
      })),
    ),
  ),
];

/** Interfaces and unions that a definition makes Citizen part of. */
function abstractionsOfCitizen(definition: DefinitionNode): string[] {
  if ('interfaces' in definition && definition.name.value === 'Citizen') {
    return (definition.interfaces ?? []).map(({ name }) => name.value);
  }
  const isUnionWithCitizen =
    'types' in definition && definition.types?.some(({ name }) => name.value === 'Citizen');
  return isUnionWithCitizen ? [definition.name.value] : [];
}
