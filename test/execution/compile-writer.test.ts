// The writer of answers: against graphql-js on random operations and data, and against values that departments must not send.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  executeSync,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
  type DocumentNode,
} from 'graphql';
import { compileWriter } from '../../gateway/execution/compile-writer.js';
import type { Json, JsonObject } from '../../gateway/execution/json.js';
import {
  readConditions,
  prepareOperation,
  type FieldTreatment,
} from '../../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';
import { mask } from '../../schema/contract/mask.js';
import { operationOf } from '../support/operation-of.js';
import {
  answerTo,
  operationTexts,
  richSchema,
  richSdl,
  variableValues,
  worlds,
} from '../support/random-operations.js';

type Treatments = Readonly<Record<string, FieldTreatment>>;
type Variables = Readonly<Record<string, unknown>>;

const refused: FieldTreatment = { kind: 'refused' };
const nameMask: FieldTreatment = { kind: 'masked', mask: 'NAME' };
const richKeys = createWireKeys(richSdl);

function prepareRich(document: DocumentNode, variables: Variables, treatments: Treatments = {}) {
  const operation = operationOf(document);
  return prepareOperation(document, operation, {
    schema: richSchema,
    wireKeys: richKeys,
    treat: (coordinate) => treatments[coordinate] ?? { kind: 'clear' },
    conditions: readConditions(document, operation, variables),
  });
}

function answerOf(document: DocumentNode | undefined, world: JsonObject): JsonObject {
  return document ? answerTo(document, world) : {};
}

function fitsTogether(document: DocumentNode): boolean {
  return validate(richSchema, document, [OverlappingFieldsCanBeMergedRule]).length === 0;
}

describe('what is written of any answer', () => {
  it('is what graphql-js makes of the client’s operation and the same data, byte for byte, misfits included', () => {
    let [whole, misfitting] = [0, 0];
    fc.assert(
      fc.property(operationTexts, worlds, variableValues, (query, rootValue, variables) => {
        const document = parse(query);
        fc.pre(fitsTogether(document));
        const { data, errors } = executeSync({
          schema: richSchema,
          document,
          rootValue,
          variableValues: variables,
        });
        const operation = prepareRich(document, variables);
        const answer = answerOf(operation.document, rootValue);
        const {
          text,
          misfits,
          masked,
          refused: withheld,
          empty,
        } = compileWriter({
          schema: richSchema,
          operation,
        })(answer);
        expect(text).toBe(JSON.stringify(data));
        expect(misfits).toEqual((errors ?? []).map(({ path }) => path).slice(0, 50));
        expect([masked.size, withheld.size, empty.size]).toEqual([0, 0, 0]);
        if (errors) misfitting += 1;
        else whole += 1;
      }),
      { numRuns: 300 },
    );
    expect(Math.min(whole, misfitting)).toBeGreaterThan(0);
  });

  it('is the same with null for what is refused and masks over what is masked', () => {
    const maskable = ['s', 'sx', 'ls', 'lsx', 'lxsx'];
    const coordinates = [...maskable, 'i', 'id', 'o', 'ox', 'lo', 'lxo', 'grid', 'node', 'any', 'anys'];
    const treatment = (name: string) =>
      fc.constantFrom<FieldTreatment>(
        { kind: 'clear' },
        refused,
        maskable.includes(name) ? nameMask : { kind: 'clear' },
      );
    const treatmentsOf = fc.record(
      Object.fromEntries(coordinates.map((name) => [`Thing.${name}`, treatment(name)])),
    );
    fc.assert(
      fc.property(
        operationTexts,
        worlds,
        variableValues,
        treatmentsOf,
        (query, rootValue, variables, treatments) => {
          const document = parse(query);
          fc.pre(fitsTogether(document));
          const { data } = executeSync({
            schema: richSchema,
            document,
            rootValue,
            variableValues: variables,
            fieldResolver: (source: JsonObject, _args, _context, { parentType, fieldName }) => {
              const found = treatments[`${parentType.name}.${fieldName}`];
              if (found?.kind === 'refused') return null;
              return found?.kind === 'masked' ? maskEach(source[fieldName]) : source[fieldName];
            },
          });
          const operation = prepareRich(document, variables, treatments);
          // Whatever comes of what wasn't asked for isn't shown.
          const everything = answerOf(prepareRich(document, variables).document, rootValue);
          const { text } = compileWriter({ schema: richSchema, operation })(everything);
          expect(text).toBe(JSON.stringify(data));
        },
      ),
      { numRuns: 200 },
    );
  });
});

