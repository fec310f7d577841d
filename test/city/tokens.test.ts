import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audience } from '../../scripts/city/city.js';
import { startKeyIssuer, type KeyIssuer } from '../support/key-issuer.js';
import { startRecorder, type Recorder } from '../support/recorder.js';
import { sharedCity, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

const question = '{ me { id name } }';

describe('a token at the door', () => {
  let issuer: KeyIssuer;
  let population: Recorder;
  let gateway: TestGateway;

  beforeAll(async () => {
    issuer = await startKeyIssuer(audience);
    population = await startRecorder(sharedCity().departmentUrls.population);
    gateway = await startTestGateway({
      OIDC_ISSUERS: `${sharedCity().issuerUrl},${issuer.url}`,
      DEPARTMENT_POPULATION_URL: `${population.url}/graphql`,
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await population.stop();
    await issuer.stop();
  });

  const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = () => Math.floor(Date.now() / 1000);

  it('lets in who holds a good one', async () => {
    const answer = await gateway.ask<{ me: { id: string } }>(question, { token: await tokenOf('pensioner') });
    expect(answer.status).toBe(200);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.me.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is accepted from every configured issuer, and then the register has to know the person', async () => {
    const answer = await gateway.ask(question, { token: await issuer.sign() });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([403, 'UNKNOWN_CITIZEN']);
  });

  const hostile: Record<string, () => Promise<string> | string> = {
    'alg none': () => `${base64url({ alg: 'none', typ: 'at+jwt' })}.${base64url(claims())}.`,
    'alg None in another case': () =>
      `${base64url({ alg: 'nOnE', typ: 'at+jwt' })}.${base64url(claims())}.AA`,
    'HS256 signed with the public key as PEM': () => {
      const [jwk] = issuer.jwks().keys;
      const pem = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).export({
        type: 'spki',
        format: 'pem',
      });
      const signed = `${base64url({ alg: 'HS256', typ: 'at+jwt', kid: jwk?.kid })}.${base64url(claims())}`;
      return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
    },
    'a kid that is a path': () => issuer.sign({}, { kid: '../../../../etc/passwd' }),
    'a kid that is SQL': () => issuer.sign({}, { kid: "' OR 1=1 --" }),
    expired: () => issuer.sign({ iat: seconds() - 1000, exp: seconds() - 60 }),
    'not yet valid': () => issuer.sign({ nbf: seconds() + 600 }),
    'issued in the future': () => issuer.sign({ iat: seconds() + 600, exp: seconds() + 1200 }),
    'older than any access token may be': () => issuer.sign({ iat: seconds() - 200_000 }),
    'for another audience': () => issuer.sign({ aud: 'urn:somebody:else' }),
    'for an array of audiences': () => issuer.sign({ aud: [audience, 'urn:somebody:else'] }),
    'without audience': () => issuer.sign({ aud: undefined }),
    'of another issuer': () => issuer.sign({ iss: 'https://evil.example' }),
    'of one issuer signed by another': () => issuer.sign({ iss: sharedCity().issuerUrl }),
    'with exp as a string': () => issuer.sign({ exp: String(seconds() + 600) }),
    'without exp': () => issuer.sign({ exp: undefined }),
    'without iat': () => issuer.sign({ iat: undefined }),
    'without sub': () => issuer.sign({ sub: undefined }),
    'with an empty sub': () => issuer.sign({ sub: '' }),
    'with control characters in sub': () => issuer.sign({ sub: 'a\u0000b' }),
    'with a sub that is a number': () => issuer.sign({ sub: 7 }),
    'of another type (an ID token)': () => issuer.sign({}, { typ: 'JWT' }),
    'with an unknown critical header': () =>
      issuer.sign({}, { crit: ['urn:test:critical'], 'urn:test:critical': 1 }),
    'with a signature of another key': async () => (await issuer.sign()).slice(0, -8) + 'AAAAAAAA',
    'of 15 KB': () => issuer.sign({ padding: 'x'.repeat(11_000) }),
    'that is no JWT': () => 'abc',
    'with an empty part': () => 'a..b',
  };

  function claims(): object {
    return { iss: issuer.url, aud: audience, sub: 'x', iat: seconds(), exp: seconds() + 600 };
  }

  it.each(Object.keys(hostile))('is refused when it is %s', async (name) => {
    const token = await hostile[name]?.();
    const before = population.requests.length;
    const answer = await gateway.ask(question, { token: token ?? '' });
    expect(answer.status).toBe(401);
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.data).toBeUndefined();
    expect(population.requests.length).toBe(before);
  });

  it('never sends the gateway to an address that the token names (jku, x5u, jwk)', async () => {
    let called = 0;
    const attacker = createServer((_request, response) => {
      called++;
      response.end(JSON.stringify(issuer.jwks()));
    }).listen(0, '127.0.0.1');
    await once(attacker, 'listening');
    const { port } = attacker.address() as { port: number };
    for (const header of [
      { jku: `http://127.0.0.1:${port}/jwks` },
      { x5u: `http://127.0.0.1:${port}/x5u` },
    ]) {
      const answer = await gateway.ask(question, {
        token: await issuer.sign({}, { ...header, kid: 'not-there' }),
      });
      expect(answer.status).toBe(401);
    }
    expect(called).toBe(0);
    attacker.close();
  });

  it.each([
    [
      'POST',
      '/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: question }),
      },
    ],
    [
      'GET',
      `/graphql?query=${encodeURIComponent(question)}`,
      { headers: { 'apollo-require-preflight': '1' } },
    ],
    [
      'a batch',
      '/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ query: question }]),
      },
    ],
    [
      'a persisted hash',
      `/graphql?extensions=${encodeURIComponent('{"persistedQuery":{"version":1,"sha256Hash":"abc"}}')}`,
      { headers: { 'apollo-require-preflight': '1' } },
    ],
    [
      'introspection',
      '/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{__schema{types{name}}}"}',
      },
    ],
    [
      'a form',
      '/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'query={me{id}}',
      },
    ],
  ] as [string, string, RequestInit][])('is missed in %s, and nobody is asked', async (_name, path, init) => {
    const before = population.requests.length;
    const answer = await gateway.fetch(path, init);
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(population.requests.length).toBe(before);
  });

  it('is one word after Bearer and one space', async () => {
    const token = await tokenOf('pensioner');
    for (const authorization of [`Bearer  ${token}`, `Bearer ${token} x`, `Basic ${token}`, token]) {
      expect((await gateway.ask(question, { headers: { authorization } })).status).toBe(401);
    }
  });

  it('is refused in Chinese to who reads Chinese', async () => {
    const answer = await gateway.ask(question, { headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' } });
    expect(answer.errors?.[0]?.message).toBe('请求缺少令牌：在 Authorization 头中发送 Bearer 令牌。');
  });
});

