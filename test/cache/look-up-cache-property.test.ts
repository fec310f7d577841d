// 100,000 steps of two gateway processes in a world of writes, invalidations, faults and jumping clocks, in virtual time:
// nobody gets another's data, nothing is older than it may be, nothing survives its invalidation.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { everythingTag, type LookUp, type Owners } from '../../gateway/cache/look-up-request.js';
import { createLookUpModel } from '../support/look-up-model.js';
import {
  createBusNetwork,
  createFarMemory,
  createFarStore,
  lookUp,
  neverKept,
  openTags,
  startLookUpProcess,
  type Department,
  type Random,
  type StoreFault,
} from '../support/look-up-world.js';
import { createVirtualTime } from '../support/virtual-time.js';

const stepsPerRun = 500;
const runs = 200;

/** Two citizens, one of them with two numbers, and a thing. */
const owners: readonly Owners[] = [['A'], ['B', 'B2'], ['T']];
const fields: readonly LookUp[] = [
  { ...lookUp('x'), tags: [everythingTag, 'type:t', 'resource:x'] },
  {
    ...lookUp('y', { freshForMs: 2_000, staleWhileRevalidateMs: 0, staleIfErrorMs: 5_000 }),
    tags: [everythingTag, 'type:t', 'resource:y'],
  },
  neverKept('z'),
];

