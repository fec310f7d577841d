// What memory alone does: its bound, and what is left when something had to go.
import { describe, expect, it, jest } from '@jest/globals';
import { createMemoryStore } from '../../gateway/cache/memory-store.js';
import { recordCache } from '../support/cache-recorder.js';
import { storedValue } from '../support/redis-store.js';

const open = (maxBytes: number, now?: () => number) =>
  createMemoryStore({ maxBytes, metrics: recordCache().metrics, ...(now && { now }) });

const write = (store: ReturnType<typeof open>, owner: string, name: string, text: string, ttlMs = 60_000) =>
  store.write(owner, [{ name, value: storedValue(text), ttlMs }]);

describe('a store in memory', () => {
  it('never holds more than its bound, and keeps what was used last', () => {
    const store = open(100_000);
    for (let index = 0; index < 1_000; index++) {
      write(store, `owner${index}`, 'a', 'x'.repeat(500));
      store.read('owner0', ['a']);
      expect(store.bytes).toBeLessThanOrEqual(100_000);
    }
    expect(store.bytes).toBeGreaterThan(98_000);
    expect(store.read('owner0', ['a']).values[0]).toBeDefined();
    expect(store.read('owner1', ['a']).values[0]).toBeUndefined();
    expect(store.read('owner999', ['a']).values[0]).toBeDefined();
  });

  it("doesn't take a value that is larger than all of it, and keeps the rest", () => {
    const store = open(10_000);
    write(store, 'o', 'small', '1');
    write(store, 'o', 'large', 'x'.repeat(20_000));
    expect(store.read('o', ['small', 'large']).values.map((value) => value?.text)).toEqual(['1', undefined]);
  });

  it('keeps nothing longer because somebody sets the clock back', async () => {
    const store = open(10_000);
    write(store, 'o', 'a', '1', 5);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    const untilMs = performance.now() + 6;
    while (performance.now() < untilMs) await new Promise((resolve) => setImmediate(resolve));
    expect(store.read('o', ['a']).values).toEqual([undefined]);
    clock.mockRestore();
  });

  it('counts text beyond Latin-1 with two bytes a character', () => {
    const [narrow, wide] = [open(100_000), open(100_000)];
    write(narrow, 'o', 'a', 'x'.repeat(1_000));
    write(wide, 'o', 'a', '市'.repeat(1_000));
    expect(wide.bytes - narrow.bytes).toBe(1_000);
  });

  it('lets an owner who had to go have neither an epoch nor values', () => {
    const store = open(20_000);
    store.openEpoch('o', 'lost');
    write(store, 'o', 'a', '1');
    for (let index = 0; index < 100; index++) write(store, `other${index}`, 'a', 'x'.repeat(500));
    expect(store.read('o', ['a'])).toEqual({ epoch: undefined, values: [undefined] });
    expect(store.openEpoch('o', 'next')).toBe('next');
  });

  it('gives 256 KB to one owner, whose first values go first, and whose epoch stays', () => {
    const store = open(64 * 1024 * 1024);
    store.openEpoch('o', 'epoch');
    for (let index = 0; index < 5_000; index++) write(store, 'o', `name${index}`, 'x'.repeat(500));
    expect(store.bytes).toBeLessThanOrEqual(256 * 1024);
    expect(store.bytes).toBeGreaterThan(255 * 1024);
    const { epoch, values } = store.read('o', ['name0', 'name4900', 'name4999']);
    expect(epoch).toBe('epoch');
    expect(values.map((value) => value !== undefined)).toEqual([false, true, true]);
  });

  it('keeps what is written anew for longer than what is not', () => {
    const store = open(64 * 1024 * 1024);
    write(store, 'o', 'once', '1');
    for (let index = 0; index < 5_000; index++) {
      write(store, 'o', `name${index}`, 'x'.repeat(500));
      if (index % 100 === 0) write(store, 'o', 'again', '1');
    }
    expect(store.read('o', ['once', 'again']).values.map((value) => value?.text)).toEqual([undefined, '1']);
  });

  it("doesn't take a value that is larger than what one owner is given", () => {
    const store = open(64 * 1024 * 1024);
    write(store, 'o', 'small', '1');
    write(store, 'o', 'large', '市'.repeat(200_000));
    expect(store.read('o', ['small', 'large']).values.map((value) => value?.text)).toEqual(['1', undefined]);
  });

  it('keeps 97.5 % of what it has of others when five owners are asked for in 5,000 ways each', () => {
    const store = open(64 * 1024 * 1024);
    const others = Array.from({ length: 30_000 }, (_, index) => `owner${index}`);
    const names = Array.from({ length: 4 }, (_, index) => `name${index}`);
    for (const owner of others) for (const name of names) write(store, owner, name, 'x'.repeat(300));
    const isWhole = (owner: string): boolean =>
      store.read(owner, names).values.every((value) => value !== undefined);
    const before = others.filter(isWhole).length;
    for (let way = 0; way < 5_000; way++)
      for (let department = 0; department < 5; department++)
        write(store, `flood${department}`, `way${way}`, 'x'.repeat(300));
    expect(others.filter(isWhole).length).toBeGreaterThan(before * 0.975);
    expect(store.bytes).toBeGreaterThan(63 * 1024 * 1024);
  });

  it('gives back the room of claims that were released', () => {
    const store = open(100_000);
    for (let index = 0; index < 50; index++) {
      store.claim('o', `claim${index}`, 1_000);
      store.release('o', `claim${index}`);
    }
    expect(store.bytes).toBeLessThan(1_000);
  });

  it('bounds epochs and claims as it does values', () => {
    const store = open(50_000);
    for (let index = 0; index < 1_000; index++) {
      store.openEpoch(`owner${index}`, 'epoch');
      store.claim(`owner${index}`, 'a', 60_000);
    }
    expect(store.bytes).toBeLessThanOrEqual(50_000);
  });

  it('serves nothing at the moment at which its time is over', () => {
    let nowMs = 1_000;
    const store = open(100_000, () => nowMs);
    write(store, 'o', 'a', '1', 50);
    store.claim('o', 'c', 50);
    nowMs = 1_049;
    expect(store.read('o', ['a']).values[0]).toBeDefined();
    expect(store.claim('o', 'c', 50)).toBe(false);
    nowMs = 1_050;
    expect(store.read('o', ['a']).values[0]).toBeUndefined();
    expect(store.claim('o', 'c', 50)).toBe(true);
  });
});
