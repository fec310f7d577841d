// Entities that a subgraph reaches only through others, because no key is common to the two.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const rows = [1, 2, 3].map((n) => ({
  id: `id${n}`,
  sku: `sku${n}`,
  upc: `upc${n}`,
  lot: { code: `lot${n}`, year: 2000 + n },
  name: `name ${n}`,
  price: n * 10,
  stock: n * 100,
  colour: ['red', null, 'blue'][n - 1],
}));
const findByLot = ({ upc, lot }: { upc: string; lot: { code: string } }) =>
  rows.find((row) => row.upc === upc && row.lot.code === lot.code) ?? null;
const Query = {
  row: () => rows[0],
  rows: () => [...rows, rows[0]],
  fromB: () => rows[1],
  fromC: () => rows,
};

runCase({
  name: 'a chain of two keys',
  subgraphs: {
    a: {
      sdl: `${federation2} type Query { row: Row rows: [Row!]! } type Row @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Query: { row: Query.row, rows: Query.rows },
        Row: { __resolveReference: findBy(rows, ['id']) },
      },
    },
    b: {
      sdl: `${federation2} type Row @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! }`,
      resolvers: { Row: { __resolveReference: findBy(rows, ['id'], ['sku']) } },
    },
    c: {
      sdl: `${federation2} type Query { fromC: [Row!]! } type Row @key(fields: "sku") { sku: ID! price: Int! }`,
      resolvers: { Query: { fromC: Query.fromC }, Row: { __resolveReference: findBy(rows, ['sku']) } },
    },
  },
  monolith: {
    sdl: `type Query { row: Row rows: [Row!]! fromC: [Row!]! } type Row { id: ID! sku: ID! name: String! price: Int! }`,
    resolvers: { Query: { row: Query.row, rows: Query.rows, fromC: Query.fromC } },
  },
  questions: [
    { about: 'all along', query: '{ row { price } rows { name price } }' },
    { about: 'all along backwards', query: '{ fromC { name } }' },
    { about: 'both ways with the keys between', query: '{ rows { price sku } fromC { id name price } }' },
  ],
});

runCase({
  name: 'a chain of three keys that overlap in part',
  subgraphs: {
    a: {
      sdl: `${federation2} type Query { row: Row rows: [Row!]! } type Row @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Query: { row: Query.row, rows: Query.rows },
        Row: { __resolveReference: findBy(rows, ['id']) },
      },
    },
    b: {
      sdl: `${federation2} type Query { fromB: Row }
        type Row @key(fields: "id") @key(fields: "id sku") { id: ID! sku: ID! colour: String }`,
      resolvers: {
        Query: { fromB: Query.fromB },
        Row: { __resolveReference: findBy(rows, ['id', 'sku'], ['id']) },
      },
    },
    c: {
      sdl: `${federation2} type Row @key(fields: "sku") @key(fields: "upc lot { code }") { sku: ID! upc: ID! lot: Lot! price: Int! }
        type Lot @shareable { code: String! year: Int! }`,
      resolvers: {
        Row: {
          __resolveReference: (reference: { sku?: string; upc: string; lot: { code: string } }) =>
            reference.sku === undefined ? findByLot(reference) : findBy(rows, ['sku'])(reference),
        },
      },
    },
    d: {
      sdl: `${federation2} type Row @key(fields: "lot { code } upc") { upc: ID! lot: Lot! stock: Int! } type Lot @shareable { code: String! }`,
      resolvers: { Row: { __resolveReference: findByLot } },
    },
  },
  monolith: {
    sdl: `type Query { row: Row rows: [Row!]! fromB: Row } type Lot { code: String! year: Int! }
      type Row { id: ID! sku: ID! upc: ID! lot: Lot! name: String! price: Int! stock: Int! colour: String }`,
    resolvers: { Query: { row: Query.row, rows: Query.rows, fromB: Query.fromB } },
  },
  questions: [
    { about: 'three hops', query: '{ row { stock } }' },
    { about: 'three hops over a list with a duplicate', query: '{ rows { stock name price colour } }' },
    { about: 'from the middle to the end', query: '{ fromB { stock name price } }' },
    {
      about: 'with parts of the keys between',
      query: '{ rows { lot { year code } stock sku } fromB { upc lot { year } } }',
    },
  ],
});

