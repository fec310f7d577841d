// What the cache serves as it is, what it fetches anew, and what may stand in: in virtual time, with one process or two.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { GatewayProcess, Question } from '../support/look-up-world.js';
import { createLookUpCity, lookUp, neverKept, shown } from '../support/look-up-world.js';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.js';

const a = lookUp('a');
const b = lookUp('b');
const question = (...lookUps: (typeof a)[]): Question => ({ owners: [['o']], lookUps });

let time: VirtualTime;
let city: ReturnType<typeof createLookUpCity>;
let here: GatewayProcess;
let there: GatewayProcess;

beforeEach(async () => {
  time = createVirtualTime();
  city = createLookUpCity(time);
  here = await city.start();
  there = await city.start();
});

const ask = async (process: GatewayProcess, asked: Question) => shown(await time.run(process.ask(asked)));
/** What is on its way in the background comes in. */
const rest = () => time.advance(100);
const answer = (text: string | null | undefined) => {
  city.department.answer = () => text;
};

describe('a look-up', () => {
  it('is fetched once, and then served from memory in the same turn', async () => {
    expect(await ask(here, question(a))).toEqual([['live "a of o"']]);
    const again = here.ask(question(a));
    expect(again).not.toBeInstanceOf(Promise);
    expect(shown(await again)).toEqual([['cached "a of o"']]);
    expect(city.department.asked).toEqual(['o: a']);
    expect(here.outcomes).toMatchObject({ loaded: 1, near: 1 });
  });

  it('is served to another process from the store that they share, and to that one from its memory from then on', async () => {
    await ask(here, question(a));
    await rest();
    expect(await ask(there, question(a))).toEqual([['cached "a of o"']]);
    expect(there.ask(question(a))).not.toBeInstanceOf(Promise);
    expect(city.department.asked).toEqual(['o: a']);
    expect(there.outcomes).toMatchObject({ far: 1, near: 1, loaded: 0 });
  });

  it('says when the department was asked for it, not when it answered', async () => {
    const before = time.now();
    city.department.delayMs = 500;
    await ask(here, question(a));
    const found = (await here.ask(question(a)))[0]?.[0];
    expect((found?.asOfMs ?? 0) - before).toBeLessThan(10);
  });

  it('is of one owner and one name alone', async () => {
    await ask(here, { owners: [['o'], ['p']], lookUps: [a, b] });
    expect(await ask(here, { owners: [['p'], ['q']], lookUps: [b, a] })).toEqual([
      ['cached "b of p"', 'cached "a of p"'],
      ['live "b of q"', 'live "a of q"'],
    ]);
    expect(city.department.asked).toEqual(['o: a, b; p: a, b', 'q: b, a']);
  });

  it('of which nothing is kept goes in one request with all that is missing', async () => {
    await ask(here, { owners: [['o'], ['p']], lookUps: [a] });
    await ask(here, { owners: [['o'], ['p'], ['q']], lookUps: [a, b] });
    expect(city.department.asked[1]).toBe('o: b; p: b; q: a, b');
  });

  it('without another store is kept in memory alone', async () => {
    const alone = await createLookUpCity(time, { withFar: false }).start();
    expect(await ask(alone, question(a))).toEqual([['live "a of o"']]);
    expect(await ask(alone, question(a))).toEqual([['cached "a of o"']]);
    time.jump(15_000);
    expect(await ask(alone, question(a))).toEqual([['stale "a of o"']]);
    await rest();
    expect(await ask(alone, question(a))).toEqual([['cached "a of o"']]);
  });
});

