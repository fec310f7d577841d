// What the synthetic city's people have at 人社 and 医保 agrees with their lives and with itself.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseUnifiedSocialCreditCode } from '../../schema/contract/unified-social-credit-code.js';
import { employers } from '../../scripts/seed/employers.js';
import { generateFamily } from '../../scripts/seed/family.js';
import { monthOf, monthOfYyyymm } from '../../scripts/seed/month.js';
import { averageWage } from '../../scripts/seed/provincial-figures.js';
import { writeEmployers, writeSocialSecurity } from '../../scripts/seed/rows/social-security.js';
import { originalRetirementAge } from '../../scripts/seed/social-security/insurance-history.js';
import type { Person } from '../../scripts/seed/world.js';
import { migrations } from '../../subgraphs/social-security/migrations.js';
import { statutoryRetirement } from '../../subgraphs/social-security/retirement.js';
import { createRowCollector, groupedBy, hundredths, type CollectedRow } from '../support/collect-rows.js';

const city = { seed: 7, asOf: '2026-11-15' };
const FAMILIES = 120;

/** As in the department's table of schemes. */
const KINDS_OF_SCHEME: Record<number, Record<string, number>> = {
  1: { 110: 199501, 210: 199901, 410: 200401, 310: 200101, 510: 200101 },
  2: { 120: 201410, 210: 199901, 410: 200401, 310: 200101, 510: 200101 },
  3: { 110: 199501, 310: 200101 },
  4: { 170: 201101, 390: 201101 },
  6: { 390: 201101 },
};

const collector = createRowCollector('social-security', migrations);
const people = new Map<number, Person>();
let contributions: Map<number, CollectedRow[]>;

beforeAll(() => {
  writeEmployers(city, collector.sink);
  for (let index = 0; index < FAMILIES; index++) {
    const family = generateFamily(city, index);
    for (const person of family.people) people.set(person.index, person);
    writeSocialSecurity(family, city, collector.sink);
  }
  contributions = groupedBy(collector.rows('contribution'), ({ id }) => Math.floor(Number(id) / 1024));
});

/** The person whose row it is, `rowsEach` ids a person. */
function personOf({ id }: CollectedRow, rowsEach: number): Person {
  const person = people.get(Math.floor(Number(id) / rowsEach));
  if (!person) throw new Error(`Nobody has the row ${String(id)}.`);
  return person;
}

function retirementOf(person: Person): number {
  const { sex, birthDate } = person;
  const { month } = statutoryRetirement({ sex, birthDate, originalAge: originalRetirementAge(person) });
  return monthOf(`${month}-01`);
}

function monthIn(row: CollectedRow, column: string): number {
  return monthOfYyyymm(Number(row[column]));
}

/** Ids that every person has in a table. */
const ID_RANGES = {
  contribution: 1024,
  employment: 64,
  enrolment: 16,
  unemployment_benefit: 64,
  medical_settlement: 32,
  medical_account: 1,
  pension: 1,
  card: 1,
};

describe('Every row', () => {
  it.each(Object.entries(ID_RANGES))(
    'of %s has an id of its own and a number of its person',
    (table, each) => {
      const rows = collector.rows(table);
      expect(rows.length).toBeGreaterThan(20);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      const foreign = rows.filter((row) =>
        personOf(row, each).numbers.every(({ number }) => number !== row.resident_number),
      );
      expect(foreign).toEqual([]);
    },
  );

  it('keeps the keys of tables without ids unique', () => {
    const years = collector.rows('pension_account_year').map((row) => `${row.resident_number} ${row.year}`);
    expect(new Set(years).size).toBe(years.length);
    const classes = collector.rows('retirement_class').map((row) => row.resident_number);
    expect(new Set(classes).size).toBe(classes.length);
  });
});

describe('Employers', () => {
  it('have valid credit codes, and everything refers to one of them', () => {
    const rows = collector.rows('employer');
    expect(rows).toHaveLength(employers.length);
    expect(rows.filter(({ credit_code }) => !parseUnifiedSocialCreditCode(String(credit_code)).ok)).toEqual(
      [],
    );
    const numbers = new Set([...rows.map(({ number }) => number), null]);
    const referring = [...collector.rows('contribution'), ...collector.rows('employment')];
    expect(referring.filter(({ employer_number }) => !numbers.has(employer_number))).toEqual([]);
  });
});

