// `@interfaceObject`: subgraphs that know an interface as if it were one object type.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const people = [{ id: 'd1', name: 'Zhang' }];
const media = [
  { __typename: 'Book', id: 'b1', title: 'Dream', pages: 2000, score: 5, price: 30, reviews: ['r1', 'r3'] },
  {
    __typename: 'Film',
    id: 'f1',
    title: 'Hero',
    minutes: 99,
    director: people[0],
    score: 4,
    price: 9,
    reviews: ['r2'],
  },
  { __typename: 'Song', id: 's1', title: 'River', bars: 64, score: 3, price: 1, reviews: [] },
] as const;

const [book, film, song] = media;
const reviews = [
  { id: 'r1', text: 'long', about: book },
  { id: 'r2', text: 'loud', about: film },
  { id: 'r3', text: 'sad', about: book },
];
const shelves = [
  { id: 'h1', items: [book, film], first: book, name: 'upper' },
  { id: 'h2', items: [], first: null, name: 'lower' },
  { id: 'h3', items: [song, book, song], first: song, name: 'floor' },
];

type Reference = { readonly id: string; readonly title?: string };
const shelfOf = findBy(shelves, ['id']);
const mediumOf = findBy<(typeof media)[number]>(media, ['id']);
/** As the subgraphs that don't know what it really is have it. */
const asObject = ({ id }: Reference) => {
  const found = mediumOf({ id });
  return found && { ...found, __typename: 'Media' };
};
const objectsOf = (items: readonly Reference[]) => items.map(({ id }) => ({ id }));
const reviewsOf = ({ id }: Reference) => reviews.filter(({ about }) => about.id === id);
const labelOf = ({ title, id }: Reference) => `${title}: ${asObject({ id })?.price}`;
const related = ({ id }: Reference) => media.filter((one) => one.id !== id);

const CatalogueQuery = {
  media: () => media,
  medium: (_: unknown, given: { id: string }) => mediumOf(given),
  book: () => book,
  some: () => [film, null, song],
};
const ReviewQuery = { topRated: () => [book, film], reviews: () => reviews, best: () => film };
const catalogueRoots = 'media: [Media!]! medium(id: ID!): Media book: Book some: [Media]';
const reviewRoots = 'topRated: [Media!]! reviews: [Review!]! best: Media';
const types = (key: string, more: string) => `
  type Book implements Media ${key} { id: ID! title: String! pages: Int! ${more} }
  type Film implements Media ${key} { id: ID! title: String! minutes: Int! director: Person! ${more} }
  type Song implements Media ${key} { id: ID! title: String! bars: Int! ${more} }`;
const others = 'reviews: [Review!]! score: Int! related: [Media!]! price: Int! label: String!';
const MonolithMedia = { reviews: reviewsOf, related, label: labelOf };

