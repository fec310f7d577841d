// Random operations and answers over one schema that has every kind of type, and what departments would answer to them.
import fc from 'fast-check';
import {
  buildSchema,
  isAbstractType,
  Kind,
  type DocumentNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Json, JsonObject } from '../../gateway/execution/json.js';

export const richSdl = `
  type Query {
    thing: Thing
    thingX: Thing!
    things: [Thing]
    node: Node
    nodes: [Node!]!
    any: Any
  }
  enum Colour { RED GREEN }
  scalar Money
  type Thing {
    s: String  sx: String!  i: Int  f: Float  b: Boolean  id: ID!  e: Colour  m: Money
    ls: [String]  lsx: [String!]  lxsx: [String!]!  nested: [[Int!]]  colours: [Colour!]
    o: Thing  ox: Thing!  lo: [Thing!]  lxo: [Thing]!  grid: [[Thing!]!]
    node: Node  nodes: [Node!]  any: Any  anys: [[Any]]
  }
  interface Node { id: ID!  label: String  node: Node }
  interface Named { name: String }
  type Flat implements Node & Named { id: ID!  label: String!  node: Flat  name: String  rooms: [Thing!] }
  type Car implements Node & Named { id: ID!  label: String  node: Node  name: String!  plate: String! }
  type Tree implements Node { id: ID!  label: String  node: Car  height: Float! }
  union Any = Flat | Thing
`;
export const richSchema = buildSchema(richSdl);

type CompositeName = 'Query' | 'Thing' | 'Node' | 'Named' | 'Flat' | 'Car' | 'Tree' | 'Any';

/** Leaf fields by type, and composite ones with the type of what they hold. */
const fieldsOf: Readonly<Record<CompositeName, Readonly<Record<string, CompositeName | undefined>>>> = {
  Query: { thing: 'Thing', thingX: 'Thing', things: 'Thing', node: 'Node', nodes: 'Node', any: 'Any' },
  Thing: {
    ...leaves('s sx i f b id e m ls lsx lxsx nested colours'),
    ...{ o: 'Thing', ox: 'Thing', lo: 'Thing', lxo: 'Thing', grid: 'Thing' },
    ...{ node: 'Node', nodes: 'Node', any: 'Any', anys: 'Any' },
  },
  Node: { ...leaves('id label'), node: 'Node' },
  Named: leaves('name'),
  Flat: { ...leaves('id label name'), node: 'Flat', rooms: 'Thing' },
  Car: { ...leaves('id label name plate'), node: 'Node' },
  Tree: { ...leaves('id label height'), node: 'Car' },
  Any: {},
};

function leaves(names: string): Record<string, undefined> {
  return Object.fromEntries(names.split(' ').map((name) => [name, undefined]));
}

/** Types that a fragment within may be for. */
const conditionsOf: Readonly<Record<CompositeName, readonly CompositeName[]>> = {
  Query: ['Query'],
  Thing: ['Thing', 'Any'],
  Node: ['Node', 'Named', 'Flat', 'Car', 'Tree', 'Any'],
  Named: ['Named', 'Node', 'Flat', 'Car'],
  Flat: ['Flat', 'Node', 'Named', 'Any'],
  Car: ['Car', 'Node', 'Named'],
  Tree: ['Tree', 'Node'],
  Any: ['Any', 'Flat', 'Thing', 'Node', 'Named'],
};

/** One for each field, so that equal keys are equal fields; all of them names that objects have, or that mean something. */
const hostileAliases: Readonly<Record<string, string>> = {
  s: '__proto__',
  sx: 'plate',
  i: 'constructor',
  f: 'toString',
  id: 'hasOwnProperty',
  e: 'height',
  ls: 'yihao_alias_s',
  o: 'valueOf',
  lo: '__defineGetter__',
  thing: 'isPrototypeOf',
  label: 'rooms__alias_0',
  node: '__lookupSetter__',
};

const condition = fc.constantFrom('true', 'false', '$yes', '$no', '$said', '$maybe');
const directives = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  condition.map((value) => `@skip(if: ${value})`),
  condition.map((value) => `@include(if: ${value})`),
  fc.tuple(condition, condition).map(([a, b]) => `@include(if: ${a}) @skip(if: ${b})`),
);

const selectionSets = new Map<string, fc.Arbitrary<string>>();

function selectionSet(type: CompositeName, depth: number, withSpreads: boolean): fc.Arbitrary<string> {
  const key = `${type} ${depth} ${withSpreads}`;
  const known = selectionSets.get(key);
  if (known) return known;
  const made = fc
    .array(selection(type, depth, withSpreads), { minLength: 1, maxLength: depth > 1 ? 5 : 4 })
    .map((selections) => `{ ${selections.join(' ')} }`);
  selectionSets.set(key, made);
  return made;
}

