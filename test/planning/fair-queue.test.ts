// Who waits in a queue with others: turns, shares, and items that several wait for.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFairQueue, type FairQueue } from '../../gateway/planning/fair-queue.js';

interface Item {
  readonly name: number;
}

const callers = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const additions = fc.array(fc.record({ caller: callers, name: fc.nat({ max: 30 }), takes: fc.boolean() }), {
  maxLength: 120,
});

function takeAll(queue: FairQueue<Item>): Item[] {
  const taken: Item[] = [];
  for (let item = queue.take(); item; item = queue.take()) taken.push(item);
  return taken;
}

describe('a fair queue', () => {
  it('serves whoever comes after at most one item of each other’s, the one being served included', () => {
    fc.assert(
      fc.property(additions, (steps) => {
        const queue = createFairQueue<{ caller: string }>({ maxOfCaller: 100, maxShared: 1_000 });
        const waiting = new Map<string, number>();
        /** Who was served since the caller has waited. */
        const metBy = new Map<string, string[]>();
        let served = 'nobody';
        const serve = (): void => {
          const item = queue.take();
          served = item?.caller ?? 'nobody';
          for (const [caller, met] of metBy) if (caller !== served) met.push(served);
          expect([...metBy.values()].every((met) => new Set(met).size === met.length)).toBe(true);
          if (!item) return;
          const left = (waiting.get(served) ?? 0) - 1;
          waiting.set(served, left);
          if (left > 0) metBy.set(served, []);
          else metBy.delete(served);
        };
        for (const { caller, takes } of steps) {
          queue.add(caller, { caller });
          waiting.set(caller, (waiting.get(caller) ?? 0) + 1);
          if (!metBy.has(caller)) metBy.set(caller, caller === served ? [] : [served]);
          if (takes) serve();
        }
        while ([...waiting.values()].some((left) => left > 0)) serve();
        expect(queue.take()).toBeUndefined();
      }),
    );
  });

  it('gives out each item once, to everybody who waits for it, and loses none', () => {
    fc.assert(
      fc.property(additions, (steps) => {
        const queue = createFairQueue<Item>({ maxOfCaller: 5, maxShared: 12 });
        const items = new Map<number, Item>();
        const expected = new Set<Item>();
        for (const { caller, name, takes } of steps) {
          const item = items.get(name) ?? { name };
          items.set(name, item);
          if (queue.add(caller, item)) expected.add(item);
          const taken = takes ? queue.take() : undefined;
          if (taken) expect(expected.delete(taken)).toBe(true);
        }
        const rest = takeAll(queue);
        expect(new Set(rest)).toEqual(expected);
        expect(rest).toHaveLength(expected.size);
      }),
    );
  });

  it('keeps the order of one caller', () => {
    const queue = createFairQueue<Item>({ maxOfCaller: 10, maxShared: 10 });
    for (let name = 0; name < 10; name++) queue.add('a', { name });
    expect(takeAll(queue).map(({ name }) => name)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('holds no more of a caller than its share, and always one of a newcomer', () => {
    const limits = { maxOfCaller: 5, maxShared: 20 };
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 18 }), { maxLength: 300 }), (asking) => {
        const queue = createFairQueue<Item>(limits);
        const counts = new Map<number, number>();
        for (const caller of asking) {
          const before = counts.get(caller) ?? 0;
          const isAdded = queue.add(String(caller), { name: caller });
          if (before === 0) expect(isAdded).toBe(true);
          if (isAdded) counts.set(caller, before + 1);
        }
        expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(limits.maxOfCaller);
        // 20 / 1 and so on down to 20 / 5: each caller's n-th item was within a fifth, a fourth … of what is shared.
        const most = [1, 2, 3, 4, 5].reduce((sum, nth) => sum + limits.maxShared / nth, 0);
        expect(takeAll(queue).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('refuses when every share is taken', () => {
    const queue = createFairQueue<Item>({ maxOfCaller: 5, maxShared: 2 });
    expect(['a', 'a', 'b', 'b', 'c'].map((caller, name) => queue.add(caller, { name }))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('takes an item that waits already without counting it twice', () => {
    const queue = createFairQueue<Item>({ maxOfCaller: 1, maxShared: 10 });
    const item = { name: 1 };
    expect([queue.add('a', item), queue.add('a', item), queue.add('b', item)]).toEqual([true, true, true]);
    expect(takeAll(queue)).toEqual([item]);
    expect(queue.add('a', { name: 2 })).toBe(true);
  });

  it('is empty once it is cleared', () => {
    const queue = createFairQueue<Item>({ maxOfCaller: 2, maxShared: 10 });
    const item = { name: 1 };
    queue.add('a', item);
    queue.add('b', item);
    expect(queue.clear()).toEqual([item]);
    expect(queue.take()).toBeUndefined();
  });
});
