// Every number in the city is valid by the contract, says what it should of its holder, and is nobody else's.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AREA_CODES, isKnownAreaCode } from '../../schema/contract/area-codes.js';
import { canonicalNumber, parseResidentId } from '../../schema/contract/resident-id.js';
import { parseRealEstateUnitCode } from '../../schema/contract/real-estate-unit-code.js';
import { parseAliasNumber } from '../../schema/contract/travel-permit.js';
import { parseUnifiedSocialCreditCode } from '../../schema/contract/unified-social-credit-code.js';
import { createBirthSlots, MAX_FAMILIES } from '../../scripts/seed/family/birth-slots.js';
import { employers } from '../../scripts/seed/employers.js';
import { generateFamily } from '../../scripts/seed/family.js';
import { currentNumber } from '../../scripts/seed/held-number.js';
import { defaultAsOf, type Family, type HeldNumber, type Person } from '../../scripts/seed/world.js';

const city = { seed: 3, asOf: defaultAsOf };

/** More than 20,000 citizens, among them families that share lanes and birthdays. */
const families: Family[] = [
  ...Array.from({ length: 1200 }, (_, index) => generateFamily(city, index)),
  ...Array.from({ length: 500 }, (_, index) => generateFamily(city, 497 * (index + 100))),
];
const people = families.flatMap((family) => family.people);