function maskEach(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(maskEach);
  return typeof value === 'string' ? mask('NAME', value) : value;
}

const sdl = `
  type Query {
    a: A  ax: A!  list: [A]  listX: [A!]  grid: [[A]]
    node: Node  nodes: [Node]  nodesX: [Node!]  any: Any  lonely: Lonely
    s: String  sx: String!
  }
  type Mutation { pay: A }
  enum Colour { RED GREEN }
  scalar Money
  type A {
    s: String  i: Int  f: Float  b: Boolean  id: ID  e: Colour  m: Money
    sx: String!  ix: Int!  fx: Float!  bx: Boolean!  idx: ID!  ex: Colour!  mx: Money!
    ls: [String]  lsx: [String!]  lxs: [String]!  grid: [[Int!]]
    inner: A  innerX: A!  items: [A]  node: Node
  }
  interface Node { id: ID  label: String  child: A }
  type Flat implements Node { id: ID  label: String!  child: A  rooms: Int }
  type Car implements Node { id: ID  label: String  child: A  plate: String }
  type Tree { label: String }
  union Any = Flat | Car
  interface Lonely { id: ID }
`;
const schema = buildSchema(sdl);
const wireKeys = createWireKeys(sdl);

interface Circumstances {
  readonly treatments?: Treatments;
  readonly variables?: Variables;
  readonly watched?: readonly string[];
}

function writerOf(query: string, { treatments = {}, variables = {}, watched }: Circumstances = {}) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const asked = operationOf(document);
  const operation = prepareOperation(document, asked, {
    schema,
    wireKeys,
    treat: (coordinate) => treatments[coordinate] ?? { kind: 'clear' },
    conditions: readConditions(document, asked, variables),
  });
  return compileWriter({
    schema,
    operation,
    ...(watched && { watch: (coordinate: string) => (watched.includes(coordinate) ? 'empty' : undefined) }),
  });
}

function write(query: string, data: Json, circumstances: Circumstances = {}) {
  const { text, masked, refused, empty, misfits } = writerOf(query, circumstances)(data);
  return {
    answer: JSON.parse(text) as unknown,
    text,
    masked: [...masked],
    refused: Object.fromEntries(refused),
    empty: Object.fromEntries(empty),
    misfits,
  };
}

describe('a value that fits its type', () => {
  it.each<[string, Json, string]>([
    ['s', '', '""'],
    ['s', '张"\\\u0000', JSON.stringify('张"\\\u0000')],
    ['s', '\ud800', '"\\ud800"'],
    ['i', 0, '0'],
    ['i', -0, '0'],
    ['i', 2 ** 31 - 1, '2147483647'],
    ['i', -(2 ** 31), '-2147483648'],
    ['f', 1.5, '1.5'],
    ['f', 1e21, '1e+21'],
    ['f', 7, '7'],
    ['f', -0, '0'],
    ['b', true, 'true'],
    ['b', false, 'false'],
    ['id', '007', '"007"'],
    ['id', 7, '"7"'],
    ['id', '', '""'],
    ['e', 'RED', '"RED"'],
    ['m', '1.00', '"1.00"'],
    ['m', 1.5, '1.5'],
    ['m', true, 'true'],
    ['m', [1, { a: null }], '[1,{"a":null}]'],
    ['m', { __typename: 'x' }, '{"__typename":"x"}'],
  ])('(%s: %j) is written as it is', (field, value, expected) => {
    const { text, misfits } = write(`{ a { ${field} } }`, { a: { [field]: value } });
    expect(text).toBe(`{"a":{"${field}":${expected}}}`);
    expect(misfits).toEqual([]);
  });
});

