// No field, argument or input field is a Float: money and quantities are exact decimals.
import { namedType } from './schema-fields.js';
import { schemaElements } from './schema-elements.js';
import type { SchemaRule } from './schema-rule.js';

export const noValueIsAFloat: SchemaRule = ({ departments }) =>
  departments.flatMap(({ name, document }) =>
    schemaElements(document)
      .filter(({ node }) => 'type' in node && namedType(node.type) === 'Float')
      .map(({ coordinate }) => ({
        coordinate,
        subgraph: name,
        problem: 'is a Float, which rounds.',
        remedy: 'Make it a Decimal.',
      })),
  );
