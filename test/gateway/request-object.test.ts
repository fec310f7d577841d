// Request objects at the gateway's door: what a bureau must state, and everything that is refused.
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK, type JWTHeaderParameters } from 'jose';
import type { Bureau } from '../../gateway/access/grant.js';
import { createRequestObjectVerifier } from '../../gateway/auth/verify-request-object.js';
import { GatewayError } from '../../gateway/errors.js';
import { signRequest } from '../../scripts/bureau/sign-request.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';

const [education, health] = developmentBureaus;
if (!education || !health) throw new Error('the development city has too few bureaus');
const { bureau, privateJwk } = education;

const audience = 'urn:yihao:gateway';
const body = Buffer.from('{"query":"{ citizens { name } }"}');
const verifyRequestObject = createRequestObjectVerifier({
  audience,
  purposes: new Set(['SCHOOL_ADMISSION']),
});
const official = { id: 'FY-0417', post: '入学审核岗', terminal: 'T-12.fy' };
const statement = {
  purpose: 'SCHOOL_ADMISSION',
  item: 'SCHOOL-ADMISSION',
  caseNumber: '（2026）阜教入001号',
};
const seconds = () => Math.floor(Date.now() / 1000);
const publicHalf = ({ d: _private, ...jwk }: JWK): JWK => jwk;

function rightClaims(): Record<string, unknown> {
  return {
    iss: bureau.client,
    aud: audience,
    iat: seconds(),
    exp: seconds() + 60,
    jti: randomUUID(),
    body: createHash('sha256').update(body).digest('base64url'),
    purpose: statement.purpose,
    item: statement.item,
    case: statement.caseNumber,
  };
}

/** Right in everything but what the arguments change; a claim set to undefined is left out. */
async function sign(
  changes: Record<string, unknown> = {},
  header: Partial<JWTHeaderParameters> = {},
  key: JWK = privateJwk,
): Promise<string> {
  const claims = Object.entries({ ...rightClaims(), ...changes }).filter(([, value]) => value !== undefined);
  const alg = key.alg ?? 'EdDSA';
  return new SignJWT(Object.fromEntries(claims))
    .setProtectedHeader({ alg, kid: privateJwk.kid ?? '', typ: 'yihao-request+jwt', ...header })
    .sign(await importJWK(key, alg), { crit: { 'urn:test:critical': true } });
}

async function refusalOf(
  header: string | undefined,
  of: Bureau = bureau,
  received: Uint8Array = body,
): Promise<GatewayError> {
  const error = await verifyRequestObject(header, of, received).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GatewayError)) throw new Error(`accepted, or failed otherwise: ${String(error)}`);
  return error;
}

const codeOf = ({ code, httpStatus }: GatewayError) => [code, httpStatus];
const unauthenticated = ['UNAUTHENTICATED', 401];

describe('a request object that is right', () => {
  it('states purpose, item, case and, where there is one, the official', async () => {
    const request = { client: bureau.client, privateJwk, audience, body, ...statement };
    expect(await verifyRequestObject(await signRequest(request), bureau, body)).toEqual(statement);
    expect(await verifyRequestObject(await signRequest({ ...request, official }), bureau, body)).toEqual({
      ...statement,
      official,
    });
  });

  it('may be signed with any registered key, as during a rotation, of any asymmetric kind', async () => {
    for (const alg of ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA']) {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      const next = { ...(await exportJWK(privateKey)), alg, kid: `next-${alg}` };
      const keys = [...bureau.keys, { kty: next.kty, kid: next.kid, ...(await publicJwk(next)) }];
      const rotating: Bureau = { ...bureau, keys };
      for (const key of [next, privateJwk]) {
        const header = await sign({}, { kid: key.kid ?? '' }, key);
        await expect(verifyRequestObject(header, rotating, body)).resolves.toEqual(statement);
      }
    }
  });

  it('carries over nothing that it has beside what is asked for', async () => {
    const header = await sign({ official: { ...official, name: '王某' }, role: 'admin' });
    expect(await verifyRequestObject(header, bureau, body)).toEqual({ ...statement, official });
  });

  it('counts no more once the register has other keys for the bureau', async () => {
    const header = await sign();
    await verifyRequestObject(header, bureau, body);
    const { keys } = health.bureau;
    expect(codeOf(await refusalOf(header, { ...bureau, keys }))).toEqual(unauthenticated);
    expect(codeOf(await refusalOf(header, { ...bureau, keys: [] }))).toEqual(unauthenticated);
  });
});

