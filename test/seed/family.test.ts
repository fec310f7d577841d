// The facts of the synthetic city hang together: ages, dates, marriages, kin, homes, work.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_FAMILIES } from '../../scripts/seed/family/birth-slots.js';
import { ageOn, dayNumber } from '../../scripts/seed/day-number.js';
import { generateFamily } from '../../scripts/seed/family.js';
import { defaultAsOf, type Day, type Dwelling, type Family, type Person } from '../../scripts/seed/world.js';
import { statutoryRetirement } from '../../subgraphs/social-security/retirement.js';

const city = { seed: 1, asOf: defaultAsOf };
const families = Array.from({ length: 1200 }, (_, index) => generateFamily(city, index));

const lastDay = (person: Person): Day => person.died?.on ?? person.missingSince ?? city.asOf;
const leftOn = (person: Person): Day =>
  person.hukou === 'MOVED_OUT' ? (person.hukouSince ?? city.asOf) : lastDay(person);

/** As `expect(…).toBe(true)`, which would take half a minute for all the facts looked at here. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`broken: ${rule}`);
}

/** Calls the check for every one of a kind, naming the family of the one that fails. */
function forAll<Item>(
  itemsOf: (family: Family) => readonly Item[],
  check: (item: Item, family: Family) => void,
): void {
  let seen = 0;
  for (const family of families) {
    for (const item of itemsOf(family)) {
      seen += 1;
      try {
        check(item, family);
      } catch (error) {
        throw new Error(`family ${family.index}: ${String(error)}`, { cause: error });
      }
    }
  }
  expect(seen).toBeGreaterThan(0);
}

const people = (family: Family): Person[] => family.people;
const dwellings = (family: Family): Dwelling[] => family.dwellings;

describe('a generated family', () => {
  it('is the same for the same key and index, whatever was generated before', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(MAX_FAMILIES - 1), (seed, index) => {
        const key = { seed, asOf: defaultAsOf };
        const once = generateFamily(key, index);
        generateFamily(key, (index + 7) % MAX_FAMILIES);
        expect(generateFamily(key, index)).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });

  it('is another one for another seed, index or day', () => {
    const names = (key: typeof city, index: number) =>
      generateFamily(key, index).people.map(({ name }) => name);
    expect(names({ seed: 2, asOf: defaultAsOf }, 100)).not.toEqual(names(city, 100));
    expect(names(city, 101)).not.toEqual(names(city, 100));
    expect(generateFamily({ seed: 1, asOf: '2025-01-01' }, 100)).not.toEqual(generateFamily(city, 100));
  });

  it('has ten to fourteen people on average, in three generations', () => {
    const total = families.reduce((sum, { people: all }) => sum + all.length, 0);
    expect(total / families.length).toBeGreaterThan(10);
    expect(total / families.length).toBeLessThan(14);
    const grandchildren = families.filter((family) => family.people.some(({ father }) => father?.father));
    expect(grandchildren.length).toBeGreaterThan(families.length / 2);
  });

  it('refuses an index beyond the room that the city has', () => {
    expect(() => generateFamily(city, MAX_FAMILIES)).toThrow(RangeError);
  });
});

