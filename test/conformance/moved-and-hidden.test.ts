// Fields that moved to another subgraph, that clients do not see, or that carry directives without meaning to a gateway.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const products = [
  { id: 'p1', sku: 's1', name: 'lamp', price: 10, secret: 'x1', rank: 1 },
  { id: 'p2', sku: 's2', name: 'desk', price: 20, secret: 'x2', rank: 2 },
];
const stale = products.map((product) => ({ ...product, name: 'stale', price: -1 }));
const Query = { products: () => products, product: () => products[0] };
const nameOf = ({ id }: { id: string }) => findBy(products, ['id'])({ id })?.name;

runCase({
  name: 'fields that moved',
  subgraphs: {
    old: {
      sdl: `${federation2} type Query { products: [Product!]! fromOld: Product }
        type Product @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! name: String! price: Int! rank: Int! }`,
      resolvers: {
        Query: { products: () => stale, fromOld: () => stale[1] },
        Product: { __resolveReference: findBy(stale, ['id'], ['sku']) },
      },
    },
    new: {
      sdl: `${federation2} type Query { fromNew: Product fromOld: Product @override(from: "old") }
        type Product @key(fields: "id") { id: ID! name: String! @override(from: "old") price: Int! @override(from: "old") }`,
      resolvers: {
        Query: { fromNew: Query.product, fromOld: Query.product },
        Product: { __resolveReference: findBy(products, ['id']), name: nameOf },
      },
    },
    bySku: {
      sdl: `${federation2} type Product @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! @override(from: "old") secret: String! }`,
      resolvers: { Product: { __resolveReference: findBy(products, ['id'], ['sku']) } },
    },
  },
  monolith: {
    sdl: `type Query { products: [Product!]! fromNew: Product fromOld: Product }
      type Product { id: ID! sku: ID! name: String! price: Int! rank: Int! secret: String! }`,
    resolvers: { Query: { products: Query.products, fromNew: Query.product, fromOld: Query.product } },
  },
  questions: [
    { about: 'come from where they moved to', query: '{ products { name price rank } }' },
    {
      about: 'beside a key that moved',
      query: '{ products { sku name secret } fromNew { sku rank secret } }',
    },
    { about: 'a root field that moved', query: '{ fromOld { price name rank } }' },
  ],
});

{
  const showOf = ({ secret }: { secret: string }) => `shown ${secret}`;
  const pricedOf = ({ name }: { name: string }, { vat }: { vat: boolean }) => `${name} ${vat}`;
  runCase({
    name: 'what clients do not see',
    subgraphs: {
      a: {
        sdl: `${federation2} type Query { products: [Product!]! product: Product hidden: Product @inaccessible }
          type Product @key(fields: "sku") {
            id: ID! sku: ID! @inaccessible name: String! secret: String! @inaccessible vault: Vault @inaccessible
            priced(vat: Boolean! = true, margin: Int @inaccessible): String! mood: Mood!
          }
          type Vault @inaccessible { code: Int! } enum Mood { GOOD BAD HIDDEN @inaccessible }`,
        resolvers: {
          Query: { ...Query, hidden: () => null },
          Product: {
            __resolveReference: findBy(products, ['sku']),
            vault: () => ({ code: 5 }),
            priced: pricedOf,
            mood: () => 'BAD',
          },
        },
      },
      b: {
        sdl: `${federation2} type Vault { code: Int! @external }
          type Product @key(fields: "sku") {
            sku: ID! secret: String! @external vault: Vault @external price: Int! shown: String! @requires(fields: "secret")
            opened: Int @requires(fields: "vault { code }")
          }`,
        resolvers: {
          Product: {
            __resolveReference: ({ sku, ...required }: { sku: string }) => ({
              ...findBy(products, ['sku'])({ sku }),
              ...required,
            }),
            shown: showOf,
            opened: ({ vault }: { vault: { code: number } }) => vault.code,
          },
        },
      },
    },
    monolith: {
      sdl: `type Query { products: [Product!]! product: Product } enum Mood { GOOD BAD }
        type Product { id: ID! name: String! priced(vat: Boolean! = true): String! mood: Mood! price: Int! shown: String! opened: Int }`,
      resolvers: { Query, Product: { priced: pricedOf, mood: () => 'BAD', shown: showOf, opened: () => 5 } },
    },
    questions: [
      { about: 'serves as a key', query: '{ products { price name } }' },
      {
        about: 'serves a requirement',
        query: '{ products { shown opened } product { mood priced p: priced(vat: false) } }',
      },
      {
        about: 'may be the name of an alias',
        query: '{ products { secret: name vault: id hidden: price } }',
      },
      { about: 'is refused to who asks for it: a field', query: '{ products { name secret } }' },
      { about: 'is refused to who asks for it: a root field', query: '{ hidden { name } }' },
      { about: 'is refused to who asks for it: an argument', query: '{ product { priced(margin: 1) } }' },
      {
        about: 'is not in the schema',
        query:
          '{ __type(name: "Vault") { name } m: __type(name: "Mood") { enumValues { name } } product { id } }',
      },
      { about: 'is refused to who asks for it: a type', query: '{ product { ... on Vault { code } name } }' },
    ],
  });
}

