// The departments' schemas compose into one supergraph, without hints.
import type { SchemaRule } from './schema-rule.js';

export const subgraphsCompose: SchemaRule = ({ composition }) =>
  composition.composes
    ? composition.hints.map((hint) => ({
        coordinate: 'supergraph',
        problem: hint,
        remedy: 'Make the departments agree.',
        isWarning: true,
      }))
    : composition.errors.map((error) => ({
        coordinate: 'supergraph',
        problem: error,
        remedy: 'Change one of the departments so that they compose.',
      }));
