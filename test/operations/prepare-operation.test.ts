// What is left of an operation to plan, and what is known of its answer.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  executeSync,
  getNamedType,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  parse,
  print,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type FieldNode,
} from 'graphql';
import {
  readConditions,
  prepareOperation,
  type AnswerField,
  type FieldTreatment,
} from '../../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';
import { operationOf } from '../support/operation-of.js';
import { operationTexts, richSchema, richSdl, variableValues } from '../support/random-operations.js';

const sdl = `
  type Query { a: A  s(of: String): String  node: Node  any: Any }
  type Mutation { pay(amount: Int): A }
  type A { s(of: String): String  i: Int  inner: A  node: Node }
  interface Node { id: ID  a: A }
  interface Named { name: String }
  type Flat implements Node & Named { id: ID  a: A  name: String  rooms: Int }
  type Car implements Node { id: ID  a: A  plate: String }
  union Any = Flat | A
`;
const schema = buildSchema(sdl);
const wireKeys = createWireKeys(sdl);
type Treatments = Readonly<Record<string, FieldTreatment>>;
const refused: FieldTreatment = { kind: 'refused' };
const masked: FieldTreatment = { kind: 'masked', mask: 'NAME' };

const nothing: ReadonlySet<string> = new Set();
const clear = (): FieldTreatment => ({ kind: 'clear' });

/** @param conditions variables that are true */
function prepare(query: string, treatments: Treatments = {}, conditions = nothing) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const asked: string[] = [];
  const prepared = prepareOperation(document, operationOf(document), {
    schema,
    wireKeys,
    treat(coordinate) {
      asked.push(coordinate);
      return treatments[coordinate] ?? { kind: 'clear' };
    },
    conditions,
  });
  if (prepared.document) expect(validate(schema, prepared.document)).toEqual([]);
  return {
    ...prepared,
    text: prepared.document && onOneLine(print(prepared.document)),
    introspectionText: prepared.introspection && onOneLine(print(prepared.introspection)),
    asked,
  };
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** What is planned, with the aliases that are the fields' own names left out. */
function planned(query: string, treatments: Treatments = {}, conditions = nothing): string | undefined {
  return prepare(query, treatments, conditions).text?.replace(/\b(\w+): \1\b/g, '$1');
}

/** The field of the answer at these response keys. */
function fieldAt(fields: readonly AnswerField[], ...keys: string[]): AnswerField {
  const [key, ...rest] = keys;
  const found = fields.find(({ responseKey }) => responseKey === key);
  if (!found) throw new Error(`no field ${key}`);
  return rest.length > 0 ? fieldAt(found.children ?? [], ...rest) : found;
}

