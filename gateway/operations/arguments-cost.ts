// What the arguments of a field cost: 1 for each input object, nothing for scalars, and what `@cost` says of any of them.
import {
  getNamedType,
  isInputObjectType,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type ValueNode,
} from 'graphql';
import { sum, type Cost } from './cost.js';
import type { CostTable } from './cost-table.js';

export function argumentsCost(
  coordinate: string,
  field: GraphQLField<unknown, unknown>,
  { arguments: given = [] }: FieldNode,
  table: CostTable,
): Cost {
  const compile = createValueCostCompiler(table);
  return sum(
    given.map(({ name, value }) => {
      const argument = field.args.find((one) => one.name === name.value);
      const costOf = argument && compile(argument, `${coordinate}(${name.value}:)`);
      if (!costOf) return 0;
      if (!holdsVariable(value)) return costOf(valueFromASTUntyped(value));
      return (variables) => costOf(valueFromASTUntyped(value, variables));
    }),
  );
}

function holdsVariable(node: ValueNode): boolean {
  if (node.kind === Kind.LIST) return node.values.some(holdsVariable);
  if (node.kind === Kind.OBJECT) return node.fields.some(({ value }) => holdsVariable(value));
  return node.kind === Kind.VARIABLE;
}

type Input = GraphQLArgument | GraphQLInputField;
type ValueCost = (value: unknown) => number;

/** Undefined for what costs nothing, whatever its value: most arguments are such scalars. */
type CompileValueCost = (input: Input, coordinate: string) => ValueCost | undefined;

function createValueCostCompiler({ weights }: CostTable): CompileValueCost {
  // Input types may hold one another in circles.
  const fieldsByType = new Map<string, Map<string, ValueCost>>();
  const compile: CompileValueCost = ({ type }, coordinate) => {
    const named = getNamedType(type);
    const isObject = isInputObjectType(named);
    const weight = weights.get(coordinate) ?? weights.get(named.name) ?? (isObject ? 1 : 0);
    if (!isObject) return weight === 0 ? undefined : (value) => costOfValue(value, weight, noFields);
    const known = fieldsByType.get(named.name);
    const fields = known ?? new Map<string, ValueCost>();
    if (!known) {
      fieldsByType.set(named.name, fields);
      for (const field of Object.values(named.getFields())) {
        const costOf = compile(field, `${named.name}.${field.name}`);
        if (costOf) fields.set(field.name, costOf);
      }
    }
    return (value) => costOfValue(value, weight, fields);
  };
  return compile;
}

const noFields: ReadonlyMap<string, ValueCost> = new Map();

/** Each item of a list costs what the argument does. */
function costOfValue(value: unknown, weight: number, fields: ReadonlyMap<string, ValueCost>): number {
  if (value === null || value === undefined) return 0;
  let cost = 0;
  if (Array.isArray(value)) {
    for (const one of value) cost += costOfValue(one, weight, fields);
    return cost;
  }
  for (const [name, costOf] of fields) cost += costOf((value as Record<string, unknown>)[name]);
  return weight + cost;
}
