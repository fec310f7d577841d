// Fields that a subgraph gives of another's types on some paths alone.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const makers = [
  { id: 'm1', name: 'Hua', city: { name: 'Xian', code: 29 } },
  { id: 'm2', name: 'Wei', city: { name: 'Wuhan', code: 27 } },
];
const products = [
  { __typename: 'Book', id: 'b1', title: 'Tea', pages: 100, maker: makers[0] },
  { __typename: 'Film', id: 'f1', title: 'River', minutes: 90, maker: makers[1] },
  { __typename: 'Book', id: 'b2', title: 'Salt', pages: 50, maker: makers[1] },
];
const [tea, river] = products;
const byId = findBy(products, ['id']);
const Query = {
  products: () => products,
  book: () => tea,
  plain: () => tea,
  things: () => [river, tea, null],
};

{
  const reviews = [
    { id: 'r1', book: tea },
    { id: 'r2', book: null },
  ];
  const ReviewQuery = { reviews: () => reviews, plain: () => tea };
  runCase({
    name: 'provided fields of an object',
    subgraphs: {
      reviews: {
        sdl: `${federation2} type Query {
            reviews: [Review!]! @provides(fields: "book { title }") plain: Book
          }
          type Review { id: ID! book: Book @provides(fields: "maker { name city { name } }") }
          type Book @key(fields: "id") { id: ID! title: String! @external maker: Maker! @external }
          type Maker @key(fields: "id") { id: ID! name: String! @external city: City! @external }
          type City { name: String! @external code: Int! @external }`.replace(' code: Int! @external', ''),
        resolvers: { Query: ReviewQuery },
      },
      books: {
        sdl: `${federation2}
          type Book @key(fields: "id") { id: ID! title: String! @shareable maker: Maker! @shareable pages: Int! }
          type Maker @key(fields: "id") { id: ID! name: String! @shareable city: City! @shareable }
          type City { name: String! @shareable code: Int! }`,
        resolvers: {
          Book: { __resolveReference: byId },
          Maker: { __resolveReference: findBy(makers, ['id']) },
        },
      },
    },
    monolith: {
      sdl: `type Query { reviews: [Review!]! plain: Book } type Review { id: ID! book: Book }
        type Book { id: ID! title: String! maker: Maker! pages: Int! } type Maker { id: ID! name: String! city: City! }
        type City { name: String! code: Int! }`,
      resolvers: { Query: ReviewQuery },
    },
    questions: [
      { about: 'on the path that provides them', query: '{ reviews { book { maker { name } } } }' },
      { about: 'provided by the root field', query: '{ reviews { book { title } } }' },
      { about: 'nested', query: '{ reviews { id book { maker { city { name } name } title } } }' },
      {
        about: 'with what is not provided',
        query: '{ reviews { book { maker { city { code name } } pages title } } }',
      },
      {
        about: 'on a path that does not provide them',
        query: '{ plain { title maker { name } } reviews { book { title } } }',
      },
    ],
  });
}

{
  const types = (shareable: string) => `
    union Thing = Book | Film
    interface Product { id: ID! title: String! }
    type Book implements Product @key(fields: "id") { id: ID! title: String! ${shareable} pages: Int! }
    type Film implements Product @key(fields: "id") { id: ID! title: String! ${shareable} minutes: Int! }`;
  const roots = 'products: [Product!]! things: [Thing]! plain: Product';
  runCase({
    name: 'provided fields of abstract types',
    subgraphs: {
      front: {
        sdl: `${federation2} type Query {
            products: [Product!]! @provides(fields: "... on Book { title } ... on Film { title minutes }")
            things: [Thing]! @provides(fields: "... on Film { title }")
            plain: Product
          }
          union Thing = Book | Film
          interface Product { id: ID! }
          type Book implements Product @key(fields: "id") { id: ID! title: String! @external }
          type Film implements Product @key(fields: "id") { id: ID! title: String! @external minutes: Int! @external }`,
        resolvers: { Query: { products: Query.products, things: Query.things, plain: Query.plain } },
      },
      titles: {
        sdl: `${federation2} ${types('@shareable').replace('minutes: Int!', 'minutes: Int! @shareable')}`,
        resolvers: { Book: { __resolveReference: byId }, Film: { __resolveReference: byId } },
      },
    },
    monolith: {
      sdl: `type Query { ${roots} } ${types('').replaceAll(/@key\(fields: "id"\)/g, '')}`,
      resolvers: { Query: { products: Query.products, things: Query.things, plain: Query.plain } },
    },
    questions: [
      { about: 'through the interface', query: '{ products { title id } }' },
      {
        about: 'by implementation',
        query: '{ products { ... on Film { minutes title } ... on Book { pages } } }',
      },
      {
        about: 'through the union',
        query: '{ things { ... on Film { title } ... on Book { title } __typename } }',
      },
      {
        about: 'through the union with what is not provided',
        query: '{ things { ... on Film { minutes title } ... on Book { id pages } } }',
      },
      { about: 'where nothing is provided', query: '{ plain { title ... on Book { pages } } }' },
    ],
  });
}
