// The sample programs for bureaus, run as a bureau runs them: 200 applicants, a connection that fails, a grant that is revoked.
import { spawn, spawnSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createFileGrantStore } from '../../gateway/access/file-grant-store.js';
import { decideGrant, registerBureau, requestGrant } from '../../gateway/access/grant-changes.js';
import type { GrantStore } from '../../gateway/access/grant-store.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import { startFaultyGateway, type Answered, type Interference } from '../support/faulty-gateway.js';
import { persona, sharedCity, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

const projectFolder = fileURLToPath(new URL('../../../', import.meta.url));
const samples = 'schema/samples/bureau';
const factNames = [
  ...['birthDate', 'hukouHousehold', 'residencePermits', 'socialInsuranceEnrolments'],
  ...['realEstateRights', 'tenancies', 'marriageRegistrations'],
];

interface Program {
  readonly name: string;
  readonly command: readonly string[];
  /** Tool → its first version that will do. */
  readonly needs: Readonly<Record<string, number>>;
}

/** Compiling the one file takes half the time so. */
const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

const programs: readonly Program[] = [
  { name: 'TypeScript', command: ['node', `dist/${samples}/verify-applicants.js`], needs: { node: 20 } },
  { name: 'Java', command: ['java', ...quickStart, `${samples}/VerifyApplicants.java`], needs: { java: 17 } },
  {
    name: 'curl',
    command: ['bash', `${samples}/verify-applicants.sh`],
    needs: { bash: 4, curl: 7, jq: 1, openssl: 3, iconv: 2 },
  },
];

/** Why a program can't be run on this machine; undefined when it can. */
function reasonToSkip({ needs }: Program): string | undefined {
  const lacking = Object.entries(needs).filter(([tool, version]) => versionOf(tool) < version);
  return lacking.length === 0
    ? undefined
    : `skipped: this machine has no ${lacking.map(([tool, version]) => `${tool} ${version}`).join(', ')}`;
}

function versionOf(tool: string): number {
  const { stdout } = spawnSync(tool, [tool === 'openssl' ? 'version' : '--version'], { encoding: 'utf8' });
  return Number(/\d+/.exec(stdout ?? '')?.[0] ?? 0);
}

const skipped = programs.map((program) => ({ program, reason: reasonToSkip(program) }));
const runnable = skipped.filter(({ reason }) => reason === undefined).map(({ program }) => program);

let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yihao-bureau-samples-'));
  gateway = await startTestGateway();
});

afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Applicant {
  readonly residentId: string;
  readonly name: string;
  readonly expected: 'found' | 'not-found' | 'malformed';
}

/** With 14 in 100 who match nobody: beyond 20 a bureau is taken for guessing. */
async function makeApplicants(): Promise<Applicant[]> {
  const client = new pg.Client({ connectionString: sharedCity().databaseUrl });
  await client.connect();
  const { rows } = await client
    .query<{ residentId: string; name: string }>(
      `SELECT resident_number AS "residentId", name FROM population.citizen
       WHERE vital_status = 'ALIVE' AND NOT sealed AND length(resident_number) = 18 ORDER BY name, resident_number LIMIT 250`,
    )
    .finally(() => client.end());
  const personas = sharedCity().personas.map(({ residentId, name }) => ({ residentId, name }));
  const people = [
    ...personas,
    ...rows.filter((row) => !personas.some((one) => one.residentId === row.residentId)),
  ];
  return people.slice(0, 200).map((person, index): Applicant => {
    if (index % 14 === 12) return { ...person, name: `${person.name}甲`, expected: 'not-found' };
    if (index % 14 === 13) return { ...person, residentId: unknownNumber(index), expected: 'not-found' };
    if (index % 20 === 19)
      return { ...malformed[index % malformed.length], expected: 'malformed' } as Applicant;
    return { ...person, expected: 'found' };
  });
}

