// The way of a request without planner and departments: prepare, execute what is left, write.
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  executeSync,
  Kind,
  parse,
  print,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { compileWriter } from '../../gateway/execution/compile-writer.js';
import type { JsonObject } from '../../gateway/execution/json.js';
import {
  readConditions,
  prepareOperation,
  type FieldTreatment,
} from '../../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';

const sdl = `
  type Query { me: Citizen  things: [Thing!]  any: Any }
  type Citizen { id: ID!  name: String  phone: String  pension: Pension  flats: [Flat!]  secret: String! }
  type Pension { id: ID!  amount: String  details: Pension }
  interface Thing { id: ID!  label: String }
  type Flat implements Thing { id: ID!  label: String  address: String }
  type Car implements Thing { id: ID!  label: String  plate: String }
  union Any = Flat | Car
`;
const schema = buildSchema(sdl);
const wireKeys = createWireKeys(sdl);

const world = {
  me: {
    id: '1',
    name: '张三丰',
    phone: '13812345678',
    secret: 's',
    pension: { id: 'p', amount: '1.00', details: { id: 'q', amount: '2.00', details: null } },
    flats: [{ id: 'f', label: 'Flat', address: '阜阳市颍州区人民路1号' }],
  },
  things: [
    { __typename: 'Flat', id: 'f', label: '一号', address: '阜阳市颍州区人民路1号' },
    { __typename: 'Car', id: 'c', label: '二号', plate: '皖K12345' },
  ],
  any: { __typename: 'Car', id: 'c', label: '二号', plate: '皖K12345' },
};

const refused: FieldTreatment = { kind: 'refused' };
const nameMask: FieldTreatment = { kind: 'masked', mask: 'NAME' };

/** Prepares, executes what is left, writes: the way of a request. */
function ask(
  query: string,
  treatments: Record<string, FieldTreatment>,
  variables: Record<string, unknown> = {},
) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const treat = (coordinate: string): FieldTreatment => treatments[coordinate] ?? { kind: 'clear' };
  const conditions = readConditions(document, operation, variables);
  const prepared = prepareOperation(document, operation, { schema, wireKeys, treat, conditions });
  const data = prepared.document ? executed(prepared.document, variables) : {};
  const written = compileWriter({ schema, operation: prepared })(data);
  return {
    asked: prepared.document && print(prepared.document),
    answer: JSON.parse(written.text) as unknown,
    masked: [...written.masked],
    refused: Object.fromEntries(written.refused),
    misfits: written.misfits,
  };
}

function executed(document: DocumentNode, variableValues: Record<string, unknown>): JsonObject {
  expect(validate(schema, document)).toEqual([]);
  const { data, errors } = executeSync({ schema, document, rootValue: world, variableValues });
  expect(errors).toBeUndefined();
  return data as JsonObject;
}

