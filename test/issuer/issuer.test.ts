// The issuer as its clients and the gateway meet it: discovery, the code exchange, its refusals, keys.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet, type JWTVerifyResult } from 'jose';
import { createIssuer, type Issuer } from '../../scripts/issuer/issuer.js';
import { subjectOf } from '../../scripts/issuer/persona.js';
import {
  authorizationUrl,
  gatewayAudience,
  locationOf,
  obtainCode,
  openLogin,
  personas,
  portalCallback,
  redeemCode,
  refresh,
  submitLogin,
  tokensOf,
} from './browser-login.js';

let issuer: Issuer;

beforeAll(async () => {
  issuer = await createIssuer({ port: 0, audience: gatewayAudience, personas });
});
afterAll(() => issuer.stop());

async function loadJwks(): Promise<JSONWebKeySet> {
  return (await (await fetch(`${issuer.url}/jwks`)).json()) as JSONWebKeySet;
}

async function verifyAsGateway(token: string): Promise<JWTVerifyResult> {
  return jwtVerify(token, createLocalJWKSet(await loadJwks()), {
    issuer: issuer.url,
    audience: gatewayAudience,
    typ: 'at+jwt',
    algorithms: ['ES256', 'EdDSA', 'RS256'],
    requiredClaims: ['sub', 'exp', 'iat', 'jti', 'client_id'],
  });
}

async function accessToken(form?: Record<string, string>): Promise<string> {
  return (await tokensOf(redeemCode(issuer.url, await obtainCode(issuer.url, form)))).access_token;
}

async function errorOf(answer: Response): Promise<unknown> {
  return ((await answer.json()) as { error: unknown }).error;
}

