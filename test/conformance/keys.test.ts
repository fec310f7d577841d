// Entities by every shape of key.
import { federation2, runCase } from './run-case.js';

interface Product {
  id: string;
  name: string;
  price: number;
}

const products: Product[] = [
  { id: 'p1', name: 'lamp', price: 10 },
  { id: 'p2', name: 'desk', price: 250 },
];
const productById = ({ id }: { id: string }) => products.find((product) => product.id === id) ?? null;

runCase({
  name: 'a single key',
  subgraphs: {
    catalogue: {
      sdl: `${federation2}
        type Query { product(id: ID!): Product products: [Product!]! }
        type Product @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Query: {
          product: (_: unknown, reference: { id: string }) => productById(reference),
          products: () => products,
        },
        Product: { __resolveReference: productById },
      },
    },
    prices: {
      sdl: `${federation2}
        type Product @key(fields: "id") { id: ID! price: Int! }`,
      resolvers: { Product: { __resolveReference: productById } },
    },
  },
  monolith: {
    sdl: `
      type Query { product(id: ID!): Product products: [Product!]! }
      type Product { id: ID! name: String! price: Int! }`,
    resolvers: {
      Query: {
        product: (_: unknown, reference: { id: string }) => productById(reference),
        products: () => products,
      },
    },
  },
  questions: [
    { about: 'one entity', query: '{ product(id: "p1") { price name id } }' },
    { about: 'a list', query: '{ products { price } }' },
    { about: 'an entity that is not there', query: '{ product(id: "p9") { name price } }' },
  ],
});
