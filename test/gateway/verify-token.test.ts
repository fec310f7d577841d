// Tokens at the verifier itself: what is taken from a good one, where the limits are, and what becomes of the others.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createIssuerKeys, type IssuerKeys } from '../../gateway/auth/issuer-keys.js';
import { createTokenVerifier } from '../../gateway/auth/verify-token.js';
import { GatewayError } from '../../gateway/errors.js';
import { startKeyIssuer, type KeyIssuer } from '../support/key-issuer.js';

const audience = 'urn:yihao:gateway';
const seconds = (): number => Math.floor(Date.now() / 1000);
const keysOf = (issuer: KeyIssuer): IssuerKeys =>
  createIssuerKeys({ issuer: issuer.url, logger: pino({ level: 'silent' }) });

let issuer: KeyIssuer;
let other: KeyIssuer;
let keys: IssuerKeys;
let otherKeys: IssuerKeys;
let verifyToken: ReturnType<typeof createTokenVerifier>;

beforeAll(async () => {
  issuer = await startKeyIssuer(audience);
  other = await startKeyIssuer(audience);
  keys = keysOf(issuer);
  otherKeys = keysOf(other);
  verifyToken = createTokenVerifier({
    audience,
    issuers: new Map([
      [issuer.url, keys],
      [other.url, otherKeys],
    ]),
  });
});
afterAll(async () => {
  keys.stop();
  otherKeys.stop();
  await issuer.stop();
  await other.stop();
});

async function accept(claims: Record<string, unknown> = {}) {
  return verifyToken(`Bearer ${await issuer.sign(claims)}`);
}

async function refusalOf(authorization: string | undefined): Promise<GatewayError> {
  const error = await verifyToken(authorization).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GatewayError)) throw new Error(`accepted, or failed otherwise: ${String(error)}`);
  return error;
}

/** A good token lengthened by what nobody reads. */
async function tokenOfLength(length: number): Promise<string> {
  const plain = (await issuer.sign({ padding: '' })).length;
  for (let padding = Math.floor(((length - plain) * 3) / 4) - 4; ; padding++) {
    const token = await issuer.sign({ padding: 'x'.repeat(padding) });
    if (token.length >= length) return token;
  }
}

describe('a good token', () => {
  it('says who logged in where, by which client and at which level', async () => {
    expect(await accept({ sub: 'ann', client_id: 'portal', real_name_level: 'L4' })).toEqual({
      issuer: issuer.url,
      subject: 'ann',
      client: 'portal',
      level: 'L4',
    });
  });

  it('is verified with the keys of its own issuer', async () => {
    expect(await verifyToken(`Bearer ${await other.sign()}`)).toMatchObject({ issuer: other.url });
  });

  it.each(['L1', 'L2', 'L3', 'L4'])('may be of level %s', async (level) => {
    expect(await accept({ real_name_level: level })).toMatchObject({ level });
  });

  it.each([undefined, '', 'L0', 'L5', 'l4', 'L4 ', 4, null, ['L4']])(
    'with the level %j counts as one of the lowest',
    async (level) => {
      expect(await accept({ real_name_level: level })).toMatchObject({ level: 'L1' });
    },
  );

  it.each([undefined, 7, null, ['portal']])('with the client %j is of an unknown one', async (client) => {
    expect(await accept({ client_id: client })).toMatchObject({ client: 'unknown' });
  });

  it.each(['a', 'x'.repeat(255), ' !~', '\\"'])('may have the subject %j', async (sub) => {
    expect(await accept({ sub })).toMatchObject({ subject: sub });
  });

  it.each(['bearer', 'BEARER', 'Bearer'])('may follow %s: schemes have no case', async (scheme) => {
    await expect(verifyToken(`${scheme} ${await issuer.sign()}`)).resolves.toBeDefined();
  });

  it('may be 8192 characters long and no longer', async () => {
    let token = await tokenOfLength(8_192);
    // Base64url has no texts of some lengths: the next that there is below the limit.
    for (let length = 8_191; token.length > 8_192; length--) token = await tokenOfLength(length);
    expect(token.length).toBeGreaterThan(8_185);
    await expect(verifyToken(`Bearer ${token}`)).resolves.toBeDefined();
    const longer = await tokenOfLength(8_193);
    expect(longer.length).toBeLessThan(8_200);
    expect((await refusalOf(`Bearer ${longer}`)).code).toBe('UNAUTHENTICATED');
  });

  it('may come from a clock five seconds off, and no further', async () => {
    await expect(accept({ iat: seconds() + 3, exp: seconds() + 60 })).resolves.toBeDefined();
    await expect(accept({ iat: seconds() - 60, exp: seconds() - 2 })).resolves.toBeDefined();
    await expect(accept({ iat: seconds() + 30, exp: seconds() + 60 })).rejects.toThrow(GatewayError);
    await expect(accept({ iat: seconds() - 60, exp: seconds() - 10 })).rejects.toThrow(GatewayError);
  });

  it('may be a day old and not a minute more, whatever it says of its end', async () => {
    const exp = seconds() + 600;
    await expect(accept({ iat: seconds() - 86_000, exp })).resolves.toBeDefined();
    await expect(accept({ iat: seconds() - 86_460, exp })).rejects.toThrow(GatewayError);
  });

  it('is verified once while it is good, and again when it has reached its end', async () => {
    const lasting = `Bearer ${await issuer.sign()}`;
    expect(await verifyToken(lasting)).toBe(await verifyToken(lasting));
    const endedWithinTolerance = `Bearer ${await issuer.sign({ iat: seconds() - 60, exp: seconds() - 1 })}`;
    expect(await verifyToken(endedWithinTolerance)).not.toBe(await verifyToken(endedWithinTolerance));
  });
});

