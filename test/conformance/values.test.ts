// Variables of every kind, several operations in a document, and values that are easily spoiled on their way.
import { GraphQLScalarType, valueFromASTUntyped, type ValueNode } from 'graphql';
import { federation2, runCase } from './run-case.js';

const whatever = {
  Json: new GraphQLScalarType({
    name: 'Json',
    parseValue: (value) => value,
    parseLiteral: (node: ValueNode, variables) => valueFromASTUntyped(node, variables),
  }),
};
/** What a subgraph was told, as a string in which nothing is lost. */
const echo = (_: unknown, given: object) => JSON.stringify(given);
const echoOnEntity = ({ id }: { id: string }, given: object) => `${id} ${JSON.stringify(given)}`;
const inputs = `
  enum Colour { RED GREEN BLUE } scalar Json
  input Point { x: Int! = 3 y: Float label: String = "none" colour: Colour tags: [String!] next: Point any: Json flags: [[Boolean]] }`;
const args = `int: Int float: Float string: String flag: Boolean id: ID colour: Colour = GREEN point: Point points: [Point!]
  ints: [Int] matrix: [[Int!]!] any: Json withDefault: Int = 7 required: [Colour!]! = [RED]`;
const everything = `query ($int: Int, $float: Float, $string: String, $flag: Boolean, $id: ID, $colour: Colour, $point: Point,
  $points: [Point!], $ints: [Int], $matrix: [[Int!]!], $any: Json)`;
const passed = `int: $int, float: $float, string: $string, flag: $flag, id: $id, colour: $colour, point: $point, points: $points,
  ints: $ints, matrix: $matrix, any: $any`;
const both = `${everything} { echo(${passed}) thing { name echoed(${passed}) } }`;
const Query = { echo, thing: () => ({ id: 't1', name: 'thing' }) };

