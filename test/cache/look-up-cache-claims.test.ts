// One fetch for all processes: who asks the department, and how long the others wait for it.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { GatewayProcess, Question } from '../support/look-up-world.js';
import { claimMs, createLookUpCity, lookUp, shown } from '../support/look-up-world.js';
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
  city.department.delayMs = 200;
});

const ask = async (process: GatewayProcess, asked = question(a)) => shown(await time.run(process.ask(asked)));

describe('requests for the same thing in several processes', () => {
  it('are one to the department', async () => {
    const answers = Array.from({ length: 1_000 }, (_, index) => ask(index % 2 ? here : there));
    expect(new Set((await Promise.all(answers)).map(String))).toEqual(
      new Set(['live "a of o"', 'cached "a of o"']),
    );
    expect(city.department.asked).toEqual(['o: a']);
  });

  it.each(Array.from({ length: 20 }, (_, index) => 198 + index))(
    'are one to the department, also when the second begins %i ms later, as the first is about to end',
    async (laterMs) => {
      const first = ask(here);
      await time.advance(laterMs);
      expect(await ask(there)).toEqual([['cached "a of o"']]);
      expect(await first).toEqual([['live "a of o"']]);
      expect(city.department.asked).toEqual(['o: a']);
    },
  );

  it('that overlap wait for each part where it is fetched', async () => {
    const owners: Question['owners'] = [['o'], ['p']];
    const first = ask(here, question(a));
    await time.advance(20);
    const second = ask(there, { owners, lookUps: [a] });
    expect(await first).toEqual([['live "a of o"']]);
    expect(await second).toEqual([['cached "a of o"'], ['live "a of p"']]);
    expect(city.department.asked).toEqual(['o: a', 'p: a']);
  });
});

describe('who waits for another process', () => {
  it('hardly waits longer than that one', async () => {
    const first = ask(here);
    await time.advance(20);
    const second = ask(there);
    await first;
    const before = time.elapsed();
    await second;
    expect(time.elapsed() - before).toBeLessThanOrEqual(30);
  });

  it('asks itself, once for all of it, when the department failed there', async () => {
    city.department.answer = () => undefined;
    const first = ask(here, question(a, b));
    await time.advance(20);
    const second = ask(there, question(a, b));
    expect(await first).toEqual([[undefined, undefined]]);
    city.department.answer = () => '"now"';
    expect(await second).toEqual([['live "now"', 'live "now"']]);
    expect(city.department.asked).toEqual(['o: a, b', 'o: a, b']);
  });

  it('asks itself for what did not come', async () => {
    city.department.answer = (_owner, name) => (name === 'a' ? '"a"' : undefined);
    const first = ask(here, question(a, b));
    await time.advance(20);
    const second = ask(there, question(a, b));
    await Promise.all([first, second]);
    expect(city.department.asked).toEqual(['o: a, b', 'o: b']);
    expect(await second).toEqual([['cached "a"', undefined]]);
  });

  it('asks itself when that one has died', async () => {
    // Claimed, and never heard of again.
    city.department.delayMs = 1_000_000;
    void here.ask(question(a));
    await time.advance(20);
    city.department.delayMs = 100;
    const before = time.elapsed();
    expect(await ask(there)).toEqual([['live "a of o"']]);
    expect(time.elapsed() - before).toBeLessThanOrEqual(claimMs + 200);
  });

  it('asks itself after that time also when others go on claiming it', async () => {
    await time.run(city.far.store.openEpoch('o', 'epoch'));
    Object.assign(city.far.store, { claim: async () => false, isClaimed: async () => true });
    const before = time.elapsed();
    expect(await ask(here)).toEqual([['live "a of o"']]);
    expect(time.elapsed() - before).toBeLessThanOrEqual(claimMs + 250);
  });

  it('asks itself at once when the shared store goes down meanwhile', async () => {
    const first = ask(here);
    await time.advance(20);
    const second = there.ask(question(a));
    await time.advance(20);
    city.far.fault = 'down';
    const before = time.elapsed();
    await time.run(second);
    expect(time.elapsed() - before).toBeLessThanOrEqual(230);
    expect(city.department.asked).toHaveLength(2);
    await first;
  });

  it('does not wait at all when something old may be served meanwhile', async () => {
    await ask(here);
    await time.advance(50);
    time.jump(15_000);
    await ask(here);
    await time.advance(20);
    const before = time.elapsed();
    expect(await ask(there)).toEqual([['stale "a of o"']]);
    expect(time.elapsed() - before).toBeLessThanOrEqual(5);
  });
});

describe('a claim', () => {
  it('is given back when the department has answered, well or not', async () => {
    for (const text of ['"a"', undefined]) {
      city.department.answer = () => text;
      await ask(here, question(lookUp(String(text))));
      await time.advance(10);
      const before = time.elapsed();
      city.department.answer = () => '"b"';
      await ask(there, question(lookUp(String(text))));
      expect(time.elapsed() - before).toBeLessThanOrEqual(210);
    }
  });

  it('is asked for by nobody while the shared store is down, and everybody asks the department', async () => {
    city.far.fault = 'down';
    await Promise.all([ask(here), ask(there)]);
    expect(city.department.asked).toEqual(['o: a', 'o: a']);
  });
});
