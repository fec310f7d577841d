// Plans by hand against departments by hand: what is asked, byte for byte, and what becomes of what is answered.
import { describe, expect, it } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import { compilePlan, type PlanOptions } from '../../gateway/execution/compile-plan.js';
import type { JsonObject } from '../../gateway/execution/json.js';
import type {
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
} from '../../gateway/planning/planner.js';
import type { ReadAnswer } from '../../gateway/departments/read-answer.js';
import { createRun, type DepartmentRequest } from '../../gateway/execution/run.js';
import { readTypeRelations } from '../../gateway/execution/type-relations.js';

const sdl =
  'type Query { a: Int } interface Node { id: ID } type Flat implements Node { id: ID } type Car implements Node { id: ID }';
const isOfType = readTypeRelations(sdl);

type Parts = Partial<
  Pick<FetchNode, 'operationName' | 'variableUsages' | 'outputRewrites' | 'inputRewrites' | 'requires'>
>;

function fetchOf(serviceName: string, operation: string, { operationName, ...parts }: Parts = {}): FetchNode {
  const operationKind = (
    operation.startsWith('mutation') ? 'mutation' : 'query'
  ) as FetchNode['operationKind'];
  return {
    kind: 'Fetch',
    serviceName,
    operation,
    operationKind,
    operationName,
    ...parts,
  };
}

const byId = (type: string): QueryPlanSelectionNode[] => [
  {
    kind: 'InlineFragment',
    typeCondition: type,
    selections: [
      { kind: 'Field', name: '__typename' },
      { kind: 'Field', name: 'id' },
    ],
  },
];

const entities = (selection: string): string =>
  `query($representations:[_Any!]!){_entities(representations:$representations){${selection}}}`;

function at(path: string, node: PlanNode): PlanNode {
  return { kind: 'Flatten', path: path.split('.'), node };
}
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Parallel', nodes });

type Answers = Readonly<Record<string, ReadAnswer | (() => ReadAnswer | Promise<ReadAnswer>)>>;

/** Runs a plan on departments that answer always the same. */
async function run(
  node: PlanNode | undefined,
  answers: Answers,
  options: Partial<PlanOptions> & { readonly variables?: Readonly<Record<string, unknown>> } = {},
) {
  const requests: DepartmentRequest[] = [];
  const { variables = {}, ...planOptions } = options;
  const plan: QueryPlan = {
    kind: 'QueryPlan',
    ...(node && { node }),
  };
  const runPlan = compilePlan(plan, { isOfType, neverNull: new Set(), mayBeShared: true, ...planOptions });
  const state = createRun(variables, async (request) => {
    requests.push(request);
    const answer = answers[request.department];
    if (!answer) throw new Error(`nobody asks ${request.department}`);
    return typeof answer === 'function' ? answer() : structuredClone<ReadAnswer>(answer);
  });
  await runPlan(state);
  return { data: state.data, errors: state.errors, requests, bodies: requests.map(({ body }) => body) };
}

const data = (value: JsonObject): ReadAnswer => ({ data: value });
const failed: GraphQLFormattedError = { message: 'failed' };
const down: ReadAnswer = { data: {}, errors: [failed] };

