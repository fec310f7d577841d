// Reads operation files: each a named operation that the graph knows, or what is wrong with it, where, and what to do.
import { createHash } from 'node:crypto';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  print,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { limitDocument } from '../../gateway/operations/limit-document.js';
import type { OperationFile } from '../schema-rules/schema-rule.js';
import { ambiguousKeys } from './told-fields.js';

/** An operation that fits the graph. */
export interface RegisteredOperation {
  /** `CitizenPage`. */
  readonly name: string;
  readonly type: 'query' | 'mutation';
  /** SHA-256 of `body` in hex, by which clients ask for it. */
  readonly hash: string;
  /** The document without comments, laid out as graphql-js prints it. */
  readonly body: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The comment that the file begins with; empty without one. */
  readonly comment: string;
  readonly file: string;
}

export interface OperationProblem {
  readonly file: string;
  /** From 1; undefined where the whole file is meant. */
  readonly line?: number;
  readonly column?: number;
  readonly problem: string;
  readonly remedy: string;
}

/** `schema/operations/page.graphql:3:5`, as editors and terminals follow it. */
export function placeOf({ file, line, column }: OperationProblem): string {
  return [`schema/operations/${file}`, line, column].filter((part) => part !== undefined).join(':');
}

export type ReadOperation =
  | { readonly kind: 'operation'; readonly operation: RegisteredOperation }
  | { readonly kind: 'problems'; readonly problems: readonly OperationProblem[] };

export interface ReadOperations {
  /** By name. */
  readonly operations: readonly RegisteredOperation[];
  readonly problems: readonly OperationProblem[];
}