function selection(type: CompositeName, depth: number, withSpreads: boolean): fc.Arbitrary<string> {
  const names = Object.keys(fieldsOf[type]).filter((name) => depth > 0 || !fieldsOf[type][name]);
  const fields = names.map((name) => fieldText(name, fieldsOf[type][name], depth, withSpreads));
  const options = [
    fc.constantFrom('__typename', 'kind: __typename'),
    ...(fields.length > 0 ? [fc.oneof(...fields), fc.oneof(...fields), fc.oneof(...fields)] : []),
  ];
  if (depth > 0)
    options.push(fc.constantFrom('', ...conditionsOf[type]).chain((on) => inlineText(type, on, depth)));
  if (withSpreads)
    options.push(
      fc.tuple(fc.constantFrom(...conditionsOf[type]), directives).map(([on, when]) => `...On${on} ${when}`),
    );
  return fc.oneof(...options);

  function inlineText(parent: CompositeName, on: CompositeName | '', left: number): fc.Arbitrary<string> {
    return fc
      .tuple(directives, selectionSet(on === '' ? parent : on, left - 1, withSpreads))
      .map(([when, set]) => `... ${on === '' ? '' : `on ${on}`} ${when} ${set}`);
  }
}

function fieldText(
  name: string,
  inner: CompositeName | undefined,
  depth: number,
  withSpreads: boolean,
): fc.Arbitrary<string> {
  const alias = fc.constantFrom('', '', `x_${name}: `, `${hostileAliases[name] ?? name}: `);
  const set = inner ? selectionSet(inner, depth - 1, withSpreads) : fc.constant('');
  return fc.tuple(alias, directives, set).map(([prefix, when, under]) => `${prefix}${name} ${when} ${under}`);
}

const fragmentTypes = ['Query', 'Thing', 'Node', 'Named', 'Flat', 'Car', 'Tree', 'Any'] as const;

/** Text of a document with one operation; fields of equal keys may still not fit together. */
export const operationTexts: fc.Arbitrary<string> = fc
  .tuple(
    selectionSet('Query', 3, true),
    ...fragmentTypes.map((type) =>
      selectionSet(type, 1, false).map((set) => `fragment On${type} on ${type} ${set}`),
    ),
  )
  .map(
    ([set, ...fragments]) =>
      `query($yes: Boolean! = true, $no: Boolean = false, $said: Boolean!, $maybe: Boolean! = true) ${set}\n${fragments.join('\n')}`,
  );

/** `said` always, the others now and then. */
export const variableValues = fc.record(
  { yes: fc.boolean(), no: fc.boolean(), said: fc.boolean(), maybe: fc.boolean() },
  { requiredKeys: ['said'] },
);

