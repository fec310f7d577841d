// What the synthetic city's homes used and were billed agrees with the tariffs, the facts and itself.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Persona } from '../../scripts/issuer/persona.js';
import { generateFamily } from '../../scripts/seed/family.js';
import { writeUtilities } from '../../scripts/seed/rows/utilities.js';
import { monthOf } from '../../scripts/seed/month.js';
import type { Supply } from '../../scripts/seed/tariffs.js';
import type { AssistanceCase, Dwelling, Person } from '../../scripts/seed/world.js';
import { migrations } from '../../subgraphs/utilities/migrations.js';
import { createRowCollector, groupedBy, hundredths, type CollectedRow } from '../support/collect-rows.js';

const city = { seed: 7, asOf: '2026-11-15' };
const FAMILIES = 120;

const collector = createRowCollector('utilities', migrations);
const dwellings = new Map<number, { dwelling: Dwelling; assistance: AssistanceCase[] }>();
const holderOf = new Map<string, Person>();
const personas: Persona[] = [];
let bills: Map<CollectedRow[string], CollectedRow[]>;
let readings: Map<CollectedRow[string], CollectedRow[]>;

beforeAll(() => {
  for (let index = 0; index < FAMILIES; index++) {
    const { people, dwellings: homes, assistance, ...family } = generateFamily(city, index);
    for (const dwelling of homes) dwellings.set(dwelling.index, { dwelling, assistance });
    for (const person of people) for (const { number } of person.numbers) holderOf.set(number, person);
    personas.push(...family.personas);
    writeUtilities({ ...family, people, dwellings: homes, assistance }, city, collector.sink);
  }
  bills = groupedBy(collector.rows('bill'), ({ account_id }) => account_id!);
  readings = groupedBy(collector.rows('reading'), ({ account_id }) => account_id!);
});

function homeOf({ id }: CollectedRow): { dwelling: Dwelling; assistance: AssistanceCase[] } {
  return dwellings.get(Math.floor(Number(id) / 4))!;
}

interface Tier {
  tier: number;
  usage: string;
  price: string;
  amount: string;
}

function tiersOf(bill: CollectedRow): Tier[] {
  return JSON.parse(String(bill.tiers)) as Tier[];
}

function isOverdue({ paid_on, due_on }: CollectedRow): boolean {
  return paid_on === null && String(due_on) < city.asOf;
}

describe('Accounts', () => {
  it('are one per supply of a dwelling, each with a number of its own', () => {
    const accounts = collector.rows('account');
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
    expect(new Set(accounts.map(({ number }) => number)).size).toBe(accounts.length);
    for (const own of groupedBy(accounts, ({ house_code }) => house_code).values()) {
      const { dwelling } = homeOf(own[0]!);
      const kinds = own.map(({ kind }) => kind);
      expect(kinds).toEqual(dwelling.hasGas ? ['WATER', 'ELECTRICITY', 'GAS'] : ['WATER', 'ELECTRICITY']);
      expect(new Set(own.map(({ house_code }) => house_code))).toEqual(new Set([dwelling.houseCode]));
    }
    expect(accounts.length).toBeGreaterThan(2 * dwellings.size);
  });

  it('have their holder, adult tenants and whoever pays for them', () => {
    const people = groupedBy(collector.rows('account_person'), ({ account_id }) => account_id);
    for (const account of collector.rows('account')) {
      const { utilityHolder } = homeOf(account).dwelling;
      const rows = people.get(account.id) ?? [];
      const holders = rows.filter(({ role }) => role === 'HOLDER');
      expect(holders.map((row) => holderOf.get(String(row.resident_number)))).toEqual([utilityHolder]);
      expect(account.holder_name).toBe(utilityHolder.name);
      expect(rows.filter(({ since }) => String(since) > city.asOf)).toEqual([]);
    }
    const roles = new Set(collector.rows('account_person').map(({ role }) => role));
    expect(roles).toEqual(new Set(['HOLDER', 'TENANT', 'PAYER']));
  });

  it('keep the tenants who have moved out, some with bills of their time and some after it', () => {
    const ended = collector.rows('account_person').filter(({ until }) => until !== null);
    const former = ended.filter((row) => {
      const { formerTenancy } = homeOf({ id: row.account_id! }).dwelling;
      return holderOf.get(String(row.resident_number)) === formerTenancy?.tenant && row.role === 'TENANT';
    });
    expect(former.length).toBeGreaterThan(10);
    expect(former).toEqual(ended);
    expect(former.filter(({ until, since }) => String(until) >= city.asOf || since! >= until!)).toEqual([]);
    const both = former.filter(({ account_id, until }) => {
      const last = Number(String(until).slice(0, 7).replace('-', ''));
      const periods = (bills.get(account_id!) ?? []).map(({ period }) => Number(period));
      return periods.some((period) => period <= last) && periods.some((period) => period > last);
    });
    expect(both.length).toBeGreaterThan(3);
  });
});

