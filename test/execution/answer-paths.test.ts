import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { compileAnswerPaths } from '../../gateway/execution/answer-paths.js';
import type { Path } from '../../gateway/execution/compile-writer.js';
import { prepareOperation } from '../../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';
import { operationOf } from '../support/operation-of.js';

const sdl = `
  type Query { me: A  list: [A]  node: Node }
  type A { id: ID  name: String  inner: A  list: [A] }
  interface Node { id: ID }
  type Flat implements Node { id: ID  rooms: A }
  type Car implements Node { id: ID  plate: String }
`;

/** @returns the client's path, with `…` where it asked for no more */
function toClient(query: string, path: Path): Path {
  const schema = buildSchema(sdl);
  const document = parse(query);
  const { fields } = prepareOperation(document, operationOf(document), {
    schema,
    wireKeys: createWireKeys(sdl),
    treat: () => ({ kind: 'clear' }),
    conditions: new Set(),
  });
  const { path: found, isWhole } = compileAnswerPaths(fields)(path);
  return isWhole ? found : [...found, '…'];
}

describe('the place of an error in the answer', () => {
  it.each<[string, Path, Path]>([
    ['{ me { name } }', [], []],
    ['{ me { name } }', ['me'], ['me']],
    ['{ me { name } }', ['me', 'name'], ['me', 'name']],
    ['{ x: me { y: name } }', ['x', 'y'], ['x', 'y']],
    ['{ id: me { list: name } }', ['yihao_alias_id', 'yihao_alias_list'], ['id', 'list']],
    ['{ list { list { id } } }', ['list', 3, 'list', 0, 'id'], ['list', 3, 'list', 0, 'id']],
    ['{ me { __typename: name } }', ['me', 'yihao_alias___typename'], ['me', '__typename']],
    ['{ me { id } me { inner { name } } }', ['me', 'inner', 'name'], ['me', 'inner', 'name']],
    ['{ me { inner { id } inner { name } } }', ['me', 'inner', 'name'], ['me', 'inner', 'name']],
    [
      '{ node { ... on Flat { rooms: id } ... on Car { rooms: id } } }',
      ['node', 'yihao_alias_rooms'],
      ['node', 'rooms'],
    ],
    ['{ me { constructor: name } }', ['me', 'constructor'], ['me', 'constructor']],
  ])('in %s at %j is %j', (query, path, expected) => {
    expect(toClient(query, path)).toEqual(expected);
  });

  it.each<[string, string, Path, Path]>([
    ['of a key that the planner added', '{ me { name } }', ['me', 'id'], ['me', '…']],
    ['within what the planner added', '{ list { name } }', ['list', 2, 'inner', 'id'], ['list', 2, '…']],
    ['of another root field', '{ me { name } }', ['list', 0, 'name'], ['…']],
    ['under a leaf', '{ me { name } }', ['me', 'name', 'x'], ['me', 'name', '…']],
    ['of an alias of the planner', '{ me { name } }', ['me', 'name__alias_0'], ['me', '…']],
    ['of the key that an alias hides', '{ me { id: name } }', ['me', 'id'], ['me', '…']],
    ['of what objects inherit', '{ me { name } }', ['me', 'constructor'], ['me', '…']],
  ])('%s ends at the last object that was asked for', (_what, query, path, expected) => {
    expect(toClient(query, path)).toEqual(expected);
  });
});
