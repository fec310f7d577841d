// Writes everything that is made from the SDL: `npm run generate`. With --check it only says what is not fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typescriptPlugin from '@graphql-codegen/typescript';
import * as resolversPlugin from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';
import { format } from 'prettier';
import { absenceReasons } from '../schema/contract/absence-reasons.js';
import { errorCodes } from '../schema/contract/error-codes.js';
import { departmentNames, type DepartmentName } from '../schema/contract/departments.js';
import { scalarRules } from '../schema/contract/scalars.js';
import { departmentSdl } from '../schema/files.js';
import { composeSupergraph } from './compose.js';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Path in the project → content that it should have. */
async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map([
    ['schema/supergraph.graphql', composeSupergraph().supergraphSdl],
    ['schema/contract/codes.md', await codesReference()],
  ]);
  for (const department of departmentNames) {
    files.set(`subgraphs/${department}/generated.ts`, await resolverTypes(department));
  }
  return files;
}

async function resolverTypes(department: DepartmentName): Promise<string> {
  return codegen({
    documents: [],
    filename: `subgraphs/${department}/generated.ts`,
    schema: parse(departmentSdl(department)),
    plugins: [{ add: {} }, { typescript: {} }, { resolvers: {} }],
    pluginMap: {
      add: { plugin: () => '// Generated from the SDL by `npm run generate`. Do not edit.' },
      typescript: typescriptPlugin,
      resolvers: resolversPlugin,
    },
    config: {
      federation: true,
      useTypeImports: true,
      enumsAsTypes: true,
      strictScalars: true,
      defaultScalarType: 'string',
      scalars: {
        ...Object.fromEntries(Object.keys(scalarRules).map((name) => [name, 'string'])),
        ...federationScalars,
      },
      contextType: './records.js#Context',
      mappers: { Citizen: '../kit/citizen.js#CitizenParent', ...mappers[department] },
      resolverTypeWrapperSignature: 'Promise<T> | T',
    },
  });
}

const federationScalars = { _Any: 'unknown', FieldSet: 'string', _FieldSet: 'string' };

/** The codes that clients may switch on, for people to read. */
async function codesReference(): Promise<string> {
  const errors = Object.entries(errorCodes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  const absences = Object.entries(absenceReasons).map(
    ([code, { zh, en }]) => `| \`${code}\` | ${zh} | ${en} |`,
  );
  const text = [
    '<!-- Generated from error-codes.ts and absence-reasons.ts by `npm run generate`. Do not edit. -->',
    '# Codes',
    '## Errors: `errors[].extensions.code`',
    ['| code | meaning |', '|---|---|', ...errors].join('\n'),
    '## Absences 缺失原因: `extensions.yihao.absences[].reason`',
    ['| reason | 含义 | meaning |', '|---|---|---|', ...absences].join('\n'),
  ].join('\n\n');
  return format(text, { parser: 'markdown' });
}

/** Parents of fields that load further rows carry keys that the graph doesn't show. */
const mappers: Record<DepartmentName, Record<string, string>> = {
  population: { HukouHousehold: './records.js#HouseholdParent', Citizen: './records.js#CitizenParent' },
  'social-security': {},
  'civil-affairs': { AssistanceFamily: './records.js#AssistanceFamilyParent' },
  land: {
    RealEstateRight: './records.js#RightParent',
    RealEstateUnit: './records.js#UnitParent',
    Dwelling: './records.js#DwellingParent',
    DwellingRelation: './records.js#DwellingRelationParent',
    Tenancy: './records.js#TenancyParent',
    InheritanceInterest: './records.js#InheritanceParent',
  },
  utilities: {
    Dwelling: './records.js#DwellingParent',
    UtilityAccount: './records.js#AccountParent',
    UtilityAccountRelation: './records.js#AccountRelationParent',
    PaymentOrder: './payment-order.js#PaymentOrderParent',
  },
};

const checkOnly = process.argv.includes('--check');
const stale: string[] = [];
for (const [file, content] of await generatedFiles()) {
  if (read(file) === content) continue;
  stale.push(file);
  if (!checkOnly) writeFileSync(projectRoot + file, content);
}
if (checkOnly && stale.length > 0) {
  process.stderr.write(`Not fresh: ${stale.join(', ')}. Run: npm run generate\n`);
  process.exitCode = 1;
} else if (!checkOnly) {
  process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'Everything is fresh.\n');
}

function read(file: string): string | undefined {
  try {
    return readFileSync(projectRoot + file, 'utf8');
  } catch {
    return undefined;
  }
}
