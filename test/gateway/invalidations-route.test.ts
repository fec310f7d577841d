// `POST /internal/invalidations`: whom it believes, what it takes, and what it says to everybody else.
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createInvalidationVerifier } from '../../gateway/auth/verify-invalidation.js';
import { createInvalidationsRoute } from '../../gateway/http/invalidations-route.js';
import { startHttpServer, type HttpServer } from '../../gateway/http/server.js';
import { createLogger } from '../../gateway/observability/logger.js';
import type { AssertionKey } from '../../schema/contract/assertion.js';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import type { Invalidation } from '../../schema/contract/invalidation.js';
import { currentNumber, randomKey, testSubject } from '../support/department.js';
import { signAssertion } from '../support/assertion.js';
import { signForTest, type InvalidationToSign } from '../support/sign-invalidation.js';

function forEach<Value>(make: (name: DepartmentName) => Value): Record<DepartmentName, Value> {
  return Object.fromEntries(departmentNames.map((name) => [name, make(name)])) as Record<
    DepartmentName,
    Value
  >;
}

// One id for all: which key it is depends on the department.
const keys = forEach(() => randomKey('2026'));
const nextKey = randomKey('2027');
const liveKeys = { ...forEach((name): AssertionKey[] => [keys[name]]), utilities: [keys.utilities, nextKey] };
const number = currentNumber(testSubject(0));
const log: string[] = [];
let heard: { department: DepartmentName; entries: readonly Invalidation[] }[] = [];
let confirmed = true;
let failing = false;
let now = Date.now();
let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    portVariable: 'PORT',
    routes: {
      '/internal/invalidations': createInvalidationsRoute({
        verify: createInvalidationVerifier({
          keys: liveKeys,
          now: () => now,
        }),
        invalidate: async (department, entries) => {
          if (failing) throw new Error(`no room for ${number}`);
          heard.push({ department, entries });
          return { confirmed };
        },
        logger: createLogger('debug', { write: (line: string) => void log.push(line) }),
      }),
    },
  });
});
afterAll(() => server.stop(1_000));
beforeEach(() => {
  heard = [];
  confirmed = true;
  failing = false;
  now = Date.now();
});

interface Answer {
  status: number;
  code: string | undefined;
  message: string | undefined;
  body: unknown;
  headers: Headers;
}

interface Sent {
  signature?: string | undefined;
  body?: string;
  method?: string;
  headers?: Record<string, string>;
}

