// A deprecation says since when: a client that a removal breaks sees how long it was told.
import { Kind } from 'graphql';
import { schemaElements } from './schema-elements.js';
import type { SchemaRule } from './schema-rule.js';

const sinceWhen = /\b20\d\d-(0[1-9]|1[0-2])-[0-3]\d\b/;

export const deprecationsSaySinceWhen: SchemaRule = ({ departments }) =>
  departments.flatMap(({ name, document }) =>
    schemaElements(document).flatMap(({ coordinate, node }) => {
      const deprecated = node.directives?.find((directive) => directive.name.value === 'deprecated');
      if (!deprecated) return [];
      const reason = deprecated.arguments?.find((argument) => argument.name.value === 'reason')?.value;
      if (reason?.kind === Kind.STRING && sinceWhen.test(reason.value)) return [];
      return [
        {
          coordinate,
          subgraph: name,
          problem: 'is deprecated without a date.',
          remedy: 'Say since when and what takes its place: @deprecated(reason: "Since 2026-11-22: …").',
        },
      ];
    }),
  );
