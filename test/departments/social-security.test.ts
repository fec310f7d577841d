// Social security over its real service and database: each field from its rows, whichever number they stand under.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import { socialSecurity } from '../../subgraphs/social-security/department.js';
import {
  currentNumber,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

const worker = testSubject(1);
/** Records under the 15-digit number of before 1999 and under the current one. */
const pensioner = testSubject(2, ['341202480312002']);
const [, pensionerBefore1999 = ''] = pensioner.numbers;
/** A Hong Kong resident: records under the travel permit of before the residence permit. */
const fromHongKong = testSubject(3, ['H12345678']);
const [, travelPermit = ''] = fromHongKong.numbers;
const resident = testSubject(4);
const unknown = testSubject(5);
const miner = testSubject(6);

let department: TestDepartment;

beforeAll(async () => {
  department = await startTestDepartment(socialSecurity);
  await department.insert('employer', [
    { number: 'E001', name: '阜阳市第一纺织有限公司', credit_code: '91341200MA2MXXXX0A' },
  ]);
  await insertWorker();
  await insertPensioner();
  await insertOthers();
});
afterAll(() => department.stop());
beforeEach(() => {
  department.queries.length = 0;
});

/** Fields of one citizen, asked as `me`. */
async function askMe(subject: AssertedSubject, selection: string): Promise<unknown> {
  const reply = await department.ask<{ me: unknown }>(
    `{ me { ${selection} } }`,
    {},
    { subjects: [subject], me: subject.id },
  );
  expect(reply).toEqual({ status: 200, data: expect.anything() as unknown });
  return reply.data?.me;
}

describe('enrolments', () => {
  const fields =
    'kind { system code label } status { label } paymentStatus { label } personalNumber enrolledOn firstMonth monthsPaid';

  it('are split between 人社 and 医保, which code other things with the same digits', async () => {
    expect(
      await askMe(
        worker,
        `socialInsuranceEnrolments { ${fields} } medicalInsuranceEnrolments { kind { system code label } }`,
      ),
    ).toEqual({
      socialInsuranceEnrolments: [
        {
          kind: { system: 'AAE140 (人社)', code: '110', label: '企业职工基本养老保险' },
          status: { label: '正常参保' },
          paymentStatus: { label: '参保缴费' },
          personalNumber: '34120000000001',
          enrolledOn: '2010-07-01',
          firstMonth: '2010-07',
          monthsPaid: 100,
        },
        expect.objectContaining({
          kind: { system: 'AAE140 (人社)', code: '410', label: '工伤保险' },
        }) as unknown,
      ],
      medicalInsuranceEnrolments: [
        { kind: { system: 'AAE140 (医保)', code: '310', label: '职工基本医疗保险' } },
        { kind: { system: 'AAE140 (医保)', code: '410', label: '长期护理保险' } },
      ],
    });
  });

  it('of a kind and status that no list knows keep their codes, without labels', async () => {
    expect(
      await askMe(miner, 'socialInsuranceEnrolments { kind { code label } status { code label } }'),
    ).toEqual({
      socialInsuranceEnrolments: [{ kind: { code: '199', label: null }, status: { code: 'X', label: null } }],
    });
  });
});

describe('employments', () => {
  it('come newest first with their employer; flexible employment has none', async () => {
    expect(
      await askMe(worker, 'employments { from to wage kind { label } employer { number name creditCode } }'),
    ).toEqual({
      employments: [
        { from: '2020-03-01', to: null, wage: '5200.50', kind: { label: '灵活就业人员' }, employer: null },
        {
          from: '2010-07-01',
          to: '2020-02-29',
          wage: '4100.00',
          kind: { label: '企业职工' },
          employer: { number: 'E001', name: '阜阳市第一纺织有限公司', creditCode: '91341200MA2MXXXX0A' },
        },
      ],
    });
  });

  it('are shown when the employer is not registered any more', async () => {
    expect(await askMe(miner, 'employments { employer { number name creditCode } }')).toEqual({
      employments: [{ employer: { number: 'E999', name: null, creditCode: null } }],
    });
  });
});

interface Page {
  totalCount: number | null;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  edges: { node: { id: string; kind: { system: string; code: string }; periodPaidFor: string } }[];
}

describe('contributions', () => {
  const amounts =
    'edges { node { kind { code } periodPaidFor periodPaidIn months base personalRate employerRate personalAmount employerAmount received employerName } }';

  async function page(subject: AssertedSubject, given: string): Promise<Page> {
    const me = await askMe(
      subject,
      `contributions(${given}) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { id kind { system code } periodPaidFor } } }`,
    );
    return (me as { contributions: Page }).contributions;
  }

  it('of a month are one for each kind that its scheme pays, with amounts rounded to the cent', async () => {
    const { edges } = await page(worker, 'from: "2020-02", to: "2020-02"');
    expect(edges.map(({ node }) => node.kind.code)).toEqual(['510', '410', '310', '210', '110']);
    expect(
      await askMe(worker, `contributions(kind: "310", from: "2020-02", to: "2020-02") { ${amounts} }`),
    ).toEqual({
      contributions: {
        edges: [
          {
            node: {
              kind: { code: '310' },
              periodPaidFor: '2020-02',
              periodPaidIn: '2020-05',
              months: 1,
              base: '4123.45',
              personalRate: '2',
              employerRate: '6.5',
              personalAmount: '82.47',
              employerAmount: '268.02',
              received: true,
              employerName: '阜阳市第一纺织有限公司',
            },
          },
        ],
      },
    });
  });

  it('of a resident count twelve months of a base that is monthly', async () => {
    expect(await askMe(resident, `contributions(kind: "170") { ${amounts} }`)).toEqual({
      contributions: {
        edges: [
          {
            node: {
              kind: { code: '170' },
              periodPaidFor: '2024-01',
              periodPaidIn: '2024-03',
              months: 12,
              base: '25.00',
              personalRate: '100',
              employerRate: '0',
              personalAmount: '300.00',
              employerAmount: '0.00',
              received: true,
              employerName: null,
            },
          },
        ],
      },
    });
  });

  it('of a resident’s year are found by any month of it', async () => {
    for (const [given, count] of [
      ['from: "2024-12"', 2],
      ['from: "2024-06", to: "2024-07"', 2],
      ['to: "2024-01"', 3],
      ['from: "2025-01"', 0],
    ] as const) {
      expect({ given, count: (await page(resident, given)).totalCount }).toEqual({ given, count });
    }
  });

  it('of children pay medical insurance alone', async () => {
    const { edges } = await page(resident, 'to: "2023-12"');
    expect(edges.map(({ node }) => node.kind)).toEqual([{ system: 'AAE140 (医保)', code: '390' }]);
  });

  it('of before a kind began do not show that kind', async () => {
    const { edges } = await page(pensioner, 'first: 100');
    expect(edges.map(({ node }) => [node.periodPaidFor, node.kind.code])).toEqual([
      ['2001-01', '510'],
      ['2001-01', '310'],
      ['2001-01', '210'],
      ['2001-01', '110'],
      ['2000-12', '210'],
      ['2000-12', '110'],
      ['1998-12', '110'],
    ]);
  });

  it('page through every one once, newest period first, and count them all', async () => {
    const seen: string[] = [];
    let after = '';
    for (let pages = 1; ; pages++) {
      const { edges, pageInfo, totalCount } = await page(worker, `first: 4${after}`);
      expect(totalCount).toBe(13);
      expect(pageInfo.hasPreviousPage).toBe(pages > 1);
      seen.push(...edges.map(({ node }) => `${node.periodPaidFor} ${node.kind.code} ${node.id}`));
      if (!pageInfo.hasNextPage) break;
      expect(edges).toHaveLength(4);
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(seen).toHaveLength(13);
    expect(new Set(seen).size).toBe(13);
    expect(seen.map((line) => line.slice(0, 11))).toEqual(
      [...seen]
        .sort()
        .reverse()
        .map((line) => line.slice(0, 11)),
    );
  });

  it('have ids of their own, though several come from one row', async () => {
    const { edges } = await page(worker, 'first: 100');
    expect(new Set(edges.map(({ node }) => node.id)).size).toBe(13);
  });

  it('of two kinds asked at once are answered apart', async () => {
    expect(
      await askMe(
        worker,
        'medical: contributions(kind: "310") { totalCount } pension: contributions(kind: "110") { totalCount } none: contributions(kind: "999") { totalCount edges { cursor } }',
      ),
    ).toEqual({ medical: { totalCount: 4 }, pension: { totalCount: 3 }, none: { totalCount: 0, edges: [] } });
  });

  it.each([
    ['a kind that is no code', 'kind: "110; --"'],
    ['a cursor of its own making', 'after: "abc"'],
    ['no contributions', 'first: 0'],
    ['too many contributions', 'first: 101'],
    ['a month that is none', 'from: "2024-13"'],
  ])('asked for with %s say what is wrong and ask no table', async (_what, given) => {
    const reply = await department.ask(
      `{ me { contributions(${given}) { totalCount } } }`,
      {},
      { subjects: [worker], me: worker.id },
    );
    expect(reply.errors).toMatchObject([
      { extensions: { code: expect.stringMatching(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/) as unknown } },
    ]);
    expect(department.queries).toEqual([]);
  });
});

describe('pension', () => {
  it('account shows its years newest first and the balance of the newest', async () => {
    expect(
      await askMe(pensioner, 'pensionAccount { balance asOfYear years { year credited interest balance } }'),
    ).toEqual({
      pensionAccount: {
        balance: '1234.56',
        asOfYear: 2001,
        years: [
          { year: 2001, credited: '800.00', interest: '34.56', balance: '1234.56' },
          { year: 1998, credited: '400.00', interest: '0.00', balance: '400.00' },
        ],
      },
    });
  });

  it('in payment is the newest, whichever number it stands under', async () => {
    expect(
      await askMe(
        pensioner,
        'pension { kind { code label } startedIn monthlyAmount certifiedOn certificationDue status { label } }',
      ),
    ).toEqual({
      pension: {
        kind: { code: '110', label: '企业职工基本养老保险' },
        startedIn: '2008-04',
        monthlyAmount: '3100.20',
        certifiedOn: '2026-02-01',
        certificationDue: '2027-02-01',
        status: { label: '正常发放' },
      },
    });
  });
});

describe('retirement', () => {
  const fields = 'retirement { statutoryMonth statutoryAgeMonths minimumMonths monthsPaid }';

  it('follows from birth, sex and the original age, with the months paid for a pension', async () => {
    expect(await askMe(worker, fields)).toEqual({
      retirement: { statutoryMonth: '2036-08', statutoryAgeMonths: 647, minimumMonths: 222, monthsPaid: 100 },
    });
  });

  it('goes by the class under the current number when another stands under an older one', async () => {
    expect(await askMe(pensioner, fields)).toEqual({
      retirement: { statutoryMonth: '2008-03', statutoryAgeMonths: 720, minimumMonths: 180, monthsPaid: 17 },
    });
  });

  it('at an age of its own is left open, with the months paid', async () => {
    expect(await askMe(miner, fields)).toEqual({
      retirement: { statutoryMonth: null, statutoryAgeMonths: null, minimumMonths: null, monthsPaid: 0 },
    });
  });
});

describe('benefits, medical insurance and the card', () => {
  it('come out as the registers hold them', async () => {
    expect(
      await askMe(
        worker,
        'unemploymentBenefits { from to monthlyAmount status { label } } medicalAccount { balance asOf } socialSecurityCard { number issuedOn bank bankCardNumber status { label } }',
      ),
    ).toEqual({
      unemploymentBenefits: [
        { from: '2022-01', to: '2022-06', monthlyAmount: '1206.00', status: { label: '领取期满' } },
        { from: '2020-03', to: '2020-05', monthlyAmount: '1152.00', status: { label: '提前终止' } },
      ],
      medicalAccount: { balance: '812.30', asOf: '2026-10-31' },
      socialSecurityCard: {
        number: 'A00000001',
        issuedOn: '2014-05-06',
        bank: '徽商银行',
        bankCardNumber: '6223820000000000013',
        status: { label: '正常' },
      },
    });
  });

  it('take the newest card and account when there are some under an older number too', async () => {
    expect(
      await askMe(fromHongKong, 'socialSecurityCard { number status { label } } medicalAccount { balance }'),
    ).toEqual({
      socialSecurityCard: { number: 'B2', status: { label: '正常' } },
      medicalAccount: { balance: '20.00' },
    });
    expect(await askMe(pensioner, 'socialSecurityCard { number }')).toEqual({
      socialSecurityCard: { number: 'C9' },
    });
  });

  it('list settlements of every number together, newest first, in pages', async () => {
    const fields =
      'totalCount pageInfo { hasNextPage endCursor } edges { node { on institution kind { system label } total fundPaid accountPaid cashPaid } }';
    const me = (await askMe(fromHongKong, `medicalSettlements(first: 2) { ${fields} }`)) as {
      medicalSettlements: Page;
    };
    expect(me.medicalSettlements).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      edges: [
        {
          node: {
            on: '2026-05-02',
            institution: '阜阳市人民医院',
            kind: { system: 'med_type', label: '普通门诊' },
            total: '100.10',
            fundPaid: '60.05',
            accountPaid: '40.05',
            cashPaid: '0.00',
          },
        },
        { node: { on: '2026-05-01', kind: { label: null } } },
      ],
    });
    expect(
      await askMe(
        fromHongKong,
        `medicalSettlements(first: 2, after: "${me.medicalSettlements.pageInfo.endCursor}") { pageInfo { hasNextPage } edges { node { on } } }`,
      ),
    ).toEqual({
      medicalSettlements: { pageInfo: { hasNextPage: false }, edges: [{ node: { on: '2019-01-01' } }] },
    });
  });
});

