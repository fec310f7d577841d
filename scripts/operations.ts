// Makes typed operations and their manifest of `schema/operations`: `npm run operations`. With --check it only says what isn't fresh.
import { readAccessTable } from '../gateway/access/access-table.js';
import { schemaFile } from '../schema/files.js';
import { composeSupergraph } from './compose.js';
import { describeProblem } from './operations/describe-problem.js';
import { generatedFiles } from './operations/generated-files.js';
import { changeFolder, compareFolder } from './operations/generated-folder.js';
import { readOperations } from './operations/read-operations.js';
import { readOperationFiles } from './schema-rules/read-schema-inputs.js';

const folder = schemaFile('operations/generated');
const { supergraphSdl, apiSchema } = composeSupergraph();
const { operations, problems } = readOperations(apiSchema, readOperationFiles());
if (problems.length > 0) {
  for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
  process.stderr.write('Nothing was written.\n');
  process.exitCode = 1;
} else {
  const files = await generatedFiles(apiSchema, readAccessTable(supergraphSdl), operations);
  const changes = compareFolder(folder, files);
  changeFolder(folder, files, changes);
  process.stdout.write([...changes.stale, ...changes.left].join('\n') + '\n');
}
