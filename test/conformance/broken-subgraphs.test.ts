// Subgraphs that are down or answer nonsense: their fields are null with errors, everybody else's are there.
import { findBy } from './find-by.js';
import { federation2, runCase, secretWords, type ConformanceCase, type Question } from './run-case.js';
import type { Replier } from '../support/foreign-subgraph.js';

const rows = [
  { id: 'r1', name: 'one', price: 1, stock: 5, tags: ['a'], place: { city: 'Xian', zip: '7' } },
  { id: 'r2', name: 'two', price: 2, stock: 6, tags: [], place: { city: 'Lund', zip: '8' } },
];
const byId = findBy(rows, ['id']);
const Query = {
  rows: () => rows,
  row: (_: unknown, given: { id: string }) => byId(given),
  matrix: () => [
    [rows[0], null],
    [rows[1], rows[0]],
  ],
};
const StockQuery = {
  total: () => 11,
  best: () => rows[1],
  list: () => rows,
  names: () => ['x', 'y'],
  thing: () => ({ __typename: 'Row', ...rows[0] }),
};
const fail = (): never => {
  throw new Error(secretWords);
};
const roots = 'rows: [Row!]! row(id: ID!): Row matrix: [[Row]]';
const stockRoots = 'total: Int best: Row list: [Row!] names: [String] thing: Thing';

/** How the one service answers when all of a subgraph's fields fail. */
const withoutPrices = { Row: { price: fail, firmPrice: fail, place: fail, tags: fail } };
const withoutStock = {
  Query: { total: fail, best: fail, list: fail, names: fail, thing: fail },
  Row: { stock: fail },
};

const reply =
  (body: unknown, status = 200): Replier =>
  () => ({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });
const secretError = { message: secretWords, extensions: { code: secretWords, stacktrace: [secretWords] } };

/** Replies that hold nothing. */
const deaf: readonly (readonly [string, Replier])[] = [
  ['is down', () => undefined],
  ['answers 500 and a page', reply(`<html>${secretWords}</html>`, 500)],
  ['answers 500 and JSON', reply({ error: secretWords }, 500)],
  ['answers 404', reply('', 404)],
  ['answers nothing', reply('')],
  ['answers what is not JSON', reply(`{"data": {"${secretWords}`)],
  ['answers a string', reply(JSON.stringify(secretWords))],
  ['answers null', reply('null')],
  ['answers a list', reply([{ data: { total: 1 } }])],
  ['answers an empty object', reply({})],
  ['answers with errors alone', reply({ errors: [secretError] })],
  ['answers with null and errors', reply({ data: null, errors: [secretError] })],
  ['answers 500 with null and errors', reply({ data: null, errors: [secretError] }, 500)],
  ['answers with data that is a list', reply({ data: [secretWords] })],
  ['answers with data that is a string', reply({ data: secretWords })],
  ['answers with errors that are a string', reply({ data: null, errors: secretWords })],
  ['answers with errors that are strings', reply({ data: null, errors: [secretWords, null, 7, []] })],
  [
    'answers with errors whose paths are nonsense',
    reply({ data: null, errors: [{ message: secretWords, path: secretWords }, { path: [secretWords, {}] }] }),
  ],
];
/** Further ones to a fetch of entities. */
const deafToEntities: readonly (readonly [string, Replier])[] = [
  ['answers without entities', reply({ data: {} })],
  ['answers with null for entities', reply({ data: { _entities: null } })],
  ['answers with too few entities', reply({ data: { _entities: [] } })],
  [
    'answers with too many entities',
    reply({ data: { _entities: rows.concat(rows).map(({ id, price }) => ({ id, price, place: null })) } }),
  ],
  ['answers with an object for entities', reply({ data: { _entities: { 0: { price: 1 }, length: 1 } } })],
  ['answers with a string for entities', reply({ data: { _entities: 'ab' } })],
];