describe('Contributions', () => {
  it('are paid once for a month of work, in order and not before it', () => {
    for (const rows of contributions.values()) {
      const work = rows.filter(isOfWork);
      const early = work.filter(({ paid_in, paid_for }) => Number(paid_in) < Number(paid_for));
      const disordered = work.filter(
        ({ paid_for }, place) => place > 0 && Number(paid_for) <= Number(work[place - 1]?.paid_for),
      );
      expect([...early, ...disordered]).toEqual([]);
    }
  });

  it('begin with the insurance and at 16, and end with work, retirement and life', () => {
    const starts: Record<number, number> = { 1: 199501, 2: 201410, 3: 199901, 4: 201101, 6: 201101 };
    for (const [index, rows] of contributions) {
      const person = people.get(index)!;
      const last = monthOf(person.died?.on ?? city.asOf);
      const workingAge = monthOf(person.birthDate) + 16 * 12;
      const retirement = retirementOf(person);
      const outside = rows.filter((row) => {
        const paidFor = monthIn(row, 'paid_for');
        if (Number(row.paid_for) < starts[Number(row.scheme)]! || monthIn(row, 'paid_in') > last) return true;
        return isOfWork(row) && (paidFor < workingAge || paidFor > retirement);
      });
      expect(outside).toEqual([]);
    }
  });

  it('of workers have a base between 60 % and 300 % of the average wage', () => {
    const outside = collector.rows('contribution').filter((row) => {
      const average = averageWage(Math.floor(Number(row.paid_for) / 100));
      const base = hundredths(row.base);
      return isOfWork(row) && (base < average * 60 || base > average * 300);
    });
    expect(outside).toEqual([]);
  });

  it('of residents cover a year without work, for the pension from 16 to 59 alone', () => {
    for (const [index, rows] of contributions) {
      const born = monthOf(people.get(index)!.birthDate);
      const worked = new Set(rows.filter(isOfWork).map(({ paid_for }) => Math.floor(Number(paid_for) / 100)));
      const wrong = rows.filter((row) => {
        const age = Math.floor((monthIn(row, 'paid_in') - born) / 12);
        const inOrder = row.months === 12 && !worked.has(Math.floor(Number(row.paid_for) / 100));
        return !isOfWork(row) && !(inOrder && (age >= 16 && age <= 59) === (row.scheme === 4));
      });
      expect(wrong).toEqual([]);
    }
  });

  it('include months paid later, in one go', () => {
    const late = collector
      .rows('contribution')
      .filter((row) => isOfWork(row) && row.paid_in !== row.paid_for);
    expect(late.length).toBeGreaterThan(100);
  });
});

describe('Enrolments', () => {
  it('count the months received for their kind and begin with the first of them', () => {
    for (const row of collector.rows('enrolment')) {
      const paid = (contributions.get(personOf(row, 16).index) ?? []).filter((contribution) => {
        const start = KINDS_OF_SCHEME[Number(contribution.scheme)]?.[String(row.kind)];
        return start !== undefined && Number(contribution.paid_for) >= start;
      });
      const received = paid.filter((contribution) => contribution.received);
      const months = received.reduce((sum, contribution) => sum + Number(contribution.months), 0);
      expect([row.kind, months]).toEqual([row.kind, row.months_paid]);
      const [first] = paid;
      if (first && isOfWork(first)) expect(row.first_month).toBe(first.paid_for);
    }
  });

  it('name a kind once a person, and nobody is insured as worker and resident at once', () => {
    for (const rows of groupedBy(collector.rows('enrolment'), ({ id }) =>
      Math.floor(Number(id) / 16),
    ).values()) {
      const kinds = rows.map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(kinds.length);
      const active = rows.filter(({ status }) => status === '1').map(({ kind }) => kind);
      expect(active.includes('310') && active.includes('390')).toBe(false);
      expect(active.includes('110') && active.includes('120')).toBe(false);
    }
  });

  it('of the dead have ended', () => {
    const dead = collector.rows('enrolment').filter((row) => personOf(row, 16).died);
    expect(dead.length).toBeGreaterThan(20);
    expect(dead.filter(({ status, payment_status }) => status !== '4' || payment_status !== '3')).toEqual([]);
  });
});

describe('The pension account', () => {
  it('grows by what was credited and its interest, year by year', () => {
    for (const years of groupedBy(
      collector.rows('pension_account_year'),
      (row) => row.resident_number,
    ).values()) {
      let balance = 0;
      const wrong = years.filter((row, place) => {
        balance += hundredths(row.credited) + hundredths(row.interest);
        const next = row.year === Number(years[0]?.year) + place && row.year < Number(city.asOf.slice(0, 4));
        return !next || hundredths(row.balance) !== balance;
      });
      expect(wrong).toEqual([]);
    }
  });
});

