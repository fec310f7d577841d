// What the planner alone gets wrong at harder places: interfaces, interfaces as objects, hidden fields, objects with fields elsewhere.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

interface Medium {
  readonly __typename: 'Book' | 'Film';
  readonly id: string;
  readonly titles: Readonly<Record<'ZH' | 'EN', string>>;
}

const media: readonly Medium[] = [
  { __typename: 'Book', id: 'm1', titles: { ZH: '书', EN: 'book' } },
  { __typename: 'Film', id: 'm2', titles: { ZH: '影', EN: 'film' } },
];
const makers = [{ name: 'Li', town: 'Xi’an' }];
const byId = findBy(media, ['id']);
const titleOf = ({ titles }: Medium, { in: language }: { in: 'ZH' | 'EN' }) => titles[language];
const asked = (medium: Medium, language: 'ZH' | 'EN') => ({ title: titleOf(medium, { in: language }) });

// These read what a representation tells.
const chineseOf = ({ title }: { title: string }) => `zh ${title}`;
const englishOf = ({ title }: { title: string }) => ({ text: `en ${title}`, maker: makers[0] });
const Query = { media: () => media, medium: () => media[1] };
const Medium = { title: titleOf };
const Monolith = {
  title: titleOf,
  chinese: (medium: Medium) => chineseOf(asked(medium, 'ZH')),
  english: (medium: Medium) => englishOf(asked(medium, 'EN')),
};
const makersSubgraph = {
  sdl: `${federation2} type Maker @key(fields: "name") { name: ID! town: String! }`,
  resolvers: { Maker: { __resolveReference: findBy(makers, ['name']) } },
};
const roots = 'enum Language { ZH EN } type Query { media: [Medium!]! medium: Medium }';
const label = 'type Label { text: String! maker: Maker! }';
const makerKey = 'type Maker @key(fields: "name", resolvable: false) { name: ID! }';
const titles = 'title(in: Language!): String!';
const labels = 'chinese: String! english: Label!';
const requiring = `title(in: Language!): String! @external
  chinese: String! @requires(fields: "title(in: ZH)") english: Label! @requires(fields: "title(in: EN)")`;
const monolith = {
  sdl: `${roots} ${label} type Maker { name: ID! town: String! } interface Medium { id: ID! ${titles} ${labels} }
    type Book implements Medium { id: ID! ${titles} ${labels} } type Film implements Medium { id: ID! ${titles} ${labels} }`,
  resolvers: { Query, Book: Monolith, Film: Monolith },
};

const questions = [
  { about: 'one value', query: '{ media { chinese } medium { english { text } } }' },
  { about: 'two values', query: '{ media { __typename chinese english { text } } }' },
  {
    about: 'two values and what other subgraphs have of an object',
    query: '{ media { english { maker { town } text } chinese } medium { english { maker { town name } } } }',
  },
  {
    about: 'for one type each',
    query: '{ media { ... on Book { chinese } ... on Film { english { text maker { town } } id } } }',
  },
  {
    about: 'for one type both',
    query: '{ media { ... on Film { english { text } c: chinese } id } medium { ... on Film { chinese } } }',
  },
];
const asksTitle = {
  about: 'with values that the client asks for',
  query: `query ($in: Language!) { media { a: title(in: EN) english { text } title(in: $in) chinese
    ... on Book { b: title(in: ZH) } } }`,
  variables: { in: 'EN' },
};

runCase({
  name: 'requirements with arguments on members of an interface',
  subgraphs: {
    media: {
      sdl: `${federation2} ${roots} interface Medium { id: ID! ${titles} }
        type Book implements Medium @key(fields: "id") { id: ID! ${titles} }
        type Film implements Medium @key(fields: "id") { id: ID! ${titles} }`,
      resolvers: { Query, Book: Medium, Film: Medium },
    },
    labels: {
      sdl: `${federation2} enum Language { ZH EN } ${label} ${makerKey} interface Medium { ${labels} }
        type Book implements Medium @key(fields: "id") { id: ID! ${requiring} }
        type Film implements Medium @key(fields: "id") { id: ID! ${requiring} }`,
      resolvers: {
        Book: { chinese: chineseOf, english: englishOf },
        Film: { chinese: chineseOf, english: englishOf },
      },
    },
    makers: makersSubgraph,
  },
  monolith,
  questions: [...questions, asksTitle],
});

runCase({
  name: 'requirements with arguments on an interface that is an object elsewhere',
  subgraphs: {
    media: {
      sdl: `${federation2} ${roots} interface Medium @key(fields: "id") { id: ID! ${titles} }
        type Book implements Medium @key(fields: "id") { id: ID! ${titles} }
        type Film implements Medium @key(fields: "id") { id: ID! ${titles} }`,
      resolvers: {
        Query,
        Book: { ...Medium, __resolveReference: byId },
        Film: { ...Medium, __resolveReference: byId },
        Medium: { __resolveReference: byId },
      },
    },
    labels: {
      sdl: `${federation2} enum Language { ZH EN } ${label} ${makerKey}
        type Medium @interfaceObject @key(fields: "id") { id: ID! ${requiring} }`,
      resolvers: { Medium: { chinese: chineseOf, english: englishOf } },
    },
    makers: makersSubgraph,
  },
  monolith,
  questions: [...questions, asksTitle],
});

runCase({
  name: 'requirements with arguments of a field that clients may not see',
  subgraphs: {
    media: {
      sdl: `${federation2} ${roots} type Medium @key(fields: "id") { id: ID! title(in: Language! @inaccessible): String! @inaccessible }`,
      resolvers: { Query, Medium },
    },
    labels: {
      sdl: `${federation2} enum Language { ZH EN } ${label} ${makerKey}
        type Medium @key(fields: "id") { id: ID! ${requiring} }`,
      resolvers: { Medium: { chinese: chineseOf, english: englishOf } },
    },
    makers: makersSubgraph,
  },
  monolith: {
    sdl: `${roots} ${label} type Maker { name: ID! town: String! } type Medium { id: ID! ${labels} }`,
    resolvers: { Query, Medium: { chinese: Monolith.chinese, english: Monolith.english } },
  },
  questions: [
    { about: 'two values', query: '{ media { chinese id english { text } } }' },
    {
      about: 'two values and what other subgraphs have of an object',
      query: '{ media { english { maker { town } } chinese } }',
    },
  ],
});