describe('Readings', () => {
  it('follow on from each other and give the bills their usage', () => {
    for (const [account, rows] of readings) {
      const own = bills.get(account) ?? [];
      expect(own.length).toBe(rows.length);
      const wrong = rows.filter((row, place) => {
        const usage = hundredths(row.to_value) - hundredths(row.from_value);
        const before = rows[place - 1];
        const chained = !before || (before.to_value === row.from_value && before.read_on! < row.read_on!);
        return usage !== hundredths(own[place]?.usage) || !chained || String(row.read_on) > city.asOf;
      });
      expect(wrong).toEqual([]);
    }
  });

  it('of old accounts reach back two years: monthly for electricity, every two months for water and gas', () => {
    for (const account of collector.rows('account')) {
      const { ownedSince } = homeOf(account).dwelling;
      const count = bills.get(account.id!)?.length ?? 0;
      const full = account.kind === 'ELECTRICITY' ? 24 : 12;
      if (ownedSince < '2023-01-01') expect(count).toBe(full);
      else expect(count).toBeLessThanOrEqual(full);
    }
  });
});

describe('Bills', () => {
  it('have ids of their own and periods in order', () => {
    const ids = collector.rows('bill').map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rows of bills.values())
      expect(rows.filter(({ period }, place) => place > 0 && period! <= rows[place - 1]!.period!)).toEqual(
        [],
      );
  });

  it('are the sum of their tiers, in usage and in amount', () => {
    const wrong = collector.rows('bill').filter((bill) => {
      const tiers = tiersOf(bill);
      const usage = tiers.reduce((sum, tier) => sum + hundredths(tier.usage), 0);
      const amount = tiers.reduce((sum, tier) => sum + hundredths(tier.amount), 0);
      return usage !== hundredths(bill.usage) || amount !== hundredths(bill.amount) || tiers.length === 0;
    });
    expect(wrong).toEqual([]);
    expect(new Set(collector.rows('bill').flatMap((bill) => tiersOf(bill).map(({ tier }) => tier)))).toEqual(
      new Set([1, 2, 3]),
    );
  });

  it('give 10 kWh a month to homes on subsistence allowance, and to no others', () => {
    const free = collector.rows('bill').filter((bill) => tiersOf(bill)[0]?.price === '0.0000');
    expect(free.length).toBeGreaterThan(50);
    const accounts = new Map(collector.rows('account').map((row) => [row.id, row]));
    const wrong = free.filter((bill) => {
      const account = accounts.get(bill.account_id)!;
      const { dwelling, assistance } = homeOf(account);
      const entitled = assistance.some(
        ({ category, applicant, from, to = Infinity }) =>
          category === 'SUBSISTENCE' &&
          (dwelling.occupants.includes(applicant) || dwelling.tenancy?.tenants.includes(applicant)) &&
          from <= Number(bill.period) &&
          Number(bill.period) <= to,
      );
      return !entitled || account.kind !== 'ELECTRICITY' || hundredths(tiersOf(bill)[0]?.usage) > 1000;
    });
    expect(wrong).toEqual([]);
  });

  it('are overdue as the facts say, and those are the last ones due', () => {
    for (const account of collector.rows('account')) {
      const rows = bills.get(account.id!) ?? [];
      const supply = account.kind as Supply;
      const due = rows.filter(({ due_on }) => String(due_on) < city.asOf);
      const months = homeOf(account).dwelling.arrearsMonths[supply];
      const expected = Math.min(due.length, Math.ceil(months / (supply === 'ELECTRICITY' ? 1 : 2)));
      expect(due.filter(isOverdue)).toEqual(expected === 0 ? [] : due.slice(-expected));
    }
  });

  it('cost a late fee exactly when they are late', () => {
    const wrong = collector.rows('bill').filter((bill) => {
      const late = String(bill.paid_on ?? city.asOf) > String(bill.due_on);
      const fee = hundredths(bill.late_fee);
      return (
        (fee > 0 && !late) ||
        fee > hundredths(bill.amount) ||
        (isOverdue(bill) && bill.amount !== '0.00' && fee === 0)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('are paid after the reading and not in the future', () => {
    const wrong = collector.rows('bill').filter(({ paid_on, period }) => {
      if (paid_on === null) return false;
      const afterPeriod =
        monthOf(String(paid_on)) > Math.floor(Number(period) / 100) * 12 + (Number(period) % 100) - 1;
      return !afterPeriod || String(paid_on) > city.asOf;
    });
    expect(wrong).toEqual([]);
  });

  it('leave every persona one to pay', () => {
    const open = new Set(
      collector
        .rows('bill')
        .filter(({ paid_on }) => paid_on === null)
        .map(({ account_id }) => account_id),
    );
    const payable = collector.rows('account_person').filter(({ account_id }) => open.has(account_id));
    const names = new Set(payable.map(({ resident_number }) => holderOf.get(String(resident_number))?.name));
    expect(personas.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(personas.length).toBeGreaterThan(5);
  });
});
