// What is never served again: in virtual time, with two processes, and whatever happens between them.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { GatewayProcess, Question } from '../support/look-up-world.js';
import { createLookUpCity, lookUp, shown } from '../support/look-up-world.js';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.js';

const a = lookUp('a');
const asked: Question = { owners: [['o']], lookUps: [a] };

let time: VirtualTime;
let city: ReturnType<typeof createLookUpCity>;
let here: GatewayProcess;
let there: GatewayProcess;

beforeEach(async () => {
  time = createVirtualTime();
  city = createLookUpCity(time);
  here = await city.start();
  there = await city.start();
  city.department.answer = () => '"old"';
});

const ask = async (process: GatewayProcess, question = asked) => shown(await time.run(process.ask(question)));
const rest = () => time.advance(100);
/** What the department has changes before it says so. */
const change = () => {
  city.department.answer = () => '"new"';
};
const invalidate = (process: GatewayProcess, what: Parameters<GatewayProcess['cache']['invalidate']>[0]) =>
  time.run(process.cache.invalidate(what));

const ways = [
  ['its owner', { owners: ['o'], tags: [] }],
  ['its type', { owners: [], tags: ['type:t'] }],
  ['its resource', { owners: [], tags: ['resource:r'] }],
  ['its owner and its type', { owners: ['o'], tags: ['type:t'] }],
] as const;

describe.each(ways)('an invalidation of %s', (_what, what) => {
  beforeEach(async () => {
    for (const process of [here, there]) await ask(process);
    await rest();
  });

  it('ends what every process has', async () => {
    change();
    expect(await invalidate(here, what)).toBe(true);
    await rest();
    expect(await ask(here)).toEqual([['live "new"']]);
    await rest();
    expect(await ask(there)).toEqual([['cached "new"']]);
  });

  it.each([
    ['this process', () => here],
    ['another process', () => there],
  ])('ends what is being fetched by %s', async (_where, process) => {
    time.jump(200_000);
    city.department.delayMs = 200;
    const begun = city.department.asked.length;
    const fetching = process().ask(asked);
    await time.advance(150);
    change();
    await invalidate(here, what);
    const [before, after] = await time.run(Promise.all([fetching, process().ask(asked)]));
    expect([shown(before), shown(after)]).toEqual([[['live "old"']], [['live "new"']]]);
    expect(city.department.asked).toHaveLength(begun + 2);
    await rest();
    for (const one of [here, there]) expect(await ask(one)).toEqual([['cached "new"']]);
  });

  it('ends what is being fetched anew in the background', async () => {
    time.jump(15_000);
    city.department.delayMs = 200;
    await ask(here);
    await time.advance(150);
    change();
    await invalidate(there, what);
    await time.advance(200);
    for (const one of [here, there]) expect((await ask(one))[0]?.[0]).toContain('"new"');
  });

  it('leaves nothing that could stand in when the department fails', async () => {
    time.jump(65_000);
    await invalidate(here, what);
    city.department.answer = () => undefined;
    for (const one of [here, there]) expect(await ask(one)).toEqual([[undefined]]);
  });
});