describe('Pensions', () => {
  it('begin after retirement or at 60, and end at death', () => {
    for (const row of collector.rows('pension')) {
      const person = personOf(row, 1);
      const sixty = monthOf(person.birthDate) + 60 * 12;
      expect(monthIn(row, 'started_in')).toBeGreaterThan(row.kind === '170' ? sixty : retirementOf(person));
      expect(monthIn(row, 'started_in')).toBeLessThanOrEqual(monthOf(person.died?.on ?? city.asOf));
      expect(row.status === '3').toBe(person.died !== undefined);
    }
  });

  it('from work take 15 years of paid and counted months', () => {
    for (const row of collector.rows('pension').filter(({ kind }) => kind !== '170')) {
      const person = personOf(row, 1);
      const worked = person.work.reduce((sum, { from, to }) => {
        const end = Math.min(to ? monthOf(to) : Infinity, retirementOf(person));
        return sum + Math.max(0, end - monthOf(from) + 1);
      }, 0);
      expect(worked).toBeGreaterThanOrEqual(180);
    }
  });

  it('are suspended where the yearly confirmation is overdue', () => {
    const pensions = collector.rows('pension');
    const wrong = pensions.filter(({ certification_due, status }) =>
      certification_due === null
        ? status !== '3'
        : String(certification_due) < city.asOf !== (status === '2'),
    );
    expect(wrong).toEqual([]);
    expect(new Set(pensions.map(({ status }) => status))).toEqual(new Set(['1', '2', '3']));
  });

  it('of workers in payment are worth more than those of residents', () => {
    const paid = collector.rows('pension').filter(({ status }) => status === '1');
    const low = paid.filter(
      ({ kind, monthly_amount }) => kind !== '170' && hundredths(monthly_amount) < 100_000,
    );
    expect(low).toEqual([]);
    expect(paid.some(({ kind }) => kind === '170')).toBe(true);
  });
});

describe('Unemployment benefits', () => {
  it('are drawn between jobs, before retirement and in life', () => {
    for (const row of collector.rows('unemployment_benefit')) {
      const person = personOf(row, 64);
      const worked = (contributions.get(person.index) ?? []).filter(isOfWork);
      const overlapping = worked.filter(
        ({ paid_for }) =>
          Number(paid_for) >= Number(row.from_month) && Number(paid_for) <= Number(row.to_month),
      );
      expect(overlapping).toEqual([]);
      expect(Number(row.from_month)).toBeLessThanOrEqual(Number(row.to_month));
      expect(monthIn(row, 'from_month')).toBeLessThanOrEqual(monthOf(person.died?.on ?? city.asOf));
      if (row.status !== '1') expect(monthIn(row, 'to_month')).toBeLessThanOrEqual(retirementOf(person));
    }
  });
});

describe('Medical settlements', () => {
  it('are paid by fund, account and cash together, in a lifetime', () => {
    const wrong = collector.rows('medical_settlement').filter((row) => {
      const { birthDate, died } = personOf(row, 32);
      const paid = hundredths(row.fund_paid) + hundredths(row.account_paid) + hundredths(row.cash_paid);
      const day = String(row.settled_on);
      return paid !== hundredths(row.total) || day < birthDate || day > (died?.on ?? city.asOf);
    });
    expect(wrong).toEqual([]);
  });

  it('are several for everybody elderly who is alive', () => {
    const counts = groupedBy(collector.rows('medical_settlement'), ({ id }) => Math.floor(Number(id) / 32));
    const elderly = [...people.values()].filter(
      ({ died, birthDate, hukou, missingSince }) =>
        !died && !missingSince && birthDate < '1960-01-01' && hukou === 'LOCAL',
    );
    expect(elderly.length).toBeGreaterThan(100);
    expect(elderly.filter(({ index }) => (counts.get(index)?.length ?? 0) < 4)).toEqual([]);
  });
});

describe('Cards', () => {
  it('carry a bank account with a right check digit', () => {
    const cards = collector.rows('card');
    expect(cards.filter(({ bank_card_number }) => luhnSum(String(bank_card_number)) % 10 !== 0)).toEqual([]);
    expect(new Set(cards.map(({ bank_card_number }) => bank_card_number)).size).toBe(cards.length);
    expect(new Set(cards.map(({ number }) => number)).size).toBe(cards.length);
  });
});

function isOfWork({ scheme }: CollectedRow): boolean {
  return Number(scheme) <= 3;
}

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, place) => {
    const weighed = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return sum + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
}
