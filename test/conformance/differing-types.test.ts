// Types, enums and inputs that subgraphs declare differently: what is left of them, and what of their values.
import { findBy } from './find-by.js';
import { federation2, runCase } from './run-case.js';

{
  const cat = { __typename: 'Cat', id: 'c1', name: 'Mi', lives: 9 };
  const dog = { __typename: 'Dog', id: 'd1', name: 'Wang', barks: true };
  const rows = [
    {
      id: 'x1',
      text: 'a',
      count: 1,
      tags: ['t', 'u'],
      pet: cat,
      pets: [cat, dog],
      part: { a: 1, b: 2 },
      note: 'n',
    },
    { id: 'x2', text: 'b', count: 2, tags: [], pet: cat, pets: [], part: { a: 3, b: 4 }, note: 'm' },
  ];
  const byId = findBy(rows, ['id']);
  const Query = { rows: () => rows, row: () => rows[1] };
  const StrictQuery = { strict: () => rows, row: () => rows[1] };
  runCase({
    name: 'fields whose types differ',
    subgraphs: {
      loose: {
        sdl: `${federation2} type Query { rows: [Row] row: Row @shareable } interface Pet { id: ID! name: String }
          type Cat implements Pet @shareable { id: ID! name: String lives: Int } type Dog implements Pet @shareable { id: ID! name: String barks: Boolean }
          type Part @shareable { a: Int } type Row @key(fields: "id") @shareable { id: ID! text: String count: Int tags: [String] pet: Pet pets: [Pet] part: Part }`,
        resolvers: { Query, Row: { __resolveReference: byId } },
      },
      strict: {
        sdl: `${federation2} type Query { strict: [Row!]! row: Row! @shareable } interface Pet { id: ID! name: String! }
          type Cat implements Pet @shareable { id: ID! name: String! lives: Int! } type Dog implements Pet @shareable { id: ID! name: String! barks: Boolean! }
          type Part @shareable { a: Int! b: Int! }
          type Row @key(fields: "id") { id: ID! text: String! @shareable count: Int! @shareable tags: [String!]! @shareable pet: Cat! @shareable pets: [Pet!]! @shareable
            part: Part! @shareable note: String! }`,
        resolvers: { Query: StrictQuery, Row: { __resolveReference: byId } },
      },
    },
    monolith: {
      sdl: `type Query { rows: [Row] row: Row strict: [Row!]! } interface Pet { id: ID! name: String }
        type Cat implements Pet { id: ID! name: String lives: Int } type Dog implements Pet { id: ID! name: String barks: Boolean }
        type Part { a: Int b: Int! } type Row { id: ID! text: String count: Int tags: [String] pet: Pet pets: [Pet] part: Part note: String! }`,
      resolvers: { Query: { ...Query, ...StrictQuery } },
    },
    questions: [
      {
        about: 'from the looser one',
        query: '{ rows { text count tags pet { name } pets { id } part { a } } }',
      },
      {
        about: 'from the stricter one',
        query: '{ strict { text count tags pet { name } pets { name } part { a b } } }',
      },
      {
        about: 'an object where the other has an interface',
        query: '{ strict { pet { __typename name ... on Cat { lives } ... on Dog { barks } } } }',
      },
      {
        about: 'parts of both',
        query:
          '{ rows { note pet { ... on Cat { lives name } } pets { ... on Dog { barks name } } part { b a } } }',
      },
      {
        about: 'a shared root',
        query: '{ row { note part { b a } text pet { ... on Cat { lives name } } } }',
      },
      {
        about: 'a shared root that the looser one does not have',
        query: '{ row { note text } }',
        replies: { loose: () => ({ status: 200, body: '{"data":{"row":null}}' }) },
      },
      {
        about: 'null where the stricter one forbids it and the graph does not',
        query: '{ strict { text count note } }',
        replies: {
          strict: () => ({
            status: 200,
            body: '{"data":{"strict":[{"__typename":"Row","id":"x1","text":null,"count":null,"note":"n"}]}}',
          }),
        },
        instead: { Query: { strict: () => [{ ...rows[0], text: null, count: null }] } },
      },
    ],
  });
}

