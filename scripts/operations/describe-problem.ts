// One line for each thing that is wrong with an operation: where, what, and what to do.
import type { OperationProblem } from './read-operations.js';

/** `schema/operations/page.graphql:3:5: Cannot query field "nam" on type "Citizen". Did you mean "name"?`; editors follow the place. */
export function describeProblem({ file, line, column, problem, remedy }: OperationProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `schema/operations/${place}: ${problem} ${remedy}`.replaceAll(/\s*\n\s*/g, ' ');
}