describe('discovery document', () => {
  it('names the issuer, its endpoints and only the flows that it supports', async () => {
    const answer = await fetch(`${issuer.url}/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({
      issuer: issuer.url,
      authorization_endpoint: `${issuer.url}/auth`,
      token_endpoint: `${issuer.url}/token`,
      jwks_uri: `${issuer.url}/jwks`,
      end_session_endpoint: `${issuer.url}/session/end`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      authorization_response_iss_parameter_supported: true,
    });
  });

  it('publishes public keys only', async () => {
    for (const key of (await loadJwks()).keys) expect(key).not.toHaveProperty('d');
  });
});

describe('authorization code with PKCE', () => {
  it('gives the portal its state back together with a code and the issuer', async () => {
    const landed = await submitLogin(await openLogin(issuer.url), { persona: 'retiree' });
    expect(landed.href.startsWith(`${portalCallback}?`)).toBe(true);
    expect(landed.searchParams.get('state')).toBe('state-of-the-portal');
    expect(landed.searchParams.get('iss')).toBe(issuer.url);
  });

  it('ends in an access token that the gateway can verify', async () => {
    const tokens = await tokensOf(redeemCode(issuer.url, await obtainCode(issuer.url)));
    const { payload, protectedHeader } = await verifyAsGateway(tokens.access_token);
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({
      sub: subjectOf('11010519491231002X'),
      client_id: 'yihao-portal',
      real_name_level: 'L3',
    });
    expect(tokens.expires_in).toBe(900);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
  });

  it('puts neither name nor number in any token', async () => {
    const tokens = await tokensOf(redeemCode(issuer.url, await obtainCode(issuer.url)));
    for (const token of [tokens.access_token, tokens.id_token]) {
      const written = JSON.stringify(decodeJwt(token));
      expect(written).not.toContain('11010519491231002');
      expect(written).not.toContain('张建国');
      expect(written).not.toContain('19491231');
    }
  });

  it('carries the level that was chosen for a number, and L3 where none was', async () => {
    const residentId = '11010519491231002X';
    expect(decodeJwt(await accessToken({ residentId, level: 'L4' }))['real_name_level']).toBe('L4');
    expect(decodeJwt(await accessToken({ residentId }))['real_name_level']).toBe('L3');
  });

  it('gives a number in lower case and the persona with that number the same subject', async () => {
    const typed = decodeJwt(await accessToken({ residentId: '11010519491231002x' }));
    expect(typed.sub).toBe(decodeJwt(await accessToken()).sub);
  });

  it('lets the origins of the redirect addresses, and no other, read the token answer', async () => {
    const allowedOrigin = async (origin: string) => {
      const answer = await fetch(`${issuer.url}/token`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          client_id: 'yihao-portal',
          refresh_token: 'x',
        }),
      });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await allowedOrigin('http://127.0.0.1:4000')).toBe('http://127.0.0.1:4000');
    expect(await allowedOrigin('http://127.0.0.1:5000')).toBeNull();
  });
});

describe('refusals', () => {
  it('refuses a request without a code challenge', async () => {
    const answer = await fetch(
      authorizationUrl(issuer.url, 'v', { code_challenge: '', code_challenge_method: '' }),
      {
        redirect: 'manual',
      },
    );
    expect(new URL(locationOf(answer)).searchParams.get('error')).toBe('invalid_request');
  });

  it('refuses a plain code challenge', async () => {
    const answer = await fetch(authorizationUrl(issuer.url, 'v', { code_challenge_method: 'plain' }), {
      redirect: 'manual',
    });
    expect(new URL(locationOf(answer)).searchParams.get('error')).toBe('invalid_request');
  });

  it('refuses a code with the wrong verifier', async () => {
    const login = await obtainCode(issuer.url);
    const answer = await redeemCode(issuer.url, { ...login, verifier: 'w'.repeat(43) });
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toBe('invalid_grant');
  });

  it('never sends the browser to an address that is not registered', async () => {
    const answer = await fetch(
      authorizationUrl(issuer.url, 'v', { redirect_uri: `${portalCallback}/../evil` }),
      {
        redirect: 'manual',
        headers: { accept: 'text/html' },
      },
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).not.toMatch(/node_modules|\.js:\d/);
  });

  it('refuses a code at another redirect address than it was issued for', async () => {
    const redirectUri = 'http://127.0.0.1:4000/explorer/';
    const answer = await redeemCode(issuer.url, await obtainCode(issuer.url), { redirect_uri: redirectUri });
    expect(await errorOf(answer)).toBe('invalid_grant');
  });

  it('refuses a code used twice and revokes what the first use gave', async () => {
    const login = await obtainCode(issuer.url);
    const tokens = await tokensOf(redeemCode(issuer.url, login));
    expect(await errorOf(await redeemCode(issuer.url, login))).toBe('invalid_grant');
    expect(await errorOf(await refresh(issuer.url, tokens.refresh_token))).toBe('invalid_grant');
  });

  it('accepts one of many simultaneous uses of a code', async () => {
    const login = await obtainCode(issuer.url);
    const answers = await Promise.all(Array.from({ length: 8 }, () => redeemCode(issuer.url, login)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('refuses a token for another audience', async () => {
    const answer = await fetch(authorizationUrl(issuer.url, 'v', { resource: 'https://elsewhere.example' }), {
      redirect: 'manual',
    });
    expect(new URL(locationOf(answer)).searchParams.get('error')).toBe('invalid_target');
  });

  it('refuses a request under another host name, as after DNS rebinding', async () => {
    const byName = issuer.url.replace('127.0.0.1', 'localhost');
    expect((await fetch(`${byName}/.well-known/openid-configuration`)).status).toBe(421);
  });
});

describe('refresh tokens', () => {
  it('keep subject and level, and are exchanged at every use', async () => {
    const first = await tokensOf(
      redeemCode(issuer.url, await obtainCode(issuer.url, { persona: 'student' })),
    );
    const second = await tokensOf(refresh(issuer.url, first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const { payload } = await verifyAsGateway(second.access_token);
    expect(payload).toMatchObject({ sub: subjectOf('341202199003070025'), real_name_level: 'L2' });
  });

  it('are all revoked when an old one comes back', async () => {
    const first = await tokensOf(redeemCode(issuer.url, await obtainCode(issuer.url)));
    const second = await tokensOf(refresh(issuer.url, first.refresh_token));
    expect(await errorOf(await refresh(issuer.url, first.refresh_token))).toBe('invalid_grant');
    expect(await errorOf(await refresh(issuer.url, second.refresh_token))).toBe('invalid_grant');
  });

  it('survive a rotation of the signing keys', async () => {
    const first = await tokensOf(redeemCode(issuer.url, await obtainCode(issuer.url)));
    await issuer.rotateKeys();
    const second = await tokensOf(refresh(issuer.url, first.refresh_token));
    await expect(verifyAsGateway(second.access_token)).resolves.toBeDefined();
  });
});

describe('signing keys', () => {
  it('sign with a new key id after a rotation', async () => {
    const before = await verifyAsGateway(await accessToken());
    await issuer.rotateKeys();
    const after = await verifyAsGateway(await accessToken());
    expect(after.protectedHeader.kid).not.toBe(before.protectedHeader.kid);
    expect((await loadJwks()).keys).toHaveLength(2);
  });

  it('verify an old token after one rotation and not after two', async () => {
    const token = await accessToken();
    await issuer.rotateKeys();
    await expect(verifyAsGateway(token)).resolves.toBeDefined();
    await issuer.rotateKeys();
    await expect(verifyAsGateway(token)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  it('may rotate while somebody is at the login form', async () => {
    const login = await openLogin(issuer.url);
    await issuer.rotateKeys();
    const code = (await submitLogin(login, { persona: 'retiree' })).searchParams.get('code') ?? '';
    await issuer.rotateKeys();
    const tokens = await tokensOf(redeemCode(issuer.url, { ...login, code }));
    await expect(verifyAsGateway(tokens.access_token)).resolves.toBeDefined();
  });
});

describe('starting', () => {
  const options = { port: 0, audience: gatewayAudience, personas };

  it('is refused in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(createIssuer(options)).rejects.toThrow(/NODE_ENV=production/);
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  it('is refused on a host that others can reach', async () => {
    await expect(createIssuer({ ...options, host: '0.0.0.0' })).rejects.toThrow(
      /127\.0\.0\.1 only, not on 0\.0\.0\.0/,
    );
  });

  it('is refused for an audience that is no absolute URI', async () => {
    await expect(createIssuer({ ...options, audience: 'gateway' })).rejects.toThrow(/absolute URI/);
  });

  it('says which port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(createIssuer({ ...options, port })).rejects.toThrow(`127.0.0.1:${port}: the port is in use`);
    await new Promise((resolve) => other.close(resolve));
  });

  it('allows the redirect addresses given, instead of its own', async () => {
    const other = await createIssuer({ ...options, redirectUris: ['http://127.0.0.1:5000/callback'] });
    const status = async (redirect_uri: string) =>
      (await fetch(authorizationUrl(other.url, 'v', { redirect_uri }), { redirect: 'manual' })).status;
    expect(await status('http://127.0.0.1:5000/callback')).toBe(303);
    expect(await status(`${other.url}/cli`)).toBe(303);
    expect(await status(portalCallback)).toBe(400);
    await other.stop();
  });
});