async function send({ signature, body, method = 'POST', headers = {} }: Sent): Promise<Answer> {
  const response = await fetch(`${server.url}/internal/invalidations`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(signature !== undefined && { 'yihao-invalidation': signature }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const json = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
  const [error] = json.errors ?? [];
  return {
    status: response.status,
    code: error?.extensions.code,
    message: error?.message,
    body: json,
    headers: response.headers,
  };
}

const bodyOf = (...invalidations: unknown[]) => JSON.stringify({ invalidations });
const right = bodyOf({ citizen: { number }, resource: 'utilities.bill' });

const signed = (body: string, changes: Partial<InvalidationToSign> = {}): string =>
  signForTest({ department: 'utilities', key: keys.utilities, body, ...changes });

const sendSigned = (body: string, changes: Partial<InvalidationToSign> = {}): Promise<Answer> =>
  send({ body, signature: signed(body, changes) });

describe('an invalidation that is right', () => {
  it('is handed over with its department, and answered with what every process has dropped', async () => {
    expect(await sendSigned(right)).toMatchObject({
      status: 200,
      body: { dropped: 1, confirmedByAll: true },
    });
    expect(heard).toEqual([
      { department: 'utilities', entries: [{ citizen: { number }, resource: 'utilities.bill' }] },
    ]);
  });

  it('is answered with 202 when not every process has confirmed', async () => {
    confirmed = false;
    expect(await sendSigned(right)).toMatchObject({
      status: 202,
      body: { dropped: 1, confirmedByAll: false },
    });
  });

  it('may be signed with either live key, by any department with its own', async () => {
    expect((await sendSigned(right, { key: nextKey })).status).toBe(200);
    for (const department of departmentNames) {
      const body = bodyOf({ resource: `${department}.anything` });
      expect((await sendSigned(body, { department, key: keys[department] })).status).toBe(200);
    }
  });

  it('may name a citizen, a type, an entity or a resource, a thousand of them', async () => {
    const entries: Invalidation[] = [
      { citizen: { number } },
      { type: { name: 'Dwelling' } },
      { type: { name: 'Dwelling', key: { houseCode: '341202001', part: 3 } } },
      { resource: 'utilities.bill' },
    ];
    expect((await sendSigned(bodyOf(...entries))).status).toBe(200);
    expect(heard[0]?.entries).toEqual(entries);
    const many = Array.from({ length: 1_000 }, () => ({ resource: 'utilities.bill' }));
    expect((await sendSigned(bodyOf(...many))).body).toEqual({ dropped: 1_000, confirmedByAll: true });
  });

  it('names a citizen by a number in any form, which is handed over in one', async () => {
    await sendSigned(bodyOf({ citizen: { number: '341202600101001' } }));
    const canonical = heard[0]?.entries[0]?.citizen?.number ?? '';
    expect(canonical).toMatch(/^34120219600101001[\dX]$/);
    await sendSigned(bodyOf({ citizen: { number: canonical.toLowerCase() } }));
    expect(heard[1]?.entries).toEqual([{ citizen: { number: canonical } }]);
  });
});

describe('who did not sign as a department does', () => {
  const none = randomKey('2026');
  const cases: [string, (body: string) => string | undefined][] = [
    ['sends no signature', () => undefined],
    ['sends an empty one', () => ''],
    ['sends something else', () => 'Bearer abc'],
    ['uses a key of its own under a known id', (body) => signed(body, { key: none })],
    ['uses a key id not known here', (body) => signed(body, { key: randomKey('1999') })],
    ['uses another department’s key', (body) => signed(body, { key: keys.land })],
    ['is another department with a key of its own', (body) => signed(body, { department: 'land' })],
    ['is no department', (body) => signed(body, { department: '__proto__' })],
    ['says alg none', (body) => signed(body, { header: { alg: 'none' } })],
    [
      'says alg none and leaves the signature out',
      (body) =>
        `${signed(body, { header: { alg: 'none' } })
          .split('.')
          .slice(0, 2)
          .join('.')}.`,
    ],
    ['says alg nOnE', (body) => signed(body, { header: { alg: 'nOnE' } })],
    ['says another algorithm', (body) => signed(body, { header: { alg: 'HS512' } })],
    ['says no algorithm', (body) => signed(body, { header: { alg: undefined } })],
    ['says another typ', (body) => signed(body, { header: { typ: 'JWT' } })],
    ['says another key id than it used', (body) => signed(body, { header: { kid: '2027' } })],
    ['sends the MAC in another spelling', (body) => `${signed(body)}=`],
    ['sends two signatures', (body) => `${signed(body)}.${signed(body)}`],
    ['cuts the signature', (body) => signed(body).slice(0, -1)],
    ['sends a signature of 3 KB', (body) => signed(body, { claims: { jti: 'x'.repeat(3_000) } })],
    ['addresses somebody else', (body) => signed(body, { claims: { aud: 'land' } })],
    ['addresses several', (body) => signed(body, { claims: { aud: ['yihao', 'land'] } })],
    ['has no jti', (body) => signed(body, { claims: { jti: undefined } })],
    ['has an empty jti', (body) => signed(body, { claims: { jti: '' } })],
    ['has a jti that is no string', (body) => signed(body, { claims: { jti: 7 } })],
    ['has no iat', (body) => signed(body, { claims: { iat: undefined } })],
    ['has a string as iat', (body) => signed(body, { claims: { iat: String(Math.floor(now / 1000)) } })],
    [
      'signed more than a minute ago',
      (body) => signed(body, { claims: { iat: Math.floor(now / 1000) - 62 } }),
    ],
    ['signs ahead of time', (body) => signed(body, { claims: { iat: Math.floor(now / 1000) + 8 } })],
    ['signed another body', () => signed('{"invalidations":[]}')],
    ['signed no body', (body) => signed(body, { claims: { body: undefined } })],
    [
      'sends the gateway’s own assertion',
      (body) => signAssertion({ department: 'utilities', key: keys.utilities, subjects: [], body, jti: 'a' }),
    ],
  ];

  it.each(cases)('is refused with 401 and drops nothing: %s', async (_what, sign) => {
    const answer = await send({ body: right, signature: sign(right) });
    expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(answer.headers.get('www-authenticate')).toBe('Yihao-Invalidation');
    expect(heard).toEqual([]);
  });

  it('is refused whatever a signature of random parts is', async () => {
    const part = fc.oneof(
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
    );
    const verify = createInvalidationVerifier({ keys: liveKeys });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        expect(() => verify(parts.join('.'), Buffer.from(right))).toThrow(
          expect.objectContaining({ code: 'UNAUTHENTICATED' }),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused when one bit of header, claims or MAC is flipped', async () => {
    const whole = Buffer.from(signed(right));
    for (let index = 0; index < whole.length; index += 7) {
      const flipped = Buffer.from(whole);
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      // HTTP wouldn't carry every byte; the verifier may get any.
      const verify = createInvalidationVerifier({ keys: liveKeys });
      expect(() => verify(flipped.toString('latin1'), Buffer.from(right))).toThrow(
        expect.objectContaining({ httpStatus: 401 }),
      );
    }
  });

  it('reads why in the language it asks for', async () => {
    const headers = { 'accept-language': 'zh-CN' };
    expect((await send({ body: right, headers })).message).toMatch(/签名/);
    expect((await send({ body: right })).message).toMatch(/signed by its department/);
  });
});

describe('a captured invalidation', () => {
  it('is good once, while it could still be taken for new', async () => {
    const signature = signed(right);
    expect((await send({ body: right, signature })).status).toBe(200);
    for (const laterMs of [0, 30_000, 59_000]) {
      now = Date.now() + laterMs;
      expect(await send({ body: right, signature })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
    expect(heard).toHaveLength(1);
  });

  it('uses up no jti of another department', async () => {
    const claims = { jti: 'the-same' };
    const body = bodyOf({ citizen: { number } });
    expect((await sendSigned(body, { claims })).status).toBe(200);
    expect((await sendSigned(body, { claims, department: 'land', key: keys.land })).status).toBe(200);
  });

  it('was not used up by whoever tried it with another body', async () => {
    const signature = signed(right);
    expect((await send({ body: `${right} `, signature })).status).toBe(401);
    expect((await send({ body: right, signature })).status).toBe(200);
  });
});

describe('a department', () => {
  it.each(['land.registration', 'utilities', 'utilitiesx.bill', 'Utilities.bill', ''])(
    'does not invalidate a resource that is not its own: %j',
    async (resource) => {
      const body = bodyOf({ citizen: { number } }, { resource });
      expect(await sendSigned(body)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      expect(heard).toEqual([]);
    },
  );

  const wrong: [string, string][] = [
    ['no JSON', 'invalidations'],
    ['an array', '[]'],
    ['null', 'null'],
    ['no entries', bodyOf()],
    ['too many entries', bodyOf(...Array.from({ length: 1_001 }, () => ({ resource: 'utilities.bill' })))],
    ['an empty entry', bodyOf({})],
    ['a member that nobody knows', bodyOf({ resource: 'utilities.bill', everything: true })],
    ['a number that is none', bodyOf({ citizen: { number: '123' } })],
    ['a number of another type', bodyOf({ citizen: { number: 341202196001010 } })],
    ['a type that is no name', bodyOf({ type: { name: 'Dwelling}' } })],
    ['an empty key', bodyOf({ type: { name: 'Dwelling', key: {} } })],
    ['a key of objects', bodyOf({ type: { name: 'Dwelling', key: { houseCode: { [number]: 1 } } } })],
    [
      'a key field that is a number of somebody',
      bodyOf({ type: { name: 'Dwelling', key: { [number]: 'x' } } }),
    ],
  ];
  it.each(wrong)('hears where its body is wrong, without a value of it: %s', async (_what, body) => {
    const answer = await sendSigned(body);
    expect(answer).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(answer.message).not.toContain(number);
    expect(heard).toEqual([]);
  });

  it('sends at most 64 KB', async () => {
    const body = JSON.stringify({
      invalidations: [{ resource: 'utilities.bill' }],
      more: 'x'.repeat(65_536),
    });
    expect(await sendSigned(body)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('uses POST, not %s', async (method) => {
    const answer = await send({ method, signature: signed('') });
    expect(answer).toMatchObject({ status: 405, code: 'BAD_REQUEST' });
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('hears that the gateway failed, but not how', async () => {
    failing = true;
    const answer = await sendSigned(right);
    expect(answer).toMatchObject({ status: 500, code: 'INTERNAL_SERVER_ERROR' });
    expect(JSON.stringify(answer.body)).not.toContain('no room');
  });
});

describe('a department that invalidates without end', () => {
  const many = bodyOf(...Array.from({ length: 1_000 }, () => ({ type: { name: 'Dwelling' } })));

  it('is told to wait, which costs another department nothing', async () => {
    const sendOne = () => sendSigned(many, { department: 'land', key: keys.land });
    const answers: Answer[] = [];
    for (let index = 0; index < 60; index++) answers.push(await sendOne());
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ status: 429, code: 'QUOTA_EXCEEDED' });
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(heard).toHaveLength(answers.length - refused.length);
    expect((await sendSigned(right)).status).toBe(200);
  });

  it('is not who sends its requests again', async () => {
    const body = bodyOf({ resource: 'population.person' });
    const own = { department: 'population', key: keys.population };
    const signature = signed(body, own);
    for (let index = 0; index < 2_500; index++) await send({ body, signature });
    expect(heard).toHaveLength(1);
    // Some seconds may have passed, and who signs has the real clock.
    now = Date.now();
    expect((await sendSigned(body, own)).status).toBe(200);
  });
});

it('answers who has not signed without reading the body', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest(`${server.url}/internal/invalidations`, {
      method: 'POST',
      headers: { 'content-length': '60000' },
    });
    request.once('response', (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.once('error', reject);
    request.write('{');
  });
  expect(status).toBe(401);
});

it('writes nobody’s number into the log', () => {
  expect(log.length).toBeGreaterThan(20);
  expect(log.join('\n')).not.toContain(number);
  expect(log.join('\n')).not.toMatch(/\d{15}/);
});
