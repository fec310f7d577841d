import { describe, expect, it } from '@jest/globals';
import { buildSchema, isCompositeType, Kind, parse, type FieldNode } from 'graphql';
import { clientPath, wireKey } from '../../gateway/operations/wire-key.js';

const schema = buildSchema(`
  type Query { me: Citizen  things: [Thing!] }
  type Citizen { id: ID!  residentId: String  birthDate: String }
  interface Thing { label: String }
  type Flat implements Thing { label: String  houseCode: ID! }
`);

function keyOf(typeName: string, selection: string): string {
  const type = schema.getType(typeName);
  const [definition] = parse(`{ ${selection} }`).definitions;
  if (!isCompositeType(type) || definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no field');
  return wireKey(schema, type, definition.selectionSet.selections[0] as FieldNode);
}

describe('the key of a field on the wire', () => {
  it.each([
    ['Citizen', 'birthDate', 'birthDate'],
    ['Citizen', 'birthDate: birthDate', 'birthDate'],
    ['Citizen', 'born: birthDate', 'born'],
    ['Citizen', 'toString: birthDate', 'toString'],
    ['Citizen', 'houseCode: birthDate', 'houseCode'],
    ['Citizen', '__typename', '__typename'],
  ])('of %s { %s } is the client’s', (type, selection, key) => {
    expect(keyOf(type, selection)).toBe(key);
  });

  it.each([
    ['is the name of a key', 'Citizen', 'residentId: birthDate'],
    ['is the name of any other field', 'Citizen', 'birthDate: residentId'],
    ['is the name of a field of an implementation', 'Thing', 'houseCode: label'],
    ['stands for the type', 'Citizen', '__typename: birthDate'],
    ['is reserved', 'Citizen', '__yihao_type: birthDate'],
    ['looks like one that was renamed', 'Citizen', 'yihao_alias_residentId: birthDate'],
  ])('is another one for an alias that %s', (_what, type, selection) => {
    const [alias = ''] = selection.split(':');
    const key = keyOf(type, selection);
    expect(key).not.toBe(alias);
    expect(clientPath(['me', 0, key])).toEqual(['me', 0, alias]);
  });

  it('never makes one of two', () => {
    const keys = ['residentId: id', 'yihao_alias_residentId: id', 'yihao_alias_yihao_alias_residentId: id'];
    expect(new Set(keys.map((one) => keyOf('Citizen', one))).size).toBe(3);
  });
});