const everything = `
  residentId
  socialInsuranceEnrolments { id } medicalInsuranceEnrolments { id } employments { id employer { name } }
  contributions { totalCount edges { node { id } } } pensionAccount { id } retirement { monthsPaid } pension { id }
  unemploymentBenefits { id } medicalAccount { id } medicalSettlements { totalCount edges { node { id } } }
  socialSecurityCard { id }`;

describe('a citizen', () => {
  it('of whom nothing is held is a stub: null fields and empty lists, never null', async () => {
    expect(await askMe(unknown, everything)).toEqual({
      residentId: currentNumber(unknown),
      socialInsuranceEnrolments: [],
      medicalInsuranceEnrolments: [],
      employments: [],
      contributions: { totalCount: 0, edges: [] },
      pensionAccount: null,
      retirement: null,
      pension: null,
      unemploymentBenefits: [],
      medicalAccount: null,
      medicalSettlements: { totalCount: 0, edges: [] },
      socialSecurityCard: null,
    });
  });

  it('is the same by reference to any of the numbers, and never another', async () => {
    const document = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { residentId pension { monthlyAmount } } } }`;
    const of = [...pensioner.numbers, currentNumber(worker)].map((residentId) => ({
      __typename: 'Citizen',
      residentId,
    }));
    const pension = { residentId: currentNumber(pensioner), pension: { monthlyAmount: '3100.20' } };
    expect(await department.ask(document, { of }, { subjects: [pensioner, worker] })).toEqual({
      status: 200,
      data: { _entities: [pension, pension, { residentId: currentNumber(worker), pension: null }] },
    });
  });

  it('that the assertion does not cover refuses the whole request, with no data of the others', async () => {
    const document = `query ($of: [_Any!]!) { me { residentId } _entities(representations: $of) { ... on Citizen { pension { monthlyAmount } } } }`;
    const of = [pensioner, worker].map((subject) => ({
      __typename: 'Citizen',
      residentId: currentNumber(subject),
    }));
    const reply = await department.ask(document, { of }, { subjects: [pensioner], me: pensioner.id });
    expect(reply).toEqual({
      status: 403,
      errors: [{ message: expect.any(String) as unknown, extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('among fifty costs each table no more than the one alone', async () => {
    const crowd = [
      worker,
      pensioner,
      fromHongKong,
      resident,
      ...Array.from({ length: 46 }, (_, n) => testSubject(100 + n)),
    ];
    const document = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${everything} } } }`;
    const of = crowd.map((subject) => ({ __typename: 'Citizen', residentId: currentNumber(subject) }));
    const reply = await department.ask<{
      _entities: { residentId: string; contributions: { totalCount: number } }[];
    }>(document, { of }, { subjects: crowd });
    expect(reply.errors).toBeUndefined();
    expect(reply.data?._entities.map(({ residentId }) => residentId)).toEqual(crowd.map(currentNumber));
    expect(reply.data?._entities.slice(0, 5).map(({ contributions }) => contributions.totalCount)).toEqual([
      13, 7, 0, 3, 0,
    ]);
    expect(department.queriesPerTable()).toEqual({
      card: 1,
      contribution: 1,
      employer: 2, // joined to employments and to contributions
      employment: 1,
      enrolment: 1,
      medical_account: 1,
      medical_settlement: 1,
      pension: 1,
      pension_account_year: 1,
      retirement_class: 1,
      scheme_kind: 1,
      unemployment_benefit: 1,
    });
  });
});

