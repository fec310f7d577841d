// Fields that need fields of other subgraphs.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const parcels = [
  {
    id: 'p1',
    name: 'lamp',
    weight: 3,
    dims: { w: 2, h: 5 },
    items: [{ grams: 10 }, { grams: 20 }],
    tags: ['a', 'b'],
  },
  { id: 'p2', name: 'desk', weight: 40, dims: { w: 9, h: 1 }, items: [], tags: [] },
  { id: 'p3', name: 'dust', weight: null, dims: null, items: null, tags: null },
];
type Parcel = (typeof parcels)[number];

const byId = findBy(parcels, ['id']);

// These read what a representation holds. What is not there is a NaN, which is no Int: the case fails.
const costOf = ({ weight }: Pick<Parcel, 'weight'>) => (weight === null ? null : weight * 2);
const doubleCostOf = ({ weight }: Pick<Parcel, 'weight'>) => (weight === null ? null : weight * 4);
const areaOf = ({ dims }: Pick<Parcel, 'dims'>) => (dims === null ? null : dims.w * dims.h);
const totalOf = ({ items }: Pick<Parcel, 'items'>) =>
  items?.reduce((sum, { grams }) => sum + grams, 0) ?? null;
const labelOf = ({ name, tags, dims }: Pick<Parcel, 'name' | 'tags' | 'dims'>) =>
  `${name} ${tags?.join('+') ?? 'none'} ${dims === null ? '' : dims.h.toFixed(1)}`;

{
  const Query = { parcel: () => parcels[0], parcels: () => [...parcels, parcels[1]], dust: () => parcels[2] };
  const Parcel = { cost: costOf, doubleCost: doubleCostOf, area: areaOf, total: totalOf, label: labelOf };
  const roots = 'parcel: Parcel parcels: [Parcel!]! dust: Parcel';
  runCase({
    name: 'a field that requires others',
    subgraphs: {
      yard: {
        sdl: `${federation2} type Query { ${roots} }
          type Parcel @key(fields: "id") { id: ID! name: String! weight: Int dims: Dims items: [Item!] tags: [String!] }
          type Dims { w: Int! h: Int! } type Item { grams: Int! }`,
        resolvers: { Query, Parcel: { __resolveReference: byId } },
      },
      shipping: {
        sdl: `${federation2}
          type Parcel @key(fields: "id") {
            id: ID! name: String! @external weight: Int @external dims: Dims @external items: [Item!] @external
            tags: [String!] @external
            cost: Int @requires(fields: "weight") doubleCost: Int @requires(fields: "weight")
            area: Int @requires(fields: "dims { w h }") total: Int @requires(fields: "items { grams }")
            label: String! @requires(fields: "name tags dims { h }") carrier: String!
          }
          type Dims @external { w: Int! h: Int! } type Item @external { grams: Int! }`,
        resolvers: { Parcel: { ...Parcel, carrier: () => 'rail' } },
      },
    },
    monolith: {
      sdl: `type Query { ${roots} } type Dims { w: Int! h: Int! } type Item { grams: Int! }
        type Parcel { id: ID! name: String! weight: Int dims: Dims items: [Item!] tags: [String!] cost: Int doubleCost: Int
          area: Int total: Int label: String! carrier: String! }`,
      resolvers: { Query, Parcel: { ...Parcel, carrier: () => 'rail' } },
    },
    questions: [
      { about: 'a scalar', query: '{ parcel { cost } }' },
      { about: 'a selection', query: '{ parcel { area } }' },
      { about: 'a list', query: '{ parcel { total } }' },
      {
        about: 'several of every kind, some null',
        query: '{ parcels { label total area cost doubleCost carrier } }',
      },
      {
        about: 'what is required, beside it',
        query: '{ parcels { weight cost dims { w } area items { grams } } }',
      },
      { about: 'null alone', query: '{ dust { cost area total label } }' },
      {
        about: 'what is required under another name',
        query: '{ parcels { cost heavy: weight box: dims { wide: w } area } }',
      },
      {
        about: 'another field under the name of what is required',
        query: '{ parcels { weight: name cost } }',
      },
      {
        about: 'another field under the name of what is required, in the selection',
        query: '{ parcels { dims { w: h h: w } area } }',
      },
      {
        about: 'the field itself under the name of what it requires',
        query: '{ parcels { weight: cost name: label } }',
      },
      {
        about: 'only where a variable says so',
        query: 'query ($on: Boolean!) { parcels { cost @include(if: $on) area @skip(if: $on) } }',
        variables: { on: true },
      },
      {
        about: 'what is required is itself left out',
        query:
          'query ($on: Boolean!) { parcels { cost weight @include(if: $on) dims @skip(if: true) { w } area } }',
        variables: { on: false },
      },
    ],
  });
}