describe('people', () => {
  it('are born before today and not more than 115 years ago, to parents of a plausible age who were alive', () => {
    forAll(people, (person) => {
      const { father, mother, birthDate } = person;
      must(birthDate < city.asOf, 'birth before today');
      must(ageOn(birthDate, lastDay(person)) < 116, 'at most 115 years old');
      if (mother) {
        const age = ageOn(mother.birthDate, birthDate);
        must(age >= 20 && age < 45, `mother of ${age}`);
        must(lastDay(mother) >= birthDate, 'mother alive at birth');
      }
      if (father) {
        must(ageOn(father.birthDate, birthDate) >= 20, 'father of age');
        must(dayNumber(lastDay(father)) > dayNumber(birthDate) - 280, 'father alive at conception');
      }
    });
  });

  it('are siblings at least ten months apart', () => {
    forAll(
      ({ people: all }) =>
        all.flatMap((a) =>
          all.filter((b) => a !== b && a.mother && a.mother === b.mother).map((b) => [a, b] as const),
        ),
      ([a, b]) => must(Math.abs(dayNumber(a.birthDate) - dayNumber(b.birthDate)) > 300, 'ten months'),
    );
  });

  it('die after everything else they did, and are cancelled from the hukou after that or not yet', () => {
    const lags: (number | undefined)[] = [];
    forAll(
      ({ people: all }) => all.filter(({ died }) => died),
      ({ died, birthDate, missingSince }) => {
        const { on = '', hukouCancelledOn } = died ?? {};
        must(on < city.asOf && on > birthDate && missingSince === undefined, 'death before today');
        if (hukouCancelledOn)
          must(hukouCancelledOn > on && hukouCancelledOn <= city.asOf, 'cancelled afterwards');
        lags.push(hukouCancelledOn ? dayNumber(hukouCancelledOn) - dayNumber(on) : undefined);
      },
    );
    expect(lags).toContain(undefined);
    expect(lags.some((lag) => lag !== undefined && lag > 120)).toBe(true);
  });

  it('hold one number at a time, each from the day the one before ended', () => {
    forAll(people, ({ numbers, birthDate }) => {
      must(numbers.at(-1)?.validTo === undefined, 'the last one is in use');
      const inTurn = numbers.filter(({ kind }) => kind !== 'PASSPORT');
      for (const [place, { validFrom, validTo }] of inTurn.entries()) {
        must(validFrom >= birthDate && validFrom <= city.asOf, 'issued in life');
        must((inTurn[place + 1]?.validFrom ?? undefined) === validTo, 'no gap and no overlap');
        if (validTo) must(validTo >= validFrom, 'in order');
      }
    });
  });

  it('are alone in the city with their index, id and phone number', () => {
    const everybody = families.flatMap(people);
    const phones = everybody.flatMap(({ phone }) => phone ?? []);
    expect(new Set(everybody.map(({ index }) => index)).size).toBe(everybody.length);
    expect(new Set(everybody.map(({ citizenId }) => citizenId)).size).toBe(everybody.length);
    expect(new Set(phones).size).toBe(phones.length);
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(everybody.filter(({ citizenId }) => !uuid.test(citizenId))).toEqual([]);
  });
});

describe('marriages', () => {
  it('are made at the legal age by two people who are alive, and end in divorce after that if at all', () => {
    forAll(
      ({ marriages }) => marriages,
      ({ a, b, marriedOn, divorcedOn }) => {
        must(a.sex === 'MALE' && ageOn(a.birthDate, marriedOn) >= 22, 'husband of 22');
        must(b.sex === 'FEMALE' && ageOn(b.birthDate, marriedOn) >= 20, 'wife of 20');
        for (const { died } of [a, b]) if (died) must(died.on > (divorcedOn ?? marriedOn), 'alive');
        must((divorcedOn ?? marriedOn) <= city.asOf, 'not in the future');
        if (divorcedOn) must(divorcedOn > marriedOn, 'divorced after the wedding');
      },
    );
  });

  it('come before the children of both', () => {
    forAll(
      ({ marriages, people: all }) =>
        marriages.flatMap(({ a, b, marriedOn }) =>
          all
            .filter(({ father, mother }) => father === a && mother === b)
            .map((child) => [marriedOn, child] as const),
        ),
      ([marriedOn, child]) => must(marriedOn < child.birthDate, 'married first'),
    );
  });
});

describe('households', () => {
  it('have one head, who is a member, and hold nobody who is not in the local register', () => {
    forAll(
      ({ households }) => households,
      ({ head, members }, family) => {
        must(members.includes(head), 'head is a member');
        must(
          members.every((one) => (one === head) === (one.relationToHead === '02')),
          'one head',
        );
        for (const { hukou, household, relationToHead } of members) {
          must(hukou === 'LOCAL', 'local hukou');
          must(family.households[household ?? -1]?.head === head, 'one household');
          must(/^(02|[1-9][0-9])$/.test(relationToHead ?? ''), 'a code');
        }
      },
    );
    forAll(people, ({ hukou, died, household }) => {
      const registered = hukou === 'LOCAL' && !died?.hukouCancelledOn;
      must(registered || household === undefined, 'out of the register, out of the household');
    });
  });

  it('take in everybody alive with a local hukou', () => {
    forAll(
      ({ people: all }) => all.filter(({ hukou, died }) => hukou === 'LOCAL' && !died),
      (person, family) => {
        const adults = family.people.some((one) => one.household !== undefined);
        must(person.household !== undefined || !adults, 'registered somewhere');
      },
    );
  });

  it('are headed by somebody alive where anybody of age is', () => {
    forAll(
      ({ households }) => households,
      ({ head, members }) => {
        const able = members.some(({ died, birthDate }) => !died && ageOn(birthDate, city.asOf) >= 18);
        must(!able || head.died === undefined, 'head alive');
      },
    );
  });

  it('name children of the head by their code', () => {
    forAll(
      ({ households }) => households,
      ({ head, members }) => {
        for (const { father, mother, sex, relationToHead } of members) {
          if (father !== head && mother !== head) continue;
          must((sex === 'MALE' ? /^2[1-69]$/ : /^3[1-69]$/).test(relationToHead ?? ''), 'child');
        }
      },
    );
  });
});

