// Whatever a client may write between braces: aliases, fragments, conditions, `__typename`, introspection.
import { findBy } from './find-by.js';
import { federation2, runCase, type ConformanceCase, type Question } from './run-case.js';

const users = [
  { id: 'u1', name: 'Li', age: 30, mail: 'li@example.org', friends: ['u2', 'u3'] },
  { id: 'u2', name: 'Wu', age: 40, mail: 'wu@example.org', friends: ['u1'] },
  { id: 'u3', name: 'Xu', age: 50, mail: null, friends: [] },
];
const pets = [
  { __typename: 'Cat', id: 'c1', name: 'Mi', lives: 9, owner: users[0], weight: 4 },
  { __typename: 'Dog', id: 'd1', name: 'Wang', barks: true, owner: users[1], weight: 20 },
  { __typename: 'Cat', id: 'c2', name: 'Mao', lives: 7, owner: null, weight: 5 },
];
const userById = findBy(users, ['id']);
const petById = findBy(pets, ['id']);
const friendsOf = ({ friends }: { friends: string[] }, { first }: { first?: number }) =>
  friends.slice(0, first).map((id) => userById({ id }));
const petsOf = ({ id }: { id: string }) => pets.filter(({ owner }) => owner?.id === id);
const PeopleQuery = {
  me: () => users[0],
  users: () => users,
  user: (_: unknown, given: { id: string }) => userById(given),
};
const PetQuery = { pets: () => pets, pet: () => pets[1], count: () => pets.length };
const peopleRoots = 'me: User! users: [User!]! user(id: ID!): User';
const petRoots = 'pets: [Pet!]! pet: Animal count: Int!';
const petTypes = (key: string) => `
  union Animal = Cat | Dog interface Pet { id: ID! name: String! owner: User }
  type Cat implements Pet ${key} { id: ID! name: String! owner: User lives: Int! `;

const graph: Pick<ConformanceCase, 'subgraphs' | 'monolith'> = {
  subgraphs: {
    people: {
      sdl: `${federation2} type Query { ${peopleRoots} }
        type User @key(fields: "id") { id: ID! name: String! age: Int! friends(first: Int): [User!]! }`,
      resolvers: { Query: PeopleQuery, User: { __resolveReference: userById, friends: friendsOf } },
    },
    mails: {
      sdl: `${federation2} type User @key(fields: "id") { id: ID! mail: String }`,
      resolvers: { User: { __resolveReference: userById } },
    },
    pets: {
      sdl: `${federation2} type Query { ${petRoots} } type User @key(fields: "id") { id: ID! pets: [Pet!]! }
        ${petTypes('@key(fields: "id")')} }
        type Dog implements Pet @key(fields: "id") { id: ID! name: String! owner: User barks: Boolean! }`,
      resolvers: { Query: PetQuery, User: { pets: petsOf } },
    },
    vets: {
      sdl: `${federation2} type Cat @key(fields: "id") { id: ID! weight: Int! } type Dog @key(fields: "id") { id: ID! weight: Int! }`,
      resolvers: { Cat: { __resolveReference: petById }, Dog: { __resolveReference: petById } },
    },
  },
  monolith: {
    sdl: `type Query { ${peopleRoots} ${petRoots} } ${petTypes('')} weight: Int! }
      type Dog implements Pet { id: ID! name: String! owner: User barks: Boolean! weight: Int! }
      type User { id: ID! name: String! age: Int! friends(first: Int): [User!]! mail: String pets: [Pet!]! }`,
    resolvers: { Query: { ...PeopleQuery, ...PetQuery }, User: { friends: friendsOf, pets: petsOf } },
  },
};

/** Why the gateway fails some of them. */

const aliases: Question[] = [
  { about: 'the name of a key', query: '{ users { id: name mail } }' },
  {
    about: 'the name of a key and the key under another',
    query: '{ users { id: mail key: id pets { id: name name: id } } }',
  },
  { about: 'two fields swapped', query: '{ users { name: mail mail: name } }' },
  {
    about: 'one field under many names',
    query: '{ me { a: mail b: mail mail c: mail } x: me { mail } y: me { id } me { age } }',
  },
  {
    about: 'names that objects of JavaScript have',
    query: `{ me { constructor: name toString: mail hasOwnProperty: age valueOf: mail __proto__: name
      __defineGetter__: mail then: mail prototype: id } constructor: me { pets { __proto__: name toJSON: id } } }`,
  },
  {
    about: 'names that begin like the standard’s own',
    query: '{ __x: me { __x: mail __typename_: name __key: id } ___: count }',
  },
  {
    about: 'names that a compiled plan may use itself',
    query:
      '{ data: me { errors: mail path: name value: age length: id } _service: count representations: count }',
  },
  { about: 'the root field of entities', query: '{ _entities: me { mail } }' },
  { about: 'a root field of another kind', query: '{ me: count users: me { name } }' },
  {
    about: 'one field with different arguments',
    query:
      '{ users { one: friends(first: 1) { mail } all: friends { name } none: friends(first: 0) { mail } friends(first: 2) { id } } }',
  },
  {
    about: 'different fields of different types under one name',
    query: '{ pets { ... on Cat { what: lives mass: weight } ... on Dog { what: barks m: weight } } }',
  },
];

