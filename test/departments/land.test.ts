// The real-estate register, dwellings and tenancies as the gateway sees them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { land } from '../../subgraphs/land/department.js';
import {
  currentNumber,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

const owner = testSubject(0, ['341202600101001']);
const wife = testSubject(1);
const heir = testSubject(2);
const tenant = testSubject(3, ['H12345678901']);
const unknown = testSubject(4);
const crowd = Array.from({ length: 50 }, (_, index) => testSubject(100 + index));

const flat = '341202001001GB00001F00010001';
const field = '341202001001NN00002W00000000';

let department: TestDepartment;

beforeAll(async () => {
  department = await startTestDepartment(land);
  await insertThings();
  await insertRights();
  await insertHomes();
  await insertCrowd();
});

afterAll(() => department.stop());

async function insertThings(): Promise<void> {
  await department.insert('unit', [
    {
      code: flat,
      location: '阜阳市颍州区文峰街道1号',
      use_code: '0701',
      area: '341202',
      floor_area: '89.50',
      term_from: '2010-01-01',
      term_to: '2080-01-01',
      house_code: 'H1',
    },
    { code: field, location: '颍州区西湖镇', use_code: '9999', area: '341202', parcel_area: '1234.56' },
  ]);
  await department.insert('dwelling', [
    {
      house_code: 'H1',
      address: '阜阳市颍州区文峰街道1号',
      area: '341202',
      kind: '1',
      living_area: '70.00',
      unit_code: flat,
    },
    { house_code: 'H2', address: '颍州区城中村2号', area: '341202', kind: '4', living_area: '40.00' },
  ]);
}

async function insertRights(): Promise<void> {
  const right = { nature: '102', kind: '4', co_ownership: 'BY_SHARES', status: '1' };
  await department.insert('property_right', [
    {
      ...right,
      id: 1,
      unit_code: flat,
      certificate_number: '皖(2019)阜阳市不动产权第0012345号',
      registered_on: '2019-05-06',
    },
    {
      ...right,
      id: 2,
      unit_code: field,
      certificate_number: '皖(2016)不动产权第2号',
      registered_on: '2016-05-06',
      kind: '77',
      co_ownership: 'SOLE',
    },
  ]);
  const holder = { right_id: 1, share_numerator: 2, share_denominator: 3 };
  await department.insert('right_holder', [
    { ...holder, resident_number: '341202600101001', name: '王建国' },
    { ...holder, resident_number: currentNumber(wife), name: '李秀英', share_numerator: 1 },
    {
      right_id: 2,
      resident_number: currentNumber(owner),
      name: '王建国',
      share_numerator: 1,
      share_denominator: 1,
    },
    {
      right_id: 2,
      resident_number: '341202600101001',
      name: '王建国',
      share_numerator: 1,
      share_denominator: 1,
    },
  ]);
  await department.insert('mortgage', [
    {
      id: 5,
      right_id: 1,
      certificate_number: '皖证明5',
      mortgagee: '中国建设银行',
      amount_secured: '800000.00',
      from_date: '2019-06-01',
      to_date: '2049-06-01',
      status: '1',
    },
  ]);
  const seizure = { right_id: 1, authority: '颍州区人民法院', scope: '全部' };
  await department.insert('seizure', [
    { ...seizure, id: 6, kind: '2', document: '(2024)皖2号', queue_position: 1 },
    {
      ...seizure,
      id: 7,
      kind: '1',
      document: '(2023)皖1号',
      from_date: '2023-01-01',
      to_date: '2026-01-01',
      queue_position: 0,
    },
  ]);
  await department.insert('notice', [
    {
      id: 8,
      right_id: 1,
      kind: 'OBJECTION',
      applicant_name: '赵六',
      registered_on: '2024-02-02',
      lapses_on: '2024-02-17',
    },
  ]);
  const inheritance = {
    right_id: 1,
    deceased_name: '王老五',
    share_numerator: 1,
    share_denominator: 4,
    status: '3',
  };
  await department.insert('inheritance', [
    { ...inheritance, id: 9, resident_number: currentNumber(heir), relation: '22', opened_on: '2025-03-04' },
    { ...inheritance, id: 10, resident_number: currentNumber(heir), relation: '51', opened_on: '2024-03-04' },
  ]);
}

async function insertHomes(): Promise<void> {
  await department.insert('dwelling_relation', [
    { id: 1, house_code: 'H1', resident_number: currentNumber(owner), role: 'OWNER', since: '2010-01-01' },
    {
      id: 2,
      house_code: 'H2',
      resident_number: '341202600101001',
      role: 'OCCUPANT',
      since: '1990-01-01',
      until: '2010-01-01',
    },
    { id: 3, house_code: 'H1', resident_number: 'H12345678901', role: 'TENANT', since: '2024-01-01' },
  ]);
  const filed = { house_code: 'H1', monthly_rent: '1500.00', status: '1' };
  await department.insert('tenancy', [
    { ...filed, id: 1, filing_number: 'ZL1', from_date: '2024-01-01', to_date: '2024-12-31', status: '2' },
    { ...filed, id: 2, filing_number: 'ZL2', from_date: '2025-01-01', to_date: '2026-12-31' },
  ]);
  await department.insert('tenancy_party', [
    { tenancy_id: 1, resident_number: 'H12345678901', name: '陈大文', role: 'TENANT' },
    { tenancy_id: 1, resident_number: currentNumber(owner), name: '王建国', role: 'LANDLORD' },
    { tenancy_id: 2, resident_number: currentNumber(tenant), name: '陈大文', role: 'TENANT' },
    { tenancy_id: 2, resident_number: currentNumber(owner), name: '王建国', role: 'LANDLORD' },
  ]);
}

/** Fifty people with a right, a mortgage, a home and a tenancy each. */
async function insertCrowd(): Promise<void> {
  for (const [index, subject] of crowd.entries()) {
    const id = 1000 + index;
    const resident_number = currentNumber(subject);
    await department.insert('property_right', [
      {
        id,
        unit_code: flat,
        certificate_number: `证${id}`,
        kind: '4',
        nature: '101',
        co_ownership: 'SOLE',
        registered_on: '2020-01-01',
        status: '1',
      },
    ]);
    await department.insert('right_holder', [
      { right_id: id, resident_number, name: '众人', share_numerator: 1, share_denominator: 1 },
    ]);
    await department.insert('mortgage', [
      {
        id,
        right_id: id,
        certificate_number: `明${id}`,
        mortgagee: '徽商银行',
        amount_secured: '1.00',
        from_date: '2020-01-01',
        to_date: '2030-01-01',
        status: '1',
      },
    ]);
    await department.insert('dwelling_relation', [
      { id, house_code: 'H1', resident_number, role: 'OCCUPANT', since: '2020-01-01' },
    ]);
    await department.insert('tenancy_party', [
      { tenancy_id: 2, resident_number, name: '众人', role: 'TENANT' },
    ]);
  }
}

const entities = (fields: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`;

const everything = `
  residentId
  realEstateRights {
    certificateNumber coOwnership registeredOn share { numerator denominator } kind { system code label } nature { label }
    status { label } coOwners { name relation { label } } unit { ...unit dwelling { ...dwelling } }
    mortgages { mortgagee amountSecured from to status { label } }
    seizures { kind { label } authority document from to scope queuePosition }
    notices { kind applicant { name relation { label } } registeredOn lapsesOn }
  }
  inheritanceInterests {
    deceased { name relation { label } } share { numerator denominator } openedOn status { label } certificateNumber unit { unitCode }
  }
  dwellings { role since until dwelling { ...dwelling realEstateUnit { unitCode } } }
  tenancies { filingNumber role otherParties { name relation { label } } monthlyRent from to status { label } dwelling { houseCode address } }`;

const fragments = `
  fragment unit on RealEstateUnit { unitCode location use { code label } area { label } floorArea parcelArea termFrom termTo }
  fragment dwelling on Dwelling { houseCode address area { label } kind { label } livingArea }`;

interface Person {
  residentId: string;
  realEstateRights: (Record<string, unknown> & { id: string })[];
  inheritanceInterests: Record<string, unknown>[];
  dwellings: Record<string, unknown>[];
  tenancies: Record<string, unknown>[];
}

async function me(subject: typeof owner): Promise<Person> {
  const reply = await department.ask<{ me: Person }>(
    `{ me { ${everything} } } ${fragments}`,
    {},
    {
      subjects: [subject],
      me: subject.id,
    },
  );
  expect(reply.errors).toBeUndefined();
  if (!reply.data) throw new Error('no data');
  return reply.data.me;
}

describe('rights in real estate', () => {
  it('come with share, co-owners, unit, mortgage, notices and the queue of seizures', async () => {
    const { realEstateRights } = await me(owner);
    expect(realEstateRights[0]).toEqual({
      certificateNumber: '皖(2019)阜阳市不动产权第0012345号',
      coOwnership: 'BY_SHARES',
      registeredOn: '2019-05-06',
      share: { numerator: 2, denominator: 3 },
      kind: { system: 'QLLX', code: '4', label: '国有建设用地使用权/房屋（构筑物）所有权' },
      nature: { label: '出让' },
      status: { label: '现势' },
      coOwners: [{ name: '李**', relation: { label: '共有人' } }],
      unit: {
        unitCode: flat,
        location: '阜阳市颍州区文峰街道1号',
        use: { code: '0701', label: '城镇住宅用地' },
        area: { label: '颍州区' },
        floorArea: '89.50',
        parcelArea: null,
        termFrom: '2010-01-01',
        termTo: '2080-01-01',
        dwelling: {
          houseCode: 'H1',
          address: '阜阳市颍州区文峰街道1号',
          area: { label: '颍州区' },
          kind: { label: '商品房' },
          livingArea: '70.00',
        },
      },
      mortgages: [
        {
          mortgagee: '中国建设银行',
          amountSecured: '800000.00',
          from: '2019-06-01',
          to: '2049-06-01',
          status: { label: '有效' },
        },
      ],
      seizures: [
        expect.objectContaining({ queuePosition: 0, kind: { label: '查封' }, from: '2023-01-01' }),
        expect.objectContaining({ queuePosition: 1, kind: { label: '轮候查封' }, from: null, to: null }),
      ],
      notices: [
        {
          kind: 'OBJECTION',
          applicant: { name: '赵**', relation: { label: '申请人' } },
          registeredOn: '2024-02-02',
          lapsesOn: '2024-02-17',
        },
      ],
    });
  });

  it('are found under a number of 15 digits, newest first, and once when held under both numbers', async () => {
    const { realEstateRights } = await me(owner);
    expect(realEstateRights.map(({ registeredOn }) => registeredOn)).toEqual(['2019-05-06', '2016-05-06']);
    expect(realEstateRights[1]).toMatchObject({ coOwners: [] });
  });

  it('keep a code that the list does not know, without a label', async () => {
    const { realEstateRights } = await me(owner);
    expect(realEstateRights[1]).toMatchObject({
      kind: { system: 'QLLX', code: '77', label: null },
      unit: { use: { code: '9999', label: null }, dwelling: null },
    });
  });

  it('have an id of each holder, since each has another share', async () => {
    const reply = await department.ask<{ _entities: Person[] }>(
      entities('realEstateRights { id share { numerator } }'),
      { of: [owner, wife].map((subject) => ({ __typename: 'Citizen', residentId: currentNumber(subject) })) },
      { subjects: [owner, wife] },
    );
    const ids = reply.data?._entities.flatMap(({ realEstateRights }) => realEstateRights.map(({ id }) => id));
    expect(new Set(ids).size).toBe(3);
  });
});

describe('inheritance', () => {
  it('says what the deceased was to the heir, who is the other way round in the register', async () => {
    const { inheritanceInterests } = await me(heir);
    expect(inheritanceInterests).toEqual([
      {
        deceased: { name: '王**', relation: { label: '父母' } },
        share: { numerator: 1, denominator: 4 },
        openedOn: '2025-03-04',
        status: { label: '有争议' },
        certificateNumber: '皖(2019)阜阳市不动产权第0012345号',
        unit: { unitCode: flat },
      },
      expect.objectContaining({ openedOn: '2024-03-04', deceased: { name: '王**', relation: null } }),
    ]);
  });
});

describe('homes and tenancies', () => {
  it('list the dwellings under every number, unregistered ones without a unit', async () => {
    const { dwellings } = await me(owner);
    expect(dwellings).toEqual([
      expect.objectContaining({
        role: 'OWNER',
        until: null,
        dwelling: expect.objectContaining({ houseCode: 'H1', realEstateUnit: { unitCode: flat } }) as unknown,
      }),
      expect.objectContaining({
        role: 'OCCUPANT',
        until: '2010-01-01',
        dwelling: expect.objectContaining({ houseCode: 'H2', realEstateUnit: null }) as unknown,
      }),
    ]);
  });

  it('list tenancies newest first, also those filed under a permit number', async () => {
    const { tenancies } = await me(tenant);
    expect(tenancies.map(({ filingNumber, role }) => [filingNumber, role])).toEqual([
      ['ZL2', 'TENANT'],
      ['ZL1', 'TENANT'],
    ]);
    expect(tenancies[1]).toMatchObject({
      otherParties: [{ name: '王**', relation: { label: '出租人' } }],
      monthlyRent: '1500.00',
      status: { label: '期满' },
      dwelling: { houseCode: 'H1', address: '阜阳市颍州区文峰街道1号' },
    });
  });
});

describe('things without a person', () => {
  const document = `query ($of: [_Any!]!) { _entities(representations: $of) { ...unit ...dwelling } } ${fragments}`;

  it('are answered by their code under an assertion that covers nobody', async () => {
    const reply = await department.ask(
      document,
      {
        of: [
          { __typename: 'RealEstateUnit', unitCode: field },
          { __typename: 'Dwelling', houseCode: 'H2' },
        ],
      },
      { subjects: [] },
    );
    expect(reply.data?.['_entities']).toEqual([
      expect.objectContaining({ unitCode: field, parcelArea: '1234.56', floorArea: null }),
      expect.objectContaining({ houseCode: 'H2', kind: { label: '城中村自建房' }, livingArea: '40.00' }),
    ]);
  });

  it('are stubs when the register has not got them', async () => {
    const reply = await department.ask(
      document,
      {
        of: [
          { __typename: 'Dwelling', houseCode: 'nowhere' },
          { __typename: 'RealEstateUnit', unitCode: 'nothing' },
        ],
      },
      { subjects: [] },
    );
    expect(reply.errors).toBeUndefined();
    expect(reply.data?.['_entities']).toEqual([
      { houseCode: 'nowhere', address: null, area: null, kind: null, livingArea: null },
      expect.objectContaining({ unitCode: 'nothing', location: null, use: null }),
    ]);
  });
});

describe('the department', () => {
  it('asks each table once for a page of 50 citizens', async () => {
    department.queries.length = 0;
    const reply = await department.ask<{ _entities: Person[] }>(
      entities(
        `realEstateRights { coOwners { name } unit { location dwelling { address } } mortgages { id } seizures { id } notices { id } }`,
      ),
      { of: crowd.map((subject) => ({ __typename: 'Citizen', residentId: currentNumber(subject) })) },
      { subjects: crowd },
    );
    expect(reply.data?._entities).toHaveLength(50);
    expect(reply.data?._entities.every(({ realEstateRights }) => realEstateRights.length === 1)).toBe(true);
    expect(department.queriesPerTable()).toEqual({
      right_holder: 1,
      property_right: 1,
      unit: 1,
      dwelling: 1,
      mortgage: 1,
      seizure: 1,
      notice: 1,
    });
  });

  it('asks once for the homes, tenancies and inheritances of 50 citizens too', async () => {
    department.queries.length = 0;
    const reply = await department.ask<{ _entities: Person[] }>(
      entities('inheritanceInterests { id } dwellings { id role } tenancies { id otherParties { name } }'),
      { of: crowd.map((subject) => ({ __typename: 'Citizen', residentId: currentNumber(subject) })) },
      { subjects: crowd },
    );
    expect(reply.data?._entities.every(({ tenancies }) => tenancies.length === 1)).toBe(true);
    expect(department.queriesPerTable()).toEqual({
      inheritance: 1,
      property_right: 1,
      dwelling_relation: 1,
      tenancy: 1,
      tenancy_party: 1,
    });
  });

  it('answers an unknown citizen as a stub with empty lists', async () => {
    expect(await me(unknown)).toEqual({
      residentId: currentNumber(unknown),
      realEstateRights: [],
      inheritanceInterests: [],
      dwellings: [],
      tenancies: [],
    });
  });

  it('refuses the whole request when one citizen is not covered', async () => {
    const reply = await department.ask(
      entities('residentId dwellings { id }'),
      { of: [owner, wife].map((subject) => ({ __typename: 'Citizen', residentId: currentNumber(subject) })) },
      { subjects: [owner] },
    );
    expect(reply.status).toBe(403);
    expect(reply.data).toBeUndefined();
    expect(reply.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