const about = (who: string, query: string, list: typeof deaf, instead: Question['instead']): Question[] =>
  list.map(([what, replier]) => ({
    about: `${who} ${what}: ${query}`,
    query,
    replies: { [who]: replier },
    ...(instead && { instead }),
    errors: 'more',
  }));

const rootWithoutStock = '{ total rows { name price } best { name } names list { id } }';
const rowWithoutPrices = '{ row(id: "r1") { name price tags place { city } stock } }';

/** What one entity or root field is instead, and what the one service gives there. */
const entity =
  (fields: object): Replier =>
  (answer) => {
    const { data } = answer as { data?: { _entities?: object[] } };
    const entities = data?._entities?.map((one, index) => (index === 0 ? { ...one, ...fields } : one));
    return { status: 200, body: JSON.stringify(entities ? { data: { _entities: entities } } : answer) };
  };
const root =
  (fields: object): Replier =>
  (answer) => ({
    status: 200,
    body: JSON.stringify({ data: { ...answer.data, ...fields } }),
  });

const graph: Pick<ConformanceCase, 'subgraphs' | 'monolith'> = {
  subgraphs: {
    names: {
      sdl: `${federation2} type Query { ${roots} } type Row @key(fields: "id") { id: ID! name: String! }`,
      resolvers: { Query, Row: { __resolveReference: byId } },
    },
    prices: {
      sdl: `${federation2} type Row @key(fields: "id") { id: ID! price: Int firmPrice: Int! tags: [String!] place: Place } type Place { city: String! zip: String }`,
      resolvers: { Row: { __resolveReference: byId, firmPrice: ({ price }: { price: number }) => price } },
    },
    stock: {
      sdl: `${federation2} type Query { ${stockRoots} } type Row @key(fields: "id") { id: ID! stock: Int } type Plain { text: String } union Thing = Row | Plain`,
      resolvers: { Query: StockQuery, Row: { __resolveReference: byId } },
    },
  },
  monolith: {
    sdl: `type Query { ${roots} ${stockRoots} } type Plain { text: String } union Thing = Row | Plain type Place { city: String! zip: String }
      type Row { id: ID! name: String! price: Int firmPrice: Int! tags: [String!] place: Place stock: Int }`,
    resolvers: {
      Query: { ...Query, ...StockQuery },
      Row: { firmPrice: ({ price }: { price: number }) => price },
    },
  },
};

runCase({
  ...graph,
  name: 'subgraphs that do not answer',
  questions: [
    ...about('stock', rootWithoutStock, deaf, withoutStock),
    ...about('prices', rowWithoutPrices, [...deaf, ...deafToEntities], withoutPrices),
    ...about(
      'prices',
      '{ rows { id price } again: rows { name firmPrice } total }',
      deaf.slice(0, 3),
      withoutPrices,
    ),
    ...about(
      'prices',
      '{ matrix { id price } list { price stock } row(id: "r2") { firmPrice name } }',
      deaf.slice(0, 3),
      withoutPrices,
    ),
    ...about('prices', '{ rows { price } }', deaf.slice(0, 2), withoutPrices),
    {
      about: 'everybody is down',
      query: '{ row(id: "r1") { name price stock } total }',
      replies: { names: () => undefined, prices: () => undefined, stock: () => undefined },
      instead: { ...withoutStock, Query: { ...withoutStock.Query, rows: fail, row: fail, matrix: fail } },
    },
    {
      about: 'the first of three is down, up to the root',
      query: '{ rows { name price stock } total }',
      replies: { names: () => undefined },
      instead: { Query: { rows: fail } },
    },
  ],
});

type Case = readonly [
  about: string,
  query: string,
  Question['replies'],
  Question['instead'],
  Question['errors']?,
];

