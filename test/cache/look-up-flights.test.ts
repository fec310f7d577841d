// Fetches of this process that are on their way.
import { describe, expect, it } from '@jest/globals';
import { createLookUpFlights } from '../../gateway/cache/look-up-flights.js';

function flight() {
  let land: (value: string) => void = () => undefined;
  let crash: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((resolve, reject) => {
    land = resolve;
    crash = reject;
  });
  return { promise, land, crash };
}

const a = { name: 'a', tags: ['t', 'u'] };

describe('a flight', () => {
  it.each(['land', 'crash'] as const)('is found until it has ended: %s', async (end) => {
    const flights = createLookUpFlights<string>();
    const one = flight();
    flights.start(['o'], a, 0, one.promise);
    expect(flights.find(['o'], 'a', 0)).toBe(one.promise);
    if (end === 'land') one.land('');
    else one.crash(new Error('lost'));
    await one.promise.catch(() => undefined);
    expect(flights.find(['o'], 'a', 0)).toBeUndefined();
  });

  it('is of its owners and its name alone', () => {
    const flights = createLookUpFlights<string>();
    flights.start(['o', 'p'], a, 0, flight().promise);
    for (const [owners, name] of [
      [['o'], 'a'],
      [['p', 'o'], 'a'],
      [['o', 'p'], 'b'],
    ] as const)
      expect(flights.find(owners, name, 0)).toBeUndefined();
  });

  it('is not found by who needs one that started later', () => {
    const flights = createLookUpFlights<string>();
    const one = flight();
    flights.start(['o'], a, 100, one.promise);
    expect(flights.find(['o'], 'a', 100)).toBe(one.promise);
    expect(flights.find(['o'], 'a', 101)).toBeUndefined();
  });

  it('that ends leaves alone the one that took its place', async () => {
    const flights = createLookUpFlights<string>();
    const [before, after] = [flight(), flight()];
    flights.start(['o'], a, 0, before.promise);
    flights.start(['o'], a, 0, after.promise);
    before.land('');
    await before.promise;
    expect(flights.find(['o'], 'a', 0)).toBe(after.promise);
  });
});

describe('forgetting a tag', () => {
  it.each(['t', 'u'])('keeps everybody from joining what has it, and nothing else: %s', (tag) => {
    const flights = createLookUpFlights<string>();
    for (const owner of ['o', 'p']) {
      flights.start([owner], a, 0, flight().promise);
      flights.start([owner], { name: 'b', tags: ['v'] }, 0, flight().promise);
    }
    flights.forgetTags(new Set([tag, 'x']));
    for (const owner of ['o', 'p']) {
      expect(flights.find([owner], 'a', 0)).toBeUndefined();
      expect(flights.find([owner], 'b', 0)).toBeDefined();
    }
  });

  it('leaves alone what is started after, also when what was on its way ends', async () => {
    const flights = createLookUpFlights<string>();
    const [before, after] = [flight(), flight()];
    flights.start(['o'], a, 0, before.promise);
    flights.forgetTags(new Set(['t']));
    flights.start(['o'], a, 0, after.promise);
    before.land('');
    await before.promise;
    expect(flights.find(['o'], 'a', 0)).toBe(after.promise);
  });
});

describe('forgetting an owner', () => {
  it.each(['o', 'p'])('keeps everybody from joining what is on its way for it among others: %s', (owner) => {
    const flights = createLookUpFlights<string>();
    flights.start(['o', 'p'], a, 0, flight().promise);
    flights.start(['q'], a, 0, flight().promise);
    flights.forget(new Set([owner, 'x']));
    expect(flights.find(['o', 'p'], 'a', 0)).toBeUndefined();
    expect(flights.find(['q'], 'a', 0)).toBeDefined();
  });

  it('leaves alone what is started after, also when what was on its way ends', async () => {
    const flights = createLookUpFlights<string>();
    const [before, after] = [flight(), flight()];
    flights.start(['o'], a, 0, before.promise);
    flights.forget(new Set(['o']));
    flights.start(['o'], a, 0, after.promise);
    before.land('');
    await before.promise;
    expect(flights.find(['o'], 'a', 0)).toBe(after.promise);
  });

  it('may be of all', () => {
    const flights = createLookUpFlights<string>();
    for (const owner of ['o', 'p']) flights.start([owner], a, 0, flight().promise);
    flights.forgetAll();
    expect([flights.find(['o'], 'a', 0), flights.find(['p'], 'a', 0)]).toEqual([undefined, undefined]);
  });
});