runCase({
  name: 'variables and arguments',
  subgraphs: {
    a: {
      sdl: `${federation2} ${inputs} type Query { echo(${args}): String! thing: Thing! }
        type Thing @key(fields: "id") { id: ID! name: String! }`,
      resolvers: { ...whatever, Query, Thing: { name: () => 'thing' } },
    },
    b: {
      sdl: `${federation2} ${inputs} type Thing @key(fields: "id") { id: ID! echoed(${args}): String! }`,
      resolvers: { ...whatever, Thing: { echoed: echoOnEntity } },
    },
  },
  monolith: {
    sdl: `${inputs} type Query { echo(${args}): String! thing: Thing! }
      type Thing { id: ID! name: String! echoed(${args}): String! }`,
    resolvers: { ...whatever, Query, Thing: { echoed: echoOnEntity } },
  },
  questions: [
    { about: 'none given', query: both },
    {
      about: 'all given',
      query: both,
      variables: {
        int: -2147483648,
        float: 1.5e-7,
        string: 'text',
        flag: false,
        id: 12,
        colour: 'BLUE',
        point: {
          x: 1,
          y: 2,
          colour: 'RED',
          tags: ['a', 'b'],
          next: { y: 0.5, next: null },
          flags: [[true, null], null, []],
        },
        points: [{}, { x: 5, label: null }],
        ints: [1, null, 3],
        matrix: [[1, 2], [], [3]],
        any: { deep: [{ er: null }, 1.5, 'x', [[]]], __proto: {} },
      },
    },
    {
      about: 'all null',
      query: both,
      variables: {
        int: null,
        float: null,
        string: null,
        flag: null,
        id: null,
        colour: null,
        point: null,
        points: null,
        ints: null,
        matrix: null,
        any: null,
      },
    },
    {
      about: 'single values for lists',
      query: both,
      variables: { points: { x: 1 }, ints: 4, matrix: 5, point: { tags: 'one', flags: true } },
    },
    {
      about: 'integers for floats and identifiers',
      query: both,
      variables: { float: 3, id: 9007199254740991, any: 9007199254740991 },
    },
    {
      about: 'defaults of variables, of which some are overridden',
      query: `query ($int: Int = 5, $point: Point = { x: 9, tags: ["d"] }, $colour: Colour = BLUE, $ints: [Int] = 8, $any: Json = { a: [1] })
        { echo(int: $int, point: $point, colour: $colour, ints: $ints, any: $any) thing { echoed(int: $int, point: $point, colour: $colour, ints: $ints, any: $any) } }`,
      variables: { colour: 'RED', int: null },
    },
    {
      about: 'variables inside literals',
      query: `query ($x: Int!, $tag: String!, $c: Colour, $b: Boolean) {
        echo(point: { x: $x, tags: ["a", $tag], colour: $c, next: { x: 2, flags: [[$b]] } }, ints: [1, $x], required: [GREEN, BLUE])
        thing { echoed(point: { x: $x, tags: [$tag], colour: $c }, points: [{ x: $x }, {}], matrix: [[$x]], any: { v: [1, "s", RED, null] }) } }`,
      variables: { x: 4, tag: 'given', b: true },
    },
    {
      about: 'literals of every kind',
      query: `{ echo(int: -0, float: 1e3, string: """block "quoted"\n  text""", flag: true, id: 7, colour: RED, point: { label: "\\u2028\\"\\\\\\n" }, ints: 1, any: null)
        thing { echoed(string: "\\uD83D\\uDE00 \\t 一号", float: -1.25e-9, id: "x", any: [{ k: 1.5 }], withDefault: null) } }`,
    },
    {
      about: 'one variable in several subgraphs and under aliases',
      query:
        'query ($s: String!) { a: echo(string: $s) b: echo(string: $s, int: 1) thing { c: echoed(string: $s) d: echoed(string: $s, int: 2) } }',
      variables: { s: 'shared' },
    },
    {
      about: 'strings that are hard to carry',
      query: both,
      variables: {
        string: '"\\\u0000\u0001\u001f\u007f\u2028\u2029\ufeff</script>${x}`\'',
        id: '\ud83d\ude00',
        any: ['\u2028', { '"\\\n': '\u0000' }],
        point: { label: '\n\r\t' },
      },
    },
    {
      about: 'halves of surrogate pairs',
      query: 'query ($string: String) { echo(string: $string) }',
      variables: { string: 'a\ud800b\udc00' },
    },
    {
      about: 'a name that objects of JavaScript have',
      query:
        'query ($constructor: Int, $__proto__: String, $toString: Int = 2) { echo(int: $constructor, string: $__proto__, withDefault: $toString) }',
      variables: { constructor: 6 },
    },
    {
      about: 'more than the operation declares',
      query: 'query ($int: Int) { echo(int: $int) }',
      variables: { int: 1, other: { x: 1 } },
    },
    {
      about: 'one of a wrong kind',
      query: 'query ($int: Int) { echo(int: $int) }',
      variables: { int: 'one' },
    },
    { about: 'a required one that is missing', query: 'query ($int: Int!) { echo(int: $int) }' },
    {
      about: 'an integer out of range',
      query: 'query ($int: Int) { echo(int: $int) }',
      variables: { int: 2147483648 },
    },
    { about: 'an unknown member of an enum', query: both, variables: { point: { colour: 'PINK' } } },
    {
      about: 'the second of several operations',
      query:
        'query A { echo(int: 1) } query B($int: Int = 2) { thing { echoed(int: $int) ...F } } fragment F on Thing { name }',
      operationName: 'B',
    },
    {
      about: 'the first of several operations',
      query: 'query A { echo(int: 1) } query B { thing { echoed } }',
      operationName: 'A',
    },
    {
      about: 'an operation that is not there',
      query: 'query A { echo(int: 1) } query B { thing { name } }',
      operationName: 'C',
    },
    { about: 'several operations and no name', query: 'query A { echo(int: 1) } query B { thing { name } }' },
  ],
});