async function insertWorker(): Promise<void> {
  const resident_number = currentNumber(worker);
  const enrolled = {
    resident_number,
    personal_number: '34120000000001',
    status: '1',
    payment_status: '1',
    enrolled_on: '2010-07-01',
    first_month: 201007,
    months_paid: 100,
  };
  await department.insert('enrolment', [
    { id: 1, code_table: 'HRSS', kind: '110', ...enrolled },
    { id: 2, code_table: 'HRSS', kind: '410', ...enrolled },
    { id: 3, code_table: 'NHSA', kind: '310', ...enrolled },
    { id: 4, code_table: 'NHSA', kind: '410', ...enrolled },
  ]);
  await department.insert('employment', [
    {
      id: 1,
      resident_number,
      employer_number: 'E001',
      kind: '1',
      started_on: '2010-07-01',
      ended_on: '2020-02-29',
      wage: 4100,
    },
    { id: 2, resident_number, employer_number: null, kind: '3', started_on: '2020-03-01', wage: '5200.50' },
  ]);
  // Two months of an enterprise, the second paid later, one of flexible employment and one of a scheme with medical insurance alone.
  const month = { resident_number, months: 1, base: '4123.45', received: true };
  await department.insert('contribution', [
    { id: 1, scheme: 1, paid_in: 202001, paid_for: 202001, employer_number: 'E001', ...month },
    { id: 2, scheme: 1, paid_in: 202005, paid_for: 202002, employer_number: 'E001', ...month },
    { id: 3, scheme: 3, paid_in: 202003, paid_for: 202003, ...month },
    { id: 4, scheme: 7, paid_in: 202004, paid_for: 202004, ...month },
  ]);
  await department.database.query(
    `INSERT INTO social_security.scheme_kind (scheme, code_table, kind, personal_rate, employer_rate, since) VALUES (7, 'NHSA', '310', 2, 0, 0)`,
  );
  await department.insert('retirement_class', [
    { resident_number, sex: 'FEMALE', birth_date: '1982-09-20', original_age: 50 },
  ]);
  await department.insert('unemployment_benefit', [
    { id: 1, resident_number, from_month: 202003, to_month: 202005, monthly_amount: 1152, status: '3' },
    { id: 2, resident_number, from_month: 202201, to_month: 202206, monthly_amount: 1206, status: '2' },
  ]);
  await department.insert('medical_account', [
    { id: 1, resident_number, balance: '812.30', as_of: '2026-10-31' },
  ]);
  await department.insert('card', [
    {
      id: 1,
      resident_number,
      number: 'A00000001',
      issued_on: '2014-05-06',
      bank: '徽商银行',
      bank_card_number: '6223820000000000013',
      status: '1',
    },
  ]);
}

