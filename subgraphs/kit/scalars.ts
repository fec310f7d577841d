// The scalars of `common.graphql` for a department's schema: input is checked, output is the text that the register holds.
import { GraphQLScalarType, Kind } from 'graphql';
import { scalarRules } from '../../schema/contract/scalars.js';
import { DepartmentError } from './department-error.js';

/** Resolvers for every scalar, to spread into a department's resolvers. */
export const scalarResolvers: Record<string, GraphQLScalarType<string, string>> = Object.fromEntries(
  Object.keys(scalarRules).map((name) => [name, createScalar(name)]),
);

function createScalar(name: string): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    const rule = scalarRules[name];
    if (typeof value !== 'string' || !rule)
      throw new DepartmentError('BAD_USER_INPUT', `${name} is given as a string.`);
    const checked = rule(value);
    if (!checked.ok) throw new DepartmentError('BAD_USER_INPUT', `${name}: ${checked.problem.en}`);
    return checked.value;
  };
  return new GraphQLScalarType<string, string>({
    name,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
    // A register holds what it holds: an old number with a wrong check character is shown, not hidden behind an error.
    serialize: String,
  });
}
