// Fields that are looked up, against a department that answers over HTTP: what it is asked, and what becomes of its answers.
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createLocalBus } from '../../gateway/cache/bus.js';
import { createLookUpCache, type LookUpCache } from '../../gateway/cache/look-up-cache.js';
import { createMemoryStore } from '../../gateway/cache/memory-store.js';
import { createLocalTagEpochs } from '../../gateway/cache/tag-epochs.js';
import { readAnswer } from '../../gateway/departments/read-answer.js';
import { compileBody, compileEntityQuery } from '../../gateway/execution/fetch-body.js';
import { readFieldFetch, type KeepRules } from '../../gateway/execution/fetch-fields.js';
import {
  compileEntityFields,
  compileMyFields,
  type RunLookUps,
} from '../../gateway/execution/fetch-look-ups.js';
import { createRun, type AskDepartment, type DepartmentRequest } from '../../gateway/execution/run.js';
import type { FetchNode } from '../../gateway/planning/planner.js';
import { recordCache } from '../support/cache-recorder.js';
import { startForeignSubgraph, type ForeignSubgraph } from '../support/foreign-subgraph.js';
import { waitFor } from '../../scripts/figures/redis-server.js';

const types = `
  type Query { me: Citizen }
  type Citizen { id: ID! name(form: String): String pension: Pension secret: String }
  type Pension { amount: Int months: [Month] }
  type Month { paid: Int }
  type Dwelling { code: ID! area: Int seized: Boolean rooms: [Room] }
  type Room { area: Int }
`;
const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  ${types.replace('type Citizen', 'type Citizen @key(fields: "id")').replace('type Dwelling', 'type Dwelling @key(fields: "code")')}`;
const freshForMs = 10_000;
const rules: KeepRules = {
  schema: buildSchema(types),
  citizenType: 'Citizen',
  resourceOf: (coordinate) =>
    ['Citizen.secret', 'Dwelling.seized'].includes(coordinate) ? 'never' : coordinate.split('.')[0],
  windowsOf: (resource) =>
    resource === 'never'
      ? { freshForMs: 0, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 }
      : { freshForMs, staleWhileRevalidateMs: freshForMs, staleIfErrorMs: 10 * freshForMs },
  nameOf: (parts) => JSON.stringify(parts),
  heed: () => undefined,
};

/** What fails of the department, by its coordinate, with `.` and the code of a dwelling where it is of that one alone. */
const failing = new Set<string>();
let version = 1;
const field = (coordinate: string, value: () => unknown) => () => {
  if (failing.has(coordinate)) throw new Error(coordinate);
  return value();
};

let department: ForeignSubgraph;
let nowMs = 0;
let cache: LookUpCache;
let asked: (DepartmentRequest & { readonly by: 'caller' | 'gateway' })[] = [];
const served: string[] = [];

beforeAll(async () => {
  department = await startForeignSubgraph(sdl, {
    Query: { me: field('Query.me', () => ({ id: 'a' })) },
    Citizen: {
      name: field('Citizen.name', () => `name ${version}`),
      pension: field('Citizen.pension', () => ({ amount: version, months: [{}, {}] })),
      secret: field('Citizen.secret', () => `secret ${version}`),
    },
    Month: { paid: field('Month.paid', () => version) },
    Dwelling: {
      __resolveReference: ({ code }: { code: string }) => (code === 'none' ? null : { code }),
      area: ({ code }: { code: string }) =>
        field(`Dwelling.area.${code}`, () => Number(code) * 100 + version)(),
      rooms: ({ code }: { code: string }) => [{}, { code }],
    },
    Room: { area: ({ code = '' }: { code?: string }) => field(`Room.area.${code}`, () => version)() },
  });
});
afterAll(() => department.stop());
beforeEach(() => {
  failing.clear();
  version = 1;
  asked = [];
  served.length = 0;
  department.asked.length = 0;
  const now = () => nowMs;
  cache = createLookUpCache({
    createNear: () => createMemoryStore({ maxBytes: 1_000_000, metrics: recordCache().metrics, now }),
    far: undefined,
    bus: createLocalBus(),
    tags: createLocalTagEpochs(),
    served: () => undefined,
    claimMs: 100,
    now,
  });
});

const askAs =
  (by: 'caller' | 'gateway'): AskDepartment =>
  async (request) => {
    asked.push({ ...request, by });
    const response = await fetch(department.url, { method: 'POST', body: request.body });
    const answer = { status: response.status, body: await response.json(), age: undefined };
    return readAnswer(request.department, { ...answer, text: '', byteLength: 0 }, 'en', request.expected);
  };

const lookUps: RunLookUps = {
  lookUp: (request) => cache.lookUp(request),
  live: false,
  ownersOfMe: () => ['me'],
  ownersOf: () => undefined,
  askInBackground: askAs('gateway'),
  served: (resources, { state }) => void served.push(`${resources.join()} ${state}`),
};

function fetchOf(operation: string): FetchNode {
  return {
    kind: 'Fetch',
    serviceName: 'land',
    operation,
    operationKind: 'query' as FetchNode['operationKind'],
    operationName: undefined,
    variableUsages: [],
  };
}

async function askMe(selection: string) {
  const compiled = readFieldFetch(fetchOf(`{ me { ${selection} } }`), 'Citizen', rules);
  if (!compiled) throw new Error('nothing may be kept');
  return compileMyFields(compiled, 'land')(createRun({}, askAs('caller'), lookUps), lookUps, ['me']);
}

async function askDwellings(selection: string, ...codes: string[]) {
  const fetch = fetchOf(
    `query($representations:[_Any!]!) { _entities(representations:$representations) { ... on Dwelling { ${selection} } } }`,
  );
  const compiled = readFieldFetch(fetch, undefined, rules);
  if (!compiled) throw new Error('nothing may be kept');
  const entityFetch = {
    department: 'land',
    mayBeShared: true,
    writeBody: compileBody(fetch),
    ...compileEntityQuery(fetch),
  };
  const groups = codes.map((code, index) => ({
    representation: JSON.stringify({ __typename: 'Dwelling', code }),
    members: [index],
  }));
  const run = createRun({}, askAs('caller'), lookUps);
  return compileEntityFields(compiled, entityFetch)(
    run,
    lookUps,
    groups,
    codes.map((code): [string] => [code]),
  );
}

/** Codes of the dwellings of each request so far. */
const askedCodes = () =>
  department.asked.map(({ variables }) =>
    (variables as { representations: { code: string }[] }).representations.map(({ code }) => code),
  );
const words = (text: string | undefined) => text?.match(/\w+/g)?.join(' ');

describe('fields of the citizen', () => {
  it('are asked for once, and are the same from what is kept', async () => {
    const selection = '__typename mine: name pension { amount months { paid } }';
    const first = await askMe(selection);
    const second = await askMe(selection);
    expect(first).toEqual({
      data: {
        me: {
          __typename: 'Citizen',
          mine: 'name 1',
          pension: { amount: 1, months: [{ paid: 1 }, { paid: 1 }] },
        },
      },
    });
    expect(second).toEqual(first);
    expect(department.asked).toHaveLength(1);
    expect(served).toEqual([
      'Citizen live',
      'Citizen,Month,Pension live',
      'Citizen cached',
      'Citizen,Month,Pension cached',
    ]);
  });

  it('of which some are kept are asked for without these', async () => {
    await askMe('name');
    version = 2;
    expect((await askMe('name pension { amount } secret')).data).toEqual({
      me: { name: 'name 1', pension: { amount: 2 }, secret: 'secret 2' },
    });
    expect(words(department.asked[1]?.query)).toBe('me pension amount secret');
    await askMe('name pension { amount } secret');
    expect(words(department.asked[2]?.query)).toBe('me secret');
  });

  it('that are kept are each request its own: who changes them changes nobody else’s', async () => {
    await askMe('pension { amount }');
    const { data } = await askMe('pension { amount }');
    (data['me'] as { pension: { amount: number } }).pension.amount = 99;
    expect((await askMe('pension { amount }')).data).toEqual({ me: { pension: { amount: 1 } } });
  });

  it('in which something failed are passed on with their errors, and not kept; the others are', async () => {
    failing.add('Month.paid');
    const { data, errors } = await askMe('name pension { amount months { paid } }');
    expect(data).toEqual({
      me: { name: 'name 1', pension: { amount: 1, months: [{ paid: null }, { paid: null }] } },
    });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['me', 'pension', 'months', 0, 'paid'],
      ['me', 'pension', 'months', 1, 'paid'],
    ]);
    failing.clear();
    version = 2;
    const again = await askMe('name pension { amount months { paid } }');
    expect(again).toEqual({
      data: { me: { name: 'name 1', pension: { amount: 2, months: [{ paid: 2 }, { paid: 2 }] } } },
    });
  });

  it('all fail with the citizen, each at its place', async () => {
    failing.add('Query.me');
    const { data, errors } = await askMe('mine: name pension { amount }');
    expect(data).toEqual({ me: {} });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['me', 'mine'],
      ['me', 'pension'],
    ]);
  });

  it('for which something that is kept stands in have no error', async () => {
    await askMe('name pension { amount }');
    nowMs += 3 * freshForMs;
    failing.add('Citizen.name');
    version = 2;
    expect(await askMe('name pension { amount }')).toEqual({
      data: { me: { name: 'name 1', pension: { amount: 2 } } },
    });
    expect(served.slice(-2)).toEqual(['Citizen stale', 'Citizen,Pension live']);
  });

  it('that are no longer fresh are asked for by the gateway itself, behind the answer', async () => {
    await askMe('name pension { amount }');
    nowMs += freshForMs;
    version = 2;
    expect((await askMe('name')).data).toEqual({ me: { name: 'name 1' } });
    await waitFor('the new name', async () =>
      isDeepStrictEqual((await askMe('name')).data, { me: { name: 'name 2' } }),
    );
    expect(asked.map(({ by }) => by)).toEqual(['caller', 'gateway']);
    expect(words(department.asked[1]?.query)).toBe('me name');
  });
});

describe('fields of things', () => {
  it('are asked for only of those of which nothing is kept, and come to the right ones', async () => {
    await askDwellings('area', '2', '4');
    version = 2;
    const { entities } = await askDwellings('__typename area', '1', '2', '3', '4', '5');
    expect(entities).toEqual([102, 201, 302, 401, 502].map((area) => ({ __typename: 'Dwelling', area })));
    expect(askedCodes()).toEqual([
      ['2', '4'],
      ['1', '3', '5'],
    ]);
  });

  it('go with no request of before, which may be older than the epochs that they are kept under', async () => {
    await askDwellings('area', '1');
    await askDwellings('area seized', '2');
    await askDwellings('area seized', '2');
    expect(asked.map(({ mayBeShared }) => mayBeShared)).toEqual([false, false, true]);
  });

  it('that fail do so at the right ones', async () => {
    await askDwellings('area', '2');
    failing.add('Dwelling.area.3').add('Room.area.4');
    const { entities, errors } = await askDwellings('area rooms { area }', '1', '2', '3', '4');
    expect(entities).toEqual([
      { area: 101, rooms: [{ area: 1 }, { area: 1 }] },
      { area: 201, rooms: [{ area: 1 }, { area: 1 }] },
      { area: null, rooms: [{ area: 1 }, { area: 1 }] },
      { area: 401, rooms: [{ area: 1 }, { area: null }] },
    ]);
    expect(errors.map(({ path }) => path)).toEqual([
      [2, 'area'],
      [3, 'rooms', 1, 'area'],
    ]);
    failing.clear();
    department.asked.length = 0;
    await askDwellings('area rooms { area }', '1', '2', '3', '4');
    expect(askedCodes()).toEqual([['3', '4']]);
  });

  it('that fail do so at the right ones also when only these were asked for', async () => {
    await askDwellings('area', '1', '2');
    failing.add('Dwelling.area.4');
    const { entities, errors } = await askDwellings('area', '1', '3', '2', '4');
    expect(entities).toEqual([{ area: 101 }, { area: 301 }, { area: 201 }, { area: null }]);
    expect(errors.map(({ path }) => path)).toEqual([[3, 'area']]);
    expect(askedCodes()[1]).toEqual(['3', '4']);
  });

  it('that are kept stay what they are although they are asked for along with what is missing of others', async () => {
    await askDwellings('area', '1');
    await askDwellings('rooms { area }', '2');
    version = 2;
    failing.add('Dwelling.area.1');
    const { entities, errors } = await askDwellings('area rooms { area }', '1', '2');
    expect(entities).toEqual([
      { area: 101, rooms: [{ area: 2 }, { area: 2 }] },
      { area: 202, rooms: [{ area: 1 }, { area: 1 }] },
    ]);
    expect(errors).toEqual([]);
  });

  it('of which the department knows nothing have neither fields nor errors, and nothing stands in for them', async () => {
    const { entities, errors } = await askDwellings('area', 'none', '1');
    expect(entities).toEqual([{}, { area: 101 }]);
    expect(errors).toEqual([]);
  });

  it('that are no longer fresh are asked for by the gateway itself, in one request', async () => {
    await askDwellings('area', '1', '2');
    nowMs += freshForMs;
    version = 2;
    const { entities } = await askDwellings('area', '1', '2', '3');
    expect(entities).toEqual([{ area: 101 }, { area: 201 }, { area: 302 }]);
    await waitFor('the new areas', async () =>
      isDeepStrictEqual((await askDwellings('area', '1', '2')).entities, [{ area: 102 }, { area: 202 }]),
    );
    expect(asked.map(({ by }) => by).sort()).toEqual(['caller', 'caller', 'gateway']);
  });
});