describe('work', () => {
  it('happens between sixteen and retirement, in spells that do not overlap, and not after death or leaving', () => {
    forAll(
      ({ people: all }) => all.filter(({ work }) => work.length > 0),
      (person) => {
        const { sex, birthDate, work, cadre } = person;
        const { month } = statutoryRetirement({
          sex,
          birthDate,
          originalAge: sex === 'MALE' ? 60 : cadre ? 55 : 50,
        });
        let before = '';
        for (const { from, to = city.asOf, kind, employer, startingWage } of work) {
          must(ageOn(birthDate, from) >= 16, 'of age');
          must(from > before && to > from, 'in order');
          must(to.slice(0, 7) <= month, 'not retired');
          must(to <= leftOn(person) && from >= (person.arrivedOn ?? ''), 'here');
          must((employer === undefined) === (kind === 'FLEXIBLE'), 'employer');
          must(Number.isInteger(startingWage) && startingWage > 0, 'wage');
          before = to;
        }
      },
    );
  });
});

describe('dwellings', () => {
  it('belong to people of age who were alive when they got them, in shares that make up the whole', () => {
    forAll(dwellings, ({ owners, ownedSince, utilityHolder }) => {
      const whole = owners.reduce((sum, { numerator, denominator }) => sum + numerator / denominator, 0);
      must(Math.abs(whole - 1) < 1e-9, 'the whole');
      must(utilityHolder !== undefined, 'an account holder');
      for (const { person } of owners) {
        must(ageOn(person.birthDate, ownedSince) >= 18, 'of age');
        must(lastDay(person) > ownedSince && ownedSince < city.asOf, 'alive');
      }
    });
  });

  it('fall to heirs who are alive, in equal parts of what the deceased owned', () => {
    forAll(
      (family) => dwellings(family).filter(({ heirs }) => heirs.length > 0),
      ({ heirs, owners }) => {
        for (const deceased of new Set(heirs.map((heir) => heir.deceased))) {
          const owned = owners.find(({ person }) => person === deceased);
          const parts = heirs.filter((heir) => heir.deceased === deceased);
          const total = parts.reduce((sum, { numerator, denominator }) => sum + numerator / denominator, 0);
          expect(deceased.died).toBeDefined();
          expect(total).toBeCloseTo((owned?.numerator ?? 0) / (owned?.denominator ?? 1), 9);
          for (const { person, relation } of parts) {
            expect(person.died).toBeUndefined();
            expect(relation).toMatch(/^(1[12]|2[1-9]|3[1-9]|5[12])$/);
          }
        }
      },
    );
  });

  it('are lived in by the living, and let to people who own no part of them', () => {
    forAll(dwellings, ({ occupants, tenancy, owners }) => {
      for (const person of occupants) expect(person.died ?? person.missingSince).toBeUndefined();
      if (!tenancy) return;
      expect(tenancy.from < tenancy.to && tenancy.from <= city.asOf).toBe(true);
      expect(tenancy.tenants.length).toBeGreaterThan(0);
      for (const tenant of tenancy.tenants) {
        expect(owners.map(({ person }) => person)).not.toContain(tenant);
        expect(ageOn(tenant.birthDate, tenancy.from)).toBeGreaterThanOrEqual(16);
      }
    });
  });

  it('were let before to somebody of the family group who lives elsewhere now, a share of them', () => {
    const letOut = (family: Family) => dwellings(family).filter(({ tenancy }) => tenancy);
    forAll(
      (family) => letOut(family).filter(({ formerTenancy }) => formerTenancy),
      (dwelling, family) => {
        const { tenancy, formerTenancy, owners, occupants, ownedSince } = dwelling;
        const { tenant, from, to } = formerTenancy!;
        must(ownedSince < from && from < to && to < tenancy!.from, 'one tenancy after the other');
        must(ageOn(tenant.birthDate, from) >= 18 && leftOn(tenant) >= city.asOf, 'a grown-up who is here');
        must(!tenant.arrivedOn || tenant.arrivedOn <= from, 'was here already');
        must(family.people.includes(tenant) && tenant.home !== undefined, 'of the family group');
        must(family.dwellings[tenant.home!] !== dwelling && !tenant.sealed, 'has moved out');
        const now = [...owners.map(({ person }) => person), ...occupants, ...tenancy!.tenants];
        must(!now.includes(tenant), 'has nothing to do with it now');
        must(!family.personas.some(({ name }) => name === tenant.name), 'no persona');
      },
    );
    const all = families.flatMap(letOut);
    const share = all.filter(({ formerTenancy }) => formerTenancy).length / all.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.5);
  });

  it('carry mortgages and seizures from the day they were bought, in order', () => {
    forAll(
      (family) => dwellings(family).filter(({ mortgage, seizures }) => mortgage ?? seizures.length > 0),
      ({ mortgage, seizures, ownedSince }) => {
        if (mortgage) expect(mortgage.from >= ownedSince && mortgage.to > mortgage.from).toBe(true);
        const days = seizures.map(({ on }) => on);
        expect([...days].sort()).toEqual(days);
        for (const day of days) expect(day >= ownedSince && day <= city.asOf).toBe(true);
      },
    );
  });
});

