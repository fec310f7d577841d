// Resolvers that fail and nulls where none may be: what is left of the answer, and where the errors are.
import { findBy } from './find-by.js';
import { federation2, runCase, secretWords, type Question } from './run-case.js';

const fail = (): never => {
  throw new Error(secretWords);
};
/** For reference resolvers: only a rejected promise leaves the other entities of the fetch. */
const reject = async (): Promise<never> => fail();

interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly price: number | null;
}
const rows: readonly Row[] = [
  { id: 'ok', name: 'fine', price: 1 },
  { id: 'bad', name: 'broken', price: 2 },
  { id: 'null', name: null, price: null },
  { id: 'also', name: 'fine too', price: 4 },
];
const [fine, broken, nulls, also] = rows as [Row, Row, Row, Row];
const rowById = findBy(rows, ['id']);
const unlessBad =
  <Result>(resolve: (row: Row) => Result) =>
  (row: Row): Result =>
    row.id === 'bad' ? fail() : resolve(row);

const Query = {
  rows: () => rows,
  loose: () => [broken, null, fine],
  strict: () => [fine, broken],
  items: () => [fine, nulls, also],
  matrix: () => [[fine], [broken, also], [], null],
  row: (_: unknown, given: { id: string }) => rowById(given),
  firm: () => broken,
  firmNull: () => nulls,
  thrown: fail,
  nothing: () => null,
  twice: () => [broken, fine, broken, broken],
  holder: () => ({ rows: [fine, broken], inner: { row: broken, rows: [broken, fine] } }),
  number: () => 7,
};
const roots = `rows: [Row!]! loose: [Row] strict: [Row!] items: [Row]! matrix: [[Row]] row(id: ID!): Row firm: Row firmNull: Row
  thrown: Row nothing: Row twice: [Row] holder: Holder number: Int`;
const Shown = { title: unlessBad(({ name }) => name), note: unlessBad(({ id }) => `note ${id}`) };
const Priced = {
  price: unlessBad(({ price }) => price),
  firmPrice: unlessBad(({ price }) => price),
  prices: unlessBad(({ price }) => [price, price]),
  firmPrices: ({ price }: Row) => [1, price],
  detail: ({ id }: Row) =>
    id === 'bad' ? fail() : { text: id === 'null' ? null : id, firm: id === 'null' ? null : id },
  next: ({ id }: Row) => (id === 'ok' ? broken : fine),
};
const pricedFields = `price: Int firmPrice: Int! prices: [Int] firmPrices: [Int!] detail: Detail next: Row`;
const shownFields = 'title: String note: String!';
/** A field that failed is null for whoever requires it, where it may be null. */
const withTitle = ({ id, name }: Row) => `with ${id === 'bad' ? null : name}`;

