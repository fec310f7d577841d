import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import { createIssuer, type Issuer } from '../../scripts/issuer/issuer.js';
import { gatewayAudience, personas } from './browser-login.js';

const origin = 'http://127.0.0.1:4000';
let issuer: Issuer;

beforeAll(async () => {
  issuer = await createIssuer({
    port: 0,
    audience: gatewayAudience,
    personas,
    developmentBureaus,
    findBureau: async (client) => developmentBureaus.find(({ bureau }) => bureau.client === client)?.bureau,
  });
});
afterAll(() => issuer.stop());

interface DeskAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function ask(path: string, value?: unknown, headers: Record<string, string> = {}): Promise<DeskAnswer> {
  const response = await fetch(`${issuer.url}/development/${path}`, {
    method: value === undefined ? 'GET' : 'POST',
    headers: { origin, ...(value !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(value !== undefined && { body: JSON.stringify(value) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as never };
}

const statement = {
  client: 'education',
  purpose: 'SCHOOL_ADMISSION',
  item: 'SCHOOL-ADMISSION',
  caseNumber: 'C-1',
};

describe('the desk for bureaus', () => {
  it('lists the bureaus with their grants and without their keys', async () => {
    const { status, body, headers } = await ask('bureaus');
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(JSON.stringify(body)).toContain('G-2026-0004');
    expect(JSON.stringify(body)).not.toMatch(/"(?:d|x|keys|privateJwk)"/);
  });

  it('gives a bureau’s token, for the gateway', async () => {
    const { body } = await ask('bureau-token', { client: 'education' });
    expect(decodeJwt(body['accessToken'] as string)).toMatchObject({
      sub: 'education',
      aud: gatewayAudience,
    });
  });

  it('signs a request over its body, with who answers for it', async () => {
    const body = '{"query":"{ 市 }"}';
    const official = { id: '1', post: '窗口', terminal: 'W1' };
    const signed = await ask('request-object', { ...statement, official, body });
    expect(decodeJwt(signed.body['requestObject'] as string)).toMatchObject({
      iss: 'education',
      aud: gatewayAudience,
      case: 'C-1',
      official,
      body: createHash('sha256').update(body).digest('base64url'),
    });
  });

  it.each([
    ['another site', { origin: 'https://example.com' }],
    ['another server of this machine', { origin: 'http://127.0.0.1:9999' }],
    ['a sandboxed page', { origin: 'null' }],
  ])('gives %s nothing, not even an answer that it could read', async (_who, headers) => {
    const { status, headers: answered } = await ask('request-object', { ...statement, body: '{}' }, headers);
    expect(status).toBe(403);
    expect(answered.get('access-control-allow-origin')).toBeNull();
  });

  it('wants what a browser asks about first', async () => {
    const value = { ...statement, body: '{}' };
    expect((await ask('request-object', value, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it.each([
    ['bureau-token', { client: 'nobody' }, 404],
    ['bureau-token', { client: 5 }, 400],
    ['request-object', { ...statement }, 400],
    ['request-object', { ...statement, body: 'x'.repeat(300_000) }, 413],
    ['elsewhere', {}, 404],
  ])('says what is wrong with %s', async (path, value, status) => {
    const answer = await ask(path, value);
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toEqual(expect.any(String));
  });

  it('isn’t there unless it was asked for', async () => {
    const plain = await createIssuer({ port: 0, audience: gatewayAudience, personas });
    const { status } = await fetch(`${plain.url}/development/bureaus`, { headers: { origin } });
    await plain.stop();
    expect(status).toBe(404);
  });
});
