// Bureaus at the issuer: a token for an assertion signed with their key, and no other way in.
import { createHmac, createPublicKey, randomUUID, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JWK,
  type JWTHeaderParameters,
} from 'jose';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import type { BureauClient } from '../../scripts/issuer/bureau-client.js';
import { createIssuer, type Issuer } from '../../scripts/issuer/issuer.js';
import { loginBureau } from '../../scripts/issuer/login-bureau.js';
import { authorizationUrl, gatewayAudience, personas } from './browser-login.js';

const [education, health] = developmentBureaus.map(({ bureau, privateJwk }) => ({ ...bureau, privateJwk }));
if (!education || !health) throw new Error('the development city has too few bureaus');
const { client, privateJwk } = education;

let issuer: Issuer;
/** Who is registered at the moment. */
const bureaus: BureauClient[] = developmentBureaus.map(({ bureau }) => bureau);

beforeAll(async () => {
  const findBureau = async (client: string) => bureaus.find((bureau) => bureau.client === client);
  issuer = await createIssuer({ port: 0, audience: gatewayAudience, personas, findBureau });
});
afterAll(() => issuer.stop());

async function makeKey(kid: string): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const named = { kid, alg: 'EdDSA' };
  return {
    privateJwk: { ...(await exportJWK(privateKey)), ...named },
    publicJwk: { ...(await exportJWK(publicKey)), ...named },
  };
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const seconds = () => Math.floor(Date.now() / 1000);

/** An assertion that is right in everything but what the arguments change; a claim set to undefined is left out. */
async function assertion(
  changes: Record<string, unknown> = {},
  key: JWK = privateJwk,
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const right = { iss: client, sub: client, aud: issuer.url, exp: seconds() + 60, jti: randomUUID() };
  const claims = Object.entries({ ...right, ...changes }).filter(([, value]) => value !== undefined);
  return new SignJWT(Object.fromEntries(claims))
    .setProtectedHeader({ alg: key.alg ?? 'ES256', ...(key.kid && { kid: key.kid }), ...header })
    .sign(await importJWK(key, key.alg ?? 'ES256'));
}

interface Answer {
  status: number;
  error: unknown;
}

async function askToken(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
  return { status: response.status, error: ((await response.json()) as { error: unknown }).error };
}

function askWith(clientAssertion: string, form: Record<string, string> = {}): Promise<Answer> {
  return askToken({ client_assertion_type: assertionType, client_assertion: clientAssertion, ...form });
}

const refused: Answer = { status: 401, error: 'invalid_client' };
const granted: Answer = { status: 200, error: undefined };

