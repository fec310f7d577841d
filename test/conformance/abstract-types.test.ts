// Interfaces and unions whose fields and members are spread over subgraphs.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const makers = [
  { __typename: 'Maker', id: 'm1', title: 'Press', country: 'CN' },
  { __typename: 'Maker', id: 'm2', title: 'Works', country: 'SE' },
] as const;
const [press, works] = makers;
const shelf = { __typename: 'Shelf', city: 'Xian', row: 4 };
const yard = { __typename: 'Yard', city: 'Lund', area: 50, keeper: works };
const book = {
  __typename: 'Book',
  id: 'b1',
  name: 'Dream',
  maker: press,
  pages: 2000,
  weight: 900,
  place: shelf,
};
const lamp = { __typename: 'Lamp', id: 'l1', name: 'Sun', maker: works, watts: 60, weight: 300, place: yard };
const chair = {
  __typename: 'Chair',
  id: 'c1',
  name: 'Throne',
  maker: works,
  legs: 3,
  weight: 9000,
  place: shelf,
};
const shopGoods = [book, lamp];
const goods = [book, lamp, chair];
const inShop = findBy<{ id: string }>(shopGoods, ['id']);
const inDepot = findBy<{ id: string }>(goods, ['id']);
const makerById = findBy(makers, ['id']);
const related = ({ id }: { id: string }) => shopGoods.filter((one) => one.id !== id);
const productsOf = ({ id }: { id: string }) => goods.filter(({ maker }) => maker.id === id);

const ShopQuery = {
  products: () => shopGoods,
  product: (_: unknown, given: { id: string }) => inShop(given),
  node: (_: unknown, given: { id: string }) => [...shopGoods, ...makers].find(({ id }) => id === given.id),
  mixed: () => [book, null, press, lamp, null, book],
  matrix: () => [[book, null], [], null, [lamp, book]],
  none: () => [],
  things: () => [press, lamp, book],
};
const DepotQuery = { stored: () => goods, heaviest: () => chair, storedThings: () => [chair, null, book] };
const shopRoots = `products: [Product!]! product(id: ID!): Product node(id: ID!): Node mixed: [Thing]
  matrix: [[Product]] none: [Product!]! things: [Thing!]!`;
const depotRoots = 'stored: [Product!]! heaviest: Product storedThings: [Item]';
const shopFields = 'name: String! maker: Maker! related: [Product!]!';
const depotFields = 'weight: Int! place: Place!';
const places = `interface Place { city: String! } type Shelf implements Place { city: String! row: Int! }
  type Yard implements Place { city: String! area: Int! keeper: Maker }`;

