// Mutations over several subgraphs: one after the other, in the client's order.
import { findBy } from './find-by.js';
import { federation2, runCase, secretWords } from './run-case.js';

interface Entry {
  readonly id: string;
  readonly position: number;
  readonly by: string;
  readonly text: string;
}

let entries: Entry[] = [];
const add =
  (by: string) =>
  (_: unknown, { text }: { text: string }) => {
    const entry = { id: `e${entries.length}`, position: entries.length, by, text };
    entries.push(entry);
    return entry;
  };
const fail = () => {
  entries.push({ id: `e${entries.length}`, position: entries.length, by: 'fail', text: 'failed' });
  throw new Error(secretWords);
};
const byId = (reference: { id: string }) => findBy(entries, ['id'])(reference);
const before = ({ position }: { position: number }) => entries.slice(0, position);
const count = () => entries.length;
const shout = ({ text }: { text: string }) => text.toUpperCase();
const addAll = (_: unknown, { texts }: { texts: string[] }) => texts.map((text) => add('a')(_, { text }));
const addNothing = () => null;
const addInput = (_: unknown, { input }: { input: { text: string; tags: string[]; next: unknown } }) =>
  add('b')(_, { text: JSON.stringify(input) });
const roots = {
  a: 'addA(text: String!): Entry addAll(texts: [String!]!): [Entry!]! countA: Int! addNothing: Entry',
  b: 'addB(text: String!): Entry! addInput(input: EntryInput!): Entry! failB: Entry failHardB: Entry!',
  c: 'addC(text: String!): Result! failC: Int',
};
const input = 'input EntryInput { text: String = "none" tags: [String!] next: EntryInput }';
const AMutation = { addA: add('a'), addAll, countA: count, addNothing };
const BMutation = { addB: add('b'), addInput, failB: fail, failHardB: fail };
const addC = (_: unknown, given: { text: string }) => {
  if (given.text === '') return { __typename: 'Refusal', reason: 'empty' };
  return { __typename: 'Done', entry: add('c')(_, given), total: entries.length };
};
const CMutation = { addC, failC: fail };
const results =
  'union Result = Done | Refusal type Refusal { reason: String! } type Done { entry: Entry! total: Int! }';

