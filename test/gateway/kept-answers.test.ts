// Whole answers that are given again: to whom, and for how long.
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalBus } from '../../gateway/cache/bus.js';
import { createLookUpCache } from '../../gateway/cache/look-up-cache.js';
import type { Loaded } from '../../gateway/cache/look-up-request.js';
import { createMemoryStore } from '../../gateway/cache/memory-store.js';
import { createNames } from '../../gateway/cache/names.js';
import { createLocalTagEpochs } from '../../gateway/cache/tag-epochs.js';
import type { RequestContext } from '../../gateway/context.js';
import type { CompiledOperation } from '../../gateway/execution/compile-operation.js';
import type { ExecutorResult } from '../../gateway/execution/supergraph.js';
import { WrittenData } from '../../gateway/http/stringify-answer.js';
import { createKeptAnswers, type AskedAnswer, type KeptAnswers } from '../../gateway/kept-answers.js';
import { createLookUps, type LookUps } from '../../gateway/request-look-ups.js';

const department = 'land';
const windows = { freshForMs: 60_000, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 };
const compiled = { key: 'q' } as CompiledOperation;

interface Asking extends Partial<
  Pick<RequestContext, 'language' | 'refusalsInExtensionsOnly' | 'live' | 'plan'>
> {
  readonly id?: string;
  readonly level?: string;
  readonly kind?: string;
  readonly variables?: Record<string, unknown>;
  readonly compiled?: CompiledOperation;
  /** Shows a dwelling, too. */
  readonly home?: boolean;
}