runCase({
  name: 'a compound key whose parts two subgraphs have',
  subgraphs: {
    a: {
      sdl: `${federation2} type Query { rows: [Row!]! } type Row @key(fields: "id") { id: ID! name: String! }`,
      resolvers: { Query: { rows: Query.rows }, Row: { __resolveReference: findBy(rows, ['id']) } },
    },
    b: {
      sdl: `${federation2} type Row @key(fields: "id") { id: ID! sku: ID! @shareable }`,
      resolvers: { Row: { __resolveReference: findBy(rows, ['id']) } },
    },
    c: {
      sdl: `${federation2} type Row @key(fields: "id") { id: ID! upc: ID! @shareable }`,
      resolvers: { Row: { __resolveReference: findBy(rows, ['id']) } },
    },
    d: {
      sdl: `${federation2} type Row @key(fields: "sku upc") { sku: ID! upc: ID! price: Int! }`,
      resolvers: { Row: { __resolveReference: findBy(rows, ['sku', 'upc']) } },
    },
  },
  monolith: {
    sdl: `type Query { rows: [Row!]! } type Row { id: ID! sku: ID! upc: ID! name: String! price: Int! }`,
    resolvers: { Query: { rows: Query.rows } },
  },
  questions: [
    { about: 'both parts are gathered', query: '{ rows { price } }' },
    { about: 'a part is asked for as well', query: '{ rows { upc price name } }' },
  ],
});

{
  const holders = [
    { id: 'h1', items: [rows[0], rows[2]] },
    { id: 'h2', items: [] },
  ];
  const labelOf = ({ name }: { name: string }) => `label of ${name}`;
  const HolderQuery = { holders: () => holders };
  runCase({
    name: 'a mash-up of keys',
    subgraphs: {
      holders: {
        sdl: `${federation2} type Query { holders: [Holder!]! } type Holder @key(fields: "id") { id: ID! items: [Row!]! }
          type Row @key(fields: "id lot { code year }") {
            id: ID! lot: Lot! name: String! @external label: String! @requires(fields: "name")
          }
          type Lot @shareable { code: String! year: Int! }`,
        resolvers: { Query: HolderQuery, Row: { label: labelOf } },
      },
      rows: {
        sdl: `${federation2}
          type Row @key(fields: "id") @key(fields: "upc") @key(fields: "lot { code year }") @key(fields: "id lot { year }") {
            id: ID! upc: ID! lot: Lot! name: String!
          }
          type Lot @shareable { code: String! year: Int! }`,
        resolvers: { Row: { __resolveReference: findBy(rows, ['id'], ['upc']) } },
      },
      stock: {
        sdl: `${federation2} type Row @key(fields: "upc") { upc: ID! stock: Int! }`,
        resolvers: { Row: { __resolveReference: findBy(rows, ['upc']) } },
      },
    },
    monolith: {
      sdl: `type Query { holders: [Holder!]! } type Holder { id: ID! items: [Row!]! } type Lot { code: String! year: Int! }
        type Row { id: ID! upc: ID! lot: Lot! name: String! label: String! stock: Int! }`,
      resolvers: { Query: HolderQuery, Row: { label: labelOf } },
    },
    questions: [
      {
        about: 'a field of the subgraph itself that requires another’s',
        query: '{ holders { items { label } } }',
      },
      { about: 'the required field beside it', query: '{ holders { id items { id label name } } }' },
      { about: 'a hop further', query: '{ holders { items { stock label lot { code } } } }' },
    ],
  });
}

