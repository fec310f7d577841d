// What civil affairs hold of the synthetic city agrees with the facts and with itself.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseResidentId } from '../../schema/contract/resident-id.js';
import { ageOn } from '../../scripts/seed/day-number.js';
import { generateFamily } from '../../scripts/seed/family.js';
import { writeCivilAffairs } from '../../scripts/seed/rows/civil-affairs.js';
import { defaultAsOf, type Family, type Person } from '../../scripts/seed/world.js';
import { migrations } from '../../subgraphs/civil-affairs/migrations.js';
import { createRowCollector, groupedBy, type CollectedRow } from '../support/collect-rows.js';

const city = { seed: 7, asOf: defaultAsOf };
const FAMILIES = 1000;

const collector = createRowCollector('civil-affairs', migrations);
const families: Family[] = [];
const holderOf = new Map<string, Person>();

beforeAll(() => {
  for (let index = 0; index < FAMILIES; index++) {
    const family = generateFamily(city, index);
    families.push(family);
    for (const person of family.people) for (const { number } of person.numbers) holderOf.set(number, person);
    writeCivilAffairs(family, city, collector.sink);
  }
});

const rows = (table: string): CollectedRow[] => collector.rows(table);

function holder(row: CollectedRow): Person {
  const person = holderOf.get(String(row['resident_number']));
  if (!person) throw new Error(`nobody holds ${String(row['resident_number'])}`);
  return person;
}

describe('every row', () => {
  it.each([
    ['marriage', ['id']],
    ['marriage_party', ['marriage_id', 'resident_number']],
    ['assistance_family', ['id']],
    ['assistance_member', ['family_id', 'resident_number']],
    ['extreme_poverty', ['id']],
    ['old_age_allowance', ['id']],
    ['elder_card', ['id']],
    ['elder_card', ['number']],
    ['child_support', ['id']],
    ['disability_certificate', ['id']],
    ['disability_allowance', ['id']],
    ['cremation', ['id']],
  ])('of %s is alone with its %j', (table, columns) => {
    const keys = rows(table).map((row) => columns.map((column) => row[column]).join(' '));
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is under a number of somebody in the city, some of them under one that has ended', () => {
    const parties = rows('marriage_party');
    for (const table of ['assistance_member', 'elder_card', 'disability_certificate', 'cremation'])
      rows(table).map(holder);
    expect(
      parties.filter((row) => holder(row).numbers.at(-1)?.number !== row['resident_number']).length,
    ).toBeGreaterThan(50);
  });
});

describe('marriage registrations', () => {
  it('have two parties and a number of their time', () => {
    const parties = groupedBy(rows('marriage_party'), (row) => row['marriage_id'] ?? null);
    for (const row of rows('marriage')) {
      expect(parties.get(row['id'] ?? null)).toHaveLength(2);
      const national = /^(J|L|BJ)\d{6}-\d{4}-\d{6}$/.test(String(row['number']));
      if (national !== String(row['registered_on']) >= '2004-01-01') throw new Error(String(row['number']));
      expect(String(row['registered_on']) <= city.asOf).toBe(true);
    }
  });

  it('tell of a divorce after its marriage', () => {
    const divorces = rows('marriage').filter((row) => row['kind'] === 'DIVORCE');
    const marriages = new Map(rows('marriage').map((row) => [row['id'], String(row['registered_on'])]));
    expect(divorces.length).toBeGreaterThan(10);
    for (const row of divorces) {
      expect(String(row['registered_on']) > (marriages.get(Number(row['id']) - 1) ?? '')).toBe(true);
    }
  });
});

describe('assistance', () => {
  it('pays what the income per head lacks to the standard, and only as subsistence allowance', () => {
    const members = groupedBy(rows('assistance_member'), (row) => row['family_id'] ?? null);
    for (const row of rows('assistance_family')) {
      const people = members.get(row['id'] ?? null) ?? [];
      const short = Math.max(0, Number(row['standard']) - Number(row['income_per_head']));
      const subsistence = row['category'] === 'SUBSISTENCE';
      expect(row['monthly_amount']).toBe(subsistence ? short * people.length : 0);
      expect(
        people.filter((member) => member['applicant'] === true).map((member) => member['relation']),
      ).toEqual(['01']);
      expect((row['to_month'] === null) === (row['end_reason'] === null)).toBe(true);
    }
  });
});

describe('the old', () => {
  it('have the allowance of their age, stopped when they died', () => {
    const least = { FROM_80: 80, FROM_90: 90, FROM_100: 100 };
    for (const row of rows('old_age_allowance')) {
      const person = holder(row);
      const age = ageOn(person.birthDate, person.died?.on ?? city.asOf);
      const from = least[row['band'] as keyof typeof least];
      if (age < from || (from < 100 && age >= from + 10)) throw new Error(`${age} in ${String(row['band'])}`);
      if ((row['status'] === '3') !== (person.died !== undefined)) throw new Error('paid to the dead');
    }
    const [centenarian] = families[7]?.personas ?? [];
    const hers = rows('old_age_allowance').find(
      (row) => holder(row).numbers.at(-1)?.number === centenarian?.residentId,
    );
    expect(hers).toMatchObject({ band: 'FROM_100', status: '1' });
  });

  it('have a card from 60 or 65 on', () => {
    for (const row of rows('elder_card')) {
      const age = ageOn(holder(row).birthDate, String(row['issued_on']));
      if (age < (row['kind'] === '1' ? 60 : 65)) throw new Error(`a card at ${age}`);
    }
    const [pensioner] = families[0]?.personas ?? [];
    expect(rows('elder_card').filter((row) => row['resident_number'] === pensioner?.residentId)).toHaveLength(
      1,
    );
  });
});

describe('children, the disabled, the dead', () => {
  it('are minors with a guardian', () => {
    for (const row of rows('child_support')) {
      expect(row['kind']).toMatch(/^(ORPHAN|DE_FACTO_UNSUPPORTED)$/);
      expect(row['guardian_relation']).toMatch(/^(6[1-4]|7[15]|8[1-8]|90)$/);
      expect(ageOn(holder(row).birthDate, city.asOf)).toBeLessThan(18);
    }
  });

  it('have a certificate whose number is their ID number, class and grade', () => {
    for (const row of rows('disability_certificate')) {
      const number = String(row['number']);
      expect(parseResidentId(number.slice(0, 18)).ok).toBe(true);
      expect(number.slice(18)).toBe(`${String(row['class'])}${String(row['grade'])}`);
      expect(String(row['issued_on']) < String(row['valid_to'])).toBe(true);
    }
  });

  it('are nursed by allowance only where the grade is severe', () => {
    for (const row of rows('disability_allowance').filter((one) => one['kind'] === 'NURSING')) {
      expect(holder(row).disability?.grade).toBeLessThanOrEqual(2);
    }
  });

  it('are cremated after they died', () => {
    for (const row of rows('cremation')) {
      expect(String(row['cremated_on']) > String(holder(row).died?.on)).toBe(true);
    }
  });
});
