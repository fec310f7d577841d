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

describe('a flight', () => {
  it.each(['land', 'crash'] as const)('is found until it has ended: %s', async (end) => {
    const flights = createLookUpFlights<string>();
    const one = flight();
    flights.start(['o'], 'a', one.promise);
    expect(flights.find(['o'], 'a')).toBe(one.promise);
    if (end === 'land') one.land('');
    else one.crash(new Error('lost'));
    await one.promise.catch(() => undefined);
    expect(flights.find(['o'], 'a')).toBeUndefined();
  });

  it('is of its owners and its name alone', () => {
    const flights = createLookUpFlights<string>();
    flights.start(['o', 'p'], 'a', flight().promise);
    for (const [owners, name] of [
      [['o'], 'a'],
      [['p', 'o'], 'a'],
      [['o', 'p'], 'b'],
    ] as const)
      expect(flights.find(owners, name)).toBeUndefined();
  });

  it('that ends leaves alone the one that took its place', async () => {
    const flights = createLookUpFlights<string>();
    const [before, after] = [flight(), flight()];
    flights.start(['o'], 'a', before.promise);
    flights.start(['o'], 'a', after.promise);
    before.land('');
    await before.promise;
    expect(flights.find(['o'], 'a')).toBe(after.promise);
  });
});

describe('forgetting an owner', () => {
  it.each(['o', 'p'])('keeps everybody from joining what is on its way for it among others: %s', (owner) => {
    const flights = createLookUpFlights<string>();
    flights.start(['o', 'p'], 'a', flight().promise);
    flights.start(['q'], 'a', flight().promise);
    flights.forget(owner);
    expect(flights.find(['o', 'p'], 'a')).toBeUndefined();
    expect(flights.find(['q'], 'a')).toBeDefined();
  });

  it('leaves alone what is started after, also when what was on its way ends', async () => {
    const flights = createLookUpFlights<string>();
    const [before, after] = [flight(), flight()];
    flights.start(['o'], 'a', before.promise);
    flights.forget('o');
    flights.start(['o'], 'a', after.promise);
    before.land('');
    await before.promise;
    expect(flights.find(['o'], 'a')).toBe(after.promise);
  });

  it('may be of all', () => {
    const flights = createLookUpFlights<string>();
    for (const owner of ['o', 'p']) flights.start([owner], 'a', flight().promise);
    flights.forgetAll();
    expect([flights.find(['o'], 'a'), flights.find(['p'], 'a')]).toEqual([undefined, undefined]);
  });
});
