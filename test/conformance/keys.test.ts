// Entities by every shape of key, and lists of them.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const products = [
  { id: 'p1', name: 'lamp', price: 10, sku: 's1', region: 'north', note: 'bright' },
  { id: 'p2', name: 'desk', price: 250, sku: 's2', region: 'north', note: null },
  { id: 'p3', name: 'lamp', price: 11, sku: 's1', region: 'south', note: 'dim' },
];
const [lamp, desk, southern] = products;

/** Why stock planning fails them. */

interface Reference {
  readonly sku: string;
  readonly region: string;
  readonly place: { readonly region: string; readonly sku: string };
}

{
  const Query = {
    product: (_: unknown, reference: { id: string }) => findBy(products, ['id'])(reference),
    products: () => products,
    none: () => [],
    repeated: () => [lamp, desk, lamp, lamp, desk],
    holes: () => [null, lamp, null, desk],
    matrix: () => [[lamp, null], [], null, [desk, lamp]],
  };
  const roots = `product(id: ID!): Product products: [Product!]! none: [Product!]! repeated: [Product!]!
    holes: [Product] matrix: [[Product]]`;
  runCase({
    name: 'a single key',
    subgraphs: {
      catalogue: {
        sdl: `${federation2} type Query { ${roots} } type Product @key(fields: "id") { id: ID! name: String! }`,
        resolvers: { Query, Product: { __resolveReference: findBy(products, ['id']) } },
      },
      prices: {
        sdl: `${federation2} type Product @key(fields: "id") { id: ID! price: Int! note: String }`,
        resolvers: { Product: { __resolveReference: findBy(products, ['id']) } },
      },
    },
    monolith: {
      sdl: `type Query { ${roots} } type Product { id: ID! name: String! price: Int! note: String }`,
      resolvers: { Query },
    },
    questions: [
      { about: 'one entity', query: '{ product(id: "p1") { price name id } }' },
      { about: 'another field first', query: '{ product(id: "p1") { note name price } }' },
      { about: 'the key alone', query: '{ product(id: "p2") { id } }' },
      { about: 'a list', query: '{ products { price note } }' },
      { about: 'an empty list', query: '{ none { price name } }' },
      { about: 'an entity that is not there', query: '{ product(id: "p9") { name price } }' },
      { about: 'a list that repeats its entities', query: '{ repeated { name price note } }' },
      { about: 'a list with holes', query: '{ holes { name price } }' },
      { about: 'a list of lists with holes', query: '{ matrix { price name } }' },
      {
        about: 'the same entities at several places',
        query:
          '{ products { price } again: products { price note } repeated { note } one: product(id: "p1") { price } }',
      },
    ],
  });
}

{
  const Query = { product: () => lamp, products: () => products };
  const subgraphs = (key: string, fields: string, reference: (given: Reference) => unknown) => ({
    catalogue: {
      sdl: `${federation2} type Query { product: Product products: [Product!]! }
        type Product @key(fields: "${key}") { ${fields} name: String! } type Place @shareable { region: String! sku: String! }`,
      resolvers: { Query, Product: { place: (row: object) => row } },
    },
    prices: {
      sdl: `${federation2} type Product @key(fields: "${key}") { ${fields} price: Int! }
        type Place @shareable { region: String! sku: String! }`,
      resolvers: { Product: { __resolveReference: reference, place: (row: object) => row } },
    },
  });
  const monolith = {
    sdl: `type Query { product: Product products: [Product!]! } type Place { region: String! sku: String! }
      type Product { sku: ID! region: String! place: Place! name: String! price: Int! }`,
    resolvers: { Query, Product: { place: (row: object) => row } },
  };
  runCase({
    name: 'a compound key',
    subgraphs: subgraphs(
      'sku region',
      'sku: ID! region: String! place: Place! @shareable',
      findBy(products, ['sku', 'region']),
    ),
    monolith,
    questions: [
      { about: 'a list whose keys agree in part', query: '{ products { name price } }' },
      {
        about: 'a part of the key under the name of the other',
        query: '{ products { sku: region price region: sku } }',
      },
    ],
  });

  const findByPlace = ({ place }: Reference) => findBy(products, ['region', 'sku'])(place);
  runCase({
    name: 'a nested key',
    subgraphs: subgraphs(
      'place { region sku }',
      'sku: ID! @shareable region: String! @shareable place: Place!',
      findByPlace,
    ),
    monolith,
    questions: [
      { about: 'a list', query: '{ products { price } }' },
      { about: 'a part of the key beside', query: '{ products { place { region } price } }' },
      {
        about: 'the parts of the key swapped',
        query: '{ products { place { region: sku sku: region } price } }',
      },
      { about: 'another field as the key', query: '{ products { place: name price } }' },
    ],
  });
}

