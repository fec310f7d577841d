// Says where the schema breaks a rule, one line each, and fails: `npm run check`.
import { readSchemaInputs } from './schema-rules/read-schema-inputs.js';
import { reportViolations } from './schema-rules/report-violations.js';
import { schemaRules } from './schema-rules/schema-rules.js';

try {
  const { errors, warnings } = reportViolations(schemaRules, readSchemaInputs());
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  for (const error of errors) process.stderr.write(`${error}\n`);
  if (errors.length > 0) process.exitCode = 1;
  else process.stdout.write(`The schema keeps all ${schemaRules.length} rules.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
