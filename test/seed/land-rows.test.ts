// What the synthetic city's homes have in the real-estate register and with 住建 agrees with the facts and with itself.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { isKnownAreaCode } from '../../schema/contract/area-codes.js';
import { parseRealEstateUnitCode } from '../../schema/contract/real-estate-unit-code.js';
import { generateFamily } from '../../scripts/seed/family.js';
import { writeLand } from '../../scripts/seed/rows/land.js';
import type { Dwelling, Family, Person } from '../../scripts/seed/world.js';
import { migrations } from '../../subgraphs/land/migrations.js';
import { createRowCollector, groupedBy, type CollectedRow } from '../support/collect-rows.js';

const city = { seed: 7, asOf: '2026-11-15' };
const FAMILIES = 500;

const collector = createRowCollector('land', migrations);
const families: Family[] = [];
const dwellings = new Map<number, Dwelling>();
const holderOf = new Map<string, Person>();

beforeAll(() => {
  for (let index = 0; index < FAMILIES; index++) {
    const family = generateFamily(city, index);
    families.push(family);
    for (const dwelling of family.dwellings) dwellings.set(dwelling.index, dwelling);
    for (const person of family.people) for (const { number } of person.numbers) holderOf.set(number, person);
    writeLand(family, city, collector.sink);
  }
});

/** The dwelling that a right's rows tell of; missing for farmland. */
function dwellingOf(rightId: CollectedRow[string] | undefined): Dwelling | undefined {
  return Number(rightId) % 2 === 0 ? dwellings.get(Number(rightId) / 2) : undefined;
}

function keysOf(table: string, ...columns: string[]): string[] {
  return collector.rows(table).map((row) => columns.map((column) => row[column]).join(' '));
}