describe('what is planned', () => {
  it.each([
    ['a plain operation', '{ a { s i } s }', '{ a { s i } s }'],
    ['with its name', 'query Q { s }', 'query Q { s }'],
    ['of a mutation', 'mutation { pay(amount: 1) { i } }', 'mutation { pay(amount: 1) { i } }'],
    ['with arguments and aliases', '{ x: s(of: "y") }', '{ x: s(of: "y") }'],
    ['with an alias that is the name of a field', '{ i: s }', '{ yihao_alias_i: s }'],
    [
      'with the type of every abstract value',
      '{ node { id } any { __typename } }',
      '{ node { id __typename } any { __typename __typename } }',
    ],
    [
      'with fragments expanded where they are',
      'query { ...F a { ...G } } fragment F on Query { s } fragment G on A { i inner { ...H } } fragment H on A { s }',
      '{ ... on Query { s } a { ... on A { i inner { ... on A { s } } } } }',
    ],
    [
      'with fragments without a type',
      '{ a { ... { s } ... { i } } }',
      '{ a { ... on A { s } ... on A { i } } }',
    ],
    [
      'with the type of an abstract value in its fragments too',
      '{ node { ... on Flat { rooms } ... on Named { name } ... on Node { a { i } } } }',
      '{ node { ... on Flat { rooms } ... on Named { name __typename } ... on Node { a { i } __typename } __typename } }',
    ],
    [
      'with the variables that it uses',
      'query($x: String = "y", $z: String) { s(of: $z) a { s(of: $x) } }',
      'query ($x: String = "y", $z: String) { s(of: $z) a { s(of: $x) } }',
    ],
  ])('is %s', (_what, query, expected) => {
    expect(planned(query)).toBe(expected);
  });

  it.each([
    ['a field', '{ a { s i } s }', 'A.s', '{ a { i } s }'],
    ['a field with all that is under it', '{ a { s inner { i } } }', 'A.inner', '{ a { s } }'],
    ['the only field', '{ a { s } s }', 'A.s', '{ a { __typename } s }'],
    [
      'the only field of a fragment',
      '{ a { ... on A { s } i } }',
      'A.s',
      '{ a { ... on A { __typename } i } }',
    ],
    ['the only field of a root', '{ s a { i } }', 'Query.s', '{ a { i } }'],
    [
      'a field of a fragment',
      'query { a { ...F } } fragment F on A { s i }',
      'A.s',
      '{ a { ... on A { i } } }',
    ],
    ['a field of an interface', '{ node { id a { i } } }', 'Node.id', '{ node { a { i } __typename } }'],
    ['the only field of an interface', '{ node { id } }', 'Node.id', '{ node { __typename } }'],
    [
      'a field and the variable that only it used',
      'query($x: String) { a { s(of: $x) i } }',
      'A.s',
      '{ a { i } }',
    ],
    [
      'a field, but not the variable that another uses',
      'query($x: String) { a { s(of: $x) } s(of: $x) }',
      'A.s',
      'query ($x: String) { a { __typename } s(of: $x) }',
    ],
  ])('has lost %s that is refused', (_what, query, coordinate, expected) => {
    expect(planned(query, { [coordinate]: refused })).toBe(expected);
  });

  it('keeps what is masked', () => {
    expect(planned('{ a { s } }', { 'A.s': masked })).toBe('{ a { s } }');
  });

  it.each([
    ['everything is refused', '{ s a { s } }', { 'Query.s': refused, 'Query.a': refused }],
    ['everything is refused in a fragment', '{ ... on Query { s } }', { 'Query.s': refused }],
    ['only the type is asked', '{ __typename }', {}],
    ['only the schema is asked', '{ __schema { queryType { name } } __type(name: "A") { name } }', {}],
    ['all of these', '{ __typename s __schema { queryType { name } } }', { 'Query.s': refused }],
  ])('is nothing where %s', (_what, query, treatments: Record<string, FieldTreatment>) => {
    expect(prepare(query, treatments).document).toBeUndefined();
  });

  it.each([
    ['{ __typename s }', {}],
    ['{ s a { i } }', { 'Query.s': refused }],
    ['{ s }', { 'Query.s': masked }],
    ['{ a { s } }', { 'A.s': refused }],
  ])('is something in %s', (query, treatments: Record<string, FieldTreatment>) => {
    expect(prepare(query, treatments).document).toBeDefined();
  });

  it('is one operation of several', () => {
    const document = parse('query A { s } query B { a { i } }');
    const [, b] = document.definitions;
    if (b?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    const prepared = prepareOperation(document, b, { schema, wireKeys, treat: clear, conditions: nothing });
    expect(prepared.document && onOneLine(print(prepared.document))).toBe('query B { a: a { i: i } }');
  });

  it('has no directives', () => {
    const extended = buildSchema(
      `${sdl} directive @note on QUERY | FIELD | INLINE_FRAGMENT | FRAGMENT_SPREAD`,
    );
    const document = parse(
      'query @note { s @note ... @note { a @note @skip(if: false) { i } ...F @note } } fragment F on Query { x: s @include(if: true) }',
    );
    const prepared = prepareOperation(document, operationOf(document), {
      schema: extended,
      wireKeys,
      treat: clear,
      conditions: nothing,
    });
    expect(prepared.document && onOneLine(print(prepared.document))).toBe(
      '{ s: s ... on Query { a: a { i: i } ... on Query { x: s } } }',
    );
  });

  it('is valid whatever is asked and refused, and holds nothing that is refused', () => {
    const kinds = fc.func(fc.constantFrom<'clear' | 'refused'>('clear', 'clear', 'refused'));
    const richKeys = createWireKeys(richSdl);
    fc.assert(
      fc.property(operationTexts, kinds, variableValues, (query, kindOf, variables) => {
        const document = parse(query);
        fc.pre(validate(richSchema, document, [OverlappingFieldsCanBeMergedRule]).length === 0);
        const operation = operationOf(document);
        const prepared = prepareOperation(document, operation, {
          schema: richSchema,
          wireKeys: richKeys,
          treat: (coordinate) => ({ kind: kindOf(coordinate) }),
          conditions: readConditions(document, operation, variables),
        });
        if (!prepared.document) return;
        expect(validate(richSchema, prepared.document)).toEqual([]);
        const info = new TypeInfo(richSchema);
        const requireClear = ({ name }: FieldNode): void => {
          if (name.value !== '__typename')
            expect(kindOf(`${info.getParentType()?.name}.${name.value}`)).toBe('clear');
        };
        visit(prepared.document, visitWithTypeInfo(info, { Field: requireClear }));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a field of the answer', () => {
  it('is known by its keys, its coordinate, its treatment and its type', () => {
    const { fields, rootType } = prepare('{ a { i: s node { id kind: __typename } } }', { 'A.s': masked });
    expect(rootType.name).toBe('Query');
    expect(fieldAt(fields, 'a', 'i')).toMatchObject({
      name: 's',
      responseKey: 'i',
      wireKey: 'yihao_alias_i',
      coordinate: 'A.s',
      treatment: masked,
      children: undefined,
      onTypes: undefined,
    });
    expect(String(fieldAt(fields, 'a', 'i').type)).toBe('String');
    expect(fieldAt(fields, 'a', 'node', 'id')).toMatchObject({
      name: 'id',
      wireKey: 'id',
      coordinate: 'Node.id',
    });
    const kind = fieldAt(fields, 'a', 'node', 'kind');
    expect(kind).toMatchObject({ name: '__typename', wireKey: 'kind', treatment: { kind: 'clear' } });
    expect(kind.type).toBeUndefined();
    expect(getNamedType(fieldAt(fields, 'a').type)?.name).toBe('A');
    expect(fields).toHaveLength(1);
  });

  it('has nothing under it where it is refused', () => {
    const { fields } = prepare('{ a { s } s }', { 'Query.a': refused });
    expect(fieldAt(fields, 'a')).toMatchObject({ treatment: refused, children: undefined });
  });

  it('is decided about once for each time it is asked for, but for what tells the type', () => {
    expect(prepare('{ a { s __typename } x: a { s } __schema { queryType { name } } }').asked).toEqual([
      'Query.a',
      'A.s',
      'Query.a',
      'A.s',
    ]);
    expect(prepare('{ a { s } s }', { 'Query.a': refused }).asked).toEqual(['Query.a', 'Query.s']);
  });

  it('stands in the order of the operation, those of fragments among them', () => {
    const { fields } = prepare('query { x: s ...F y: s } fragment F on Query { a { i } ... { z: s } }');
    expect(fields.map(({ responseKey }) => responseKey)).toEqual(['x', 'a', 'z', 'y']);
  });

  it.each<[string, string, string[] | undefined]>([
    ['nothing', '{ node { id } }', undefined],
    ['the type itself', '{ node { ... on Node { id } } }', undefined],
    ['no type', '{ node { ... { id } } }', undefined],
    ['a type', '{ node { ... on Flat { id } } }', ['Flat']],
    ['another interface', '{ any { ... on Node { id } } }', ['Flat', 'Car']],
    ['a union', '{ node { ... on Any { ... on Node { id } } } }', ['Flat']],
    ['a type within an interface', '{ any { ... on Node { ... on Flat { id } } } }', ['Flat']],
    ['an interface within a type', '{ any { ... on Flat { ... on Node { id } } } }', ['Flat']],
    ['a type within itself', '{ node { ... on Flat { ... on Flat { id } } } }', ['Flat']],
    ['a spread', 'query { node { ...F } } fragment F on Named { ... on Flat { id } }', ['Flat']],
  ])('is for the types that are left by the fragments around it: %s', (_what, query, types) => {
    const { fields } = prepare(query);
    const { onTypes } = fieldAt(fields[0]?.children ?? [], 'id');
    expect(onTypes && [...onTypes]).toEqual(types);
  });

  it('is for no type where fragments exclude each other', () => {
    const document = parse('{ node { ... on Flat { ... on Car { id } } } }');
    const { fields } = prepareOperation(document, operationOf(document), {
      schema,
      wireKeys,
      treat: clear,
      conditions: nothing,
    });
    expect([...(fieldAt(fields, 'node', 'id').onTypes ?? ['any'])]).toEqual([]);
  });

  it('starts anew under an object: the fragments around that are its own', () => {
    const { fields } = prepare('{ node { ... on Flat @skip(if: false) { a @include(if: true) { i } } } }');
    const a = fieldAt(fields, 'node', 'a');
    expect([...(a.onTypes ?? [])]).toEqual(['Flat']);
    expect(fieldAt(fields, 'node', 'a', 'i').onTypes).toBeUndefined();
  });
});

describe('what is skipped', () => {
  it.each<[string, string, string[], string | undefined]>([
    ['@skip(if: true)', '{ s @skip(if: true) a { i } }', [], '{ a { i } }'],
    ['@skip(if: false)', '{ s @skip(if: false) }', [], '{ s }'],
    ['@include(if: true)', '{ s @include(if: true) }', [], '{ s }'],
    ['@include(if: false)', '{ s @include(if: false) a { i } }', [], '{ a { i } }'],
    ['both, and both for it', '{ s @include(if: true) @skip(if: false) }', [], '{ s }'],
    ['both, and one against it', '{ s @include(if: true) @skip(if: true) a { i } }', [], '{ a { i } }'],
    [
      'both, and the other against it',
      '{ s @include(if: false) @skip(if: false) a { i } }',
      [],
      '{ a { i } }',
    ],
    [
      'a variable that is true',
      'query($x: Boolean!) { s @skip(if: $x) a @include(if: $x) { i } }',
      ['x'],
      '{ a { i } }',
    ],
    [
      'a variable that is false',
      'query($x: Boolean!) { s @skip(if: $x) a @include(if: $x) { i } }',
      [],
      '{ s }',
    ],
    [
      'one of two variables',
      'query($x: Boolean!, $y: Boolean!) { s @skip(if: $x) a @skip(if: $y) { i } }',
      ['y'],
      '{ s }',
    ],
    [
      'around a fragment',
      '{ s ... @skip(if: true) { a { i } } ... on Query @include(if: false) { b: s } }',
      [],
      '{ s }',
    ],
    ['at a spread', 'query { s ...F @skip(if: true) } fragment F on Query { a { i } }', [], '{ s }'],
    [
      'in a fragment',
      'query { ...F } fragment F on Query { s a @skip(if: true) { i } }',
      [],
      '{ ... on Query { s } }',
    ],
    ['all of a selection', '{ a { s @skip(if: true) } }', [], '{ a { __typename } }'],
    [
      'all of a fragment',
      '{ a { ... on A { s @skip(if: true) } } }',
      [],
      '{ a { ... on A { __typename } } }',
    ],
    [
      'with the variable that only it used',
      'query($x: String, $y: Boolean!) { s(of: $x) @skip(if: $y) a { i } }',
      ['y'],
      '{ a { i } }',
    ],
    ['everything', '{ s @skip(if: true) ... @include(if: false) { a { i } } }', [], undefined],
    ['once of two times', '{ s @skip(if: true) s }', [], '{ s }'],
  ])('is neither planned nor written: %s', (_what, query, conditions, expected) => {
    expect(planned(query, {}, new Set(conditions))).toBe(expected);
    const { fields } = prepare(query, {}, new Set(conditions));
    for (const { name } of fields) expect(expected).toContain(name);
  });

  it('is not decided about, and not told of where it is refused', () => {
    const { fields, asked } = prepare('{ s @skip(if: true) a { s @include(if: false) i } }', {
      'Query.s': refused,
    });
    expect(asked).toEqual(['Query.a', 'A.i']);
    expect(fields.map(({ responseKey }) => responseKey)).toEqual(['a']);
    expect(fields[0]?.children?.map(({ responseKey }) => responseKey)).toEqual(['i']);
  });

  it('is not asked of the schema either', () => {
    const query = 'query($x: Boolean!) { s __schema @skip(if: $x) { queryType { name } } }';
    expect(prepare(query, {}, new Set('x'))).toMatchObject({ introspection: undefined, text: '{ s: s }' });
    const { introspectionText, fields } = prepare(query);
    expect(introspectionText).toBe('{ __schema: __schema { queryType { name } } }');
    expect(fields.map(({ responseKey }) => responseKey)).toEqual(['s', '__schema']);
  });
});

describe('the conditions of a request', () => {
  const read = (query: string, variables: Readonly<Record<string, unknown>>): string[] => {
    const document = parse(query);
    return [...readConditions(document, operationOf(document), variables)];
  };
  const query =
    'query($x: Boolean!, $y: Boolean = true, $z: Boolean = false) { s @skip(if: $x) a @include(if: $y) { i @skip(if: $z) } }';

  it.each<[Record<string, unknown>, string[]]>([
    [{ x: true }, ['x', 'y']],
    [{ x: false }, ['y']],
    [{}, ['y']],
    [{ x: true, y: false, z: true }, ['x', 'z']],
    [{ x: true, y: null, z: undefined }, ['x']],
    [{ x: 'true', y: undefined, z: 1 }, ['y']],
    [{ other: true, y: false }, []],
  ])('of %j are %j', (variables, expected) => {
    expect(read(query, variables)).toEqual(expected);
  });

  it('are read from fragments too, and from nothing else than @skip and @include', () => {
    const document =
      'query($x: Boolean, $y: Boolean, $z: Boolean, $w: Boolean) { s(of: $w) @note(if: $z) ...F } fragment F on Query { ... @include(if: $x) { a @skip(if: $y) { i } } }';
    expect(read(document, { x: true, y: true, z: true, w: true })).toEqual(['x', 'y']);
  });

  it('have one order, whatever the order of the variables', () => {
    expect(read(query, { z: true, y: true, x: true })).toEqual(read(query, { x: true, y: true, z: true }));
  });

  it.each(['toString', '__proto__', 'constructor'])('never take %s for given', (name) => {
    expect(read(`query($${name}: Boolean) { s @skip(if: $${name}) }`, {})).toEqual([]);
    expect(read(`query($${name}: Boolean = true) { s @skip(if: $${name}) }`, {})).toEqual([name]);
    const given = JSON.parse(`{"${name}":true}`) as Record<string, unknown>;
    expect(read(`query($${name}: Boolean) { s @skip(if: $${name}) }`, given)).toEqual([name]);
  });

  it('are none where nothing depends on a variable', () => {
    expect(read('query($x: Boolean = true) { s @skip(if: true) }', { x: true })).toEqual([]);
  });
});

describe('what the schema itself answers', () => {
  it('is asked of the schema alone, under the keys of the wire', () => {
    const query =
      'query Q($n: String!, $x: String) { s(of: $x) __schema { queryType { name } } i: __type(name: $n) { name } }';
    const { text, introspectionText, fields } = prepare(query);
    expect(text).toBe('query Q($x: String) { s: s(of: $x) }');
    expect(introspectionText).toBe(
      'query Q($n: String!) { __schema: __schema { queryType { name } } yihao_alias_i: __type(name: $n) { name } }',
    );
    expect(fieldAt(fields, 'i')).toMatchObject({
      name: '__type',
      wireKey: 'yihao_alias_i',
      treatment: { kind: 'clear' },
      children: undefined,
    });
  });

  it('is nothing where nothing of it is asked', () => {
    expect(prepare('{ s __typename a { __typename } }').introspection).toBeUndefined();
  });

  it('has the fragments that it is asked with', () => {
    const query =
      'query { ...R } fragment R on Query { __schema { types { ...T } } } fragment T on __Type { name }';
    const { introspection } = prepare(query);
    if (!introspection) throw new Error('nothing is asked of the schema');
    const { data, errors } = executeSync({ schema, document: introspection });
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain('{"name":"Flat"}');
  });

  it('has the variables that those fragments use', () => {
    const query =
      'query($x: Boolean!) { __schema { queryType { ...T } } } fragment T on __Type { name @include(if: $x) }';
    const { introspection } = prepare(query, {}, new Set('x'));
    if (!introspection) throw new Error('nothing is asked of the schema');
    const { data, errors } = executeSync({ schema, document: introspection, variableValues: { x: true } });
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toBe('{"__schema":{"queryType":{"name":"Query"}}}');
  });
});

describe('an operation that the schema has no root for', () => {
  it('is not prepared', () => {
    const document = parse('subscription { s }');
    const options = { schema, wireKeys, treat: clear, conditions: nothing };
    expect(() => prepareOperation(document, operationOf(document), options)).toThrow(TypeError);
  });
});

describe('a document that was not validated', () => {
  const parts = (query: string) => {
    const document = parse(query);
    const options = { schema, wireKeys, treat: clear, conditions: nothing };
    const { document: left, fields } = prepareOperation(document, operationOf(document), options);
    return { text: left && onOneLine(print(left)), keys: fields.map(({ responseKey }) => responseKey) };
  };

  it.each([
    ['a fragment that is not there', '{ s ...F }'],
    ['a fragment on a type that is not there', '{ s ... on Nothing { a { i } } }'],
    ['a fragment on what has no fields', '{ s ... on String { a { i } } }'],
  ])('loses %s', (_what, query) => {
    expect(parts(query)).toEqual({ text: '{ s: s }', keys: ['s'] });
  });
});
