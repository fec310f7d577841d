// How much an operation costs at most, counted before it is planned: objects times the sizes of the lists that they stand in.
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isUnionType,
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentsCost } from './arguments-cost.js';
import { plus, sum, times, type Cost, type Variables } from './cost.js';
import type { CostTable, ListSize } from './cost-table.js';
import { listSizeOf } from './list-size.js';
import { fragmentsOf, type Fragments } from './measure-expansion.js';

/** A mutation changes something, which is dearer than to read it. */
const mutationCost = 10;

/**
 * Cost as the GraphQL Cost Directives specification of IBM counts it with the numbers of Apollo's Router: 1 for each object,
 * 0 for each scalar, times the size of the lists around it; 1 for each input object; 10 for a mutation. `@cost` and
 * `@listSize` say otherwise. What fragments select on types that exclude one another is added up, and equal fields count
 * twice: it is a bound, and cheap. Introspection costs nothing: it asks no department.
 * The document is valid and within its limits, and the variables are checked.
 * @throws GatewayError BAD_USER_INPUT for a list of which the operation must say the size, and doesn't
 */
export type CostOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
) => number;

/** Apollo Server keeps the documents of equal queries, so a page is compiled once; after that only its variables are read. */
export function createOperationCost(table: CostTable): CostOf {
  const compiled = new WeakMap<OperationDefinitionNode, Cost>();
  return (schema, document, operation, variables) => {
    const cost = compiled.get(operation) ?? compileOperation(schema, document, operation, table);
    compiled.set(operation, cost);
    return typeof cost === 'number' ? cost : cost(variables);
  };
}

function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  table: CostTable,
): Cost {
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const compileSet = createCompiler({ schema, fragments: fragmentsOf(document), table });
  const fields = compileSet(root, operation.selectionSet, undefined);
  const cost = plus(operation.operation === OperationTypeNode.MUTATION ? mutationCost : 0, fields);
  if (typeof cost === 'number') return cost;
  const defaults = defaultsOf(operation);
  return (variables) => cost({ ...defaults, ...variables });
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

interface Compilation {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly table: CostTable;
}

/** What the field around a selection set says of the size of lists in it (`sizedFields`). */
interface Sized {
  readonly fields: readonly string[];
  readonly size: Cost;
}

type CompileSet = (type: GraphQLCompositeType, set: SelectionSetNode, sized: Sized | undefined) => Cost;

function createCompiler({ schema, fragments, table }: Compilation): CompileSet {
  const compileSet: CompileSet = (type, { selections }, sized) =>
    sum(selections.map((one) => whenIncluded(one, compileSelection(type, one, sized))));

  const compileSelection = (
    type: GraphQLCompositeType,
    selection: SelectionNode,
    sized: Sized | undefined,
  ): Cost => {
    if (selection.kind === Kind.FIELD) return compileField(type, selection, sized);
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return 0;
    const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    return compileSet(isCompositeType(condition) ? condition : type, fragment.selectionSet, sized);
  };

  const compileField = (parent: GraphQLCompositeType, node: FieldNode, sized: Sized | undefined): Cost => {
    const name = node.name.value;
    const field = isUnionType(parent) ? undefined : parent.getFields()[name];
    // Fields of the schema itself (`__schema`) aren't fields of Query.
    if (!field) return 0;
    const declared = declaredFor(parent, name, { schema, table });
    const coordinate = `${parent.name}.${name}`;
    const size = listSizeOf(coordinate, declared.listSize, field, node);
    const count = sized?.fields.includes(name) ? sized.size : size;
    const each = plus(declared.weight ?? weightOf(field, table), compileInner(field, node, declared, size));
    return plus(
      isListType(getNullableType(field.type)) ? times(count, each) : each,
      argumentsCost(coordinate, field, node, table),
    );
  };

  const compileInner = (
    { type }: GraphQLField<unknown, unknown>,
    { selectionSet }: FieldNode,
    { listSize }: Declared,
    size: Cost,
  ): Cost => {
    const named = getNamedType(type);
    if (!selectionSet || !isCompositeType(named)) return 0;
    return compileSet(named, selectionSet, { fields: listSize?.sizedFields ?? [], size });
  };
  return compileSet;
}

interface Declared {
  readonly weight: number | undefined;
  readonly listSize: ListSize | undefined;
}

/** What the directives say of a field; of an interface's, the most that they say of any type's that may stand there. */
function declaredFor(
  parent: GraphQLCompositeType,
  name: string,
  { schema, table }: Pick<Compilation, 'schema' | 'table'>,
): Declared {
  const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
  let weight: number | undefined;
  let listSize: ListSize | undefined;
  for (const type of types) {
    const coordinate = `${type.name}.${name}`;
    weight = Math.max(weight ?? -Infinity, table.weights.get(coordinate) ?? -Infinity);
    const size = table.listSizes.get(coordinate);
    if (size && (size.assumedSize ?? 0) >= (listSize?.assumedSize ?? 0)) listSize = size;
  }
  return { weight: weight === -Infinity ? undefined : weight, listSize };
}

function weightOf({ type }: GraphQLField<unknown, unknown>, { weights }: CostTable): number {
  const named = getNamedType(type);
  return weights.get(named.name) ?? (isLeafType(named) ? 0 : 1);
}

/** The cost where `@skip` and `@include` let it stand. */
function whenIncluded({ directives = [] }: SelectionNode, cost: Cost): Cost {
  return directives.reduce((rest, directive) => {
    const included = isIncluded(directive);
    if (typeof included === 'boolean') return included ? rest : 0;
    return (variables) => (included(variables) ? (typeof rest === 'number' ? rest : rest(variables)) : 0);
  }, cost);
}

/** Directive → the condition under which it leaves its selection out. */
const exclusions: ReadonlyMap<string, boolean> = new Map([
  ['skip', true],
  ['include', false],
]);

function isIncluded({
  name,
  arguments: given,
}: DirectiveNode): boolean | ((variables: Variables) => boolean) {
  const excluding = exclusions.get(name.value);
  const value = given?.find((one) => one.name.value === 'if')?.value;
  if (excluding === undefined || !value) return true;
  if (value.kind === Kind.VARIABLE) return (variables) => variables[value.name.value] !== excluding;
  return !(value.kind === Kind.BOOLEAN && value.value === excluding);
}
