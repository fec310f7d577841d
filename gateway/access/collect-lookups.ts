// Whom an operation asks for by number and name, evaluated before it is planned.
import {
  getArgumentValues,
  getDirectiveValues,
  getVariableValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { maxLookups, type Lookup } from '../../schema/contract/identity.js';
import { GatewayError } from '../errors.js';

type Variables = Readonly<Record<string, unknown>>;

/** `CitizenLookup` of the schema, its scalars' rules applied: the number is in canonical form. */
interface CitizenLookup {
  readonly residentId: string;
  readonly name: string;
}

/** Field of Query → the look-ups in its arguments. */
const lookupFields: ReadonlyMap<string, (values: Readonly<Record<string, unknown>>) => CitizenLookup[]> =
  new Map([
    ['citizen', (values) => [values as unknown as CitizenLookup]],
    ['citizens', ({ by }) => by as CitizenLookup[]],
  ]);

/**
 * Every `citizen` and `citizens` that the operation will ask with these variables, whatever its alias and wherever its
 * fragment; each alias and each entry of a list is a look-up of its own. The arguments are read as graphql-js reads them
 * when it executes, so what is looked up here is what the departments are asked later.
 * @param schema with the rules of our scalars (`applyScalarRules`); the document is valid in it
 * @param variables as the client sent them
 * @throws GatewayError LIMIT_EXCEEDED beyond 200, BAD_USER_INPUT for values that don't fit
 */
export function collectLookups(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Lookup[] {
  const query = schema.getQueryType();
  if (operation.operation !== OperationTypeNode.QUERY || !query) return [];
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (errors) throw badValues();
  const lookups: Lookup[] = [];
  for (const node of rootFieldsOf(document, operation, coerced)) {
    const read = lookupFields.get(node.name.value);
    const field = query.getFields()[node.name.value];
    if (!read || !field) continue;
    for (const { residentId, name } of read(argumentsOf(field, node, coerced)))
      lookups.push({ number: residentId, name });
    if (lookups.length > maxLookups) throw tooMany();
  }
  return lookups;
}

/** One field for each response key: fields that share one are the same field with the same arguments, says validation. */
function rootFieldsOf(
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Iterable<FieldNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const byKey = new Map<string, FieldNode>();
  const visited = new Set<string>();

  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        if (!byKey.has(key)) byKey.set(key, selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else collectFragment(selection.name.value);
    }
  };
  const collectFragment = (name: string): void => {
    const fragment = fragments.get(name);
    if (!fragment || visited.has(name)) return;
    visited.add(name);
    collect(fragment.selectionSet);
  };
  collect(operation.selectionSet);
  return byKey.values();
}

function isIncluded(selection: SelectionNode, variables: Variables): boolean {
  return reading(
    () =>
      getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] !== true &&
      getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false,
  );
}

function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Variables) {
  return reading(() => getArgumentValues(field, node, variables));
}

/** graphql-js puts the value into its message, which here is somebody's number. */
function reading<Value>(read: () => Value): Value {
  try {
    return read();
  } catch {
    throw badValues();
  }
}

function badValues(): GatewayError {
  return new GatewayError('BAD_USER_INPUT', 400, {
    zh: 'citizen 或 citizens 的参数、@skip 或 @include 的条件与类型不符或缺少。',
    en: 'An argument of citizen or citizens, or a condition of @skip or @include, is missing or not of its type.',
  });
}

function tooMany(): GatewayError {
  return new GatewayError('LIMIT_EXCEEDED', 400, {
    zh: `一次最多查询 ${maxLookups} 人（每个别名、每个列表项各计一次）。请分成几个操作。`,
    en: `At most ${maxLookups} people at a time; each alias and each entry of a list counts. Split it into several operations.`,
  });
}