/** Null now and then, also where none is allowed; missing now and then. */
function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.oneof(
    { weight: 12, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function listOf<T>(value: fc.Arbitrary<T>) {
  return fc.array(value, { maxLength: 3 });
}

const text = fc.string({ unit: 'binary', maxLength: 6 });
const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const float = fc.double({ noNaN: true, noDefaultInfinity: true });
const colour = fc.constantFrom('RED', 'GREEN');
const poolSize = 3;
const reference = fc.nat(poolSize - 1);

const thingShape = fc.record({
  s: sometimes(text),
  sx: sometimes(text),
  i: sometimes(int),
  f: sometimes(fc.oneof(float, int)),
  b: sometimes(fc.boolean()),
  id: sometimes(fc.oneof(text, int)),
  e: sometimes(colour),
  m: sometimes(fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>),
  ls: sometimes(listOf(sometimes(text))),
  lsx: sometimes(listOf(sometimes(text))),
  lxsx: sometimes(listOf(sometimes(text))),
  nested: sometimes(listOf(sometimes(listOf(sometimes(int))))),
  colours: sometimes(listOf(sometimes(colour))),
  o: sometimes(reference),
  ox: sometimes(reference),
  lo: sometimes(listOf(sometimes(reference))),
  lxo: sometimes(listOf(sometimes(reference))),
  grid: sometimes(listOf(sometimes(listOf(sometimes(reference))))),
  node: sometimes(reference),
  nodes: sometimes(listOf(sometimes(reference))),
  any: sometimes(reference),
  anys: sometimes(listOf(sometimes(listOf(sometimes(reference))))),
});

const nodeShape = fc.record({
  type: fc.constantFrom('Flat', 'Car', 'Tree'),
  id: sometimes(text),
  label: sometimes(text),
  name: sometimes(text),
  plate: sometimes(text),
  height: sometimes(float),
  node: sometimes(reference),
  rooms: sometimes(listOf(sometimes(reference))),
});

const rootShape = fc.record({
  thing: sometimes(reference),
  thingX: sometimes(reference),
  things: sometimes(listOf(sometimes(reference))),
  node: sometimes(reference),
  nodes: sometimes(listOf(sometimes(reference))),
  any: sometimes(reference),
});

/** Objects that refer to each other in circles: the root of all of them. */
export const worlds: fc.Arbitrary<JsonObject> = fc
  .record({
    root: rootShape,
    things: fc.array(thingShape, { minLength: poolSize, maxLength: poolSize }),
    nodes: fc.array(nodeShape, { minLength: poolSize, maxLength: poolSize }),
  })
  .map(({ root, things, nodes }) => {
    const thingPool = things.map((): JsonObject => ({ __typename: 'Thing' }));
    const nodePool = nodes.map(({ type }): JsonObject => ({ __typename: type }));
    // Of the union, and of fields that must be a flat or a car, where there is none there is nothing.
    const firstOf = (type: string) => nodePool.find((one) => one['__typename'] === type);
    const link: Record<string, (index: number, owner: JsonObject) => Json> = {
      node: (index, { __typename: owner }) => {
        if (owner === 'Flat') return firstOf('Flat');
        return owner === 'Tree' ? firstOf('Car') : nodePool[index];
      },
      nodes: (index) => nodePool[index],
      any: (index) => (index === 0 ? firstOf('Flat') : thingPool[index]),
      anys: (index) => (index === 0 ? firstOf('Flat') : thingPool[index]),
    };
    for (const name of ['o', 'ox', 'lo', 'lxo', 'grid', 'rooms', 'thing', 'thingX', 'things'])
      link[name] = (index) => thingPool[index];
    const fill = (object: JsonObject, shape: JsonObject): void => {
      for (const [key, value] of Object.entries(shape)) {
        if (key === 'type') continue;
        const toObject = link[key];
        object[key] = toObject ? linked(value, (index) => toObject(index, object)) : value;
      }
    };
    things.forEach((shape, index) => fill(thingPool[index] as JsonObject, shape));
    nodes.forEach((shape, index) => fill(nodePool[index] as JsonObject, shape));
    const query: JsonObject = { __typename: 'Query' };
    fill(query, root);
    return query;
  });

function linked(value: Json, toObject: (index: number) => Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map((item) => linked(item, toObject));
  return typeof value === 'number' ? toObject(value) : value;
}

/** What departments answer to a document, without taking anything away where a value is missing, and all that was skipped as well. */
export function answerTo({ definitions }: DocumentNode, world: JsonObject): JsonObject {
  const [operation] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return JSON.parse(JSON.stringify(project(world, [operation.selectionSet]))) as JsonObject;
}

function project(source: JsonObject, sets: readonly SelectionSetNode[]): JsonObject {
  const typeName = source['__typename'] as string;
  const wanted = new Map<string, { name: string; sets: SelectionSetNode[] }>();
  const collect = (set: SelectionSetNode): void => {
    for (const one of set.selections) {
      if (one.kind === Kind.FIELD) {
        const key = (one.alias ?? one.name).value;
        const known = wanted.get(key) ?? { name: one.name.value, sets: [] };
        if (one.selectionSet) known.sets.push(one.selectionSet);
        wanted.set(key, known);
      } else if (one.kind === Kind.INLINE_FRAGMENT) {
        const on = one.typeCondition?.name.value;
        if (on === undefined || isOf(typeName, on)) collect(one.selectionSet);
      } else throw new Error('a fragment that was not expanded');
    }
  };
  sets.forEach(collect);
  const answer: JsonObject = {};
  for (const [key, { name, sets: inner }] of wanted) {
    const value = source[name];
    answer[key] = inner.length > 0 ? projectEach(value, inner) : value;
  }
  return answer;
}

function projectEach(value: Json, sets: readonly SelectionSetNode[]): Json {
  if (Array.isArray(value)) return (value as Json[]).map((item) => projectEach(item, sets));
  return value === null || value === undefined ? value : project(value as JsonObject, sets);
}

function isOf(typeName: string, condition: string): boolean {
  const type = richSchema.getType(condition);
  return (
    typeName === condition ||
    (isAbstractType(type) && richSchema.isSubType(type, richSchema.getType(typeName) as GraphQLObjectType))
  );
}
