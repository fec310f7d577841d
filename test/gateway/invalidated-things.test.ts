// What a department names when a thing has changed, and which look-ups that ends: never fewer than show the thing.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Invalidated } from '../../gateway/cache/look-up-cache.js';
import { createNames } from '../../gateway/cache/names.js';
import { createLookUps } from '../../gateway/request-look-ups.js';
import type { Invalidation } from '../../schema/contract/invalidation.js';

const number = '11010519491231002X';

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
  const request = lookUps.forRequest({
    identity: { caller: { kind: 'gateway' }, me: 'a', subjects: [{ id: 'a', numbers: [number] }] },
    live: false,
    origins: new Map(),
    uses: [],
    askInBackground: () => () => Promise.reject(new Error('nothing is asked')),
  });
  return {
    ownersOf: (entity: object, department = 'land'): readonly string[] | undefined =>
      request.ownersOf(department, JSON.stringify(entity)),
    async invalidatedBy(...entries: Invalidation[]): Promise<Invalidated> {
      await lookUps.invalidate('land', entries);
      return invalidated.at(-1) ?? { owners: [], tags: [] };
    },
  };
}

describe('a thing', () => {
  it.each([
    ['a string', '7', '7'],
    ['a number where the other says a string', '7', 7],
    ['a string where the other says a number', 7, '7'],
  ])('is dropped by its key: %s', async (_what, houseCode, named) => {
    const land = openLookUps();
    const { owners } = await land.invalidatedBy({ type: { name: 'Dwelling', key: { houseCode: named } } });
    expect(land.ownersOf({ __typename: 'Dwelling', houseCode })).toEqual(owners);
  });

  it.each([
    ['department', { __typename: 'Dwelling', houseCode: '1' }, 'utilities'],
    ['type', { __typename: 'Flat', houseCode: '1' }, 'land'],
    ['key', { __typename: 'Dwelling', code: '1' }, 'land'],
    ['value', { __typename: 'Dwelling', houseCode: '11' }, 'land'],
  ])('is another one with another %s', (_what, entity, department) => {
    const land = openLookUps();
    expect(land.ownersOf(entity, department)).not.toEqual(
      land.ownersOf({ __typename: 'Dwelling', houseCode: '1' }),
    );
  });

  it.each([
    ['several fields, of which its key may be any', { __typename: 'Dwelling', houseCode: '1', area: 3 }],
    ['no field', { __typename: 'Dwelling' }],
    ['a key of objects', { __typename: 'Dwelling', at: { x: 1 } }],
    ['a key that is not known', { __typename: 'Dwelling', houseCode: null }],
  ])('is not kept with %s', (_what, entity) => {
    expect(openLookUps().ownersOf(entity)).toBeUndefined();
  });

  it('that is named by its key ends all look-ups in which such a thing stands', async () => {
    const { tags } = await openLookUps().invalidatedBy({
      type: { name: 'Dwelling', key: { houseCode: '1' } },
    });
    expect(tags).toEqual(['inside:land.Dwelling']);
  });

  it.each([
    ['is named by several key fields', { name: 'Dwelling', key: { street: 'x', house: 1 } }],
    ['is not named', { name: 'Dwelling' }],
  ])('that %s ends those of all of its type', async (_what, type) => {
    const { owners, tags } = await openLookUps().invalidatedBy({ type });
    expect(owners).toEqual([]);
    expect([...tags].sort()).toEqual(['inside:land.Dwelling', 'type:land.Dwelling']);
  });
});

describe('a citizen who is named as an entity', () => {
  it('by the number is dropped like one who is named as a citizen', async () => {
    const land = openLookUps();
    const { owners } = await land.invalidatedBy({ citizen: { number } });
    expect(owners).toHaveLength(1);
    const named = await land.invalidatedBy({
      type: { name: 'Citizen', key: { residentId: number.toLowerCase() } },
    });
    expect(named.owners).toEqual(owners);
  });

  it('otherwise ends what is kept of all citizens', async () => {
    const { owners, tags } = await openLookUps().invalidatedBy({
      type: { name: 'Citizen', key: { id: 'a' } },
    });
    expect([owners, tags]).toEqual([[], ['type:land.Citizen', 'inside:land.Citizen']]);
  });
});