describe('a bureau', () => {
  it('gets an access token for itself that the gateway can verify, without a real-name level', async () => {
    const { accessToken, expiresInSeconds } = await loginBureau(issuer.url, { client, privateJwk });
    const { payload } = await jwtVerify(accessToken, createRemoteJWKSet(new URL(`${issuer.url}/jwks`)), {
      issuer: issuer.url,
      audience: gatewayAudience,
      typ: 'at+jwt',
      algorithms: ['ES256'],
    });
    expect(payload).toMatchObject({ sub: client, client_id: client, aud: gatewayAudience });
    expect(payload).not.toHaveProperty('real_name_level');
    expect(expiresInSeconds).toBe(900);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
  });

  it('gets neither refresh nor ID token', async () => {
    const response = await fetch(`${issuer.url}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'openid',
        client_assertion_type: assertionType,
        client_assertion: await assertion(),
      }),
    });
    const { access_token: _token, ...rest } = (await response.json()) as Record<string, unknown>;
    expect(Object.keys(rest).sort()).toEqual(['expires_in', 'token_type']);
  });

  it('may name the gateway as resource, and nothing else', async () => {
    expect(await askWith(await assertion(), { resource: gatewayAudience })).toEqual(granted);
    expect(await askWith(await assertion(), { resource: 'https://elsewhere.example' })).toEqual({
      status: 400,
      error: 'invalid_target',
    });
  });

  it('is told in one line when the issuer refuses it', async () => {
    const stranger = { client: 'stranger', privateJwk };
    await expect(loginBureau(issuer.url, stranger)).rejects.toThrow(
      'The issuer refused the bureau (HTTP 401).',
    );
  });

  it('still logs in after the issuer has new keys', async () => {
    await issuer.rotateKeys();
    await expect(loginBureau(issuer.url, { client, privateJwk })).resolves.toBeDefined();
  });

  it('logs in as soon as it is registered, with its newest keys, and no longer than that', async () => {
    const [one, other] = [await makeKey('one'), await makeKey('other')];
    const logIn = (key: JWK) => loginBureau(issuer.url, { client: 'late', privateJwk: key });
    await expect(logIn(one.privateJwk)).rejects.toThrow('HTTP 401');
    bureaus.push({ client: 'late', keys: [one.publicJwk] });
    await expect(logIn(one.privateJwk)).resolves.toBeDefined();
    bureaus.splice(-1, 1, { client: 'late', keys: [other.publicJwk] });
    await expect(logIn(one.privateJwk)).rejects.toThrow('HTTP 401');
    await expect(logIn(other.privateJwk)).resolves.toBeDefined();
    bureaus.pop();
    await expect(logIn(other.privateJwk)).rejects.toThrow('HTTP 401');
  });

  it('cannot use the code flow', async () => {
    const answer = await fetch(
      authorizationUrl(issuer.url, 'v', {
        client_id: client,
        redirect_uri: 'http://127.0.0.1:4000/callback',
      }),
      { redirect: 'manual', headers: { accept: 'text/html' } },
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    for (const grant_type of ['authorization_code', 'refresh_token']) {
      const form = { grant_type, code: 'x', refresh_token: 'x', redirect_uri: 'x', code_verifier: 'x' };
      expect(await askWith(await assertion(), form)).toEqual({ status: 400, error: 'invalid_request' });
    }
  });
});

describe('the public client of citizens', () => {
  it('cannot use client credentials', async () => {
    expect(await askToken({ client_id: 'yihao-portal' })).toEqual({ status: 400, error: 'invalid_request' });
  });

  it('cannot present an assertion of a bureau', async () => {
    const mixed = { client_id: 'yihao-portal' };
    expect((await askWith(await assertion(), mixed)).status).toBe(400);
    expect(await askWith(await assertion({ iss: 'yihao-portal', sub: 'yihao-portal' }))).toEqual(refused);
  });
});

describe('a client assertion', () => {
  it('is accepted when all is right', async () => {
    expect(await askWith(await assertion())).toEqual(granted);
  });

  const wrong: Record<string, () => Promise<string>> = {
    'of another bureau’s key': () => assertion({}, health.privateJwk),
    'of a key nobody has registered, under a registered id': async () => {
      const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
      return assertion({}, { ...(await exportJWK(privateKey)), alg: 'EdDSA', kid: privateJwk.kid ?? '' });
    },
    'of another kind of key': async () => {
      const { privateKey } = await generateKeyPair('ES256', { extractable: true });
      return assertion({}, { ...(await exportJWK(privateKey)), alg: 'ES256', kid: privateJwk.kid ?? '' });
    },
    'for another audience': () => assertion({ aud: 'https://elsewhere.example' }),
    'for the token endpoint’s address': () => assertion({ aud: `${issuer.url}/token` }),
    'for several audiences': () => assertion({ aud: [issuer.url, 'https://elsewhere.example'] }),
    'without audience': () => assertion({ aud: undefined }),
    // The provider allows clocks to be 15 seconds apart.
    expired: () => assertion({ exp: seconds() - 16 }),
    'without an end': () => assertion({ exp: undefined }),
    'good for an hour': () => assertion({ exp: seconds() + 3_600 }),
    'not yet valid': () => assertion({ nbf: seconds() + 60 }),
    'without jti': () => assertion({ jti: undefined }),
    'without sub': () => assertion({ sub: undefined }),
    'issued by another bureau': () => assertion({ iss: health.client }),
    'without a signature': async () => {
      const [, payload] = (await assertion()).split('.');
      const header = Buffer.from('{"alg":"none"}').toString('base64url');
      return `${header}.${payload}.`;
    },
    'signed with the public key as a secret': async () => {
      const pem = createPublicKey({ key: privateJwk as JsonWebKey, format: 'jwk' });
      const [, payload] = (await assertion()).split('.');
      const header = Buffer.from('{"alg":"HS256"}').toString('base64url');
      const secret = pem.export({ type: 'spki', format: 'pem' });
      const mac = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
      return `${header}.${payload}.${mac}`;
    },
  };

  it.each(Object.keys(wrong))('is refused %s', async (name) => {
    const made = await wrong[name]?.();
    expect(await askWith(made ?? '')).toEqual(refused);
  });

  it('is good once, also after the issuer has new keys', async () => {
    const once = await assertion();
    expect(await askWith(once)).toEqual(granted);
    expect(await askWith(once)).toEqual(refused);
    await issuer.rotateKeys();
    expect(await askWith(once)).toEqual(refused);
  });

  it('is good once when it comes many times at once', async () => {
    const once = await assertion();
    const answers = await Promise.all(Array.from({ length: 12 }, () => askWith(once)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('may have the id of another bureau’s', async () => {
    const jti = randomUUID();
    const { client: iss, privateJwk: key } = health;
    expect(await askWith(await assertion({ jti }))).toEqual(granted);
    expect(await askWith(await assertion({ jti, iss, sub: iss }, key))).toEqual(granted);
  });
});

describe('a secret', () => {
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`,
  });

  it.each(['secret', 'undefined'])('lets no bureau in (%s)', async (secret) => {
    expect(await askToken({}, basic(secret))).toEqual(refused);
    // The form's client_secret is not even read: what is left is a bureau that shows nothing.
    expect(await askToken({ client_id: client, client_secret: secret })).toEqual(refused);
  });

  it('is not what the issuer offers', async () => {
    const answer = await fetch(`${issuer.url}/.well-known/openid-configuration`);
    const document = (await answer.json()) as Record<string, string[]>;
    expect(document['token_endpoint_auth_methods_supported']).toEqual(['none', 'private_key_jwt']);
    const algorithms = document['token_endpoint_auth_signing_alg_values_supported'] ?? [];
    expect(algorithms).toContain('EdDSA');
    expect(algorithms.filter((name) => /^HS|none/i.test(name))).toEqual([]);
  });

  it('is not replaced by the name alone', async () => {
    expect(await askToken({ client_id: client })).toEqual(refused);
  });
});