{
  const media = [
    { __typename: 'Book', id: 'm1', pages: 300, author: 'Lu', label: 'paper' },
    { __typename: 'Film', id: 'm2', minutes: 90, cast: ['A', 'B'], label: 'reel' },
    { __typename: 'Song', id: 'm3', seconds: 200, label: 'disc' },
  ];
  const shelves = [
    { id: 's1', best: media[0], all: media, labelled: media[1] },
    { id: 's2', best: media[1], all: [media[2]], labelled: media[2] },
    { id: 's3', best: null, all: [], labelled: media[0] },
  ];
  interface Medium {
    __typename: string;
    pages?: number;
    minutes?: number;
    seconds?: number;
    cast?: string[];
    label?: string;
  }
  const lengthOf = (medium: Medium): number => {
    if (medium.__typename === 'Book') return medium.pages ?? NaN;
    if (medium.__typename === 'Film') return (medium.minutes ?? NaN) * (medium.cast?.length ?? NaN);
    return medium.seconds ?? 0;
  };
  // Songs are not in the requirement, so their length is not known there.
  const knownLength = (medium: Medium | null): number | null =>
    medium === null ? null : medium.__typename === 'Song' ? 0 : lengthOf(medium);
  const Shelf = {
    bestLength: ({ best }: { best: Medium | null }) => knownLength(best),
    lengths: ({ all }: { all: Medium[] }) => all.map(knownLength),
    tag: ({ labelled }: { labelled: Medium }) =>
      `${labelled.label} ${labelled.__typename === 'Film' ? labelled.minutes : labelled.__typename}`,
  };
  const Query = { shelves: () => shelves };
  const types = (external: string) => `
    union Medium = Book | Film | Song
    interface Labelled { label: String! }
    type Book implements Labelled { pages: Int! ${external} label: String! ${external} }
    type Film implements Labelled { minutes: Int! ${external} cast: [String!]! ${external} label: String! ${external} }
    type Song implements Labelled { label: String! ${external} }`;
  const more = 'extend type Book { author: String! } extend type Song { seconds: Int! }';
  runCase({
    name: 'a requirement with fragments',
    subgraphs: {
      library: {
        sdl: `${federation2} type Query { shelves: [Shelf!]! } ${types('')} ${more}
          type Shelf @key(fields: "id") { id: ID! best: Medium all: [Medium!]! labelled: Labelled! }`,
        resolvers: { Query },
      },
      lengths: {
        sdl: `${federation2} ${types('@external')}
          type Shelf @key(fields: "id") {
            id: ID! best: Medium @external all: [Medium!]! @external labelled: Labelled! @external
            bestLength: Int @requires(fields: "best { __typename ... on Book { pages } ... on Film { minutes cast } }")
            lengths: [Int!]! @requires(fields: "all { __typename ... on Book { pages } ... on Film { minutes cast } }")
            tag: String! @requires(fields: "labelled { __typename label ... on Film { minutes } }")
          }`,
        resolvers: { Shelf },
      },
    },
    monolith: {
      sdl: `type Query { shelves: [Shelf!]! } ${types('')} ${more}
        type Shelf { id: ID! best: Medium all: [Medium!]! labelled: Labelled! bestLength: Int lengths: [Int!]! tag: String! }`,
      resolvers: { Query, Shelf },
    },
    questions: [
      { about: 'on a union', query: '{ shelves { bestLength } }' },
      { about: 'on a list of a union', query: '{ shelves { lengths } }' },
      { about: 'on an interface', query: '{ shelves { tag } }' },
      {
        about: 'all with the client’s own fragments on the same',
        query: `{ shelves { lengths best { ... on Book { author } ... on Song { seconds } __typename } tag bestLength
          all { ... on Film { pages: minutes } ... on Book { pages } } labelled { l: label } } }`,
      },
    ],
  });
}