describe('a value that is no longer fresh', () => {
  const places: [string, () => GatewayProcess][] = [
    ['in memory', () => here],
    ['in the shared store', () => there],
  ];

  it.each(places)('is served at once %s, and fetched anew once as the gateway', async (_where, process) => {
    await ask(here, question(a));
    await rest();
    time.jump(15_000);
    answer('"new"');
    expect(await ask(process(), question(a))).toEqual([['stale "a of o"']]);
    await rest();
    expect(city.department.asked).toEqual(['o: a', '~o: a']);
    expect(await ask(process(), question(a))).toEqual([['cached "new"']]);
    expect(process().outcomes).toMatchObject({ stale: 1 });
  });

  it.each(places)('is fetched anew once %s however many are served it', async (_where, process) => {
    await ask(here, question(a));
    await rest();
    time.jump(15_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(process(), question(a))));
    expect(new Set(answers.map(String))).toEqual(new Set(['stale "a of o"']));
    await rest();
    expect(city.department.asked).toEqual(['o: a', '~o: a']);
  });

  it('is fetched anew by one of two processes, and the other one has it from there', async () => {
    for (const process of [here, there]) await ask(process, question(a));
    await rest();
    time.jump(15_000);
    await Promise.all([ask(here, question(a)), ask(there, question(a))]);
    await rest();
    for (const process of [here, there]) await ask(process, question(a));
    await rest();
    expect(city.department.asked).toEqual(['o: a', '~o: a']);
    for (const process of [here, there])
      expect(await ask(process, question(a))).toEqual([['cached "a of o"']]);
  });

  it('is served from the shared store also while another request has it fetched anew', async () => {
    here.bus.cut();
    await time.advance(1_000);
    await ask(here, question(a));
    await rest();
    time.jump(15_000);
    city.department.delayMs = 5_000;
    await ask(here, question(a));
    await time.advance(10);
    const before = time.elapsed();
    expect(await ask(here, question(a))).toEqual([['stale "a of o"']]);
    expect(time.elapsed() - before).toBeLessThan(10);
  });

  it('is fetched anew by the next request when that failed', async () => {
    await ask(here, question(a));
    time.jump(15_000);
    answer(undefined);
    await ask(here, question(a));
    await rest();
    answer('"new"');
    await ask(here, question(a));
    await rest();
    expect(await ask(here, question(a))).toEqual([['cached "new"']]);
  });

  it('is waited for when it is too old', async () => {
    await ask(here, question(a));
    time.jump(31_000);
    answer('"new"');
    expect(await ask(here, question(a))).toEqual([['live "new"']]);
  });
});

describe('when the department fails', () => {
  it.each([
    ['in memory', true],
    ['in the shared store', false],
  ])('what is kept %s stands in for as long as it may', async (_where, isNear) => {
    const process = isNear ? here : there;
    await ask(here, question(a, b));
    await rest();
    if (isNear) city.far.fault = 'down';
    time.jump(65_000);
    answer(undefined);
    expect(await ask(process, question(a, b))).toEqual([['stale "a of o"', 'stale "b of o"']]);
    time.jump(6_000);
    expect(await ask(process, question(a, b))).toEqual([[undefined, undefined]]);
    expect(process.outcomes).toMatchObject({ stale: 2, failed: 2 });
  });

  it('it stands in for what failed alone', async () => {
    await ask(here, question(a, b));
    time.jump(65_000);
    city.department.answer = (_owner, name) => (name === 'a' ? undefined : '"new"');
    expect(await ask(here, question(a, b))).toEqual([['stale "a of o"', 'live "new"']]);
  });

  it('nothing stands in for what it refused', async () => {
    await ask(here, question(a));
    time.jump(65_000);
    answer(null);
    expect(await ask(here, question(a))).toEqual([[undefined]]);
  });

  it('what it did not answer is asked for again by the next request', async () => {
    answer(undefined);
    expect(await ask(here, question(a))).toEqual([[undefined]]);
    answer('"now"');
    expect(await ask(here, question(a))).toEqual([['live "now"']]);
  });
});

describe('"no record"', () => {
  it.each(['null', '[]'])('is kept for seconds alone: %s', async (text) => {
    answer(text);
    await ask(here, question(a));
    time.jump(4_000);
    expect(await ask(here, question(a))).toEqual([[`cached ${text}`]]);
    time.jump(2_000);
    expect(await ask(here, question(a))).toEqual([[`live ${text}`]]);
  });
});