runCase({
  name: 'interfaces and unions of which subgraphs know different members and fields',
  subgraphs: {
    shop: {
      sdl: `${federation2} type Query { ${shopRoots} } interface Node { id: ID! }
        interface Product implements Node { id: ID! ${shopFields} }
        type Book implements Product & Node @key(fields: "id") { id: ID! ${shopFields} pages: Int! }
        type Lamp implements Product & Node @key(fields: "id") { id: ID! ${shopFields} watts: Int! }
        type Maker implements Node @key(fields: "id") { id: ID! title: String! }
        union Thing = Book | Lamp | Maker`,
      resolvers: {
        Query: ShopQuery,
        Book: { __resolveReference: inShop, related },
        Lamp: { __resolveReference: inShop, related },
        Maker: { __resolveReference: makerById },
      },
    },
    depot: {
      sdl: `${federation2} type Query { ${depotRoots} } interface Node { id: ID! } ${places}
        interface Product implements Node { id: ID! ${depotFields} }
        type Book implements Product & Node @key(fields: "id") { id: ID! ${depotFields} }
        type Lamp implements Product & Node @key(fields: "id") { id: ID! ${depotFields} }
        type Chair implements Product & Node @key(fields: "id") { id: ID! ${shopFields} ${depotFields} legs: Int! }
        interface Owner { products: [Product!]! }
        type Maker implements Owner @key(fields: "id") { id: ID! products: [Product!]! country: String! }
        type Lender implements Owner { products: [Product!]! }
        union Item = Book | Chair union Thing = Chair | Book`,
      resolvers: {
        Query: DepotQuery,
        Book: { __resolveReference: inDepot },
        Lamp: { __resolveReference: inDepot },
        Chair: { __resolveReference: inDepot, related: () => shopGoods },
        Maker: { __resolveReference: makerById, products: productsOf },
      },
    },
  },
  monolith: {
    sdl: `type Query { ${shopRoots} ${depotRoots} } interface Node { id: ID! } ${places}
      interface Product implements Node { id: ID! ${shopFields} ${depotFields} }
      type Book implements Product & Node { id: ID! ${shopFields} ${depotFields} pages: Int! }
      type Lamp implements Product & Node { id: ID! ${shopFields} ${depotFields} watts: Int! }
      type Chair implements Product & Node { id: ID! ${shopFields} ${depotFields} legs: Int! }
      interface Owner { products: [Product!]! } type Lender implements Owner { products: [Product!]! }
      type Maker implements Owner & Node { id: ID! title: String! products: [Product!]! country: String! }
      union Thing = Book | Lamp | Maker | Chair union Item = Book | Chair`,
    resolvers: {
      Query: { ...ShopQuery, ...DepotQuery },
      Book: { related },
      Lamp: { related },
      Chair: { related: () => shopGoods },
      Maker: { products: productsOf },
    },
  },
  questions: [
    { about: 'a field of the interface that only the other resolves', query: '{ products { weight name } }' },
    {
      about: 'fields of the first for members that it does not know',
      query: '{ stored { name weight id } }',
    },
    {
      about: 'a member that only one knows',
      query: '{ heaviest { maker { title country } name legs: id } }',
    },
    {
      about: 'interfaces within interfaces within interfaces',
      query: `{ stored { related { place { city ... on Yard { keeper { title products { name related { weight } } } } } name } weight }
        heaviest { related { related { related { place { city } id } } } } }`,
    },
    {
      about: 'an interface that an interface implements',
      query:
        '{ a: node(id: "b1") { id ... on Product { weight name ... on Node { __typename id } } } b: node(id: "m1") { id ... on Product { name } } }',
    },
    {
      about: 'a member of an interface of one subgraph through another interface of the other',
      query: '{ node(id: "m2") { ... on Owner { products { name } } id ... on Maker { country title } } }',
    },
    {
      about: 'a type of the other subgraph where it cannot come',
      query: '{ node(id: "b1") { ... on Chair { legs } ... on Lamp { watts weight } } }',
    },
    { about: 'a missing node', query: '{ node(id: "none") { id ... on Product { weight } } }' },
    {
      about: 'fragments on concrete types with fields of each',
      query: `{ products { ... on Book { pages weight place { ... on Shelf { row } } } ... on Lamp { watts maker { country } } } }`,
    },
    {
      about: 'fields on the interface and again on its types',
      query:
        '{ products { weight ... on Book { weight name pages } ... on Lamp { name place { city } } place { __typename } } }',
    },
    {
      about: 'one name for different fields by type',
      query:
        '{ products { ... on Book { size: pages heft: weight } ... on Lamp { size: watts } ... on Chair { size: legs } } }',
    },
    {
      about: 'lists of mixed types with nulls',
      query:
        '{ mixed { __typename ... on Product { name weight } ... on Maker { title country } ... on Lamp { place { city } } } }',
    },
    {
      about: 'lists of lists of mixed types with nulls',
      query:
        '{ matrix { name weight ... on Book { pages place { city } } ... on Lamp { maker { country } } } }',
    },
    { about: 'an empty list of an interface', query: '{ none { weight ... on Book { place { city } } } }' },
    {
      about: 'a union of which each knows other members',
      query:
        '{ things { ... on Maker { country } ... on Lamp { weight } ... on Chair { legs name } ... on Book { pages weight } } }',
    },
    {
      about: 'a union of one subgraph with fields of the other',
      query: '{ storedThings { ... on Chair { legs name } ... on Book { name pages weight } } }',
    },
    {
      about: 'interfaces on a union',
      query:
        '{ things { ... on Node { id ... on Owner { products { weight } } } ... on Product { place { city } name } } storedThings { ... on Product { maker { country title } } } }',
    },
    { about: 'members of a union of which none is asked for', query: '{ things { ... on Chair { legs } } }' },
    {
      about: 'nothing but the type’s name of a union',
      query: '{ things { __typename } mixed { t: __typename } }',
    },
    {
      about: '__typename several times and under aliases',
      query:
        '{ products { __typename a: __typename weight ... on Book { __typename b: __typename } c: __typename } heaviest { __typename: __typename place { kind: __typename __typename } } }',
    },
    {
      about: '__typename under the name of a field and a field under its like',
      query: '{ stored { id: __typename name: weight __typename_: name ... on Chair { weight: legs } } }',
    },
    {
      about: 'deep fragments that narrow until nothing is left',
      query:
        '{ products { ... on Node { ... on Book { ... on Product { ... on Node { ... on Product { weight } } } } ... on Maker { country } } } }',
    },
    {
      about: 'named fragments on interfaces, used on several types',
      query: `{ products { ...P } stored { ...P ...B } things { ...P ...N } }
        fragment P on Product { weight ...N maker { ...N country } } fragment N on Node { id __typename } fragment B on Book { pages ...P }`,
    },
    {
      about: 'the same entities behind different abstract types',
      query:
        '{ products { place { city } } stored { maker { title } } mixed { ... on Product { place { city } } ... on Maker { country } } product(id: "b1") { place { ... on Shelf { row } } maker { products { id } } } }',
    },
    {
      about: 'conditions on fragments of concrete types',
      query:
        'query ($yes: Boolean!, $no: Boolean!) { stored { ... on Book @include(if: $yes) { pages } ... on Lamp @include(if: $no) { watts } ... on Chair @skip(if: $no) { name } ... on Product @skip(if: $yes) { weight } } }',
      variables: { yes: true, no: false },
    },
    {
      about: 'variables in fields of interfaces',
      query:
        'query ($id: ID!) { product(id: $id) { weight ... on Lamp { place { ... on Yard { area } } } } }',
      variables: { id: 'l1' },
    },
  ],
});