describe('keys of an issuer', () => {
  it('are fetched anew for a key id not seen before, at most twice in 30 s whatever comes', async () => {
    const issuer = await startKeyIssuer(audience);
    const gateway = await startTestGateway({ OIDC_ISSUERS: issuer.url });
    const afterStart = issuer.fetches();
    await issuer.rotate();
    const accepted = await gateway.ask(question, { token: await issuer.sign() });
    expect(accepted.errors?.[0]?.extensions.code).toBe('UNKNOWN_CITIZEN');
    expect(issuer.fetches()).toBe(afterStart + 1);
    const forged = Array.from({ length: 1_000 }, (_, index) => issuer.sign({}, { kid: `random-${index}` }));
    for (const token of await Promise.all(forged)) {
      expect((await gateway.ask(question, { token })).status).toBe(401);
    }
    expect(issuer.fetches()).toBeLessThanOrEqual(afterStart + 2);
    await gateway.stop();
    await issuer.stop();
  });

  it('stay good when the issuer is gone', async () => {
    const issuer = await startKeyIssuer(audience);
    const gateway = await startTestGateway({ OIDC_ISSUERS: issuer.url });
    const token = await issuer.sign();
    issuer.setDown(true);
    // An unknown key id makes the gateway ask, and be refused.
    expect((await gateway.ask(question, { token: await issuer.sign({}, { kid: 'unknown' }) })).status).toBe(
      401,
    );
    expect((await gateway.ask(question, { token })).errors?.[0]?.extensions.code).toBe('UNKNOWN_CITIZEN');
    await gateway.stop();
    await issuer.stop();
  });

  it('may be missing at the start: then nobody is let in until they come, and nobody is told to log in again', async () => {
    const issuer = await startKeyIssuer(audience);
    issuer.setDown(true);
    const gateway = await startTestGateway({ OIDC_ISSUERS: issuer.url });
    expect((await gateway.fetch('/ready')).status).toBe(503);
    const token = await issuer.sign();
    const early = await gateway.ask(question, { token });
    expect([early.status, early.errors?.[0]?.extensions.code]).toEqual([503, 'NOT_READY']);
    issuer.setDown(false);
    let answer = early;
    while (answer.status === 503) answer = await gateway.ask(question, { token });
    expect(answer.errors?.[0]?.extensions.code).toBe('UNKNOWN_CITIZEN');
    expect((await gateway.fetch('/ready')).status).toBe(200);
    await gateway.stop();
    await issuer.stop();
  });

  it.each([
    ['empty', { keys: [] }],
    ['malformed', { keys: [{ kty: 5 }, {}, null] }],
    ['symmetric', { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'key-1' }] }],
    ['no set', 'maintenance'],
  ])('stay good when the issuer serves a set that is %s', async (_how, served) => {
    const issuer = await startKeyIssuer(audience);
    const gateway = await startTestGateway({ OIDC_ISSUERS: issuer.url });
    const token = await issuer.sign();
    const before = issuer.fetches();
    issuer.serve(served);
    expect((await gateway.ask(question, { token: await issuer.sign({}, { kid: 'unknown' }) })).status).toBe(
      401,
    );
    expect(issuer.fetches()).toBe(before + 1);
    expect((await gateway.ask(question, { token })).errors?.[0]?.extensions.code).toBe('UNKNOWN_CITIZEN');
    await gateway.stop();
    await issuer.stop();
  });
});