describe('Every row', () => {
  it.each([
    ['unit', ['code']],
    ['dwelling', ['house_code']],
    ['property_right', ['id']],
    ['property_right', ['certificate_number']],
    ['right_holder', ['right_id', 'resident_number']],
    ['mortgage', ['id']],
    ['seizure', ['id']],
    ['notice', ['id']],
    ['inheritance', ['id']],
    ['dwelling_relation', ['id']],
    ['tenancy', ['id']],
    ['tenancy', ['filing_number']],
    ['tenancy_party', ['tenancy_id', 'resident_number']],
  ])('of %s is alone with its %j', (table, columns) => {
    const keys = keysOf(table, ...columns);
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(['right_holder', 'inheritance', 'dwelling_relation', 'tenancy_party'])(
    'of %s is under a number of somebody in the family',
    (table) => {
      expect(collector.rows(table).filter((row) => !holderOf.has(String(row.resident_number)))).toEqual([]);
    },
  );
});

describe('Units', () => {
  it('have valid codes in the county that they lie in, and dwellings point back at them', () => {
    const houses = new Map(collector.rows('dwelling').map((row) => [row.unit_code, row.house_code]));
    const wrong = collector.rows('unit').filter(({ code, area, house_code }) => {
      const parsed = parseRealEstateUnitCode(String(code));
      if (!parsed.ok || parsed.value.countyCode !== area || !isKnownAreaCode(area)) return true;
      return parsed.value.parcelKind === 'CONTRACTED_FARMLAND'
        ? house_code !== null
        : houses.get(code) !== house_code;
    });
    expect(wrong).toEqual([]);
  });

  it('of commodity flats have land for 70 years', () => {
    const termed = collector
      .rows('unit')
      .filter(({ use_code, term_to }) => use_code === '0701' && term_to !== null);
    expect(termed.length).toBeGreaterThan(100);
    for (const { term_from, term_to } of termed)
      expect(Number(String(term_to).slice(0, 4)) - Number(String(term_from).slice(0, 4))).toBe(70);
  });

  it('stay unregistered for some village homes and all homes in urban villages', () => {
    const bare = collector.rows('dwelling').filter(({ unit_code }) => unit_code === null);
    expect(new Set(bare.map(({ kind }) => kind))).toEqual(new Set(['3', '4']));
  });
});

describe('Rights', () => {
  it('are shared out whole', () => {
    for (const holders of groupedBy(collector.rows('right_holder'), ({ right_id }) => right_id).values()) {
      const common = holders.reduce((product, row) => product * Number(row.share_denominator), 1);
      const parts = holders.map(
        (row) => (Number(row.share_numerator) * common) / Number(row.share_denominator),
      );
      expect(parts.reduce((sum, part) => sum + part)).toBe(common);
    }
  });

  it('are sole exactly where one person holds them', () => {
    const holders = groupedBy(collector.rows('right_holder'), ({ right_id }) => right_id);
    const rights = collector.rows('property_right');
    const wrong = rights.filter(({ id, co_ownership }) => {
      const count = holders.get(id)?.length ?? 0;
      return count === 0 || (co_ownership === 'SOLE') !== (count === 1);
    });
    expect(wrong).toEqual([]);
    expect(new Set(rights.map(({ co_ownership }) => co_ownership))).toEqual(
      new Set(['SOLE', 'JOINT', 'BY_SHARES']),
    );
  });

  it('have certificates in the style of their year', () => {
    const wrong = collector.rows('property_right').filter((row) => {
      const registered = String(row.registered_on);
      const unified = new RegExp(
        `^皖\\(${registered.slice(0, 4)}\\)阜阳市|^皖\\(${registered.slice(0, 4)}\\).{2,3}[县市]`,
      );
      const style = registered < '2015-03-01' ? /^房地权证阜字第\d{7,}号$/ : /不动产权第\d{7,}号$/;
      const number = String(row.certificate_number);
      return !style.test(number) || (registered >= '2015-03-01' && !unified.test(number));
    });
    expect(wrong).toEqual([]);
  });

  it('in farmland belong to village households, by household contract', () => {
    const farmland = collector.rows('property_right').filter(({ kind }) => kind === '9');
    expect(farmland.length).toBeGreaterThan(100);
    expect(
      farmland.filter(({ nature, registered_on }) => nature !== '201' || registered_on! > city.asOf),
    ).toEqual([]);
  });
});

describe('Burdens', () => {
  it('queue: only the first seizure is in force, the others wait in order', () => {
    const queues = [...groupedBy(collector.rows('seizure'), ({ right_id }) => right_id).values()];
    expect(queues.some(({ length }) => length > 1)).toBe(true);
    for (const queue of queues) {
      expect(queue.map(({ queue_position }) => queue_position)).toEqual(queue.map((_, place) => place));
      queue.forEach(({ kind, from_date, to_date }, place) => {
        if (place > 0) expect([kind, from_date, to_date]).toEqual(['2', null, null]);
        else expect(String(from_date) <= city.asOf && String(to_date) > city.asOf).toBe(true);
      });
    }
  });

  it('are those that the facts tell of', () => {
    const registered = [...dwellings.values()].filter(({ unitCode }) => unitCode !== undefined);
    const count = (of: (dwelling: Dwelling) => number): number =>
      registered.reduce((sum, dwelling) => sum + of(dwelling), 0);
    expect(collector.rows('mortgage')).toHaveLength(count(({ mortgage }) => (mortgage ? 1 : 0)));
    expect(collector.rows('seizure')).toHaveLength(count(({ seizures }) => seizures.length));
    expect(collector.rows('notice')).toHaveLength(count(({ notice }) => (notice ? 1 : 0)));
  });
});

describe('Inheritances', () => {
  it('open on the day of death and split what the deceased held', () => {
    const estates = groupedBy(
      collector.rows('inheritance'),
      ({ right_id, deceased_name }) => `${right_id} ${deceased_name}`,
    );
    expect(estates.size).toBeGreaterThan(10);
    for (const rows of estates.values()) {
      const { heirs, owners } = dwellingOf(rows[0]!.right_id)!;
      const { deceased } = heirs.find(({ deceased: { name } }) => name === rows[0]!.deceased_name)!;
      const held = owners.find(({ person }) => person === deceased)!;
      const sum = rows.reduce((total, row) => total + Number(row.share_numerator), 0);
      expect(sum * held.denominator).toBe(Number(rows[0]!.share_denominator) * held.numerator);
      expect(new Set(rows.map(({ opened_on }) => opened_on))).toEqual(new Set([deceased.died!.on]));
    }
  });
});

describe('Relations to dwellings', () => {
  it('name every owner, tenant and occupant once, and end with life', () => {
    const relations = groupedBy(collector.rows('dwelling_relation'), ({ id }) => Math.floor(Number(id) / 64));
    for (const [index, rows] of relations) {
      const { owners, occupants, tenancy } = dwellings.get(index)!;
      const expected = new Set([
        ...owners.map(({ person }) => person),
        ...occupants,
        ...(tenancy?.tenants ?? []),
      ]);
      const named = rows.map((row) => holderOf.get(String(row.resident_number))!);
      expect(new Set(named).size).toBe(named.length);
      expect(named.filter((person) => !expected.has(person))).toEqual([]);
      expect(named.length).toBe(expected.size);
      const wrong = rows.filter(({ since, until }, place) => {
        const person = named[place]!;
        if (until !== null && String(until) < String(since)) return true;
        return String(since) > city.asOf || (person.died !== undefined && String(until) > person.died.on);
      });
      expect(wrong).toEqual([]);
    }
  });
});

describe('Tenancies', () => {
  it('have a landlord and a tenant, and only filed ones are there', () => {
    const parties = groupedBy(collector.rows('tenancy_party'), ({ tenancy_id }) => tenancy_id);
    for (const { id, from_date, to_date } of collector.rows('tenancy')) {
      const roles = new Set(parties.get(id)?.map(({ role }) => role));
      expect(roles).toEqual(new Set(['LANDLORD', 'TENANT']));
      expect(String(from_date) < String(to_date)).toBe(true);
      expect(dwellings.get(Number(id))?.tenancy?.filed).toBe(true);
    }
  });
});