/** Of an age that nobody in the city has, each on a day of its own. */
function unknownNumber(index: number): string {
  const day = new Date(Date.UTC(1890, 0, 1 + index)).toISOString().slice(0, 10).replaceAll('-', '');
  const digits = `110105${day}${String(index % 1000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}

const malformed = [
  { residentId: '3.42127E+17', name: '王小明' },
  { residentId: '110105194912310021', name: '王小明' },
  { residentId: '', name: '王小明' },
] as const;

/** As a spreadsheet saves it: with a byte order mark, quotes and the line ends of Windows. */
function writeApplicants(file: string, applicants: readonly Applicant[]): void {
  const lines = applicants.map(({ residentId, name }, index) =>
    index % 2 === 0 ? `${residentId},${name}` : `"${residentId}"," ${name}"`,
  );
  writeFileSync(file, `\uFEFF${['residentId,name', ...lines].join('\r\n')}\r\n`);
}

function commandsOf(readme: string): string {
  const pages = readFileSync(join(projectFolder, samples, readme), 'utf8');
  return [...pages.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('\n');
}

interface Key {
  readonly client: string;
  readonly id: string;
  readonly file: string;
}

function educationKey(): Key {
  const education = developmentBureaus.find(({ bureau }) => bureau.client === 'education');
  if (!education) throw new Error('no education');
  return writeKey('education', 'development-education', education.privateJwk);
}

function writeKey(client: string, id: string, jwk: JsonWebKey): Key {
  const file = join(folder, `${client}-${id}.pem`);
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }));
  return { client, id, file };
}

interface Run {
  readonly code: number | null;
  readonly told: string;
}

async function run(
  { command }: Program,
  {
    key,
    url,
    input,
    output,
    args = [],
  }: {
    key: Key;
    url: string;
    input: string;
    output: string;
    args?: readonly string[];
  },
): Promise<Run> {
  const [tool = '', ...script] = command;
  const stated = [
    '--purpose',
    'SCHOOL_ADMISSION',
    '--item',
    'SCHOOL-ADMISSION',
    '--case',
    '2026-001',
    ...args,
  ];
  const child = spawn(tool, [...script, ...stated, input, output], {
    cwd: projectFolder,
    env: {
      ...process.env,
      LC_ALL: 'C',
      OIDC_ISSUER: sharedCity().issuerUrl,
      GATEWAY_URL: url,
      BUREAU_CLIENT: key.client,
      BUREAU_KEY: key.file,
      BUREAU_KEY_ID: key.id,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  expect(stdout).toBe('');
  return { code, told: stderr };
}

/** The programs are run at once, each through a connection of its own. */
async function runAll(
  options: { key: Key; input: string; output: (program: Program) => string; args?: readonly string[] },
  interference: (program: Program) => Interference = () => (_count, forward) => forward(),
): Promise<Run[]> {
  return Promise.all(
    runnable.map(async (program) => {
      const connection = await startFaultyGateway(gateway.url, interference(program));
      try {
        return await run(program, { ...options, url: connection.url, output: options.output(program) });
      } finally {
        await connection.stop();
      }
    }),
  );
}

function failure(status: number, code: string, headers: Record<string, string> = {}): Answered {
  const body = JSON.stringify({ errors: [{ message: 'made by the test', extensions: { code } }] });
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** No cell that these tests read holds a comma or a quote. */
function readRows(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

/** What a citizen sees of himself or herself: fact → whether there is one. */
async function factsOf(key: string): Promise<Record<string, boolean>> {
  const { data } = await gateway.ask<{ me: Record<string, unknown> }>(
    `{ me { birthDate hukouHousehold { id } residencePermits { id } socialInsuranceEnrolments { id }
      realEstateRights { id } tenancies { id } } }`,
    { token: await tokenOf(key, 'L4') },
  );
  return Object.fromEntries(
    Object.entries(data?.me ?? {}).map(([name, value]) => [
      name,
      value !== null && !(Array.isArray(value) && value.length === 0),
    ]),
  );
}

describe('the sample programs for bureaus', () => {
  let applicants: Applicant[];
  let input: string;
  let key: Key;
  const output = (test: string) => (program: Program) => join(folder, `${test}-${program.name}.csv`);
  const single = () => {
    const file = join(folder, 'single.csv');
    const { residentId, name } = persona('heir');
    writeApplicants(file, [{ residentId, name, expected: 'found' }]);
    return file;
  };

  beforeAll(async () => {
    applicants = await makeApplicants();
    input = join(folder, 'applicants.csv');
    writeApplicants(input, applicants);
    key = educationKey();
  });

  for (const { program, reason } of skipped)
    (reason === undefined ? it : it.skip)(
      `can be run here: ${program.name}${reason ? ` (${reason})` : ''}`,
      () => {
        expect(runnable).toContain(program);
      },
    );

  it('tell of 200 applicants the same and the truth, over a connection that answers 429, 503 or nothing at first', async () => {
    const runs = await runAll({ key, input, output: output('all') }, () => async (count, forward) => {
      if (count === 1) return failure(429, 'QUOTA_EXCEEDED', { 'retry-after': '1' });
      if (count === 3) return failure(503, 'SOURCE_DOWN');
      if (count === 5) throw new Error('the connection breaks');
      return forward();
    });
    for (const { code, told } of runs) {
      expect({ code, told }).toMatchObject({ code: 3 });
      expect(told).toContain('HTTP 429 QUOTA_EXCEEDED: made by the test Next try in 1 s.');
      expect(told).toContain('HTTP 503 SOURCE_DOWN: made by the test Next try in 1 s.');
      expect(told).toMatch(/No answer from http:\/\/127\.0\.0\.1:\d+\. Next try in 1 s\./);
      expect(told).toContain('Citizen.marriageRegistrations is not answered: "Marriage registrations"');
      expect(told.match(/^Line \d+ is malformed/gm)).toHaveLength(
        applicants.filter(({ expected }) => expected === 'malformed').length,
      );
      for (const { residentId, name } of applicants) {
        expect(told).not.toContain(name);
        if (residentId !== '') expect(told).not.toContain(residentId);
      }
    }
    const [first = '', ...others] = runnable.map((program) => readFileSync(output('all')(program), 'utf8'));
    for (const other of others) expect(other).toBe(first);
    for (const program of runnable) expect(statSync(output('all')(program)).mode & 0o777).toBe(0o600);

    const rows = readRows(output('all')(runnable[0] as Program));
    expect(rows.map(({ line, result }) => `${line} ${result}`)).toEqual(
      applicants.map(({ expected }, index) => `${index + 2} ${expected}`),
    );
    for (const row of rows.filter(({ result }) => result !== 'found'))
      expect(factNames.map((name) => row[`${name}.state`])).toEqual(factNames.map(() => ''));
  }, 60_000);

  it('say of each fact what the citizen sees too, masked, and why it is not there', async () => {
    const rows = readRows(output('all')(runnable[0] as Program));
    for (const who of ['young-family', 'heir', 'centenarian']) {
      const row = rows.find(({ residentId }) => residentId === persona(who).residentId);
      const own = await factsOf(who);
      for (const [name, held] of Object.entries(own)) {
        const isMasked = ['hukouHousehold', 'realEstateRights', 'tenancies'].includes(name);
        const there = isMasked ? 'masked' : 'present';
        expect([name, row?.[`${name}.state`]]).toEqual([name, held ? there : 'absent:PARTIAL_COVERAGE']);
      }
      expect(row?.['marriageRegistrations.state']).toBe('absent:NOT_AUTHORISED');
      expect(row?.['hukouHousehold']).toMatch(/\*\*\*\*$/);
    }
  });

  it('stop when the grant is revoked in the middle, keep what is written and go on under a new grant', async () => {
    const store = createFileGrantStore(sharedCity().gatewayEnvironment['GRANTS_FILE'] ?? '');
    const admissions = await registerAdmissions(store);
    const file = join(folder, 'people.csv');
    const people = applicants.filter(({ expected }) => expected !== 'malformed').slice(0, 120);
    writeApplicants(file, people);
    const options = { key: admissions, input: file, output: output('revoked') };

    const grant = await approveGrant(store);
    const revoked = whenAllHaveCome(runnable.length, () => decide(store, 'revoke', grant));
    const stopped = await runAll(options, () => async (count, forward) => {
      if (count === 1) return until(200, forward);
      if (count < 3) return forward();
      await revoked();
      return until(403, forward);
    });
    for (const { code, told } of stopped) {
      expect({ code, told }).toMatchObject({ code: 1 });
      expect(told).toMatch(/\n100 of 120\nHTTP 403 NOT_AUTHORISED: .*grant G-\d{4}-\d{4} is revoked/);
      expect(told).toContain('What is written stays: the same command goes on after it.');
    }
    const before = runnable.map((program) => readFileSync(options.output(program), 'utf8'));
    for (const written of before) expect(written.trimEnd().split('\n')).toHaveLength(101);

    await approveGrant(store);
    // As after a power failure: half a row.
    for (const program of runnable) appendFileSync(options.output(program), '102,3421');
    const wentOn = await runAll(
      options,
      () => (count, forward) => (count === 1 ? until(200, forward) : forward()),
    );
    for (const { code, told } of wentOn) {
      expect({ code, told }).toMatchObject({ code: 0 });
      expect(told).toMatch(/^100 of 120 are written already\.\n/);
    }
    const [first = '', ...others] = runnable.map((program) => readFileSync(options.output(program), 'utf8'));
    for (const other of others) expect(other).toBe(first);
    expect(first.startsWith(before[0] ?? '-')).toBe(true);
    expect(readRows(options.output(runnable[0] as Program)).map(({ result }) => result)).toEqual(
      people.map(({ expected }) => expected),
    );
  }, 60_000);

  it('say so when the key is not the registered one, and when the catalogue has no such purpose', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const otherKey = writeKey('education', 'other', privateKey.export({ format: 'jwk' }));
    for (const { code, told } of await runAll({ key: otherKey, input: single(), output: output('key') })) {
      expect(code).toBe(1);
      expect(told).toContain('The issuer refused education (HTTP 401): is BUREAU_KEY the private half');
    }
    const args = ['--purpose', 'CURIOSITY'];
    for (const { code, told } of await runAll({ key, input: single(), output: output('purpose'), args })) {
      expect(code).toBe(1);
      expect(told).toContain('HTTP 403 PURPOSE_UNKNOWN: ');
    }
  }, 60_000);

  const all = skipped.flatMap(({ reason }) => reason ?? []);
  (all.length === 0 ? it : it.skip)(
    `can be run as README.md says ${all.join('; ')}`.trim(),
    async () => {
      const commands = commandsOf('README.md');
      const workingCopy = mkdtempSync(join(folder, 'working-copy-'));
      for (const name of ['dist', 'schema', 'package.json'])
        symlinkSync(join(projectFolder, name), join(workingCopy, name));
      const bash = spawn('bash', ['-e', '-c', commands], {
        cwd: workingCopy,
        env: { ...process.env, OIDC_ISSUER: sharedCity().issuerUrl, GATEWAY_URL: gateway.url, LC_ALL: 'C' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const closed = new Promise<number | null>((resolve) => bash.once('close', resolve));
      const [stderr, code] = await Promise.all([text(bash.stderr), closed]);
      expect({ code, stderr }).toMatchObject({ code: 0 });
    },
    60_000,
  );

  it('ask nothing when the output holds the results of other applicants', async () => {
    let asked = 0;
    const runs = await runAll({ key, input: single(), output: output('all') }, () => (_count, forward) => {
      asked++;
      return forward();
    });
    for (const { code, told } of runs) {
      expect(code).toBe(2);
      expect(told).toContain('holds something else than the results of these applicants: name another file.');
    }
    expect(asked).toBe(0);
  }, 60_000);
});

const schoolAdmission = {
  resources: [
    ...['population.identity', 'population.hukou', 'population.residence-permit'],
    ...['social-security.enrolment', 'land.right', 'land.tenancy'],
  ],
  purposes: ['SCHOOL_ADMISSION'],
  items: ['SCHOOL-ADMISSION'],
  legalBasis: '《中华人民共和国义务教育法》第十二条',
  ...{ validFrom: '2026-01-01', validTo: '2028-12-31' },
  ...{ clear: false, officialRequired: false, live: false },
};

/** A bureau whose grants are its own: others' tests ask as the development bureaus. */
async function registerAdmissions(store: GrantStore): Promise<Key> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [client, id] = ['admissions', 'admissions-1'];
  const application = {
    client,
    name: { zh: '示范招生办', en: 'Model Admissions Office' },
    creditCode: '12341200485000016L',
    key: { ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'EdDSA' },
  };
  await store.change((stored) => registerBureau(stored, application));
  return writeKey(client, id, privateKey.export({ format: 'jwk' }));
}

async function approveGrant(store: GrantStore): Promise<string> {
  const terms = { ...schoolAdmission, bureau: 'admissions' };
  const context = { catalogue: readCatalogue(), now: new Date() };
  const { id } = await store.change((stored) => requestGrant(stored, terms, context));
  await decide(store, 'approve', id);
  return id;
}

async function decide(store: GrantStore, action: 'approve' | 'revoke', id: string): Promise<void> {
  const decision = { action, id, by: 'data-administration', reason: '试验', now: new Date() };
  await store.change((stored) => decideGrant(stored, decision));
}

/** Does it once, when as many have called as are expected; each call ends after that. */
function whenAllHaveCome(expected: number, action: () => Promise<void>): () => Promise<void> {
  let come = 0;
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (done = resolve));
  return async () => {
    come++;
    if (come === expected) {
      await action();
      done();
    }
    await finished;
  };
}

/** Asks until the gateway has heard of the change. */
async function until(status: number, forward: () => Promise<Answered>): Promise<Answered> {
  for (;;) {
    const answered = await forward();
    if (answered.status === status) return answered;
    await wait(100);
  }
}
