// `npm run grants` and `npm run catalogue`, as a person at a terminal uses them.
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFileGrantStore } from '../../gateway/access/file-grant-store.js';
import type { Grant } from '../../gateway/access/grant.js';
import { openPostgresGrantStore } from '../../gateway/access/postgres-grant-store.js';
import { startPostgres } from '../support/postgres.js';
import { fillWithExample } from './stored-example.js';

let directory: string;
let file: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'yihao-grants-command-'));
  file = join(directory, 'grants.json');
  await createFileGrantStore(file).change(fillWithExample);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(script: string, args: string[], environment: Record<string, string> = { GRANTS_FILE: file }) {
  const path = fileURLToPath(new URL(`../../scripts/${script}.js`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'], ...environment },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const grants = (...args: string[]) => run('grants', args);

const request = [
  ...['request', '--bureau', 'culture', '--resources', 'population.identity,land.unit'],
  ...[
    '--purposes',
    'REAL_ESTATE_REGISTRATION',
    '--items',
    'LIBRARY-CARD',
    '--basis',
    '《公共图书馆法》第三十三条',
  ],
  ...['--from', '2026-11-01', '--to', '2027-10-31'],
];

describe('npm run grants', () => {
  it('lists the grants of all bureaus or of one, with those that have expired', () => {
    const all = grants('list');
    expect(all).toMatchObject({ status: 0, stderr: '' });
    const lines = all.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(
      /^G-2025-0001 +education +EXPIRED +masked +- +kept +2025-01-01\/2025-12-31 +SCHOOL_ADMISSION/,
    );
    const one = grants('list', '--bureau', 'housing').stdout.trimEnd().split('\n');
    expect(one).toHaveLength(2);
    expect(one[1]).toMatch(/^G-2026-0004 +housing +APPROVED +clear +required +live /);
    expect(one[1]?.indexOf('housing')).toBe(one[0]?.indexOf('BUREAU'));
  });

  it('takes a grant from its request to its end, and writes down who did what', () => {
    const requested = grants(...request, '--clear', '--official-required', '--live');
    expect(requested).toMatchObject({ status: 0, stderr: '' });
    expect(requested.stdout).toMatch(/^G-2026-0005 +culture +REQUESTED +clear +required +live /m);
    for (const [action, state] of [
      ['approve', 'APPROVED'],
      ['suspend', 'SUSPENDED'],
      ['resume', 'APPROVED'],
      ['revoke', 'REVOKED'],
    ] as const) {
      const done = grants(action, 'G-2026-0005', '--by', '王主任', '--reason', `to ${action}`, '--json');
      expect(done.status).toBe(0);
      expect(JSON.parse(done.stdout)).toMatchObject([{ id: 'G-2026-0005', status: state, state }]);
    }
    const listed = JSON.parse(grants('list', '--bureau', 'culture', '--json').stdout) as Grant[];
    expect(listed[0]?.history.map(({ by, status }) => `${by} ${status}`)).toEqual([
      'culture REQUESTED',
      ...['王主任 APPROVED', '王主任 SUSPENDED', '王主任 APPROVED', '王主任 REVOKED'],
    ]);
  });

  it('registers a bureau, which can then ask for grants', () => {
    const own = { GRANTS_FILE: join(directory, 'own', 'grants.json') };
    const key = { ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }), kid: 'school-1' };
    writeFileSync(join(directory, 'school.jwk'), JSON.stringify(key));
    const register = [
      ...['register', '--bureau', 'school', '--name-zh', '示范学校', '--name-en', 'Model School'],
      ...['--credit-code', '12341200485000016L'],
    ];
    const done = run('grants', [...register, '--key', '@school.jwk'], own);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(done.stdout).toMatch(/^school +示范学校 +12341200485000016L +school-1$/m);
    const another = register.with(2, 'college');
    const asJson = run('grants', [...another, '--key', JSON.stringify(key), '--json'], own);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ client: 'college', keys: [{ kid: 'school-1' }] });
    expect(run('grants', [...request, '--bureau', 'school'], own).stdout).toMatch(/ school +REQUESTED/);
    for (const [wrong, message] of [
      ['{"kty":"OKP","d":"very-secret', /is no JSON Web Key/],
      ['@nowhere.jwk', /ENOENT/],
      [JSON.stringify(key), /already/],
    ] as const) {
      const { status, stdout, stderr } = run('grants', [...register, '--key', wrong], own);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/^yihao: [^\n]*\n$/);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('very-secret');
    }
  });

  it.each([
    ['of a bureau that nobody knows', [...request, '--bureau', 'nobody'], /"nobody"/],
    [
      'of a resource that is not shared',
      [...request, '--resources', 'population.photo'],
      /population\.photo/,
    ],
    ['without any resource', [...request, '--resources', ','], /resource/],
    ['to approve what is approved', ['approve', 'G-2026-0001', '--by', 'a', '--reason', 'b'], /is APPROVED/],
    [
      'without a reason in words',
      ['revoke', 'G-2026-0001', '--by', 'a', '--reason', ' '],
      /reason must not be empty/,
    ],
  ])('refuses a change %s in one line, with exit code 1', (_case, args, message) => {
    const { status, stdout, stderr } = grants(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^yihao: [^\n]*\n$/);
    expect(stderr).toMatch(message);
  });

  it.each([
    ['nothing', []],
    ['an unknown command', ['constructor']],
    ['an unknown flag', ['list', '--all']],
    ['a flag of another command', ['list', '--by', 'me']],
    ['a request without its validity', request.slice(0, -4)],
    ['no grant to approve', ['approve', '--by', 'a', '--reason', 'b']],
    ['two grants to approve', ['approve', 'G-2026-0001', 'G-2026-0002', '--by', 'a', '--reason', 'b']],
    ['nobody who is answerable', ['approve', 'G-2026-0001', '--reason', 'b']],
  ])('answers %s with one line and the usage, with exit code 2', (_case, args) => {
    const { status, stdout, stderr } = grants(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^yihao: [^\n]*\nUsage: npm run grants -- list/);
  });

  it('names the field of a file that is wrong', () => {
    const wrong = join(directory, 'wrong.json');
    writeFileSync(wrong, '{"bureaus":[],"grants":[{"id":"G-2026-0001"}]}');
    const { status, stderr } = run('grants', ['list'], { GRANTS_FILE: wrong });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^yihao: \S+wrong\.json: grants\.0 \(G-2026-0001\)\.bureau [^\n]*\n$/);
  });

  it('works on PostgreSQL by flag and by environment', async () => {
    const server = await startPostgres();
    try {
      const store = await openPostgresGrantStore(server.url);
      await store.change(fillWithExample);
      await store.close();
      const decision = ['revoke', 'G-2026-0004', '--by', 'a', '--reason', 'b'];
      expect(run('grants', [...decision, '--database-url', server.url], {}).status).toBe(0);
      const listed = run('grants', ['list', '--bureau', 'housing'], { GRANTS_DATABASE_URL: server.url });
      expect(listed.stdout).toMatch(/^G-2026-0004 +housing +REVOKED/m);
    } finally {
      await server.stop();
    }
  }, 60_000);
});