describe('a value that does not fit its type', () => {
  const unfit: [string, Json][] = [
    ['s', 1],
    ['s', true],
    ['s', {}],
    ['s', ['x']],
    ['i', 1.5],
    ['i', '1'],
    ['i', -(2 ** 31) - 1],
    ['i', 2 ** 31],
    ['i', 2 ** 31 + 1],
    ['i', true],
    ['i', []],
    ['f', '1.5'],
    ['f', false],
    ['f', {}],
    ['b', 0],
    ['b', 'true'],
    ['b', []],
    ['id', 1.5],
    ['id', true],
    ['id', {}],
    ['id', ['x']],
    ['e', 'BLUE'],
    ['e', 'red'],
    ['e', 0],
    ['e', ['RED']],
    ['e', 'constructor'],
    ['e', '__proto__'],
  ];

  it.each(unfit)('(%s: %j) is null and told at its place', (field, value) => {
    const { text, misfits } = write(`{ a { x: ${field} } }`, { a: { x: value } });
    expect(text).toBe('{"a":{"x":null}}');
    expect(misfits).toEqual([['a', 'x']]);
  });

  it.each([...unfit, ['s', null], ['m', null], ['m', undefined]] as [string, Json][])(
    '(%s: %j) where null is not allowed takes its object away, and is told at its own place',
    (field, value) => {
      const { text, misfits } = write(`{ a { y: s x: ${field}x } }`, { a: { x: value } });
      expect(text).toBe('{"a":null}');
      expect(misfits).toEqual([['a', 'x']]);
    },
  );

  it.each(['fx', 'mx'])('(%s: a number too large for JSON.parse) is not written as null', (field) => {
    const { text, misfits } = write(`{ a { ${field} } }`, JSON.parse(`{"a":{"${field}":1e999}}`) as Json);
    expect(text).toBe('{"a":null}');
    expect(misfits).toEqual([['a', field]]);
  });

  it.each<[string, string, Json, string, (string | number)[]]>([
    ['text for an object', '{ a { s } }', { a: 'x' }, '{"a":null}', ['a']],
    ['a number for an object', '{ a { s } }', { a: 0 }, '{"a":null}', ['a']],
    ['a list for an object', '{ a { s } }', { a: [{ s: 'x' }] }, '{"a":null}', ['a']],
    ['an object for a list', '{ list { s } }', { list: { s: 'x' } }, '{"list":null}', ['list']],
    ['text for a list', '{ a { ls } }', { a: { ls: 'x' } }, '{"a":{"ls":null}}', ['a', 'ls']],
    [
      'an object for a list of text',
      '{ a { ls } }',
      { a: { ls: { length: 1 } } },
      '{"a":{"ls":null}}',
      ['a', 'ls'],
    ],
    [
      'a number in a list',
      '{ a { ls } }',
      { a: { ls: ['x', 1] } },
      '{"a":{"ls":["x",null]}}',
      ['a', 'ls', 1],
    ],
    [
      'a number in a list of required ones',
      '{ a { lsx } }',
      { a: { lsx: ['x', 1] } },
      '{"a":{"lsx":null}}',
      ['a', 'lsx', 1],
    ],
    [
      'null in a list of required ones',
      '{ a { lsx } }',
      { a: { lsx: [null] } },
      '{"a":{"lsx":null}}',
      ['a', 'lsx', 0],
    ],
    ['no list where it is required', '{ a { lxs } }', { a: {} }, '{"a":null}', ['a', 'lxs']],
    ['text for a required list', '{ a { lxs } }', { a: { lxs: '' } }, '{"a":null}', ['a', 'lxs']],
    [
      'null in an inner list',
      '{ a { grid } }',
      { a: { grid: [[1], [2, null]] } },
      '{"a":{"grid":[[1],null]}}',
      ['a', 'grid', 1, 1],
    ],
    [
      'a number for an inner list',
      '{ a { grid } }',
      { a: { grid: [1, [2]] } },
      '{"a":{"grid":[null,[2]]}}',
      ['a', 'grid', 0],
    ],
    [
      'an inner list for a number',
      '{ a { lsx } }',
      { a: { lsx: [['x']] } },
      '{"a":{"lsx":null}}',
      ['a', 'lsx', 0],
    ],
    ['null for a required object', '{ ax { s } }', { ax: null }, 'null', ['ax']],
    ['text for a required object', '{ ax { s } }', { ax: 'x' }, 'null', ['ax']],
    ['nothing for a required leaf of the root', '{ s sx }', { s: 'x' }, 'null', ['sx']],
    ['a list for the root', '{ s }', [], 'null', []],
    ['text for the root', '{ s }', 'x', 'null', []],
    ['nothing for the root', '{ s }', undefined, 'null', []],
    [
      'an item that lacks what is required',
      '{ listX { s sx } }',
      { listX: [{ sx: 'x' }, { s: 'y' }] },
      '{"listX":null}',
      ['listX', 1, 'sx'],
    ],
    [
      'an item that lacks it, in a list that may',
      '{ list { sx } }',
      { list: [{}, { sx: 'x' }] },
      '{"list":[null,{"sx":"x"}]}',
      ['list', 0, 'sx'],
    ],
    [
      'a deep one',
      '{ grid { innerX { innerX { ix } } } }',
      { grid: [null, [{ innerX: { innerX: {} } }]] },
      '{"grid":[null,[null]]}',
      ['grid', 1, 0, 'innerX', 'innerX', 'ix'],
    ],
  ])('(%s) is null, with as much around it as must not hold null', (_what, query, data, text, misfit) => {
    const written = write(query, data);
    expect(written.text).toBe(text);
    expect(written.misfits).toEqual([misfit]);
  });

  it('does not lead the places of others astray', () => {
    const query = '{ a { inner { sx } s lsx items { ix } i } list { sx } s }';
    const data = {
      a: { inner: {}, s: 1, lsx: ['x', null, 'y'], items: [{ ix: 1 }, { ix: null }, 'x'], i: 'x' },
      list: [1, { sx: 'x' }, { sx: 1 }],
      s: 5,
    };
    const { answer, misfits } = write(query, data);
    expect(answer).toEqual({
      a: { inner: null, s: null, lsx: null, items: [{ ix: 1 }, null, null], i: null },
      list: [null, { sx: 'x' }, null],
      s: null,
    });
    expect(misfits).toEqual([
      ['a', 'inner', 'sx'],
      ['a', 's'],
      ['a', 'lsx', 1],
      ['a', 'items', 1, 'ix'],
      ['a', 'items', 2],
      ['a', 'i'],
      ['list', 0],
      ['list', 2, 'sx'],
      ['s'],
    ]);
  });

  it('is told of the first fifty times', () => {
    const { answer, misfits } = write('{ a { ls } }', { a: { ls: Array.from({ length: 60 }, () => 1) } });
    expect(answer).toEqual({ a: { ls: Array.from({ length: 60 }, () => null) } });
    expect(misfits).toHaveLength(50);
    expect(misfits[49]).toEqual(['a', 'ls', 49]);
  });

  it('is told under the client’s key', () => {
    const { misfits } = write('{ s: a { id: sx } }', { yihao_alias_s: { yihao_alias_id: 1 } });
    expect(misfits).toEqual([['s', 'id']]);
  });
});