describe('a token is missed', () => {
  it.each([undefined, ''])('in the header %j, with a bare challenge', async (authorization) => {
    const refusal = await refusalOf(authorization);
    expect([refusal.code, refusal.httpStatus]).toEqual(['UNAUTHENTICATED', 401]);
    // RFC 6750 section 3.1: who sent no token gets no error code.
    expect(refusal.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('a token is refused', () => {
  const hostile: Record<string, () => Promise<string> | string> = {
    'after no scheme': async () => issuer.sign(),
    'after another scheme': async () => `Basic ${await issuer.sign()}`,
    'after something before the scheme': async () => `x Bearer ${await issuer.sign()}`,
    'after two spaces': async () => `Bearer  ${await issuer.sign()}`,
    'with something behind it': async () => `Bearer ${await issuer.sign()} x`,
    'that is empty': () => 'Bearer ',
    'that is no JWT': () => 'Bearer abc',
    'with empty parts': () => 'Bearer a..b',
    'without issuer': async () => `Bearer ${await issuer.sign({ iss: undefined })}`,
    'of another issuer': async () => `Bearer ${await issuer.sign({ iss: 'https://evil.example' })}`,
    'of one issuer signed by another': async () => `Bearer ${await issuer.sign({ iss: other.url })}`,
    'for another audience': async () => `Bearer ${await issuer.sign({ aud: 'urn:somebody:else' })}`,
    'for several audiences': async () =>
      `Bearer ${await issuer.sign({ aud: [audience, 'urn:somebody:else'] })}`,
    'for a list of this audience alone': async () => `Bearer ${await issuer.sign({ aud: [audience] })}`,
    'without audience': async () => `Bearer ${await issuer.sign({ aud: undefined })}`,
    'without sub': async () => `Bearer ${await issuer.sign({ sub: undefined })}`,
    'with an empty sub': async () => `Bearer ${await issuer.sign({ sub: '' })}`,
    'with a sub of 256 characters': async () => `Bearer ${await issuer.sign({ sub: 'x'.repeat(256) })}`,
    'with a control character before the sub': async () => `Bearer ${await issuer.sign({ sub: '\u0000ab' })}`,
    'with a control character behind the sub': async () => `Bearer ${await issuer.sign({ sub: 'ab\n' })}`,
    'with a sub beyond ASCII': async () => `Bearer ${await issuer.sign({ sub: '张三' })}`,
    'with a sub that is a number': async () => `Bearer ${await issuer.sign({ sub: 7 })}`,
    'without exp': async () => `Bearer ${await issuer.sign({ exp: undefined })}`,
    'without iat': async () => `Bearer ${await issuer.sign({ iat: undefined })}`,
    'not yet valid': async () => `Bearer ${await issuer.sign({ nbf: seconds() + 600 })}`,
    'of another type': async () => `Bearer ${await issuer.sign({}, { typ: 'JWT' })}`,
    'without type': async () => `Bearer ${await issuer.sign({}, { typ: undefined as unknown as string })}`,
    'of an unknown key': async () => `Bearer ${await issuer.sign({}, { kid: 'unknown' })}`,
    'with a forged signature': async () => `Bearer ${(await issuer.sign()).slice(0, -8)}AAAAAAAA`,
  };

  it.each(Object.keys(hostile))('%s, and the client told that the token is at fault', async (name) => {
    const refusal = await refusalOf(await hostile[name]?.());
    expect([refusal.code, refusal.httpStatus]).toEqual(['UNAUTHENTICATED', 401]);
    expect(refusal.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(refusal.publicMessage.en).toContain('not valid');
  });

  it('as expired when that is all that is wrong with it', async () => {
    const token = await issuer.sign({ iat: seconds() - 1_000, exp: seconds() - 60 });
    const refusal = await refusalOf(`Bearer ${token}`);
    expect([refusal.code, refusal.httpStatus]).toEqual(['UNAUTHENTICATED', 401]);
    expect(refusal.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(refusal.publicMessage.en).toContain('expired');
  });

  it('for a reason that the log tells from the others, without anything of the token', async () => {
    const reasons = await Promise.all([
      refusalOf('Bearer '),
      refusalOf(`Bearer ${await issuer.sign({ iss: 'https://evil.example' })}`),
      refusalOf(`Bearer ${await issuer.sign({ aud: [audience, 'urn:somebody:else'] })}`),
      refusalOf(`Bearer ${await issuer.sign({ sub: 'ann\u0000' })}`),
      refusalOf(`Bearer ${await issuer.sign({ exp: seconds() - 60 })}`),
      refusalOf(`Bearer ${await issuer.sign({}, { kid: 'unknown' })}`),
    ]);
    const details = reasons.map(({ detail }) => detail ?? '');
    expect(new Set(details).size).toBe(reasons.length);
    for (const detail of details) expect(detail).not.toMatch(/^$|ann|evil|somebody|unknown/);
  });
});

describe('an issuer whose keys never came', () => {
  it('lets nobody in and sends nobody away to log in again', async () => {
    const late = await startKeyIssuer(audience);
    late.setDown(true);
    const lateKeys = keysOf(late);
    const verifyLate = createTokenVerifier({ audience, issuers: new Map([[late.url, lateKeys]]) });
    const authorization = `Bearer ${await late.sign({ sub: 'ann' })}`;
    await expect(verifyLate(authorization)).rejects.toMatchObject({ code: 'NOT_READY', httpStatus: 503 });
    late.setDown(false);
    let subject: string | undefined;
    while (subject === undefined)
      subject = await verifyLate(authorization).then(
        (token) => token.subject,
        () => undefined,
      );
    expect(subject).toBe('ann');
    lateKeys.stop();
    await late.stop();
  });

  it('does not hold up the tokens of another', async () => {
    const late = await startKeyIssuer(audience);
    late.setDown(true);
    const lateKeys = keysOf(late);
    const issuers = new Map([
      [late.url, lateKeys],
      [issuer.url, keys],
    ]);
    const verifyBoth = createTokenVerifier({ audience, issuers });
    await expect(verifyBoth(`Bearer ${await issuer.sign()}`)).resolves.toBeDefined();
    lateKeys.stop();
    await late.stop();
  });
});

describe('keys that are loaded', () => {
  it('are not fetched again for each token', async () => {
    await accept({ sub: 'first' });
    const before = issuer.fetches();
    for (let index = 0; index < 5; index++) await accept({ sub: `s-${index}` });
    expect(issuer.fetches()).toBe(before);
  });
});