{
  const cards = [
    { __typename: 'Text', body: 'hello', words: 1, lang: 'en' },
    { __typename: 'Image', url: '/i.png', wide: true },
  ];
  const [text, image] = cards;
  const posts = [
    { id: 'p1', card: text, cards, best: text },
    { id: 'p2', card: image, cards: [image, text, image], best: null },
    { id: 'p3', card: null, cards: [], best: text },
  ];
  const byId = findBy(posts, ['id']);
  const Query = { posts: () => posts, post: () => posts[0], top: () => text, all: () => cards };
  const post =
    '@key(fields: "id") { id: ID! card: Card @shareable cards: [Card!]! @shareable best: Best @shareable }';
  runCase({
    name: 'the same union field in two subgraphs',
    subgraphs: {
      words: {
        sdl: `${federation2} type Query { posts: [Post!]! top: Card @shareable all: [Card!]! @shareable }
          type Post ${post} union Card = Text | Image union Best = Text | Sound type Sound { length: Int! }
          type Text @shareable { body: String! } type Image @shareable { url: String! }`,
        resolvers: {
          Query: { posts: Query.posts, top: Query.top, all: Query.all },
          Post: { __resolveReference: byId },
        },
      },
      counts: {
        sdl: `${federation2} type Query { post: Post top: Card @shareable all: [Card!]! @shareable }
          type Post ${post} union Card = Image | Text union Best = Text | Film type Film { minutes: Int! }
          type Text @shareable { body: String! words: Int! lang: String } type Image @shareable { url: String! wide: Boolean! }`,
        resolvers: {
          Query: { post: Query.post, top: Query.top, all: Query.all },
          Post: { __resolveReference: byId },
        },
      },
    },
    monolith: {
      sdl: `type Query { posts: [Post!]! post: Post top: Card all: [Card!]! }
        type Post { id: ID! card: Card cards: [Card!]! best: Best } union Card = Text | Image
        union Best = Text | Sound | Film type Sound { length: Int! } type Film { minutes: Int! }
        type Text { body: String! words: Int! lang: String } type Image { url: String! wide: Boolean! }`,
      resolvers: { Query },
    },
    questions: [
      { about: 'parts of one', query: '{ posts { card { ... on Text { body } ... on Image { url } } } }' },
      {
        about: 'parts of the other',
        query: '{ posts { card { __typename ... on Text { words } ... on Image { wide } } } }',
      },
      {
        about: 'parts of both',
        query: '{ posts { card { ... on Text { words body lang } ... on Image { wide url } } } }',
      },
      {
        about: 'lists merged by position',
        query: '{ posts { cards { ... on Image { url wide } ... on Text { lang words body } } } }',
      },
      {
        about: 'from the other',
        query: '{ post { cards { ... on Text { body words } } card { ... on Text { body } } } }',
      },
      {
        about: 'a shared root',
        query: '{ top { ... on Text { words body } } all { ... on Text { words } __typename } }',
      },
      {
        about: 'different members in each',
        query:
          '{ posts { best { __typename ... on Text { words body } ... on Sound { length } ... on Film { minutes } } } }',
      },
      {
        about: 'members that only the other knows',
        query: '{ post { best { ... on Sound { length } } } posts { best { ... on Film { minutes } } } }',
      },
    ],
  });
}

