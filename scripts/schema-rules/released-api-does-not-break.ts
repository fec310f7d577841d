// Nothing that the last release offered its clients is taken away.
import { findBreakingChanges, findDangerousChanges, lexicographicSortSchema } from 'graphql';
import type { SchemaRule } from './schema-rule.js';

export const releasedApiDoesNotBreak: SchemaRule = ({ composition, released }) => {
  if (!composition.composes) return [];
  if (!released) {
    return [
      {
        coordinate: 'schema/release/api.graphql',
        problem: 'there is no release to compare with.',
        remedy: 'Write it: npm run release-schema.',
      },
    ];
  }
  const current = lexicographicSortSchema(composition.apiSchema);
  return [
    ...findBreakingChanges(released, current).map(({ type, description }) => ({
      coordinate: type,
      problem: description,
      remedy:
        'Keep it and mark it @deprecated; remove it only with a release that says so: npm run release-schema.',
    })),
    ...findDangerousChanges(released, current).map(({ type, description }) => ({
      coordinate: type,
      problem: description,
      remedy: 'See whether clients cope with it.',
      isWarning: true as const,
    })),
  ];
};
