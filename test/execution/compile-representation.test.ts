// What departments are told to know entities by: exactly what they need, each entity once.
import { describe, expect, it } from '@jest/globals';
import { compileRepresentations } from '../../gateway/execution/compile-representation.js';
import type { Json, JsonObject } from '../../gateway/execution/json.js';
import type { FetchDataRewrite, QueryPlanSelectionNode } from '../../gateway/planning/planner.js';
import { readTypeRelations } from '../../gateway/execution/type-relations.js';

const isOfType = readTypeRelations(`
  interface Node { id: ID }
  type Flat implements Node { id: ID }
  type Car implements Node { id: ID }
  type Tree { id: ID }
  union Any = Flat | Tree
`);

const field = (name: string, ...selections: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'Field',
  name,
  ...(selections.length > 0 && { selections }),
});
const aliased = (alias: string, name: string): QueryPlanSelectionNode => ({ kind: 'Field', alias, name });
const on = (typeCondition: string, ...selections: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
});
const typename = field('__typename');

/** Representations, each with the positions of the targets that it stands for. */
function group(
  requires: readonly QueryPlanSelectionNode[],
  targets: readonly JsonObject[],
  rewrites?: readonly FetchDataRewrite[],
): [string, number[]][] {
  return compileRepresentations(
    requires,
    rewrites,
    isOfType,
  )(targets).map(({ representation, members }) => [representation, [...members]]);
}

/** The one representation of one target. */
function represent(requires: readonly QueryPlanSelectionNode[], target: JsonObject): string | undefined {
  return group(requires, [target])[0]?.[0];
}

const byId = [on('Flat', typename, field('id'))];

describe('a representation', () => {
  it.each<[string, Json, string]>([
    ['text', 'f1', '{"__typename":"Flat","id":"f1"}'],
    ['hostile text', '"},{\\\u0000', `{"__typename":"Flat","id":${JSON.stringify('"},{\\\u0000')}}`],
    ['a number', 7, '{"__typename":"Flat","id":7}'],
    ['false', false, '{"__typename":"Flat","id":false}'],
    ['null', null, '{"__typename":"Flat","id":null}'],
    ['an object of a scalar of the schema’s own', { a: [1] }, '{"__typename":"Flat","id":{"a":[1]}}'],
  ])('has its key as it came: %s', (_what, id, expected) => {
    expect(represent(byId, { __typename: 'Flat', id, name: 'not asked' })).toBe(expected);
  });

  it('is of valid JSON with all that is required, once, in the order of the plan', () => {
    const requires = [
      on('Flat', typename, field('b'), field('a')),
      on('Flat', typename, field('a'), aliased('x', 'c')),
    ];
    expect(represent(requires, { a: 'A', b: 2, c: 'C', x: 'X', __typename: 'Flat' })).toBe(
      '{"__typename":"Flat","b":2,"a":"A","c":"X"}',
    );
  });

  it.each<[string, JsonObject]>([
    ['of another type', { __typename: 'Car', id: '1' }],
    ['of no type', { id: '1' }],
    ['of a type that is no text', { __typename: ['Flat'], id: '1' }],
    ['without its key', { __typename: 'Flat' }],
    ['with a key that is only inherited', { __typename: 'Flat', toString: undefined }],
  ])('is not made of an object %s', (_what, target) => {
    expect(group(byId, [target])).toEqual([]);
  });

  it.each(['toString', 'constructor', 'hasOwnProperty'])(
    'is not made with %s that nobody answered',
    (name) => {
      const requires = [on('Flat', typename, field(name))];
      expect(group(requires, [{ __typename: 'Flat' }])).toEqual([]);
      expect(represent(requires, { __typename: 'Flat', [name]: 'x' })).toBe(
        `{"__typename":"Flat","${name}":"x"}`,
      );
    },
  );

  it('is not made where nothing is wanted of the type, not even its name', () => {
    expect(group([on('Flat', field('id'))], [{ __typename: 'Flat', id: '1' }])).toEqual([]);
    expect(represent([on('Flat', typename)], { __typename: 'Flat', id: '1' })).toBe('{"__typename":"Flat"}');
  });

  it('is made by conditions on interfaces and unions, for the types that are theirs', () => {
    const requires = [on('Node', typename, field('id')), on('Any', typename, field('extra'))];
    const targets = ['Flat', 'Car', 'Tree', 'Boat'].map((__typename) => ({ __typename, id: '1', extra: 2 }));
    expect(group(requires, targets)).toEqual([
      ['{"__typename":"Flat","id":"1","extra":2}', [0]],
      ['{"__typename":"Car","id":"1"}', [1]],
      ['{"__typename":"Tree","extra":2}', [2]],
    ]);
  });

  it('is made by conditions within conditions, and without any', () => {
    const requires = [typename, on('Node', on('Flat', field('id')), on('Car', field('plate')))];
    expect(represent(requires, { __typename: 'Flat', id: '1', plate: 'x' })).toBe(
      '{"__typename":"Flat","id":"1"}',
    );
    expect(represent(requires, { __typename: 'Car', id: '1', plate: 'x' })).toBe(
      '{"__typename":"Car","plate":"x"}',
    );
    expect(represent(requires, { __typename: 'Tree' })).toBe('{"__typename":"Tree"}');
  });
});

