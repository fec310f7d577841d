// The commands for trying bureaus out: a bureau's token, and the request object for a body on standard input.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createRequestObjectVerifier } from '../../gateway/auth/verify-request-object.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import { createIssuer, type Issuer } from '../../scripts/issuer/issuer.js';
import { gatewayAudience, personas } from './browser-login.js';

let issuer: Issuer;

beforeAll(async () => {
  const bureaus = developmentBureaus.map(({ bureau }) => bureau);
  const findBureau = async (client: string) => bureaus.find((bureau) => bureau.client === client);
  issuer = await createIssuer({ port: 0, audience: gatewayAudience, personas, findBureau });
});
afterAll(() => issuer.stop());

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function run(script: string, args: string[], input: string | Uint8Array = ''): Promise<Outcome> {
  const path = fileURLToPath(new URL(`../../scripts/${script}.js`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...process.env, OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: gatewayAudience },
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  // A command that refuses its arguments doesn't wait for what it isn't going to read.
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, stdout, stderr };
}

const [first, second] = developmentBureaus;
if (!first || !second) throw new Error('the development city has too few bureaus');
const known = developmentBureaus.map(({ bureau }) => bureau.client).join(', ');
const unknownBureau = { code: 1, stdout: '', stderr: `No such bureau. Known bureaus: ${known}.\n` };

describe('token command for bureaus', () => {
  it.each([
    ['the first bureau when none is named', [], first],
    ['the bureau that is named', [second.bureau.client], second],
  ])('prints a token of %s', async (_which, args: string[], { bureau }) => {
    const { code, stdout, stderr } = await run('token', ['bureau', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(decodeJwt(stdout.trim())).toMatchObject({ sub: bureau.client, client_id: bureau.client });
  });

  it('lists the known bureaus when the name is unknown', async () => {
    expect(await run('token', ['bureau', 'nobody'])).toEqual(unknownBureau);
  });

  it.each([[['bureau', 'a', 'b']], [['bureau', '--x']]])(
    'explains its usage for %j',
    async (args: string[]) => {
      const { code, stdout, stderr } = await run('token', args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^Usage: [^\n]+\n$/);
    },
  );
});

describe('request object command', () => {
  const statement = [
    '--purpose',
    'SCHOOL_ADMISSION',
    '--item',
    'SCHOOL-ADMISSION',
    '--case',
    '（2026）阜教001号',
  ];
  const official = ['--official-id', 'FY-0417', '--official-post', '审核岗', '--official-terminal', 'T-12'];
  const verifyRequestObject = createRequestObjectVerifier({
    audience: gatewayAudience,
    purposes: new Set(['SCHOOL_ADMISSION']),
  });
  const stated = { purpose: 'SCHOOL_ADMISSION', item: 'SCHOOL-ADMISSION', caseNumber: '（2026）阜教001号' };

  it('prints what the gateway accepts for exactly the bytes that were read', async () => {
    const body = Uint8Array.of(0, 255, 13, 10, 10, 226, 130);
    const { code, stdout, stderr } = await run('request-object', statement, body);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await verifyRequestObject(stdout.trim(), first.bureau, body)).toEqual(stated);
  });

  it('signs for the bureau that is named, and names the official', async () => {
    const args = [second.bureau.client, ...statement, ...official];
    const { stdout } = await run('request-object', args, '{}\n');
    expect(decodeProtectedHeader(stdout.trim()).kid).toBe(second.privateJwk.kid);
    expect(await verifyRequestObject(stdout.trim(), second.bureau, Buffer.from('{}\n'))).toEqual({
      ...stated,
      official: { id: 'FY-0417', post: '审核岗', terminal: 'T-12' },
    });
  });

  it('makes another one each time, good for five minutes', async () => {
    const outcomes = [
      await run('request-object', statement, '{}'),
      await run('request-object', statement, '{}'),
    ];
    const claims = outcomes.map(({ stdout }) => decodeJwt(stdout.trim()));
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(2);
    for (const { iat = 0, exp = 0 } of claims) expect(exp - iat).toBe(300);
  });

  it('fails with one line and nothing on stdout', async () => {
    expect(await run('request-object', ['nobody', ...statement], '{}')).toEqual(unknownBureau);
    expect(await run('request-object', statement)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'No body on standard input.\n',
    });
  });

  it.each([
    [[]],
    [statement.slice(2)],
    [statement.slice(0, 4)],
    [['a', 'b', ...statement]],
    [[...statement, '--x']],
    [[...statement, ...official.slice(2)]],
  ])('explains its usage for %j', async (args: string[]) => {
    const { code, stdout, stderr } = await run('request-object', args, '{}');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: [^\n]+\n$/);
  });
});