{
  const items = [
    { id: 'i1', mood: 'GOOD', moods: ['GOOD', 'BAD'], grade: 'A', secret: 'OPEN', secrets: ['OPEN'] },
    {
      id: 'i2',
      mood: 'ODD',
      moods: ['ODD', null, 'GOOD'],
      grade: 'B',
      secret: 'CLOSED',
      secrets: ['OPEN', 'CLOSED', 'OPEN'],
    },
    { id: 'i3', mood: null, moods: [], grade: null, secret: null, secrets: [] },
  ];
  const things = [
    { __typename: 'Open', name: 'seen' },
    { __typename: 'Closed', word: 'hidden' },
    { __typename: 'Open', name: 'seen too' },
  ];
  const byId = findBy(items, ['id']);
  const echo = (_: unknown, given: object) => JSON.stringify(given);
  const Query = {
    items: () => items,
    item: (_: unknown, given: { id: string }) => byId(given),
    echo,
    things: () => things,
    thing: () => things[1],
    firm: () => things[1],
    faces: () => things,
    moody: () => items[1]?.secret,
    list: () => ['OPEN', 'CLOSED'],
    strictList: () => ['OPEN', 'CLOSED'],
  };
  const arguments_ = 'grade: Grade, filter: Filter';
  runCase({
    name: 'enums, inputs and what is inaccessible',
    subgraphs: {
      a: {
        sdl: `${federation2} type Query { items: [Item!]! item(id: ID!): Item echo(${arguments_}): String! things: [Thing] thing: Thing firm: Thing!
            faces: [Face] moody: Secret list: [Secret] strictList: [Secret!] }
          enum Mood { GOOD BAD } enum Grade { A B C } enum Secret { OPEN CLOSED @inaccessible }
          input Filter { first: Int after: String only: Range here: Boolean } input Range { from: Int! to: Int }
          interface Face { name: String } union Thing = Open | Closed
          type Open implements Face { name: String } type Closed implements Face @inaccessible { name: String word: String }
          type Item @key(fields: "id") { id: ID! mood: Mood @shareable moods: [Mood] @shareable secret: Secret }`,
        resolvers: { Query, Closed: { name: () => 'hidden' } },
      },
      b: {
        sdl: `${federation2} enum Mood { GOOD BAD ODD } enum Grade { B A D } enum Secret { OPEN CLOSED }
          input Filter { first: Int! after: String only: Range there: String } input Range { from: Int to: Int = 9 }
          type Item @key(fields: "id") { id: ID! echoed(${arguments_}): String! grade: Marks secrets: [Secret] odd: Mood
            needed: Secret! neededSecrets: [Secret!]! } enum Marks { A B }`,
        resolvers: {
          Item: {
            __resolveReference: byId,
            echoed: echo,
            odd: ({ mood }: (typeof items)[number]) => mood,
            needed: ({ secret }: (typeof items)[number]) => secret,
            neededSecrets: ({ secrets }: (typeof items)[number]) => secrets,
          },
        },
      },
    },
    monolith: {
      sdl: `type Query { items: [Item!]! item(id: ID!): Item echo(${arguments_}): String! things: [Thing] thing: Thing firm: Thing!
          faces: [Face] moody: Secret list: [Secret] strictList: [Secret!] }
        enum Mood { GOOD BAD ODD } enum Grade { A B } enum Secret { OPEN } enum Marks { A B }
        input Filter { first: Int! after: String only: Range } input Range { from: Int! to: Int }
        interface Face { name: String } union Thing = Open type Open implements Face { name: String }
        type Item { id: ID! mood: Mood moods: [Mood] secret: Secret echoed(${arguments_}): String! grade: Marks secrets: [Secret] odd: Mood
          needed: Secret! neededSecrets: [Secret!]! }`,
      resolvers: {
        Query,
        Item: {
          echoed: echo,
          odd: ({ mood }: (typeof items)[number]) => mood,
          needed: ({ secret }: (typeof items)[number]) => secret,
          neededSecrets: ({ secrets }: (typeof items)[number]) => secrets,
        },
      },
    },
    questions: [
      { about: 'a value of an enum that only one knows', query: '{ items { odd grade } }' },
      { about: 'a value of an enum that both know', query: '{ item(id: "i1") { mood moods odd } }' },
      { about: 'an inaccessible value', query: '{ items { id secret } }' },
      { about: 'an inaccessible value at the root', query: '{ moody }' },
      { about: 'an inaccessible value in lists', query: '{ list strictList }' },
      { about: 'an inaccessible value in lists of entities', query: '{ items { secrets id } }' },
      {
        about: 'an inaccessible value where there must be one',
        query: '{ item(id: "i2") { needed id } moody }',
      },
      {
        about: 'an inaccessible value in a list that must have all',
        query: '{ a: item(id: "i1") { neededSecrets } b: item(id: "i2") { neededSecrets id } }',
      },
      { about: 'an inaccessible member of a union', query: '{ thing { __typename ... on Open { name } } }' },
      {
        about: 'an inaccessible member in a list',
        query: '{ things { ... on Open { name } } faces { name __typename } }',
      },
      { about: 'an inaccessible member where there must be one', query: '{ firm { __typename } }' },
      { about: 'what is inaccessible, by name', query: '{ things { ... on Closed { word } } }' },
      {
        about: 'what both know of an input',
        query:
          '{ echo(filter: { first: 1, after: "x", only: { from: 2, to: 3 } }) item(id: "i1") { echoed(filter: { first: 1, only: { from: 1, to: null } }) } }',
      },
      {
        about: 'a field of an input that one does not know',
        query: '{ echo(filter: { first: 1, here: true }) }',
      },
      { about: 'a field of an input that one requires, missing', query: '{ echo(filter: { after: "x" }) }' },
      {
        about: 'a value of an enum of inputs that both know',
        query: '{ echo(grade: B) item(id: "i1") { echoed(grade: A) } }',
      },
      { about: 'a value of an enum of inputs that one does not know', query: '{ echo(grade: C) }' },
      {
        about: 'by variables',
        query:
          'query ($g: Grade, $f: Filter) { echo(grade: $g, filter: $f) item(id: "i1") { echoed(grade: $g, filter: $f) } }',
        variables: { g: 'A', f: { first: 2, only: { from: 1, to: 5 } } },
      },
      {
        about: 'variables with what one does not know',
        query: 'query ($f: Filter) { echo(filter: $f) }',
        variables: { f: { first: 2, there: 'x' } },
      },
      {
        about: 'variables with a value that one does not know',
        query: 'query ($g: Grade) { echo(grade: $g) }',
        variables: { g: 'D' },
      },
      {
        about: 'what is left, by introspection',
        query: `{ a: __type(name: "Secret") { enumValues { name } } b: __type(name: "Grade") { enumValues { name } } c: __type(name: "Filter") { inputFields { name type { kind } } }
          d: __type(name: "Closed") { name } e: __type(name: "Thing") { possibleTypes { name } } f: __type(name: "Face") { possibleTypes { name } } }`,
      },
    ],
  });
}