describe('a department that says how long its answer is good', () => {
  it('has it asked for anew earlier', async () => {
    city.department.maxAgeMs = 3_000;
    await ask(here, question(a));
    time.jump(2_000);
    expect(await ask(here, question(a))).toEqual([['cached "a of o"']]);
    time.jump(2_000);
    expect(await ask(here, question(a))).toEqual([['stale "a of o"']]);
  });

  it('does not have it kept for longer than the catalogue says', async () => {
    city.department.maxAgeMs = 3_600_000;
    await ask(here, question(a));
    time.jump(11_000);
    expect(await ask(here, question(a))).toEqual([['stale "a of o"']]);
  });

  it('has nothing kept that it says must not be stored', async () => {
    city.department.maxAgeMs = 0;
    await ask(here, question(a));
    await rest();
    for (const process of [here, there]) expect(await ask(process, question(a))).toEqual([['live "a of o"']]);
    const { values } = await time.run(city.far.store.read('o', ['a']));
    expect(values.map((value) => value?.text)).toEqual(['null']);
  });

  it('has nothing older served either, once it has said so', async () => {
    await ask(here, question(a));
    await rest();
    city.department.maxAgeMs = 0;
    await ask(here, { ...question(a), live: true });
    await rest();
    for (const process of [here, there]) expect(await ask(process, question(a))).toEqual([['live "a of o"']]);
  });

  it('has the time counted that its answer is old already', async () => {
    city.department.ageMs = 8_000;
    const before = time.now();
    await ask(here, question(a));
    const found = (await here.ask(question(a)))[0]?.[0];
    expect([found?.state, Math.round(((found?.asOfMs ?? 0) - before) / 1_000)]).toEqual(['cached', -8]);
    time.jump(3_000);
    expect(await ask(here, question(a))).toEqual([['stale "a of o"']]);
  });
});

describe('a live request', () => {
  const live: Question = { ...question(a), live: true };

  it('takes nothing that is kept, and its answer is kept', async () => {
    await ask(here, question(a));
    await rest();
    answer('"new"');
    city.far.calls.length = 0;
    expect(await ask(here, live)).toEqual([['live "new"']]);
    await rest();
    expect(city.far.calls).not.toContain('read o');
    for (const process of [here, there]) expect(await ask(process, question(a))).toEqual([['cached "new"']]);
  });

  it('has nothing stand in for it', async () => {
    await ask(here, question(a));
    answer(undefined);
    for (const passedMs of [0, 65_000]) {
      time.jump(passedMs);
      for (const fault of ['none', 'down'] as const) {
        city.far.fault = fault;
        expect(await ask(here, live)).toEqual([[undefined]]);
      }
    }
  });

  it('does not join what is on its way; others join it', async () => {
    await Promise.all([ask(here, question(a)), ask(here, live), ask(here, live), ask(here, question(a))]);
    expect(city.department.asked).toEqual(['o: a', 'o: a', 'o: a']);
    expect(here.outcomes).toMatchObject({ shared: 1, loaded: 3 });
    await Promise.all([ask(here, live), ask(here, { ...live, live: false, lookUps: [b] })]);
    time.jump(200_000);
    await Promise.all([ask(here, live), ask(here, question(a))]);
    expect(city.department.asked.slice(3)).toEqual(['o: a', 'o: b', 'o: a']);
  });

  it('waits for no other process', async () => {
    city.department.delayMs = 500;
    const other = ask(there, question(a));
    await time.advance(50);
    const before = time.elapsed();
    await ask(here, live);
    expect(time.elapsed() - before).toBeLessThan(510);
    await other;
  });
});

