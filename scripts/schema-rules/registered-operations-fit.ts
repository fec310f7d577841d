// Every operation in `schema/operations` fits the graph, and each file holds one operation with a name.
import { placeOf, readOperations } from '../operations/read-operations.js';
import { deprecatedUses } from '../operations/deprecated-uses.js';
import type { SchemaRule } from './schema-rule.js';

export const registeredOperationsFit: SchemaRule = ({ composition, operations: files }) => {
  if (!composition.composes) return [];
  const { operations, problems } = readOperations(composition.apiSchema, files);
  const uses = operations.flatMap((operation) => deprecatedUses(composition.apiSchema, operation));
  return [
    ...problems.map((one) => ({ coordinate: placeOf(one), problem: one.problem, remedy: one.remedy })),
    ...uses.map((one) => ({
      coordinate: placeOf(one),
      problem: one.problem,
      remedy: one.remedy,
      isWarning: true as const,
    })),
  ];
};