describe('an invalidation', () => {
  it('of something else ends nothing', async () => {
    await ask(here);
    await invalidate(here, { owners: ['p'], tags: ['type:other'] });
    expect(await ask(here)).toEqual([['cached "old"']]);
  });

  it('of somebody else meanwhile keeps nothing out of memory', async () => {
    const alone = await createLookUpCity(time, { withFar: false }).start();
    city.department.delayMs = 50;
    for (const process of [alone, here]) {
      const fetching = process.ask(asked);
      await time.advance(10);
      await invalidate(process, { owners: ['p'], tags: [] });
      await time.run(fetching);
      expect(process.ask(asked)).not.toBeInstanceOf(Promise);
    }
  });

  it.each([
    ['this process', () => here],
    ['another process', () => there],
  ])('of one type in %s lets what is being fetched of others be waited for', async (_where, process) => {
    const b = { ...lookUp('b'), tags: ['type:other'] };
    for (const one of [here, there]) one.tags.epochOf('type:other');
    const fetching = Promise.all([ask(here), ask(here, { owners: [['o']], lookUps: [b] })]);
    await time.advance(10);
    const invalidating = process().cache.invalidate({ owners: [], tags: ['type:t'] });
    await time.advance(5);
    await Promise.all([fetching, invalidating, ask(here, { owners: [['o']], lookUps: [a, b] })]);
    expect(city.department.asked).toEqual(['o: a', 'o: b', 'o: a']);
  });

  it('of any of the owners ends what is kept of all together', async () => {
    const both: Question = { owners: [['o', 'alias']], lookUps: [a] };
    for (const process of [here, there]) await ask(process, both);
    change();
    await invalidate(there, { owners: ['alias'], tags: [] });
    expect(await ask(here, both)).toEqual([['live "new"']]);
    await invalidate(here, { owners: ['o'], tags: [] });
    expect(await ask(there, both)).toEqual([['live "new"']]);
  });

  it('ends what is being fetched for any of the owners', async () => {
    const both: Question = { owners: [['o', 'alias']], lookUps: [a] };
    const fetching = here.ask(both);
    await time.advance(15);
    change();
    await invalidate(there, { owners: ['alias'], tags: [] });
    await time.run(fetching);
    expect((await ask(here, both))[0]?.[0]).toContain('"new"');
  });

  it('between reading the shared store and asking the department ends what is fetched then', async () => {
    // Only the epochs are old, which is more than it takes.
    const fetching = here.ask(asked);
    await time.advance(7);
    await invalidate(there, { owners: ['o'], tags: [] });
    await time.run(fetching);
    await rest();
    expect(await ask(here)).toEqual([['live "old"']]);
  });

  it('while the shared store is read does not let memory have what it read', async () => {
    await ask(there);
    await rest();
    // Its answer is on its way when the message overtakes it.
    const reading = here.ask(asked);
    await time.advance(1);
    change();
    const invalidating = there.cache.invalidate({ owners: ['o'], tags: [] });
    await time.run(Promise.all([reading, invalidating]));
    expect((await ask(here))[0]?.[0]).toContain('"new"');
  });

  it('does not let its caller wait for a fetch of another process that began before', async () => {
    city.department.delayMs = 800;
    const fetching = there.ask(asked);
    await time.advance(50);
    await invalidate(here, { owners: ['o'], tags: [] });
    change();
    city.department.delayMs = 20;
    const before = time.elapsed();
    expect(await ask(here)).toEqual([['live "new"']]);
    expect(time.elapsed() - before).toBeLessThan(40);
    await time.run(fetching);
  });
});

describe('an invalidation that the shared store does not take', () => {
  beforeEach(async () => {
    for (const process of [here, there]) await ask(process);
    await rest();
    change();
  });

  it('is not confirmed, and in its own process nothing old comes back with the store', async () => {
    city.far.fault = 'down';
    expect(await invalidate(here, { owners: ['o'], tags: [] })).toBe(false);
    expect(await ask(here)).toEqual([['live "new"']]);
    city.far.fault = 'none';
    here.bus.cut();
    expect(await ask(here)).not.toEqual([['cached "old"']]);
    await time.advance(200);
    here.bus.mend();
    expect((await ask(here))[0]?.[0]).toContain('"new"');
  });

  it('is not undone by the store before that was told: nothing is read from it or written under what this process knows', async () => {
    city.far.fault = 'down';
    await invalidate(here, { owners: ['o'], tags: [] });
    city.far.fault = 'none';
    city.far.calls.length = 0;
    expect(await ask(here)).toEqual([['live "new"']]);
    expect(city.far.calls).toEqual([]);
  });

  it('is told as soon as the store is back, and everybody drops what was read from it until then', async () => {
    city.far.fault = 'down';
    await invalidate(here, { owners: ['o'], tags: [] });
    await time.advance(5_000);
    city.far.fault = 'none';
    // The other process is back first.
    expect(await ask(there)).toEqual([['cached "old"']]);
    await time.advance(200);
    expect((await ask(there))[0]?.[0]).toContain('"new"');
  });

  it('is told however many there are, and costs little while the store is down', async () => {
    city.far.fault = 'down';
    const owners = ['o', ...Array.from({ length: 1_000 }, (_, index) => `p${index}`)];
    await invalidate(here, { owners, tags: [] });
    city.far.calls.length = 0;
    await time.advance(1_000);
    expect(city.far.calls.length).toBeLessThanOrEqual(1_000);
    city.far.fault = 'none';
    await time.advance(500);
    expect(new Set(city.far.calls.slice(-1_001)).size).toBeGreaterThan(900);
    city.far.calls.length = 0;
    await time.advance(1_000);
    expect(city.far.calls).toEqual([]);
  });

  it('is not taken for told by the answer to an earlier one', async () => {
    city.far.fault = 'none';
    const first = here.cache.invalidate({ owners: ['o'], tags: [] });
    await time.advance(1);
    city.far.fault = 'down';
    const second = here.cache.invalidate({ owners: ['o'], tags: [] });
    expect(await time.run(Promise.all([first, second]))).toEqual([true, false]);
    city.far.fault = 'none';
    city.far.calls.length = 0;
    await time.advance(200);
    expect(city.far.calls).toEqual(['renewEpoch o']);
  });

  it('of more than can be remembered ends everything, also for others, and is told as one thing', async () => {
    const somebody: Question = { owners: [['somebody']], lookUps: [a] };
    for (const process of [here, there]) await ask(process, somebody);
    city.far.fault = 'down';
    const owners = ['o', ...Array.from({ length: 100_000 }, (_, index) => `p${index}`)];
    expect(await invalidate(here, { owners, tags: [] })).toBe(false);
    city.far.fault = 'none';
    city.far.calls.length = 0;
    for (const process of [here, there]) expect((await ask(process))[0]?.[0]).toContain('"new"');
    expect((await ask(here, somebody))[0]?.[0]).toContain('"new"');
    await time.advance(1_000);
    expect(city.far.calls.filter((call) => call.startsWith('renewEpoch'))).toEqual(['renewEpoch p99999']);
    for (const process of [here, there]) expect(await ask(process)).toEqual([['cached "new"']]);
  });

  it('is tried no more once the process stops', async () => {
    city.far.fault = 'down';
    await invalidate(here, { owners: ['o'], tags: [] });
    here.cache.stop();
    await time.advance(200);
    city.far.calls.length = 0;
    await time.advance(1_000);
    expect(city.far.calls).toEqual([]);
  });
});

