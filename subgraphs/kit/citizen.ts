// `Citizen` as a department resolves it: the subject of the assertion is all there is to it; fields load by its numbers.
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import type { DepartmentContext } from './department.js';

/** Parent value of the fields of `Citizen`. A citizen that the department has nothing on is the same, with empty fields. */
export interface CitizenParent {
  readonly residentId: string;
  readonly subject: AssertedSubject;
}

export function citizen(subject: AssertedSubject): CitizenParent {
  const [current] = subject.numbers;
  if (current === undefined) throw new Error('a subject has at least one number');
  return { residentId: current, subject };
}

/** Resolvers that every department but population has: `Query.me`, and `Citizen` by residentId. */
export const citizenResolvers = {
  me: (_root: unknown, _args: unknown, context: DepartmentContext<unknown>) =>
    citizen(context.assertion.me()),
  resolveReference: (reference: { residentId: string }, context: DepartmentContext<unknown>) =>
    citizen(context.assertion.subjectByNumber(reference.residentId)),
};
