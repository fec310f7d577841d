// Checks the operations of `schema/operations`, makes types and the manifest of them and tells what each costs: `npm run operations`.
import { parseArgs } from 'node:util';
import type { GraphQLSchema } from 'graphql';
import { readAccessTable } from '../gateway/access/access-table.js';
import { GatewayError } from '../gateway/errors.js';
import { readCatalogue } from '../schema/catalogue/read-catalogue.js';
import { schemaFile } from '../schema/files.js';
import { composeSupergraph, type Composition } from './compose.js';
import { checkManifests } from './operations/check-manifests.js';
import { deprecatedUses } from './operations/deprecated-uses.js';
import { describeProblem } from './operations/describe-problem.js';
import { generatedFiles } from './operations/generated-files.js';
import { changeFolder, compareFolder, type FolderChanges } from './operations/generated-folder.js';
import { printDetails, printOverview } from './operations/print-report.js';
import { fileNameOf, readOperations, type RegisteredOperation } from './operations/read-operations.js';
import { reportOperations, type OperationReport } from './operations/report-operations.js';
import { readOperationFiles, readRelease } from './schema-rules/read-schema-inputs.js';

const usage = `Usage: npm run operations -- [--json] [Name …]    details of these operations besides those that changed
       npm run operations -- --check [--manifest FILE-OR-FOLDER …]`;

const folder = schemaFile('operations/generated');

/** What keeps the command from doing its work, one line each. */
class Refusal extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

try {
  const options = readArguments();
  const composition = composeSupergraph();
  const operations = fittingOperations(composition.apiSchema);
  const files = await generatedFiles(
    composition.apiSchema,
    readAccessTable(composition.supergraphSdl),
    operations,
  );
  const changes = compareFolder(folder, files);
  if (options.check) check(composition.apiSchema, operations, changes, options.manifests);
  else {
    const reports = affordable(await report(composition, operations));
    changeFolder(folder, files, changes);
    tell(reports, changes, options);
  }
} catch (error) {
  const lines = error instanceof Refusal ? error.lines : [messageOf(error)];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 1;
}

interface Options {
  readonly check: boolean;
  readonly json: boolean;
  readonly names: readonly string[];
  /** Clients' own, besides the project's. */
  readonly manifests: readonly string[];
}

function readArguments(): Options {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        manifest: { type: 'string', multiple: true, default: [] },
      },
    });
    const fromEnvironment = (process.env['OPERATIONS_MANIFESTS'] ?? '').split(/[\s,]+/).filter((one) => one);
    return { ...values, names: positionals, manifests: [...values.manifest, ...fromEnvironment] };
  } catch (error) {
    throw new Refusal([messageOf(error), usage]);
  }
}

function fittingOperations(schema: GraphQLSchema): readonly RegisteredOperation[] {
  const { operations, problems } = readOperations(schema, readOperationFiles());
  if (problems.length > 0) throw new Refusal([...problems.map(describeProblem), 'Nothing was written.']);
  return operations;
}

function report(
  { apiSchema, supergraphSdl }: Composition,
  operations: readonly RegisteredOperation[],
): Promise<OperationReport[]> {
  const table = readAccessTable(supergraphSdl);
  const catalogue = readCatalogue();
  return reportOperations({ schema: apiSchema, supergraphSdl, table, catalogue }, operations);
}

/** What the gateway would refuse everybody isn't registered. */
function affordable(reports: OperationReport[]): OperationReport[] {
  const lines = reports.flatMap(({ file, askedBy, cost }) => {
    const place = `schema/operations/${file}`;
    if (askedBy === 'nobody')
      return [
        `${place}: asks for me, which is for citizens, and for citizen or citizens, which are for bureaus. Make two operations of it.`,
      ];
    if (cost.value <= cost.maximum) return [];
    return [
      `${place}: costs ${cost.value} of at most ${cost.maximum}. Ask for smaller pages or fewer lists within lists, or split it.`,
    ];
  });
  if (lines.length > 0) throw new Refusal([...lines, 'Nothing was written.']);
  return reports;
}

function check(
  schema: GraphQLSchema,
  operations: readonly RegisteredOperation[],
  { stale, left }: FolderChanges,
  manifests: readonly string[],
): void {
  const clients = checkManifests({ current: schema, released: readRelease() }, manifests);
  const own = operations.flatMap((operation) => deprecatedUses(schema, operation)).map(describeProblem);
  for (const warning of [...own, ...clients.warnings]) process.stderr.write(`warning: ${warning}\n`);
  const notFresh = [...stale, ...left].map((file) => `schema/operations/generated/${file}`);
  const errors = [
    ...clients.errors,
    ...(notFresh.length > 0 ? [`Not fresh: ${notFresh.join(', ')}. Run: npm run operations`] : []),
  ];
  if (errors.length > 0) throw new Refusal(errors);
  const others = manifests.length > 0 ? ', and so do those of the clients’ manifests' : '';
  process.stdout.write(`${operations.length} registered operations fit the graph${others}.\n`);
}

function tell(
  reports: readonly OperationReport[],
  { stale, left }: FolderChanges,
  { json, names }: Options,
): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
    return;
  }
  const unknown = names.filter((name) => !reports.some((one) => one.name === name));
  if (unknown.length > 0) throw new Refusal([`There is no operation ${unknown.join(', ')}.`, usage]);
  const detailed = reports.filter(
    ({ name }) => names.includes(name) || stale.includes(`${fileNameOf(name)}.ts`),
  );
  const written = [...stale.map((file) => `written  ${file}`), ...left.map((file) => `removed  ${file}`)];
  process.stdout.write(
    [
      printOverview(reports),
      ...detailed.map((one) => `${printDetails(one)}\n`),
      written.length > 0
        ? `In schema/operations/generated:\n  ${written.join('\n  ')}\n`
        : 'Everything is fresh.\n',
    ].join('\n'),
  );
}

function messageOf(error: unknown): string {
  if (error instanceof GatewayError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
