// `POST /identity` with numbers and names: who is found, and that nobody else can be told from nobody.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import { maxLookups, type Lookup } from '../../schema/contract/identity.js';
import { normaliseName } from '../../schema/contract/person-name.js';
import { legacyToCanonical } from '../../schema/contract/resident-id.js';
import type { Queryable } from '../../subgraphs/kit/database.js';
import { population } from '../../subgraphs/population/department.js';
import { matchLookups } from '../../subgraphs/population/match-lookups.js';
import { signAssertion } from '../support/assertion.js';
import {
  currentNumber,
  startTestDepartment,
  testSubject,
  type Reply,
  type TestDepartment,
} from '../support/department.js';

const legacy = '341202600101001';
const upgraded = testSubject(0, [legacy]);
const uyghur = testSubject(1);
const emigrant: AssertedSubject = { id: testSubject(2).id, numbers: ['341202350203045'] };
const permitHolder = testSubject(3, ['H12345678']);
const sealed = testSubject(4);
const deceased = testSubject(5);
const cancelled = testSubject(6);
const nameless = testSubject(7);
const missing = testSubject(8);
/** Two people whose numbers are one in both forms: 重号. */
const twice = '341202610101003';
const twiceNew: AssertedSubject = { id: testSubject(9).id, numbers: [legacyToCanonical(twice)] };
const twiceOld: AssertedSubject = { id: testSubject(10).id, numbers: [twice] };

const people: readonly { subject: AssertedSubject; name: string; row?: Readonly<Record<string, unknown>> }[] =
  [
    { subject: upgraded, name: '王小明' },
    { subject: uyghur, name: '阿不都·热合曼' },
    { subject: emigrant, name: '李秀英' },
    { subject: permitHolder, name: 'CHAN Tai Man' },
    { subject: sealed, name: '张三', row: { sealed: true } },
    { subject: deceased, name: '张三', row: { vital_status: 'DECEASED' } },
    { subject: cancelled, name: '张三', row: { hukou_status: 'CANCELLED' } },
    { subject: nameless, name: '' },
    { subject: missing, name: '赵六', row: { vital_status: 'MISSING' } },
    { subject: twiceNew, name: '孙七' },
    { subject: twiceOld, name: '周八' },
  ];

interface Scan {
  readonly table: string;
  readonly loops: number;
  readonly rows: number;
}

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Loops': number;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }];
}

function scansIn(node: PlanNode): Scan[] {
  const { 'Relation Name': table, 'Actual Loops': loops, 'Actual Rows': rows, Plans = [] } = node;
  return [...(table === undefined ? [] : [{ table, loops, rows }]), ...Plans.flatMap(scansIn)];
}