async function publicJwk(key: JWK): Promise<JWK> {
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...rest } = key;
  return rest;
}

describe('a request without a request object', () => {
  it.each([undefined, ''])('is told to state its purpose (%j)', async (header) => {
    const refusal = await refusalOf(header);
    expect(codeOf(refusal)).toEqual(['PURPOSE_MISSING', 403]);
    expect(refusal.publicMessage.en).toContain('yihao-request');
    expect(refusal.publicMessage.zh).toContain('yihao-request');
  });
});

describe('a request object is refused as unauthenticated', () => {
  const hostile: [string, RegExp, () => Promise<string> | string][] = [
    ['of another bureau’s key', /registered key/, () => sign({}, {}, health.privateJwk)],
    [
      'of another bureau, key id and all',
      /registered key/,
      () => sign({ iss: health.bureau.client }, { kid: health.privateJwk.kid ?? '' }, health.privateJwk),
    ],
    ['without kid', /registered key/, () => sign({}, { kid: undefined as unknown as string })],
    ['with an unknown kid', /registered key/, () => sign({}, { kid: '../../keys' })],
    [
      'with a key of its own in the header',
      /registered key/,
      () => sign({}, { kid: 'own', jwk: publicHalf(health.privateJwk) }, health.privateJwk),
    ],
    [
      'with an unknown critical header',
      /registered key/,
      () => sign({}, { crit: ['urn:test:critical'], 'urn:test:critical': 1 }),
    ],
    ['without signature', /registered key/, async () => (await sign()).replace(/[^.]+$/, '')],
    [
      'with alg none',
      /registered key/,
      async () => {
        const header = { alg: 'none', typ: 'yihao-request+jwt', kid: privateJwk.kid };
        const [, payload] = (await sign()).split('.');
        return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.`;
      },
    ],
    ['that is no JWS', /registered key/, () => 'abc'],
    ['sent twice in one header', /registered key/, async () => `${await sign()}, ${await sign()}`],
    ['of 5 KB', /registered key/, () => sign({ padding: 'x'.repeat(4_000) })],
    ['that is an access token', /typ/, () => sign({}, { typ: 'at+jwt' })],
    ['that is a client assertion', /typ/, () => sign({}, { typ: 'JWT' })],
    ['for another gateway', /aud/, () => sign({ aud: 'urn:somebody:else' })],
    ['for several audiences', /aud/, () => sign({ aud: [audience, 'urn:somebody:else'] })],
    ['without audience', /aud/, () => sign({ aud: undefined })],
    ['of another client', /client id/, () => sign({ iss: health.bureau.client })],
    ['without issuer', /client id/, () => sign({ iss: undefined })],
    ['expired', /expired/, () => sign({ iat: seconds() - 200, exp: seconds() - 10 })],
    ['issued too long ago', /expired/, () => sign({ iat: seconds() - 310, exp: seconds() + 10 })],
    ['from the future', /iat of now/, () => sign({ iat: seconds() + 60, exp: seconds() + 120 })],
    ['not yet valid', /iat of now/, () => sign({ nbf: seconds() + 60 })],
    ['good for longer than five minutes', /300 seconds/, () => sign({ exp: seconds() + 310 })],
    ['that ends before it begins', /300 seconds/, () => sign({ iat: seconds() + 4, exp: seconds() + 2 })],
    ['without exp', /exp/, () => sign({ exp: undefined })],
    ['without iat', /iat/, () => sign({ iat: undefined })],
    ['with exp as a string', /exp/, () => sign({ exp: String(seconds() + 60) })],
    ['without jti', /jti/, () => sign({ jti: undefined })],
    ['with an empty jti', /jti/, () => sign({ jti: '' })],
    ['with a jti that is a number', /jti/, () => sign({ jti: 7 })],
    ['with a jti of 129 characters', /jti/, () => sign({ jti: 'x'.repeat(129) })],
    ['without body', /SHA-256/, () => sign({ body: undefined })],
    [
      'with the body’s hash in hex',
      /SHA-256/,
      () => sign({ body: createHash('sha256').update(body).digest('hex') }),
    ],
  ];

  it.each(hostile)('%s', async (_what, message, make) => {
    const refusal = await refusalOf(await make());
    expect(codeOf(refusal)).toEqual(unauthenticated);
    expect(refusal.publicMessage.en).toMatch(message);
    expect(refusal.publicMessage.zh).toMatch(/\p{Script=Han}/u);
    // The token is good: a client must not throw it away.
    expect(refusal.headers['www-authenticate']).toBe('Bearer');
  });

  it('over another body, and says so', async () => {
    const refusal = await refusalOf(await sign(), bureau, Buffer.from('{"query":"{ citizens { id } }"}'));
    expect(codeOf(refusal)).toEqual(unauthenticated);
    expect(refusal.publicMessage.en).toContain('for another body');
  });

  it('at whatever byte of the body is another', async () => {
    const header = await sign();
    const place = fc.record({ at: fc.nat(body.length - 1), flip: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(place, async ({ at, flip }) => {
        const received = Uint8Array.from(body);
        received[at] = (received[at] ?? 0) ^ flip;
        expect(codeOf(await refusalOf(header, bureau, received))).toEqual(unauthenticated);
      }),
      { numRuns: 300 },
    );
  });

  it('with any character changed, every place of it', async () => {
    const header = await sign({ official });
    for (let at = 0; at < header.length; at++) {
      const other = header[at] === 'A' ? 'B' : 'A';
      const changed = `${header.slice(0, at)}${other}${header.slice(at + 1)}`;
      expect(codeOf(await refusalOf(changed))).toEqual(unauthenticated);
    }
  });

  it('with any byte changed into any other', async () => {
    const header = await sign({ official });
    const place = fc.record({ at: fc.nat(header.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(place, async ({ at, byte }) => {
        fc.pre(header.charCodeAt(at) !== byte);
        const changed = `${header.slice(0, at)}${String.fromCharCode(byte)}${header.slice(at + 1)}`;
        expect(codeOf(await refusalOf(changed))).toEqual(unauthenticated);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what a request object states', () => {
  it.each(['PARTY_PLANNING', '', 'constructor', 7, null, ['SCHOOL_ADMISSION'], undefined])(
    'is refused with the purpose %j',
    async (purpose) => {
      const refusal = await refusalOf(await sign({ purpose }));
      expect(codeOf(refusal)).toEqual(['PURPOSE_UNKNOWN', 403]);
      expect(refusal.publicMessage.en).toContain('purpose');
    },
  );

  const malformed: [string, unknown][] = [
    ...[undefined, '', 'A', 'school', 'A B', 'A'.repeat(33), 'ÄÖ', 7].map((item): [string, unknown] => [
      'item',
      item,
    ]),
    ...[undefined, '', 'abc', 'x'.repeat(65), '2026 001', '2026<b>1', '案号\n001', 1234].map(
      (value): [string, unknown] => ['case', value],
    ),
    ...[null, 'FY-0417', [official], 7].map((value): [string, unknown] => ['official', value]),
  ];

  it.each(malformed)('is refused with the %s %j, naming the claim', async (claim, value) => {
    const refusal = await refusalOf(await sign({ [claim]: value }));
    expect(codeOf(refusal)).toEqual(['BAD_USER_INPUT', 400]);
    expect(refusal.publicMessage.en).toContain(`The claim ${claim} of`);
    expect(refusal.publicMessage.zh).toContain(`声明 ${claim} `);
  });

  it.each(['id', 'post', 'terminal'])('is refused with an official without a proper %s', async (name) => {
    for (const value of [undefined, '', 'x'.repeat(65), 'a\u001b[31m', ' a', 7]) {
      const refusal = await refusalOf(await sign({ official: { ...official, [name]: value } }));
      expect(codeOf(refusal)).toEqual(['BAD_USER_INPUT', 400]);
      expect(refusal.publicMessage.en).toContain(`official.${name}`);
    }
  });

  it('is not repeated by a refusal', async () => {
    for (const claim of ['purpose', 'item', 'case', 'official']) {
      const { publicMessage, detail } = await refusalOf(await sign({ [claim]: 'x11010519491231002X ' }));
      expect(JSON.stringify({ publicMessage, detail })).not.toContain('1101051949');
    }
  });

  it.each(['1234', '〔2026〕字第1号', '(2026)A-1/2', '学'.repeat(64), '𠮷𠮷𠮷𠮷'])(
    'may have the case number %s',
    async (caseNumber) => {
      const stated = await verifyRequestObject(await sign({ case: caseNumber }), bureau, body);
      expect(stated.caseNumber).toBe(caseNumber);
    },
  );
});
