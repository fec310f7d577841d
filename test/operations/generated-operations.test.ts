// The typed operations that pages import: fresh, true to their hashes, and no value to be had without its state.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readAccessTable } from '../../gateway/access/access-table.js';
import { readManifest } from '../../gateway/operations/read-manifest.js';
import type { Operation } from '../../schema/client/operation.js';
import { schemaFile } from '../../schema/files.js';
import {
  CitizenPage,
  type CitizenPageData,
  type CitizenPageVariables,
} from '../../schema/operations/generated/citizen-page.js';
import {
  PayUtilityBill,
  type PayUtilityBillData,
} from '../../schema/operations/generated/pay-utility-bill.js';
import { composeSupergraph } from '../../scripts/compose.js';
import { generatedFiles } from '../../scripts/operations/generated-files.js';
import { compareFolder } from '../../scripts/operations/generated-folder.js';
import { operationTypes } from '../../scripts/operations/operation-types.js';
import { fileNameOf, readOperation, readOperations } from '../../scripts/operations/read-operations.js';
import { toldFields } from '../../scripts/operations/told-fields.js';
import { readOperationFiles } from '../../scripts/schema-rules/read-schema-inputs.js';

const { apiSchema, supergraphSdl } = composeSupergraph();
const table = readAccessTable(supergraphSdl);
const { operations } = readOperations(apiSchema, readOperationFiles());
const manifest = readManifest(readFileSync(schemaFile('operations/generated/manifest.json'), 'utf8'));

describe('the generated operations', () => {
  it('are fresh, and nothing is left of operations that are gone', async () => {
    const files = await generatedFiles(apiSchema, table, operations);
    expect(compareFolder(schemaFile('operations/generated'), files)).toEqual({ stale: [], left: [] });
  });

  it('are in the manifest under the hash that their module has, with the text that it loads', async () => {
    expect(manifest.length).toBe(operations.length);
    for (const { id, name, type, body } of manifest) {
      const module = (await import(`../../schema/operations/generated/${fileNameOf(name)}.js`)) as Readonly<
        Record<string, Operation<unknown, object>>
      >;
      const operation = module[name];
      expect(operation).toMatchObject({ name, type, hash: id });
      expect(await operation?.text()).toBe(body);
      expect(createHash('sha256').update(body).digest('hex')).toBe(id);
    }
  });

  it('don’t have their text in them', () => {
    const source = readFileSync(schemaFile('operations/generated/citizen-page.ts'), 'utf8');
    expect(source).not.toContain('$contributions');
  });
});

describe('the metadata of a citizen’s fields', () => {
  it('says what each is told by, and what below it may come masked', () => {
    expect(CitizenPage.told['pension']).toEqual(['Citizen.pension', 'social-security.pension']);
    expect(CitizenPage.told['hukouHousehold']).toEqual([
      'Citizen.hukouHousehold',
      'population.hukou',
      'HukouHousehold.address',
    ]);
  });

  it('has no key of a field that is always there, and none for a mutation', () => {
    expect(CitizenPage.told).not.toHaveProperty('id');
    expect(PayUtilityBill.told).toEqual({});
  });

  it('goes by the response key, through fragments', () => {
    expect(toldFields(apiSchema, table, odd)).toEqual({
      born: ['Citizen.birthDate', 'population.identity'],
      pension: ['Citizen.pension', 'social-security.pension'],
      contributions: ['Citizen.contributions', 'social-security.contribution'],
      formerName: ['Citizen.formerName', 'population.identity'],
    });
  });
});

describe('the types', () => {
  it('tell of a citizen’s fields in fragments, under aliases and conditions', async () => {
    const types = (await operationTypes(apiSchema, odd)).replaceAll(/\s+/g, ' ');
    expect(types).toContain('born: Told<string>');
    expect(types).toContain('pension?: Told<{ id: string }>');
    expect(types).toContain('export type PersonFragment = { formerName: Told<string> }');
    expect(types).toContain('with: boolean;');
    expect(types).toContain('first?: number | null | undefined;');
  });
});

const odd = readOdd();

function readOdd() {
  const text = `
    query Odd($by: [CitizenLookup!]!, $with: Boolean!, $first: Int = 3) {
      people: citizens(by: $by) {
        id
        born: birthDate
        pension @include(if: $with) {
          id
        }
        contributions(first: $first) {
          totalCount
        }
        ...Person
      }
    }
    fragment Person on Citizen {
      formerName
    }
  `;
  const read = readOperation(apiSchema, { file: 'odd.graphql', text });
  if (read.kind === 'problems') throw new Error(JSON.stringify(read.problems));
  return read.operation;
}

/** Checked by the compiler: each line after an expected error fails the build where it is none. */
export function asPagesUseThem(
  { me }: CitizenPageData,
  { payUtilityBill }: PayUtilityBillData,
): readonly (string | undefined)[] {
  const none: CitizenPageVariables = {};
  const some: CitizenPageVariables = { bills: 3 };
  // @ts-expect-error -- a page is not asked for with text where a number belongs
  const wrong: CitizenPageVariables = { bills: '3' };
  // @ts-expect-error -- nothing is read before it is known whether there is anything
  const unchecked: unknown = me?.pension.value;
  // @ts-expect-error -- what is told is no plain value
  const plain: string | undefined = me?.name;
  // @ts-expect-error -- why it is absent is known only where it is
  const reason: unknown = me?.pension.reason;
  const checked = me?.pension.state === 'present' ? me.pension.value.monthlyAmount : me?.pension.message;
  // @ts-expect-error -- there may be nobody
  const id: string = me.id;
  return [
    JSON.stringify([none, some, wrong, unchecked, reason]),
    plain,
    checked ?? undefined,
    id,
    payUtilityBill?.id,
  ];
}