async function insertPensioner(): Promise<void> {
  const current = currentNumber(pensioner);
  const month = { months: 1, base: '500.00', employer_number: 'E001', received: true, scheme: 1 };
  await department.insert('contribution', [
    { id: 11, resident_number: pensionerBefore1999, paid_in: 199812, paid_for: 199812, ...month },
    { id: 12, resident_number: current, paid_in: 200012, paid_for: 200012, ...month },
    { id: 13, resident_number: current, paid_in: 200101, paid_for: 200101, ...month },
  ]);
  const enrolled = {
    code_table: 'HRSS',
    personal_number: '2',
    status: '1',
    payment_status: '3',
    enrolled_on: '1995-01-01',
  };
  await department.insert('enrolment', [
    {
      id: 11,
      resident_number: pensionerBefore1999,
      kind: '110',
      first_month: 199501,
      months_paid: 12,
      ...enrolled,
    },
    { id: 12, resident_number: current, kind: '170', first_month: 201101, months_paid: 5, ...enrolled },
    { id: 13, resident_number: current, kind: '210', first_month: 199901, months_paid: 90, ...enrolled },
  ]);
  await department.insert('pension_account_year', [
    { resident_number: pensionerBefore1999, year: 1998, credited: 400, interest: 0, balance: 400 },
    { resident_number: current, year: 2001, credited: 800, interest: '34.56', balance: '1234.56' },
  ]);
  await department.insert('pension', [
    { id: 11, resident_number: current, kind: '170', started_in: 200701, monthly_amount: 100, status: '3' },
    {
      id: 12,
      resident_number: pensionerBefore1999,
      kind: '110',
      started_in: 200804,
      monthly_amount: '3100.20',
      certified_on: '2026-02-01',
      certification_due: '2027-02-01',
      status: '1',
    },
  ]);
  await department.insert('retirement_class', [
    { resident_number: pensionerBefore1999, sex: 'MALE', birth_date: '1949-03-12', original_age: 60 },
    { resident_number: current, sex: 'MALE', birth_date: '1948-03-12', original_age: 60 },
  ]);
  const card = { bank: '徽商银行', bank_card_number: '1', status: '1' };
  await department.insert('card', [
    { id: 11, resident_number: current, number: 'C1', issued_on: '2012-03-01', ...card },
    { id: 12, resident_number: pensionerBefore1999, number: 'C9', issued_on: '2019-03-01', ...card },
  ]);
}