describe('null where it is allowed', () => {
  it.each<[string, Json, string]>([
    ['{ a { s } }', { a: null }, '{"a":null}'],
    ['{ a { s } }', {}, '{"a":null}'],
    [
      '{ a { s i m e inner { s } ls } }',
      { a: {} },
      '{"a":{"s":null,"i":null,"m":null,"e":null,"inner":null,"ls":null}}',
    ],
    ['{ list { s } }', { list: [null, { s: null }] }, '{"list":[null,{"s":null}]}'],
    ['{ a { ls grid } }', { a: { ls: [null], grid: [null, []] } }, '{"a":{"ls":[null],"grid":[null,[]]}}'],
    ['{ node { id } any { ... on Car { id } } }', { node: null }, '{"node":null,"any":null}'],
  ])('is no misfit: %s of %j', (query, data, text) => {
    const written = write(query, data);
    expect(written.text).toBe(text);
    expect(written.misfits).toEqual([]);
  });
});

describe('an object of an abstract type', () => {
  it('is written by the type that it has, each in a list by its own', () => {
    const query = '{ nodes { id ... on Flat { rooms } ... on Car { plate } kind: __typename } }';
    const { text } = write(query, {
      nodes: [
        { __typename: 'Flat', id: 1, rooms: 3, plate: 'x', kind: 'Tree' },
        { __typename: 'Car', id: 2, rooms: 3, plate: 'x' },
        null,
        { __typename: 'Flat', id: 3, rooms: 4 },
      ],
    });
    expect(text).toBe(
      '{"nodes":[{"id":"1","rooms":3,"kind":"Flat"},{"id":"2","plate":"x","kind":"Car"},null,{"id":"3","rooms":4,"kind":"Flat"}]}',
    );
  });

  it('says the name of its type, not what came under it', () => {
    expect(
      write('{ a { __typename } __typename }', { a: { __typename: 'B' }, __typename: 'x' }).answer,
    ).toEqual({
      a: { __typename: 'A' },
      __typename: 'Query',
    });
  });

  it.each<[string, Json]>([
    ['without a type', { id: 1 }],
    ['of a type that nobody knows', { __typename: 'Boat', id: 1 }],
    ['of a type that is no part of it', { __typename: 'Tree', id: 1 }],
    ['of an interface', { __typename: 'Node', id: 1 }],
    ['of a type that every object inherits', { __typename: 'constructor', id: 1 }],
    ['of a type that is no text', { __typename: 1, id: 1 }],
    ['of a type in a list', { __typename: ['Car'], id: 1 }],
    ['that is text', 'Car'],
    ['that is a list', [{ __typename: 'Car' }]],
  ])('(%s) is null and told', (_what, value) => {
    const asked = '{ node { id } any { ... on Node { id } } nodes { id } nodesX { id } }';
    const data = { node: value, any: value, nodes: [value], nodesX: [value] };
    const { answer, misfits } = write(asked, data);
    expect(answer).toEqual({ node: null, any: null, nodes: [null], nodesX: null });
    expect(misfits).toEqual([['node'], ['any'], ['nodes', 0], ['nodesX', 0]]);
  });

  it('is null where an interface has no types', () => {
    const { answer, misfits } = write('{ lonely { id } }', { lonely: { __typename: 'Lonely', id: 1 } });
    expect(answer).toEqual({ lonely: null });
    expect(misfits).toEqual([['lonely']]);
  });

  it('must have what its own type requires, though the interface does not', () => {
    const { answer, misfits } = write('{ nodes { label } }', {
      nodes: [{ __typename: 'Flat' }, { __typename: 'Car' }],
    });
    expect(answer).toEqual({ nodes: [null, { label: null }] });
    expect(misfits).toEqual([['nodes', 0, 'label']]);
  });
});