/** All files of a folder: besides what is wrong with each, no two may have one name. */
export function readOperations(schema: GraphQLSchema, files: readonly OperationFile[]): ReadOperations {
  const read = files.map((file) => readOperation(schema, file));
  const operations = read
    .flatMap((one) => (one.kind === 'operation' ? [one.operation] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const problems = read.flatMap((one) => (one.kind === 'problems' ? one.problems : []));
  const twice = operations.flatMap((one, index): OperationProblem[] => {
    const other = operations[index - 1];
    if (other?.name !== one.name) return [];
    return [
      {
        file: one.file,
        problem: `"${one.name}" is the name of the operation in ${other.file} too.`,
        remedy: 'Give one of them another name.',
      },
    ];
  });
  return { operations, problems: [...problems, ...twice] };
}

/** What isn't right in the text is told all at once, as far as one thing doesn't hide the next. */
export function readOperation(schema: GraphQLSchema, { file, text }: OperationFile): ReadOperation {
  const parsed = parseFile(file, text);
  if (!('kind' in parsed)) return { kind: 'problems', problems: [parsed] };
  const operation = namedOperation(file, parsed);
  if ('problem' in operation) return { kind: 'problems', problems: [operation] };
  const excess = limitDocument(parsed);
  if (excess) {
    const remedy = 'The gateway refuses larger ones.';
    return { kind: 'problems', problems: [{ file, problem: excess.message, remedy }] };
  }
  const errors = validate(schema, parsed);
  if (errors.length > 0) return { kind: 'problems', problems: errors.map((error) => describe(file, error)) };
  const registered = register(file, text, parsed, operation);
  const ambiguous = ambiguousKeys(schema, registered);
  return ambiguous.length > 0
    ? { kind: 'problems', problems: ambiguous }
    : { kind: 'operation', operation: registered };
}

function register(
  file: string,
  text: string,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): RegisteredOperation {
  const body = print(document);
  return {
    name: operation.name?.value ?? '',
    type: operation.operation === OperationTypeNode.MUTATION ? 'mutation' : 'query',
    hash: createHash('sha256').update(body).digest('hex'),
    body,
    document,
    operation,
    comment: leadingComment(text),
    file,
  };
}

function parseFile(file: string, text: string): DocumentNode | OperationProblem {
  if (text.replaceAll(/#.*|[\s,\uFEFF]/g, '') === '')
    return {
      file,
      problem: 'is empty.',
      remedy: `Write an operation into it: query Example { me { name } }`,
    };
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return describe(file, error);
  }
}

/** The name of an operation names a type and a file too. */
const operationName = /^[A-Z][A-Za-z0-9]*$/;

function namedOperation(
  file: string,
  { definitions }: DocumentNode,
): OperationDefinitionNode | OperationProblem {
  const operations = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation, second] = operations;
  if (!operation) {
    return {
      file,
      ...positionOf(definitions[0]),
      problem: 'does not hold one operation with a name: there is none.',
      remedy: 'Write the operation that uses the fragments into this file.',
    };
  }
  if (second) {
    return {
      file,
      ...positionOf(second),
      problem: `does not hold one operation with a name: there are ${operations.length}.`,
      remedy: 'Give each operation a file of its own and a name.',
    };
  }
  if (!operation.name) {
    const name = operationNameOf(file);
    return {
      file,
      ...positionOf(operation),
      problem: 'does not hold one operation with a name: it has none.',
      remedy: `Name it after the file: ${operation.operation} ${name} …`,
    };
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    return {
      file,
      ...positionOf(operation),
      problem: 'is a subscription.',
      remedy: 'Write a query or a mutation.',
    };
  }
  return misnamed(file, operation.name.value, operation) ?? operation;
}

function misnamed(
  file: string,
  name: string,
  operation: OperationDefinitionNode,
): OperationProblem | undefined {
  if (!operationName.test(name)) {
    return {
      file,
      ...positionOf(operation.name),
      problem: `"${name}" is no name for an operation: letters and digits, beginning with a capital.`,
      remedy: `Name it after the file: ${operationNameOf(file)}.`,
    };
  }
  const expected = `${fileNameOf(name)}.graphql`;
  if (file === expected) return undefined;
  return {
    file,
    ...positionOf(operation.name),
    problem: `"${name}" is not the operation that one looks for in this file.`,
    remedy: `Name the file ${expected}, or the operation ${operationNameOf(file)}.`,
  };
}

/** `CitizenPage` → `citizen-page`. */
export function fileNameOf(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2').toLowerCase();
}

/** `citizen-page.graphql` → `CitizenPage`. */
function operationNameOf(file: string): string {
  return file
    .replace(/\.graphql$/, '')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function leadingComment(text: string): string {
  const [comment = ''] = /^(#.*\n)*/.exec(text) ?? [];
  return comment.replaceAll(/^# ?/gm, '').trim();
}

interface Located {
  readonly loc?: { readonly startToken: { readonly line: number; readonly column: number } } | undefined;
}

function positionOf(node: Located | undefined): { line: number; column: number } | undefined {
  if (!node?.loc) return undefined;
  const { line, column } = node.loc.startToken;
  return { line, column };
}

/** graphql-js says what it would have understood: that is the remedy. */
function describe(file: string, { message, locations }: GraphQLError): OperationProblem {
  const [, problem = message, suggestion] = /^(.*?)(?: (Did you mean .*\?))?$/s.exec(message) ?? [];
  const syntax = /^Syntax Error: (.*)$/s.exec(problem)?.[1];
  return {
    file,
    ...locations?.[0],
    problem: syntax === undefined ? problem : `is not GraphQL: ${syntax}`,
    remedy: suggestion ?? remedyOf(problem),
  };
}

function remedyOf(problem: string): string {
  const [, variable] = /^Variable "(\$\w+)" is not defined/.exec(problem) ?? [];
  if (variable !== undefined) return `Declare it after the operation’s name: (${variable}: Type).`;
  return remedies.find(([pattern]) => pattern.test(problem))?.[1] ?? otherRemedy;
}

const remedies: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/^Cannot query field/, 'Look the type up in the schema reference, or keep the field in the schema.'],
  // Of CJK punctuation, general punctuation and full-width forms.
  [
    /Unexpected character: U\+(FF|30|20)/,
    'It is a full-width character: switch the input method off and type it again.',
  ],
  [/^Syntax Error/, 'Mend the text there: a brace or a parenthesis may be missing.'],
  [/ is never used/, 'Use it, or take it out.'],
];

const otherRemedy = 'Change the operation, or keep what it asks for in the schema.';