describe('the body of a fetch', () => {
  it.each<[string, Parts, Record<string, unknown>, string]>([
    ['without variables', {}, { x: 1 }, '{"query":"{me{id}}"}'],
    ['with a name', { operationName: 'Q__a__0' }, {}, '{"query":"{me{id}}","operationName":"Q__a__0"}'],
    [
      'with the variables that it uses',
      { variableUsages: ['x', 'y'] },
      { z: 3, y: 'n', x: [1, { a: null }] },
      '{"query":"{me{id}}","variables":{"x":[1,{"a":null}],"y":"n"}}',
    ],
    [
      'without a variable that was left out',
      { variableUsages: ['x', 'y', 'z'] },
      { y: 1 },
      '{"query":"{me{id}}","variables":{"y":1}}',
    ],
    [
      'without variables where all were left out',
      { variableUsages: ['x'] },
      { x: undefined },
      '{"query":"{me{id}}"}',
    ],
    [
      'with null where null was given',
      { variableUsages: ['x'] },
      { x: null },
      '{"query":"{me{id}}","variables":{"x":null}}',
    ],
    [
      'without a variable that is only inherited',
      { variableUsages: ['toString', '__proto__', 'constructor'] },
      {},
      '{"query":"{me{id}}"}',
    ],
    [
      'with everything',
      { operationName: 'Q', variableUsages: ['x'] },
      { x: '"}' },
      '{"query":"{me{id}}","operationName":"Q","variables":{"x":"\\"}"}}',
    ],
  ])('is JSON %s', async (_what, parts, variables, expected) => {
    const { bodies } = await run(fetchOf('a', '{me{id}}', parts), { a: data({}) }, { variables });
    expect(bodies).toEqual([expected]);
  });

  it('has representations before the variables that it uses', async () => {
    const fetch = fetchOf('b', entities('...on Flat{rooms(of:$x)}'), {
      requires: byId('Flat'),
      variableUsages: ['x', 'y'],
    });
    const { bodies, requests } = await run(
      sequence(fetchOf('a', '{flat{__typename id}}'), at('flat', fetch)),
      { a: data({ flat: { __typename: 'Flat', id: '1' } }), b: data({ _entities: [{ rooms: 2 }] }) },
      { variables: { x: 7 } },
    );
    expect(bodies[1]).toBe(
      `{"query":${JSON.stringify(entities('...on Flat{rooms(of:$x)}'))},"variables":{"representations":[{"__typename":"Flat","id":"1"}],"x":7}}`,
    );
    expect(requests.map(({ kind, expected }) => [kind, expected])).toEqual([
      ['query', { objectKeys: [] }],
      ['entities', { entityCounts: { _entities: 1 } }],
    ]);
  });

  it.each([
    ['query', '{a}', true],
    ['mutation', 'mutation{a}', false],
  ])('says that it is a %s, and whether it may be shared', async (kind, operation, mayBeShared) => {
    const { requests } = await run(fetchOf('a', operation), { a: data({}) }, { mayBeShared });
    expect(requests).toMatchObject([{ department: 'a', kind, mayBeShared }]);
  });

  it('has the same text of a variable in every fetch of a request, and another in the next', async () => {
    const node = parallel(
      fetchOf('a', '{a}', { variableUsages: ['x'] }),
      fetchOf('b', '{b}', { variableUsages: ['x'] }),
    );
    const answers = { a: data({}), b: data({}) };
    for (const x of [1, 2]) {
      const { bodies } = await run(node, answers, { variables: { x } });
      expect(bodies).toEqual(['a', 'b'].map((name) => `{"query":"{${name}}","variables":{"x":${x}}}`));
    }
  });
});