{
  const nodes = [
    { id: 'n1', base: 1, start: 5 },
    { id: 'n2', base: 2, start: null },
  ];
  interface Node {
    base: number;
    start: number | null;
  }
  const midOf = ({ base }: Pick<Node, 'base'>) => base + 10;
  const topOf = ({ mid }: { mid: number }) => mid + 100;
  const gOf = ({ h }: { h: number | null }) => (h === null ? null : h + 1);
  const fOf = ({ g }: { g: number | null }) => (g === null ? null : g * 2);
  const Query = { node: () => nodes[0], nodes: () => nodes };
  const reference = {
    __resolveReference: ({ id, ...rest }: { id: string }) => ({ ...findBy(nodes, ['id'])({ id }), ...rest }),
  };
  runCase({
    name: 'requirements of requirements',
    subgraphs: {
      a: {
        sdl: `${federation2} type Query { node: Node nodes: [Node!]! }
          type Node @key(fields: "id") { id: ID! base: Int! h: Int g: Int @external f: Int @requires(fields: "g") }`,
        resolvers: { Query, Node: { ...reference, h: ({ start }: Node) => start, f: fOf } },
      },
      b: {
        sdl: `${federation2}
          type Node @key(fields: "id") {
            id: ID! base: Int! @external mid: Int! @requires(fields: "base") h: Int @external g: Int @requires(fields: "h")
          }`,
        resolvers: { Node: { mid: midOf, g: gOf } },
      },
      c: {
        sdl: `${federation2} type Node @key(fields: "id") { id: ID! mid: Int! @external top: Int! @requires(fields: "mid") }`,
        resolvers: { Node: { top: topOf } },
      },
    },
    monolith: {
      sdl: `type Query { node: Node nodes: [Node!]! }
        type Node { id: ID! base: Int! mid: Int! top: Int! h: Int g: Int f: Int }`,
      resolvers: {
        Query,
        Node: {
          mid: midOf,
          top: (node: Node) => topOf({ mid: midOf(node) }),
          h: ({ start }: Node) => start,
          g: ({ start }: Node) => gOf({ h: start }),
          f: ({ start }: Node) => fOf({ g: gOf({ h: start }) }),
        },
      },
    },
    questions: [
      { about: 'a chain over three subgraphs', query: '{ node { top } nodes { top } }' },
      { about: 'a circle back to the first subgraph', query: '{ node { f } nodes { f } }' },
      { about: 'both with everything between', query: '{ nodes { f g h top mid base id } }' },
      { about: 'a chain under names of its links', query: '{ nodes { mid: top base: mid } }' },
    ],
  });
}