runCase({
  name: 'failing resolvers',
  subgraphs: {
    shown: {
      sdl: `${federation2} type Query { ${roots} } type Holder { rows: [Row!] inner: Inner } type Inner { row: Row rows: [Row]! }
        type Row @key(fields: "id") { id: ID! ${shownFields} }`,
      resolvers: { Query, Row: { __resolveReference: rowById, ...Shown } },
    },
    priced: {
      sdl: `${federation2} type Detail { text: String firm: String! } type Row @key(fields: "id") { id: ID! ${pricedFields} }`,
      resolvers: { Row: { __resolveReference: rowById, ...Priced } },
    },
    required: {
      sdl: `${federation2} type Row @key(fields: "id") { id: ID! title: String @external firmPrice: Int! @external
        withTitle: String @requires(fields: "title") withPrice: String @requires(fields: "firmPrice") }`,
      resolvers: {
        Row: {
          withTitle: (row: { title: string }) => `with ${row.title}`,
          withPrice: (row: { firmPrice: number }) => `with ${row.firmPrice}`,
        },
      },
    },
  },
  monolith: {
    sdl: `type Query { ${roots} } type Holder { rows: [Row!] inner: Inner } type Inner { row: Row rows: [Row]! } type Detail { text: String firm: String! }
      type Row { id: ID! ${shownFields} ${pricedFields} withTitle: String withPrice: String }`,
    resolvers: {
      Query,
      Row: {
        ...Shown,
        ...Priced,
        withTitle,
        withPrice: ({ id, price }: Row) => (id === 'null' || id === 'bad' ? fail() : `with ${price}`),
      },
    },
  },
  questions: [
    { about: 'a root field', query: '{ thrown { title } number }' },
    { about: 'null at the root', query: '{ nothing { price title } number }' },
    { about: 'a field of a list', query: '{ rows { id title } }' },
    { about: 'a field of entities of a list', query: '{ rows { id price } }' },
    { about: 'fields of both', query: '{ rows { title price id } }' },
    { about: 'a field that may not be null', query: '{ loose { id note } }' },
    {
      about: 'a field that may not be null, in a list that must have all',
      query: '{ strict { id note } number }',
    },
    { about: 'a field of an entity that may not be null', query: '{ loose { id firmPrice } number }' },
    {
      about: 'a field of an entity that may not be null, in a list that must have all',
      query: '{ strict { firmPrice } number }',
    },
    {
      about: 'null for a field of an entity that may not be null',
      query: '{ items { id firmPrice } number }',
    },
    {
      about: 'null for a field of an entity that may not be null, up to the root',
      query: '{ rows { firmPrice } number }',
      errors: 'more',
    },
    { about: 'lists of lists', query: '{ matrix { id price note } }', errors: 'some' },
    { about: 'lists of lists of entities', query: '{ matrix { title firmPrice } number }' },
    { about: 'a list with null inside', query: '{ rows { prices firmPrices id } }' },
    { about: 'objects inside an entity', query: '{ rows { detail { text } id } }' },
    {
      about: 'objects inside an entity that miss what they must have',
      query: '{ rows { detail { firm text } } }',
    },
    { about: 'the same entity at several places of a list', query: '{ twice { id price } }' },
    {
      about: 'the same entity at several places of a list, where it may not be null',
      query: '{ twice { firmPrice title } }',
      errors: 'more',
    },
    {
      about: 'the same entity at places of several lists',
      query: '{ strict { price } loose { price title } matrix { price } firm { price } }',
    },
    {
      about: 'the same entity below objects',
      query: '{ holder { rows { price } inner { rows { price } row { price title } } } }',
    },
    {
      about: 'the same entity below objects, where it may not be null',
      query: '{ holder { inner { row { firmPrice } rows { firmPrice id } } rows { firmPrice } } number }',
    },
    {
      about: 'under aliases',
      query:
        '{ x: loose { cost: price t: title again: price } y: row(id: "bad") { price: title title: price } }',
    },
    { about: 'entities behind entities', query: '{ rows { next { title price } } }' },
    {
      about: 'entities behind entities, where they may not be null',
      query: '{ rows { next { note firmPrice id } id } }',
      errors: 'some',
    },
    {
      about: 'fragments',
      query: '{ rows { ...F ... { price } } } fragment F on Row { price title ... on Row { title } }',
    },
    {
      about: 'a requirement that fails',
      query: '{ firm { withTitle id } row(id: "ok") { withTitle } }',
      errors: [['firm']],
    },
    { about: 'a requirement that is null', query: '{ firmNull { withTitle id } }' },
    {
      about: 'a requirement of a list that fails for one',
      query: '{ twice { withTitle } number }',
      errors: [
        ['twice', 0],
        ['twice', 2],
        ['twice', 3],
      ],
    },
    {
      about: 'a requirement that may not be null and fails',
      query: '{ items { id withPrice } number }',
      errors: 'some',
    },
    {
      about: 'a requirement that fails, and is asked for',
      query: '{ loose { withPrice firmPrice } firm { withTitle title } }',
      errors: 'some',
    },
    {
      about: 'everything at once',
      query:
        '{ rows { price title prices detail { text } next { price } } twice { price } thrown { price } number }',
    },
  ],
});

