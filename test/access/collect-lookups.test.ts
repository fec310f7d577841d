// Whom an operation asks for: evaluated as graphql-js would, whatever shape the operation has.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, execute, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import { collectLookups } from '../../gateway/access/collect-lookups.js';
import { GatewayError } from '../../gateway/errors.js';
import { applyScalarRules } from '../../gateway/operations/check-variables.js';
import { maxLookups, type Lookup } from '../../schema/contract/identity.js';
import { schemaFile } from '../../schema/files.js';
import { currentNumber, testSubject } from '../support/department.js';

const schema = buildSchema(readFileSync(schemaFile('release/api.graphql'), 'utf8'));
applyScalarRules(schema);

const number = currentNumber(testSubject(0));
const other = currentNumber(testSubject(1));

function collect(source: string, variables: Record<string, unknown> = {}, operationName?: string): Lookup[] {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || definition.name?.value === operationName),
  );
  if (!operation) throw new Error('no operation');
  return collectLookups(schema, document, operation, variables);
}

function refusalOf(source: string, variables?: Record<string, unknown>): GatewayError {
  try {
    collect(source, variables);
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

/** What graphql-js resolves `citizen` and `citizens` with. */
async function executed(source: string, variables: Record<string, unknown>): Promise<Lookup[]> {
  const asked: { residentId: string; name: string }[] = [];
  await execute({
    schema,
    document: parse(source),
    variableValues: variables,
    rootValue: {
      citizen: (lookup: { residentId: string; name: string }) => void asked.push(lookup),
      citizens: ({ by }: { by: { residentId: string; name: string }[] }) => void asked.push(...by),
    },
  });
  return asked.map(({ residentId, name }) => ({ number: residentId, name }));
}

describe('the look-ups of an operation', () => {
  const wang = { number, name: '王小明' };
  const li = { number: other, name: '李秀英' };

  it.each<[string, string, Record<string, unknown>]>([
    ['by literal', `{ citizen(residentId: "${number}", name: "王小明") { name } }`, {}],
    [
      'by variables',
      'query ($n: ResidentId!, $m: String!) { citizen(residentId: $n, name: $m) { name } }',
      { n: number, m: '王小明' },
    ],
    [
      'by the default of a variable',
      `query ($n: ResidentId! = "${number}") { citizen(residentId: $n, name: "王小明") { name } }`,
      {},
    ],
    ['by 15 digits', `{ citizen(residentId: "341202600101001", name: "王小明") { name } }`, {}],
    [
      'by full-width digits in a variable',
      'query ($n: ResidentId!) { citizen(residentId: $n, name: "王小明") { name } }',
      { n: '３４１２０２６００１０１００１' },
    ],
    ['in a list', `{ citizens(by: [{ residentId: "${number}", name: "王小明" }]) { name } }`, {}],
    [
      'in a list of one without brackets',
      `{ citizens(by: { residentId: "${number}", name: "王小明" }) { name } }`,
      {},
    ],
    [
      'by variables within a list',
      'query ($n: ResidentId!, $m: String!) { citizens(by: [{ residentId: $n, name: $m }]) { name } }',
      { n: number, m: '王小明' },
    ],
    [
      'by a list in a variable',
      'query ($by: [CitizenLookup!]!) { citizens(by: $by) { name } }',
      { by: [{ residentId: '341202600101001', name: '王小明' }] },
    ],
    [
      'in a fragment of a fragment',
      `{ ...A } fragment A on Query { ...B } fragment B on Query { citizen(residentId: "${number}", name: "王小明") { name } }`,
      {},
    ],
    [
      'in an inline fragment',
      `{ ... { ... on Query { citizen(residentId: "${number}", name: "王小明") { name } } } }`,
      {},
    ],
    [
      'in a fragment that is spread twice',
      `{ ...A ...A } fragment A on Query { citizen(residentId: "${number}", name: "王小明") { name } }`,
      {},
    ],
    [
      'behind @include and @skip that let it through',
      `query ($on: Boolean!, $off: Boolean = false) { ... @include(if: $on) { citizen(residentId: "${number}", name: "王小明") @skip(if: $off) { name } } }`,
      { on: true },
    ],
    [
      'asked twice as the same field',
      `{ citizen(residentId: "${number}", name: "王小明") { name } citizen(residentId: "${number}", name: "王小明") { id } }`,
      {},
    ],
  ])('are found %s, in canonical form, as graphql-js asks for them', async (_how, source, variables) => {
    expect(collect(source, variables)).toEqual([wang]);
    expect(await executed(source, variables)).toEqual([wang]);
  });

  it('count once for each alias and each entry', () => {
    const source = `{
      a: citizen(residentId: "${number}", name: "王小明") { name }
      b: citizen(residentId: "${number}", name: "王小明") { name }
      __proto__: citizen(residentId: "${other}", name: "李秀英") { name }
      c: citizens(by: [{ residentId: "${number}", name: "王小明" }, { residentId: "${other}", name: "李秀英" }]) { name }
    }`;
    expect(collect(source)).toEqual([wang, wang, li, wang, li]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    [
      'is skipped',
      `query ($off: Boolean!) { me { id } citizen(residentId: "${number}", name: "a") @skip(if: $off) { id } }`,
      { off: true },
    ],
    [
      'is not included',
      `query ($on: Boolean!) { me { id } ...A @include(if: $on) } fragment A on Query { citizen(residentId: "${number}", name: "a") { id } }`,
      { on: false },
    ],
    [
      'is not included by default',
      `query ($on: Boolean = false) { me { id } ... @include(if: $on) { citizen(residentId: "${number}", name: "a") { id } } }`,
      {},
    ],
    ['is an empty list', '{ citizens(by: []) { id } }', {}],
    ['is me under the alias citizen', '{ citizen: me { id } }', {}],
  ])('are none where the field %s', (_why, source, variables) => {
    expect(collect(source, variables)).toEqual([]);
  });

  it('are those of the operation that runs, not of another in the document', () => {
    const source = `query A { me { id } } query B { citizen(residentId: "${number}", name: "王小明") { id } }`;
    expect(collect(source, {}, 'A')).toEqual([]);
    expect(collect(source, {}, 'B')).toEqual([wang]);
  });

  it('may be 200, spread over aliases and lists, and no more', () => {
    const list = (length: number) => Array.from({ length }, () => ({ residentId: number, name: '王小明' }));
    const source = `query ($by: [CitizenLookup!]!) { citizens(by: $by) { id } citizen(residentId: "${number}", name: "王小明") { id } }`;
    expect(collect(source, { by: list(maxLookups - 1) })).toHaveLength(maxLookups);
    expect(refusalOf(source, { by: list(maxLookups) })).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      httpStatus: 400,
    });
  });

  it.each<[string, string, Record<string, unknown>]>([
    [
      'a number that is none',
      'query ($n: ResidentId!) { citizen(residentId: $n, name: "a") { id } }',
      { n: '341202196001010011' },
    ],
    [
      'a variable that is missing',
      'query ($n: ResidentId!) { citizen(residentId: $n, name: "a") { id } }',
      {},
    ],
    [
      'a name that is null where the type allows it by its default',
      `query ($m: String = "a") { citizen(residentId: "${number}", name: $m) { id } }`,
      { m: null },
    ],
    [
      'a condition that is null where the type allows it by its default',
      `query ($on: Boolean = true) { citizen(residentId: "${number}", name: "a") @include(if: $on) { id } }`,
      { on: null },
    ],
  ])('are refused for %s, without the value', (_what, source, variables) => {
    const refusal = refusalOf(source, variables);
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', httpStatus: 400, cause: undefined });
    expect(JSON.stringify(refusal.publicMessage)).not.toMatch(/\d{6}/);
  });

  it('are what graphql-js asks for, however aliases, fragments and conditions are nested', async () => {
    const leaf = fc
      .record({ alias: fc.integer({ min: 0, max: 9 }), list: fc.boolean() })
      .map(({ alias, list }) => {
        const who = currentNumber(testSubject(alias));
        return list
          ? `l${alias}: citizens(by: [$entry, { residentId: "${who}", name: "n${alias}" }]) { id }`
          : `c${alias}: citizen(residentId: "${who}", name: "n${alias}") { id }`;
      });
    const condition = fc.constantFrom(
      '',
      ...['skip', 'include'].flatMap((directive) =>
        ['$t', '$f', 'true', 'false'].map((value) => ` @${directive}(if: ${value})`),
      ),
    );
    const { selection } = fc.letrec<{ selection: string }>((tie) => ({
      selection: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.constantFrom('...A', '...B', 'me { id }'),
        fc
          .tuple(condition, fc.array(tie('selection'), { minLength: 1, maxLength: 3 }))
          .map(([on, inner]) => `...${on} { ${inner.join(' ')} }`),
        fc.tuple(fc.constantFrom('...A', '...B'), condition).map(([spread, on]) => `${spread}${on}`),
      ),
    }));
    const entry = { residentId: other, name: '李秀英' };
    await fc.assert(
      fc.asyncProperty(
        fc.array(selection, { minLength: 1, maxLength: 5 }),
        leaf,
        leaf,
        async (selections, a, b) => {
          const source = `query ($t: Boolean = true, $f: Boolean!, $entry: CitizenLookup!) { t: __typename @skip(if: $t) @include(if: $f) ${selections.join(' ')} ...A @include(if: $f) ...B @skip(if: $t) x: citizens(by: [$entry]) { id } } fragment A on Query { ${a} ...B } fragment B on Query { ${b} }`;
          const variables = { f: false, entry };
          expect(collect(source, variables)).toEqual(await executed(source, variables));
        },
      ),
      { numRuns: 300 },
    );
  });
});
