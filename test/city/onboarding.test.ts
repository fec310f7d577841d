// The path of a partner bureau as its guide has it, from a key pair to the first look-up, run as it is written there.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFileGrantStore } from '../../gateway/access/file-grant-store.js';
import { sharedCity, startTestGateway, type Answer, type TestGateway } from '../support/shared-city.js';

const projectUrl = new URL('../../../', import.meta.url);
const addressInGuide = 'http://127.0.0.1:4000';

let gateway: TestGateway;
let workingCopy: string;

beforeAll(async () => {
  workingCopy = mkdtempSync(join(tmpdir(), 'yihao-onboarding-'));
  for (const folder of ['dist', 'schema']) {
    symlinkSync(fileURLToPath(new URL(folder, projectUrl)), join(workingCopy, folder));
  }
  // Compiled already: compiling again would replace what other tests run from.
  const manifest = JSON.parse(readFileSync(new URL('package.json', projectUrl), 'utf8')) as {
    scripts: object;
  };
  const scripts = { ...manifest.scripts, build: 'true' };
  writeFileSync(join(workingCopy, 'package.json'), JSON.stringify({ ...manifest, scripts }));
  gateway = await startTestGateway();
});

afterAll(async () => {
  await gateway.stop();
  rmSync(workingCopy, { recursive: true, force: true });
});

/** All commands of a guide, in order. */
function commandsOf(guide: string): string {
  const page = readFileSync(new URL(`schema/guides/${guide}.md`, projectUrl), 'utf8');
  return [...page.matchAll(/^```(?:sh|ts)\n(.*?)^```$/gms)].map(([, commands]) => commands).join('\n');
}

async function paste(commands: string): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const { issuerUrl, gatewayEnvironment } = sharedCity();
  const bash = spawn('bash', ['-e', '-c', commands], {
    cwd: workingCopy,
    env: {
      ...process.env,
      OIDC_ISSUER: issuerUrl,
      GRANTS_FILE: gatewayEnvironment['GRANTS_FILE'],
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => bash.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(bash.stdout), text(bash.stderr), closed]);
  return { stdout, stderr, code };
}

describe('the path of a partner bureau in its guide', () => {
  it('leads from a key pair to a masked answer, which a revoked grant ends', async () => {
    const commands = commandsOf('bureau');
    expect(commands).toContain(`${addressInGuide}/graphql`);
    const { stdout, stderr, code } = await paste(commands.replaceAll(addressInGuide, gateway.url));
    expect({ code, stderr }).toMatchObject({ code: 0 });

    const [before, after, ...more] = [...stdout.matchAll(/^\{.*\}/gm)].map(
      ([json]) => JSON.parse(json) as Answer<{ citizen: Record<string, unknown> }>,
    );
    expect(more).toEqual([]);
    expect(before?.data?.citizen).toEqual({
      name: '李**',
      residentId: '3****************5',
      hukouHousehold: { address: expect.stringMatching(/\*\*\*\*$/) },
      realEstateRights: [{ certificateNumber: expect.stringContaining('****') }],
      pension: null,
    });
    const extension = before?.extensions?.yihao;
    expect(extension?.masked).toEqual(expect.arrayContaining(['Citizen.name', 'Citizen.residentId']));
    expect(extension?.absences).toMatchObject([
      { coordinate: 'Citizen.pension', reason: 'NOT_AUTHORISED', paths: [['citizen', 'pension']] },
    ]);

    expect(after?.data).toBeUndefined();
    expect(after?.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_AUTHORISED']);
    expect(after?.errors?.[0]?.message).toMatch(/grant G-\d{4}-\d{4} is revoked/);
  }, 120_000);

  it('leaves the bureau registered, and its grant with who decided what', async () => {
    const { bureaus, grants } = await createFileGrantStore(
      sharedCity().gatewayEnvironment['GRANTS_FILE'] ?? '',
    ).load();
    expect(bureaus.find(({ client }) => client === 'school')?.name.en).toBe('Model School');
    const [grant] = grants.filter(({ bureau }) => bureau === 'school');
    expect(grant?.history.map(({ by, status }) => `${by} ${status}`)).toEqual([
      ...['school REQUESTED', 'data-administration APPROVED', 'data-administration REVOKED'],
    ]);
  });
});

describe('a guide', () => {
  it.each(['front-end', 'mini-program', 'bureau'])('has the same commands in both languages: %s', (guide) => {
    const commands = commandsOf(guide);
    expect(commands).not.toBe('');
    expect(commandsOf(`${guide}.zh`)).toBe(commands);
  });
});
