// A department's own look at what a bureau may select.
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import type { AssertedCaller, AssertionClaims } from '../../schema/contract/assertion.js';
import { AssertionRefused, type Assertion } from '../../subgraphs/kit/assertion.js';
import { createResourceCheck } from '../../subgraphs/kit/check-resources.js';

const schema = buildSchema(`
  directive @key(fields: String!, resolvable: Boolean) repeatable on OBJECT
  directive @sharing(note: String, resource: String) on FIELD_DEFINITION
  directive @other(resource: String, fields: String) on FIELD_DEFINITION | OBJECT
  type Query {
    citizen: Citizen @sharing(resource: "common.structure")
    flat: Flat @sharing(resource: "common.structure")
    unit: Unit
  }
  type Citizen @other(fields: "document") @key(fields: "id") @key(resolvable: false, fields: "number area { code }") {
    id: ID! @sharing(resource: "population.identity")
    number: String @sharing(resource: "population.identity-number")
    area: Area @sharing(resource: "population.hukou")
    document: String @other(resource: "common.structure") @sharing(note: "n", resource: "population.identity-document")
    name: String @sharing(resource: "population.identity")
    phone: String @sharing(resource: "population.contact")
    photo: String @sharing(resource: "population.photo")
    secret: String @sharing(resource: "population.secret")
    home: Flat @sharing(resource: "common.structure")
  }
  type Area { code: String @sharing(resource: "population.hukou") }
  type Flat { id: ID! @sharing(resource: "land.right")  holder: Citizen @sharing(resource: "land.right")  label: String }
  type Unit @key(fields: "id") { id: ID!  bare: String @sharing  area: String @sharing(resource: "land.unit") }
`);
const { resources } = readCatalogue();
const checkResources = createResourceCheck(schema, { resources });

const bureau: AssertedCaller = {
  kind: 'bureau',
  client: 'b',
  purpose: 'REAL_ESTATE_REGISTRATION',
  item: 'I',
  case: 'C-1',
};
const citizen: AssertedCaller = { kind: 'citizen', client: 'portal', citizen: 'c', level: 'L3' };

function assertionOf(caller: AssertedCaller, resources?: readonly string[]): Assertion {
  const claims: AssertionClaims = {
    iss: 'yihao',
    aud: 'population',
    iat: 0,
    caller,
    subjects: [],
    ...(resources && { resources }),
    body: '',
  };
  const unused = () => {
    throw new Error('nobody is looked up');
  };
  return { claims, me: unused, subjectById: unused, subjectByNumber: unused, findByNumber: unused };
}

function documentOf(query: string) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  return document;
}

/** 'answered', or the status of the refusal. */
function outcome(query: string, caller: AssertedCaller, resources?: readonly string[]): 'answered' | number {
  try {
    checkResources(assertionOf(caller, resources), documentOf(query));
    return 'answered';
  } catch (error) {
    if (error instanceof AssertionRefused) return error.status;
    throw error;
  }
}

describe('the check of resources', () => {
  it.each<[string, string, string[]]>([
    ['a field of the resource named', '{ citizen { name } }', ['population.identity']],
    [
      'fields of several',
      '{ citizen { name document } }',
      ['population.identity-document', 'population.identity'],
    ],
    ['fewer than are named', '{ citizen { name } }', ['population.identity', 'land.right']],
    ['keys alone', '{ citizen { id number } }', []],
    ['a key that is an object', '{ citizen { area { __typename } } }', []],
    ['structure alone', '{ citizen { home { __typename } } }', []],
    ['the types', '{ __schema { types { name } } citizen { __typename } }', []],
    ['a field that no resource is stated for', '{ flat { label } unit { bare } }', []],
  ])('lets a bureau select %s', (_what, query, resources) => {
    expect(outcome(query, bureau, resources)).toBe('answered');
  });

  it.each<[string, string, string[]]>([
    ['a field when no resource is named', '{ citizen { name } }', []],
    ['a field of another resource', '{ citizen { document } }', ['population.identity']],
    ['one of two that is not covered', '{ citizen { name document } }', ['population.identity']],
    ['the first of two that is not covered', '{ citizen { document name } }', ['population.identity']],
    ['it under an alias', '{ citizen { id: document } }', ['population.identity']],
    ['it in a fragment', '{ citizen { ...F } } fragment F on Citizen { document }', []],
    ['it in an inline fragment', '{ citizen { ... on Citizen { document } } }', []],
    ['what is a key of another type only', '{ flat { id } }', []],
    ['what stands inside of a key of another type', '{ citizen { area { code } } }', []],
    ['what another directive calls a key', '{ citizen { document } }', []],
    ['it under what is covered', '{ flat { holder { document } } }', ['land.right']],
  ])('refuses a bureau %s', (_what, query, resources) => {
    expect(outcome(query, bureau, resources)).toBe(403);
  });

  it.each([
    ['shared for other purposes', 'phone', 'population.contact'],
    ['shared with nobody', 'photo', 'population.photo'],
    ['not in the catalogue', 'secret', 'population.secret'],
  ])('refuses a bureau what is %s, were it even named', (_how, field, resource) => {
    expect(outcome(`{ citizen { ${field} } }`, bureau, ['population.identity', resource])).toBe(403);
    expect(outcome(`{ citizen { name ${field} } }`, bureau, ['population.identity', resource])).toBe(403);
    expect(outcome(`{ citizen { ${field} } }`, citizen, [resource])).toBe('answered');
  });

  it('refuses a bureau what is shared with nobody, whatever purposes the catalogue should give it', () => {
    const photo = resources.get('population.photo');
    if (!photo) throw new Error('no photo in the catalogue');
    const contradictory = { ...photo, purposes: ['REAL_ESTATE_REGISTRATION'] };
    const check = createResourceCheck(schema, { resources: new Map([[photo.id, contradictory]]) });
    expect(() => check(assertionOf(bureau, [photo.id]), documentOf('{ citizen { photo } }'))).toThrow(
      AssertionRefused,
    );
  });

  it('refuses a bureau whose assertion names no resources at all', () => {
    expect(outcome('{ __typename }', bureau)).toBe(403);
  });

  it.each([citizen, { kind: 'gateway' } as const])('lets %j select everything', (caller) => {
    expect(outcome('{ citizen { name document } }', caller)).toBe('answered');
  });

  it('holds anybody to the resources that are named', () => {
    expect(outcome('{ citizen { document } }', citizen, ['population.identity'])).toBe(403);
  });

  it('decides anew for each request about a document that it knows', () => {
    const asked = documentOf('{ citizen { document } }');
    const covered = assertionOf(bureau, ['population.identity-document']);
    const uncovered = assertionOf(bureau, ['population.identity']);
    for (let time = 0; time < 2; time++) {
      expect(() => checkResources(covered, asked)).not.toThrow();
      expect(() => checkResources(uncovered, asked)).toThrow(AssertionRefused);
    }
    const other = documentOf('{ citizen { name } }');
    expect(() => checkResources(covered, other)).toThrow(AssertionRefused);
  });
});
