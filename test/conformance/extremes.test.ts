// Operations and answers at the edges: nothing asked for, very much of something, values that are hard to carry.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const many = Array.from({ length: 500 }, (_, index) => ({
  id: `m${index}`,
  label: `label ${index}`,
  parity: index % 2,
}));
const manyById = findBy(many, ['id']);
const hugeIds = [
  '9007199254740993',
  '123456789012345678901234567890',
  '-0',
  '00012',
  '1e3',
  '',
  ' ',
  '\u0000',
  '"\\',
  '\u{1f600}一号',
  'NaN',
  'true',
];
const odd = hugeIds.map((id) => ({ id, label: `label ${id}` }));
const oddById = findBy(odd, ['id']);
const Query = {
  many: () => many,
  halves: () => [many.slice(0, 250), many.slice(200), []],
  same: () => Array.from({ length: 300 }, (_, index) => many[index % 3]),
  odd: () => odd,
  odder: (_: unknown, given: { id: string }) => oddById(given),
  numbers: () => [{ id: 7 }, { id: 9007199254740991 }, { id: -3 }],
  lists: () => [[[[1, null], []], [], null], [[[2]]], []],
  boxes: () => [[[[many[0]], []], null], [], [[[many[1], null, many[0]]]]],
  none: () => [],
  nones: () => [[], [[]]],
  echo: (_: unknown, { id, ids }: { id?: string; ids?: string[] }) => JSON.stringify([id, ids]),
  text: () => 'text',
};
const roots = `many: [Item!]! halves: [[Item!]!]! same: [Item]! odd: [Odd!]! odder(id: ID!): Odd numbers: [Number!]! lists: [[[[Int]]]] boxes: [[[[Item]]]] none: [Item!]!
  nones: [[[Item]]] echo(id: ID, ids: [ID!]): String text: String`;
const numberLabel = ({ id }: { id: unknown }) => `number ${String(id)}`;
const itemFields = 'label: String! parity: Int twin: Item empty: [Item!]! self: [[Item!]!]!';
const Item = {
  twin: ({ id }: { id: string }) => many[(many.findIndex((one) => one.id === id) + 1) % many.length],
  empty: () => [],
  self: (item: object) => [[item], [item, item]],
};
const nested = (depth: number): string => (depth === 0 ? 'label' : `twin { ${nested(depth - 1)} parity }`);

runCase({
  name: 'extremes',
  subgraphs: {
    lists: {
      sdl: `${federation2} type Query { ${roots} } type Item @key(fields: "id") { id: ID! } type Odd @key(fields: "id") { id: ID! } type Number @key(fields: "id") { id: ID! }`,
      resolvers: { Query },
    },
    labels: {
      sdl: `${federation2} type Item @key(fields: "id") { id: ID! ${itemFields} } type Odd @key(fields: "id") { id: ID! label: String! }
        type Number @key(fields: "id") { id: ID! label: String! }`,
      resolvers: {
        Item: { __resolveReference: manyById, ...Item },
        Odd: { __resolveReference: oddById },
        Number: { label: numberLabel },
      },
    },
  },
  monolith: {
    sdl: `type Query { ${roots} } type Item { id: ID! ${itemFields} } type Odd { id: ID! label: String! } type Number { id: ID! label: String! }`,
    resolvers: { Query, Item, Number: { label: numberLabel } },
  },
  questions: [
    { about: 'nothing but __typename', query: '{ __typename }' },
    {
      about: 'nothing but __typename, named, twice and under aliases',
      query: 'query Q { a: __typename __typename ... { b: __typename } ... on Query { __typename } }',
    },
    {
      about: '__typename of objects and nothing else',
      query: '{ many { __typename } none { __typename } odder(id: "-0") { __typename } }',
    },
    { about: '500 entities', query: '{ many { label parity } }' },
    { about: '500 entities in overlapping lists', query: '{ halves { label } many { parity id } }' },
    { about: '500 entities behind 500 entities', query: '{ many { twin { label twin { parity } } } }' },
    { about: '300 places of three entities', query: '{ same { id label twin { id } self { label } } }' },
    {
      about: 'empty lists',
      query: '{ none { label twin { label } } nones { label } many { empty { label } } }',
    },
    { about: 'lists of lists of lists of lists', query: '{ lists boxes { id label twin { label } } }' },
    {
      about: 'lists of lists of entities inside entities',
      query: '{ odd { id } same { self { self { parity } } } }',
    },
    { about: 'a chain of entities', query: `{ boxes { ${nested(8)} } }` },
    { about: 'identifiers that are hard to carry', query: '{ odd { id label } }' },
    ...hugeIds.map((id) => ({
      about: `the identifier ${JSON.stringify(id)}`,
      query: 'query ($id: ID!, $ids: [ID!]) { odder(id: $id) { label id } echo(id: $id, ids: $ids) }',
      variables: { id, ids: [id, id] },
    })),
    { about: 'identifiers that are numbers', query: '{ numbers { label id } }' },
    {
      about: 'a literal number as an identifier',
      query: '{ echo(id: 123456789012345678901234567890, ids: [7, "7", -0]) }',
    },
    {
      about: 'a number as a variable for an identifier',
      query: 'query ($id: ID) { echo(id: $id) }',
      variables: { id: 9007199254740991 },
    },
    { about: 'a subscription', query: 'subscription { many }' },
    { about: 'a mutation where there is none', query: 'mutation { many { id } }' },
    {
      about: 'a subscription beside a query',
      query: 'query A { text } subscription B { text }',
      operationName: 'B',
    },
    { about: 'a field that is not there', query: '{ text nothing }' },
    { about: 'a fragment that is not there', query: '{ ...Nothing text }' },
    { about: 'no document', query: '' },
    { about: 'what is not GraphQL', query: '{ text' },
    {
      about: 'comments, commas and a byte order mark',
      query: '\ufeff# before\n{,,, text,,, # within\n none,{ label },}',
    },
  ],
});