describe('a refused field', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['directly', '{ me { name phone } }', {}],
    ['under an alias', '{ me { name phone: phone } }', {}],
    ['in a fragment', 'query { me { name ...F } } fragment F on Citizen { phone }', {}],
    [
      'in a nested fragment',
      'query { me { name ...F } } fragment F on Citizen { ...G } fragment G on Citizen { phone }',
      {},
    ],
    ['in an inline fragment', '{ me { name ... on Citizen { phone } } }', {}],
    ['in an inline fragment without type', '{ me { name ... { phone } } }', {}],
    ['behind @include', 'query($on: Boolean!) { me { name phone @include(if: $on) } }', { on: true }],
    [
      'behind @skip around it',
      'query($off: Boolean!) { me { name ... @skip(if: $off) { phone } } }',
      { off: false },
    ],
    ['in a fragment on the root', 'query { ...R } fragment R on Query { me { name phone } }', {}],
    ['twice', '{ me { name phone } me { phone } }', {}],
  ])('is never asked for %s, and null in the answer', (_how, query, variables) => {
    const { asked, answer, refused: places } = ask(query, { 'Citizen.phone': refused }, variables);
    expect(asked).not.toContain('phone');
    expect(answer).toEqual({ me: { name: '张三丰', phone: null } });
    expect(places['Citizen.phone']?.[0]).toEqual(['me', 'phone']);
  });

  it('does not appear when the client skipped it', () => {
    const query =
      'query($on: Boolean!) { me { name phone @include(if: $on) pension @skip(if: true) { amount } } }';
    const { answer, refused: places } = ask(
      query,
      { 'Citizen.phone': refused, 'Citizen.pension': refused },
      { on: false },
    );
    expect(answer).toEqual({ me: { name: '张三丰' } });
    expect(places).toEqual({});
  });

  it('with a selection goes with all that is under it', () => {
    const { asked, answer } = ask('{ me { name pension { id amount } } }', { 'Citizen.pension': refused });
    expect(asked).not.toMatch(/pension|amount/);
    expect(answer).toEqual({ me: { name: '张三丰', pension: null } });
  });

  it('that was the only one leaves __typename, and the client does not see it', () => {
    const { asked, answer } = ask('{ me { phone } }', { 'Citizen.phone': refused });
    expect(asked).toContain('__typename');
    expect(answer).toEqual({ me: { phone: null } });
  });

  it('stands in every item of a list, with its place', () => {
    const { answer, refused: places } = ask('{ me { flats { id address } } }', { 'Flat.address': refused });
    expect(answer).toEqual({ me: { flats: [{ id: 'f', address: null }] } });
    expect(places['Flat.address']).toEqual([['me', 'flats', 0, 'address']]);
  });

  it('that cannot be null takes its parent away', () => {
    const { answer } = ask('{ me { name secret } }', {
      'Citizen.secret': refused,
    });
    expect(answer).toEqual({ me: null });
  });

  it('counts the default of a variable that the client leaves out', () => {
    const query =
      'query($on: Boolean = true, $off: Boolean! = false) { me { name @include(if: $on) id @skip(if: $off) phone @skip(if: $on) } }';
    const { answer } = ask(query, { 'Citizen.phone': refused });
    expect(answer).toEqual({ me: { name: '张三丰', id: '1' } });
    const said = ask(query, { 'Citizen.phone': refused }, { on: false, off: true });
    expect(said.answer).toEqual({ me: { phone: null } });
  });

  it.each([
    [
      'a list of required objects',
      '{ me { name flats { id } } }',
      'Flat.id',
      { me: { name: '张三丰', flats: null } },
    ],
    ['a required object in a list, and the list', '{ things { id } }', 'Thing.id', { things: null }],
    ['an object asked for twice', '{ me { secret } me { name } }', 'Citizen.secret', { me: null }],
    [
      'an object asked for twice, the other way round',
      '{ me { name } me { secret } }',
      'Citizen.secret',
      { me: null },
    ],
  ])('that cannot be null takes away %s', (_what, query, coordinate, expected) => {
    expect(ask(query, { [coordinate]: refused }).answer).toEqual(expected);
  });

  it('of one type only is missing from that type only, through interface and union', () => {
    const { asked, answer } = ask(
      '{ things { id label ... on Car { plate } ... on Flat { address } } any { ... on Car { plate label } } }',
      { 'Car.plate': refused },
    );
    expect(asked).not.toContain('plate');
    expect(answer).toEqual({
      things: [
        { id: 'f', label: '一号', address: '阜阳市颍州区人民路1号' },
        { id: 'c', label: '二号', plate: null },
      ],
      any: { plate: null, label: '二号' },
    });
  });

  it('is known by its coordinate on the interface too', () => {
    const { asked, answer } = ask('{ things { id label } }', { 'Thing.label': refused });
    expect(asked).not.toContain('label');
    expect(answer).toEqual({
      things: [
        { id: 'f', label: null },
        { id: 'c', label: null },
      ],
    });
  });
});

describe('a masked value', () => {
  it('is masked wherever it stands, and its coordinate is told', () => {
    const { answer, masked } = ask('{ me { name other: name } }', { 'Citizen.name': nameMask });
    expect(answer).toEqual({ me: { name: '张**', other: '张**' } });
    expect(masked).toEqual(['Citizen.name']);
  });

  it('that is null stays null, and is not called masked', () => {
    const { answer, masked } = ask('{ me { pension { details { details { amount } } } } }', {
      'Pension.amount': { kind: 'masked', mask: 'ACCOUNT' },
    });
    expect(answer).toEqual({ me: { pension: { details: { details: null } } } });
    expect(masked).toEqual([]);
  });
});

describe('the shape of an answer', () => {
  it('is that of the client’s operation, in its order', () => {
    const { answer } = ask('{ me { phone id name } }', { 'Citizen.phone': refused });
    expect(Object.keys((answer as { me: object }).me)).toEqual(['phone', 'id', 'name']);
  });

  it('merges the same field asked for twice', () => {
    const { answer } = ask(
      '{ me { pension { id } } ...F } fragment F on Query { me { pension { amount } name } }',
      { 'Citizen.phone': refused },
    );
    expect(answer).toEqual({ me: { pension: { id: 'p', amount: '1.00' }, name: '张三丰' } });
  });

  it('takes hostile aliases for ordinary names', () => {
    const { answer } = ask('{ me { __proto__: name constructor: phone toString: id } }', {
      'Citizen.phone': refused,
    });
    const me = (answer as { me: object }).me;
    expect(Object.entries(me)).toEqual([
      ['__proto__', '张三丰'],
      ['constructor', null],
      ['toString', '1'],
    ]);
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });

  it('is nothing but null for nothing', () => {
    const document = parse('{ me { name } }');
    const operation = document.definitions[0] as OperationDefinitionNode;
    const prepared = prepareOperation(document, operation, {
      schema,
      wireKeys,
      treat: () => ({ kind: 'clear' }),
      conditions: new Set(),
    });
    const write = compileWriter({ schema, operation: prepared });
    expect(write(null).text).toBe('null');
    expect(write('text').text).toBe('null');
  });
});
