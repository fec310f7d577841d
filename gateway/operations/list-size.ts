// How many items a field leads to at most, by `@listSize` and its arguments.
import { Kind, type FieldNode, type GraphQLArgument, type GraphQLField } from 'graphql';
import { GatewayError } from '../errors.js';
import { valueOf, type Cost, type Variables } from './cost.js';
import type { ListSize } from './cost-table.js';

/** Of a list about which nothing is said. */
const assumedListSize = 10;

/**
 * The largest of the slicing arguments that are given, else the assumed size. An argument's default counts as given.
 * @throws GatewayError BAD_USER_INPUT where exactly one must be given and isn't: when compiled or, by variables, when counted
 */
export function listSizeOf(
  coordinate: string,
  listSize: ListSize | undefined,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Cost {
  const assumed = listSize?.assumedSize ?? assumedListSize;
  const names = listSize?.slicingArguments ?? [];
  if (names.length === 0) return assumed;
  const sizes = names.flatMap((name) => {
    const argument = field.args.find((one) => one.name === name);
    return argument ? [sliceOf(argument, node)] : [];
  });
  // The specification's default.
  const requiresOne = listSize?.requireOneSlicingArgument ?? true;
  const size = (variables: Variables): number => {
    const given = sizes.map((one) => one && valueOf(one, variables)).filter((one) => Number.isInteger(one));
    if (requiresOne && given.length !== 1) throw needsOneOf(coordinate, names);
    return given.length === 0 ? assumed : Math.max(0, ...given);
  };
  return sizes.some((one) => typeof one === 'function') ? size : size({});
}

/** NaN where the argument is null or left out. */
function sliceOf({ name, defaultValue }: GraphQLArgument, { arguments: given }: FieldNode): Cost {
  const value = given?.find((one) => one.name.value === name)?.value;
  const whenAbsent = typeof defaultValue === 'number' ? defaultValue : NaN;
  if (!value) return whenAbsent;
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind !== Kind.VARIABLE) return NaN;
  return (variables) => {
    const number = variables[value.name.value];
    if (number === undefined) return whenAbsent;
    return typeof number === 'number' ? number : NaN;
  };
}

function needsOneOf(coordinate: string, names: readonly string[]): GatewayError {
  return new GatewayError('BAD_USER_INPUT', 400, {
    zh: `${coordinate} 须且只须给出 ${names.join('、')} 之一，以说明列表的大小。`,
    en: `${coordinate} needs exactly one of ${names.join(', ')}, which say how large the list is.`,
  });
}
