// Fields that are looked up: when what is kept stands in for a department's answer, and when that is the last word.
import { describe, expect, it } from '@jest/globals';
import { createLocalBus } from '../../gateway/cache/bus.js';
import { createLookUpCache } from '../../gateway/cache/look-up-cache.js';
import { createMemoryStore } from '../../gateway/cache/memory-store.js';
import { createLocalTagEpochs } from '../../gateway/cache/tag-epochs.js';
import { readAnswer, type ReadAnswer } from '../../gateway/departments/read-answer.js';
import type { FieldFetch } from '../../gateway/execution/fetch-fields.js';
import { compileEntityFields, compileMyFields } from '../../gateway/execution/fetch-look-ups.js';
import { createRun } from '../../gateway/execution/run.js';
import { recordCache } from '../support/cache-recorder.js';

const windows = { freshForMs: 1_000, staleWhileRevalidateMs: 0, staleIfErrorMs: 60_000 };

function fetchOf(rootKey: 'me' | '_entities'): FieldFetch {
  const operation =
    rootKey === 'me'
      ? '{me{name rooms}}'
      : 'query($representations:[_Any!]!){_entities(representations:$representations){...on Flat{name rooms}}}';
  return {
    typeName: rootKey === 'me' ? 'Citizen' : 'Flat',
    rootKey,
    typenameKeys: [],
    fields: ['name', 'rooms'].map((key) => ({
      coordinate: `Flat.${key}`,
      key,
      resources: ['land.flat'],
      windows,
      lookUp: () => ({ name: key, tags: ['type:land.Flat'], windows }),
      isKept: true,
    })),
    narrow: () => ({
      kind: 'Fetch',
      serviceName: 'land',
      operation,
      operationKind: 'query' as never,
      operationName: undefined,
    }),
  };
}

/** Asks for the same fields of the same owner each time, half a minute after the time before. */
function openFields(rootKey: 'me' | '_entities' = 'me') {
  let nowMs = 1_000_000;
  const now = () => nowMs;
  const cache = createLookUpCache({
    createNear: () => createMemoryStore({ maxBytes: 1_000_000, metrics: recordCache().metrics, now }),
    far: undefined,
    bus: createLocalBus(),
    tags: createLocalTagEpochs(),
    served: () => undefined,
    claimMs: 100,
    now,
  });
  const fetch = fetchOf(rootKey);
  const entityFetch = { department: 'land', mayBeShared: true, writeBody: () => '', definitions: [] };
  const askMine = compileMyFields(fetch, 'land');
  const askThings = compileEntityFields(fetch, { ...entityFetch, selection: '', variableUsages: [] });
  return async (status: number, body: object): Promise<unknown> => {
    nowMs += 30_000;
    const answered = async (): Promise<ReadAnswer> => readAnswer('land', { status, body } as never, 'en');
    const lookUps = {
      lookUp: cache.lookUp.bind(cache),
      live: false,
      ownersOfMe: () => undefined,
      ownersOf: () => undefined,
      askInBackground: answered,
      served: () => undefined,
    };
    const run = createRun({}, answered, lookUps);
    if (rootKey === 'me') return (await askMine(run, lookUps, ['owner'])).data['me'];
    const groups = [{ representation: '{"__typename":"Flat","id":"1"}', members: [0] }];
    return (await askThings(run, lookUps, groups, [['owner']])).entities[0];
  };
}

const whole = { name: 'Flat 1', rooms: [{ area: 12 }] };
const failed = { message: 'The department failed.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
const forbidden = { message: 'not covered', extensions: { code: 'FORBIDDEN' } };

describe('what is kept of a field', () => {
  it('stands in for a department that fails', async () => {
    const ask = openFields();
    await ask(200, { data: { me: whole } });
    expect(await ask(500, { errors: [failed] })).toEqual(whole);
  });

  it.each(['me', '_entities'] as const)('never stands in for a refusal (%s)', async (rootKey) => {
    const ask = openFields(rootKey);
    await ask(200, { data: rootKey === 'me' ? { me: whole } : { _entities: [whole] } });
    expect(await ask(403, { errors: [forbidden] })).toEqual({});
  });

  it.each([
    ['me', { me: null }],
    ['_entities', { _entities: [null] }],
  ] as const)('never stands in for what is not there any more (%s)', async (rootKey, gone) => {
    const ask = openFields(rootKey);
    await ask(200, { data: rootKey === 'me' ? { me: whole } : { _entities: [whole] } });
    expect(await ask(200, { data: gone })).toEqual({});
  });

  it('is nothing where so many fields failed that they are not told apart', async () => {
    const ask = openFields();
    const rooms = Array.from({ length: 50 }, () => ({ area: null }));
    const errors = [
      ...rooms.map((_, index) => ({ ...failed, path: ['me', 'rooms', index, 'area'] })),
      { ...failed, path: ['me', 'name'] },
    ];
    await ask(200, { data: { me: { rooms, name: { first: null } } }, errors });
    expect(await ask(500, { errors: [failed] })).toEqual({});
  });
});