{
  const rooms = [
    { __typename: 'Hall', code: 'h', floor: 1, seats: 500, owner: { id: 'o1' } },
    { __typename: 'Office', number: 7, floor: 2, desks: 4, owner: null },
    { __typename: 'Hall', code: 'g', floor: 3, seats: 80, owner: { id: 'o2' } },
  ];
  const facts = [
    { code: 'h', heated: true, door: { __typename: 'Gate', height: 4 } },
    { code: 'g', heated: false, door: { __typename: 'Flap', kind: 'cat' } },
    { number: 7, heated: true, door: null },
  ];
  const factsOf = (given: { code?: string; number?: number }) =>
    facts.find(({ code, number }) => code === given.code && number === given.number) ?? null;
  const Query = { rooms: () => rooms, room: () => rooms[1], spaces: () => [rooms[1], null, rooms[0]] };
  const owner = { name: ({ id }: { id: string }) => `owner ${id}` };
  const doors = `interface Door { hint: String } type Gate implements Door { hint: String height: Int! }
    type Flap implements Door { hint: String kind: String! } type Lock implements Door { hint: String keys: Int! }`;
  runCase({
    name: 'entities with keys of their own behind an interface',
    subgraphs: {
      plan: {
        sdl: `${federation2} type Query { rooms: [Room!]! room: Room spaces: [Space] } union Space = Hall | Office
          interface Room { floor: Int! owner: Owner } type Owner @key(fields: "id", resolvable: false) { id: ID! }
          type Hall implements Room @key(fields: "code") { code: ID! floor: Int! seats: Int! owner: Owner }
          type Office implements Room @key(fields: "number") { number: Int! floor: Int! desks: Int! owner: Owner }`,
        resolvers: { Query },
      },
      heating: {
        sdl: `${federation2} ${doors} interface Heated { heated: Boolean! door: Door }
          type Hall implements Heated @key(fields: "code") { code: ID! heated: Boolean! door: Door }
          type Office implements Heated @key(fields: "number") { number: Int! heated: Boolean! door: Door }`,
        resolvers: {
          Hall: { __resolveReference: factsOf },
          Office: { __resolveReference: factsOf },
        },
      },
      owners: {
        sdl: `${federation2} type Owner @key(fields: "id") { id: ID! name: String! }`,
        resolvers: { Owner: owner },
      },
    },
    monolith: {
      sdl: `type Query { rooms: [Room!]! room: Room spaces: [Space] } union Space = Hall | Office ${doors}
        interface Room { floor: Int! owner: Owner } interface Heated { heated: Boolean! door: Door }
        type Owner { id: ID! name: String! }
        type Hall implements Room & Heated { code: ID! floor: Int! seats: Int! owner: Owner heated: Boolean! door: Door }
        type Office implements Room & Heated { number: Int! floor: Int! desks: Int! owner: Owner heated: Boolean! door: Door }`,
      resolvers: {
        Query,
        Owner: owner,
        ...Object.fromEntries(
          ['Hall', 'Office'].map((name) => [
            name,
            {
              heated: (room: object) => factsOf(room)?.heated,
              door: (room: object) => factsOf(room)?.door,
            },
          ]),
        ),
      },
    },
    questions: [
      {
        about: 'by fragments on each type',
        query: '{ rooms { floor ... on Hall { heated seats } ... on Office { heated desks } } }',
      },
      {
        about: 'by an interface that only the other subgraph knows',
        query: '{ rooms { ... on Heated { heated door { hint ... on Gate { height } } } floor } }',
      },
      {
        about: 'an interface behind each of them',
        query:
          '{ rooms { owner { name } ... on Hall { door { __typename ... on Flap { kind } ... on Lock { keys } } } } }',
      },
      {
        about: 'behind a union',
        query: '{ spaces { ... on Heated { heated } ... on Room { owner { name } floor } } }',
      },
      {
        about: 'both interfaces within each other',
        query: '{ room { ... on Heated { ... on Room { floor ... on Heated { heated } } } } }',
      },
    ],
  });
}