{
  const Query = { byCatalogue: () => products, byPrices: () => products, byStock: () => products };
  const fields = 'id: ID! sku: ID! region: String! name: String! price: Int! note: String';
  runCase({
    name: 'several keys of a type',
    subgraphs: {
      catalogue: {
        sdl: `${federation2} type Query { byCatalogue: [Product!]! }
          type Product @key(fields: "id") @key(fields: "sku region") { id: ID! sku: ID! region: String! name: String! }`,
        resolvers: { Query, Product: { __resolveReference: findBy(products, ['id'], ['sku', 'region']) } },
      },
      prices: {
        sdl: `${federation2} type Query { byPrices: [Product!]! } type Product @key(fields: "id") { id: ID! price: Int! }`,
        resolvers: { Query, Product: { __resolveReference: findBy(products, ['id']) } },
      },
      stock: {
        sdl: `${federation2} type Query { byStock: [Product!]! }
          type Product @key(fields: "region sku") { sku: ID! region: String! note: String }`,
        resolvers: { Query, Product: { __resolveReference: findBy(products, ['sku', 'region']) } },
      },
    },
    monolith: {
      sdl: `type Query { byCatalogue: [Product!]! byPrices: [Product!]! byStock: [Product!]! } type Product { ${fields} }`,
      resolvers: { Query },
    },
    questions: [
      { about: 'from the subgraph that has both', query: '{ byCatalogue { note price name } }' },
      {
        about: 'from the subgraph of the first key to that of the second',
        query: '{ byPrices { note sku } }',
      },
      {
        about: 'from the subgraph of the second key to that of the first',
        query: '{ byStock { price id name } }',
      },
      {
        about: 'everything from everywhere',
        query: '{ byPrices { id sku } byStock { id price } byCatalogue { price note } }',
      },
    ],
  });
}

{
  const boxes = [
    { labels: ['a', 'b'], items: [{ code: 1 }, { code: 2 }], weight: 5, colour: 'red' },
    { labels: [], items: [], weight: 6, colour: 'blue' },
    { labels: ['b', 'a'], items: [{ code: 2 }, { code: 1 }], weight: 7, colour: 'green' },
  ];
  const findBox = (reference: { labels: string[]; items: { code: number }[] }) => {
    const named = JSON.stringify([reference.labels, reference.items.map(({ code }) => code)]);
    return (
      boxes.find(({ labels, items }) => JSON.stringify([labels, items.map(({ code }) => code)]) === named) ??
      null
    );
  };
  const Query = { boxes: () => boxes };
  runCase({
    name: 'a key with lists inside',
    subgraphs: {
      yard: {
        sdl: `${federation2} type Query { boxes: [Box!]! } type Item @shareable { code: Int! }
          type Box @key(fields: "labels items { code }") { labels: [String!]! items: [Item!]! weight: Int! }`,
        resolvers: { Query },
      },
      paint: {
        sdl: `${federation2} type Item @shareable { code: Int! }
          type Box @key(fields: "labels items { code }") { labels: [String!]! items: [Item!]! colour: String! }`,
        resolvers: { Box: { __resolveReference: findBox } },
      },
    },
    monolith: {
      sdl: `type Query { boxes: [Box!]! } type Item { code: Int! }
        type Box { labels: [String!]! items: [Item!]! weight: Int! colour: String! }`,
      resolvers: { Query },
    },
    questions: [
      { about: 'a list', query: '{ boxes { colour weight } }' },
      { about: 'the lists beside it', query: '{ boxes { items { c: code } colour labels } }' },
    ],
  });
}

