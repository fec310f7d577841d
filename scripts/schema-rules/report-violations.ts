// One line for each violation: coordinate, subgraphs, what is wrong, what to do.
import { groupBy } from './group-by.js';
import type { SchemaInputs, SchemaRule, Violation } from './schema-rule.js';

export interface Report {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** What several departments get wrong alike, as in the part that all have in common, is one line. */
export function reportViolations(rules: readonly SchemaRule[], inputs: SchemaInputs): Report {
  const violations = rules.flatMap((rule) => rule(inputs));
  return {
    errors: lines(violations.filter(({ isWarning }) => !isWarning)),
    warnings: lines(violations.filter(({ isWarning }) => isWarning)),
  };
}

function lines(violations: readonly Violation[]): string[] {
  const alike = groupBy(violations, ({ coordinate, problem, remedy }) =>
    JSON.stringify([coordinate, problem, remedy]),
  );
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const subgraphs = [first, ...others].flatMap(({ subgraph }) => subgraph ?? []);
    const place = subgraphs.length > 0 ? `${first.coordinate} (${subgraphs.join(', ')})` : first.coordinate;
    return [`${place}: ${first.problem} ${first.remedy}`.replaceAll(/\s*\n\s*/g, ' ')];
  });
}
