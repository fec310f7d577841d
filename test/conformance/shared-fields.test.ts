// Fields and root fields that several subgraphs resolve, and value types of which each knows a part.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

const me = {
  id: 'u1',
  name: 'Li',
  age: 40,
  address: { city: 'Xian', street: { name: 'East', number: 5 }, zip: '710000' },
  phones: [
    { number: '1', kind: 'home', verified: true },
    { number: '2', kind: 'work', verified: false },
  ],
  empty: null,
  note: null,
};
const Query = { me: () => me, people: () => [me, me], nobody: () => null, version: () => 7 };

runCase({
  name: 'a shared root field of a value type',
  subgraphs: {
    names: {
      sdl: `${federation2} type Query { me: Person! @shareable nobody: Person @shareable people: [Person!]! @shareable version: Int! @shareable }
        type Person { name: String! address: Address! @shareable phones: [Phone!]! @shareable empty: Address @shareable }
        type Address @shareable { city: String! street: Street! } type Street { name: String! }
        type Phone { number: String! }`,
      resolvers: { Query },
    },
    ages: {
      sdl: `${federation2} type Query { me: Person! @shareable nobody: Person @shareable people: [Person!]! @shareable version: Int! @shareable }
        type Person { age: Int! address: Address! @shareable phones: [Phone!]! @shareable empty: Address @shareable note: String }
        type Address @shareable { city: String! street: Street! zip: String! } type Street { number: Int! }
        type Phone { kind: String! verified: Boolean! }`,
      resolvers: { Query },
    },
  },
  monolith: {
    sdl: `type Query { me: Person! nobody: Person people: [Person!]! version: Int! }
      type Person { name: String! age: Int! address: Address! phones: [Phone!]! empty: Address note: String }
      type Address { city: String! street: Street! zip: String! } type Street { name: String! number: Int! }
      type Phone { number: String! kind: String! verified: Boolean! }`,
    resolvers: { Query },
  },
  questions: [
    { about: 'fields of one', query: '{ me { age note } version }' },
    { about: 'fields of both', query: '{ me { age name } }' },
    { about: 'value types merged', query: '{ me { address { zip street { number name } city } name } }' },
    {
      about: 'a list of value types merged by position',
      query: '{ me { phones { kind number verified } } }',
    },
    { about: 'a root list merged by position', query: '{ people { name age phones { verified number } } }' },
    { about: 'null in both', query: '{ nobody { name age } me { empty { zip city } name } }' },
    {
      about: 'under aliases, twice, in another order',
      query: '{ a: me { age n: name } b: me { name: age age: name } version v: version }',
    },
  ],
});

{
  const users = [
    {
      id: 'u1',
      name: 'Li',
      mail: 'li@example.org',
      score: 1,
      profile: { bio: 'b1', photo: 'p1', links: ['x'] },
    },
    {
      id: 'u2',
      name: 'Wu',
      mail: 'wu@example.org',
      score: 2,
      profile: { bio: 'b2', photo: null, links: [] },
    },
  ];
  const byId = findBy(users, ['id']);
  const UserQuery = {
    me: () => users[0],
    user: (_: unknown, given: { id: string }) => byId(given),
    users: () => users,
  };
  const roots = 'me: User @shareable user(id: ID!): User @shareable';
  runCase({
    name: 'a shared root field of an entity',
    subgraphs: {
      names: {
        sdl: `${federation2} type Query { ${roots} users: [User!]! }
          type User @key(fields: "id") { id: ID! name: String! @shareable profile: Profile! @shareable }
          type Profile { bio: String! }`,
        resolvers: { Query: UserQuery, User: { __resolveReference: byId } },
      },
      mails: {
        sdl: `${federation2} type Query { ${roots} }
          type User @key(fields: "id") { id: ID! name: String! @shareable mail: String! profile: Profile! @shareable }
          type Profile { photo: String links: [String!]! }`,
        resolvers: { Query: { me: UserQuery.me, user: UserQuery.user }, User: { __resolveReference: byId } },
      },
      scores: {
        sdl: `${federation2} type User @key(fields: "id") { id: ID! score: Int! }`,
        resolvers: { User: { __resolveReference: byId } },
      },
    },
    monolith: {
      sdl: `type Query { me: User user(id: ID!): User users: [User!]! } type Profile { bio: String! photo: String links: [String!]! }
        type User { id: ID! name: String! mail: String! score: Int! profile: Profile! }`,
      resolvers: { Query: UserQuery },
    },
    questions: [
      { about: 'fields of all', query: '{ me { score mail name } }' },
      { about: 'a value type of both', query: '{ me { profile { photo bio links } } }' },
      {
        about: 'with arguments',
        query: '{ user(id: "u2") { mail score } other: user(id: "u1") { name mail } }',
      },
      {
        about: 'with a variable, of one that is not there',
        query: 'query ($id: ID!) { user(id: $id) { mail name score } }',
        variables: { id: 'u9' },
      },
      {
        about: 'a value type below a list of entities',
        query: '{ users { profile { links bio photo } score mail } }',
      },
      {
        about: 'a part of a value type under another’s name',
        query: '{ me { profile { bio: photo photo: bio } } }',
      },
    ],
  });
}
