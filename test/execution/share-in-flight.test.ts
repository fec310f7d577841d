// Equal requests that are on their way at the same time.
import { describe, expect, it } from '@jest/globals';
import { createSharedFlights } from '../../gateway/departments/share-in-flight.js';

interface Loaded {
  readonly text: string;
  body: { count: number };
}

const flightsOfAnswers = () =>
  createSharedFlights<Loaded>(({ text }) => ({ text, body: JSON.parse(text) as Loaded['body'] }));

const loaded = (): Loaded => ({ text: '{"count":1}', body: { count: 1 } });

/** A load that the test ends. */
function createLoad() {
  let count = 0;
  let end: { resolve(answer: Loaded): void; reject(error: Error): void } | undefined;
  return {
    load: () => {
      count += 1;
      return new Promise<Loaded>((resolve, reject) => (end = { resolve, reject }));
    },
    loads: () => count,
    resolve: (answer: Loaded) => end?.resolve(answer),
    reject: (error: Error) => end?.reject(error),
  };
}

describe('equal requests in flight', () => {
  it('are loaded once, and each gets what it may change', async () => {
    const flights = flightsOfAnswers();
    const { load, loads, resolve } = createLoad();
    const takers = Array.from({ length: 1_000 }, () => flights.share('caller', 'a', load));
    const original = loaded();
    resolve(original);
    const first = await takers[0];
    expect(first).toBe(original);
    original.body.count = 2;
    const all = await Promise.all(takers);
    expect(loads()).toBe(1);
    expect(new Set(all.map(({ body }) => body)).size).toBe(1_000);
  });

  it('never see what the first one changed', async () => {
    const flights = flightsOfAnswers();
    const { load, resolve } = createLoad();
    const first = flights.share('caller', 'a', load).then((answer) => (answer.body.count = 99));
    const second = flights.share('caller', 'a', load);
    resolve(loaded());
    await first;
    expect((await second).body).toEqual({ count: 1 });
  });

  it('are loaded anew once an answer came: nothing is kept', async () => {
    const flights = flightsOfAnswers();
    const { load, loads, resolve } = createLoad();
    for (const time of [1, 2, 3]) {
      const sent = flights.share('caller', 'a', load);
      resolve(loaded());
      await sent;
      expect(flights.size).toBe(0);
      expect(loads()).toBe(time);
    }
  });

  it('fail together, and the next one is loaded anew', async () => {
    const flights = flightsOfAnswers();
    const { load, loads, reject, resolve } = createLoad();
    const takers = [flights.share('caller', 'a', load), flights.share('caller', 'a', load)];
    const error = new Error('down');
    reject(error);
    expect(await Promise.allSettled(takers)).toEqual([
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: error },
    ]);
    const next = flights.share('caller', 'a', load);
    resolve(loaded());
    await next;
    expect(loads()).toBe(2);
    expect(flights.size).toBe(0);
  });

  it('are those of one key alone', async () => {
    const flights = flightsOfAnswers();
    const [a, b] = [createLoad(), createLoad()];
    const takers = [flights.share('1', '2', a.load), flights.share('12', '', b.load)];
    expect(flights.size).toBe(2);
    a.resolve(loaded());
    b.resolve(loaded());
    await Promise.all(takers);
    expect([a.loads(), b.loads()]).toEqual([1, 1]);
  });
});