/** mulberry32: each step has its own, so that those that are left after shrinking do what they did. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const outcomes = { near: 0, far: 0, stale: 0, shared: 0, loaded: 0, failed: 0 };
let confirmed = 0;
let unconfirmed = 0;

function createWorld(seed: number) {
  const random = randomOf(seed);
  const time = createVirtualTime();
  const between = (least: number, most: number, by = random) => least + Math.floor(by() * (most - least + 1));
  const memory = createFarMemory(time);
  const openLine = createBusNetwork(
    time,
    () => between(1, 30),
    () => random() < 0.02,
  );
  const tagEpochs = new Map<string, string>();
  const ways = [0, 1].map(() => createFarStore(time, memory, () => between(1, 4), random));
  const reachesAllSinceMs: (number | undefined)[] = [0, 0];
  const hears = [true, true];
  const failing = new Map<string, 'fails' | 'refuses'>();
  const model = createLookUpModel({
    time,
    owners,
    lookUps: fields,
    reachesAllSinceMs: (process) => reachesAllSinceMs[process],
    hears: (process) => hears[process] === true,
  });
  const department: Department = {
    answer(owner, name) {
      const failure = failing.get(owner);
      if (!failure) return model.say(owner, name, department);
      if (failure === 'fails') return void model.fail(owner, name);
      model.refuse(owner, name);
      return null;
    },
    delayMs: 20,
    maxAgeMs: undefined,
    ageMs: 0,
    asked: [],
  };
  const processes = ways.map((far) => {
    const bus = openLine();
    const tags = openTags(time, bus, tagEpochs);
    for (const { tags: names } of fields) for (const tag of names) tags.epochOf(tag);
    // So little that things are forgotten.
    return startLookUpProcess({ time, bus, tags, far, department, nearBytes: between(4_000, 20_000) });
  });
  /** Whether a viewer may see a field of an owner. */
  const rights = [0, 1, 2].map(() => owners.map(() => fields.map(() => random() < 0.7)));
  const asking: Promise<void>[] = [];
  const errors: unknown[] = [];

  function ask(process: number, by: Random): void {
    const mine = rights[between(0, 2, by)] ?? [];
    const seen = between(0, 2, by);
    const lookUps = fields.filter((_, index) => mine[seen]?.[index]);
    const about = owners.filter(
      (_, index) => index === seen || (by() < 0.3 && String(mine[index]) === String(mine[seen])),
    );
    if (lookUps.length === 0) return;
    const question = { owners: about, lookUps, live: by() < 0.1 };
    const asked = model.ask(process, question);
    const answering = Promise.resolve(processes[process]?.ask(question) ?? []);
    asking.push(
      answering
        .then((answer) => model.check(asked, answer))
        .catch((error: unknown) => void errors.push(error)),
    );
  }

  function write(process: number, by: Random): void {
    const [whose, alias] = owners[between(0, 2, by)] as Owners;
    const byTag = by() < 0.2;
    const versions = byTag
      ? model.write(
          owners.map(([owner]) => owner),
          ['x'],
        )
      : model.write([whose], ['x', 'y', 'z']);
    const what = byTag
      ? { owners: [], tags: ['resource:x'] }
      : { owners: [by() < 0.5 ? whose : (alias ?? whose)], tags: [] };
    const invalidating = processes[process]?.cache.invalidate(what).then((isConfirmed) => {
      if (isConfirmed) confirmed += 1;
      else unconfirmed += 1;
      model.invalidated({ process, versions, byTag }, isConfirmed);
      // Who has written looks at it.
      ask(process, by);
      ask(1 - process, by);
    });
    if (invalidating) asking.push(invalidating.catch((error: unknown) => void errors.push(error)));
  }

  function noteReach(process: number): void {
    const reachesAll = ways[process]?.fault === 'none' && hears[process];
    reachesAllSinceMs[process] = reachesAll ? (reachesAllSinceMs[process] ?? time.elapsed()) : undefined;
  }

  function setFault(process: number, fault: StoreFault): void {
    const way = ways[process];
    if (way) way.fault = fault;
    noteReach(process);
  }

  function cutOrMend(process: number, isCut: boolean): void {
    const bus = processes[process]?.bus;
    if (isCut) bus?.cut();
    else bus?.mend();
    hears[process] = !isCut;
    noteReach(process);
  }

  const actions: readonly [weight: number, act: (process: number, by: Random) => void][] = [
    [55, ask],
    [14, write],
    [
      4,
      (process, by) =>
        setFault(
          process,
          (['none', 'none', 'none', 'down', 'hung', 'flaky'] as const)[between(0, 5, by)] ?? 'none',
        ),
    ],
    [1, () => memory.flush()],
    [3, (process, by) => cutOrMend(process, by() < 0.4)],
    [
      4,
      (_process, by) =>
        void (by() < 0.4
          ? failing.set(owners[between(0, 2, by)]?.[0] ?? '', by() < 0.7 ? 'fails' : 'refuses')
          : failing.clear()),
    ],
    [4, (_process, by) => model.jump(between(1, 40, by) ** 3)],
    [
      3,
      (_process, by) => {
        const viewer = rights[between(0, 2, by)]?.[between(0, 2, by)];
        if (viewer) viewer[between(0, 2, by)] = by() < 0.7;
      },
    ],
    [
      4,
      (_process, by) => {
        department.delayMs = between(2, 40, by) ** 2 / 2;
        department.maxAgeMs = [undefined, undefined, 0, 1_000, 3_000][between(0, 4, by)];
        department.ageMs = by() < 0.2 ? between(0, 3_000, by) : 0;
      },
    ],
  ];
  const weights = actions.reduce((sum, [weight]) => sum + weight, 0);

  return {
    async step(choice: number): Promise<void> {
      const by = randomOf(choice);
      let left = Math.floor(by() * weights);
      const action = actions.find(([weight]) => (left -= weight) < 0);
      action?.[1](between(0, 1, by), by);
      await time.advance([0, 0, 1, 3, 10, 30, 100, 700][between(0, 7, by)] ?? 0);
      if (errors.length > 0) throw errors[0];
    },
    async end(): Promise<void> {
      failing.clear();
      for (const process of [0, 1]) {
        setFault(process, 'none');
        cutOrMend(process, false);
      }
      await time.run(Promise.all(asking));
      for (const one of processes) {
        one.cache.stop();
        one.tags.stop();
        for (const outcome of Object.keys(outcomes) as (keyof typeof outcomes)[])
          outcomes[outcome] += one.outcomes[outcome];
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}

describe('the cache, whatever happens', () => {
  it('serves no byte of anybody else, nothing older than its window, and nothing that was invalidated', async () => {
    const choices = fc.array(fc.nat(), { minLength: stepsPerRun, maxLength: stepsPerRun });
    await fc.assert(
      fc.asyncProperty(fc.nat(), choices, async (seed, steps) => {
        const world = createWorld(seed);
        for (const choice of steps) await world.step(choice);
        await world.end();
      }),
      // Shrinking takes longer than a test may: with the seed and the path that it prints, and without this, it is done alone.
      { numRuns: runs, endOnFailure: true },
    );
  }, 300_000);

  it('was put to all its uses by that', () => {
    for (const outcome of Object.values(outcomes)) expect(outcome).toBeGreaterThan(runs);
    expect(Math.min(confirmed, unconfirmed)).toBeGreaterThan(runs);
  });
});
