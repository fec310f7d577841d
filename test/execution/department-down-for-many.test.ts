// A department that is down, and many who ask it for the same at once: how often it is asked, and what they are told.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { pino } from 'pino';
import { createLocalBus } from '../../gateway/cache/bus.js';
import { createLookUpCache, type LookUpCache } from '../../gateway/cache/look-up-cache.js';
import { createMemoryStore } from '../../gateway/cache/memory-store.js';
import { createLocalTagEpochs } from '../../gateway/cache/tag-epochs.js';
import { createDepartmentAsker } from '../../gateway/departments/ask-department.js';
import {
  createDepartmentClient,
  type DepartmentClient,
} from '../../gateway/departments/department-client.js';
import { sourceDownMessage, type Language } from '../../gateway/errors.js';
import { compileBody, compileEntityQuery } from '../../gateway/execution/fetch-body.js';
import { readFieldFetch, type FieldFetch, type KeepRules } from '../../gateway/execution/fetch-fields.js';
import {
  compileEntityFields,
  compileMyFields,
  type RunLookUps,
} from '../../gateway/execution/fetch-look-ups.js';
import { createRun, type Run } from '../../gateway/execution/run.js';
import type { FetchNode } from '../../gateway/planning/planner.js';
import { recordCache } from '../support/cache-recorder.js';
import { startForeignSubgraph, type ForeignSubgraph } from '../support/foreign-subgraph.js';

const types = `
  type Query { me: Citizen }
  type Citizen { id: ID! name: String }
  type Dwelling { code: ID! area: Int }
`;
const minute = 60_000;
const rules: KeepRules = {
  schema: buildSchema(types),
  citizenType: 'Citizen',
  resourceOf: () => 'land.dwelling',
  windowsOf: () => ({ freshForMs: minute, staleWhileRevalidateMs: 0, staleIfErrorMs: minute }),
  nameOf: (parts) => JSON.stringify(parts),
  heed: () => undefined,
};
const callers = Array.from({ length: 50 }, (_, index): Language => (index % 2 === 0 ? 'zh' : 'en'));

let department: ForeignSubgraph;
let client: DepartmentClient;
let cache: LookUpCache;

beforeAll(async () => {
  department = await startForeignSubgraph(types, {}, () => ({ status: 502, body: 'Bad Gateway' }));
  client = createDepartmentClient({
    name: 'land',
    url: department.url,
    timeoutMs: 5_000,
    maxResponseBytes: 10_000,
  });
});
afterAll(async () => {
  await client.stop();
  await department.stop();
});
beforeEach(() => {
  department.asked.length = 0;
  cache = createLookUpCache({
    createNear: () => createMemoryStore({ maxBytes: 1_000_000, metrics: recordCache().metrics }),
    far: undefined,
    bus: createLocalBus(),
    tags: createLocalTagEpochs(),
    served: () => undefined,
    claimMs: 100,
  });
});

const fetchOf = (operation: string): FetchNode => ({
  kind: 'Fetch',
  serviceName: 'land',
  operation,
  operationKind: 'query' as FetchNode['operationKind'],
  operationName: undefined,
  variableUsages: [],
});

function fieldsOf(fetch: FetchNode, typeName: string | undefined): FieldFetch {
  const fields = readFieldFetch(fetch, typeName, rules);
  if (!fields) throw new Error('nothing may be kept');
  return fields;
}

function startCaller(language: Language) {
  const context = {
    language,
    identity: { caller: { kind: 'citizen', level: 'high' }, me: language, subjects: [] },
    forwardedHeaders: {},
    logger: pino({ level: 'silent' }),
    answeredAt: new Map(),
    down: new Set<string>(),
  };
  const ask = createDepartmentAsker(new Map([['land', client]]))(context as never, () => 'the same');
  const lookUps: RunLookUps = {
    lookUp: (request) => cache.lookUp(request),
    live: false,
    ownersOfMe: () => ['me'],
    ownersOf: () => undefined,
    askInBackground: ask,
    served: () => undefined,
  };
  return { down: context.down, lookUps, run: createRun({}, ask, lookUps) };
}

const mine = fetchOf('{ me { name } }');
const askMine = compileMyFields(fieldsOf(mine, 'Citizen'), 'land');
const things = fetchOf(
  'query($representations:[_Any!]!) { _entities(representations:$representations) { ... on Dwelling { area } } }',
);
const askThings = compileEntityFields(fieldsOf(things, undefined), {
  department: 'land',
  mayBeShared: true,
  writeBody: compileBody(things),
  ...compileEntityQuery(things),
});
const groups = [{ representation: '{"__typename":"Dwelling","code":"1"}', members: [0] }];

describe('a department that is down', () => {
  it.each([
    ['me', (run: Run, lookUps: RunLookUps) => askMine(run, lookUps, ['me']), ['me', 'name']],
    ['_entities', (run: Run, lookUps: RunLookUps) => askThings(run, lookUps, groups, [['1']]), [0, 'area']],
  ])('is asked twice by 50 who ask for the same, who are all told so (%s)', async (_root, ask, path) => {
    const told = await Promise.all(
      callers.map(async (language) => {
        const { run, lookUps, down } = startCaller(language);
        return { language, errors: (await ask(run, lookUps)).errors, down: [...down] };
      }),
    );
    expect(department.asked).toHaveLength(2);
    expect(told).toEqual(
      callers.map((language) => ({
        language,
        errors: [
          {
            message: sourceDownMessage('land')[language],
            extensions: { code: 'SOURCE_DOWN', department: 'land' },
            path,
          },
        ],
        down: ['land'],
      })),
    );
  });
});
