// What every store of look-ups does, in memory as in Redis.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryStore } from '../../gateway/cache/memory-store.js';
import type { LookUpStore } from '../../gateway/cache/store.js';
import { recordCache } from '../support/cache-recorder.js';
import { startRedis, waitFor, type RedisServer } from '../../scripts/figures/redis-server.js';
import { openRedisStore, storedValue } from '../support/redis-store.js';

interface Subject {
  readonly store: LookUpStore;
  stop(): void | Promise<void>;
}

const subjects: readonly [string, () => Promise<Subject>][] = [
  [
    'in memory',
    async () => ({
      store: createMemoryStore({ maxBytes: 64 * 1024 * 1024, metrics: recordCache().metrics }),
      stop: () => undefined,
    }),
  ],
  [
    'in Redis',
    async () => {
      const server: RedisServer = await startRedis();
      // These are about what it does and not how fast, so a busy machine makes no difference.
      const store = await openRedisStore(server.url, { timeoutMs: 2_000 });
      return {
        store,
        async stop() {
          store.stop();
          await server.stop();
        },
      };
    },
  ],
];

describe.each(subjects)('a store of look-ups %s', (_where, open) => {
  let subject: Subject;
  let store: LookUpStore;
  let owner: string;
  let owners = 0;

  beforeAll(async () => {
    subject = await open();
    store = subject.store;
  });
  afterAll(() => subject.stop());
  beforeEach(() => {
    owner = `owner${owners++}`;
  });

  it('has nothing of an owner at first', async () => {
    expect(await store.read(owner, ['a', 'b'])).toEqual({ epoch: undefined, values: [undefined, undefined] });
  });

  it('gives back what was written, in the order asked for, with gaps where there is nothing', async () => {
    const [a, b] = [storedValue('{"a":1}'), storedValue('"乙"', ['e1', 'e2'])];
    await store.write(owner, [
      { name: 'a', value: a, ttlMs: 60_000 },
      { name: 'b', value: b, ttlMs: 60_000 },
    ]);
    expect((await store.read(owner, ['b', 'x', 'a', 'b'])).values).toEqual([b, undefined, a, b]);
  });

  it("doesn't keep a value of a size that would be in the way of all others, and keeps those beside it", async () => {
    const [small, large] = [storedValue('1'), storedValue(JSON.stringify('x'.repeat(300_000)))];
    await store.write(owner, [
      { name: 'large', value: large, ttlMs: 60_000 },
      { name: 'small', value: small, ttlMs: 60_000 },
    ]);
    expect((await store.read(owner, ['large', 'small'])).values).toEqual([undefined, small]);
  });

  it('keeps every value as it is', async () => {
    const anyValue = fc.record({
      text: fc.json(),
      fetchedAtMs: fc.nat(2 ** 45),
      ageMs: fc.nat(),
      maxAgeMs: fc.option(fc.nat(), { nil: undefined }),
      epochs: fc.array(fc.stringMatching(/^[\w-]{1,22}$/), { maxLength: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        await store.write(owner, [{ name: 'v', value, ttlMs: 60_000 }]);
        expect((await store.read(owner, ['v'])).values).toEqual([value]);
      }),
      { numRuns: 100 },
    );
  });

  it('has the last of what was written under one name', async () => {
    await store.write(owner, [{ name: 'a', value: storedValue('1'), ttlMs: 60_000 }]);
    await store.write(owner, [{ name: 'a', value: storedValue('2'), ttlMs: 60_000 }]);
    expect((await store.read(owner, ['a'])).values[0]?.text).toBe('2');
  });

  it("doesn't give one owner's values to another", async () => {
    await store.write(owner, [{ name: 'a', value: storedValue('1'), ttlMs: 60_000 }]);
    expect((await store.read(`${owner}x`, ['a'])).values).toEqual([undefined]);
  });

  it('has nothing left of a value after its time', async () => {
    await store.write(owner, [
      { name: 'a', value: storedValue('1'), ttlMs: 30 },
      { name: 'b', value: storedValue('1'), ttlMs: 60_000 },
      { name: 'c', value: storedValue('1'), ttlMs: 0 },
    ]);
    await waitFor('the value to go', async () => (await store.read(owner, ['a'])).values[0] === undefined);
    expect((await store.read(owner, ['a', 'b', 'c'])).values.map((value) => value?.text)).toEqual([
      undefined,
      '1',
      undefined,
    ]);
  });

  it('puts an epoch in force unless one is', async () => {
    expect(await store.openEpoch(owner, 'first')).toBe('first');
    expect(await store.openEpoch(owner, 'second')).toBe('first');
    expect((await store.read(owner, [])).epoch).toBe('first');
  });

  it('agrees on one epoch with all who open one at the same time', async () => {
    const opened = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => store.openEpoch(owner, `epoch${index}`)),
    );
    expect(new Set(opened).size).toBe(1);
  });

  it('puts a renewed epoch in force where one was', async () => {
    await store.renewEpoch(owner, 'of-nobody');
    expect((await store.read(owner, ['a'])).epoch).toBeUndefined();
    await store.openEpoch(owner, 'first');
    await store.renewEpoch(owner, 'second');
    expect((await store.read(owner, ['a'])).epoch).toBe('second');
    expect(await store.openEpoch(owner, 'third')).toBe('second');
  });

  it('gives a claim to one at a time', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, async () => store.claim(owner, 'a', 60_000)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store.isClaimed(owner, 'a')).toBe(true);
    expect(await store.isClaimed(owner, 'b')).toBe(false);
    expect(await store.claim(owner, 'b', 60_000)).toBe(true);
  });

  it('gives a claim anew once it is released', async () => {
    await store.claim(owner, 'a', 60_000);
    await store.release(owner, 'a');
    expect(await store.isClaimed(owner, 'a')).toBe(false);
    expect(await store.claim(owner, 'a', 60_000)).toBe(true);
  });

  it('gives a claim anew after its time', async () => {
    await store.claim(owner, 'a', 30);
    await waitFor('the claim to end', async () => !(await store.isClaimed(owner, 'a')));
    expect(await store.claim(owner, 'a', 60_000)).toBe(true);
  });

  it('keeps claims, values and epochs of the same name apart', async () => {
    await store.claim(owner, 'a', 60_000);
    await store.openEpoch(owner, 'epoch');
    expect(await store.read(owner, ['a', 'e'])).toEqual({ epoch: 'epoch', values: [undefined, undefined] });
  });
});