describe('entities', () => {
  const list = {
    items: [
      { __typename: 'Flat', id: '1' },
      null,
      { __typename: 'Car', id: '1' },
      { __typename: 'Flat', id: '2' },
      { __typename: 'Flat', id: '1' },
    ],
  };
  const plan = sequence(
    fetchOf('a', '{items{__typename id}}'),
    at('items.@', fetchOf('b', entities('...on Flat{rooms name}'), { requires: byId('Flat') })),
  );

  it('are asked for once each, and stand wherever they belong', async () => {
    const { data: answer, bodies } = await run(plan, {
      a: data(list),
      b: data({
        _entities: [
          { rooms: 1, name: null },
          { rooms: 2, name: 'x' },
        ],
      }),
    });
    expect(bodies[1]).toContain(
      '"representations":[{"__typename":"Flat","id":"1"},{"__typename":"Flat","id":"2"}]',
    );
    expect(answer).toEqual({
      items: [
        { __typename: 'Flat', id: '1', rooms: 1, name: null },
        null,
        { __typename: 'Car', id: '1' },
        { __typename: 'Flat', id: '2', rooms: 2, name: 'x' },
        { __typename: 'Flat', id: '1', rooms: 1, name: null },
      ],
    });
  });

  it('that the department does not know stay as they are', async () => {
    const { data: answer, errors } = await run(plan, {
      a: data(list),
      b: data({ _entities: [null, 'text'] }),
    });
    expect(answer).toEqual(list);
    expect(errors).toEqual([]);
  });

  it('that nobody has are not asked for', async () => {
    for (const items of [null, [], [null], [{ __typename: 'Car', id: '1' }], [{ __typename: 'Flat' }]]) {
      const { requests } = await run(plan, { a: data({ items }) });
      expect(requests).toHaveLength(1);
    }
  });

  it('have each error at every place where they stand', async () => {
    const { errors } = await run(plan, {
      a: data(list),
      b: {
        data: { _entities: [null, {}] },
        errors: [
          { message: 'x', path: ['_entities', 0, 'rooms'] },
          { message: 'y', path: ['_entities', 1, 'name', 3] },
        ],
      },
    });
    expect(errors.map(({ error, places }) => [error.message, places])).toEqual([
      [
        'x',
        [
          ['items', 0, 'rooms'],
          ['items', 4, 'rooms'],
        ],
      ],
      ['y', [['items', 3, 'name', 3]]],
    ]);
  });

  it.each<[string, (string | number)[] | undefined]>([
    ['without a path', undefined],
    ['at all of them', ['_entities']],
    ['at one that was not asked for', ['_entities', 7, 'rooms']],
    ['at something else', ['other']],
  ])('have an error %s at all that they should have had', async (_what, path) => {
    const { errors } = await run(plan, {
      a: data(list),
      b: { data: {}, errors: [{ message: 'x', ...(path && { path }) }] },
    });
    const places = [0, 4, 3].flatMap((index) => ['rooms', 'name'].map((key) => ['items', index, key]));
    expect(errors.map((one) => one.places)).toEqual([places]);
  });

  it('have fifty places of an error at most', async () => {
    const items = Array.from({ length: 100 }, (_, index) => ({ __typename: 'Flat', id: `${index}` }));
    const { errors } = await run(plan, { a: data({ items }), b: down });
    expect(errors[0]?.places).toHaveLength(50);
  });

  it('are renamed as the plan says, in the answers and in what is asked', async () => {
    const fetch = fetchOf('b', entities('...on Node{name__alias_0:name}'), {
      requires: byId('Node'),
      inputRewrites: [{ kind: 'ValueSetter', path: ['... on Flat', '__typename'], setValueTo: 'Node' }],
      outputRewrites: [{ kind: 'KeyRenamer', path: ['name__alias_0'], renameKeyTo: 'name' }],
    });
    const { data: answer, bodies } = await run(
      sequence(fetchOf('a', '{items{__typename id}}'), at('items.@', fetch)),
      {
        a: data({
          items: [
            { __typename: 'Flat', id: '1' },
            { __typename: 'Flat', id: '1' },
          ],
        }),
        b: data({ _entities: [{ name__alias_0: 'x' }] }),
      },
    );
    expect(bodies[1]).toContain('[{"__typename":"Node","id":"1"}]');
    expect(answer).toEqual({
      items: [
        { __typename: 'Flat', id: '1', name: 'x' },
        { __typename: 'Flat', id: '1', name: 'x' },
      ],
    });
  });

  it('take no prototype from a department', async () => {
    const hostile = JSON.parse('{"_entities":[{"__proto__":{"polluted":1}},{"rooms":1}]}') as JsonObject;
    const { data: answer } = await run(plan, { a: data(list), b: data(hostile) });
    expect(JSON.stringify(answer)).not.toContain('polluted');
    expect(({} as JsonObject)['polluted']).toBeUndefined();
  });
});

