// Fetches of entities that start in the same turn go to a department in one request, and come back apart.
import { describe, expect, it } from '@jest/globals';
import { parse, print } from 'graphql';
import { createEntityQueue, type EntityFetch } from '../../gateway/execution/entity-queue.js';
import { compileBody, compileEntityQuery } from '../../gateway/execution/fetch-body.js';
import type { FetchNode } from '../../gateway/planning/planner.js';
import type { ReadAnswer } from '../../gateway/departments/read-answer.js';
import type { DepartmentRequest } from '../../gateway/execution/run.js';

function fetchOf(
  department: string,
  definitions: string,
  selection: string,
  variableUsages: string[] = [],
): EntityFetch {
  const node = {
    kind: 'Fetch',
    serviceName: department,
    operation: `query($representations:[_Any!]!${definitions}){_entities(representations:$representations){${selection}}}`,
    operationKind: 'query',
    operationName: undefined,
    variableUsages,
  } as FetchNode;
  return { department, writeBody: compileBody(node), mayBeShared: true, ...compileEntityQuery(node) };
}

const names = fetchOf('a', '', '...on Flat{name}');
const rooms = fetchOf(
  'a',
  ',$first:Int=2,$kind:String',
  '...on Flat{rooms(first:$first,kind:$kind,note:"a\\"b")}',
  ['first', 'kind'],
);
const more = fetchOf('a', ',$first:Int=2', '...on Flat{rooms(first:$first)}', ['first']);
const other = fetchOf('b', '', '...on Flat{price}');

function queueOf(answer: ReadAnswer = { data: {} }) {
  const requests: DepartmentRequest[] = [];
  const fetchEntities = createEntityQueue(
    { variables: { first: 5 }, variableTexts: new Map() },
    async (request) => {
      requests.push(request);
      return answer;
    },
  );
  return { fetchEntities, requests };
}

describe('fetches of entities', () => {
  it('that start together are one request to each department', async () => {
    const { fetchEntities, requests } = queueOf();
    await Promise.all([
      fetchEntities(rooms, '{"id":"1"}', 1),
      fetchEntities(other, '{"id":"2"}', 1),
      fetchEntities(more, '{"id":"3"},{"id":"4"}', 2),
    ]);
    expect(requests.map(({ department }) => department)).toEqual(['a', 'b']);
    const { query, variables } = JSON.parse(requests[0]?.body ?? '') as { query: string; variables: unknown };
    expect(print(parse(query))).toBe(
      print(
        parse(`query($first: Int = 2, $kind: String, $yihao_entities_0: [_Any!]!, $yihao_entities_1: [_Any!]!) {
          yihao_entities_0: _entities(representations: $yihao_entities_0) {
            ... on Flat { rooms(first: $first, kind: $kind, note: "a\\"b") }
          }
          yihao_entities_1: _entities(representations: $yihao_entities_1) { ... on Flat { rooms(first: $first) } }
        }`),
      ),
    );
    expect(variables).toEqual({
      yihao_entities_0: [{ id: '1' }],
      yihao_entities_1: [{ id: '3' }, { id: '4' }],
      first: 5,
    });
    expect(requests[0]?.expected).toEqual({ entityCounts: { yihao_entities_0: 1, yihao_entities_1: 2 } });
  });

  it.each([
    [true, names],
    [false, { ...names, mayBeShared: false }],
  ])('may be shared where each of them may: %s', async (mayBeShared, beside) => {
    const { fetchEntities, requests } = queueOf();
    await Promise.all([fetchEntities(more, '{"id":"1"}', 1), fetchEntities(beside, '{"id":"2"}', 1)]);
    expect(requests).toMatchObject([{ mayBeShared }]);
  });

  it('that is alone is sent as it was planned', async () => {
    const { fetchEntities, requests } = queueOf();
    await fetchEntities(names, '{"id":"1"}', 1);
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      query:
        'query($representations:[_Any!]!){_entities(representations:$representations){...on Flat{name}}}',
      variables: { representations: [{ id: '1' }] },
    });
  });

  it('that start in different turns are sent apart', async () => {
    const { fetchEntities, requests } = queueOf();
    const first = fetchEntities(names, '{"id":"1"}', 1);
    await Promise.resolve();
    await Promise.all([first, fetchEntities(more, '{"id":"1"}', 1)]);
    expect(requests).toHaveLength(2);
  });

  it('get their own entities and their own errors, and share what is about none of them', async () => {
    const { fetchEntities } = queueOf({
      data: { yihao_entities_0: [{ name: 'A' }], yihao_entities_1: [null, { rooms: 3 }] },
      errors: [
        { message: 'one', path: ['yihao_entities_1', 0, 'rooms'] },
        { message: 'all' },
        { message: 'whole', path: ['yihao_entities_0'] },
      ],
    });
    const [first, second] = await Promise.all([
      fetchEntities(names, '{}', 1),
      fetchEntities(more, '{},{}', 2),
    ]);
    expect(first.entities).toEqual([{ name: 'A' }]);
    expect(first.errors).toEqual([{ message: 'all' }, { message: 'whole' }]);
    expect(second.entities).toEqual([null, { rooms: 3 }]);
    expect(second.errors).toEqual([{ message: 'one', path: [0, 'rooms'] }, { message: 'all' }]);
  });

  it('that are lost to the failure of another are asked again, alone', async () => {
    const requests: DepartmentRequest[] = [];
    const fetchEntities = createEntityQueue({ variables: {}, variableTexts: new Map() }, async (request) => {
      requests.push(request);
      return requests.length === 1
        ? { data: {}, errors: [{ message: 'failed', path: ['yihao_entities_0'] }] }
        : { data: { _entities: [{ rooms: 2 }] } };
    });
    const [first, second] = await Promise.all([fetchEntities(names, '{}', 1), fetchEntities(more, '{}', 1)]);
    expect(first).toEqual({ entities: [], errors: [{ message: 'failed' }] });
    expect(second).toEqual({ entities: [{ rooms: 2 }], errors: [] });
    expect(requests.map(({ expected }) => expected.entityCounts)).toEqual([
      { yihao_entities_0: 1, yihao_entities_1: 1 },
      { _entities: 1 },
    ]);
  });

  it('fail together with a defect', async () => {
    const fetchEntities = createEntityQueue({ variables: {}, variableTexts: new Map() }, async () => {
      throw new TypeError('defect');
    });
    const both = await Promise.allSettled([fetchEntities(names, '{}', 1), fetchEntities(more, '{}', 1)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
