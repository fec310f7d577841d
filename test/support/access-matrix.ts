// Checks one answer of the access matrix, and what the departments were asked for it, against what the oracle expects.
import { isDeepStrictEqual } from 'node:util';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { expectAnswer, type ExpectedAnswer, type Verdicts } from './access-oracle.js';
import type { ReadSupergraph } from './field-tree.js';
import type { AskedField } from './ways-to-ask.js';

export interface MatrixAnswer {
  /** The citizens of the answer, in the order of `own`. */
  readonly citizens: readonly unknown[];
  /** The whole response body. */
  readonly text: string;
  /** GraphQL requests that departments got for it. */
  readonly departmentRequests: readonly string[];
}

export interface MatrixCase {
  readonly asked: readonly AskedField[];
  readonly verdicts: Verdicts;
  readonly supergraph: ReadSupergraph;
  /** Everything that each citizen sees of himself or herself. */
  readonly own: readonly unknown[];
  /** Whether everybody may read a text anyway: then it tells nothing, even where it is hidden. */
  isPublic(text: string): boolean;
}

export interface CheckedAnswer {
  /** Fields × citizens whose value was compared. */
  readonly combinations: number;
  /** Of those, how many had something to hide. */
  readonly hidden: number;
  /** Raw values that were looked for in the text. */
  readonly sentinels: number;
  readonly faults: readonly string[];
}

/** Shorter texts (codes, counts) stand in every answer by chance; names are short, but nothing else looks like them. */
const sentinel = /^.{5,}$|^\p{Script=Han}{2,}$/su;

export function checkAnswer(answer: MatrixAnswer, matrixCase: MatrixCase): CheckedAnswer {
  const { asked, verdicts, supergraph, own } = matrixCase;
  const paths = pathsOf(asked);
  const expected = own.map((one) => expectAnswer(one, asked, verdicts, supergraph));
  const faults = expected.flatMap(({ value }, index) => differences(answer.citizens[index], value, paths));
  if (answer.citizens.length !== own.length) faults.push(`${answer.citizens.length} citizens are answered`);
  const sentinels = [...new Set(expected.flatMap((one) => [...one.hidden]))].filter(
    (one) => sentinel.test(one) && !matrixCase.isPublic(one),
  );
  faults.push(...leaked(answer.text, sentinels, expected, faults.length === 0));
  faults.push(...wronglyAsked(answer.departmentRequests, verdicts, supergraph));
  const hidden = paths.filter(({ coordinates }) => coordinates.some((one) => verdicts.get(one) !== 'clear'));
  return {
    combinations: paths.length * own.length,
    hidden: hidden.length * own.length,
    sentinels: sentinels.length,
    faults,
  };
}

/** Of a request that is refused whole: nothing was asked of anybody, and nothing stands in the answer. */
export function checkRefusal(
  { text, departmentRequests }: Pick<MatrixAnswer, 'text' | 'departmentRequests'>,
  { asked, verdicts, supergraph, own, ...texts }: MatrixCase,
): CheckedAnswer {
  const hidden = own.flatMap((one) => [...expectAnswer(one, asked, verdicts, supergraph).hidden]);
  const sentinels = [...new Set(hidden)].filter((one) => sentinel.test(one) && !texts.isPublic(one));
  const faults = sentinels.filter((one) => text.includes(one)).map((one) => `the text holds ${one}`);
  if (departmentRequests.length > 0) faults.push('a department was asked');
  const combinations = countFields(asked) * own.length;
  return { combinations, hidden: combinations, sentinels: sentinels.length, faults };
}

/** Equal as a whole is equal in every field; otherwise each field is looked at, for the message. */
function differences(actual: unknown, expected: unknown, paths: readonly AskedPath[]): string[] {
  if (isDeepStrictEqual(actual, expected)) return [];
  const fields = paths
    .filter(({ keys }) => !isDeepStrictEqual(valuesAt(actual, keys), valuesAt(expected, keys)))
    .map(({ coordinates }) => `${coordinates.join(' → ')} is not as expected`);
  return fields.length > 0 ? fields : ['something stands there that nobody asked for'];
}

/** Fields of the question, each counted once: what `checkAnswer` compares for each citizen. */
export function countFields(asked: readonly AskedField[]): number {
  return asked.reduce((sum, { children }) => sum + 1 + countFields(children), 0);
}

interface AskedPath {
  readonly keys: readonly string[];
  readonly coordinates: readonly string[];
}

function pathsOf(asked: readonly AskedField[]): AskedPath[] {
  return asked.flatMap(({ key, field: { coordinate }, children }) => [
    { keys: [key], coordinates: [coordinate] },
    ...pathsOf(children).map(({ keys, coordinates }) => ({
      keys: [key, ...keys],
      coordinates: [coordinate, ...coordinates],
    })),
  ]);
}

/** What stands at a path, through lists; of objects only that they are there. */
function valuesAt(value: unknown, keys: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => valuesAt(item, keys));
  if (typeof value !== 'object' || value === null) return value;
  const [key, ...rest] = keys;
  return key === undefined ? 'an object' : valuesAt((value as Record<string, unknown>)[key], rest);
}

/** @param dataIsRight it has been compared with what is expected, so that what stands beside it is left to be searched */
function leaked(
  text: string,
  sentinels: readonly string[],
  expected: readonly ExpectedAnswer[],
  dataIsRight: boolean,
): string[] {
  const searched = (dataIsRight ? withoutData(text) : text).replaceAll(/"asOf":"[^"]*"/g, '');
  const found = sentinels.filter((one) => searched.includes(one));
  if (found.length === 0) return [];
  // The same text may stand where it is allowed: a date that two records share.
  const allowed = JSON.stringify(expected.map(({ value }) => value));
  return found.filter((one) => !allowed.includes(one)).map((one) => `the text holds ${one}`);
}

function withoutData(text: string): string {
  const { data: _data, ...rest } = JSON.parse(text) as { data: unknown };
  return JSON.stringify(rest);
}

/** Coordinates that a department was asked for without the caller's right; keys are exchanged whoever asks. */
function wronglyAsked(
  requests: readonly string[],
  verdicts: Verdicts,
  { sdl, keys }: ReadSupergraph,
): string[] {
  const asked = new Set(requests.flatMap((body) => askedCoordinates(body, sdl)));
  return [...asked]
    .filter((coordinate) => verdicts.get(coordinate) === 'refused' && !keys.has(coordinate))
    .map((coordinate) => `a department was asked for ${coordinate}`);
}

function askedCoordinates(body: string, sdl: ReadSupergraph['sdl']): string[] {
  const { definitions } = parse((JSON.parse(body) as { query: string }).query);
  const asked: string[] = [];
  const collect = ({ selections }: SelectionSetNode, type: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const coordinate = `${type}.${selection.name.value}`;
        asked.push(coordinate);
        if (selection.selectionSet) collect(selection.selectionSet, sdl.get(coordinate)?.type ?? '');
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? type);
      }
    }
  };
  // A fragment counts where it is defined: what it is spread on changes nothing of its type.
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) collect(definition.selectionSet, 'Query');
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      collect(definition.selectionSet, definition.typeCondition.name.value);
  }
  return asked;
}