describe('an alias that is the name of something inherited', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'isPrototypeOf',
    '__defineGetter__',
    '__lookupSetter__',
  ];

  it.each(names)('(%s) is null where nothing came', (name) => {
    const { text, misfits } = write(`{ ${name}: s a { ${name}: i } list { ${name}: inner { s } } }`, {
      a: {},
      list: [{}],
    });
    expect(text).toBe(`{"${name}":null,"a":{"${name}":null},"list":[{"${name}":null}]}`);
    expect(misfits).toEqual([]);
  });

  it.each(names)('(%s) has what came', (name) => {
    const key = name.startsWith('__') ? `yihao_alias_${name}` : name;
    const data = JSON.parse(`{"${key}":"x","list":[{"${key}":{"s":"y"}}]}`) as Json;
    expect(write(`{ ${name}: s list { ${name}: inner { s } } }`, data).text).toBe(
      `{"${name}":"x","list":[{"${name}":{"s":"y"}}]}`,
    );
  });

  it.each(names)('(%s) takes its object away where nothing came and something must', (name) => {
    const { text, misfits } = write(`{ a { ${name}: sx } }`, { a: {} });
    expect(text).toBe('{"a":null}');
    expect(misfits).toEqual([['a', name]]);
  });
});

describe('a field asked for several times', () => {
  it('is written once, where it came first, with all that was asked of it', () => {
    const query = '{ a { s inner { s } } s ...F a { i inner { i s } } } fragment F on Query { a { b s } }';
    const data = { a: { s: 'x', i: 1, b: true, inner: { s: 'y', i: 2 } }, s: 'z' };
    expect(write(query, data).text).toBe('{"a":{"s":"x","inner":{"s":"y","i":2},"b":true,"i":1},"s":"z"}');
  });

  it('is refused where it is refused once, and masked where it is masked once', () => {
    const treatments = { 'Node.label': refused, 'Flat.id': nameMask } as const;
    const query =
      '{ nodes { ... on Flat { id label: label } id ... on Node { id } } car: node { ... on Car { label } label } }';
    const data = {
      nodes: [{ __typename: 'Flat', id: '张三', label: 'x' }],
      car: { __typename: 'Car', label: 'x' },
    };
    const written = write(query, data, { treatments });
    expect(written.text).toBe('{"nodes":[{"id":"张**","label":"x"}],"car":{"label":null}}');
    expect(written.masked).toEqual(['Flat.id']);
    expect(written.refused).toEqual({ 'Node.label': [['car', 'label']] });
  });

  it('is refused rather than masked', () => {
    const treatments = { 'Node.label': nameMask, 'Car.label': refused } as const;
    const query = '{ node { label ... on Car { label } } }';
    const written = write(query, { node: { __typename: 'Car', label: '张三' } }, { treatments });
    expect(written.text).toBe('{"node":{"label":null}}');
    expect(written.masked).toEqual([]);
    expect(written.refused).toEqual({ 'Car.label': [['node', 'label']] });
  });
});