describe('npm run catalogue', () => {
  it('shows for each resource what each bureau gets', () => {
    const { status, stdout } = run('catalogue', []);
    expect(status).toBe(0);
    const cells = (id: string) =>
      stdout
        .split('\n')
        .find((line) => line.startsWith(`${id} `))
        ?.split(/ {2,}/);
    expect(cells('RESOURCE')).toEqual([
      'RESOURCE',
      'NAME',
      'CLASS',
      'culture',
      'education',
      'health',
      'housing',
    ]);
    expect(cells('land.right')?.slice(1)).toEqual(['不动产权利', 'CONDITIONAL', '-', 'masked', '-', 'clear']);
    expect(cells('social-security.contribution')?.slice(3)).toEqual(['-', 'expired', '-', 'clear']);
    expect(cells('utilities.usage')?.slice(3)).toEqual(['-', 'suspended', '-', '-']);
    expect(cells('population.photo')?.slice(2)).toEqual(['NOT_SHARED', '-', '-', '-', '-']);
    expect(cells('population.vital-status')?.slice(3)).toEqual(['masked', 'masked', 'masked', 'masked']);
  });

  it('says the same as JSON, with the grants', () => {
    const resources = JSON.parse(run('catalogue', ['--json']).stdout) as { id: string; bureaus: object }[];
    expect(resources.find(({ id }) => id === 'land.right')?.bureaus).toMatchObject({
      culture: { shown: '-' },
      education: { shown: 'masked', grant: 'G-2026-0001' },
      housing: { shown: 'clear', grant: 'G-2026-0004' },
    });
  });

  it('answers a wrong flag with the usage, with exit code 2', () => {
    const { status, stderr } = run('catalogue', ['--nonsense']);
    expect(status).toBe(2);
    expect(stderr).toContain('Usage: npm run catalogue');
  });
});