{
  const tagged = (url: string) => `extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@composeDirective", "@shareable"])
    @link(url: "${url}", import: ["@colour"]) @composeDirective(name: "@colour")
    directive @colour(of: String!) repeatable on FIELD_DEFINITION | OBJECT | ENUM | ARGUMENT_DEFINITION
    directive @own on FIELD_DEFINITION`;
  runCase({
    name: 'directives that are not about execution',
    subgraphs: {
      a: {
        sdl: `${tagged('https://example.org/colour/v1.0')} type Query { product: Product @tag(name: "open") @colour(of: "red") }
          type Product @key(fields: "id") @colour(of: "blue") { id: ID! name(long: Boolean @colour(of: "x") @tag(name: "arg")): String! @own }`,
        resolvers: {
          Query: { product: Query.product },
          Product: { __resolveReference: findBy(products, ['id']) },
        },
      },
      b: {
        sdl: `${tagged('https://example.org/colour/v1.1')}
          type Product @key(fields: "id") @tag(name: "open") @tag(name: "two") { id: ID! price: Int! @colour(of: "a") @colour(of: "b") }`,
        resolvers: { Product: { __resolveReference: findBy(products, ['id']) } },
      },
    },
    monolith: {
      sdl: 'type Query { product: Product } type Product { id: ID! name(long: Boolean): String! price: Int! }',
      resolvers: { Query: { product: Query.product } },
    },
    questions: [{ about: 'their fields', query: '{ product { price name(long: true) id } }' }],
  });
}

{
  const things = [
    { __typename: 'Person', id: 'n1', name: 'Li', age: 30 },
    { __typename: 'House', id: 'n2', rooms: 4, colour: 'red' },
    { __typename: 'Tree', id: 'n3' },
  ];
  const byId = findBy(things, ['id']);
  const NodeQuery = {
    node: (_: unknown, given: { id: string }) => byId(given),
    nodes: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => byId({ id })),
  };
  runCase({
    name: 'a root field for every entity',
    subgraphs: {
      nodes: {
        sdl: `${federation2} type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! } interface Node { id: ID! }
          type Person implements Node @key(fields: "id") { id: ID! } type House implements Node @key(fields: "id") { id: ID! }
          type Tree implements Node @key(fields: "id") { id: ID! }`,
        resolvers: { Query: NodeQuery },
      },
      people: {
        sdl: `${federation2} interface Node { id: ID! } type Person implements Node @key(fields: "id") { id: ID! name: String! age: Int! }`,
        resolvers: { Person: { __resolveReference: byId } },
      },
      houses: {
        sdl: `${federation2} type House @key(fields: "id") { id: ID! rooms: Int! colour: String! }`,
        resolvers: { House: { __resolveReference: byId } },
      },
    },
    monolith: {
      sdl: `type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! } interface Node { id: ID! }
        type Person implements Node { id: ID! name: String! age: Int! }
        type House implements Node { id: ID! rooms: Int! colour: String! } type Tree implements Node { id: ID! }`,
      resolvers: { Query: NodeQuery },
    },
    questions: [
      {
        about: 'of one type',
        query: '{ node(id: "n1") { id ... on Person { name } ... on House { rooms } } }',
      },
      { about: 'its own fields alone', query: '{ node(id: "n3") { __typename id } }' },
      {
        about: 'of several types in a list',
        query:
          '{ nodes(ids: ["n2", "n1", "n9", "n3", "n2"]) { ... on Person { age name } __typename ... on House { colour } id } }',
      },
      {
        about: 'the same key under different fields of the types',
        query: '{ nodes(ids: ["n2", "n1"]) { ... on Person { text: name } ... on House { text: colour } } }',
      },
      { about: 'of another type than asked for', query: '{ node(id: "n2") { ... on Person { name } } }' },
    ],
  });
}
