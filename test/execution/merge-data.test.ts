// Answers of several departments become one tree: nothing is lost, and no department reaches what isn't its answer.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../gateway/execution/json.js';
import { agreeOnType, mergeData, mergeFields } from '../../gateway/execution/merge-data.js';
import { readTypeRelations } from '../../gateway/execution/type-relations.js';

function merged(target: string, ...sources: readonly string[]): string {
  const into = JSON.parse(target) as JsonObject;
  for (const source of sources) mergeData(into, JSON.parse(source) as JsonObject);
  return JSON.stringify(into);
}

describe('what is merged', () => {
  it.each([
    ['what only one has', '{"a":1}', '{"b":2}', '{"a":1,"b":2}'],
    ['the later of two values', '{"a":1,"t":"Node"}', '{"t":"Flat"}', '{"a":1,"t":"Flat"}'],
    ['objects within', '{"a":{"b":1}}', '{"a":{"c":{"d":2}}}', '{"a":{"b":1,"c":{"d":2}}}'],
    [
      'items at the same place',
      '{"a":[{"b":1},{"b":2}]}',
      '{"a":[{"c":3},{"c":4}]}',
      '{"a":[{"b":1,"c":3},{"b":2,"c":4}]}',
    ],
    ['lists of lists', '{"a":[[{"b":1}]]}', '{"a":[[{"c":2}]]}', '{"a":[[{"b":1,"c":2}]]}'],
    [
      'false, zero and nothing written',
      '{"a":true,"b":1,"c":"x"}',
      '{"a":false,"b":0,"c":""}',
      '{"a":false,"b":0,"c":""}',
    ],
  ])('has %s', (_what, target, source, expected) => {
    expect(merged(target, source)).toBe(expected);
  });

  it.each([
    ['a value', '{"a":1}', '{"a":null}', '{"a":1}'],
    ['an object', '{"a":{"b":1}}', '{"a":null}', '{"a":{"b":1}}'],
    ['a list', '{"a":[1]}', '{"a":null}', '{"a":[1]}'],
    ['an item', '{"a":[{"b":1},2]}', '{"a":[null,null]}', '{"a":[{"b":1},2]}'],
    ['a field of an item', '{"a":[{"b":1}]}', '{"a":[{"b":null}]}', '{"a":[{"b":1}]}'],
  ])('loses %s to nobody’s null', (_what, target, source, expected) => {
    expect(merged(target, source)).toBe(expected);
    expect(merged(source, target)).toBe(expected);
  });

  it.each([
    ['an object to a value', '{"a":{"b":1}}', '{"a":1}', '{"a":{"b":1}}'],
    ['an object to a list', '{"a":{"b":1}}', '{"a":[1]}', '{"a":{"b":1}}'],
    ['a list to a value', '{"a":[1]}', '{"a":"x"}', '{"a":[1]}'],
    ['a list to a list of another length', '{"a":[{"b":1}]}', '{"a":[{"c":1},{"c":2}]}', '{"a":[{"b":1}]}'],
    ['a list to an empty one', '{"a":[{"b":1}]}', '{"a":[]}', '{"a":[{"b":1}]}'],
    ['an item that is an object to one that is not', '{"a":[{"b":1}]}', '{"a":["x"]}', '{"a":[{"b":1}]}'],
  ])('never loses %s', (_what, target, source, expected) => {
    expect(merged(target, source)).toBe(expected);
  });

  it('stays as it is when it is merged with itself', () => {
    const tree: JsonObject = { a: [{ b: 1 }] };
    mergeData(tree, tree);
    expect(tree).toEqual({ a: [{ b: 1 }] });
  });
});

describe('a name that objects inherit', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'])(
    '(%s) is a key like any other',
    (name) => {
      expect(merged('{"a":{}}', `{"${name}":"x","a":{"${name}":{"b":1}}}`, `{"a":{"${name}":{"c":2}}}`)).toBe(
        `{"a":{"${name}":{"b":1,"c":2}},"${name}":"x"}`,
      );
    },
  );

  it('(__proto__) is taken from no department', () => {
    const into: JsonObject = { a: { b: 1 }, list: [{}] };
    const hostile =
      '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"list":[{"__proto__":{"polluted":1}}]}';
    mergeData(into, JSON.parse(hostile) as JsonObject);
    for (const object of [into, into['a'], (into['list'] as Json[])[0], {}])
      expect((object as JsonObject)['polluted']).toBeUndefined();
    for (const object of [into, into['a'], (into['list'] as Json[])[0]])
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect((Object as unknown as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('pollutes nothing, whatever departments answer', () => {
    const key = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'a', 'polluted');
    const { tree } = fc.letrec<{ tree: JsonObject; value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(null, 1, 'x'),
        tie('tree'),
        fc.array(tie('value'), { maxLength: 2 }),
      ),
      tree: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => {
        const text = entries
          .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
          .join();
        return JSON.parse(`{${text}}`) as JsonObject;
      }),
    }));
    const inherited = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (sources) => {
        const into: JsonObject = {};
        for (const source of sources) mergeData(into, source);
        expect(Object.getPrototypeOf(into)).toBe(Object.prototype);
        expect(Object.hasOwn(into, '__proto__')).toBe(false);
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(inherited);
        expect(Object.hasOwn(Function.prototype, 'polluted') || Object.hasOwn(Object, 'polluted')).toBe(
          false,
        );
      }),
    );
  });
});

describe('fields of one department', () => {
  it('are merged where it was asked for them, and leave the others', () => {
    const target: JsonObject = { id: '1', name: 'theirs', place: { city: 'Xian' } };
    mergeFields(target, { name: 'ours', price: 2, place: { zip: '7' }, more: 1 }, ['price', 'place', 'none']);
    expect(target).toEqual({ id: '1', name: 'theirs', place: { city: 'Xian', zip: '7' }, price: 2 });
  });

  it('are its own, never those that every object inherits', () => {
    const target: JsonObject = {};
    mergeFields(target, { a: 1 }, ['constructor', 'toString', 'a']);
    expect(Object.keys(target)).toEqual(['a']);
  });
});

describe('the type of an entity', () => {
  const isOfType = readTypeRelations(
    'interface Media { id: ID } type Book implements Media { id: ID } type Film implements Media { id: ID }',
  );

  it.each<[string, Json, Json | undefined, boolean, Json]>([
    ['is not answered', 'Book', undefined, true, 'Book'],
    ['is the known one', 'Book', 'Book', true, 'Book'],
    ['is more exact in the answer', 'Media', 'Film', true, 'Film'],
    ['is less exact in the answer', 'Book', 'Media', true, 'Book'],
    ['is another', 'Book', 'Film', false, 'Book'],
    ['is none of the graph', 'Book', 'Nothing', false, 'Book'],
    ['is no name', 'Book', 7, false, 'Book'],
  ])('%s', (_what, known, answered, agrees, left) => {
    const target: JsonObject = { __typename: known };
    const entity: JsonObject = answered === undefined ? {} : { __typename: answered };
    expect(agreeOnType(target, entity, isOfType)).toBe(agrees);
    expect(target['__typename']).toBe(left);
  });
});