describe('what is made of look-ups', () => {
  const load = async () => [{ texts: ['"made"'], maxAgeMs: city.department.maxAgeMs, ageMs: 0 }];
  const make = () =>
    time.run(here.cache.lookUp({ ...question(a), department: 'd', live: false, isDerived: true, load }));

  it('is claimed by nobody', async () => {
    expect(shown(await make())).toEqual([['live "made"']]);
    expect(shown(await make())).toEqual([['cached "made"']]);
    expect(city.far.calls).not.toContain('claim o');
  });

  it('and not kept leaves no trace', async () => {
    city.department.maxAgeMs = 0;
    await make();
    await rest();
    expect(city.far.calls).not.toContain('write o');
  });
});

describe('what is never kept', () => {
  const n = neverKept('n');

  it('goes along with what is, and is neither read, stored, claimed nor shared', async () => {
    const [first, second] = await Promise.all([ask(here, question(a, n)), ask(here, question(a, n))]);
    expect([first, second]).toEqual([
      [['live "a of o"', 'live "n of o"']],
      [['live "a of o"', 'live "n of o"']],
    ]);
    expect(city.department.asked).toEqual(['o: n', 'o: a, n']);
    await rest();
    expect(await ask(here, question(a, n))).toEqual([['cached "a of o"', 'live "n of o"']]);
    city.far.calls.length = 0;
    await ask(here, question(n));
    await rest();
    expect(city.far.calls).toEqual([]);
  });

  it('does not wait for another process that fetches the rest', async () => {
    city.department.delayMs = 500;
    const other = ask(there, question(a));
    await time.advance(50);
    await ask(here, question(a, n));
    await other;
    expect(city.department.asked).toEqual(['o: a', 'o: n']);
  });
});

describe('whoever asks for what is on its way already', () => {
  it('waits for it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(here, question(a))));
    expect(new Set(answers.map(String))).toEqual(new Set(['live "a of o"']));
    expect(city.department.asked).toEqual(['o: a']);
    expect(here.outcomes).toMatchObject({ loaded: 1, shared: 19 });
  });

  it('asks for the rest alone', async () => {
    await Promise.all([ask(here, question(a)), ask(here, question(a, b))]);
    expect([...city.department.asked].sort()).toEqual(['o: a', 'o: b']);
  });

  it('asks itself when that failed, once for all of it', async () => {
    const answers: (string | undefined)[] = [undefined, undefined, '"a"', '"b"'];
    city.department.answer = () => answers.shift();
    const [first, second] = await Promise.all([ask(here, question(a, b)), ask(here, question(a, b))]);
    expect([first, second]).toEqual([[[undefined, undefined]], [['live "a"', 'live "b"']]]);
    expect(city.department.asked).toEqual(['o: a, b', 'o: a, b']);
  });

  it.each([
    ['with the shared store', 'none'],
    ['without it', 'down'],
  ] as const)('asks once more for all who waited when the department is down, %s', async (_how, fault) => {
    city.far.fault = fault;
    answer(undefined);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(here, question(a, b))));
    expect(new Set(answers.map(String))).toEqual(new Set([',']));
    expect(city.department.asked).toEqual(['o: a, b', 'o: a, b']);
    expect(here.outcomes).toMatchObject({ failed: 100, shared: 0 });
    // Of the past nobody knows anything: whoever comes now asks.
    answer('"back"');
    expect(await ask(here, question(a))).toEqual([['live "back"']]);
  });

  it('gets what came when it was asked once more for all', async () => {
    const failures: undefined[] = [undefined];
    city.department.answer = () => (failures.length > 0 ? failures.pop() : '"a"');
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(here, question(a))));
    expect(answers.map(String).sort()).toEqual(['', ...Array.from({ length: 49 }, () => 'live "a"')]);
    expect(city.department.asked).toEqual(['o: a', 'o: a']);
  });

  it('asks itself for what the department refused somebody else, or has not', async () => {
    const answers = [null, '"a"', '"a"'];
    city.department.answer = () => answers.shift();
    const given = await Promise.all(Array.from({ length: 3 }, () => ask(here, question(a))));
    expect(given).toEqual([[[undefined]], [['live "a"']], [['live "a"']]]);
    expect(city.department.asked).toHaveLength(3);
  });

  it('asks itself for what was refused when it was asked once more for all', async () => {
    const answers = [undefined, null, '"a"'];
    city.department.answer = () => answers.shift();
    const given = await Promise.all(Array.from({ length: 3 }, () => ask(here, question(a))));
    expect(given).toEqual([[[undefined]], [[undefined]], [['live "a"']]]);
  });

  it('has what the shared store had at once, although the rest of that request takes longer', async () => {
    await ask(there, question(a));
    await rest();
    city.department.delayMs = 900;
    const slow = ask(here, question(a, b));
    const before = time.elapsed();
    await ask(here, question(a));
    expect(time.elapsed() - before).toBeLessThan(10);
    await slow;
  });
});

