// Civil affairs over its real service and database: each field from its rows, others' names masked.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import { civilAffairs } from '../../subgraphs/civil-affairs/department.js';
import {
  currentNumber,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

/** Married under the 15-digit number of before 1999. */
const husband = testSubject(1, ['341202600101001']);
const [, husbandBefore1999 = ''] = husband.numbers;
const wife = testSubject(2);
const child = testSubject(3);
/** A Macau resident: older records under the travel permit. */
const fromMacau = testSubject(4, ['M12345678']);
const [, travelPermit = ''] = fromMacau.numbers;
const unknown = testSubject(5);

let department: TestDepartment;

beforeAll(async () => {
  department = await startTestDepartment(civilAffairs);
  await insertMarriages();
  await insertAssistance();
  await insertBenefits();
  await insertFromMacau();
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

/** Fields of several citizens in one request, by their current numbers. */
async function askMany(subjects: readonly AssertedSubject[], selection: string): Promise<unknown> {
  const document = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${selection} } } }`;
  const of = subjects.map((subject) => ({ __typename: 'Citizen', residentId: currentNumber(subject) }));
  const reply = await department.ask<{ _entities: unknown }>(document, { of }, { subjects });
  expect(reply).toEqual({ status: 200, data: expect.anything() as unknown });
  return reply.data?._entities;
}

describe('marriage registrations', () => {
  it('come newest first, under any number, with the other party masked', async () => {
    expect(
      await askMe(
        husband,
        'marriageRegistrations { number kind registeredOn authority otherParty { name relation { system code label } } }',
      ),
    ).toEqual({
      marriageRegistrations: [
        {
          number: 'L341202-2015-000001',
          kind: 'DIVORCE',
          registeredOn: '2015-03-02',
          authority: '阜阳市颍州区民政局',
          otherParty: { name: '李**', relation: { system: '婚姻登记当事人', code: 'OTHER', label: '对方' } },
        },
        {
          number: '颍结字第88号',
          kind: 'MARRIAGE',
          registeredOn: '1985-10-01',
          authority: '阜阳市颍州区民政局',
          otherParty: { name: '李**', relation: { system: '婚姻登记当事人', code: 'OTHER', label: '对方' } },
        },
      ],
    });
  });

  it('name the other of both parties, also when both are asked about at once', async () => {
    const registrations = (name: string) => ({
      marriageRegistrations: [{ otherParty: { name } }, { otherParty: { name } }],
    });
    expect(await askMany([husband, wife], 'marriageRegistrations { otherParty { name } }')).toEqual([
      registrations('李**'),
      registrations('王**'),
    ]);
  });

  it('are shown when the other party is not in the register', async () => {
    expect(await askMe(fromMacau, 'marriageRegistrations { kind otherParty { name } }')).toEqual({
      marriageRegistrations: [{ kind: 'MARRIAGE_REISSUE', otherParty: null }],
    });
  });
});

describe('assistance families', () => {
  const fields =
    'assistanceFamilies { category class incomePerHead standard monthlyAmount from to endReason { system label } applicant { name relation { code label } } members { name relation { label } } }';
  const members = [
    { name: '李**', relation: { label: '本人' } },
    { name: '王**', relation: { label: '三子' } },
    { name: '姑**', relation: { label: '姑母' } },
  ];

  it('come newest first with applicant and members masked', async () => {
    expect(await askMe(wife, fields)).toEqual({
      assistanceFamilies: [
        {
          category: 'SUBSISTENCE',
          class: 'B',
          incomePerHead: '310.50',
          standard: '755.00',
          monthlyAmount: '889.00',
          from: '2024-04',
          to: null,
          endReason: null,
          applicant: { name: '李**', relation: { code: '01', label: '本人' } },
          members,
        },
        {
          category: 'RIGID_EXPENSES',
          class: null,
          incomePerHead: '900.00',
          standard: '700.00',
          monthlyAmount: '0.00',
          from: '2022-01',
          to: '2022-12',
          endReason: { system: '救助终止原因', label: '家庭收入超过标准' },
          applicant: { name: '李**', relation: { code: '01', label: '本人' } },
          members: [{ name: '李**', relation: { label: '本人' } }],
        },
      ],
    });
  });

  it('are the same family for each of its members', async () => {
    const [ofMother, ofChild] = (await askMany(
      [wife, child],
      'assistanceFamilies { id members { name relation { label } } }',
    )) as {
      assistanceFamilies: { id: string; members: unknown }[];
    }[];
    expect(ofChild?.assistanceFamilies).toEqual([ofMother?.assistanceFamilies[0]]);
    expect(ofChild?.assistanceFamilies[0]?.members).toEqual(members);
  });

  it('without an applicant on record have none', async () => {
    expect(
      await askMe(
        fromMacau,
        'assistanceFamilies { applicant { name } members { name } endReason { code label } }',
      ),
    ).toEqual({
      assistanceFamilies: [
        { applicant: null, members: [{ name: '何**' }], endReason: { code: '77', label: null } },
      ],
    });
  });
});

describe('benefits', () => {
  it('of the old come out as the register holds them', async () => {
    expect(
      await askMe(
        husband,
        `extremePovertySupport { careTier place { label } monthlyAmount from to }
         oldAgeAllowance { band monthlyAmount from status { label } } elderCard { number kind { label } issuedOn }`,
      ),
    ).toEqual({
      extremePovertySupport: {
        careTier: 'PARTIAL_CARE',
        place: { label: '集中供养' },
        monthlyAmount: '1050.00',
        from: '2023-05',
        to: null,
      },
      oldAgeAllowance: {
        band: 'FROM_80',
        monthlyAmount: '50.00',
        from: '2021-02',
        status: { label: '正常发放' },
      },
      elderCard: { number: 'YL000123', kind: { label: '65周岁以上' }, issuedOn: '2013-06-01' },
    });
  });

  it('of children name the guardian masked', async () => {
    expect(
      await askMe(child, 'childSupport { kind guardian { name relation { label } } monthlyAmount from to }'),
    ).toEqual({
      childSupport: {
        kind: 'DE_FACTO_UNSUPPORTED',
        guardian: { name: '赵**', relation: { label: '外祖母' } },
        monthlyAmount: '1300.00',
        from: '2025-01',
        to: '2025-12',
      },
    });
  });

  it('of the disabled list every allowance, newest first', async () => {
    expect(
      await askMe(
        wife,
        `disabilityCertificate { number class { system code label } grade issuedOn validTo }
         disabilityAllowances { kind monthlyAmount from to }`,
      ),
    ).toEqual({
      disabilityCertificate: {
        number: `${currentNumber(wife)}42`,
        class: { system: 'GB/T 26341', code: '4', label: '肢体残疾' },
        grade: 2,
        issuedOn: '2019-01-01',
        validTo: '2029-01-01',
      },
      disabilityAllowances: [
        { kind: 'NURSING', monthlyAmount: '80.00', from: '2020-01', to: null },
        { kind: 'LIVING', monthlyAmount: '70.00', from: '2019-02', to: '2024-03' },
      ],
    });
  });

  it('are the newest of several, whichever number they stand under', async () => {
    expect(
      await askMe(
        fromMacau,
        'elderCard { number kind { code label } } oldAgeAllowance { band } extremePovertySupport { place { code label } } cremation { number on place }',
      ),
    ).toEqual({
      elderCard: { number: 'NEW', kind: { code: '8', label: null } },
      oldAgeAllowance: { band: 'FROM_90' },
      extremePovertySupport: { place: { code: '3', label: null } },
      cremation: { number: 'H2026-7', on: '2026-01-09', place: '阜阳市殡仪馆' },
    });
  });
});

const everything = `
  residentId marriageRegistrations { id otherParty { name } } assistanceFamilies { id applicant { name } members { name } }
  extremePovertySupport { id } oldAgeAllowance { id } elderCard { id } childSupport { id } disabilityCertificate { id }
  disabilityAllowances { id } cremation { id }`;

describe('a citizen', () => {
  it('of whom nothing is held is a stub: null fields and empty lists, never null', async () => {
    expect(await askMe(unknown, everything)).toEqual({
      residentId: currentNumber(unknown),
      marriageRegistrations: [],
      assistanceFamilies: [],
      extremePovertySupport: null,
      oldAgeAllowance: null,
      elderCard: null,
      childSupport: null,
      disabilityCertificate: null,
      disabilityAllowances: [],
      cremation: null,
    });
  });

  it('is found by reference to an older number, and named by the current one', async () => {
    const document = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { residentId elderCard { number } } } }`;
    const of = fromMacau.numbers.map((residentId) => ({ __typename: 'Citizen', residentId }));
    const found = { residentId: currentNumber(fromMacau), elderCard: { number: 'NEW' } };
    expect(await department.ask(document, { of }, { subjects: [fromMacau] })).toEqual({
      status: 200,
      data: { _entities: [found, found] },
    });
  });

  it('answers the same alone and in a batch', async () => {
    const people = [husband, wife, child, fromMacau, unknown];
    const together = await askMany(people, everything);
    const alone = [];
    for (const person of people) alone.push(await askMe(person, everything));
    expect(together).toEqual(alone);
  });

  it('that the assertion does not cover refuses the whole request, with no data of the others', async () => {
    const document = `query ($of: [_Any!]!) { me { residentId } _entities(representations: $of) { ... on Citizen { elderCard { number } } } }`;
    const of = [husband, wife].map((subject) => ({
      __typename: 'Citizen',
      residentId: currentNumber(subject),
    }));
    expect(await department.ask(document, { of }, { subjects: [husband], me: husband.id })).toEqual({
      status: 403,
      errors: [{ message: expect.any(String) as unknown, extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('among fifty costs each table no more than the one alone', async () => {
    const crowd = [
      husband,
      wife,
      child,
      fromMacau,
      ...Array.from({ length: 46 }, (_, n) => testSubject(100 + n)),
    ];
    const answers = (await askMany(crowd, everything)) as { residentId: string }[];
    expect(answers.map(({ residentId }) => residentId)).toEqual(crowd.map(currentNumber));
    expect(department.queriesPerTable()).toEqual({
      assistance_family: 1,
      assistance_member: 2, // by citizen, then by family
      child_support: 1,
      cremation: 1,
      disability_allowance: 1,
      disability_certificate: 1,
      elder_card: 1,
      extreme_poverty: 1,
      marriage: 1,
      marriage_party: 1,
      old_age_allowance: 1,
    });
  });
});

async function insertMarriages(): Promise<void> {
  const authority = '阜阳市颍州区民政局';
  await department.insert('marriage', [
    { id: 1, number: '颍结字第88号', kind: 'MARRIAGE', registered_on: '1985-10-01', authority },
    { id: 2, number: 'L341202-2015-000001', kind: 'DIVORCE', registered_on: '2015-03-02', authority },
    {
      id: 3,
      number: 'BJ341202-2019-000007',
      kind: 'MARRIAGE_REISSUE',
      registered_on: '2019-03-02',
      authority,
    },
  ]);
  await department.insert('marriage_party', [
    { marriage_id: 1, resident_number: husbandBefore1999, name: '王小明' },
    { marriage_id: 1, resident_number: currentNumber(wife), name: '李英' },
    { marriage_id: 2, resident_number: currentNumber(husband), name: '王小明' },
    { marriage_id: 2, resident_number: currentNumber(wife), name: '李英' },
    { marriage_id: 3, resident_number: travelPermit, name: '何志' },
  ]);
}

async function insertAssistance(): Promise<void> {
  await department.insert('assistance_family', [
    {
      id: 1,
      category: 'RIGID_EXPENSES',
      income_per_head: 900,
      standard: 700,
      monthly_amount: 0,
      from_month: 202201,
      to_month: 202212,
      end_reason: '1',
    },
    {
      id: 2,
      category: 'SUBSISTENCE',
      class: 'B',
      income_per_head: '310.50',
      standard: 755,
      monthly_amount: 889,
      from_month: 202404,
    },
    {
      id: 3,
      category: 'BORDERLINE',
      income_per_head: 900,
      standard: 755,
      monthly_amount: 0,
      from_month: 202301,
      to_month: 202302,
      end_reason: '77',
    },
  ]);
  await department.insert('assistance_member', [
    { family_id: 1, resident_number: currentNumber(wife), name: '李英', relation: '01', applicant: true },
    { family_id: 2, resident_number: currentNumber(child), name: '王强', relation: '24', applicant: false },
    { family_id: 2, resident_number: 'not asked about', name: '姑妈', relation: '90', applicant: false },
    { family_id: 2, resident_number: currentNumber(wife), name: '李英', relation: '01', applicant: true },
    {
      family_id: 3,
      resident_number: currentNumber(fromMacau),
      name: '何志',
      relation: '97',
      applicant: false,
    },
  ]);
}

async function insertBenefits(): Promise<void> {
  const resident_number = currentNumber(husband);
  await department.insert('extreme_poverty', [
    {
      id: 1,
      resident_number,
      care_tier: 'PARTIAL_CARE',
      place: '1',
      monthly_amount: 1050,
      from_month: 202305,
    },
  ]);
  await department.insert('old_age_allowance', [
    { id: 1, resident_number, band: 'FROM_80', monthly_amount: 50, from_month: 202102, status: '1' },
  ]);
  await department.insert('elder_card', [
    { id: 1, resident_number, number: 'YL000123', kind: '2', issued_on: '2013-06-01' },
  ]);
  await department.insert('child_support', [
    {
      id: 1,
      resident_number: currentNumber(child),
      kind: 'DE_FACTO_UNSUPPORTED',
      guardian_name: '赵桂兰',
      guardian_relation: '64',
      monthly_amount: 1300,
      from_month: 202501,
      to_month: 202512,
    },
  ]);
  const disabled = { resident_number: currentNumber(wife) };
  await department.insert('disability_certificate', [
    {
      id: 1,
      number: `${currentNumber(wife)}42`,
      class: '4',
      grade: 2,
      issued_on: '2019-01-01',
      valid_to: '2029-01-01',
      ...disabled,
    },
    {
      id: 2,
      number: `${currentNumber(wife)}43`,
      class: '4',
      grade: 3,
      issued_on: '2009-01-01',
      valid_to: '2019-01-01',
      ...disabled,
    },
  ]);
  await department.insert('disability_allowance', [
    { id: 1, kind: 'LIVING', monthly_amount: 70, from_month: 201902, to_month: 202403, ...disabled },
    { id: 2, kind: 'NURSING', monthly_amount: 80, from_month: 202001, ...disabled },
  ]);
}

async function insertFromMacau(): Promise<void> {
  const current = { resident_number: currentNumber(fromMacau) };
  const older = { resident_number: travelPermit };
  await department.insert('elder_card', [
    { id: 11, number: 'OLD', kind: '1', issued_on: '2010-06-01', ...current },
    { id: 12, number: 'NEW', kind: '8', issued_on: '2016-06-01', ...older },
  ]);
  await department.insert('old_age_allowance', [
    { id: 11, band: 'FROM_80', monthly_amount: 50, from_month: 201602, status: '3', ...older },
    { id: 12, band: 'FROM_90', monthly_amount: 100, from_month: 202602, status: '1', ...current },
  ]);
  await department.insert('extreme_poverty', [
    {
      id: 11,
      care_tier: 'SELF_CARE',
      place: '3',
      monthly_amount: 900,
      from_month: 201501,
      to_month: 201512,
      ...older,
    },
  ]);
  await department.insert('cremation', [
    { id: 11, number: 'H2026-7', cremated_on: '2026-01-09', place: '阜阳市殡仪馆', ...older },
  ]);
}