describe('a fetch that failed', () => {
  it('has the places of all fields that it should have supplied', async () => {
    const { errors, data: answer } = await run(fetchOf('a', '{x:me{id} s ...on Query{t}}'), { a: down });
    expect(errors).toEqual([{ error: failed, places: [['x'], ['s'], ['t']] }]);
    expect(answer).toEqual({});
  });

  it('has, of an object that others supply too, the places of its own fields', async () => {
    const node = parallel(
      fetchOf('a', '{x:me{name __typename born:birthDate} s}'),
      fetchOf('b', '{x:me{id} t}'),
    );
    const {
      errors,
      data: answer,
      requests,
    } = await run(node, { a: down, b: data({ x: { id: '1' }, t: 'y' }) });
    expect(errors).toEqual([{ error: failed, places: [['x', 'name'], ['x', 'born'], ['s']] }]);
    expect(answer).toEqual({ x: { id: '1' }, t: 'y' });
    expect(requests.map(({ expected }) => expected)).toEqual([{ objectKeys: ['x'] }, { objectKeys: ['x'] }]);
  });

  it('is whole where others supply the same leaf', async () => {
    const { errors, requests } = await run(parallel(fetchOf('a', '{s}'), fetchOf('b', '{s}')), {
      a: down,
      b: down,
    });
    expect(errors.map(({ places }) => places)).toEqual([[['s']], [['s']]]);
    expect(requests.map(({ expected }) => expected)).toEqual([{ objectKeys: [] }, { objectKeys: [] }]);
  });

  it('in part has each error where it is, and keeps the rest', async () => {
    const error = { message: 'x', path: ['me', 'list', 2, 'name'] };
    const { errors, data: answer } = await run(fetchOf('a', '{me{list{name}}}'), {
      a: { data: { me: { list: [] } }, errors: [error, failed] },
    });
    expect(errors).toEqual([
      { error, places: [['me', 'list', 2, 'name']] },
      { error: failed, places: [['me']] },
    ]);
    expect(answer).toEqual({ me: { list: [] } });
  });

  it('leaves what others answer as it is, and what hangs on it unasked', async () => {
    const node = sequence(
      parallel(fetchOf('a', '{flat{__typename id}}'), fetchOf('c', '{s}')),
      at('flat', fetchOf('b', entities('...on Flat{rooms}'), { requires: byId('Flat') })),
    );
    const { data: answer, requests } = await run(node, { a: down, c: data({ s: 'x' }) });
    expect(answer).toEqual({ s: 'x' });
    expect(requests.map(({ department }) => department)).toEqual(['a', 'c']);
  });
});

describe('an object that is never null', () => {
  const neverNull = new Set(['me']);

  it.each<[string, ReadAnswer]>([
    ['when its department is down', down],
    ['when its department says null', data({ me: null })],
    ['when its department says nothing', data({})],
  ])('is there %s', async (_what, answer) => {
    expect((await run(fetchOf('a', '{me{id}}'), { a: answer }, { neverNull })).data).toEqual({ me: {} });
  });

  it('is there under every alias, with what was answered', async () => {
    const node = fetchOf('a', '{x:me{id} y:me{id} me{id} other{id}}');
    const { data: answer } = await run(node, { a: data({ x: { id: '1' }, other: null }) }, { neverNull });
    expect(answer).toEqual({ x: { id: '1' }, y: {}, me: {}, other: null });
  });

  it('has the places of its fields when its fetch failed', async () => {
    const { errors, requests } = await run(fetchOf('a', '{me{id name} s}'), { a: down }, { neverNull });
    expect(errors[0]?.places).toEqual([['me', 'id'], ['me', 'name'], ['s']]);
    expect(requests[0]?.expected).toEqual({ objectKeys: ['me'] });
  });

  it('is the root’s alone', async () => {
    const node = sequence(fetchOf('a', '{q{x}}'), at('q', fetchOf('b', '{me{id}}')));
    const { data: answer } = await run(
      node,
      { a: data({ q: { x: 1 } }), b: data({ me: null }) },
      { neverNull },
    );
    expect(answer).toEqual({ q: { x: 1, me: null } });
  });

  it.each(['constructor', 'toString'])('is there under the alias %s', async (alias) => {
    const { data: answer } = await run(fetchOf('a', `{${alias}:me{id}}`), { a: down }, { neverNull });
    expect(Object.keys(answer)).toEqual([alias]);
  });
});

describe('a fetch within an answer', () => {
  it('of root fields is merged into each object, with its errors at each', async () => {
    const node = sequence(
      fetchOf('a', '{pay{ok query{__typename}}}'),
      at('pay.@.query', fetchOf('b', '{s t}')),
    );
    const error = { message: 'x', path: ['s'] };
    const {
      data: answer,
      errors,
      requests,
    } = await run(node, {
      a: data({ pay: [{ query: { __typename: 'Query' } }, null, { query: { __typename: 'Query' } }] }),
      b: { data: { s: null, t: 'y' }, errors: [error, failed] },
    });
    const query = { __typename: 'Query', s: null, t: 'y' };
    expect(requests).toHaveLength(2);
    expect(answer).toEqual({ pay: [{ query }, null, { query }] });
    expect(errors).toEqual([
      {
        error,
        places: [
          ['pay', 0, 'query', 's'],
          ['pay', 2, 'query', 's'],
        ],
      },
      {
        error: failed,
        places: [
          ['pay', 0, 'query', 's'],
          ['pay', 0, 'query', 't'],
          ['pay', 2, 'query', 's'],
          ['pay', 2, 'query', 't'],
        ],
      },
    ]);
  });

  it('is not asked for where there is nothing', async () => {
    const node = sequence(fetchOf('a', '{pay{query{__typename}}}'), at('pay.query', fetchOf('b', '{s}')));
    expect((await run(node, { a: data({ pay: null }) })).requests).toHaveLength(1);
  });

  it('of a path within a path is found by both', async () => {
    const fetch = fetchOf('b', entities('...on Flat{rooms}'), { requires: byId('Flat') });
    const node = sequence(fetchOf('a', '{list{flat{__typename id}}}'), at('list.@', at('flat', fetch)));
    const { data: answer } = await run(node, {
      a: data({ list: [{ flat: { __typename: 'Flat', id: '1' } }] }),
      b: data({ _entities: [{ rooms: 2 }] }),
    });
    expect(answer).toEqual({ list: [{ flat: { __typename: 'Flat', id: '1', rooms: 2 } }] });
  });
});

