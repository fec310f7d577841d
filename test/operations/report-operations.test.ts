// What `npm run operations` tells of an operation, against what the gateway does with it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readAccessTable } from '../../gateway/access/access-table.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { composeSupergraph } from '../../scripts/compose.js';
import { printDetails, printOverview } from '../../scripts/operations/print-report.js';
import { readOperations } from '../../scripts/operations/read-operations.js';
import { reportOperations, type OperationReport } from '../../scripts/operations/report-operations.js';

const texts = {
  'my-flat.graphql': `query MyFlat {
    me { id realEstateRights { id unit { unitCode dwelling { houseCode utilitySupplies { id } } } } }
  }`,
  'applicants.graphql': `query Applicants($by: [CitizenLookup!]!) {
    citizens(by: $by) { name hukouHousehold { address } utilityAccounts { role } }
  }`,
  'both.graphql': `query Both($by: [CitizenLookup!]!) { me { id } citizens(by: $by) { id } }`,
  'pay.graphql': `mutation Pay($input: PayUtilityBillInput!) { payUtilityBill(input: $input) { id } }`,
};

const reports = new Map<string, OperationReport>();
beforeAll(async () => {
  const { apiSchema: schema, supergraphSdl } = composeSupergraph();
  const files = Object.entries(texts).map(([file, text]) => ({ file, text }));
  const { operations, problems } = readOperations(schema, files);
  expect(problems).toEqual([]);
  const table = readAccessTable(supergraphSdl);
  const options = { schema, supergraphSdl, table, catalogue: readCatalogue() };
  for (const one of await reportOperations(options, operations)) reports.set(one.name, one);
});

function reported(name: string): OperationReport {
  const found = reports.get(name);
  if (!found) throw new Error(`no report of ${name}`);
  return found;
}

describe('the report of an operation', () => {
  it('tells who is asked, wave by wave', () => {
    const waves = reported('MyFlat').waves.map((wave) => wave.map(({ department }) => department).sort());
    expect(waves).toEqual([['land', 'population'], ['utilities']]);
    expect(reported('MyFlat').waves[1]?.[0]).toMatchObject({
      entities: true,
      fields: ['Dwelling.utilitySupplies', 'UtilitySupply.id'],
    });
  });

  it('tells the cost with what it may be for who asks it', () => {
    expect(reported('MyFlat').cost).toEqual({ value: 131, maximum: 20_000 });
    expect(reported('Applicants').cost.maximum).toBe(4_000_000);
  });

  it('tells who asks it', () => {
    const askedBy = [...reports.values()].map(({ name, askedBy }) => [name, askedBy]);
    expect(Object.fromEntries(askedBy)).toEqual({
      MyFlat: 'citizen',
      Applicants: 'bureau',
      Both: 'nobody',
      Pay: 'citizen',
    });
  });

  it('tells at which level a citizen sees it', () => {
    const { fullLevel, callers } = reported('MyFlat').access;
    expect(fullLevel).toBe('L2');
    expect(callers.map(({ caller, refused }) => [caller, refused.length > 0])).toEqual([
      ['L1', true],
      ['L2', false],
      ['L3', false],
      ['L4', false],
    ]);
  });

  it('tells what each bureau of the development city sees: masked, clear or nothing', () => {
    const seen = reported('Applicants').access.callers;
    expect(seen.find(({ caller }) => caller.startsWith('education'))).toMatchObject({
      masked: ['population.hukou', 'population.identity'],
      // Its grant for that is suspended.
      refused: ['utilities.account'],
    });
    expect(seen.find(({ caller }) => caller.startsWith('housing'))).toMatchObject({
      clear: ['population.hukou', 'population.identity'],
    });
  });

  it('tells what is never kept: nothing of a mutation', () => {
    expect(reported('Pay').neverKept).toContain('Mutation.payUtilityBill');
  });

  it('is printed as tables', () => {
    expect(printOverview([reported('MyFlat')])).toMatch(
      /MyFlat +query +citizen +131 +20000 +L2 +2 +land, population, utilities\n/,
    );
    expect(printDetails(reported('Applicants'))).toMatch(
      /population\.hukou +conditional +L2 +masked +refused +clear/,
    );
  });
});

describe('npm run operations -- --check', () => {
  const run = (...given: string[]) => {
    const script = fileURLToPath(new URL('../../scripts/operations.js', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...given], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it('fails for a client’s manifest that isn’t one, and names it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'operations-'));
    writeFileSync(join(folder, 'wechat.json'), '[]');
    const { status, stderr } = run('--check', '--manifest', join(folder, 'wechat.json'));
    rmSync(folder, { recursive: true });
    expect(stderr).toContain(`${join(folder, 'wechat.json')}: is no manifest`);
    expect(status).toBe(1);
  });

  it('says how it is used to whom it doesn’t understand', () => {
    expect(run('--chekc')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Usage: npm run operations'),
    });
  });
});