const fragments: Question[] = [
  {
    about: 'nested and repeated',
    query: `{ me { ...A ...B ...A } users { ...B } }
      fragment A on User { name ...C friends { ...C } } fragment B on User { mail ...C friends { name } }
      fragment C on User { id age ... { age ... on User { mail } } }`,
  },
  {
    about: 'the same field with different selections',
    query: `{ me { friends { name } pets { name } friends { mail pets { id } } pets { ... on Cat { weight } } }
      me { age friends { age name } } }`,
  },
  {
    about: 'the order of fields when a later fragment adds to an earlier one',
    query: '{ users { friends { mail } name ... on User { id friends { age id } } mail } }',
  },
  {
    about: 'on interfaces and unions within each other',
    query: `{ pets { ... on Pet { name ... on Animal { ... on Dog { barks } ... on Pet { owner { mail } } } } ...F }
      pet { ... on Pet { id ... on Cat { lives } } ...F } } fragment F on Animal { __typename ... on Cat { weight } ... on Dog { weight name } }`,
  },
  {
    about: 'of a type that never comes',
    query: '{ pet { ... on Cat { lives weight } } pets { ... on Dog { barks } } }',
  },
];

const on = 'query ($yes: Boolean! = true, $no: Boolean = false, $given: Boolean!)';
const conditions: Question[] = [
  {
    about: 'literals on fields',
    query:
      '{ me { name @skip(if: true) mail @include(if: true) age @include(if: false) id @skip(if: false) } }',
  },
  {
    about: 'both directives on one field',
    query: `${on} { me { a: name @skip(if: $no) @include(if: $yes) b: mail @skip(if: $yes) @include(if: $yes)
      c: mail @skip(if: $no) @include(if: $given) d: name @skip(if: $given) @include(if: $given) } }`,
    variables: { given: true },
  },
  ...[true, false].flatMap((given): Question[] => [
    {
      about: `a variable on fields of every subgraph: ${given}`,
      query: `${on} { me { name @include(if: $given) mail @skip(if: $given) pets @include(if: $given) { name } } }`,
      variables: { given },
    },
    {
      about: `a variable on root fields: ${given}`,
      query: `${on} { me @include(if: $given) { mail } count @skip(if: $given) users @skip(if: $given) { pets { name } } }`,
      variables: { given },
    },
    {
      about: `a variable on fragments: ${given}`,
      query: `${on} { users { ...F @include(if: $given) ... @skip(if: $given) { mail } ... on User @include(if: $given) { age @skip(if: $no) } } }
        fragment F on User { name mail @skip(if: $given) pets { id @include(if: $given) name } }`,
      variables: { given },
    },
    {
      about: `one field inside and outside a condition: ${given}`,
      query: `${on} { me { mail @include(if: $given) name mail ... @skip(if: $given) { pets { name } } pets { id } } }`,
      variables: { given },
    },
    {
      about: `conditions within conditions: ${given}`,
      query: `${on} { me { friends @include(if: $yes) { ... @include(if: $given) { mail @skip(if: $no) pets @include(if: $given) { ... on Cat @skip(if: $given) { weight } name } } id } } }`,
      variables: { given },
    },
    {
      about: `everything of an object left out: ${given}`,
      query: `${on} { me { mail @include(if: $given) } pets { ... on Cat @include(if: $given) { weight } } }`,
      variables: { given },
    },
    {
      about: `everything left out: ${given}`,
      query: `${on} { me @include(if: $given) { mail } count @include(if: $given) }`,
      variables: { given },
    },
  ]),
  {
    about: 'everything left out by literals',
    query: '{ me @skip(if: true) { mail } count @include(if: false) }',
  },
  {
    about: 'defaults that the request overrides',
    query: `${on} { me { name @include(if: $yes) mail @skip(if: $no) } }`,
    variables: { yes: false, no: true, given: true },
  },
  {
    about: 'a variable on __typename',
    query: `${on} { __typename @skip(if: $given) t: __typename @include(if: $given) pets { __typename @include(if: $given) name } }`,
    variables: { given: true },
  },
];

const typenames: Question[] = [
  { about: 'of the root', query: '{ __typename }' },
  {
    about: 'of the root beside and below everything',
    query: '{ a: __typename me { __typename mail t: __typename } count __typename }',
  },
  {
    about: 'in lists of abstract types',
    query: '{ pets { __typename owner { __typename pets { kind: __typename weight } } } pet { __typename } }',
  },
  {
    about: 'under the name of a key',
    query: '{ users { id: __typename mail } pets { id: __typename ... on Cat { weight } } }',
  },
  { about: 'whose name another field takes', query: '{ users { x: __typename name: __typename mail } }' },
  { about: 'alone', query: '{ me { friends { __typename } } pet { t: __typename } }' },
];

const introspection: Question[] = [
  {
    about: 'the schema beside data',
    query: '{ __schema { queryType { name } mutationType { name } } me { mail } }',
  },
  {
    about: 'a type beside data, in order',
    query:
      '{ count t: __type(name: "Pet") { kind name possibleTypes { name } } me { name } none: __type(name: "Nothing") { name } }',
  },
  {
    about: 'a type that a variable names, through fragments and conditions',
    query: `query ($name: String!, $on: Boolean!) { __type(name: $name) { ...T fields @include(if: $on) { name type { ...T ofType { name } } } } me { mail } }
      fragment T on __Type { __typename kind name }`,
    variables: { name: 'Cat', on: true },
  },
  {
    about: 'alone',
    query: '{ __type(name: "Dog") { name fields { name args { name defaultValue type { name } } } } }',
  },
];

const groups = { aliases, fragments, conditions, typenames, introspection };
runCase({
  ...graph,
  name: 'selections',
  questions: Object.entries(groups).flatMap(([group, questions]) =>
    questions.map((question) => ({ ...question, about: `${group}: ${question.about}` })),
  ),
});