{
  const rates: Record<string, number> = { CNY: 700, EUR: 90, USD: 100, GBP: 80 };
  const goods = [
    { id: 'g1', factor: 1 },
    { id: 'g2', factor: 3 },
  ];
  interface Good {
    id: string;
    factor: number;
  }
  const priceOf = ({ factor }: Good, { currency }: { currency: string }) => factor * (rates[currency] ?? NaN);
  const boxOf = ({ factor }: Good) => ({ factor });
  const sizeOf = ({ factor }: { factor: number }, { unit }: { unit: string }) =>
    factor * (unit === 'CM' ? 254 : 100);
  const show =
    (name: string) =>
    ({ price }: { price: number }) =>
      `${name} ${price.toFixed(0)}`;
  const showBox = ({ box }: { box: { size: number } }) => box.size;
  const Query = { good: () => goods[0], goods: () => goods };
  const shared = 'enum Currency { CNY EUR USD GBP } enum Unit { CM IN }';
  const own = 'price(currency: Currency!): Int! box: Box!';
  const ask = (good: Good, currency: string) => ({ price: priceOf(good, { currency }) });
  runCase({
    name: 'a requirement with arguments',
    subgraphs: {
      goods: {
        sdl: `${federation2} ${shared} type Query { good: Good goods: [Good!]! }
          type Good @key(fields: "id") { id: ID! ${own} } type Box { size(unit: Unit!): Int! }`,
        resolvers: {
          Query,
          Good: { __resolveReference: findBy(goods, ['id']), price: priceOf, box: boxOf },
          Box: { size: sizeOf },
        },
      },
      tags: {
        sdl: `${federation2} ${shared}
          type Good @key(fields: "id") {
            id: ID! price(currency: Currency!): Int! @external box: Box! @external
            euro: String! @requires(fields: "price(currency: EUR)")
            dollar: String! @requires(fields: "price(currency: USD)")
            metric: Int! @requires(fields: "box { size(unit: CM) }")
            imperial: Int! @requires(fields: "box { size(unit: IN) }")
          }
          type Box @external { size(unit: Unit!): Int! }`,
        resolvers: { Good: { euro: show('EUR'), dollar: show('USD'), metric: showBox, imperial: showBox } },
      },
      banks: {
        sdl: `${federation2} enum Currency { CNY EUR USD GBP }
          type Good @key(fields: "id") {
            id: ID! price(currency: Currency!): Int! @external pound: String! @requires(fields: "price(currency: GBP)")
          }`,
        resolvers: { Good: { pound: show('GBP') } },
      },
    },
    monolith: {
      sdl: `${shared} type Query { good: Good goods: [Good!]! } type Box { size(unit: Unit!): Int! }
        type Good { id: ID! ${own} euro: String! dollar: String! metric: Int! imperial: Int! pound: String! }`,
      resolvers: {
        Query,
        Good: {
          price: priceOf,
          box: boxOf,
          euro: (good: Good) => show('EUR')(ask(good, 'EUR')),
          dollar: (good: Good) => show('USD')(ask(good, 'USD')),
          pound: (good: Good) => show('GBP')(ask(good, 'GBP')),
          metric: (good: Good) => sizeOf(good, { unit: 'CM' }),
          imperial: (good: Good) => sizeOf(good, { unit: 'IN' }),
        },
        Box: { size: sizeOf },
      },
    },
    questions: [
      { about: 'one field', query: '{ good { euro } goods { dollar } }' },
      { about: 'one field of a nested selection', query: '{ good { metric } goods { imperial } }' },
      { about: 'two fields with different arguments', query: '{ goods { euro dollar } }' },
      { about: 'two fields in different subgraphs', query: '{ goods { euro pound } }' },
      {
        about: 'different arguments in a nested selection',
        query: '{ goods { metric imperial } }',
      },
      {
        about: 'the client asks with a third',
        query: '{ goods { price(currency: CNY) euro } }',
      },
      {
        about: 'the client asks with a third after it',
        query: '{ goods { euro price(currency: CNY) } }',
      },
      { about: 'the client asks with the same', query: '{ goods { euro price(currency: EUR) } }' },
      { about: 'the client asks under an alias', query: '{ goods { p: price(currency: CNY) euro } }' },
      {
        about: 'the client asks with a variable that has the same value',
        query: 'query ($c: Currency!) { goods { price(currency: $c) euro } }',
        variables: { c: 'EUR' },
      },
      {
        about: 'the client asks with a variable that has another value',
        query: 'query ($c: Currency!) { goods { price(currency: $c) euro } }',
        variables: { c: 'CNY' },
      },
      {
        about: 'all at once',
        query: `query ($c: Currency!) { goods { dollar p: price(currency: $c) euro price(currency: CNY) pound metric imperial
          box { size(unit: IN) cm: size(unit: CM) } } }`,
        variables: { c: 'GBP' },
      },
      {
        about: 'two of them at different places',
        query: '{ good { euro } goods { dollar } other: good { dollar } }',
      },
      {
        about: 'two of them where variables leave one',
        query: 'query ($on: Boolean!) { goods { euro @include(if: $on) dollar @skip(if: $on) } }',
        variables: { on: false },
      },
    ],
  });
}