describe('the population register asked by number and name', () => {
  let department: TestDepartment;

  beforeAll(async () => {
    department = await startTestDepartment(population);
    for (const { subject, name, row } of people) {
      await department.insert('citizen', [
        {
          id: subject.id,
          resident_number: currentNumber(subject),
          name,
          name_key: normaliseName(name),
          sex: 'MALE',
          birth_date: '1960-01-01',
          nationality: 'CHN',
          real_name_level: 'L4',
          vital_status: 'ALIVE',
          hukou_status: 'REGISTERED',
          ...row,
        },
      ]);
      await department.insert(
        'identity_number',
        subject.numbers.map((number) => ({ number, citizen_id: subject.id, kind: 'RESIDENT_ID' })),
      );
    }
  });
  afterAll(() => department.stop());

  function send(body: string, changes: Partial<Parameters<typeof signAssertion>[0]> = {}): Promise<Reply> {
    const { key } = department;
    const assertion = signAssertion({ department: 'population', key, subjects: [], body, ...changes });
    return department.send({ path: '/identity', body, assertion });
  }

  /** The id of whom each look-up finds. */
  async function find(...lookups: Lookup[]): Promise<(string | null)[]> {
    const { body } = await send(JSON.stringify({ lookups }));
    return (body as { matches: ({ id: string } | null)[] }).matches.map((match) => match && match.id);
  }

  /** What PostgreSQL reads for one look-up: every scan of a table, how often it ran and how many rows it gave. */
  async function workFor(lookup: Lookup): Promise<Scan[]> {
    const scans: Scan[] = [];
    await department.database.transaction(async (tx) => {
      // These tables are so small that reading them whole would be cheaper, which it never is in a city.
      await tx.query('SET LOCAL enable_seqscan = off');
      const explaining: Queryable = {
        ...tx,
        async query(sql, parameters) {
          const [row] = await tx.query<Explained>(
            `EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) ${sql}`,
            parameters,
          );
          if (row) scans.push(...scansIn(row['QUERY PLAN'][0].Plan));
          return [];
        },
      };
      await matchLookups(explaining, [lookup]);
    });
    return scans;
  }

  const of = (subject: AssertedSubject, name: string): Lookup => ({ number: currentNumber(subject), name });

  it('finds the citizen with every number, the current one first', async () => {
    expect(await send(JSON.stringify({ lookups: [of(upgraded, '王小明')] }))).toEqual({
      status: 200,
      body: { matches: [{ id: upgraded.id, numbers: upgraded.numbers, level: 'L4', status: 'ACTIVE' }] },
    });
  });

  it.each([
    ['by 15 digits', legacy, '王小明', upgraded],
    ['by 18 digits made of the 15 on record', legacyToCanonical('341202350203045'), '李秀英', emigrant],
    ['by full-width digits', '３４１２０２６００１０１００１', '王小明', upgraded],
    ['by another document', 'H12345678', 'CHAN Tai Man', permitHolder],
    ['by a renewed document', 'H1234567801', 'CHAN Tai Man', permitHolder],
    ['by a name typed otherwise', currentNumber(uyghur), ' 阿不都•热合曼 ', uyghur],
    ['by a name in lower case', currentNumber(permitHolder), 'chan tai man', permitHolder],
    ['though declared missing', currentNumber(missing), '赵六', missing],
  ])('finds a citizen %s', async (_how, number, name, subject) => {
    expect(await find({ number, name })).toEqual([subject.id]);
  });

  it('finds each of two people who share a number in two forms, by name', async () => {
    const number = legacyToCanonical(twice);
    expect(await find({ number, name: '孙七' }, { number, name: '周八' })).toEqual([
      twiceNew.id,
      twiceOld.id,
    ]);
  });

  it('finds neither of two who share number and name', async () => {
    await department.database.query(
      `UPDATE population.citizen SET name_key = '同名' WHERE id = ANY($1::uuid[])`,
      [[twiceNew.id, twiceOld.id]],
    );
    expect(await find({ number: twice, name: '同名' })).toEqual([null]);
  });

  it.each<[string, Lookup]>([
    ['an unknown number', of(testSubject(500), '王小明')],
    ['a number before every other', { number: '110105194912310025', name: '王小明' }],
    ['a number after every other', { number: 'ZZZ999', name: '王小明' }],
    ['a wrong name', of(upgraded, '王晓明')],
    ['a sealed record', of(sealed, '张三')],
    ['a deceased citizen', of(deceased, '张三')],
    ['a cancelled citizen', of(cancelled, '张三')],
    ['no name, of somebody without one', of(nameless, '')],
    ['a name too long for any', of(nameless, '长'.repeat(201))],
    ['the name of somebody else', of(upgraded, '李秀英')],
    ['a pattern for a name', of(upgraded, '王%')],
    ['a name that ends in NUL', of(upgraded, '王小明\0')],
    ['a number with NUL', { number: `${currentNumber(upgraded)}\0`, name: '王小明' }],
    ['no number', { number: '', name: '王小明' }],
    ['a beginning of a number', { number: currentNumber(upgraded).slice(0, 17), name: '王小明' }],
    ['half a surrogate pair', of(upgraded, '\ud83d')],
  ])('answers the same null and no more for %s', async (_what, lookup) => {
    expect(await send(JSON.stringify({ lookups: [lookup] }))).toEqual({
      status: 200,
      body: { matches: [null] },
    });
  });

  it('answers a full list in order, with one query', async () => {
    const lookups = Array.from({ length: maxLookups }, (_, index) =>
      index % 3 === 0
        ? of(upgraded, '王小明')
        : index % 3 === 1
          ? of(testSubject(500 + index), '王小明')
          : of(uyghur, '阿不都·热合曼'),
    );
    department.queries.length = 0;
    expect(await find(...lookups)).toEqual(
      lookups.map((_, index) => [upgraded.id, null, uyghur.id][index % 3]),
    );
    expect(department.queries).toHaveLength(1);
  });

  it('does the same work in every table for an unknown number as for a wrong name and for a match', async () => {
    const matched = await workFor(of(uyghur, '阿不都·热合曼'));
    expect(matched.map(({ table }) => table)).toEqual(expect.arrayContaining(['citizen', 'identity_number']));
    expect(await workFor(of(testSubject(500), '阿不都·热合曼'))).toEqual(matched);
    expect(await workFor(of(uyghur, '阿不都·热合买'))).toEqual(matched);
    expect(await workFor(of(sealed, '张三'))).toEqual(matched);
  });

  it('answers an empty register with nobody', async () => {
    const empty = await startTestDepartment(population);
    try {
      const body = JSON.stringify({ lookups: [of(upgraded, '王小明')] });
      const assertion = signAssertion({ department: 'population', key: empty.key, subjects: [], body });
      expect(await empty.send({ path: '/identity', body, assertion })).toEqual({
        status: 200,
        body: { matches: [null] },
      });
    } finally {
      await empty.stop();
    }
  });

  it('is open to the gateway itself alone', async () => {
    const body = JSON.stringify({ lookups: [of(upgraded, '王小明')] });
    const caller = { kind: 'citizen', client: 'portal', citizen: upgraded.id, level: 'L4' } as const;
    expect(await send(body, { caller, subjects: [upgraded], me: upgraded.id })).toMatchObject({
      status: 403,
    });
  });

  it.each([
    ['no look-ups', []],
    ['one too many', Array.from({ length: maxLookups + 1 }, () => of(upgraded, '王小明'))],
    ['something that is no list', of(upgraded, '王小明')],
    ['a number that is no text', [{ number: 1, name: '王小明' }]],
    ['a look-up without a name', [{ number: legacy }]],
    ['a look-up that is null', [null]],
  ])('refuses %s with 400', async (_what, lookups) => {
    expect(await send(JSON.stringify({ lookups }))).toMatchObject({ status: 400 });
  });
});
