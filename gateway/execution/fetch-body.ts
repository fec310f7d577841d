// The JSON text of a request to a department: all but its variables is made once.
import { Kind, parse, print, stripIgnoredCharacters, type OperationDefinitionNode } from 'graphql';
import type { FetchNode } from '../planning/planner.js';
import { quote } from './quote.js';

/** Variables of one run, as the client sent them. */
export interface RunVariables {
  readonly variables: Readonly<Record<string, unknown>>;
  /** JSON texts, each made once. */
  readonly variableTexts: Map<string, string | undefined>;
}

/** @param representations `"representations":[…]`, or nothing */
export type WriteBody = (run: RunVariables, representations: string) => string;

export function compileBody({ operation, operationName, variableUsages = [] }: FetchNode): WriteBody {
  const name = operationName === undefined ? '' : `,"operationName":${quote(operationName)}`;
  const start = `{"query":${JSON.stringify(operation)}${name}`;
  const bare = `${start}}`;
  return (run, representations) => {
    const variables = joinVariables(run, representations, variableUsages);
    return variables === '' ? bare : `${start},"variables":{${variables}}}`;
  };
}

/** What one `_entities` field of a request is made of, to stand beside others. */
export interface EntityQuery {
  /** Of the client's variables: `$first:Int=3`, in JSON's escapes. */
  readonly definitions: readonly string[];
  /** `{...on Citizen{name}}`, in JSON's escapes. */
  readonly selection: string;
  readonly variableUsages: readonly string[];
}

export function compileEntityQuery({ operation, variableUsages = [] }: FetchNode): EntityQuery {
  const { variableDefinitions = [], selectionSet } = operationOf(operation);
  const [entities] = selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || !entities.selectionSet)
    throw new TypeError('a fetch without _entities');
  return {
    definitions: variableDefinitions
      .filter(({ variable }) => variable.name.value !== 'representations')
      .map((definition) => escaped(print(definition))),
    selection: escaped(stripIgnoredCharacters(print(entities.selectionSet))),
    variableUsages,
  };
}

/** Key of the nth `_entities` of a request for several. */
export const entityKey = (index: number): string => `yihao_entities_${index}`;

/** One request for what would have been several. */
export function writeMergedBody(
  run: RunVariables,
  queries: readonly (EntityQuery & { readonly representations: string })[],
): string {
  const definitions = new Set(queries.flatMap((query) => query.definitions));
  let variables = '';
  let fields = '';
  for (const [index, { selection, representations }] of queries.entries()) {
    const key = entityKey(index);
    definitions.add(`$${key}:[_Any!]!`);
    fields += `${key}:_entities(representations:$${key})${selection}`;
    variables += `${index === 0 ? '' : ','}"${key}":[${representations}]`;
  }
  const usages = new Set(queries.flatMap((query) => query.variableUsages));
  return `{"query":"query(${[...definitions].join()}){${fields}}","variables":{${joinVariables(run, variables, usages)}}}`;
}

function joinVariables(run: RunVariables, first: string, names: Iterable<string>): string {
  let variables = first;
  for (const name of names) {
    const text = variableText(run, name);
    if (text !== undefined) variables += variables === '' ? text : `,${text}`;
  }
  return variables;
}

/** Undefined for one that the client left out: its default is in the operation. */
function variableText({ variables, variableTexts }: RunVariables, name: string): string | undefined {
  if (variableTexts.has(name)) return variableTexts.get(name);
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  const text = value === undefined ? undefined : `${quote(name)}:${JSON.stringify(value)}`;
  variableTexts.set(name, text);
  return text;
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

export function operationOf(text: string): OperationDefinitionNode {
  const [definition] = parse(text).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('a fetch without an operation');
  return definition;
}