describe('the order of fetches', () => {
  it('in a sequence is one after the other, and in parallel all at once', async () => {
    const log: string[] = [];
    const slow = (name: string) => async (): Promise<ReadAnswer> => {
      log.push(`${name} asked`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} answered`);
      return data({ [name]: 1 });
    };
    const node = sequence(
      fetchOf('a', '{a}'),
      parallel(fetchOf('b', '{b}'), sequence(fetchOf('c', '{c}'), fetchOf('d', '{d}'))),
      fetchOf('e', '{e}'),
    );
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { data: answer } = await run(node, Object.fromEntries(names.map((name) => [name, slow(name)])));
    expect(log).toEqual([
      'a asked',
      'a answered',
      'b asked',
      'c asked',
      'b answered',
      'c answered',
      'd asked',
      'd answered',
      'e asked',
      'e answered',
    ]);
    expect(answer).toEqual({ a: 1, b: 1, c: 1, d: 1, e: 1 });
  });

  it('ends with the first defect', async () => {
    const broken = async (): Promise<ReadAnswer> => Promise.reject(new TypeError('defect'));
    await expect(run(sequence(fetchOf('a', '{a}'), fetchOf('b', '{b}')), { a: broken })).rejects.toThrow(
      'defect',
    );
  });
});

describe('a plan', () => {
  it('without a node asks nobody', async () => {
    expect(await run(undefined, {})).toEqual({ data: {}, errors: [], requests: [], bodies: [] });
  });

  it.each<[string, unknown]>([
    ['subscriptions', { kind: 'Subscription', primary: fetchOf('a', '{a}') }],
    ['@defer', { kind: 'Defer', primary: {}, deferred: [] }],
    ['conditions', { kind: 'Condition', condition: 'x', ifClause: fetchOf('a', '{a}') }],
  ])('with %s is refused when it is compiled', async (_what, node) => {
    await expect(run(node as PlanNode, {})).rejects.toThrow(TypeError);
  });

  it('keeps nothing of one run for the next', async () => {
    const plan = compilePlan(
      { kind: 'QueryPlan', node: fetchOf('a', '{me{id}}') },
      { isOfType, neverNull: new Set(), mayBeShared: true },
    );
    const answers = [1, 2].map((id) => data({ me: { id } }));
    for (const answer of answers) {
      const state = createRun({}, async () => answer);
      await plan(state);
      expect(state.data).toEqual(answer.data);
    }
  });
});

describe('which types are of which', () => {
  const isOf = readTypeRelations(`${sdl}
    interface Named { name: String }
    interface Place implements Node & Named { id: ID  name: String }
    type Shop implements Place & Node & Named @inaccessible { id: ID  name: String }
    union Any = Flat | Shop
  `);

  it.each([
    ['Flat', 'Flat', true],
    ['Flat', 'Node', true],
    ['Flat', 'Any', true],
    ['Shop', 'Place', true],
    ['Shop', 'Named', true],
    ['Place', 'Node', true],
    ['Boat', 'Boat', true],
    ['Flat', 'Car', false],
    ['Flat', 'Named', false],
    ['Car', 'Any', false],
    ['Node', 'Flat', false],
    ['Boat', 'Node', false],
    ['constructor', 'Node', false],
    ['Flat', 'constructor', false],
  ])('%s of %s: %s', (type, condition, expected) => {
    expect(isOf(type, condition)).toBe(expected);
  });
});
