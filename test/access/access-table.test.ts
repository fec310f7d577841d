// The policies of fields as they are read from a supergraph's SDL.
import { describe, expect, it } from '@jest/globals';
import { readAccessTable } from '../../gateway/access/access-table.js';
import { BadSupergraph } from '../../gateway/errors.js';
import { mask, type MaskKind } from '../../schema/contract/mask.js';

const sdl = `
  directive @sharing(resource: String!, note: String) on FIELD_DEFINITION
  directive @mask(as: String!) on FIELD_DEFINITION
  directive @other(resource: String, as: String) on FIELD_DEFINITION

  type Citizen {
    id: ID! @sharing(resource: "population.identity")
    phone: String @other(resource: "wrong", as: "wrong") @sharing(note: "n", resource: "population.contact") @mask(as: "PHONE")
    number: String! @sharing(resource: "population.identity-number") @mask(as: "RESIDENT_ID")
    names: [String!]! @mask(as: "NAME")
    bare: [String!]
    pointless: String @sharing @mask
    numeric: String @sharing(resource: 7)
  }
  interface Thing { label: String @sharing(resource: "land.unit") }
  type Empty
  input Question { number: String }
  enum Sex { MALE }
  scalar Day
  union Any = Citizen
`;

describe('the access table', () => {
  it('has resource, mask and nullability of each field', () => {
    expect(Object.fromEntries(readAccessTable(sdl))).toEqual({
      'Citizen.id': { resource: 'population.identity', mask: undefined, required: true },
      'Citizen.phone': { resource: 'population.contact', mask: 'PHONE', required: false },
      'Citizen.number': { resource: 'population.identity-number', mask: 'RESIDENT_ID', required: true },
      'Citizen.names': { resource: undefined, mask: 'NAME', required: true },
      'Citizen.bare': { resource: undefined, mask: undefined, required: false },
      'Citizen.pointless': { resource: undefined, mask: undefined, required: false },
      'Citizen.numeric': { resource: undefined, mask: undefined, required: false },
      'Thing.label': { resource: 'land.unit', mask: undefined, required: false },
    });
  });

  it.each<MaskKind>(['NAME', 'RESIDENT_ID', 'PHONE', 'BANK_CARD', 'ADDRESS', 'ACCOUNT', 'CERTIFICATE'])(
    'knows the mask %s, and so does the masking',
    (kind) => {
      const { mask: known } = readAccessTable(`type T { f: String @mask(as: "${kind}") }`).get('T.f') ?? {};
      expect(known).toBe(kind);
      expect(mask(kind, '一二三四')).toContain('*');
    },
  );

  it.each(['', 'name', 'EVERYTHING', 'constructor'])(
    'is not made with the unknown mask %j, which must not mean none',
    (kind) => {
      const read = () => readAccessTable(`type T { f: String @mask(as: "${kind}") }`);
      expect(read).toThrow(BadSupergraph);
      expect(read).toThrow(/T\.f/);
    },
  );

  it('is not made of what is not SDL, and says where it stops being it', () => {
    expect(() => readAccessTable('type T {')).toThrow(BadSupergraph);
    expect(() => readAccessTable('type T {')).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ name: 'GraphQLError' }) as unknown }),
    );
  });
});