{
  const people = [
    { id: 'u1', name: 'Li', boss: 'u2', badge: 'b1' },
    { id: 'u2', name: 'Wu', boss: 'u1', badge: 'b2' },
  ];
  const byId = findBy(people, ['id']);
  const bossOf = ({ boss }: { boss: string }) => byId({ id: boss });
  const PeopleQuery = { people: () => people };
  const doorOf = ({ owner }: { owner: { id: string } }) => `door of ${owner.id}`;
  const desks = [
    { owner: people[0], number: 7 },
    { owner: people[1], number: 8 },
  ];
  runCase({
    name: 'a key that holds the key of another entity',
    subgraphs: {
      people: {
        sdl: `${federation2} type Query { people: [Person!]! }
          type Person @key(fields: "id") { id: ID! name: String! boss: Person desk: Desk }
          type Desk @key(fields: "owner { id }") { owner: Person! number: Int! }`,
        resolvers: {
          Query: PeopleQuery,
          Person: {
            __resolveReference: byId,
            boss: bossOf,
            desk: ({ id }: { id: string }) => desks.find(({ owner }) => owner?.id === id),
          },
        },
      },
      doors: {
        sdl: `${federation2} type Desk @key(fields: "owner { id }") { owner: Person! door: String! }
          type Person @key(fields: "id") { id: ID! badge: String! }`,
        resolvers: {
          Desk: {
            __resolveReference: ({ owner }: { owner: { id: string } }) => ({ owner: byId(owner) }),
            door: doorOf,
          },
          Person: { __resolveReference: byId },
        },
      },
    },
    monolith: {
      sdl: `type Query { people: [Person!]! } type Desk { owner: Person! number: Int! door: String! }
        type Person { id: ID! name: String! boss: Person desk: Desk badge: String! }`,
      resolvers: {
        Query: PeopleQuery,
        Person: {
          boss: bossOf,
          desk: ({ id }: { id: string }) => desks.find(({ owner }) => owner?.id === id),
        },
        Desk: { door: doorOf },
      },
    },
    questions: [
      { about: 'the outer entity', query: '{ people { desk { door number } } }' },
      {
        about: 'the inner entity’s own fields as well',
        query: '{ people { desk { owner { badge name } door } } }',
      },
      {
        about: 'a cycle of entities',
        query: '{ people { boss { boss { badge boss { desk { door } name } } } } }',
      },
    ],
  });
}

