// What a bill of the synthetic city costs, tier by tier.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chargeTiers, lateFeeCents, type Consumption, type Supply } from '../../scripts/seed/tariffs.js';

function consumption(of: Partial<Consumption> & { usage: number }): Consumption {
  return { supply: 'ELECTRICITY', usedThisYear: 0, largeHousehold: false, freeUnits: 0, ...of };
}

type Row = [tier: number, usage: number, price: number, amountCents: number];

function charged(of: Partial<Consumption> & { usage: number }): Row[] {
  return chargeTiers(consumption(of)).map(({ tier, usage, price, amountCents }) => [
    tier,
    usage,
    price,
    amountCents,
  ]);
}

describe('A bill', () => {
  it.each<[string, Partial<Consumption> & { usage: number }, Row[]]>([
    ['stays in the first tier', { usage: 120 }, [[1, 120, 5653, 6784]]],
    [
      'reaches the limit of a tier without passing it',
      { usage: 160, usedThisYear: 2000 },
      [[1, 160, 5653, 9045]],
    ],
    [
      'passes into the second tier by the use since January',
      { usage: 200, usedThisYear: 2060 },
      [
        [1, 100, 5653, 5653],
        [2, 100, 6153, 6153],
      ],
    ],
    [
      'reaches all three tiers at once',
      { usage: 3000, usedThisYear: 2000 },
      [
        [1, 160, 5653, 9045],
        [2, 2040, 6153, 125521],
        [3, 800, 8653, 69224],
      ],
    ],
    [
      'is in the third tier from the start late in the year',
      { usage: 10, usedThisYear: 5000 },
      [[3, 10, 8653, 865]],
    ],
    [
      'gives five people and more a larger first tier',
      { usage: 200, usedThisYear: 2060, largeHousehold: true },
      [[1, 200, 5653, 11306]],
    ],
    [
      'starts with the free units of low-income households',
      { usage: 120, freeUnits: 10 },
      [
        [1, 10, 0, 0],
        [1, 110, 5653, 6218],
      ],
    ],
    ['is nothing but free units', { usage: 8, freeUnits: 10 }, [[1, 8, 0, 0]]],
    [
      'of water rises 1 : 1.5 : 3',
      { supply: 'WATER', usage: 200, usedThisYear: 200 },
      [
        [1, 16, 21200, 3392],
        [2, 108, 31800, 34344],
        [3, 76, 63600, 48336],
      ],
    ],
    [
      'of gas rises 1 : 1.2 : 1.5',
      { supply: 'GAS', usage: 300, usedThisYear: 390 },
      [
        [1, 10, 26500, 2650],
        [2, 240, 31800, 76320],
        [3, 50, 39750, 19875],
      ],
    ],
  ])('%s', (_, of, rows) => {
    expect(charged(of)).toEqual(rows);
  });

  it('charges every unit exactly once, however the year is cut into bills', () => {
    const bills = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 });
    const supplies = fc.constantFrom<Supply>('ELECTRICITY', 'WATER', 'GAS');
    fc.assert(
      fc.property(supplies, bills, fc.boolean(), (supply, usages, largeHousehold) => {
        const perTier = new Map<number, number>();
        let usedThisYear = 0;
        for (const usage of usages) {
          for (const charge of chargeTiers({ supply, usage, usedThisYear, largeHousehold, freeUnits: 0 }))
            perTier.set(charge.tier, (perTier.get(charge.tier) ?? 0) + charge.usage);
          usedThisYear += usage;
        }
        const whole = { supply, usage: usedThisYear, usedThisYear: 0, largeHousehold, freeUnits: 0 };
        expect([...perTier]).toEqual(chargeTiers(whole).map(({ tier, usage }) => [tier, usage]));
      }),
    );
  });
});

describe('The late fee', () => {
  it.each<[Supply, number, number, number]>([
    ['ELECTRICITY', 10000, 0, 0],
    ['ELECTRICITY', 10000, -5, 0],
    ['ELECTRICITY', 10000, 10, 100],
    ['WATER', 10000, 10, 200],
    ['GAS', 6784, 1, 20],
    ['GAS', 10000, 1000, 10000],
  ])('for %s of %i cents after %i days is %i cents', (supply, amount, days, fee) => {
    expect(lateFeeCents(supply, amount, days)).toBe(fee);
  });
});