runCase({
  name: 'an interface that other subgraphs know as an object',
  subgraphs: {
    catalogue: {
      sdl: `${federation2} type Query { ${catalogueRoots} } interface Media @key(fields: "id") { id: ID! title: String! }
        ${types('@key(fields: "id")', '')} type Person @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Query: CatalogueQuery,
        Media: { __resolveReference: mediumOf },
        Book: { __resolveReference: mediumOf },
        Film: { __resolveReference: mediumOf },
        Song: { __resolveReference: mediumOf },
      },
    },
    reviews: {
      sdl: `${federation2} type Query { ${reviewRoots} }
        type Media @key(fields: "id") @interfaceObject { id: ID! reviews: [Review!]! score: Int! related: [Media!]! }
        type Review @key(fields: "id") { id: ID! text: String! about: Media! }`,
      resolvers: {
        Query: {
          ...ReviewQuery,
          topRated: () => objectsOf([book, film]),
          best: () => ({ id: 'f1' }),
        },
        Media: {
          __resolveReference: asObject,
          score: ({ id }: Reference) => asObject({ id })?.score,
          reviews: reviewsOf,
          related: (one: Reference) => objectsOf(related(one)),
        },
        Review: { about: ({ about }: (typeof reviews)[number]) => ({ id: about.id }) },
      },
    },
    prices: {
      sdl: `${federation2} type Media @key(fields: "id") @interfaceObject {
        id: ID! title: String! @external price: Int! label: String! @requires(fields: "title") }`,
      resolvers: {
        Media: {
          __resolveReference: (given: Reference) => ({ ...asObject(given), title: given.title }),
          label: labelOf,
        },
      },
    },
    shelves: {
      sdl: `${federation2} type Query { shelves: [Shelf!]! } type Media @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }
        type Shelf @key(fields: "id") { id: ID! items: [Media!]! first: Media }`,
      resolvers: {
        Query: { shelves: () => shelves.map(({ id }) => ({ id })) },
        Shelf: {
          items: ({ id }: Reference) => objectsOf(shelfOf({ id })?.items ?? []),
          first: ({ id }: Reference) => objectsOf([shelfOf({ id })?.first ?? []].flat())[0],
        },
      },
    },
    names: {
      sdl: `${federation2} type Shelf @key(fields: "id") { id: ID! name: String! }
        type Query { shelf(id: ID!): Shelf }`,
      resolvers: {
        Query: { shelf: (_: unknown, given: Reference) => shelfOf(given) },
        Shelf: { __resolveReference: shelfOf },
      },
    },
  },
  monolith: {
    sdl: `type Query { ${catalogueRoots} ${reviewRoots} shelves: [Shelf!]! shelf(id: ID!): Shelf }
      interface Media { id: ID! title: String! ${others} } ${types('', others)} type Person { id: ID! name: String! }
      type Review { id: ID! text: String! about: Media! } type Shelf { id: ID! items: [Media!]! first: Media name: String! }`,
    resolvers: {
      Query: {
        ...CatalogueQuery,
        ...ReviewQuery,
        shelves: () => shelves,
        shelf: (_: unknown, given: Reference) => shelfOf(given),
      },
      Book: MonolithMedia,
      Film: MonolithMedia,
      Song: MonolithMedia,
    },
  },
  questions: [
    { about: 'its fields from where the interface is known', query: '{ media { score title } }' },
    { about: 'the interface’s fields from where it is an object', query: '{ topRated { title score } }' },
    { about: 'what is not known of it', query: '{ best { __typename } }' },
    {
      about: 'what is not known of it, under aliases and twice',
      query: '{ best { score a: __typename id b: __typename __typename } }',
    },
    {
      about: '__typename below it',
      query: '{ reviews { text about { __typename reviews { about { __typename } } } } }',
    },
    { about: 'nothing but the key', query: '{ best { id } topRated { id } }' },
    {
      about: 'fragments on concrete types from where it is an object',
      query: '{ topRated { score ... on Book { pages title } ... on Film { minutes director { name } } } }',
    },
    {
      about: 'a fragment on one type alone',
      query: '{ topRated { ... on Film { minutes } } best { ... on Book { pages } } }',
    },
    {
      about: 'its fields within fragments on concrete types',
      query:
        '{ topRated { ... on Book { score reviews { text } } ... on Film { related { title } } ... on Song { score } } }',
    },
    {
      about: 'its fields within fragments, from where the interface is known',
      query:
        '{ media { ... on Book { score } ... on Film { price label } ... on Media { reviews { id } } } }',
    },
    {
      about: 'a field of one of its types',
      query: '{ book { score price pages reviews { text about { title } } } }',
    },
    { about: 'a required field that is elsewhere', query: '{ topRated { label } }' },
    { about: 'a required field from where it is', query: '{ media { label price } book { label } }' },
    {
      about: 'a required field under another name',
      query: '{ media { title: label label: title } topRated { title: id label } }',
    },
    { about: 'one that does not resolve it', query: '{ shelves { items { title } } }' },
    {
      about: 'one that does not resolve it, and fields of others',
      query: '{ shelves { name items { score price label title } first { score } } }',
    },
    {
      about: '__typename of one that does not resolve it',
      query: '{ shelves { first { __typename id } items { t: __typename } } }',
    },
    {
      about: 'fragments on one that does not resolve it',
      query:
        '{ shelves { items { ... on Book { pages score } ... on Song { bars price } } first { ... on Film { minutes } } } }',
    },
    { about: 'only the key of one that does not resolve it', query: '{ shelves { items { id } } }' },
    {
      about: 'reached indirectly, through an entity of another subgraph',
      query:
        '{ shelf(id: "h3") { name items { title score ... on Song { bars } } first { __typename price } } }',
    },
    {
      about: 'nested in each other twice',
      query: '{ topRated { related { related { price } } } }',
    },
    {
      about: 'nested in each other five times, and what is not known of them',
      query:
        '{ best { related { price related { ... on Book { pages } related { label related { __typename related { title } } } } } } }',
    },
    {
      about: 'nested in each other',
      query: '{ topRated { related { score title reviews { about { title } } __typename } } }',
    },
    { about: 'lists with holes', query: '{ some { score title ... on Film { label } } }' },
    { about: 'one that is missing', query: '{ medium(id: "none") { score title } }' },
    {
      about: 'a variable and a condition',
      query:
        'query ($id: ID!, $yes: Boolean!) { medium(id: $id) { score @include(if: $yes) ... on Film @include(if: $yes) { minutes price } title @skip(if: $yes) } }',
      variables: { id: 'f1', yes: true },
    },
    {
      about: 'the same one at several places, by both ways',
      query:
        '{ media { score } topRated { title } best { title ... on Film { director { name } } } reviews { about { price title } } book { score } }',
    },
    {
      about: 'named fragments on the interface and its types',
      query: `{ topRated { ...M } media { ...M } } fragment M on Media { score ...B title } fragment B on Book { pages label related { ...S } }
        fragment S on Song { bars price __typename }`,
    },
  ],
});

{
  const rows = [
    { __typename: 'Citizen', id: '1', number: 'n1', name: 'Li', age: 30, note: 'a', rank: 2 },
    { __typename: 'Firm', id: '2', number: 'n2', name: 'Wu', staff: 9, note: 'b', rank: 1 },
  ] as const;
  const byAny = findBy<(typeof rows)[number]>(rows, ['id'], ['number']);
  const copy = (given: Partial<Record<'id' | 'number', unknown>>) => {
    const found = byAny(given);
    return found && { ...found, __typename: 'Party' };
  };
  const Query = { parties: () => rows, party: () => rows[1] };
  const RankQuery = { ranked: () => [rows[1], rows[0]] };
  runCase({
    name: 'an interface object with several keys',
    subgraphs: {
      registry: {
        sdl: `${federation2} type Query { parties: [Party!]! party: Party }
          interface Party @key(fields: "id") @key(fields: "number") { id: ID! number: ID! name: String! }
          type Citizen implements Party @key(fields: "id") @key(fields: "number") { id: ID! number: ID! name: String! age: Int! }
          type Firm implements Party @key(fields: "id") @key(fields: "number") { id: ID! number: ID! name: String! staff: Int! }`,
        resolvers: {
          Query,
          Party: { __resolveReference: byAny },
          Citizen: { __resolveReference: byAny },
          Firm: { __resolveReference: byAny },
        },
      },
      notes: {
        sdl: `${federation2} type Party @key(fields: "number") @interfaceObject { number: ID! note: String! }`,
        resolvers: { Party: { __resolveReference: copy } },
      },
      ranks: {
        sdl: `${federation2} type Query { ranked: [Party!]! } type Party @key(fields: "id") @interfaceObject { id: ID! rank: Int! }`,
        resolvers: {
          Query: {
            ranked: () => [
              { id: '2', rank: 1 },
              { id: '1', rank: 2 },
            ],
          },
          Party: { __resolveReference: copy },
        },
      },
    },
    monolith: {
      sdl: `type Query { parties: [Party!]! party: Party ranked: [Party!]! }
        interface Party { id: ID! number: ID! name: String! note: String! rank: Int! }
        type Citizen implements Party { id: ID! number: ID! name: String! note: String! rank: Int! age: Int! }
        type Firm implements Party { id: ID! number: ID! name: String! note: String! rank: Int! staff: Int! }`,
      resolvers: { Query: { ...Query, ...RankQuery } },
    },
    questions: [
      { about: 'fields of both objects', query: '{ parties { rank note name } }' },
      { about: 'from one object to the other', query: '{ ranked { note } }' },
      {
        about: 'from one object to the other, and what it is',
        query: '{ ranked { rank note __typename ... on Firm { staff note } ... on Citizen { age } } }',
      },
      { about: 'the other key', query: '{ ranked { number } party { id note } }' },
    ],
  });
}
