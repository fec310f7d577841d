// A field that several departments define belongs to the same resource in each: one field, one resource, one provider.
import { directiveTexts, fieldsByCoordinate } from './schema-fields.js';
import type { SchemaRule } from './schema-rule.js';

export const aFieldHasTheSameResourceEverywhere: SchemaRule = ({ departments }) =>
  [...fieldsByCoordinate(departments)].flatMap(([coordinate, fields]) => {
    const [first, ...others] = fields.map(({ subgraph, node }) => ({
      subgraph,
      resource: directiveTexts(node, 'sharing', 'resource')[0],
    }));
    return others
      .filter(({ resource }) => resource !== first?.resource)
      .map(({ subgraph, resource }) => ({
        coordinate,
        subgraph,
        problem: `belongs to "${resource}" here and to "${first?.resource}" in ${first?.subgraph}.`,
        remedy: 'Name the same resource in both.',
      }));
  });
