// What the population register holds of the synthetic city agrees with the facts and with itself.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { normaliseName } from '../../schema/contract/person-name.js';
import { subjectOf } from '../../scripts/issuer/persona.js';
import { generateFamily } from '../../scripts/seed/family.js';
import { currentNumber } from '../../scripts/seed/held-number.js';
import { writePopulation } from '../../scripts/seed/rows/population.js';
import { defaultAsOf, type Family, type Person } from '../../scripts/seed/world.js';
import { migrations } from '../../subgraphs/population/migrations.js';
import { createRowCollector, groupedBy, type CollectedRow } from '../support/collect-rows.js';

const city = { seed: 7, asOf: defaultAsOf, issuer: 'http://127.0.0.1:4001' };
const FAMILIES = 600;

const collector = createRowCollector('population', migrations);
const families: Family[] = [];
const personOf = new Map<CollectedRow[string], Person>();

beforeAll(() => {
  for (let index = 0; index < FAMILIES; index++) {
    const family = generateFamily(city, index);
    families.push(family);
    for (const person of family.people) personOf.set(person.citizenId, person);
    writePopulation(family, city, collector.sink);
  }
});

const rows = (table: string): CollectedRow[] => collector.rows(table);

describe('every row', () => {
  it.each([
    ['citizen', ['id']],
    ['citizen', ['resident_number']],
    ['identity_number', ['number']],
    ['identity_document', ['id']],
    ['household', ['id']],
    ['household', ['number']],
    ['residence_permit', ['id']],
    ['migration', ['id']],
    ['login', ['issuer', 'subject']],
  ])('of %s is alone with its %j', (table, columns) => {
    const keys = rows(table).map((row) => columns.map((column) => row[column]).join(' '));
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(['identity_number', 'identity_document', 'residence_permit', 'migration', 'login'])(
    'of %s is about a citizen',
    (table) => {
      const strangers = rows(table).filter((row) => !personOf.has(row['citizen_id'] ?? null));
      expect(strangers).toEqual([]);
    },
  );
});

describe('citizens', () => {
  it('are all there, alive or not, with the key of their name and a login under their current number', () => {
    expect(rows('citizen')).toHaveLength(personOf.size);
    const subjects = new Map(rows('login').map((row) => [row['citizen_id'], row['subject']]));
    const wrong = rows('citizen').filter((row) => {
      const person = personOf.get(row['id'] ?? null);
      if (!person || row['resident_number'] !== currentNumber(person)) return true;
      const named = row['name'] === person.name && row['name_key'] === normaliseName(person.name);
      return !named || subjects.get(row['id'] ?? null) !== subjectOf(currentNumber(person));
    });
    expect(wrong).toEqual([]);
  });

  it('say who died, whose hukou is cancelled by now, who is missing and who moved away', () => {
    const wrong = rows('citizen').filter((row) => {
      const person = personOf.get(row['id'] ?? null);
      const vital = person?.died ? 'DECEASED' : person?.missingSince ? 'MISSING' : 'ALIVE';
      const cancelled = person?.hukou === 'LOCAL' && person.died?.hukouCancelledOn;
      const registered = person?.hukou === 'LOCAL' ? 'REGISTERED' : person?.hukou;
      const recorded = String(row['vital_recorded_on'] ?? '');
      return (
        row['vital_status'] !== vital ||
        row['died_on'] !== (person?.died?.on ?? null) ||
        row['hukou_status'] !== (cancelled ? 'CANCELLED' : registered) ||
        (vital === 'ALIVE'
          ? recorded !== ''
          : recorded < String(row['died_on'] ?? '') || recorded > city.asOf)
      );
    });
    expect(wrong).toEqual([]);
    const statuses = new Set(rows('citizen').map((row) => `${row['vital_status']} ${row['hukou_status']}`));
    expect([...statuses].sort()).toEqual(
      expect.arrayContaining([
        'ALIVE MOVED_OUT',
        'ALIVE NOT_LOCAL',
        'ALIVE REGISTERED',
        'DECEASED CANCELLED',
        'DECEASED REGISTERED',
      ]),
    );
  });

  it('are members of a household that exists while they are registered, and of none afterwards', () => {
    const households = new Set(rows('household').map((row) => row['id']));
    for (const row of rows('citizen')) {
      const registered = row['hukou_status'] === 'REGISTERED';
      const household = row['household_id'] ?? null;
      if (!registered && household !== null) throw new Error(`${String(row['id'])} left the register`);
      if (household !== null && !households.has(household)) throw new Error('no such household');
      if ((household === null) !== ((row['relation_to_head'] ?? null) === null))
        throw new Error('no relation');
    }
  });

  it('are sealed now and then, a persona never', () => {
    const sealed = rows('citizen').filter((row) => row['sealed'] === true);
    expect(sealed.length).toBeGreaterThan(0);
    expect(sealed.length).toBeLessThan(personOf.size / 100);
    const personas = new Set(
      families.flatMap((family) => family.personas.map(({ residentId }) => residentId)),
    );
    expect(sealed.filter((row) => personas.has(String(row['resident_number'])))).toEqual([]);
  });
});

describe('numbers and documents', () => {
  it('are every number with its kind and why it ended', () => {
    const held = families.flatMap(({ people }) => people.flatMap(({ numbers }) => numbers));
    expect(rows('identity_number').map((row) => [row['number'], row['kind'], row['end_reason']])).toEqual(
      held.map(({ number, kind, endReason }) => [number, kind, endReason ?? null]),
    );
  });

  it('are one card in use at a time, never one for the dead', () => {
    for (const [citizen, documents] of groupedBy(
      rows('identity_document'),
      (row) => row['citizen_id'] ?? null,
    )) {
      expect(documents.filter((row) => row['status'] !== '3')).toHaveLength(1);
      expect(documents.at(-1)?.['status']).not.toBe('3');
      if (personOf.get(citizen)?.died) throw new Error('a dead holder');
      const days = documents.map((row) => String(row['valid_from']));
      expect([...days].sort()).toEqual(days);
      for (const row of documents) {
        const expired = row['valid_to'] !== null && String(row['valid_to']) < city.asOf;
        if (row['status'] === '1' && expired) throw new Error(`${String(row['id'])} has expired`);
      }
    }
  });
});

describe('residence permits and moves', () => {
  it('belong to people without a local hukou, a valid one to every persona among them', () => {
    for (const row of rows('residence_permit')) {
      expect(personOf.get(row['citizen_id'] ?? null)?.hukou).toBe('NOT_LOCAL');
      expect(String(row['valid_from']) < String(row['valid_to'])).toBe(true);
      expect(String(row['valid_from']) <= city.asOf).toBe(true);
    }
    const newcomer = families[6]?.personas[0]?.residentId;
    const valid = rows('residence_permit').filter(
      (row) => row['status'] === '1' && currentNumber(personOf.get(row['citizen_id'] ?? null)!) === newcomer,
    );
    expect(valid).toHaveLength(1);
  });

  it('say where people came from or went', () => {
    for (const row of rows('migration')) {
      expect(row['kind']).toMatch(/^MOVED_(IN|OUT)$/);
      expect(`${String(row['from_area'])} ${String(row['to_area'])}`).toMatch(/^\d{6} \d{6}$/);
      expect(String(row['moved_on']) <= city.asOf).toBe(true);
    }
  });
});
