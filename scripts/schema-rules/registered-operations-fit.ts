// Every operation in `schema/operations` fits the graph, and each file holds one operation with a name.
import { Kind, parse, validate } from 'graphql';
import type { SchemaRule, Violation } from './schema-rule.js';

export const registeredOperationsFit: SchemaRule = ({ composition, operations }) => {
  if (!composition.composes) return [];
  const { apiSchema } = composition;
  return operations.flatMap(({ file, text }): Violation[] => {
    const coordinate = `operations/${file}`;
    try {
      const document = parse(text);
      const named = document.definitions
        .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
        .map(({ name }) => name);
      if (named.length !== 1 || named[0] === undefined) {
        return [
          {
            coordinate,
            problem: 'does not hold one operation with a name.',
            remedy: 'Give each operation a file of its own and a name.',
          },
        ];
      }
      return validate(apiSchema, document).map(({ message }) => ({
        coordinate,
        problem: message,
        remedy: 'Change the operation, or keep what it asks for in the schema.',
      }));
    } catch (error) {
      return [
        {
          coordinate,
          problem: error instanceof Error ? error.message : 'is not GraphQL.',
          remedy: 'Mend the file.',
        },
      ];
    }
  });
};