describe('a condition', () => {
  const query = `query($a: Boolean! = true, $b: Boolean = false, $c: Boolean!) {
    s @include(if: $a)
    a @skip(if: $b) { s i @include(if: $c) @skip(if: $b) ... @skip(if: $c) { b } ... on A @include(if: $a) { f @skip(if: false) e @include(if: false) } }
  }`;
  const data = { s: 'x', a: { s: 'y', i: 1, b: true, f: 2, e: 'RED' } };
  const all = [undefined, true, false].flatMap((a) =>
    [undefined, true, false].flatMap((b) => [true, false].map((c) => ({ a, b, c }))),
  );

  it.each(all)('holds by the variables, or their defaults: %j', (values) => {
    const variables = JSON.parse(JSON.stringify(values)) as Variables;
    const expected = executeSync({
      schema,
      document: parse(query),
      rootValue: data,
      variableValues: variables,
    });
    expect(expected.errors).toBeUndefined();
    expect(write(query, data, { variables }).text).toBe(JSON.stringify(expected.data));
  });

  it('leaves an empty object of a selection that is skipped whole', () => {
    expect(write('{ a { s @skip(if: true) } }', { a: { s: 'x' } }).text).toBe('{"a":{}}');
    expect(
      write('query($n: Boolean!) { s @skip(if: $n) }', { s: 'x' }, { variables: { n: true } }).text,
    ).toBe('{}');
  });

  it('on a refused field keeps its refusal from being told', () => {
    const asked = 'query($n: Boolean!) { a { s @skip(if: $n) i } }';
    const treatments = { 'A.s': refused } as const;
    const skipped = write(asked, { a: { i: 1 } }, { treatments, variables: { n: true } });
    expect(skipped).toMatchObject({ text: '{"a":{"i":1}}', refused: {} });
    const written = write(asked, { a: { i: 1 } }, { treatments, variables: { n: false } });
    expect(written).toMatchObject({ text: '{"a":{"s":null,"i":1}}', refused: { 'A.s': [['a', 's']] } });
  });

  it.each(['toString', '__proto__', 'constructor'])(
    'on a variable named $%s that is left out has its default',
    (name) => {
      const asked = `query($${name}: Boolean = true) { s @include(if: $${name}) }`;
      expect(write(asked, { s: 'x' }).text).toBe('{"s":"x"}');
    },
  );
});

