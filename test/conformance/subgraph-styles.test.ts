// Subgraphs written for Federation 1, and mixed with those of Federation 2.
import { findBy } from './find-by.js';
import { federation2, runCase, type ConformanceCase } from './run-case.js';

const products = [
  { id: 'p1', name: 'lamp', weight: 3, dims: { w: 1, h: 2 }, stock: 5 },
  { id: 'p2', name: 'desk', weight: null, dims: { w: 3, h: 4 }, stock: 0 },
];
const byId = findBy(products, ['id']);
const reviews = [
  { id: 'r1', text: 'good', product: products[0] },
  { id: 'r2', text: 'bad', product: products[1] },
];
const costOf = ({ weight }: { weight: number | null }) => (weight === null ? null : weight * 2);
const reviewsOf = ({ id }: { id: string }) => reviews.filter(({ product }) => product?.id === id);
const ProductQuery = { product: () => products[0], products: () => products };
const ReviewQuery = { reviews: () => reviews };

const monolith: ConformanceCase['monolith'] = {
  sdl: `type Query { product: Product products: [Product!]! reviews: [Review!]! } type Dims { w: Int! h: Int! }
    type Review { id: ID! text: String! product: Product! }
    type Product { id: ID! name: String! weight: Int dims: Dims! cost: Int reviews: [Review!]! stock: Int! }`,
  resolvers: { Query: { ...ProductQuery, ...ReviewQuery }, Product: { cost: costOf, reviews: reviewsOf } },
};
const catalogue = {
  sdl: `type Query { product: Product products: [Product!]! } type Dims { w: Int! h: Int! }
    type Product @key(fields: "id") { id: ID! name: String! weight: Int dims: Dims! }`,
  resolvers: { Query: ProductQuery, Product: { __resolveReference: byId } },
};
const reviewResolvers = { Query: ReviewQuery, Product: { cost: costOf, reviews: reviewsOf } };
const stock = (sdl: string) => ({ sdl, resolvers: { Product: { __resolveReference: byId } } });
const questions: ConformanceCase['questions'] = [
  { about: 'there and back', query: '{ product { name reviews { text product { name cost } } } }' },
  { about: 'a requirement', query: '{ products { cost stock } }' },
  { about: 'a provided field', query: '{ reviews { product { name dims { w } } } }' },
  { about: 'a value type of both', query: '{ reviews { product { dims { h w } stock weight } } }' },
];

runCase({
  name: 'subgraphs of Federation 1',
  subgraphs: {
    catalogue,
    reviews: {
      sdl: `extend type Query { reviews: [Review!]! } type Dims { w: Int! h: Int! }
        type Review @key(fields: "id") { id: ID! text: String! product: Product! @provides(fields: "name dims { w }") }
        extend type Product @key(fields: "id") {
          id: ID! @external name: String! @external weight: Int @external dims: Dims! @external
          cost: Int @requires(fields: "weight") reviews: [Review!]!
        }`,
      resolvers: reviewResolvers,
    },
    stock: stock('type Product @extends @key(fields: "id") { id: ID! @external stock: Int! }'),
  },
  monolith,
  questions,
});

runCase({
  name: 'subgraphs of both editions',
  subgraphs: {
    catalogue: {
      ...catalogue,
      sdl: `${federation2} type Query { product: Product products: [Product!]! }
        type Dims @shareable { w: Int! h: Int! }
        type Product @key(fields: "id") { id: ID! name: String! @shareable weight: Int dims: Dims! @shareable }`,
    },
    reviews: {
      sdl: `type Query @extends { reviews: [Review!]! } type Dims { w: Int! h: Int! }
        type Review { id: ID! text: String! product: Product! @provides(fields: "name dims { w }") }
        type Product @extends @key(fields: "id") {
          id: ID! @external name: String! @external weight: Int @external dims: Dims! @external
          cost: Int @requires(fields: "weight") reviews: [Review!]!
        }`,
      resolvers: reviewResolvers,
    },
    stock: stock(`${federation2} extend type Product @key(fields: "id") { id: ID! stock: Int! }`),
  },
  monolith,
  questions,
});
