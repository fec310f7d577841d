// Whose look-ups they are: nobody's are another's, whatever form their numbers have.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Invalidated } from '../../gateway/cache/look-up-cache.js';
import { createNames } from '../../gateway/cache/names.js';
import { createLookUps, type Origins, type Use } from '../../gateway/request-look-ups.js';
import type { AssertedSubject } from '../../schema/contract/assertion.js';

const fifteen = '110105491231002';
const eighteen = '11010519491231002X';

function openLookUps() {
  const invalidated: Invalidated[] = [];
  const cache = {
    generation: '',
    lookUp: () => [],
    invalidate: async (one: Invalidated) => invalidated.push(one) > 0,
    drop: () => undefined,
    dropAll: () => undefined,
    stop: () => undefined,
  };
  const lookUps = createLookUps(cache, createNames(randomBytes(32)), { epochOf: () => undefined });
  const requestOf = (
    subjects: readonly [AssertedSubject, ...AssertedSubject[]],
    uses: Use[] = [],
    origins: Origins = new Map(),
  ) =>
    lookUps.forRequest({
      identity: { caller: { kind: 'gateway' }, me: subjects[0].id, subjects },
      live: false,
      origins,
      uses,
      askInBackground: () => () => Promise.reject(new Error('nothing is asked')),
    });
  const ownersOf = (subject: AssertedSubject): readonly string[] =>
    requestOf([subject]).ownersOfMe('land') ?? [];
  return { lookUps, invalidated, requestOf, ownersOf };
}

describe('owners of look-ups', () => {
  it.each([
    ['15 digits that are also in the 18 of somebody else', [fifteen], [eighteen]],
    ['15 digits after other 18', [fifteen, '11010519491231005X'], [eighteen]],
    ['a permit that was renewed', ['H1234567801'], ['H12345678']],
    ['two renewals of what reads as one permit', ['H1234567801'], ['H1234567802']],
  ])('keep apart two people of whom one has %s', (_what, numbers, others) => {
    const { ownersOf } = openLookUps();
    const [kept] = ownersOf({ id: 'one', numbers });
    expect(kept).toBeDefined();
    expect(kept).not.toBe(ownersOf({ id: 'two', numbers: others })[0]);
  });

  it('are all that a department may mean by a number, in whichever form they hold it', async () => {
    const { lookUps, invalidated, ownersOf } = openLookUps();
    // The route takes every form to this one.
    await lookUps.invalidate('land', [{ citizen: { number: eighteen } }]);
    const named = invalidated.flatMap(({ owners }) => owners);
    for (const numbers of [[fifteen], [eighteen], [eighteen, fifteen]])
      expect(ownersOf({ id: numbers.join(), numbers })).toEqual(expect.arrayContaining(named));
  });

  it('are others in each department, for the citizen and for a thing', () => {
    const request = openLookUps().requestOf([{ id: 'one', numbers: [eighteen] }]);
    const thing = JSON.stringify({ __typename: 'Dwelling', houseCode: '1' });
    expect(request.ownersOfMe('land')).not.toEqual(request.ownersOfMe('utilities'));
    expect(request.ownersOf('land', thing)).not.toEqual(request.ownersOf('utilities', thing));
  });

  it('are nobody’s where the answer depends on more than whose it is, or is somebody else’s', () => {
    const request = openLookUps().requestOf([{ id: 'one', numbers: [eighteen] }]);
    const ownersOf = (keys: object) =>
      request.ownersOf('land', JSON.stringify({ __typename: 'Citizen', ...keys }));
    expect(ownersOf({ residentId: eighteen })).toEqual(request.ownersOfMe('land'));
    for (const keys of [
      { residentId: eighteen, birthDate: '1949-12-31' },
      { residentId: fifteen },
      { id: 'two' },
      {},
    ])
      expect(ownersOf(keys)).toBeUndefined();
  });

  it('are noted as somebody else’s where they are, beside things that end by themselves', async () => {
    const uses: Use[] = [];
    const request = openLookUps().requestOf(
      [
        { id: 'one', numbers: [eighteen] },
        { id: 'two', numbers: [fifteen] },
      ],
      uses,
    );
    const entities = [
      { __typename: 'Citizen', id: 'one' },
      { __typename: 'Dwelling', houseCode: '1' },
      { __typename: 'Citizen', id: 'two' },
    ];
    for (const entity of entities) {
      const owners = request.ownersOf('land', JSON.stringify(entity));
      if (!owners) throw new Error('nobody’s');
      await request.lookUp({
        department: 'land',
        owners: [owners],
        lookUps: [],
        live: false,
        load: async () => [],
      });
    }
    expect(uses.map(({ endedBy }) => endedBy)).toEqual([[], ['inside:land.Dwelling'], undefined]);
  });

  it('are said to be as fresh as the least fresh of all that a resource was answered from', () => {
    const origins: Origins = new Map();
    const request = openLookUps().requestOf([{ id: 'one', numbers: [eighteen] }], [], origins);
    const found = { text: '1', from: 'near', freshUntilMs: 0 } as const;
    for (const [state, asOfMs] of [
      ['cached', 3],
      ['stale', 1],
      ['live', 2],
    ] as const)
      request.served(['land.right'], { ...found, state, asOfMs });
    expect(origins.get('land.right')).toEqual({ state: 'stale', asOfMs: 1 });
  });

  it('are one for those whose number is written as departments name it', () => {
    const { ownersOf } = openLookUps();
    expect(ownersOf({ id: 'one', numbers: [eighteen, fifteen] })).toHaveLength(1);
  });
});
