// An outage or a refusal nulls its field alone: every field of a citizen but the keys is nullable, and so is every field with a policy but an id.
import { Kind } from 'graphql';
import { structuralResource } from '../../schema/catalogue/read-catalogue.js';
import { allFields, directiveTexts, keyCoordinates, type SchemaField } from './schema-fields.js';
import type { SchemaRule } from './schema-rule.js';

export const fieldsWithAPolicyAreNullable: SchemaRule = ({ departments }) => {
  const keys = new Set(departments.flatMap((department) => [...keyCoordinates(department)]));
  return allFields(departments)
    .filter(({ node }) => node.type.kind === Kind.NON_NULL_TYPE)
    .filter(({ coordinate, name }) => name !== 'id' && !keys.has(coordinate))
    .filter(mayBeRefused)
    .map(({ coordinate, subgraph }) => ({
      coordinate,
      subgraph,
      problem: 'is never null, so a refusal or an outage would null what holds it.',
      remedy: 'Make it nullable.',
    }));
};

function mayBeRefused({ typeName, node }: SchemaField): boolean {
  return (
    typeName === 'Citizen' ||
    directiveTexts(node, 'sharing', 'resource').some((resource) => resource !== structuralResource)
  );
}
