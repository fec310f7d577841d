// The cost of operations against counts by hand, and what is refused for it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, validate, type GraphQLSchema } from 'graphql';
import type { Principal } from '../../gateway/auth/principal.js';
import { BadSupergraph, GatewayError } from '../../gateway/errors.js';
import { readCostTable } from '../../gateway/operations/cost-table.js';
import { costBudgets, createCostLimit } from '../../gateway/operations/limit-cost.js';
import { createOperationCost } from '../../gateway/operations/operation-cost.js';
import { readOperationFiles } from '../../scripts/schema-rules/read-schema-inputs.js';
import { schemaFile } from '../../schema/files.js';

const link = `
  schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@listSize"]) { query: Query mutation: Mutation }
  directive @link(url: String, as: String, import: [link__Import]) repeatable on SCHEMA
  scalar link__Import
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`;

const sdl = `${link}
  type Query {
    person: Person
    people: [Person]
    hundred: [Person] @listSize(assumedSize: 100)
    page(first: Int = 5, last: Int): [Person!]! @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false, assumedSize: 7)
    strict(first: Int, last: Int): [Person] @listSize(slicingArguments: ["first", "last"])
    connection(first: Int): Connection @listSize(assumedSize: 12, slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)
    dear: String @cost(weight: 7)
    photo: Photo
    found(by: Filter, tags: [Tag!], fast: Boolean @cost(weight: 3)): Person
    node: Node
  }
  type Mutation { rename: Person }
  type Person implements Node { id: ID name: String friends: [Person] photo: Photo colour: Colour }
  type Place implements Node { id: ID people: [Person] @listSize(assumedSize: 50) }
  interface Node { id: ID }
  type Connection { edges: [Edge] total: Int }
  type Edge { node: Person }
  type Photo @cost(weight: 20) { url: String }
  enum Colour @cost(weight: 2) { RED }
  input Filter { name: String near: Filter dear: Int @cost(weight: 4) }
  scalar Tag @cost(weight: 2)
`;
const schema = buildSchema(sdl);

function parseValid(query: string, against: GraphQLSchema) {
  const document = parse(query);
  expect(validate(against, document)).toEqual([]);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return { document, operation };
}

const costOf = createOperationCost(readCostTable(sdl));
const cost = (query: string, variables: Record<string, unknown> = {}): number => {
  const { document, operation } = parseValid(query, schema);
  return costOf(schema, document, operation, variables);
};

describe('the cost of an operation', () => {
  it.each<[string, number, Record<string, unknown>?]>([
    ['{ person { id name } }', 1],
    ['{ person { photo { url } } }', 1 + 20],
    ['{ dear }', 7],
    ['{ person { colour } }', 1 + 2],
    ['{ people { id } }', 10],
    ['{ people { friends { friends { id } } } }', 10 * (1 + 10 * (1 + 10))],
    ['{ hundred { photo { url } } }', 100 * (1 + 20)],
    ['{ page { id } }', 5],
    ['{ page(first: 30) { id } }', 30],
    ['{ page(first: 30, last: 40) { id } }', 40],
    ['{ page(first: null) { id } }', 7],
    ['{ page(first: -5) { id } }', 0],
    ['query($n: Int) { page(first: $n) { friends { id } } }', 3 * (1 + 10), { n: 3 }],
    ['query($n: Int) { page(first: $n) { id } }', 5, {}],
    ['query($n: Int) { page(first: $n) { id } }', 7, { n: null }],
    ['query($n: Int = 9) { page(first: $n) { id } }', 9, {}],
    ['query($n: Int = 9) { page(first: $n) { id } }', 2, { n: 2 }],
    ['{ connection { total edges { node { id } } } }', 1 + 12 * (1 + 1)],
    ['{ connection(first: 50) { edges { node { friends { id } } } } }', 1 + 50 * (1 + 1 + 10)],
    [
      'query($n: Int) { connection(first: $n) { ...C } } fragment C on Connection { edges { node { id } } }',
      1 + 4 * 2,
      { n: 4 },
    ],
    ['{ found(by: { name: "x" }) { id } }', 1 + 1],
    ['{ found(by: { near: { near: { dear: 1 } } }) { id } }', 1 + 3 + 4],
    ['query($by: Filter) { found(by: $by) { id } }', 1 + 2 + 4, { by: { near: { dear: 1 } } }],
    ['query($near: Filter) { found(by: { near: $near }) { id } }', 1 + 1 + 1, { near: {} }],
    ['query($by: Filter) { found(by: $by) { id } }', 1, {}],
    [
      'query($tags: [Tag!]) { found(tags: $tags, fast: true) { id } }',
      1 + 3 * 2 + 3,
      { tags: ['a', 'b', 'c'] },
    ],
    ['{ people @skip(if: true) { id } person { id } }', 1],
    ['query($c: Boolean!) { people @include(if: $c) { id } }', 0, { c: false }],
    ['query($c: Boolean!) { people @include(if: $c) { id } }', 10, { c: true }],
    [
      'query($c: Boolean!, $d: Boolean!) { ... @skip(if: $c) { people @include(if: $d) { id } } }',
      0,
      { c: true, d: true },
    ],
    ['{ node { ... on Person { friends { id } } ... on Place { people { id } } } }', 1 + 10 + 50],
    ['mutation { rename { id } }', 10 + 1],
    ['{ __typename __schema { types { fields { name } } } person { __typename } }', 1],
  ])('%s is %d', (query, expected, variables = {}) => {
    expect(cost(query, variables)).toBe(expected);
  });

  it.each([
    ['{ strict { id } }', {}],
    ['{ strict(first: 1, last: 1) { id } }', {}],
    ['query($n: Int) { strict(first: $n) { id } }', {}],
  ])('is not known where the schema wants exactly one size: %s', (query, variables) => {
    expect(() => cost(query, variables)).toThrow('Query.strict needs exactly one of first, last');
  });

  it('follows the variables of each request, though the operation is the same', () => {
    const { document, operation } = parseValid('query($n: Int) { page(first: $n) { id } }', schema);
    expect([1, 20, 3].map((n) => costOf(schema, document, operation, { n }))).toEqual([1, 20, 3]);
  });
});

