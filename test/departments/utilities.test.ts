// The utilities' data centre as the gateway sees it: accounts, readings, bills, arrears, supplies.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chinaDay } from '../../schema/contract/calendar.js';
import type {
  UtilityAccount,
  UtilityAccountRelation,
  UtilitySupply,
} from '../../subgraphs/utilities/generated.js';
import { createUtilities } from '../../subgraphs/utilities/department.js';
import {
  currentNumber,
  randomKey,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

const holder = testSubject(0, ['341202600101001']);
const tenant = testSubject(1, ['H12345678901']);
const unknown = testSubject(2);
const formerTenant = testSubject(3);
const presentTenant = testSubject(4);
const returned = testSubject(5);
const crowd = Array.from({ length: 50 }, (_, index) => testSubject(100 + index));

let department: TestDepartment;

beforeAll(async () => {
  department = await startTestDepartment(createUtilities({ paymentKeys: [randomKey('channel')] }));
  await insertAccounts();
  await insertBills();
  await insertLetHome();
  await insertCrowd();
});

afterAll(() => department.stop());

const account = {
  supplier: '国网安徽省电力有限公司阜阳供电公司',
  holder_name: '王建国',
  address: '阜阳市颍州区文峰街道1号',
  house_code: 'H1',
  multiplier: '1.00',
  status: '1',
};
const bill = { usage: '120.00', tiers: '[]', amount: '67.84', late_fee: '0.00', due_on: '2020-01-01' };

async function insertAccounts(): Promise<void> {
  await department.insert('account', [
    { ...account, id: 1, number: '3412000000000001', kind: 'ELECTRICITY', meter_number: 'M1' },
    {
      ...account,
      id: 2,
      number: '3412000000000002',
      kind: 'WATER',
      meter_number: 'M2',
      house_code: null,
      status: '8',
    },
  ]);
  await department.insert('account_person', [
    { id: 1, account_id: 1, resident_number: '341202600101001', role: 'HOLDER', since: '1998-01-01' },
    { id: 2, account_id: 2, resident_number: currentNumber(holder), role: 'PAYER', since: '2020-01-01' },
    {
      id: 3,
      account_id: 1,
      resident_number: 'H12345678901',
      role: 'TENANT',
      since: '2019-01-01',
      until: '2021-01-01',
    },
  ]);
  await department.insert('reading', [
    {
      id: 1,
      account_id: 1,
      read_on: '2026-01-31',
      from_value: '100.00',
      to_value: '220.00',
      estimated: false,
    },
    {
      id: 2,
      account_id: 1,
      read_on: '2026-02-28',
      from_value: '220.00',
      to_value: '300.50',
      estimated: true,
    },
  ]);
}

async function insertBills(): Promise<void> {
  const tiers = '[{"tier":1,"usage":"120.00","price":"0.5653","amount":"67.84"}]';
  await department.insert('bill', [
    { ...bill, id: 1, account_id: 1, period: 202601, tiers, paid_on: '2026-02-10' },
    { ...bill, id: 2, account_id: 1, period: 202602, late_fee: '1.16' },
    { ...bill, id: 3, account_id: 1, period: 202512, amount: '0.10' },
    { ...bill, id: 4, account_id: 1, period: 202603, due_on: chinaDay(new Date()) },
  ]);
}

/** A home that one tenant left in September 2025 and another took in October. */
async function insertLetHome(): Promise<void> {
  const letHome = { id: 3, number: 'L3', kind: 'WATER', meter_number: 'M3', house_code: 'H3', status: '2' };
  await department.insert('account', [{ ...account, ...letHome }]);
  const former = { account_id: 3, role: 'TENANT', since: '2024-03-10', until: '2025-09-20' };
  await department.insert('account_person', [
    { ...former, id: 31, resident_number: currentNumber(formerTenant) },
    { ...former, id: 32, resident_number: currentNumber(returned) },
    {
      id: 33,
      account_id: 3,
      resident_number: currentNumber(presentTenant),
      role: 'TENANT',
      since: '2025-10-01',
      until: '2999-12-31',
    },
    {
      id: 34,
      account_id: 3,
      resident_number: currentNumber(returned),
      role: 'HOLDER',
      since: '2026-02-01',
    },
  ]);
  const days = ['2024-03-09', '2024-03-10', '2025-09-20', '2025-09-21', '2025-10-02'];
  const read = { account_id: 3, from_value: '0.00', to_value: '1.00', estimated: false };
  await department.insert(
    'reading',
    days.map((read_on, place) => ({ ...read, id: 30 + place, read_on })),
  );
  const periods = [202402, 202403, 202509, 202510];
  await department.insert(
    'bill',
    periods.map((period, place) => ({ ...bill, id: 30 + place, account_id: 3, period })),
  );
}

async function insertCrowd(): Promise<void> {
  for (const [index, subject] of crowd.entries()) {
    const id = 1000 + index;
    await department.insert('account', [
      { ...account, id, number: `N${id}`, kind: 'GAS', meter_number: `M${id}`, house_code: `HC${id}` },
    ]);
    await department.insert('account_person', [
      { id, account_id: id, resident_number: currentNumber(subject), role: 'HOLDER', since: '2020-01-01' },
    ]);
    await department.insert('reading', [
      { id, account_id: id, read_on: '2026-01-31', from_value: '0.00', to_value: '1.00', estimated: false },
    ]);
    await department.insert('bill', [{ ...bill, id, account_id: id, period: 202601 }]);
  }
}

interface Person {
  utilityAccounts: (UtilityAccountRelation & { account: UtilityAccount })[];
}

async function accountsOf(subject: typeof holder, fields: string): Promise<Person['utilityAccounts']> {
  const reply = await department.ask<{ me: Person }>(
    `{ me { utilityAccounts { role since until account { ${fields} } } } }`,
    {},
    { subjects: [subject], me: subject.id },
  );
  expect(reply.errors).toBeUndefined();
  if (!reply.data) throw new Error('no data');
  return reply.data.me.utilityAccounts;
}

async function electricity(fields: string): Promise<UtilityAccount> {
  const found = (await accountsOf(holder, fields)).find(({ role }) => role === 'HOLDER');
  if (!found) throw new Error('no account');
  return found.account;
}

const billFields = 'period usage tiers { tier usage price amount } amount lateFee due paidOn status';

describe('accounts', () => {
  it('come with role, supplier, masked holder and dwelling, newest relation first, under every number', async () => {
    const accounts = await accountsOf(
      holder,
      'number kind supplier holder { name relation { label } } address meterNumber multiplier status { code label } dwelling { houseCode }',
    );
    expect(accounts).toEqual([
      {
        role: 'PAYER',
        since: '2020-01-01',
        until: null,
        account: expect.objectContaining({
          kind: 'WATER',
          dwelling: null,
          status: { code: '8', label: null },
        }) as unknown,
      },
      {
        role: 'HOLDER',
        since: '1998-01-01',
        until: null,
        account: {
          number: '3412000000000001',
          kind: 'ELECTRICITY',
          supplier: '国网安徽省电力有限公司阜阳供电公司',
          holder: { name: '王**', relation: { label: '户主' } },
          address: '阜阳市颍州区文峰街道1号',
          meterNumber: 'M1',
          multiplier: '1.00',
          status: { code: '1', label: '正常' },
          dwelling: { houseCode: 'H1' },
        },
      },
    ]);
  });

  it('are found under a permit number, ended relations included', async () => {
    const accounts = await accountsOf(tenant, 'kind');
    expect(accounts).toEqual([
      { role: 'TENANT', since: '2019-01-01', until: '2021-01-01', account: { kind: 'ELECTRICITY' } },
    ]);
  });
});

describe('readings and bills', () => {
  it('list readings newest first with their usage', async () => {
    const { readings } = await electricity(
      'readings(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { node { on from to usage estimated } } }',
    );
    expect(readings).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      edges: [{ node: { on: '2026-02-28', from: '220.00', to: '300.50', usage: '80.50', estimated: true } }],
    });
    const next = await electricity(
      `readings(first: 1, after: "${readings?.pageInfo.endCursor ?? ''}") { pageInfo { hasNextPage } edges { node { on } } }`,
    );
    expect(next.readings).toEqual({
      pageInfo: { hasNextPage: false },
      edges: [{ node: { on: '2026-01-31' } }],
    });
  });

  it('say of a bill whether it is paid, overdue or still to be paid; the day it is due is not overdue', async () => {
    const { bills } = await electricity(`bills { edges { node { ${billFields} } } }`);
    const nodes = bills?.edges?.map(({ node }) => node);
    expect(nodes?.map((node) => [node?.period, node?.status])).toEqual([
      ['2026-03', 'UNPAID'],
      ['2026-02', 'OVERDUE'],
      ['2026-01', 'PAID'],
      ['2025-12', 'OVERDUE'],
    ]);
    expect(nodes?.[2]).toEqual({
      period: '2026-01',
      usage: '120.00',
      tiers: [{ tier: 1, usage: '120.00', price: '0.5653', amount: '67.84' }],
      amount: '67.84',
      lateFee: '0.00',
      due: '2020-01-01',
      paidOn: '2026-02-10',
      status: 'PAID',
    });
  });

  it('leave out the paid bills when the unpaid ones are asked for, also from the count', async () => {
    const { bills } = await electricity(
      'bills(unpaid: true, first: 2) { totalCount edges { node { period } } }',
    );
    expect(bills).toEqual({
      totalCount: 3,
      edges: [{ node: { period: '2026-03' } }, { node: { period: '2026-02' } }],
    });
  });

  it('add up what is overdue, late fees included, exactly', async () => {
    const { arrears } = await electricity('arrears { amount bills oldestPeriod }');
    expect(arrears).toEqual({ amount: '69.10', bills: 2, oldestPeriod: '2025-12' });
    const [water] = await accountsOf(holder, 'arrears { amount bills oldestPeriod }');
    expect(water?.account.arrears).toEqual({ amount: '0.00', bills: 0, oldestPeriod: null });
  });

  it.each([0, 101, -1])('refuse a page of %i', async (first) => {
    const reply = await department.ask(
      'query ($first: Int) { me { utilityAccounts { account { bills(first: $first) { totalCount } } } } }',
      { first },
      { subjects: [holder], me: holder.id },
    );
    expect(reply.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a tenancy', () => {
  const fields = `id address holder { name } status { code } arrears { amount bills oldestPeriod }
    bills { totalCount edges { node { period } } } readings { totalCount edges { node { on } } }`;
  const periodsOf = ({ bills }: UtilityAccount) => bills?.edges?.map(({ node }) => node?.period);
  const daysOf = ({ readings }: UtilityAccount) => readings?.edges?.map(({ node }) => node?.on);

  it('that has ended shows what was used during it, and nothing of those who came after', async () => {
    const [relation] = await accountsOf(formerTenant, fields);
    expect(relation?.until).toBe('2025-09-20');
    expect(relation?.account).toMatchObject({
      address: account.address,
      holder: null,
      status: null,
      arrears: null,
      bills: { totalCount: 2 },
      readings: { totalCount: 2 },
    });
    expect(periodsOf(relation!.account)).toEqual(['2025-09', '2024-03']);
    expect(daysOf(relation!.account)).toEqual(['2025-09-20', '2024-03-10']);
  });

  it('that lasts shows nothing from before it, and owes nothing from before it', async () => {
    const [relation] = await accountsOf(presentTenant, fields);
    expect(relation?.account).toMatchObject({
      holder: { name: '王**' },
      status: { code: '2' },
      arrears: { amount: '67.84', bills: 1, oldestPeriod: '2025-10' },
    });
    expect(periodsOf(relation!.account)).toEqual(['2025-10']);
    expect(daysOf(relation!.account)).toEqual(['2025-10-02']);
  });

  it('leaves out the same with every argument: unpaid bills alone, and the page after a cursor', async () => {
    const [relation] = await accountsOf(
      formerTenant,
      'bills(unpaid: true, first: 1) { totalCount pageInfo { endCursor } edges { node { period } } }',
    );
    expect(relation?.account.bills).toMatchObject({
      totalCount: 2,
      edges: [{ node: { period: '2025-09' } }],
    });
    const [next] = await accountsOf(
      formerTenant,
      `bills(first: 5, after: "${relation?.account.bills?.pageInfo.endCursor ?? ''}") { edges { node { period } } }`,
    );
    expect(periodsOf(next!.account)).toEqual(['2024-03']);
  });

  it('stays as bounded beside another relation of the same person to the same account', async () => {
    const [asHolder, asTenant] = await accountsOf(returned, fields);
    expect([asHolder?.role, asTenant?.role]).toEqual(['HOLDER', 'TENANT']);
    expect(periodsOf(asHolder!.account)).toEqual(['2025-10', '2025-09', '2024-03', '2024-02']);
    expect(asHolder?.account.arrears).toMatchObject({ bills: 4, oldestPeriod: '2024-02' });
    expect(daysOf(asHolder!.account)).toHaveLength(5);
    expect(periodsOf(asTenant!.account)).toEqual(['2025-09', '2024-03']);
    expect(asTenant?.account.arrears).toBeNull();
    // A client that keeps objects by id would otherwise show the one's bills as the other's.
    expect(asTenant?.account.id).not.toBe(asHolder?.account.id);
  });

  it('answers the same whoever else is asked about in the request', async () => {
    const together = [formerTenant, presentTenant, returned];
    const reply = await department.ask<{ _entities: Person[] }>(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen {
         utilityAccounts { role since until account { ${fields} } } } } }`,
      { of: together.map((one) => ({ __typename: 'Citizen', residentId: currentNumber(one) })) },
      { subjects: together },
    );
    const alone = await Promise.all(together.map((one) => accountsOf(one, fields)));
    expect(reply.data?._entities.map(({ utilityAccounts }) => utilityAccounts)).toEqual(alone);
  });
});

describe('supplies of a dwelling', () => {
  const document = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Dwelling {
    houseCode utilitySupplies { kind accountNumber meterNumber status { label } } } } }`;

  it('are facts of the dwelling: no person needs to be covered', async () => {
    const reply = await department.ask<{
      _entities: { houseCode: string; utilitySupplies: UtilitySupply[] }[];
    }>(
      document,
      { of: ['H1', 'nowhere'].map((houseCode) => ({ __typename: 'Dwelling', houseCode })) },
      { subjects: [] },
    );
    expect(reply.data?._entities).toEqual([
      {
        houseCode: 'H1',
        utilitySupplies: [
          {
            kind: 'ELECTRICITY',
            accountNumber: '3412000000000001',
            meterNumber: 'M1',
            status: { label: '正常' },
          },
        ],
      },
      { houseCode: 'nowhere', utilitySupplies: [] },
    ]);
  });

  it('are not answered without an assertion', async () => {
    const body = JSON.stringify({
      query: document,
      variables: { of: [{ __typename: 'Dwelling', houseCode: 'H1' }] },
    });
    expect((await department.send({ path: '/graphql', body })).status).toBe(401);
  });
});

describe('the department', () => {
  it('asks each table once for a page of 50 citizens, bills and arrears apart', async () => {
    const page = (fields: string) =>
      department.ask<{ _entities: Person[] }>(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`,
        { of: crowd.map((subject) => ({ __typename: 'Citizen', residentId: currentNumber(subject) })) },
        { subjects: crowd },
      );
    department.queries.length = 0;
    const reply = await page(
      `utilityAccounts { account { number readings { totalCount } bills { edges { node { amount } } } dwelling { utilitySupplies { kind } } } }
       paymentOrders { totalCount }`,
    );
    expect(reply.data?._entities.map(({ utilityAccounts }) => utilityAccounts.length)).toEqual(
      crowd.map(() => 1),
    );
    // account: by id, and by house for the supplies; account_person: also bounds what readings and bills show.
    expect(department.queriesPerTable()).toEqual({
      account_person: 3,
      account: 2,
      reading: 1,
      bill: 1,
      payment_order: 1,
    });
    department.queries.length = 0;
    const arrears = await page('utilityAccounts { account { arrears { bills } } }');
    expect(
      arrears.data?._entities.every(
        ({ utilityAccounts }) => utilityAccounts[0]?.account.arrears?.bills === 1,
      ),
    ).toBe(true);
    expect(department.queriesPerTable()).toEqual({ account_person: 2, account: 1, bill: 1 });
  });

  it('answers an unknown citizen as a stub', async () => {
    const reply = await department.ask(
      `{ me { residentId utilityAccounts { id } paymentOrders { totalCount edges { cursor } } paymentOrder(id: "x") { id } } }`,
      {},
      { subjects: [unknown], me: unknown.id },
    );
    expect(reply.data?.['me']).toEqual({
      residentId: currentNumber(unknown),
      utilityAccounts: [],
      paymentOrders: { totalCount: 0, edges: [] },
      paymentOrder: null,
    });
  });

  it('refuses the whole request when one citizen is not covered', async () => {
    const reply = await department.ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { utilityAccounts { id } } } }`,
      {
        of: [holder, tenant].map((subject) => ({
          __typename: 'Citizen',
          residentId: currentNumber(subject),
        })),
      },
      { subjects: [holder] },
    );
    expect(reply.status).toBe(403);
    expect(reply.data).toBeUndefined();
  });
});