describe('numbers of people', () => {
  it('are given once among 20,000 citizens, in whatever form they are compared', () => {
    expect(people.length).toBeGreaterThan(20_000);
    const holders = new Map<string, Person>();
    for (const person of people) {
      for (const { number } of person.numbers) {
        const canonical = canonicalNumber(number);
        if (!canonical.ok) throw new Error(`${number}: ${canonical.problem.en}`);
        const holder = holders.get(canonical.value) ?? person;
        if (holder !== person) throw new Error(`${number} was given twice.`);
        holders.set(canonical.value, person);
      }
    }
    const texts = people.flatMap(({ numbers }) => numbers.map(({ number }) => number));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('say the birth date and the sex of their holder, but for those that were corrected', () => {
    const wrong = people.filter((person) => {
      const parsed = parseResidentId(currentNumber(person));
      if (!parsed.ok) return true;
      return (
        'sex' in parsed.value &&
        (parsed.value.sex !== person.sex || parsed.value.birthDate !== person.birthDate)
      );
    });
    expect(wrong.map(currentNumber)).toEqual([]);
  });

  it('are what their kind says', () => {
    const wrong = people.flatMap(({ numbers }) => numbers.filter((held) => !fits(held)));
    expect(wrong).toEqual([]);
  });

  it('began with 15 digits where they were issued before October 1999, and ended then', () => {
    for (const { numbers, nationality } of people) {
      const [first] = numbers;
      if (nationality !== 'CHN' || !first) continue;
      const legacy = first.kind === 'RESIDENT_ID_15';
      if (legacy !== first.validFrom < '1999-10-01')
        throw new Error(`${first.number} from ${first.validFrom}`);
      if (legacy && (first.validTo !== '1999-10-01' || first.endReason !== 'UPGRADED'))
        throw new Error(first.number);
    }
  });

  it('begin with the area code in force in the year of issue', () => {
    const until = new Map(AREA_CODES.map((area) => [area.code, area]));
    for (const { numbers, birthDate, nationality } of people) {
      const code = numbers[0]?.number.slice(0, 6) ?? '';
      const area = until.get(code);
      if (nationality !== 'CHN' || !area || area.city !== 'FUYANG') continue;
      const issued = Math.max(Number(birthDate.slice(0, 4)), 1984);
      const inForce = area.inForce ? issued >= 1996 : issued < (area.until ?? 0);
      if (!inForce) throw new Error(`${code} in ${issued}`);
    }
  });

  it('come mostly from the city, from counties that exist and from those that no longer do', () => {
    const codes = people.flatMap(({ numbers }) => numbers[0]?.number.slice(0, 6) ?? []);
    const local = codes.filter((code) => /^34(12|21)/.test(code) && isKnownAreaCode(code));
    expect(local.length / codes.length).toBeGreaterThan(0.85);
    expect(local.length / codes.length).toBeLessThan(0.995);
    expect(local.filter((code) => code.startsWith('3421')).length).toBeGreaterThan(3000);
    expect(local.filter((code) => code.startsWith('3412')).length).toBeGreaterThan(3000);
  });
});

describe('birth slots', () => {
  it('never give two families the same birthday and sequence digits', () => {
    const slotsOf = (index: number): Set<string> => {
      const slots = createBirthSlots(index);
      const claimed = new Set<string>();
      for (let year = -60; year < 56; year++) {
        for (const sex of ['MALE', 'FEMALE'] as const) {
          const wish = {
            sex,
            earliest: -22_000,
            latest: 20_500,
            target: year * 365,
            areaFor: () => '341202',
          };
          const slot = slots.claim(wish);
          if (slot) claimed.add(`${slot.day} ${slot.sequence}`);
        }
      }
      return claimed;
    };
    const index = fc.nat(MAX_FAMILIES - 1);
    // Neighbours in a lane and in a birthday are the ones that could meet.
    const other = fc.oneof(index, fc.constantFrom(1, 2, 496, 497, 498, 994));
    fc.assert(
      fc.property(index, other, (a, offset) => {
        const b = (a + offset) % MAX_FAMILIES;
        fc.pre(a !== b);
        const mine = slotsOf(a);
        expect([...slotsOf(b)].filter((slot) => mine.has(slot))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('keep clear of the sequences of people born in the 1800s', () => {
    for (const index of [0, 1, 495, 496, 497, MAX_FAMILIES - 1]) {
      const slot = createBirthSlots(index).claim({
        ...{ sex: 'FEMALE', earliest: 0, latest: 5000, target: 1000, areaFor: () => '342101' },
      });
      expect(Number(slot?.sequence)).toBeGreaterThan(0);
      expect(Number(slot?.sequence)).toBeLessThan(996);
    }
  });
});

describe('other identifiers', () => {
  it('of dwellings are valid and given once', () => {
    const dwellings = families.flatMap((family) => family.dwellings);
    const units = dwellings.flatMap(({ unitCode }) => unitCode ?? []);
    expect(units.filter((code) => !parseRealEstateUnitCode(code).ok)).toEqual([]);
    expect(new Set(units).size).toBe(units.length);
    expect(new Set(dwellings.map(({ houseCode }) => houseCode)).size).toBe(dwellings.length);
    expect(dwellings.filter(({ houseCode, area }) => !houseCode.startsWith(area))).toEqual([]);
  });

  it('of employers are valid and given once', () => {
    expect(employers.filter(({ creditCode }) => !parseUnifiedSocialCreditCode(creditCode).ok)).toEqual([]);
    expect(new Set(employers.map(({ creditCode }) => creditCode)).size).toBe(employers.length);
    expect(new Set(employers.map(({ number }) => number)).size).toBe(employers.length);
    expect(new Set(employers.map(({ name }) => name)).size).toBe(employers.length);
  });
});

function fits({ number, kind }: HeldNumber): boolean {
  const resident = parseResidentId(number);
  const alias = parseAliasNumber(number);
  switch (kind) {
    case 'RESIDENT_ID':
      return resident.ok && resident.value.kind === 'RESIDENT_ID' && resident.value.form === 'current18';
    case 'RESIDENT_ID_15':
      return resident.ok && resident.value.kind === 'RESIDENT_ID' && resident.value.form === 'legacy15';
    case 'HK_MACAU_TAIWAN_PERMIT':
    case 'FOREIGN_RESIDENT_CARD':
      return resident.ok && resident.value.kind === kind;
    case 'TRAVEL_PERMIT':
      return alias.ok && alias.value.kind.endsWith('TRAVEL_PERMIT');
    case 'PASSPORT':
      return alias.ok && alias.value.kind === 'PASSPORT';
  }
}
