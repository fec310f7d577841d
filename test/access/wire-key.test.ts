// Which key a field has on its way to the departments, and that no two of the client's become one.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse, type FieldNode } from 'graphql';
import { createWireKeys, type WireKeys } from '../../gateway/operations/wire-key.js';

// As composition writes it: what the API hides is among its fields too.
const wireKeys = createWireKeys(`
  type Query { me: Citizen  things: [Thing!] }
  type Citizen
    @join__type(graph: A, key: "id")
    @join__type(graph: B, key: "id")
  {
    id: ID!
    residentId: String
    birthDate: String
    inside: String @inaccessible
    price(currency: String, inner: Int): Float @join__field(graph: A)
    weight(unit: String): Float @join__field(graph: A)
    deep: Deep @join__field(graph: A)
    shipping: Float @join__field(graph: B, requires: "price(currency: \\"CNY\\") weight deep { amount(unit: KG) }")
    other: Float @join__field(graph: B, requires: "weight", provides: "deep { height(unit: KG) }")
  }
  extend type Citizen { added: String }
  type Deep { amount(unit: String): Float  height(unit: String): Float }
  interface Thing { label: String }
  type Flat implements Thing { label: String  houseCode: ID! }
  input Filter { wanted: String }
`);

function keyOf(selection: string, by: WireKeys = wireKeys): string {
  const [definition] = parse(`{ ${selection} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no field');
  return by(definition.selectionSet.selections[0] as FieldNode);
}

describe('the key of a field on the wire', () => {
  it.each([
    ['birthDate', 'birthDate'],
    ['birthDate: birthDate', 'birthDate'],
    ['born: birthDate', 'born'],
    ['toString: birthDate', 'toString'],
    ['constructor: birthDate', 'constructor'],
    ['wanted: birthDate', 'wanted'],
    ['Citizen: birthDate', 'Citizen'],
    ['_alias_0: birthDate', '_alias_0'],
    ['x__alias_: birthDate', 'x__alias_'],
    ['x__alias_0y: birthDate', 'x__alias_0y'],
    ['_x: birthDate', '_x'],
    ['xyihao_alias_y: birthDate', 'xyihao_alias_y'],
    ['__typename', '__typename'],
    ['__schema', '__schema'],
  ])('of { %s } is the client’s', (selection, key) => {
    expect(keyOf(selection)).toBe(key);
  });

  it.each([
    ['is the name of a key', 'residentId: birthDate'],
    ['is the name of any other field', 'birthDate: residentId'],
    ['is the name of a field of another type', 'houseCode: birthDate'],
    ['is the name of a field of an implementation', 'houseCode: label'],
    ['is the name of a field of an interface', 'label: birthDate'],
    ['is the name of a field of an extension', 'added: birthDate'],
    ['is the name of a field that the API hides', 'inside: birthDate'],
    ['is the name of a root field', 'things: birthDate'],
    ['stands for the type', '__typename: birthDate'],
    ['is reserved', '__yihao_type: birthDate'],
    ['would set a prototype', '__proto__: birthDate'],
    ['looks like one that the planner makes', 'birthDate__alias_0: residentId'],
    ['looks like one that the planner makes of another', 'x__alias_12: residentId'],
    ['looks like one that was renamed', 'yihao_alias_residentId: birthDate'],
  ])('is another one for an alias that %s', (_what, selection) => {
    const [alias = ''] = selection.split(':');
    expect(keyOf(selection)).toBe(`yihao_alias_${alias}`);
  });

  it.each([
    ['price(currency: "USD")', 'yihao_alias_price'],
    ['price(inner: $inner)', 'yihao_alias_price'],
    ['cost: price(currency: "USD")', 'yihao_alias_cost'],
    ['amount(unit: G)', 'yihao_alias_amount'],
    ['price', 'price'],
    ['cost: price', 'cost'],
    ['weight(unit: "g")', 'weight'],
    ['height(unit: "g")', 'height'],
    ['heavy: weight(unit: "g")', 'heavy'],
  ])('of { %s } is %s, as a requirement may want it with arguments of its own', (selection, key) => {
    expect(keyOf(selection)).toBe(key);
  });

  it('never makes one of two', () => {
    const keys = ['residentId: id', 'yihao_alias_residentId: id', 'yihao_alias_yihao_alias_residentId: id'];
    expect(new Set(keys.map((one) => keyOf(one))).size).toBe(3);
  });

  it('never makes one of two, whatever the aliases', () => {
    const name = fc.constantFrom(
      'id',
      'residentId',
      'price',
      'born',
      '__proto__',
      'x__alias_1',
      'constructor',
    );
    const alias = fc.tuple(fc.nat(3), name).map(([times, last]) => 'yihao_alias_'.repeat(times) + last);
    const field = fc.constantFrom('id', 'birthDate', 'price(currency: "USD")');
    fc.assert(
      fc.property(alias, field, alias, field, (a, asked, b, alsoAsked) => {
        fc.pre(a !== b);
        expect(keyOf(`${a}: ${asked}`)).not.toBe(keyOf(`${b}: ${alsoAsked}`));
      }),
    );
  });
});
