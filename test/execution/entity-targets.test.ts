import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collectTargetPaths, collectTargets } from '../../gateway/execution/entity-targets.js';
import type { Json, JsonObject } from '../../gateway/execution/json.js';

/** Names of the objects that a path leads to. */
function named(data: JsonObject, path: string): Json[] {
  return collectTargets(data, path === '' ? [] : path.split('.')).map((target) => target['n']);
}

const data: JsonObject = {
  n: 'root',
  me: { n: 'me', flat: { n: 'flat' }, none: null, text: 'x', number: 0 },
  list: [
    { n: 'a', flat: { n: 'a.flat' } },
    null,
    { n: 'b', flat: null },
    { n: 'c' },
    'x',
    { n: 'd', flat: { n: 'd.flat' } },
  ],
  grid: [[{ n: 1 }, null], null, [], [{ n: 2 }, { n: 3 }]],
  deep: [{ inner: [{ n: 4 }, { n: 5 }] }, { inner: null }, { inner: [{ n: 6 }] }],
  empty: [],
};

describe('the objects that a path leads to', () => {
  it.each<[string, Json[]]>([
    ['', ['root']],
    ['me', ['me']],
    ['me.flat', ['flat']],
    ['list.@', ['a', 'b', 'c', 'd']],
    ['list.@.flat', ['a.flat', 'd.flat']],
    ['grid.@.@', [1, 2, 3]],
    ['deep.@.inner.@', [4, 5, 6]],
  ])('by %j are all of them, in order', (path, expected) => {
    expect(named(data, path)).toEqual(expected);
  });

  it.each([
    'me.none',
    'me.none.flat',
    'me.text',
    'me.number',
    'me.missing',
    'missing',
    'missing.@',
    'empty.@',
    'me.@',
    'constructor',
    'toString',
    '__proto__',
    'me.constructor',
    'me.hasOwnProperty',
    'list.@.constructor',
    '@',
  ])('by %j are none', (path) => {
    expect(named(data, path)).toEqual([]);
    expect(collectTargetPaths(data, path.split('.'))).toEqual([]);
  });

  it('have places, in the same order', () => {
    expect(collectTargetPaths(data, [])).toEqual([[]]);
    expect(collectTargetPaths(data, ['list', '@', 'flat'])).toEqual([
      ['list', 0, 'flat'],
      ['list', 5, 'flat'],
    ]);
    expect(collectTargetPaths(data, ['grid', '@', '@'])).toEqual([
      ['grid', 0, 0],
      ['grid', 3, 0],
      ['grid', 3, 1],
    ]);
  });

  it('stand at their places, in any tree and by any path', () => {
    const key = fc.constantFrom('a', 'b', 'constructor', '@');
    const { tree } = fc.letrec<{ tree: JsonObject; value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<Json>(null, 1, 'x'),
        tie('tree'),
        tie('tree'),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
      tree: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    }));
    const path = fc.array(fc.constantFrom('a', 'b', '@', 'constructor'), { maxLength: 5 });
    fc.assert(
      fc.property(tree, path, (root, steps) => {
        const at = (place: readonly (string | number)[]): Json =>
          place.reduce<Json>((value, step) => (value as JsonObject)[step], root);
        const targets = collectTargets(root, steps);
        const places = collectTargetPaths(root, steps);
        expect(places).toHaveLength(targets.length);
        for (const [index, place] of places.entries()) expect(at(place)).toBe(targets[index]);
      }),
      { numRuns: 300 },
    );
  });
});