const nothing = () => null;
const rowQuery = '{ rows { id price tags place { city zip } stock } }';
const thingQuery = '{ thing { __typename ... on Row { stock price } ... on Plain { text } } total }';
/** The first entity of `prices` with other fields, and the one service with the same. */
const spoilt = (
  what: string,
  fields: Record<string, unknown>,
  errors?: Question['errors'],
  query = rowQuery,
): Case => [
  `an entity with ${what}`,
  query,
  { prices: entity(fields) },
  {
    Row: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        (row: Record<string, unknown>) => (row['id'] === 'r1' ? value : row[name]),
      ]),
    ),
  },
  errors,
];
const rootQuery = '{ total best { id price } list { id stock name } names rows { stock } }';
/** The root fields of `stock` with other values, and the one service with the same. */
const spoiltRoot = (
  what: string,
  fields: Record<string, unknown>,
  errors?: Question['errors'],
  query = rootQuery,
): Case => [
  `a root field with ${what}`,
  query,
  { stock: root(fields) },
  { Query: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, () => value])) },
  errors,
];

const cases: readonly Case[] = [
  ...(
    [
      ['a string', { price: secretWords }],
      ['an object', { price: { is: secretWords } }],
      ['a list', { price: [secretWords, 2] }],
      ['a fraction', { price: 1.5 }],
      ['too large a number', { price: 2147483648 }],
      ['null', { price: null, tags: null, place: null }],
    ] as const
  ).map(([what, fields]) => spoilt(`${what} where there should be something else`, fields)),
  ...(
    [
      ['a string for a list', { tags: secretWords }],
      ['an object for a list', { tags: { 0: secretWords, length: 1 } }],
      ['a number for a list', { tags: 7 }],
      ['null in a list that must have all', { tags: ['a', null, 'b'] }],
      ['objects in a list of strings', { tags: [{ is: secretWords }] }],
      ['lists in a list of strings', { tags: [['a']] }],
      ['an object without what it must have', { place: {} }],
      ['null in an object that must have it', { place: { city: null, zip: '1' } }],
      ['an object for a string in an object', { place: { city: 'Xian', zip: { is: secretWords } } }],
    ] as const
  ).map(([what, fields]) => spoilt(what, fields)),
  spoilt('a string for an object', { place: secretWords }, 'some'),
  spoilt('a number for an object', { place: 7 }, 'some'),
  spoilt('a list for an object', { place: [{ city: 'Xian', zip: '1' }] }, 'some'),
  spoilt(
    'nothing for what must be there',
    { firmPrice: null },
    'more',
    '{ row(id: "r1") { id firmPrice } total }',
  ),
  [
    'an entity that is null',
    '{ rows { id price } }',
    { prices: reply({ data: { _entities: [null, { price: 2 }] } }) },
    { Row: { price: ({ id, price }: (typeof rows)[number]) => (id === 'r1' ? null : price) } },
  ],
  ...(['a string', 7, true, [], [{ price: 3 }]] as const).map((one): Case => [
    `an entity that is ${JSON.stringify(one)}`,
    '{ row(id: "r1") { id price place { city } } }',
    { prices: reply({ data: { _entities: [one] } }) },
    { Row: { price: () => null, place: () => null } },
  ]),
  [
    'an entity that is of another type',
    thingQuery,
    { prices: entity({ __typename: 'Plain', text: secretWords }) },
    { Row: { price: nothing } },
  ],
  [
    'an entity of a type that is not there',
    thingQuery,
    { prices: entity({ __typename: 'Nothing', price: 1 }) },
    { Row: { price: nothing } },
  ],
  [
    'an entity with fields that nobody asked it for',
    '{ rows { id name price stock } }',
    {
      prices: entity({
        name: secretWords,
        stock: 99,
        secret: secretWords,
        constructor: { x: 1 },
        __proto__: { name: secretWords },
      }),
    },
    undefined,
  ],
  [
    'a root with fields that nobody asked it for',
    '{ total rows { name } }',
    { stock: root({ rows: [], names: [secretWords], secret: secretWords }) },
    undefined,
  ],
  ...(
    [
      ['a string for a number', { total: secretWords }],
      ['a list for a number', { total: [1] }],
      ['a string for a list', { names: secretWords }],
      ['an object for a list', { names: { 0: 'x' } }],
      ['objects in a list', { names: ['x', { is: secretWords }, ['y'], null] }],
      ['null for a list', { names: null, list: null, best: null }],
      ['a string for a list of objects', { list: secretWords }],
      ['an object for a list of objects', { list: { id: 'r1' } }],
      ['null in a list that must have all', { list: [rows[0], null] }],
    ] as const
  ).map(([what, fields]) => spoiltRoot(what, fields)),
  spoiltRoot('a string for an object', { best: secretWords }, 'some'),
  spoiltRoot('a list for an object', { best: [rows[0]] }, 'some'),
  spoiltRoot('lists in a list of objects', { list: [[rows[0]]] }, 'some'),
  spoiltRoot('strings in a list of objects', { list: [secretWords] }, 'some'),
  ...(
    [
      ['an unknown type', { thing: { __typename: 'Nothing', stock: 1 } }],
      ['a type that it does not have', { thing: { __typename: 'Place', city: 'x' } }],
      ['the name of an abstract type', { thing: { __typename: 'Thing' } }],
      ['a number for the name of its type', { thing: { __typename: 7 } }],
      ['a name that objects of JavaScript have for its type', { thing: { __typename: 'constructor' } }],
      ['no type', { thing: { text: 'x' } }],
      ['a string for an object of some type', { thing: secretWords }],
    ] as const
  ).map(([what, fields]) => spoiltRoot(what, fields, 'same', thingQuery)),
  [
    'errors beside full data',
    '{ total names }',
    {
      stock: (answer) => ({
        status: 200,
        body: JSON.stringify({ ...answer, errors: [{ ...secretError, path: ['total'] }] }),
      }),
    },
    undefined,
    [['total']],
  ],
  [
    'an error without a path beside full data',
    '{ total best { id } rows { id } }',
    { stock: (answer) => ({ status: 200, body: JSON.stringify({ ...answer, errors: [secretError] }) }) },
    undefined,
    [['total'], ['best']],
  ],
  [
    'an error of entities without a path',
    '{ rows { price tags } }',
    { prices: (answer) => ({ status: 200, body: JSON.stringify({ ...answer, errors: [secretError] }) }) },
    undefined,
    [
      ['rows', 0, 'price'],
      ['rows', 0, 'tags'],
      ['rows', 1, 'price'],
      ['rows', 1, 'tags'],
    ],
  ],
  [
    'an error at an entity that was not asked for',
    '{ row(id: "r2") { price } }',
    {
      prices: (answer) => ({
        status: 200,
        body: JSON.stringify({ ...answer, errors: [{ ...secretError, path: ['_entities', 99, 'price'] }] }),
      }),
    },
    undefined,
    [['row', 'price']],
  ],
  [
    'an error at a place that was not asked for',
    '{ total row(id: "r2") { price } }',
    {
      prices: (answer) => ({
        status: 200,
        body: JSON.stringify({
          ...answer,
          errors: [{ ...secretError, path: ['_entities', 0, 'secret', 'words'] }],
        }),
      }),
    },
    undefined,
    [['row']],
  ],
  [
    'status 500 with full data',
    '{ total row(id: "r2") { price } }',
    { stock: (answer) => ({ status: 500, body: JSON.stringify(answer) }) },
    undefined,
  ],
  [
    'extensions',
    '{ total row(id: "r2") { price } }',
    {
      stock: (answer) => ({
        status: 200,
        body: JSON.stringify({ ...answer, extensions: { secret: secretWords } }),
      }),
    },
    undefined,
  ],
];

runCase({
  ...graph,
  name: 'subgraphs that answer with wrong values',
  questions: cases.map(([about, query, replies, instead, errors]): Question => ({
    about,
    query,
    ...(replies && { replies }),
    ...(instead && { instead }),
    ...(errors && { errors }),
  })),
});