describe('a value', () => {
  const withTags = (...tags: string[]): Question => ({ owners: [['o']], lookUps: [{ ...a, tags }] });

  it('is not stored under fewer tags than it has, while the epoch of one is not known', async () => {
    const slow = await city.start({ tagsDelayMs: 500 });
    await ask(slow, withTags('everything', 'type:unknown'));
    await rest();
    expect(city.far.calls).not.toContain('write o');
  });

  it.each([
    ['more', withTags(...a.tags, 'type:other')],
    ['fewer', withTags(...a.tags.slice(1))],
  ])('that was kept by a release in which it had %s tags is worth nothing', async (_which, other) => {
    for (const asked of [other, { owners: [['o']], lookUps: [a] } as Question]) {
      await ask(here, other);
      await rest();
      await ask(here, other);
      await rest();
      expect((await ask(here, asked))[0]?.[0]).toBe(asked === other ? 'cached "old"' : 'live "old"');
    }
  });

  it('is worth nothing where it may be ended by what it could not be before, of which nothing is known', async () => {
    await ask(here);
    expect(await ask(here, withTags(...a.tags, 'type:unheard'))).toEqual([['live "old"']]);
  });
});

describe('the generation of what is on its way', () => {
  it.each([
    ...ways.map(([of, what]) => [of, () => invalidate(there, what)] as const),
    ['what a gap may have hidden', async () => (here.bus.cut(), here.bus.mend())] as const,
  ])('is another one in every process after an invalidation of %s', async (_of, end) => {
    const before = [here, there].map(({ cache }) => cache.generation);
    await end();
    expect(here.cache.generation).not.toBe(before[0]);
    await invalidate(here, { owners: ['o'], tags: [] });
    expect(there.cache.generation).not.toBe(before[1]);
  });

  it('is another one each second while the bus is down', async () => {
    here.bus.cut();
    await time.advance(1_000);
    const seen = new Set<string>();
    for (let second = 0; second < 3; second++) {
      seen.add(here.cache.generation);
      await time.advance(1_000);
    }
    expect(seen.size).toBe(3);
  });
});

describe('while the bus is down', () => {
  it('an invalidation is not confirmed, and the other process serves nothing old for longer than a second', async () => {
    for (const process of [here, there]) await ask(process);
    there.bus.cut();
    change();
    expect(await invalidate(here, { owners: ['o'], tags: [] })).toBe(false);
    expect(await ask(here)).toEqual([['live "new"']]);
    await time.advance(1_000);
    expect((await ask(there))[0]?.[0]).toContain('"new"');
    there.bus.mend();
    expect((await ask(there))[0]?.[0]).toContain('"new"');
  });

  it('what is on its way for longer than a second is joined by nobody', async () => {
    city.department.delayMs = 3_000;
    here.bus.cut();
    await time.advance(1_500);
    const first = ask(here);
    await time.advance(990);
    const second = ask(here);
    await time.advance(20);
    const third = ask(here);
    await Promise.all([first, second, third]);
    expect(city.department.asked).toEqual(['o: a', 'o: a']);
  });

  it('what is served comes from the shared store, and nothing is put into memory', async () => {
    for (const process of [here, there]) await ask(process);
    await rest();
    here.bus.cut();
    await time.advance(1_500);
    expect(await ask(here)).toEqual([['cached "old"']]);
    expect(here.ask(asked)).toBeInstanceOf(Promise);
    await rest();
    expect(city.department.asked).toEqual(['o: a']);
  });

  it('and the shared store, too, the department is asked each time', async () => {
    here.bus.cut();
    city.far.fault = 'down';
    await time.advance(1_500);
    for (let times = 0; times < 3; times++) expect(await ask(here)).toEqual([['live "old"']]);
  });
});