describe('a refused field', () => {
  it('is null whatever came, and told at each place', () => {
    const query = '{ list { s ls inner { i } } s }';
    const treatments = { 'A.ls': refused, 'A.inner': refused, 'Query.s': refused } as const;
    const item = { s: 'x', ls: ['y'], inner: { i: 1 } };
    const written = write(query, { list: [item, null, item], s: 'z' }, { treatments });
    expect(written.text).toBe(
      '{"list":[{"s":"x","ls":null,"inner":null},null,{"s":"x","ls":null,"inner":null}],"s":null}',
    );
    expect(written.refused).toEqual({
      'A.ls': [
        ['list', 0, 'ls'],
        ['list', 2, 'ls'],
      ],
      'A.inner': [
        ['list', 0, 'inner'],
        ['list', 2, 'inner'],
      ],
      'Query.s': [['s']],
    });
    expect(written.misfits).toEqual([]);
  });

  it.each([
    ['{ a { sx } }', 'A.sx', '{"a":null}', ['a', 'sx']],
    ['{ a { innerX { s } } }', 'A.innerX', '{"a":null}', ['a', 'innerX']],
    ['{ a { lxs } }', 'A.lxs', '{"a":null}', ['a', 'lxs']],
    ['{ ax { s } }', 'Query.ax', 'null', ['ax']],
    ['{ sx }', 'Query.sx', 'null', ['sx']],
  ])('that must not be null takes its object away: %s', (query, coordinate, text, path) => {
    const written = write(query, { a: {} }, { treatments: { [coordinate]: refused } });
    expect(written.text).toBe(text);
    expect(written.refused).toEqual({ [coordinate]: [path] });
    expect(written.misfits).toEqual([]);
  });

  it('is told at its first two hundred places, each coordinate on its own', () => {
    const list = Array.from({ length: 210 }, () => ({}));
    const { refused: places } = write(
      '{ list { s i } }',
      { list },
      { treatments: { 'A.s': refused, 'A.i': refused } },
    );
    expect(places['A.s']).toHaveLength(200);
    expect(places['A.i']).toHaveLength(200);
    expect(places['A.s']?.[199]).toEqual(['list', 199, 's']);
  });
});

describe('a masked field', () => {
  const treatments = { 'A.s': nameMask, 'A.ls': nameMask, 'A.lsx': nameMask, 'A.sx': nameMask } as const;

  it('has every text in it masked, and is told', () => {
    const data = { a: { s: '张三', ls: ['李四', null], lsx: ['王五'], sx: '赵六七', i: 1 } };
    const written = write('{ a { s ls lsx sx i } }', data, { treatments });
    expect(written.answer).toEqual({ a: { s: '张**', ls: ['李**', null], lsx: ['王**'], sx: '赵**', i: 1 } });
    expect(written.masked).toEqual(['A.s', 'A.ls', 'A.lsx', 'A.sx']);
    expect(written.misfits).toEqual([]);
  });

  it('that is null everywhere is not told', () => {
    const written = write('{ list { s ls } }', { list: [{ s: null, ls: [] }, {}] }, { treatments });
    expect(written.answer).toEqual({
      list: [
        { s: null, ls: [] },
        { s: null, ls: null },
      ],
    });
    expect(written.masked).toEqual([]);
  });

  it.each<Json>([1, true, { s: '张三' }, ['张三']])('shows nothing of what is no text (%j)', (value) => {
    const written = write('{ a { s i } }', { a: { s: value, i: 1 } }, { treatments });
    expect(written.text).toBe('{"a":{"s":null,"i":1}}');
    expect(write('{ a { sx } }', { a: { sx: value } }, { treatments }).text).toBe('{"a":null}');
  });

  it.each(['s', 'sx'])('that is no text is told as a misfit (%s)', (field) => {
    expect(write(`{ a { ${field} } }`, { a: { [field]: 1 } }, { treatments }).misfits).toEqual([
      ['a', field],
    ]);
  });

  it('that must not be null takes its object away where it is, and says so', () => {
    const written = write('{ a { sx } }', { a: {} }, { treatments });
    expect(written.text).toBe('{"a":null}');
    expect(written.misfits).toEqual([['a', 'sx']]);
  });

  it('shows no text of an enumeration or a scalar of the schema’s own', () => {
    const others = { 'A.e': nameMask, 'A.m': nameMask, 'A.i': nameMask } as const;
    expect(
      write('{ a { e m i } }', { a: { e: 'RED', m: { s: '张三' }, i: 1 } }, { treatments: others }).answer,
    ).toEqual({
      a: { e: 'R**', m: null, i: null },
    });
  });
});

