// What memory alone does: its bound, and what is left when something had to go.
import { describe, expect, it } from '@jest/globals';
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

  it('counts text beyond Latin-1 with two bytes a character', () => {
    const [narrow, wide] = [open(100_000), open(100_000)];
    write(narrow, 'o', 'a', 'x'.repeat(1_000));
    write(wide, 'o', 'a', '市'.repeat(1_000));
    expect(wide.bytes - narrow.bytes).toBe(1_000);
  });

  it('has no epoch where it had to go, though a value of the owner is left', () => {
    const store = open(20_000);
    store.renewEpoch('o', 'lost');
    for (let index = 0; index < 100; index++) write(store, 'o', `name${index}`, 'x'.repeat(500));
    const { epoch, values } = store.read('o', ['name99']);
    expect(epoch).toBeUndefined();
    expect(values[0]).toBeDefined();
    expect(store.openEpoch('o', 'next')).toBe('next');
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
