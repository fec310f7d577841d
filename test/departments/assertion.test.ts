// A department's door: who is not the gateway, or asks beyond the assertion, gets a refusal and no data.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  assertionClockToleranceSeconds,
  assertionLifetimeSeconds,
  type AssertionKey,
} from '../../schema/contract/assertion.js';
import { departmentNames } from '../../schema/contract/departments.js';
import { AssertionRefused, createAssertionVerifier } from '../../subgraphs/kit/assertion.js';
import { population } from '../../subgraphs/population/department.js';
import { signAssertion, type AssertionToSign } from '../support/assertion.js';
import {
  currentNumber,
  randomKey,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

const now = Date.UTC(2026, 10, 15, 4);
const key = randomKey('2026-11');
const body = '{"query":"{ me { name } }"}';
const somebody = testSubject(1, ['341202600101001']);
const somebodyElse = testSubject(2);

function sign(changes: Partial<AssertionToSign> = {}): string {
  return signAssertion({
    department: 'population',
    key,
    subjects: [somebody],
    me: somebody.id,
    body,
    now,
    ...changes,
  });
}

const verify = createAssertionVerifier({ department: 'population', keys: [key], now: () => now });

/** The status of the refusal, or 'accepted'. Anything but a refusal is a defect and comes out as it is. */
function outcome(assertion: string | undefined, sent: string | Uint8Array = body): number | 'accepted' {
  try {
    verify(assertion, Buffer.from(sent));
    return 'accepted';
  } catch (error) {
    if (error instanceof AssertionRefused) return error.status;
    throw error;
  }
}

function withHeader(header: string): string {
  const [, payload = ''] = sign().split('.');
  const signed = `${Buffer.from(header).toString('base64url')}.${payload}`;
  return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`;
}

function withPayload(payload: string): string {
  const [header = ''] = sign().split('.');
  const signed = `${header}.${Buffer.from(payload).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`;
}

describe('the verifier of identity assertions', () => {
  it('accepts what the gateway signed, and knows a subject by id and by every number', () => {
    const assertion = verify(sign(), Buffer.from(body));
    expect(assertion.me()).toEqual(somebody);
    expect(assertion.subjectById(somebody.id)).toEqual(somebody);
    for (const number of somebody.numbers) expect(assertion.subjectByNumber(number)).toEqual(somebody);
  });

  it('refuses a person whom the assertion does not cover, with 403', () => {
    const assertion = verify(sign(), Buffer.from(body));
    expect(() => assertion.subjectById(somebodyElse.id)).toThrow(expect.objectContaining({ status: 403 }));
    expect(() => assertion.subjectByNumber(currentNumber(somebodyElse))).toThrow(
      expect.objectContaining({ status: 403 }),
    );
  });

  it('refuses `me` when the assertion names none, or one who is not among its subjects', () => {
    const nobody = verify(sign({ me: undefined }), Buffer.from(body));
    const stranger = verify(sign({ me: somebodyElse.id }), Buffer.from(body));
    for (const assertion of [nobody, stranger])
      expect(() => assertion.me()).toThrow(expect.objectContaining({ status: 403 }));
  });

  it.each<[string, string | undefined]>([
    ['no assertion', undefined],
    ['an empty one', ''],
    ['one part', 'abc'],
    ['two parts', 'abc.def'],
    ['four parts', `${sign()}.abc`],
    ['empty parts', '..'],
    ['no MAC', sign().replace(/[^.]+$/, '')],
    ['a header that is not JSON', withHeader('not json')],
    ['a header that is no object', withHeader('null')],
    ['a header that is a list', withHeader('[]')],
    ['claims that are not JSON', withPayload('not json')],
    ['claims that are no object', withPayload('"text"')],
    ['claims that are empty', withPayload('{}')],
  ])('refuses %s with 401', (_what, assertion) => {
    expect(outcome(assertion)).toBe(401);
  });

  it.each<[string, Partial<AssertionToSign>]>([
    ['alg none', { header: { alg: 'none' } }],
    ['alg HS512', { header: { alg: 'HS512' } }],
    ['alg RS256', { header: { alg: 'RS256' } }],
    ['no alg', { header: { alg: undefined } }],
    ['typ JWT', { header: { typ: 'JWT' } }],
    ['no typ', { header: { typ: undefined } }],
    ['a kid not known here', { header: { kid: 'another' } }],
    ['no kid', { header: { kid: undefined } }],
    ['a kid that is a number', { header: { kid: 2026 } }],
    ['a kid that every object has', { header: { kid: '__proto__' } }],
    ['the signature of another key under a known kid', { key: randomKey(key.id) }],
    ['another issuer', { claims: { iss: 'somebody' } }],
    ['the hash of another body', { claims: { body: 'AAAA' } }],
    ['no hash of the body', { claims: { body: undefined } }],
    ['no time of issue', { claims: { iat: undefined } }],
    ['a time of issue that is text', { claims: { iat: String(now / 1000) } }],
    ['a time of issue that is a fraction', { claims: { iat: now / 1000 + 0.5 } }],
    ['no subjects', { claims: { subjects: undefined } }],
    ['subjects that are null', { claims: { subjects: null } }],
    ['subjects that are no list', { claims: { subjects: { 0: somebody } } }],
    ['a subject that is null', { claims: { subjects: [somebody, null] } }],
    ['a subject without an id', { claims: { subjects: [{ numbers: somebody.numbers }] } }],
    ['a subject without numbers', { claims: { subjects: [{ id: somebody.id, numbers: [] }] } }],
    ['numbers that are no text', { claims: { subjects: [{ id: somebody.id, numbers: [341202] }] } }],
    ['numbers that are one text', { claims: { subjects: [{ ...somebody, numbers: '341202' }] } }],
    ['a `me` that is no text', { claims: { me: 1 } }],
    ['a single-use id that is no text', { claims: { jti: { id: 1 } } }],
    ['no caller', { claims: { caller: undefined } }],
    ['a caller of another kind', { claims: { caller: { kind: 'nobody' } } }],
    ['a caller without a citizen', { claims: { caller: { kind: 'citizen', client: 'portal' } } }],
  ])('refuses %s with 401', (_what, changes) => {
    expect(outcome(sign(changes))).toBe(401);
  });

  it('refuses a header `alg: none` whose signature was left away', () => {
    const [header = '', payload = ''] = sign({ header: { alg: 'none' } }).split('.');
    expect(outcome(`${header}.${payload}.`)).toBe(401);
  });

  it.each(departmentNames.filter((name) => name !== 'population'))(
    'refuses an assertion for %s with 403, were it even signed with this key',
    (department) => {
      expect(outcome(sign({ department }))).toBe(403);
    },
  );

  it('accepts an assertion for its lifetime, and not a second longer', () => {
    const old = assertionLifetimeSeconds * 1000;
    expect(outcome(sign({ now: now - old }))).toBe('accepted');
    expect(outcome(sign({ now: now - old - 1000 }))).toBe(401);
  });

  it('accepts a clock that is a little ahead, and not a second more', () => {
    const ahead = assertionClockToleranceSeconds * 1000;
    expect(outcome(sign({ now: now + ahead }))).toBe('accepted');
    expect(outcome(sign({ now: now + ahead + 1000 }))).toBe(401);
  });

  it('accepts both live keys during a rotation, and the old one no more afterwards', () => {
    const next = randomKey('2026-12');
    const department = 'population';
    const rotating = createAssertionVerifier({ department, keys: [next, key], now: () => now });
    const rotated = createAssertionVerifier({ department, keys: [next], now: () => now });
    expect(rotating(sign(), Buffer.from(body)).me()).toEqual(somebody);
    expect(rotating(sign({ key: next }), Buffer.from(body)).me()).toEqual(somebody);
    expect(rotated(sign({ key: next }), Buffer.from(body)).me()).toEqual(somebody);
    expect(() => rotated(sign(), Buffer.from(body))).toThrow(expect.objectContaining({ status: 401 }));
  });

  it('refuses the signature of one live key under the name of the other', () => {
    const next = randomKey('2026-12');
    const rotating = createAssertionVerifier({ department: 'population', keys: [next, key], now: () => now });
    const crossed: AssertionKey = { id: next.id, secret: key.secret };
    expect(() => rotating(sign({ key: crossed }), Buffer.from(body))).toThrow(
      expect.objectContaining({ status: 401 }),
    );
  });

  it('refuses a valid assertion with any one character changed', () => {
    const valid = sign();
    fc.assert(
      fc.property(
        fc.nat(valid.length - 1),
        fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= '),
        (position, character) => {
          fc.pre(valid[position] !== character);
          const changed = valid.slice(0, position) + character + valid.slice(position + 1);
          expect(outcome(changed)).toBe(401);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('refuses every other spelling of the signature, also those that decode to the same bytes', () => {
    const valid = sign();
    const mac = valid.lastIndexOf('.') + 1;
    for (let position = mac; position < valid.length; position++) {
      for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=') {
        if (valid[position] === character) continue;
        const changed = valid.slice(0, position) + character + valid.slice(position + 1);
        expect({ changed, is: outcome(changed) }).toEqual({ changed, is: 401 });
      }
    }
    for (const padded of [`${valid}=`, `${valid} `, `${valid}\n`]) expect(outcome(padded)).toBe(401);
  });

  it('refuses any changed byte of the body', () => {
    const assertion = sign();
    const bytes = Buffer.from(body);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, flip) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(position) ^ flip, position);
        expect(outcome(assertion, changed)).toBe(401);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses a body that was cut or lengthened', () => {
    const assertion = sign();
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.string({ minLength: 1 }), (length, more) => {
        expect(outcome(assertion, body.slice(0, length))).toBe(401);
        expect(outcome(assertion, body + more)).toBe(401);
      }),
    );
  });

  it('believes no claims but the signed ones: any other payload under the same signature is refused', () => {
    const [header = '', payload = '', mac = ''] = sign().split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(claims), 'jti'), fc.jsonValue()), (forged) => {
        const other = JSON.stringify({ ...claims, ...forged });
        fc.pre(other !== JSON.stringify(claims));
        expect(outcome(`${header}.${Buffer.from(other).toString('base64url')}.${mac}`)).toBe(401);
      }),
    );
  });

  it('covers exactly the signed subjects, whoever else there is', () => {
    const people = Array.from({ length: 30 }, (_, index) => testSubject(index));
    fc.assert(
      fc.property(fc.subarray(people, { minLength: 1 }), (subjects) => {
        const assertion = verify(sign({ subjects }), Buffer.from(body));
        for (const person of people) {
          const ask = () => assertion.subjectByNumber(currentNumber(person));
          if (subjects.includes(person)) expect(ask()).toEqual(person);
          else expect(ask).toThrow(expect.objectContaining({ status: 403 }));
        }
      }),
    );
  });

  it('answers arbitrary text with a refusal, never with a failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.jsonValue(), (text, header, claims) => {
        expect(outcome(text)).toBe(401);
        expect(outcome(withHeader(JSON.stringify(header)))).toBe(401);
        expect(outcome(withPayload(JSON.stringify(claims)))).not.toBe('accepted');
      }),
    );
  });
});

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

  /** Sends `body` under an assertion of this moment with the changes asked for. */
  function knock(
    changes: Partial<AssertionToSign> = {},
    request: { path?: string; method?: string; body?: string } = {},
  ) {
    const sent = request.body ?? body;
    const assertion = sign({ key: department.key, now: Date.now(), body: sent, ...changes });
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
    const assertion = sign({ key: department.key, now: Date.now() });
    const path = `/graphql?yihao-assertion=${assertion}`;
    const inside = JSON.stringify({ query: '{ me { name } }', extensions: { assertion } });
    expect(await department.send({ path, body: inside })).toEqual(unauthenticated);
  });

  it.each(['GET', 'PUT', 'DELETE'])('refuses %s without an assertion, and with one', async (method) => {
    expect(await department.send({ path: '/graphql', method })).toEqual(unauthenticated);
    const assertion = sign({ key: department.key, now: Date.now(), body: '' });
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