{
  const json = {
    b: [1, { 'not a name': null, ids: [[], [{}]] }],
    a: 'x',
    'with "quotes"': true,
    constructor: { __proto: 1 },
    z: 1e-7,
  };
  const values = {
    id: 'v1',
    text: '"\\/\u0000\b\f\n\r\t\u001f\u007f\u0085\u2028\u2029\ufeff</script><!--',
    lone: 'x\ud800y\udfff',
    emoji: '\ud83d\ude00一号',
    empty: '',
    long: '长'.repeat(5000),
    maxInt: 2147483647,
    minInt: -2147483648,
    big: 1.7976931348623157e308,
    small: 5e-324,
    precise: 0.1 + 0.2,
    huge: 123456789012345680000,
    negativeZero: -0,
    json,
    jsonList: [json, null, 1, 'text', false, [json]],
    amount: '12.30',
    yes: true,
    matrix: [[1, null], [], null],
    moods: ['GOOD', null, 'BAD'],
  };
  const fields = `text: String! lone: String! emoji: String! empty: String! long: String! maxInt: Int! minInt: Int!
    big: Float! small: Float! precise: Float! huge: Float! negativeZero: Float! json: Json jsonList: [Json]
    amount: Amount! yes: Boolean! matrix: [[Int]] moods: [Mood]`;
  const all = fields.replaceAll(/: [[\]\w!]+/g, '');
  const here = fields.replaceAll(/(\w+): ([[\]\w!]+)/g, 'here_$1: $2');
  const hereResolvers = Object.fromEntries(
    Object.keys(values)
      .filter((name) => name !== 'id')
      .map((name) => [`here_${name}`, () => values[name as keyof typeof values]]),
  );
  const ValueQuery = { value: () => values, values: () => [values, values] };
  const scalars = 'scalar Json scalar Amount enum Mood { GOOD BAD }';
  runCase({
    name: 'values',
    subgraphs: {
      a: {
        sdl: `${federation2} ${scalars} type Query { value: Value values: [Value!]! } type Value @key(fields: "id") { id: ID! ${here} }`,
        resolvers: { Query: ValueQuery, Value: hereResolvers },
      },
      b: {
        sdl: `${federation2} ${scalars} type Value @key(fields: "id") { id: ID! ${fields} }`,
        resolvers: { Value: { __resolveReference: () => values } },
      },
    },
    monolith: {
      sdl: `${scalars} type Query { value: Value values: [Value!]! } type Value { id: ID! ${fields} ${here} }`,
      resolvers: { Query: ValueQuery, Value: hereResolvers },
    },
    questions: [
      { about: 'of the root', query: `{ value { ${all.replaceAll(/\w+/g, 'here_$&')} } }` },
      { about: 'of an entity', query: `{ value { ${all} } }` },
      { about: 'of a list of equal entities', query: `{ values { ${all} again: json } }` },
      {
        about: 'of a scalar that holds names of fields',
        query: '{ value { json j: json here_json } values { id json } }',
      },
    ],
  });

  const keys = [
    'plain',
    'with "quotes" \\ and \n',
    '\u2028\u0000',
    'x\ud800',
    '\ud83d\ude00',
    '',
    '1e5',
    '__proto__',
    '长',
  ];
  const keyed = keys.map((id) => ({ id, label: `label of ${id}` }));
  runCase({
    name: 'keys that are hard to carry',
    subgraphs: {
      a: {
        sdl: `${federation2} type Query { all: [Keyed!]! } type Keyed @key(fields: "id") { id: String! }`,
        resolvers: { Query: { all: () => keyed } },
      },
      b: {
        sdl: `${federation2} type Keyed @key(fields: "id") { id: String! label: String! }`,
        resolvers: { Keyed: { label: ({ id }: { id: string }) => `label of ${id}` } },
      },
    },
    monolith: {
      sdl: 'type Query { all: [Keyed!]! } type Keyed { id: String! label: String! }',
      resolvers: { Query: { all: () => keyed } },
    },
    questions: [{ about: 'each finds its entity', query: '{ all { label } }' }],
  });

  const numbered = [9007199254740991, 1, 1.5, -0.1, 1e21].map((n) => ({
    n,
    on: n > 1,
    mixed: { n, list: [n, null] },
  }));
  runCase({
    name: 'keys that are not strings',
    subgraphs: {
      a: {
        sdl: `${federation2} scalar Json type Query { all: [Keyed!]! } type Keyed @key(fields: "n on mixed") { n: Float! on: Boolean! mixed: Json! }`,
        resolvers: { Query: { all: () => numbered } },
      },
      b: {
        sdl: `${federation2} scalar Json type Keyed @key(fields: "n on mixed") { n: Float! on: Boolean! mixed: Json! label: String! }`,
        resolvers: {
          Keyed: {
            label: (key: { n: number; on: boolean; mixed: object }) =>
              JSON.stringify([key.n, key.on, key.mixed]),
          },
        },
      },
    },
    monolith: {
      sdl: 'scalar Json type Query { all: [Keyed!]! } type Keyed { n: Float! on: Boolean! mixed: Json! label: String! }',
      resolvers: {
        Query: { all: () => numbered },
        Keyed: {
          label: (key: { n: number; on: boolean; mixed: object }) =>
            JSON.stringify([key.n, key.on, key.mixed]),
        },
      },
    },
    questions: [{ about: 'each finds its entity', query: '{ all { label n } }' }],
  });
}