describe('the directives of a supergraph', () => {
  const tableOf = (linked: string, field: string) =>
    readCostTable(`schema ${linked} { query: Query } type Query { a: [Int] ${field} }`);

  it.each([
    [
      'imported',
      '@link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"])',
      '@cost',
      '@listSize',
    ],
    ['not imported', '@link(url: "https://specs.apollo.dev/cost/v0.1")', '@cost', '@cost__listSize'],
    [
      'renamed',
      '@link(url: "https://specs.apollo.dev/cost/v0.1", import: [{name: "@cost", as: "@price"}, {name: "@listSize", as: "@size"}])',
      '@price',
      '@size',
    ],
    [
      'under another prefix',
      '@link(url: "https://specs.apollo.dev/cost/v0.1", as: "ibm")',
      '@ibm',
      '@ibm__listSize',
    ],
  ])('are read when they are %s', (_how, linked, costName, listSizeName) => {
    const table = tableOf(linked, `${costName}(weight: 3) ${listSizeName}(assumedSize: 4)`);
    expect([...table.weights]).toEqual([['Query.a', 3]]);
    expect([...table.listSizes]).toEqual([['Query.a', { assumedSize: 4 }]]);
  });

  it('stop the start when they say what nobody here understands', () => {
    expect(() =>
      tableOf('@link(url: "https://specs.apollo.dev/cost/v0.1")', '@cost(weight: "much")'),
    ).toThrow(BadSupergraph);
  });

  it('mean nothing where the specification is not linked', () => {
    expect(tableOf('', '@cost(weight: 3)').weights.size).toBe(0);
  });
});

describe('the budget of a caller', () => {
  const citySdl = readFileSync(schemaFile('supergraph.graphql'), 'utf8');
  const city = buildSchema(readFileSync(schemaFile('release/api.graphql'), 'utf8'));
  const limitCost = createCostLimit(readCostTable(citySdl));
  const limit = (query: string, kind: Principal['kind'], variables: Record<string, unknown> = {}) => {
    const { document, operation } = parseValid(query, city);
    limitCost(city, document, operation, variables, kind);
  };
  const page = readFileSync(schemaFile('operations/citizen-page.graphql'), 'utf8');
  const everybodysPage = page
    .replace('query CitizenPage(', 'query CitizenPage($by: [CitizenLookup!]!, ')
    .replace('  me {', '  citizens(by: $by) {');
  const by = Array(200).fill({ residentId: '110101199003070003', name: '甲' });

  const ofCitizens = readOperationFiles().filter(({ text }) => !text.includes('citizens(by:'));
  it.each(ofCitizens)('lets citizens ask $file with the largest pages', ({ text }) => {
    expect(() => limit(text, 'citizen', { contributions: 100, bills: 100, first: 100 })).not.toThrow();
  });

  it.each(['bureau', 'official'] as const)('lets a %s ask for the pages of 200 people', (kind) => {
    expect(() => limit(everybodysPage, kind, { by, contributions: 100, bills: 100 })).not.toThrow();
  });

  it('refuses a citizen the bills of bills, and says what they cost', () => {
    const bills = Array.from(
      { length: 30 },
      (_, index) => `a${index}: bills(first: 100) { edges { node { id } } }`,
    ).join(' ');
    let refusal: unknown;
    try {
      limit(`{ me { utilityAccounts { account { ${bills} } } } }`, 'citizen');
    } catch (error) {
      refusal = error;
    }
    if (!(refusal instanceof GatewayError)) throw new Error('expected a refusal');
    // One citizen, 10 relations with an account each, and for each 30 connections of 100 edges with a node.
    const expected = 1 + 10 * (1 + 1 + 30 * (1 + 100 * 2));
    expect(refusal.code).toBe('LIMIT_EXCEEDED');
    expect(refusal.publicMessage.en).toContain(
      `costs too much: ${expected} of at most ${costBudgets.citizen}.`,
    );
    expect(refusal.publicMessage.zh).toContain(`估计为 ${expected}，最多 ${costBudgets.citizen}`);
  });

  it('counts a page of two thousand million as what it would be', () => {
    expect(() =>
      limit('{ me { contributions(first: 2147483647) { edges { node { id } } } } }', 'bureau'),
    ).toThrow('costs too much');
  });
});