{
  const labelOf = ({ name, colour }: { name: string; colour: string | null }) => `${name} in ${colour}`;
  const tellOf = ({ price }: { price: number }) => `costs ${price.toFixed(1)}`;
  const ChainQuery = { row: Query.row, rows: Query.rows };
  runCase({
    name: 'a requirement at the end of a chain of keys',
    subgraphs: {
      a: {
        sdl: `${federation2} type Query { row: Row rows: [Row!]! }
          type Row @key(fields: "id") { id: ID! name: String! colour: String }`,
        resolvers: { Query: ChainQuery, Row: { __resolveReference: findBy(rows, ['id']) } },
      },
      b: {
        sdl: `${federation2} type Row @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! price: Int! }`,
        resolvers: { Row: { __resolveReference: findBy(rows, ['id'], ['sku']) } },
      },
      c: {
        sdl: `${federation2} type Row @key(fields: "sku") @key(fields: "upc") {
          sku: ID! upc: ID! name: String! @external colour: String @external
          label: String! @requires(fields: "name colour")
        }`,
        resolvers: {
          Row: {
            __resolveReference: ({ sku, upc, ...told }: { sku?: string; upc?: string }) => ({
              ...findBy(
                rows.map((row) => ({ sku: row.sku, upc: row.upc })),
                ['sku'],
                ['upc'],
              )({ sku, upc }),
              ...told,
            }),
            label: labelOf,
          },
        },
      },
      d: {
        sdl: `${federation2} type Row @key(fields: "upc") {
          upc: ID! name: String! @external price: Int! @external stock: Int!
          far: String! @requires(fields: "name") tell: String! @requires(fields: "price")
        }`,
        resolvers: {
          Row: {
            stock: ({ upc }: { upc: string }) => findBy(rows, ['upc'])({ upc })?.stock,
            far: ({ name }: { name: string }) => `far ${name.length} ${name}`,
            tell: tellOf,
          },
        },
      },
    },
    monolith: {
      sdl: `type Query { row: Row rows: [Row!]! }
        type Row { id: ID! sku: ID! upc: ID! name: String! colour: String price: Int! stock: Int! label: String! far: String! tell: String! }`,
      resolvers: {
        Query: ChainQuery,
        Row: {
          label: labelOf,
          far: ({ name }: { name: string }) => `far ${name.length} ${name}`,
          tell: tellOf,
        },
      },
    },
    questions: [
      { about: 'two hops, of the first subgraph', query: '{ row { label } rows { label } }' },
      {
        about: 'three hops, of the first subgraph',
        query: '{ row { far } rows { far } }',
      },
      {
        about: 'three hops, of the second subgraph',
        query: '{ row { tell } rows { tell } }',
      },
      {
        about: 'what is required asked for as well',
        query: '{ rows { label name far colour price tell stock } }',
      },
    ],
  });
}

{
  const gainOf = ({ price }: { price: number }) => price * 2;
  const tipOf = ({ gain }: { gain: number }) => `tip ${gain.toFixed(0)}`;
  const unpriced = (row: object | undefined) => ({ ...row, price: NaN });
  const LinkQuery = { row: Query.row, fromB: Query.fromB };
  const nextOf = ({ id }: { id: string }) => rows[(rows.findIndex((row) => row.id === id) + 1) % rows.length];
  runCase({
    name: 'a requirement of a requirement in the subgraph that has the key',
    subgraphs: {
      a: {
        sdl: `${federation2} type Query { row: Row } type Row @key(fields: "id") { id: ID! price: Int! }`,
        resolvers: { Query: { row: LinkQuery.row }, Row: { __resolveReference: findBy(rows, ['id']) } },
      },
      b: {
        sdl: `${federation2} type Query { fromB: Row }
          type Row @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! next: Row! price: Int! @external gain: Int! @requires(fields: "price") }`,
        resolvers: {
          Query: { fromB: () => unpriced(LinkQuery.fromB()) },
          Row: {
            // Of the price it knows only what it was told.
            __resolveReference: ({ price, ...key }: { id?: string; sku?: string; price?: number }) => ({
              ...findBy(rows, ['id'], ['sku'])(key),
              price: price ?? NaN,
            }),
            next: (row: { id: string }) => unpriced(nextOf(row)),
            gain: gainOf,
          },
        },
      },
      c: {
        sdl: `${federation2} type Row @key(fields: "sku") { sku: ID! gain: Int! @external tip: String! @requires(fields: "gain") }`,
        resolvers: { Row: { tip: tipOf } },
      },
    },
    monolith: {
      sdl: `type Query { row: Row fromB: Row } type Row { id: ID! sku: ID! price: Int! next: Row! gain: Int! tip: String! }`,
      resolvers: {
        Query: LinkQuery,
        Row: { next: nextOf, gain: gainOf, tip: (row: { price: number }) => tipOf({ gain: gainOf(row) }) },
      },
    },
    questions: [
      { about: 'the first of them', query: '{ row { gain } }' },
      {
        about: 'both, from where the first one’s requirement is',
        query: '{ row { tip } }',
      },
      { about: 'both, below a link', query: '{ row { next { tip } } }' },
      {
        about: 'both, with all between',
        query: '{ row { next { tip gain price sku } tip gain } }',
      },
    ],
  });
}
