// Every resource of the catalogue has a field: what nobody can ask for isn't offered.
import { allFields, directiveTexts } from './schema-fields.js';
import type { SchemaRule } from './schema-rule.js';

export const everyResourceIsUsed: SchemaRule = ({ departments, catalogue }) => {
  const used = new Set(
    allFields(departments).flatMap(({ node }) => directiveTexts(node, 'sharing', 'resource')),
  );
  return [...catalogue.resources.keys()]
    .filter((resource) => !used.has(resource))
    .map((resource) => ({
      coordinate: resource,
      problem: 'is in the catalogue, but no field belongs to it.',
      remedy: 'Serve it or take it out of schema/catalogue.',
    }));
};
