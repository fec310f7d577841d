// The verifier of identity assertions: it believes nothing but what the gateway signed, for this department, just now.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  assertionClockToleranceSeconds,
  assertionLifetimeSeconds,
  type AssertionKey,
} from '../../schema/contract/assertion.js';
import { departmentNames } from '../../schema/contract/departments.js';
import { AssertionRefused, createAssertionVerifier } from '../../subgraphs/kit/assertion.js';
import { signAssertion, type AssertionToSign } from '../support/assertion.js';
import { currentNumber, randomKey, testSubject } from '../support/department.js';

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
