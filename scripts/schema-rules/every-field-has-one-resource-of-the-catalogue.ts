// Every field of an object or interface names exactly one resource, and the catalogue has it.
import { allFields, directiveTexts } from './schema-fields.js';
import type { SchemaRule } from './schema-rule.js';

export const everyFieldHasOneResourceOfTheCatalogue: SchemaRule = ({ departments, catalogue }) =>
  allFields(departments).flatMap(({ coordinate, subgraph, node }) => {
    const [resource, ...more] = directiveTexts(node, 'sharing', 'resource');
    if (resource === undefined) {
      return {
        coordinate,
        subgraph,
        problem: 'has no @sharing, so no policy protects it.',
        remedy: 'Name its catalogue resource: @sharing(resource: "…").',
      };
    }
    if (more.length > 0) {
      return {
        coordinate,
        subgraph,
        problem: 'has more than one @sharing.',
        remedy: 'Keep the one that provides it.',
      };
    }
    if (catalogue.resources.has(resource)) return [];
    return {
      coordinate,
      subgraph,
      problem: `names the resource "${resource}", which the catalogue doesn't have.`,
      remedy: 'Correct the name, or describe the resource in schema/catalogue.',
    };
  });