{
  const orders = [
    { id: 'o1', lines: [{ id: 'l1' }, { id: 'l2' }], parcel: { id: 'p1' } },
    { id: 'o2', lines: [], parcel: { id: 'p2' } },
  ];
  const lines = [
    { id: 'l1', amount: 3 },
    { id: 'l2', amount: 4 },
  ];
  const sumOf = ({ lines: given }: { lines: { amount: number }[] }) =>
    given.reduce((sum, { amount }) => sum + amount, 0);
  const amountOf = findBy(lines, ['id']);
  const Query = { orders: () => orders };
  runCase({
    name: 'a requirement that reaches through another entity',
    subgraphs: {
      orders: {
        sdl: `${federation2} type Query { orders: [Order!]! } type Order @key(fields: "id") { id: ID! lines: [Line!]! parcel: Parcel! }
          type Line @key(fields: "id") { id: ID! } type Parcel @key(fields: "id") { id: ID! }`,
        resolvers: { Query },
      },
      lines: {
        sdl: `${federation2} type Line @key(fields: "id") { id: ID! amount: Int! }
          type Parcel @key(fields: "id") { id: ID! weight: Int }`,
        resolvers: { Line: { __resolveReference: amountOf }, Parcel: { __resolveReference: byId } },
      },
      sums: {
        sdl: `${federation2}
          type Order @key(fields: "id") {
            id: ID! lines: [Line!]! @external parcel: Parcel! @external
            sum: Int! @requires(fields: "lines { amount }") freight: Int @requires(fields: "parcel { weight }")
          }
          type Line @key(fields: "id") { id: ID! amount: Int! @external }
          type Parcel @key(fields: "id") { id: ID! weight: Int @external cost: Int @requires(fields: "weight") }`,
        resolvers: {
          Order: { sum: sumOf, freight: ({ parcel }: { parcel: Parcel }) => costOf(parcel) },
          Parcel: { cost: costOf },
        },
      },
    },
    monolith: {
      sdl: `type Query { orders: [Order!]! } type Line { id: ID! amount: Int! } type Parcel { id: ID! weight: Int cost: Int }
        type Order { id: ID! lines: [Line!]! parcel: Parcel! sum: Int! freight: Int }`,
      resolvers: {
        Query,
        Order: {
          sum: ({ lines: given }: { lines: { id: string }[] }) =>
            given.reduce((sum, line) => sum + (amountOf(line)?.amount ?? NaN), 0),
          freight: ({ parcel }: { parcel: { id: string } }) => costOf(byId(parcel) ?? { weight: null }),
          parcel: ({ parcel }: { parcel: { id: string } }) => byId(parcel),
          lines: ({ lines: given }: { lines: { id: string }[] }) => given.map(amountOf),
        },
        Parcel: { cost: costOf },
      },
    },
    questions: [
      { about: 'one and a list', query: '{ orders { sum freight } }' },
      {
        about: 'with what it reaches',
        query: '{ orders { freight lines { amount id } sum parcel { cost id } } }',
      },
    ],
  });
}
