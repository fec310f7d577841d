// What deciding, writing and explaining cost: CPU per request in microseconds, for the citizen's page. `node dist/scripts/measure-access-cost.js`.
import { readFileSync } from 'node:fs';
import {
  isEnumType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  type DocumentNode,
  type GraphQLOutputType,
  type OperationDefinitionNode,
} from 'graphql';
import { readAccessTable } from '../gateway/access/access-table.js';
import { createAuthorizer, type AuthorizedOperation } from '../gateway/access/authorize.js';
import type { DecidingPrincipal } from '../gateway/access/decide.js';
import { describeAbsences, watchLookups } from '../gateway/access/describe-absences.js';
import { compileWriter } from '../gateway/execution/compile-writer.js';
import type { Json, JsonObject } from '../gateway/execution/json.js';
import { createOperationAnalyser } from '../gateway/operations/analyse-operation.js';
import { prepareOperation, type AnswerField } from '../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../gateway/operations/wire-key.js';
import { readCatalogue } from '../schema/catalogue/read-catalogue.js';
import { schemaFile } from '../schema/files.js';
import { composeSupergraph } from './compose.js';
import { developmentBureaus } from './development-bureaus.js';

const warmUp = 2_000;
const rounds = 20_000;

const { supergraphSdl, apiSchema } = composeSupergraph();
const table = readAccessTable(supergraphSdl);
const catalogue = readCatalogue();
const register = {
  bureaus: new Map(),
  grants: new Map(developmentBureaus.map(({ bureau, grants }) => [bureau.client, grants] as const)),
};
const authorize = createAuthorizer({ table, catalogue, register: { current: () => register } });
const analyse = createOperationAnalyser(table);
const wireKeys = createWireKeys(supergraphSdl);

const page = readFileSync(schemaFile('operations/citizen-page.graphql'), 'utf8');
const citizen: DecidingPrincipal = {
  kind: 'citizen',
  client: 'portal',
  level: 'L3',
  citizen: { id: 'c', numbers: ['n'] },
};
const official: DecidingPrincipal = {
  kind: 'official',
  client: 'education',
  purpose: 'SCHOOL_ADMISSION',
  item: 'SCHOOL-ADMISSION',
  caseNumber: '2026-1',
  official: { id: '1', post: '受理', terminal: 'T1' },
};

measure('citizen at L3', parse(page), citizen);
measure('citizen at L2', parse(page), { ...citizen, level: 'L2' });
measure(
  'official of education',
  parse(page.replace('me {', 'citizen(residentId: "11010519491231002X", name: "x") {')),
  official,
);

function measure(who: string, document: DocumentNode, principal: DecidingPrincipal): void {
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const analysed = analyse(apiSchema, document, operation);
  const decide = (): AuthorizedOperation => authorize(apiSchema, analysed, principal);
  const { decisions, treat } = decide();
  const prepared = prepareOperation(document, operation, {
    schema: apiSchema,
    wireKeys,
    treat,
    conditions: new Set(),
  });
  const data = sample(prepared.fields);
  const writeAnswer = compileWriter({ schema: apiSchema, operation: prepared, watch: watchLookups });
  const write = () => writeAnswer(data);
  const { refused, empty } = write();
  const explain = () =>
    describeAbsences({
      table,
      catalogue,
      language: 'zh',
      decisions,
      refused,
      empty,
      hasError: () => false,
      down: new Set(),
    });
  process.stdout.write(
    `${who}: decide ${cost(decide)} µs, write and mask ${cost(write)} µs, explain ${cost(explain)} µs\n`,
  );
}

/** An answer with one item in every list. */
function sample(fields: readonly AnswerField[]): JsonObject {
  return Object.fromEntries(
    fields
      .filter(({ treatment }) => treatment.kind !== 'refused')
      .map(({ wireKey, type, children }) => [wireKey, sampleOf(type, children)]),
  );
}

function sampleOf(type: GraphQLOutputType | undefined, children: readonly AnswerField[] | undefined): Json {
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (isListType(nullable)) return [sampleOf(nullable.ofType, children)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (children) return sample(children);
  switch (String(nullable)) {
    case 'Int':
    case 'Float':
      return 12;
    case 'Boolean':
      return true;
    default:
      return '皖(2023)阜阳市不动产权第0012345号';
  }
}

function cost(work: () => unknown): string {
  for (let round = 0; round < warmUp; round++) work();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) work();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / rounds).toFixed(1);
}
