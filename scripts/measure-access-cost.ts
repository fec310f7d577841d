// What deciding, shaping and explaining cost: CPU per request in microseconds, for the citizen's page. `node dist/scripts/measure-access-cost.js`.
import { readFileSync } from 'node:fs';
import { Kind, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { readAccessTable } from '../gateway/access/access-table.js';
import { createAuthorizer, type AuthorizedOperation } from '../gateway/access/authorize.js';
import type { DecidingPrincipal } from '../gateway/access/decide.js';
import { describeAbsences } from '../gateway/access/describe-absences.js';
import type { ShapeField } from '../gateway/access/restrict-operation.js';
import { shapeAnswer } from '../gateway/access/shape-answer.js';
import { createOperationAnalyser } from '../gateway/operations/analyse-operation.js';
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
  const decide = (): AuthorizedOperation => authorize(apiSchema, document, operation, analysed, principal);
  const { restricted, decisions } = decide();
  const answer = restricted
    ? { [restricted.shape[0]?.responseKey ?? 'me']: sample(restricted.shape[0]?.children ?? []) }
    : {};
  const shape = () =>
    restricted
      ? shapeAnswer(answer, restricted.shape, {})
      : { data: answer, masked: new Set<string>(), refused: new Map() };
  const explain = () =>
    describeAbsences({
      table,
      catalogue,
      language: 'zh',
      decisions,
      refused: shaped.refused,
      data: shaped.data,
      citizenLookups: analysed.citizenLookups,
      lookupKeys: analysed.lookupKeys,
      down: new Set(),
    });
  const shaped = shape();
  process.stdout.write(
    `${who}: decide ${cost(decide)} µs, shape and mask ${cost(shape)} µs, explain ${cost(explain)} µs\n`,
  );
}

/** An answer with one item in every list. */
function sample(shape: readonly ShapeField[]): Record<string, unknown> {
  return Object.fromEntries(
    shape
      .filter(({ treatment }) => treatment.kind !== 'refused')
      .map(({ responseKey, children }) => [
        responseKey,
        children ? [sample(children)] : '皖(2023)阜阳市不动产权第0012345号',
      ]),
  );
}

function cost(work: () => unknown): string {
  for (let round = 0; round < warmUp; round++) work();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) work();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / rounds).toFixed(1);
}
