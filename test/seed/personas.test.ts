// The personas that developers log in as are who their titles say.
import { describe, expect, it } from '@jest/globals';
import { generateFamily } from '../../scripts/seed/family.js';
import { ageOn } from '../../scripts/seed/day-number.js';
import { currentNumber } from '../../scripts/seed/held-number.js';
import { listPersonas } from '../../scripts/seed/personas.js';
import { defaultAsOf, type Dwelling, type Family, type Person } from '../../scripts/seed/world.js';

const city = { seed: 1, asOf: defaultAsOf };
const keys = [
  ...['pensioner', 'young-family', 'subsistence-mother', 'foreign-resident', 'hong-kong-resident'],
  ...['heir', 'non-hukou-family', 'centenarian', 'divorced-man', 'rare-name'],
];

interface Life {
  person: Person;
  family: Family;
  home: Dwelling;
}

function lifeOf(key: string): Life {
  const family = generateFamily(city, keys.indexOf(key));
  const persona = family.personas.find((one) => one.key === key);
  const person = family.people.find((one) => currentNumber(one) === persona?.residentId);
  const home = person && family.dwellings[person.home ?? -1];
  if (!person || !home) throw new Error(`${key} lives nowhere.`);
  return { person, family, home };
}

describe('the personas', () => {
  it('are ten, one in each of the first families, in every city', () => {
    for (let seed = 0; seed < 40; seed++) {
      expect(listPersonas({ seed, asOf: defaultAsOf }).map(({ key }) => key)).toEqual(keys);
    }
    expect(listPersonas({ seed: 1, asOf: '2025-03-01' }).map(({ key }) => key)).toEqual(keys);
    expect(generateFamily(city, keys.length).personas).toEqual([]);
  });

  it.each(keys)('%s is alive, in order, and known by a real name', (key) => {
    const { person, family } = lifeOf(key);
    const [persona] = family.personas;
    expect(family.personas).toHaveLength(1);
    expect(persona).toMatchObject({ name: person.name, level: person.level });
    expect(['L3', 'L4']).toContain(person.level);
    expect(person.died ?? person.missingSince ?? person.sealed).toBeUndefined();
    expect(person.hukou).not.toBe('MOVED_OUT');
    expect(person.household !== undefined).toBe(person.hukou === 'LOCAL');
    expect(person.phone).toMatch(/^1\d{10}$/);
  });

  it('the pensioner retired from a long employment and owns a flat with his wife', () => {
    const { person, family, home } = lifeOf('pensioner');
    expect(ageOn(person.birthDate, city.asOf)).toBeGreaterThanOrEqual(65);
    expect(person.work).toHaveLength(1);
    expect(
      Number(person.work[0]?.to?.slice(0, 4)) - Number(person.work[0]?.from.slice(0, 4)),
    ).toBeGreaterThan(30);
    expect(home.owners.map(({ person: owner }) => owner)).toContain(person);
    expect(family.marriages.some(({ a, divorcedOn }) => a === person && !divorcedOn)).toBe(true);
  });

  it('the young family has a child, two jobs and a mortgage on a registered flat', () => {
    const { person, family, home } = lifeOf('young-family');
    const wife = family.marriages.find(({ a }) => a === person)?.b;
    expect(home).toMatchObject({ kind: 'COMMODITY_FLAT', mortgage: { discharged: false } });
    expect(home.unitCode).toBeDefined();
    expect([person, wife].map((one) => one?.work.at(-1)?.to)).toEqual([undefined, undefined]);
    expect(wife?.work.at(-1)?.kind).toBe('PUBLIC_INSTITUTION');
    expect(family.people.filter(({ father }) => father === person)).toHaveLength(1);
  });

  it('the mother on subsistence allowance rents and has a child with her', () => {
    const { person, family, home } = lifeOf('subsistence-mother');
    const assistance = family.assistance.find(({ applicant }) => applicant === person);
    expect(assistance).toMatchObject({ category: 'SUBSISTENCE', class: 'B' });
    expect(assistance?.to).toBeUndefined();
    expect(assistance?.members.map(({ relation }) => relation)).toEqual(['01', '31']);
    expect(home.tenancy?.tenants).toEqual([person]);
    expect(home.utilityHolder).not.toBe(person);
  });

  it('the foreign resident has a passport, an old card and the new one in use, and a job', () => {
    const { person } = lifeOf('foreign-resident');
    expect(person.numbers.map(({ kind }) => kind)).toEqual([
      ...['PASSPORT', 'FOREIGN_RESIDENT_CARD', 'FOREIGN_RESIDENT_CARD'],
    ]);
    expect(currentNumber(person)).toMatch(/^934250/);
    expect(person.work.at(-1)?.to).toBeUndefined();
    expect(person.work).toHaveLength(1);
  });

  it('the Hong Kong resident came on a travel permit, has a residence permit and owns a flat', () => {
    const { person, home } = lifeOf('hong-kong-resident');
    expect(person.numbers.map(({ kind }) => kind)).toEqual(['TRAVEL_PERMIT', 'HK_MACAU_TAIWAN_PERMIT']);
    expect(person.nationality).toBe('HKG');
    expect(home.owners).toEqual([{ person, numerator: 1, denominator: 1 }]);
  });

  it("the heir waits with his mother for his father's flat", () => {
    const { person, home } = lifeOf('heir');
    expect(home.heirs.map((heir) => [heir.relation, heir.numerator, heir.denominator])).toEqual([
      ['12', 1, 2],
      ['21', 1, 2],
    ]);
    expect(home.heirs[1]?.person).toBe(person);
    expect(home.heirs[1]?.deceased).toBe(person.father);
    expect(person.father?.died?.hukouCancelledOn).toBeDefined();
  });

  it('the family without local hukou rents and works here since years', () => {
    const { person, home } = lifeOf('non-hukou-family');
    expect(person.hukou).toBe('NOT_LOCAL');
    expect(person.arrivedOn! < '2024-01-01').toBe(true);
    expect(home.tenancy?.filed).toBe(true);
    expect(home.tenancy?.tenants).toHaveLength(2);
    expect(person.work.length).toBeGreaterThan(0);
  });

  it('the centenarian lives in an unregistered village home', () => {
    const { person, home } = lifeOf('centenarian');
    expect(ageOn(person.birthDate, city.asOf)).toBeGreaterThanOrEqual(100);
    expect(home.kind).toBe('VILLAGE_HOME');
    expect(home.unitCode).toBeUndefined();
    expect(home.utilityPayer?.mother).toBe(person);
  });

  it('the divorced man has a marriage behind him and three seizures on his flat', () => {
    const { person, family, home } = lifeOf('divorced-man');
    expect(family.marriages.find(({ a }) => a === person)?.divorcedOn).toBeDefined();
    expect(home.seizures).toHaveLength(3);
    expect(person.work.map(({ kind }) => kind)).toEqual(['ENTERPRISE', 'FLEXIBLE']);
  });

  it('the rare name has characters that the basic plane lacks', () => {
    expect(lifeOf('rare-name').person.name).toBe('周𬭎㛃');
  });
});
