// One line for each thing that is wrong with an operation: where, what, and what to do.
import { placeOf, type OperationProblem } from './read-operations.js';

/** `schema/operations/page.graphql:3:5: Cannot query field "nam" on type "Citizen". Did you mean "name"?` */
export function describeProblem(one: OperationProblem): string {
  return `${placeOf(one)}: ${one.problem} ${one.remedy}`.replaceAll(/\s*\n\s*/g, ' ');
}
