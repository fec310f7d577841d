// A department's door: who is not the gateway, or asks beyond the assertion, gets a refusal and no data.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertionClockToleranceSeconds, assertionLifetimeSeconds } from '../../schema/contract/assertion.js';
import { population } from '../../subgraphs/population/department.js';
import { signAssertion, type AssertionToSign } from '../support/assertion.js';
import {
  currentNumber,
  randomKey,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

const body = '{"query":"{ me { name } }"}';
const somebody = testSubject(1, ['341202600101001']);
const somebodyElse = testSubject(2);

describe('the door of a department', () => {
  const nextKey = randomKey('next');
  let department: TestDepartment;

  beforeAll(async () => {
    department = await startTestDepartment(population, [nextKey]);
    const people = [
      [somebody, '王小明'],
      [somebodyElse, '李秀英'],
    ] as const;
    for (const [subject, name] of people) {
      await department.insert('citizen', [
        {
          id: subject.id,
          resident_number: currentNumber(subject),
          name,
          name_key: name,
          sex: 'MALE',
          birth_date: '1960-01-01',
          nationality: 'CHN',
          real_name_level: 'L4',
          vital_status: 'ALIVE',
          hukou_status: 'REGISTERED',
        },
      ]);
      await department.insert(
        'identity_number',
        subject.numbers.map((number) => ({ number, citizen_id: subject.id, kind: 'RESIDENT_ID' })),
      );
    }
    await department.insert('login', [
      { issuer: 'https://login.example', subject: 'abc', citizen_id: somebody.id },
    ]);
  });
  afterAll(() => department.stop());

  /** As the gateway would at this moment, but for the changes asked for. */
  function sign(changes: Partial<AssertionToSign> = {}): string {
    return signAssertion({
      department: 'population',
      key: department.key,
      subjects: [somebody],
      me: somebody.id,
      body,
      ...changes,
    });
  }

  /** Sends `body` under such an assertion. */
  function knock(
    changes: Partial<AssertionToSign> = {},
    request: { path?: string; method?: string; body?: string } = {},
  ) {
    const sent = request.body ?? body;
    const assertion = sign({ body: sent, ...changes });
    return department.send({ path: '/graphql', body: sent, assertion, ...request });
  }

  const unauthenticated = {
    status: 401,
    body: {
      errors: [{ message: expect.any(String) as unknown, extensions: { code: 'UNAUTHENTICATED' } }],
    },
  };
  const forbidden = {
    status: 403,
    body: { errors: [{ message: expect.any(String) as unknown, extensions: { code: 'FORBIDDEN' } }] },
  };

  it('answers the gateway', async () => {
    expect(await knock()).toEqual({ status: 200, body: { data: { me: { name: '王小明' } } } });
  });

  it('answers under each of two live keys', async () => {
    expect(await knock({ key: nextKey })).toEqual({
      status: 200,
      body: { data: { me: { name: '王小明' } } },
    });
  });

  it.each(['/graphql', '/identity', '/', '/admin'])(
    'refuses a POST to %s without an assertion',
    async (path) => {
      department.queries.length = 0;
      expect(await department.send({ path, body })).toEqual(unauthenticated);
      expect(department.queries).toEqual([]);
    },
  );

  it('refuses its own schema to those without an assertion', async () => {
    const asking = JSON.stringify({ query: '{ _service { sdl } }' });
    expect(await department.send({ path: '/graphql', body: asking })).toEqual(unauthenticated);
  });

  it.each([
    ['forged', { key: randomKey('test') }],
    ['too old', { now: Date.now() - (assertionLifetimeSeconds + 5) * 1000 }],
    ['from the future', { now: Date.now() + (assertionClockToleranceSeconds + 30) * 1000 }],
    ['for another body', { claims: { body: 'AAAA' } }],
  ])('refuses an assertion that is %s without reading a table', async (_what, changes) => {
    department.queries.length = 0;
    expect(await knock(changes)).toEqual(unauthenticated);
    expect(department.queries).toEqual([]);
  });

  it('refuses an assertion for another department', async () => {
    expect(await knock({ department: 'land' })).toEqual(forbidden);
  });

  it('refuses the assertion in the body or the query string: the header alone counts', async () => {
    const assertion = sign();
    const path = `/graphql?yihao-assertion=${assertion}`;
    const inside = JSON.stringify({ query: '{ me { name } }', extensions: { assertion } });
    expect(await department.send({ path, body: inside })).toEqual(unauthenticated);
  });

  it.each(['GET', 'PUT', 'DELETE'])('refuses %s without an assertion, and with one', async (method) => {
    expect(await department.send({ path: '/graphql', method })).toEqual(unauthenticated);
    const assertion = sign({ body: '' });
    expect(await department.send({ path: '/graphql', method, assertion })).toMatchObject({ status: 405 });
  });

  it('refuses a GET with the operation in the address', async () => {
    const path = `/graphql?query=${encodeURIComponent('{ me { name } }')}`;
    expect(await department.send({ path, method: 'GET' })).toEqual(unauthenticated);
  });

  it('refuses a body above its limit before it looks at the assertion', async () => {
    const large = JSON.stringify({ query: ' '.repeat(1_100_000) });
    expect(await department.send({ path: '/graphql', body: large })).toMatchObject({ status: 413 });
  });

  it('says that it is alive and ready to anybody, and nothing else', async () => {
    expect(await department.send({ path: '/health', method: 'GET' })).toEqual({
      status: 200,
      body: { status: 'alive' },
    });
    expect(await department.send({ path: '/ready', method: 'GET' })).toEqual({
      status: 200,
      body: { status: 'ready' },
    });
  });

  describe('with citizens by reference', () => {
    const document = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Citizen { name } } }`;
    const byNumber = (residentId: string) => ({ __typename: 'Citizen', residentId });
    const ask = (people: object[]) =>
      department.ask(document, { people }, { subjects: [somebody], me: somebody.id });

    it('answers for a covered one by id and by any of the numbers', async () => {
      const people = [{ __typename: 'Citizen', id: somebody.id }, ...somebody.numbers.map(byNumber)];
      expect(await ask(people)).toEqual({
        status: 200,
        data: { _entities: people.map(() => ({ name: '王小明' })) },
      });
    });

    it.each([
      ['number', byNumber(currentNumber(somebodyElse))],
      ['id', { __typename: 'Citizen', id: somebodyElse.id }],
      ['empty reference', { __typename: 'Citizen' }],
      ['empty number', byNumber('')],
      [
        'id of another beside a covered number',
        { ...byNumber(currentNumber(somebody)), id: somebodyElse.id },
      ],
    ])('refuses everything when one of several is not covered, by %s', async (_what, stranger) => {
      const covered = byNumber(currentNumber(somebody));
      const { status, ...reply } = await ask([covered, stranger, covered]);
      expect({ status, body: reply }).toEqual(forbidden);
      expect(JSON.stringify(reply)).not.toMatch(/王|李|3412/);
    });

    it('holds nobody by number and name whom the assertion does not cover', async () => {
      const query = `query ($number: ResidentId!) {
        me { name }
        citizen(residentId: $number, name: "李秀英") { name }
        citizens(by: [{ residentId: $number, name: "李秀英" }]) { name }
      }`;
      expect(
        await department.ask(
          query,
          { number: currentNumber(somebodyElse) },
          { subjects: [somebody], me: somebody.id },
        ),
      ).toEqual({ status: 200, data: { me: { name: '王小明' }, citizen: null, citizens: [null] } });
    });

    it('finds a covered citizen by name and any form of any number, and by no other name', async () => {
      const query = `query ($number: ResidentId!, $name: String!) { citizen(residentId: $number, name: $name) { id } }`;
      const find = (number: string, name: string, subject = somebody) =>
        department.ask(query, { number, name }, { subjects: [subject] });
      const found = { status: 200, data: { citizen: { id: somebody.id } } };
      expect(await find(currentNumber(somebody), '王小明')).toEqual(found);
      expect(await find('341202600101001', '王小明')).toEqual(found);
      const oldAlone = { id: somebody.id, numbers: ['341202600101001'] };
      expect(await find('341202600101001', '王小明', oldAlone)).toEqual(found);
      expect(await find(currentNumber(somebody), '李秀英')).toEqual({ status: 200, data: { citizen: null } });
    });
  });

  describe('at /identity', () => {
    const login = JSON.stringify({ issuer: 'https://login.example', subject: 'abc' });
    const at = { path: '/identity', body: login };
    const identity = {
      id: somebody.id,
      numbers: somebody.numbers,
      level: 'L4',
      status: 'ACTIVE',
    };

    it('tells the gateway who goes by a login', async () => {
      expect(await knock({ subjects: [], me: undefined }, at)).toEqual({ status: 200, body: { identity } });
    });

    it('tells the gateway that nobody goes by another login', async () => {
      const body = JSON.stringify({ issuer: 'https://login.example', subject: 'nobody' });
      expect(await knock({}, { path: '/identity', body })).toEqual({ status: 200, body: { identity: null } });
    });

    it('refuses a request that the gateway makes for a citizen', async () => {
      const caller = { kind: 'citizen', client: 'portal', citizen: somebody.id, level: 'L4' } as const;
      expect(await knock({ caller }, at)).toMatchObject({ status: 403 });
    });

    it.each([
      ...['{}', '[]', 'null', 'not json', '{"issuer":1,"subject":"abc"}'],
      ...[0x00, 0x0a, 0x1f, 0x7f, 0x9f].map((code) =>
        JSON.stringify({ issuer: 'https://login.example', subject: `a${String.fromCharCode(code)}c` }),
      ),
      JSON.stringify({ issuer: 'https://login.example\u0000', subject: 'abc' }),
    ])('refuses the body %s with 400', async (body) => {
      expect(await knock({}, { path: '/identity', body })).toMatchObject({ status: 400 });
    });
  });
});