async function insertOthers(): Promise<void> {
  const permit = currentNumber(fromHongKong);
  const card = { bank: '徽商银行', bank_card_number: '1' };
  await department.insert('card', [
    { id: 21, resident_number: travelPermit, number: 'B1', issued_on: '2016-01-01', status: '9', ...card },
    { id: 22, resident_number: permit, number: 'B2', issued_on: '2020-01-01', status: '1', ...card },
  ]);
  await department.insert('medical_account', [
    { id: 21, resident_number: permit, balance: '20.00', as_of: '2026-10-31' },
    { id: 22, resident_number: travelPermit, balance: '10.00', as_of: '2018-12-31' },
  ]);
  const paid = {
    total: '100.10',
    fund_paid: '60.05',
    account_paid: '40.05',
    cash_paid: 0,
    institution: '阜阳市人民医院',
  };
  await department.insert('medical_settlement', [
    { id: 21, resident_number: travelPermit, settled_on: '2019-01-01', kind: '21', ...paid },
    { id: 22, resident_number: permit, settled_on: '2026-05-02', kind: '11', ...paid },
    { id: 23, resident_number: permit, settled_on: '2026-05-01', kind: '99', ...paid },
  ]);
  const year = { resident_number: currentNumber(resident), months: 12, received: true };
  await department.insert('contribution', [
    { id: 31, scheme: 4, paid_in: 202403, paid_for: 202401, base: 25, ...year },
    { id: 32, scheme: 6, paid_in: 202303, paid_for: 202301, base: '31.75', ...year },
  ]);
  const resident_number = currentNumber(miner);
  await department.insert('enrolment', [
    {
      id: 41,
      resident_number,
      code_table: 'HRSS',
      kind: '199',
      personal_number: '4',
      status: 'X',
      payment_status: 'Y',
      enrolled_on: '2000-01-01',
      first_month: 200001,
      months_paid: 7,
    },
  ]);
  await department.insert('employment', [
    { id: 41, resident_number, employer_number: 'E999', kind: '1', started_on: '2000-01-01', wage: 4100 },
  ]);
  await department.insert('retirement_class', [
    { resident_number, sex: 'MALE', birth_date: '1975-03-12', original_age: 55 },
  ]);
}