describe('with the shared store', () => {
  it.each(['down', 'hung'] as const)('%s, the department is asked, hardly later', async (fault) => {
    city.far.fault = fault;
    const before = time.elapsed();
    expect(await ask(here, question(a))).toEqual([['live "a of o"']]);
    expect(time.elapsed() - before).toBeLessThanOrEqual(40);
    expect(await ask(here, question(a))).toEqual([['cached "a of o"']]);
  });

  it('flushed, nothing comes back to life', async () => {
    await ask(here, question(a));
    await rest();
    city.far.flush();
    expect(await ask(there, question(a))).toEqual([['live "a of o"']]);
    expect(city.department.asked).toHaveLength(2);
  });

  it('without an epoch for a value that it has, the value is worth nothing', async () => {
    await ask(here, question(a));
    await rest();
    const kept = await time.run(city.far.store.read('o', ['a']));
    city.far.flush();
    const [value] = kept.values;
    if (!value) throw new Error('nothing was kept');
    await time.run(city.far.store.write('o', [{ name: 'a', value, ttlMs: 60_000 }]));
    expect(await ask(there, question(a))).toEqual([['live "a of o"']]);
  });
});

describe('the epochs of tags', () => {
  it('are waited for before what the shared store has is judged', async () => {
    const slow = await city.start({ tagsDelayMs: 10 });
    await ask(slow, question(a));
    await rest();
    slow.bus.cut();
    slow.bus.mend();
    expect(slow.tags.epochOf('type:t')).toBeUndefined();
    expect(await ask(slow, question(a))).toEqual([['cached "a of o"']]);
    expect(city.department.asked).toHaveLength(1);
  });

  it('are waited for no longer than for the shared store itself', async () => {
    const slow = await city.start({ tagsDelayMs: 500 });
    await ask(slow, question(a));
    await rest();
    slow.bus.cut();
    slow.bus.mend();
    const before = time.now();
    expect(await ask(slow, question(a))).toEqual([['live "a of o"']]);
    expect(time.now() - before).toBeLessThan(100);
  });
});

describe('memory', () => {
  it('that is full forgets what was not used for longest, and is right all the same', async () => {
    const small = await city.start({ nearBytes: 8_000 });
    const owners = Array.from({ length: 50 }, (_, index): [string] => [`o${index}`]);
    await ask(small, { owners, lookUps: [a] });
    await rest();
    expect(await ask(small, { owners, lookUps: [a] })).toEqual(
      owners.map(([owner]) => [`cached "a of ${owner}"`]),
    );
    expect(small.outcomes.far).toBeGreaterThan(0);
    expect(city.department.asked).toHaveLength(1);
  });

  it('serves nothing while the bus is down, and nothing from before when it is up again', async () => {
    await ask(here, question(a));
    here.bus.cut();
    await time.advance(999);
    expect(here.ask(question(a))).not.toBeInstanceOf(Promise);
    await time.advance(1);
    expect(here.ask(question(a))).toBeInstanceOf(Promise);
    await rest();
    here.bus.mend();
    expect(here.ask(question(a))).toBeInstanceOf(Promise);
  });
});