describe('support by the city', () => {
  it('goes to people alive, children without both parents, and elders without anybody', () => {
    forAll(
      ({ assistance }) => assistance,
      ({ members, from, to, category, class: group }) => {
        expect(members.filter(({ relation }) => relation === '01')).toHaveLength(1);
        if (to) expect(to).toBeGreaterThan(from);
        expect(group !== undefined).toBe(category === 'SUBSISTENCE');
        for (const { person } of members) expect(person.died).toBeUndefined();
      },
    );
    forAll(
      ({ orphans }) => orphans,
      ({ child, guardian, deFacto }) => {
        expect(ageOn(child.birthDate, city.asOf)).toBeLessThan(18);
        expect([child.father?.died, child.mother?.died].filter(Boolean)).toHaveLength(deFacto ? 1 : 2);
        expect(guardian.died).toBeUndefined();
      },
    );
    forAll(
      ({ extremePoverty }) => extremePoverty,
      ({ person }) => expect(ageOn(person.birthDate, city.asOf)).toBeGreaterThanOrEqual(60),
    );
  });
});

describe('the city', () => {
  it('has the kinds of people that departments stumble over', () => {
    const everybody = families.flatMap(people);
    const some = (test: (person: Person) => unknown): number => everybody.filter(test).length;
    expect(some(({ name }) => /[\u{20000}-\u{3ffff}]/u.test(name))).toBeGreaterThan(0);
    expect(some(({ name, ethnicity }) => name.includes('·') && ethnicity === '05')).toBeGreaterThan(0);
    for (const region of ['HKG', 'TWN'])
      expect(some(({ nationality }) => nationality === region)).toBeGreaterThan(0);
    expect(some(({ ethnicity }) => ethnicity === undefined)).toBeGreaterThan(5);
    expect(some(({ numbers }) => numbers.some(({ endReason }) => endReason === 'CORRECTED'))).toBeGreaterThan(
      20,
    );
    expect(some(({ numbers }) => numbers.some(({ kind }) => kind === 'RESIDENT_ID_15'))).toBeGreaterThan(
      5000,
    );
    expect(some(({ hukou }) => hukou === 'MOVED_OUT')).toBeGreaterThan(100);
    expect(some(({ sealed }) => sealed)).toBeGreaterThan(0);
    expect(some(({ birthDate, died }) => !died && ageOn(birthDate, city.asOf) >= 90)).toBeGreaterThan(0);
    expect(some(({ work }) => work.some(({ backPaidMonths }) => backPaidMonths > 0))).toBeGreaterThan(100);
  });

  it('has unregistered homes, tenants without an account, arrears, queued seizures and open inheritances', () => {
    const homes = families.flatMap(dwellings);
    const some = (test: (dwelling: Dwelling) => unknown): number => homes.filter(test).length;
    expect(some(({ unitCode, kind }) => !unitCode && kind === 'VILLAGE_HOME')).toBeGreaterThan(50);
    expect(some(({ unitCode, kind }) => !unitCode && kind === 'URBAN_VILLAGE_HOME')).toBeGreaterThan(50);
    expect(
      some(({ tenancy, utilityHolder }) => tenancy && !tenancy.tenants.includes(utilityHolder)),
    ).toBeGreaterThan(50);
    expect(some(({ arrearsMonths }) => arrearsMonths.WATER > 0)).toBeGreaterThan(50);
    expect(some(({ seizures }) => seizures.length > 1)).toBeGreaterThan(5);
    expect(some(({ heirs }) => heirs.length > 0)).toBeGreaterThan(50);
  });
});