describe('a whole answer', () => {
  let lookUps: LookUps;
  let answers: KeptAnswers;
  /** What the department says, and how often it was asked. */
  let value = '"周德福"';
  let loaded: Partial<Loaded> = {};
  let asked = 0;
  let ran = 0;

  beforeEach(() => {
    [value, loaded, asked, ran] = ['"周德福"', {}, 0, 0];
    const tags = createLocalTagEpochs();
    const cache = createLookUpCache({
      createNear: () => createMemoryStore({ maxBytes: 1_000_000, metrics: { answered: () => undefined } }),
      far: undefined,
      bus: createLocalBus(),
      tags,
      served: () => undefined,
      claimMs: 100,
    });
    lookUps = createLookUps(cache, createNames(randomBytes(32)), tags);
    answers = createKeptAnswers(lookUps, 'this release');
  });

  const subjects = new Map<string, RequestContext['identity'] & {}>();
  function identityOf(id: string): RequestContext['identity'] & {} {
    const known = subjects.get(id) ?? {
      caller: { kind: 'citizen', client: 'portal', citizen: id, level: 'L3' },
      me: id,
      subjects: [{ id, numbers: [`number of ${id}`] }],
    };
    subjects.set(id, known);
    return known;
  }

  function questionOf({ id = 'a', level = 'L3', kind = 'citizen', ...rest }: Asking): AskedAnswer {
    const identity = identityOf(id);
    const context = {
      ...{ language: 'zh', refusalsInExtensionsOnly: false, live: false, ...rest },
      principal: { kind, client: 'portal', level, citizen: identity.subjects[0] },
      identity,
      ...{ down: new Set(), answeredAt: new Map(), uses: [] },
    } as unknown as RequestContext;
    const variables = { ...rest.variables, ...(rest.home && { home: true }) };
    return { compiled: rest.compiled ?? compiled, variables, context };
  }

  /** Looks one field up as an operation would, and writes it. */
  async function run({ context, variables }: AskedAnswer, errors: readonly never[]): Promise<ExecutorResult> {
    ran += 1;
    const { identity, live, uses } = context;
    if (!identity) throw new Error('nobody asks');
    const runLookUps = lookUps.forRequest({
      ...{ identity, live, uses, origins: new Map() },
      askInBackground: () => () => Promise.reject(new Error('nothing is asked in the background')),
    });
    const owners = runLookUps.ownersOfMe(department);
    if (!owners) throw new Error('nobody is asked about');
    const [[found] = []] = await runLookUps.lookUp({
      department,
      owners: [owners],
      lookUps: [{ name: lookUps.nameOf(['holder']), tags: ['resource:land.right'], windows }],
      live,
      load: async () => {
        asked += 1;
        return [{ texts: [value], maxAgeMs: undefined, ageMs: 0, ...loaded }];
      },
    });
    if (variables['home']) await lookUpHome(runLookUps);
    return {
      data: new WrittenData(`{"me":{"name":${found?.text ?? 'null'}}}`),
      errors,
      extensions: { state: found?.state },
    };
  }

  async function lookUpHome(runLookUps: ReturnType<LookUps['forRequest']>): Promise<void> {
    const owners = runLookUps.ownersOf(department, '{"__typename":"Dwelling","houseCode":"1"}');
    if (!owners) throw new Error('a dwelling has one key');
    await runLookUps.lookUp({
      ...{ department, owners: [owners], live: false },
      lookUps: [{ name: lookUps.nameOf(['address']), tags: ['resource:land.dwelling'], windows }],
      load: async () => [{ texts: ['"清河路"'], maxAgeMs: undefined, ageMs: 0 }],
    });
  }

  /** @returns the response's body, and whether it was written before */
  async function ask(asking: Asking = {}, change?: (question: AskedAnswer) => void, errors: never[] = []) {
    const question = questionOf(asking);
    const result = await answers.answer(question, async () => {
      const one = await run(question, errors);
      change?.(question);
      return one;
    });
    if ('body' in result) return { isKept: true, body: Buffer.from(result.body, 'latin1').toString() };
    return { isKept: false, body: 'data' in result ? result.data.text : '' };
  }

  /** As often as it takes: fetched, looked up, kept. */
  async function askUntilKept(): Promise<void> {
    for (let time = 0; time < 3; time++) await ask();
    expect(await ask()).toMatchObject({ isKept: true });
  }

  it('is given again as it was, with all of its characters', async () => {
    await askUntilKept();
    const before = ran;
    expect(await ask()).toEqual({
      isKept: true,
      body: '{"data":{"me":{"name":"周德福"}},"extensions":{"state":"cached"}}',
    });
    expect([ran, asked]).toEqual([before, 1]);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'its department says that the citizen’s data changed',
      () => lookUps.invalidate(department, [{ citizen: { number: 'number of a' } }]),
    ],
    [
      'its department says that the resource changed',
      () => lookUps.invalidate(department, [{ resource: 'land.right' }]),
    ],
    ['the citizen changed something', () => lookUps.invalidatePeople([department], identityOf('a').subjects)],
    ['the citizen has seen what is live', () => ask({ live: true })],
  ])('is put together anew once %s', async (_what, end) => {
    await askUntilKept();
    value = '"周德寿"';
    await end();
    expect(await ask()).toEqual({ isKept: false, body: '{"me":{"name":"周德寿"}}' });
  });

  it('is put together anew once a thing that it shows has changed', async () => {
    for (let time = 0; time < 3; time++) await ask({ home: true });
    expect(await ask({ home: true })).toMatchObject({ isKept: true });
    await lookUps.invalidate(department, [{ type: { name: 'Dwelling', key: { houseCode: '1' } } }]);
    expect(await ask({ home: true })).toMatchObject({ isKept: false });
  });

  it('is put together anew once what it was made of is no longer fresh', async () => {
    loaded = { ageMs: windows.freshForMs - 40 };
    for (let time = 0; time < 4; time++) await ask();
    const until = Date.now() + 60;
    while (Date.now() < until) await new Promise((resolve) => setImmediate(resolve));
    expect(await ask()).toMatchObject({ isKept: false });
    expect(asked).toBeGreaterThan(1);
  });

  it.each<[string, Asking]>([
    ['somebody else', { id: 'b' }],
    ['a login of another level', { level: 'L1' }],
    ['another language', { language: 'en' }],
    ['another way to show refusals', { refusalsInExtensionsOnly: true }],
    ['other variables', { variables: { first: 2 } }],
    ['whoever wants it live', { live: true }],
    ['a bureau', { kind: 'bureau' }],
  ])('is not given to %s', async (_who, asking) => {
    await askUntilKept();
    expect(await ask(asking)).toMatchObject({ isKept: false });
  });

  it('is not given to another operation, of which answers are kept too', async () => {
    const other = { compiled: { key: 'r' } as CompiledOperation, id: 'b' };
    for (let time = 0; time < 3; time++) await ask(other);
    await askUntilKept();
    expect(await ask({ ...other, id: 'a' })).toMatchObject({ isKept: false });
  });

  it('is never kept of a bureau, nor given to whoever wants to see the plan', async () => {
    for (let time = 0; time < 4; time++)
      expect(await ask({ kind: 'bureau' })).toMatchObject({ isKept: false });
    await askUntilKept();
    const plan = { wish: 'with-answer' } as unknown as RequestContext['plan'];
    expect(await ask({ plan })).toMatchObject({ isKept: false });
  });

  it('is kept beside that of a process which knows that it may rest on more', async () => {
    const here = answers;
    await askUntilKept();
    answers = createKeptAnswers(lookUps, 'this release');
    for (let time = 0; time < 2; time++) await ask({ home: true });
    await askUntilKept();
    answers = here;
    expect(await ask()).toMatchObject({ isKept: true });
  });

  it('is not kept for processes that do not know of something that it rests on', async () => {
    const there = createKeptAnswers(lookUps, 'this release');
    const here = answers;
    for (answers of [there, here]) await askUntilKept();
    await lookUps.invalidate(department, [{ resource: 'land.right' }]);
    const question = questionOf({});
    const runWithHome = () => run({ ...question, variables: { home: true } }, []);
    for (let time = 0; time < 2; time++)
      await answers.answer({ ...question, context: { ...question.context, uses: [] } }, runWithHome);
    answers = there;
    expect(await ask()).toMatchObject({ isKept: false });
  });

  it('is looked for once by all who ask the same at once', async () => {
    await askUntilKept();
    await lookUps.invalidate(department, [{ resource: 'land.right' }]);
    const before = ran;
    const all = await Promise.all(Array.from({ length: 50 }, () => ask()));
    expect([ran - before, asked]).toEqual([1, 2]);
    for (const { body } of all) expect(body).toContain('周德福');
  });

  it('is not waited for when it began before something changed that it has come to show', async () => {
    await askUntilKept();
    await lookUps.invalidate(department, [{ resource: 'land.right' }]);
    const question = questionOf({});
    let show = (): void => undefined;
    const shown = new Promise<void>((resolve) => (show = resolve));
    const before = answers.answer(question, async () => {
      const result = await run({ ...question, variables: { home: true } }, []);
      await shown;
      return result;
    });
    await new Promise((resolve) => setImmediate(resolve));
    await lookUps.invalidate(department, [{ type: { name: 'Dwelling', key: { houseCode: '1' } } }]);
    expect(await ask()).toMatchObject({ isKept: false });
    show();
    await before;
  });

  it('is not given by another release, which may write it otherwise', async () => {
    await askUntilKept();
    answers = createKeptAnswers(lookUps, 'another release');
    for (let time = 0; time < 2; time++) expect(await ask()).toMatchObject({ isKept: false });
  });

  it.each<[string, (question: AskedAnswer) => void]>([
    ['needed a department', ({ context }) => context.answeredAt.set('land', new Date())],
    ['missed a department', ({ context }) => context.down.add('land')],
    ['looked nothing up', ({ context }) => context.uses.splice(0)],
  ])('is not kept when it %s', async (_what, change) => {
    for (let time = 0; time < 4; time++) expect(await ask({}, change)).toMatchObject({ isKept: false });
  });

  it('is not kept when it has errors', async () => {
    for (let time = 0; time < 4; time++)
      expect(await ask({}, undefined, [{} as never])).toMatchObject({ isKept: false });
  });

  it('is handed on to nobody when it has errors, and leaves no trace', async () => {
    await askUntilKept();
    await lookUps.invalidate(department, [{ resource: 'land.right' }]);
    const failing = () => ask({}, undefined, [{} as never]);
    for (let time = 0; time < 3; time++)
      for (const one of await Promise.all([failing(), failing()]))
        expect(one).toMatchObject({ isKept: false });
    await askUntilKept();
  });

  it('is not kept when it shows what is somebody else’s', async () => {
    await ask();
    await ask();
    const ofSomebodyElse = ({ context: { uses } }: AskedAnswer): void =>
      uses.forEach((use, index) => (uses[index] = { ...use, endedBy: undefined }));
    for (let time = 0; time < 3; time++)
      expect(await ask({}, ofSomebodyElse)).toMatchObject({ isKept: false });
  });
});