describe('an input with a selection', () => {
  const requires = [
    on('Flat', typename, field('owner', field('id'), field('home', field('city')))),
    on('Flat', typename, field('owner', field('name'))),
  ];
  const of = (owner: Json) => represent(requires, { __typename: 'Flat', owner });

  it.each<[string, Json, string]>([
    [
      'is cut to what is required',
      { id: '1', secret: 's', home: { city: 'x', street: 'y' }, name: 'n' },
      '{"id":"1","home":{"city":"x"},"name":"n"}',
    ],
    ['is null where it is', null, 'null'],
    ['has null where it has', { id: null, home: null, name: null }, '{"id":null,"home":null,"name":null}'],
    ['is null where something of it is missing', { id: '1', home: null }, 'null'],
    [
      'has null for an object of which something is missing',
      { id: '1', home: {}, name: 'n' },
      '{"id":"1","home":null,"name":"n"}',
    ],
    ['is null where it is no object', 'x', 'null'],
    [
      'is a list where it is',
      [{ id: '1', home: null, name: 'n' }, null],
      '[{"id":"1","home":null,"name":"n"},null]',
    ],
    [
      'is a list of lists where it is',
      [[{ id: '1', home: [], name: 'n' }], []],
      '[[{"id":"1","home":[],"name":"n"}],[]]',
    ],
  ])('%s', (_what, owner, expected) => {
    expect(of(owner)).toBe(`{"__typename":"Flat","owner":${expected}}`);
  });

  it('is missing with the whole entity', () => {
    expect(represent(requires, { __typename: 'Flat' })).toBeUndefined();
  });

  it('is read by the type of what is there', () => {
    const abstract = [
      on('Flat', typename, field('near', typename, on('Node', field('id')), on('Tree', field('height')))),
    ];
    const near = [
      { __typename: 'Car', id: '1', height: 1 },
      { __typename: 'Tree', id: '2', height: 2 },
      { __typename: 'Boat', id: '3' },
    ];
    expect(represent(abstract, { __typename: 'Flat', near })).toBe(
      '{"__typename":"Flat","near":[{"__typename":"Car","id":"1"},{"__typename":"Tree","height":2},{"__typename":"Boat"}]}',
    );
  });

  it('is a list of plain values', () => {
    expect(
      represent([on('Flat', typename, field('tags'))], { __typename: 'Flat', tags: ['a', null, 1] }),
    ).toBe('{"__typename":"Flat","tags":["a",null,1]}');
  });
});