{
  const found = new Map([
    ['a', { id: 'a', size: 1, kind: 'x' }],
    ['d', { id: 'd', size: 4, kind: 'y' }],
  ]);
  const list = ['a', 'rejected', 'missing', 'a', 'd', 'rejected'].map((id) => ({ id }));
  const ListQuery = {
    list: () => list,
    firmList: () => list,
    one: (_: unknown, given: { id: string }) => given,
    deep: () => [[list, list], [[{ id: 'rejected' }]]],
    boxes: () => [{ list }, { list: [{ id: 'd' }, { id: 'rejected' }] }],
    other: () => 'here',
  };
  const listRoots = `list: [Thing] firmList: [Thing!] one(id: ID!): Thing deep: [[[Thing]]] boxes: [Box!] other: String`;
  const ask = (about: string, query: string): Question => ({ about, query, errors: 'some' });
  const sizeOf = ({ id }: { id: string }) => found.get(id)?.size ?? (id === 'missing' ? null : fail());
  runCase({
    name: 'entities that fail or are not found',
    subgraphs: {
      lists: {
        sdl: `${federation2} type Query { ${listRoots} } type Box { list: [Thing!]! } type Thing @key(fields: "id") { id: ID! }`,
        resolvers: { Query: ListQuery },
      },
      sizes: {
        sdl: `${federation2} type Thing @key(fields: "id") { id: ID! size: Int firmSize: Int! kind: String }`,
        resolvers: {
          Thing: {
            __resolveReference: async ({ id }: { id: string }) =>
              id === 'rejected' ? reject() : (found.get(id) ?? null),
            firmSize: ({ size }: { size: number }) => size,
          },
        },
      },
      colours: {
        sdl: `${federation2} type Thing @key(fields: "id") { id: ID! colour: String kind: String @external label: String @requires(fields: "kind") }`,
        resolvers: {
          Thing: {
            colour: ({ id }: { id: string }) => `colour ${id}`,
            label: ({ kind }: { kind: string | null }) => `label ${kind}`,
          },
        },
      },
    },
    monolith: {
      sdl: `type Query { ${listRoots} } type Box { list: [Thing!]! }
        type Thing { id: ID! size: Int firmSize: Int! kind: String colour: String label: String }`,
      resolvers: {
        Query: ListQuery,
        Thing: {
          size: sizeOf,
          firmSize: sizeOf,
          kind: ({ id }: { id: string }) => found.get(id)?.kind ?? (id === 'missing' ? null : fail()),
          colour: ({ id }: { id: string }) => `colour ${id}`,
          label: ({ id }: { id: string }) =>
            id === 'rejected' ? fail() : found.has(id) ? `label ${found.get(id)?.kind}` : null,
        },
      },
    },
    questions: [
      ask('in a list', '{ list { size id } }'),
      ask('in a list, where they may not be null', '{ list { firmSize id } }'),
      ask('in a list that must have all', '{ firmList { firmSize } other }'),
      ask('with fields of a third that has them', '{ list { size colour } }'),
      ask('in lists of lists of lists', '{ deep { size kind } }'),
      ask('in lists of lists of lists, where they may not be null', '{ deep { firmSize } other }'),
      ask('in lists of objects', '{ boxes { list { size } } }'),
      ask('in lists of objects that must have all', '{ boxes { list { firmSize } } other }'),
      ask('one that fails', '{ one(id: "rejected") { size kind id } other }'),
      ask('one that fails where it may not be null', '{ one(id: "rejected") { firmSize } other }'),
      ask('nothing but what fails', '{ one(id: "rejected") { size } }'),
      { about: 'one that is not found', query: '{ one(id: "missing") { size kind colour } }' },
      ask(
        'one that is not found, where it may not be null',
        '{ one(id: "missing") { firmSize colour } other }',
      ),
      ask('what others require of them', '{ list { label colour } }'),
    ],
  });
}