runCase({
  name: 'mutations',
  reset: () => {
    entries = [{ id: 'e0', position: 0, by: 'nobody', text: 'first' }];
  },
  subgraphs: {
    a: {
      sdl: `${federation2} type Query { countNow: Int! entry(id: ID!): Entry } type Mutation { ${roots.a} }
        type Entry @key(fields: "id") { id: ID! position: Int! }`,
      resolvers: {
        Query: { countNow: count, entry: (_: unknown, given: { id: string }) => byId(given) },
        Mutation: AMutation,
        Entry: { __resolveReference: byId },
      },
    },
    b: {
      sdl: `${federation2} ${input} type Mutation { ${roots.b} } type Entry @key(fields: "id") { id: ID! text: String! by: String! }`,
      resolvers: { Mutation: BMutation, Entry: { __resolveReference: byId } },
    },
    c: {
      sdl: `${federation2} ${results} type Mutation { ${roots.c} }
        type Entry @key(fields: "id") { id: ID! before: [Entry!]! text: String! @external shout: String! @requires(fields: "text") }`,
      resolvers: {
        Mutation: CMutation,
        Entry: {
          __resolveReference: (given: { id: string; text?: string }) => ({ ...byId(given), ...given }),
          before,
          shout,
        },
      },
    },
  },
  monolith: {
    sdl: `${input} ${results} type Query { countNow: Int! entry(id: ID!): Entry } type Mutation { ${Object.values(roots).join(' ')} }
      type Entry { id: ID! position: Int! text: String! by: String! before: [Entry!]! shout: String! }`,
    resolvers: {
      Query: { countNow: count, entry: (_: unknown, given: { id: string }) => byId(given) },
      Mutation: { ...AMutation, ...BMutation, ...CMutation },
      Entry: { before, shout },
    },
  },
  questions: [
    { about: 'one', query: 'mutation { addA(text: "x") { position } }' },
    {
      about: 'one whose payload others know',
      query: 'mutation { addA(text: "x") { shout by text position before { text } } }',
    },
    {
      about: 'several in the client’s order',
      query:
        'mutation { one: addA(text: "1") { position } two: addB(text: "2") { position } three: addC(text: "3") { ... on Done { total entry { position } } } four: addA(text: "4") { position } }',
    },
    {
      about: 'several of one subgraph on both sides of another',
      query:
        'mutation { b1: addB(text: "1") { position } b2: addB(text: "2") { position } a1: addA(text: "3") { position } a2: addA(text: "4") { position } b3: addB(text: "5") { position } }',
    },
    {
      about: 'hops after each that see what was there by then',
      query:
        'mutation { one: addA(text: "1") { before { id text by } } two: addB(text: "2") { before { text position } shout } three: addC(text: "3") { ... on Done { entry { before { by } text } } } }',
    },
    {
      about: 'the same one under two names',
      query: 'mutation { b: addA(text: "1") { text position } a: addA(text: "1") { text position } }',
    },
    {
      about: 'the same one twice under one name',
      query:
        'mutation { addA(text: "1") { text } addB(text: "2") { id } addA(text: "1") { position } countA }',
    },
    {
      about: 'one that fails between two',
      query:
        'mutation { one: addA(text: "1") { text } failB { text } two: addC(text: "2") { ... on Done { entry { position by } } } countA }',
    },
    {
      about: 'two of one subgraph of which the first fails',
      query: 'mutation { failB { id } addB(text: "1") { position } countA }',
    },
    {
      about: 'one that fails and may not be null',
      query: 'mutation { addA(text: "1") { text } failHardB { text } }',
    },
    { about: 'a failing leaf', query: 'mutation { failC addA(text: "1") { shout } again: failC }' },
    {
      about: 'null instead of a payload',
      query: 'mutation { addNothing { text shout } addA(text: "1") { shout } }',
    },
    {
      about: 'a list as payload',
      query:
        'mutation { addAll(texts: ["x", "y", "x"]) { text shout before { id } } none: addAll(texts: []) { by } }',
    },
    {
      about: 'a union as payload',
      query:
        'mutation { bad: addC(text: "") { __typename ...R } good: addC(text: "1") { __typename ...R ... on Done { entry { shout } } } } fragment R on Refusal { reason }',
    },
    {
      about: 'variables',
      query:
        'mutation ($x: String!, $all: [String!]!, $in: EntryInput!) { addA(text: $x) { text } addAll(texts: $all) { shout } addInput(input: $in) { text } }',
      variables: { x: 'given', all: ['p', 'q'], in: { tags: ['t'], next: { text: null } } },
    },
    {
      about: 'a variable inside an input',
      query:
        'mutation ($x: String) { addInput(input: { text: $x, next: { text: $x, tags: "one" } }) { text position } }',
      variables: {},
    },
    {
      about: 'conditions on mutations',
      query:
        'mutation ($yes: Boolean!) { addA(text: "1") @skip(if: $yes) { id } addB(text: "2") @include(if: $yes) { text position } ... on Mutation @skip(if: $yes) { addC(text: "3") { __typename } } countA }',
      variables: { yes: true },
    },
    {
      about: '__typename beside',
      query: 'mutation { __typename addA(text: "1") { __typename position } t: __typename }',
    },
    { about: 'nothing but __typename', query: 'mutation { __typename }' },
    {
      about: 'fragments',
      query:
        'mutation { ...M ... on Mutation { addA(text: "2") { position } } } fragment M on Mutation { addB(text: "1") { position shout } }',
    },
    { about: 'a query afterwards', query: '{ countNow entry(id: "e0") { text shout position } }' },
  ],
});

{
  const Mutation = { start: () => ({ id: 's1', steps: [{ id: 't1' }, { id: 't2' }] }) };
  const name = ({ id }: { id: string }) => `name ${id}`;
  runCase({
    name: 'mutations of one subgraph with entities that only others know',
    subgraphs: {
      runs: {
        sdl: `${federation2} type Query { none: Int } type Mutation { start: Session }
          type Session @key(fields: "id", resolvable: false) { id: ID! steps: [Step!]! } type Step @key(fields: "id", resolvable: false) { id: ID! }`,
        resolvers: { Mutation },
      },
      names: {
        sdl: `${federation2} type Session @key(fields: "id") { id: ID! name: String! owner: String! } type Step @key(fields: "id") { id: ID! name: String! }`,
        resolvers: {
          Session: { name, owner: name },
          Step: {
            __resolveReference: ({ id }: { id: string }) => {
              if (id === 't2') throw new Error(secretWords);
              return { id };
            },
            name,
          },
        },
      },
    },
    monolith: {
      sdl: `type Query { none: Int } type Mutation { start: Session } type Session { id: ID! steps: [Step!]! name: String! owner: String! }
        type Step { id: ID! name: String! }`,
      resolvers: {
        Mutation,
        Session: { name, owner: name },
        Step: {
          name: (step: { id: string }) => {
            if (step.id === 't2') throw new Error(secretWords);
            return name(step);
          },
        },
      },
    },
    questions: [
      { about: 'the payload itself', query: 'mutation { start { name steps { id } owner } }' },
      {
        about: 'a failure below the payload takes it away, and no other',
        query: 'mutation { a: start { name } b: start { steps { name } } c: start { owner } }',
        errors: 'some',
      },
    ],
  });
}
