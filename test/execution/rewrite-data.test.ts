import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../gateway/execution/json.js';
import type { FetchDataRewrite } from '../../gateway/planning/planner.js';
import { compileRewrites } from '../../gateway/execution/rewrite-data.js';

const isOfType = (typeName: string, condition: string): boolean =>
  typeName === condition || (condition === 'Node' && ['Flat', 'Car'].includes(typeName));

const rename = (path: string, renameKeyTo: string): FetchDataRewrite => ({
  kind: 'KeyRenamer',
  path: path.split('/'),
  renameKeyTo,
});

function rewritten(text: string, ...rewrites: FetchDataRewrite[]): string {
  const data = JSON.parse(text) as Json;
  compileRewrites(rewrites, isOfType)?.(data);
  return JSON.stringify(data);
}

describe('a key of an answer', () => {
  it.each([
    ['at the top', '{"x":1,"y":2}', 'x', '{"y":2,"z":1}'],
    ['that is null', '{"x":null}', 'x', '{"z":null}'],
    ['within', '{"a":{"b":{"x":1}}}', 'a/b/x', '{"a":{"b":{"z":1}}}'],
    [
      'in every item of lists',
      '{"a":[{"x":1},null,[{"x":2}],"x"]}',
      'a/x',
      '{"a":[{"z":1},null,[{"z":2}],"x"]}',
    ],
    [
      'of a type',
      '{"a":[{"__typename":"Flat","x":1},{"__typename":"Boat","x":2}]}',
      'a/... on Flat/x',
      '{"a":[{"__typename":"Flat","z":1},{"__typename":"Boat","x":2}]}',
    ],
    [
      'of an interface',
      '{"a":{"__typename":"Car","x":1}}',
      'a/... on Node/x',
      '{"a":{"__typename":"Car","z":1}}',
    ],
    [
      'of a type within',
      '{"__typename":"Flat","a":{"x":1}}',
      '... on Flat/a/x',
      '{"__typename":"Flat","a":{"z":1}}',
    ],
    ['of an object that does not say its type', '{"a":{"x":1}}', 'a/... on Flat/x', '{"a":{"z":1}}'],
    ['of something inherited', '{"toString":1}', 'toString', '{"z":1}'],
  ])('%s is renamed', (_what, text, path, expected) => {
    expect(rewritten(text, rename(path, 'z'))).toBe(expected);
  });

  it.each([
    ['that is not there', '{"y":1}', 'x'],
    ['that is only inherited', '{"y":1}', 'toString'],
    ['under what is not there', '{"y":1}', 'a/x'],
    ['under null', '{"a":null}', 'a/x'],
    ['under text', '{"a":"x"}', 'a/x'],
    ['of another type', '{"a":{"__typename":"Boat","x":1}}', 'a/... on Node/x'],
    ['deeper than the path', '{"a":{"x":1}}', 'x'],
  ])('%s is left alone', (_what, text, path) => {
    expect(rewritten(text, rename(path, 'z'))).toBe(text);
  });

  it('is renamed by all rewrites, one after the other', () => {
    expect(rewritten('{"x":1,"y":2}', rename('x', 'z'), rename('y', 'x'))).toBe('{"z":1,"x":2}');
  });

  it('is set where the plan sets it', () => {
    const set: FetchDataRewrite = { kind: 'ValueSetter', path: ['a', '__typename'], setValueTo: 'Node' };
    expect(rewritten('{"a":[{"__typename":"Flat"},{"b":1}]}', set)).toBe(
      '{"a":[{"__typename":"Node"},{"b":1,"__typename":"Node"}]}',
    );
  });

  it('costs nothing where nothing is renamed', () => {
    expect(compileRewrites(undefined, isOfType)).toBeUndefined();
    expect(compileRewrites([], isOfType)).toBeUndefined();
  });
});