{
  const reviews = [
    { id: 'r1', text: 'good', product: lamp },
    { id: 'r2', text: 'better', product: desk },
    { id: 'r3', text: 'lost', product: null },
  ];
  const Query = { reviews: () => reviews, product: () => lamp };
  const Product = {
    reviews: (product: { id: string }) => reviews.filter((review) => review.product?.id === product.id),
  };
  runCase({
    name: 'a key that its subgraph does not resolve',
    subgraphs: {
      reviews: {
        sdl: `${federation2} type Query { reviews: [Review!]! } type Review { id: ID! text: String! product: Product }
          type Product @key(fields: "id", resolvable: false) { id: ID! }`,
        resolvers: { Query },
      },
      catalogue: {
        sdl: `${federation2} type Query { product: Product } type Product @key(fields: "id") { id: ID! name: String! }`,
        resolvers: { Query, Product: { __resolveReference: findBy(products, ['id']) } },
      },
    },
    monolith: {
      sdl: `type Query { reviews: [Review!]! product: Product } type Review { id: ID! text: String! product: Product }
        type Product { id: ID! name: String! }`,
      resolvers: { Query },
    },
    questions: [
      { about: 'from it to another', query: '{ reviews { product { name } text } }' },
      { about: 'nothing but the key', query: '{ reviews { product { id } } product { name } }' },
    ],
  });
  runCase({
    name: 'a reference both ways',
    subgraphs: {
      reviews: {
        sdl: `${federation2} type Query { reviews: [Review!]! } type Review @key(fields: "id") { id: ID! text: String! product: Product }
          type Product @key(fields: "id") { id: ID! reviews: [Review!]! }`,
        resolvers: { Query, Product },
      },
      catalogue: {
        sdl: `${federation2} type Query { product: Product } type Product @key(fields: "id") { id: ID! name: String! }`,
        resolvers: { Query, Product: { __resolveReference: findBy(products, ['id']) } },
      },
    },
    monolith: {
      sdl: `type Query { reviews: [Review!]! product: Product } type Review { id: ID! text: String! product: Product }
        type Product { id: ID! name: String! reviews: [Review!]! }`,
      resolvers: { Query, Product },
    },
    questions: [
      {
        about: 'there and back',
        query: '{ product { reviews { product { name reviews { text product { name } } } } name } }',
      },
      { about: 'a fetch whose list is empty', query: '{ reviews { product { reviews { id } name } } }' },
    ],
  });
}

{
  const rows = [
    { id: 'h1', sku: 's1', name: 'kept', price: 1 },
    { id: 'h2', sku: null, name: 'without a key', price: null },
    { id: 'h3', sku: 's9', name: 'that prices never heard of', price: null },
    { id: 'h4', sku: 's1', name: 'kept twice', price: 1 },
  ];
  const prices = [{ sku: 's1', price: 1, origin: { country: 'CN' } }];
  const Query = { rows: () => rows, unknown: () => rows[2], keyless: () => rows[1] };
  const originOf = ({ price }: { price: number | null }) => (price === null ? null : { country: 'CN' });
  runCase({
    name: 'null keys and missing entities',
    subgraphs: {
      catalogue: {
        sdl: `${federation2} type Query { rows: [Row!]! unknown: Row keyless: Row } type Row @key(fields: "sku") { id: ID! sku: ID name: String! }`,
        resolvers: { Query },
      },
      prices: {
        sdl: `${federation2} type Row @key(fields: "sku") { sku: ID price: Int origin: Origin } type Origin { country: String! }`,
        resolvers: { Row: { __resolveReference: findBy(prices, ['sku']) } },
      },
    },
    monolith: {
      sdl: `type Query { rows: [Row!]! unknown: Row keyless: Row } type Row { id: ID! sku: ID name: String! price: Int origin: Origin }
        type Origin { country: String! }`,
      resolvers: { Query, Row: { origin: originOf } },
    },
    questions: [
      { about: 'in a list', query: '{ rows { price name origin { country } } }' },
      { about: 'one that is missing', query: '{ unknown { price name } }' },
      { about: 'one without its key', query: '{ keyless { origin { country } name price } }' },
      { about: 'nothing else asked for', query: '{ keyless { price } unknown { price } }' },
    ],
  });
}

{
  const Query = { southern: () => southern, seller: () => ({ id: 'x1' }) };
  runCase({
    name: 'an entity inside an entity',
    subgraphs: {
      sellers: {
        sdl: `${federation2} type Query { seller: Seller! } type Seller @key(fields: "id") { id: ID! best: Product! all: [Product!]! }
          type Product @key(fields: "id") { id: ID! }`,
        resolvers: { Query, Seller: { best: () => lamp, all: () => products } },
      },
      catalogue: {
        sdl: `${federation2} type Seller @key(fields: "id") { id: ID! title: String! rival: Seller }
          type Product @key(fields: "id") { id: ID! name: String! seller: Seller! }`,
        resolvers: {
          Seller: { title: () => 'shop', rival: () => ({ id: 'x2' }) },
          Product: { __resolveReference: findBy(products, ['id']), seller: () => ({ id: 'x1' }) },
        },
      },
    },
    monolith: {
      sdl: `type Query { seller: Seller! } type Seller { id: ID! best: Product! all: [Product!]! title: String! rival: Seller }
        type Product { id: ID! name: String! seller: Seller! }`,
      resolvers: {
        Query: { seller: () => ({ id: 'x1' }) },
        Seller: { best: () => lamp, all: () => products, title: () => 'shop', rival: () => ({ id: 'x2' }) },
        Product: { seller: () => ({ id: 'x1' }) },
      },
    },
    questions: [
      {
        about: 'back and forth over lists',
        query:
          '{ seller { title best { name seller { rival { best { name } } title } } all { seller { best { name } all { id name } } } } }',
      },
    ],
  });
}
