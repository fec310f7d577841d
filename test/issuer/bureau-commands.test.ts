// The commands for trying bureaus out: a bureau's token, and the request object for a body on standard input.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  jwtVerify,
  type JWK,
} from 'jose';
import { createRequestObjectVerifier } from '../../gateway/auth/verify-request-object.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import type { BureauClient } from '../../scripts/issuer/bureau-client.js';
import { createIssuer, type Issuer } from '../../scripts/issuer/issuer.js';
import { gatewayAudience, personas } from './browser-login.js';

let issuer: Issuer;
let directory: string;
/** Registered while the issuer runs. */
const bureaus = developmentBureaus.map(({ bureau }): BureauClient => bureau);

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'yihao-bureau-'));
  const findBureau = async (client: string) => bureaus.find((bureau) => bureau.client === client);
  issuer = await createIssuer({ port: 0, audience: gatewayAudience, personas, findBureau });
});
afterAll(async () => {
  await issuer.stop();
  rmSync(directory, { recursive: true, force: true });
});

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function run(script: string, args: string[], input: string | Uint8Array = ''): Promise<Outcome> {
  const path = fileURLToPath(new URL(`../../scripts/${script}.js`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    cwd: directory,
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
const unknownBureau = {
  code: 1,
  stdout: '',
  stderr: `This bureau has no key here: make one with "npm run bureau-key", or take a bureau of the development city: ${known}.\n`,
};

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

describe('bureau key command', () => {
  const keyFile = (client: string): string => join(directory, '.yihao/bureaus', `${client}.jwk`);
  const privateKeyOf = (client: string) => JSON.parse(readFileSync(keyFile(client), 'utf8')) as JWK;

  it('keeps the private key for its owner alone and prints the public one, named by its thumbprint', async () => {
    const { code, stdout, stderr } = await run('bureau-key', ['school']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const publicJwk = JSON.parse(stdout) as JWK;
    const { d, ...rest } = privateKeyOf('school');
    expect(d).toMatch(/^[\w-]{43}$/);
    expect(publicJwk).toEqual(rest);
    expect(publicJwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' });
    expect(publicJwk.kid).toBe(await calculateJwkThumbprint(publicJwk));
    expect(statSync(keyFile('school')).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, '.yihao/bureaus')).mode & 0o777).toBe(0o700);
  });

  it('makes the key that the other commands use as soon as it is registered', async () => {
    const { stdout } = await run('bureau-key', ['college-2']);
    expect((await run('token', ['bureau', 'college-2'])).stderr).toMatch(/refused the bureau/);
    bureaus.push({ client: 'college-2', keys: [JSON.parse(stdout) as Record<string, unknown>] });
    const token = await run('token', ['bureau', 'college-2']);
    expect(decodeJwt(token.stdout.trim()).sub).toBe('college-2');
    const statement = ['--purpose', 'SCHOOL_ADMISSION', '--item', 'SCHOOL-ADMISSION', '--case', 'A-001'];
    const signed = await run('request-object', ['college-2', ...statement], '{}');
    const { payload } = await jwtVerify(signed.stdout.trim(), await importJWK(JSON.parse(stdout) as JWK));
    expect(payload).toMatchObject({ iss: 'college-2', case: 'A-001' });
  });

  it('never replaces a key', async () => {
    await run('bureau-key', ['clinic']);
    const before = privateKeyOf('clinic');
    const { code, stdout, stderr } = await run('bureau-key', ['clinic']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^\S*clinic\.jwk holds a key already[^\n]*\n$/);
    expect(privateKeyOf('clinic')).toEqual(before);
  });

  it.each(['../school', 'School', 's', '学校', 'a'.repeat(33), 'a/b', first.bureau.client])(
    'refuses the name %j',
    async (name) => {
      const { code, stdout, stderr } = await run('bureau-key', [name]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*name[^\n]*\n$/);
    },
  );

  it('does not repeat a key file that it cannot read', async () => {
    await run('bureau-key', ['broken']);
    writeFileSync(keyFile('broken'), '{"d":"very-secret"');
    const { code, stderr } = await run('token', ['bureau', 'broken']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/holds no private key/);
    expect(stderr).not.toContain('secret');
  });

  it.each([[[]], [['a-a', 'b-b']], [['--x']]])('explains its usage for %j', async (args: string[]) => {
    const { code, stdout, stderr } = await run('bureau-key', args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: [^\n]+\n$/);
  });
});
