// Tokens for command lines: the login without a browser, and the command that prints one.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { createIssuer, type Issuer } from '../../scripts/issuer/issuer.js';
import { loginCitizen } from '../../scripts/issuer/login.js';
import { subjectOf } from '../../scripts/issuer/persona.js';
import { gatewayAudience, personas, refresh } from './browser-login.js';

let issuer: Issuer;
let deadUrl: string;

beforeAll(async () => {
  issuer = await createIssuer({ port: 0, audience: gatewayAudience, personas });
  deadUrl = await addressNobodyAnswersAt();
});
afterAll(() => issuer.stop());

async function addressNobodyAnswersAt(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

interface Outcome {
  code: number | string;
  stdout: string;
  stderr: string;
}

function runToken(args: string[], issuerUrl = issuer.url): Promise<Outcome> {
  const script = fileURLToPath(new URL('../../scripts/token.js', import.meta.url));
  const env = { ...process.env, OIDC_ISSUER: issuerUrl };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

describe('loginCitizen', () => {
  it('logs in the first persona when nobody is named', async () => {
    const { accessToken, expiresInSeconds } = await loginCitizen(issuer.url);
    expect(decodeJwt(accessToken)).toMatchObject({
      sub: subjectOf('11010519491231002X'),
      aud: gatewayAudience,
      real_name_level: 'L3',
    });
    expect(expiresInSeconds).toBe(900);
  });

  it('logs in a persona by key at her own level, or at the level asked for', async () => {
    const own = await loginCitizen(issuer.url, { who: 'student' });
    const asked = await loginCitizen(issuer.url, { who: 'student', level: 'L4' });
    expect(decodeJwt(own.accessToken)).toMatchObject({ real_name_level: 'L2' });
    expect(decodeJwt(asked.accessToken)).toMatchObject({ real_name_level: 'L4' });
    expect(decodeJwt(own.accessToken).sub).toBe(decodeJwt(asked.accessToken).sub);
  });

  it('logs in anybody by number', async () => {
    const { accessToken } = await loginCitizen(issuer.url, { who: '11010519491231002x', level: 'L1' });
    expect(decodeJwt(accessToken)).toMatchObject({
      sub: subjectOf('11010519491231002X'),
      real_name_level: 'L1',
    });
  });

  it('returns a refresh token that works', async () => {
    const { refreshToken } = await loginCitizen(issuer.url);
    expect((await refresh(issuer.url, refreshToken ?? '')).status).toBe(200);
  });

  it('lists the known personas when the name is unknown', async () => {
    await expect(loginCitizen(issuer.url, { who: 'nobody' })).rejects.toThrow(
      'No such persona. Known personas: retiree, student.',
    );
  });

  it('says what is wrong with a number without repeating it', async () => {
    const message = await loginCitizen(issuer.url, { who: '110105194912310021' }).catch(String);
    expect(message).toMatch(/^Error: \S+/);
    expect(message).not.toContain('110105194912310021');
    expect(message).not.toContain('persona');
  });

  it('is refused for a client that does not exist', async () => {
    await expect(loginCitizen(issuer.url, { clientId: 'nobody' })).rejects.toThrow(
      /refused the login \(HTTP 400\)/,
    );
  });

  it('says how to start the city when no issuer answers', async () => {
    await expect(loginCitizen(deadUrl)).rejects.toThrow(
      `No issuer answers at ${deadUrl}: start the city with \`npm start\`.`,
    );
  });
});

describe('token command', () => {
  it('prints exactly a token and a newline', async () => {
    const { code, stdout, stderr } = await runToken(['citizen', 'student', '--level', 'L1']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(decodeJwt(stdout.trim())).toMatchObject({ real_name_level: 'L1' });
  });

  it('fails with one line on stderr and nothing on stdout', async () => {
    expect(await runToken(['citizen', 'nobody'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'No such persona. Known personas: retiree, student.\n',
    });
    const dead = await runToken(['citizen'], deadUrl);
    expect(dead).toMatchObject({ code: 1, stdout: '' });
    expect(dead.stderr).toMatch(/^No issuer answers at [^\n]+ `npm start`\.\n$/);
  });

  it.each([
    [[]],
    [['mayor']],
    [['toString']],
    [['citizen', '--level', 'L9']],
    [['citizen', 'a', 'b']],
    [['citizen', '--x']],
  ])('explains its usage for %j', async (args: string[]) => {
    const { code, stdout, stderr } = await runToken(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: [^\n]+\n$/);
  });
});