describe('representations', () => {
  it('are made once for equal entities, in the order of the first of each', () => {
    const targets = ['b', 'a', 'b', 'c', 'a', 'b'].map((id) => ({ __typename: 'Flat', id }));
    expect(group(byId, targets)).toEqual([
      ['{"__typename":"Flat","id":"b"}', [0, 2, 5]],
      ['{"__typename":"Flat","id":"a"}', [1, 4]],
      ['{"__typename":"Flat","id":"c"}', [3]],
    ]);
  });

  it('tell types and kinds of value apart', () => {
    const requires = [on('Node', typename, field('id'))];
    const targets: JsonObject[] = [
      { __typename: 'Flat', id: '1' },
      { __typename: 'Car', id: '1' },
      { __typename: 'Flat', id: 1 },
      { __typename: 'Flat', id: '1' },
      { __typename: 'Flat', id: 1 },
      { __typename: 'Flat', id: null },
      { __typename: 'Flat', id: 'null' },
      { __typename: 'Flat', id: null },
    ];
    expect(group(requires, targets).map(([, members]) => members)).toEqual([
      [0, 3],
      [1],
      [2, 4],
      [5, 7],
      [6],
    ]);
  });

  it('of several inputs are made once where all of them are equal', () => {
    const requires = [on('Flat', typename, field('a'), field('b'))];
    const targets = [
      ['1', '2'],
      ['1', '3'],
      ['1', '2'],
      ['12', ''],
    ].map(([a, b]) => ({ __typename: 'Flat', a, b }));
    expect(group(requires, targets).map(([, members]) => members)).toEqual([[0, 2], [1], [3]]);
  });

  it('leave out those that cannot be asked for, and nobody else', () => {
    const targets = [
      { __typename: 'Flat' },
      { __typename: 'Flat', id: '1' },
      { __typename: 'Car', id: '1' },
      { id: '1' },
      { __typename: 'Flat', id: '1' },
    ];
    expect(group(byId, targets)).toEqual([['{"__typename":"Flat","id":"1"}', [1, 4]]]);
  });

  it('keep nothing of one request for the next', () => {
    const grouper = compileRepresentations(byId, undefined, isOfType);
    const ask = (id: string) =>
      grouper([{ __typename: 'Flat', id }]).map(({ representation }) => representation);
    expect(ask('1')).toEqual(['{"__typename":"Flat","id":"1"}']);
    expect(ask('2')).toEqual(['{"__typename":"Flat","id":"2"}']);
    expect(ask('1')).toEqual(['{"__typename":"Flat","id":"1"}']);
  });
});

describe('a rewrite of the type', () => {
  const rewrite = (path: string[], setValueTo: unknown = 'Node'): FetchDataRewrite => ({
    kind: 'ValueSetter',
    path,
    setValueTo,
  });

  it('leaves out the types of an interface that the department knows as an object, unless it is for them', () => {
    const requires = [on('Flat', typename, field('id')), on('Node', typename, field('title'))];
    const targets = [
      { __typename: 'Flat', id: 'f', title: 'one' },
      { __typename: 'Car', id: 'c', title: 'two' },
    ];
    expect(group(requires, targets, [rewrite(['... on Flat', '__typename'])])).toEqual([
      ['{"__typename":"Node","id":"f","title":"one"}', [0]],
    ]);
  });

  it('sends an object as the interface that the department knows it by', () => {
    const requires = [on('Node', typename, field('id'))];
    const rewrites = [rewrite(['... on Flat', '__typename']), rewrite(['... on Car', '__typename'], 'Thing')];
    const targets = ['Flat', 'Car', 'Flat'].map((__typename, index) => ({ __typename, id: String(index) }));
    expect(group(requires, targets, rewrites)).toEqual([
      ['{"__typename":"Node","id":"0"}', [0]],
      ['{"__typename":"Thing","id":"1"}', [1]],
      ['{"__typename":"Node","id":"2"}', [2]],
    ]);
    expect(targets[0]).toEqual({ __typename: 'Flat', id: '0' });
  });

  it('for an interface is for its types, and for no others', () => {
    const requires = [on('Any', typename, field('id'))];
    const targets = ['Flat', 'Tree'].map((__typename) => ({ __typename, id: '1' }));
    expect(group(requires, targets, [rewrite(['... on Node', '__typename'])])).toEqual([
      ['{"__typename":"Node","id":"1"}', [0]],
      ['{"__typename":"Tree","id":"1"}', [1]],
    ]);
  });

  it.each<[string, FetchDataRewrite]>([
    ['of another key', rewrite(['... on Flat', 'id'])],
    ['deeper within', rewrite(['... on Flat', 'owner', '__typename'])],
    ['that renames', { kind: 'KeyRenamer', path: ['... on Flat', '__typename'], renameKeyTo: 'x' }],
  ])('%s is not guessed at', (_what, unknown) => {
    expect(() => group(byId, [{ __typename: 'Flat', id: '1' }], [unknown])).toThrow(TypeError);
  });
});