describe('a watched field', () => {
  const watched = ['Query.a', 'Query.list', 'A.inner', 'A.items', 'A.s', 'Flat.child'];

  it.each<[string, string, Json, Record<string, (string | number)[][]>]>([
    ['null', '{ a { s } }', { a: null }, { 'Query.a': [['a']] }],
    ['missing', '{ a { s } }', {}, { 'Query.a': [['a']] }],
    ['an empty list', '{ list { s } }', { list: [] }, { 'Query.list': [['list']] }],
    ['a list that is null', '{ list { s } }', { list: null }, { 'Query.list': [['list']] }],
    [
      'null in a list',
      '{ list { s } }',
      { list: [null, { s: 'x' }, null] },
      {
        'Query.list': [
          ['list', 0],
          ['list', 2],
        ],
      },
    ],
    ['null under an alias', '{ x: a { s } y: a { s } }', { x: null }, { 'Query.a': [['x'], ['y']] }],
    [
      'null deeper',
      '{ a { inner { inner { s } } } }',
      { a: { inner: {} } },
      { 'A.inner': [['a', 'inner', 'inner']] },
    ],
    [
      'null in an item',
      '{ list { items { i } } }',
      { list: [{ items: [{}] }, { items: [] }] },
      { 'A.items': [['list', 1, 'items']] },
    ],
    [
      'null of the type that the object has',
      '{ nodes { child { s } } }',
      { nodes: [{ __typename: 'Flat' }, { __typename: 'Car' }] },
      { 'Flat.child': [['nodes', 0, 'child']] },
    ],
    ['an empty object', '{ a { s @skip(if: true) } }', { a: {} }, {}],
    ['a value that is no record', '{ a { s i } }', { a: { s: null, i: null } }, {}],
    ['what is there', '{ a { inner { s } } list { i } }', { a: { inner: { s: 'x' } }, list: [{}] }, {}],
    [
      'what nobody watches',
      '{ ax { innerX { s } node { id } } grid { s } }',
      { ax: { innerX: {} }, grid: [] },
      {},
    ],
  ])('is told where nothing was found: %s', (_what, query, data, expected) => {
    expect(write(query, data, { watched }).empty).toEqual(expected);
  });

  it('that was refused is told as that alone', () => {
    const written = write(
      '{ a { inner { s } } }',
      { a: {} },
      { watched, treatments: { 'A.inner': refused } },
    );
    expect(written.empty).toEqual({});
    expect(written.refused).toEqual({ 'A.inner': [['a', 'inner']] });
  });

  it('is told at its first two hundred places', () => {
    const list = Array.from({ length: 250 }, () => null);
    const { empty } = write('{ list { s } }', { list }, { watched });
    expect(empty['Query.list']).toHaveLength(200);
    expect(empty['Query.list']?.[199]).toEqual(['list', 199]);
  });

  it('is nobody’s where nothing is watched', () => {
    expect(write('{ a { s } list { s } }', { list: [] }).empty).toEqual({});
  });
});

describe('what the schema itself answers', () => {
  it('is written as it is, where the client wants it', () => {
    const query =
      'query($n: Boolean = false) { s __schema { queryType { name } } t: __type(name: "A") @skip(if: $n) { name } }';
    const data = { s: 'x', __schema: { queryType: { name: 'Query' } }, t: { name: 'A' } };
    expect(write(query, data).text).toBe(JSON.stringify(data));
    expect(write(query, data, { variables: { n: true } }).answer).toEqual({
      s: 'x',
      __schema: data.__schema,
    });
    expect(write('{ __type(name: "B") { name } }', {}).text).toBe('{"__type":null}');
  });
});

describe('a mutation', () => {
  it('is written by the type of its own root', () => {
    expect(write('mutation { pay { s } __typename }', { pay: { s: 'x' } }).text).toBe(
      '{"pay":{"s":"x"},"__typename":"Mutation"}',
    );
  });
});
