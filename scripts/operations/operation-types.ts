// TypeScript types of what an operation answers and asks for.
import { codegen } from '@graphql-codegen/core';
import * as operationsPlugin from '@graphql-codegen/typescript-operations';
import { isScalarType, isSpecifiedScalarType, Kind, parse, printSchema, type GraphQLSchema } from 'graphql';
import ts from 'typescript';
import { citizenType } from '../../gateway/request-look-ups.js';
import type { RegisteredOperation } from './read-operations.js';
import { citizenKeys } from './told-fields.js';

/** `<Name>Variables`, `<Name>Data`, then what they are made of; a citizen's nullable fields are `Told`. */
export async function operationTypes(schema: GraphQLSchema, operation: RegisteredOperation): Promise<string> {
  const { file, document } = operation;
  const generated = await codegen({
    documents: [{ location: file, document }],
    filename: file,
    schema: parse(printSchema(schema)),
    plugins: [{ operations: {} }],
    pluginMap: { operations: operationsPlugin },
    config: {
      onlyOperationTypes: true,
      skipTypename: true,
      enumType: 'string-literal',
      namingConvention: 'keep',
      arrayInputCoercion: false,
      // Each fragment is a type of its own: a page passes its data on to what shows it.
      inlineFragmentTypes: 'combine',
      strictScalars: true,
      scalars: stringScalars(schema),
    },
  });
  const source = ts.createSourceFile(file, generated, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter(({ name }) => !pluginsOwn.has(name.text))
    .map((alias) => createAlias(schema, operation, alias))
    .sort((a, b) => a.rank - b.rank)
    .map(({ text }) => text)
    .join('\n\n');
}

/** Types that the plugin adds to every file. */
const pluginsOwn: ReadonlySet<string> = new Set(['Exact', 'Incremental']);

function stringScalars(schema: GraphQLSchema): Record<string, string | { input: string; output: string }> {
  const custom = Object.values(schema.getTypeMap()).filter(
    (type) => isScalarType(type) && !isSpecifiedScalarType(type),
  );
  return {
    ...Object.fromEntries(custom.map(({ name }) => [name, 'string'])),
    ID: { input: 'string', output: 'string' },
  };
}

interface WrittenAlias {
  /** The smallest come first. */
  readonly rank: number;
  readonly text: string;
}

function createAlias(
  schema: GraphQLSchema,
  operation: RegisteredOperation,
  alias: ts.TypeAliasDeclaration,
): WrittenAlias {
  const { name } = operation;
  const suffix = operation.type === 'query' ? 'Query' : 'Mutation';
  const write = (as: string, type: string): string => `export type ${as} = ${type};`;
  switch (alias.name.text) {
    case `${name}${suffix}Variables`:
      return { rank: 0, text: write(`${name}Variables`, variablesOf(alias.type)) };
    case `${name}${suffix}`: {
      const type = tellRoots(alias.type, citizenKeys(schema, operation));
      return { rank: 1, text: write(`${name}Data`, type) };
    }
  }
  const onType = fragmentTypes(operation).get(alias.name.text);
  if (onType === undefined) return { rank: 3, text: alias.getFullText().trim() };
  const type =
    onType === citizenType
      ? tellFields(alias.type)
      : tellRoots(alias.type, onType === 'Query' ? citizenKeys(schema, operation) : new Set());
  return { rank: 2, text: write(alias.name.text, type) };
}

/** Name of the type → what the fragment is on. */
function fragmentTypes({ document }: RegisteredOperation): Map<string, string> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [[`${definition.name.value}Fragment`, definition.typeCondition.name.value] as const]
        : [],
    ),
  );
}

/** Without the plugin's `Exact`, by which nothing more is refused than TypeScript refuses anyway. */
function variablesOf(type: ts.TypeNode): string {
  const exact = ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
  const hasAny = exact && ts.isTypeLiteralNode(exact) && exact.members.some(ts.isPropertySignature);
  return hasAny ? exact.getText() : 'Record<string, never>';
}

/** A piece of the source and what stands there instead. */
interface Edit {
  readonly node: ts.Node;
  readonly text: string;
}

function tellRoots(type: ts.TypeNode, keys: ReadonlySet<string>): string {
  const roots = propertiesOf(type).filter(({ name }) => keys.has(name.getText()));
  return edited(
    type,
    roots.flatMap((root) => (root.type ? toldEdits(root.type) : [])),
  );
}

function tellFields(type: ts.TypeNode): string {
  return edited(type, toldEdits(type));
}

function toldEdits(type: ts.TypeNode): Edit[] {
  return propertiesOf(type).flatMap(({ type: field }): Edit[] => {
    if (!field || !ts.isUnionTypeNode(field)) return [];
    const values = field.types.filter((one) => !isNull(one));
    if (values.length === field.types.length) return [];
    return [{ node: field, text: `Told<${values.map((one) => one.getText()).join(' | ')}>` }];
  });
}

/** The fields of an object, of each in a list, and of all that it is made of. */
function propertiesOf(type: ts.TypeNode): ts.PropertySignature[] {
  if (ts.isTypeLiteralNode(type)) return type.members.filter(ts.isPropertySignature);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) return type.types.flatMap(propertiesOf);
  if (ts.isParenthesizedTypeNode(type)) return propertiesOf(type.type);
  if (ts.isTypeReferenceNode(type)) return (type.typeArguments ?? []).flatMap(propertiesOf);
  return [];
}

function isNull(type: ts.TypeNode): boolean {
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}

/** No edit lies within another: a citizen's fields lead to no other citizen. */
function edited(type: ts.TypeNode, edits: readonly Edit[]): string {
  const start = type.getStart();
  return edits
    .toSorted((a, b) => b.node.getStart() - a.node.getStart())
    .reduce(
      (text, { node, text: instead }) =>
        text.slice(0, node.getStart() - start) + instead + text.slice(node.getEnd() - start),
      type.getText(),
    );
}
