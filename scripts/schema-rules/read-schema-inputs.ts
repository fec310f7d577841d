// Reads what the rules look at: the departments' SDL, what they compose into, the catalogue and the last release.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { buildSchema, parse, type GraphQLSchema } from 'graphql';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import { departmentSdl, schemaFile } from '../../schema/files.js';
import { composeSupergraph } from '../compose.js';
import type { CompositionOutcome, OperationFile, SchemaInputs } from './schema-rule.js';

/** The API schema that clients were last given, as `npm run release-schema` writes it. */
export const releaseFile = schemaFile('release/api.graphql');

/** @throws CatalogueError, GraphQLError where an SDL can't be parsed */
export function readSchemaInputs(
  sdlOf: (department: DepartmentName) => string = departmentSdl,
): SchemaInputs {
  return {
    departments: departmentNames.map((name) => ({ name, document: parse(sdlOf(name)) })),
    composition: compose(sdlOf),
    catalogue: readCatalogue(),
    released: readRelease(),
    operations: readOperationFiles(),
  };
}

function compose(sdlOf: (department: DepartmentName) => string): CompositionOutcome {
  try {
    const { apiSchema, hints } = composeSupergraph(sdlOf);
    return { composes: true, apiSchema, hints };
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    return { composes: false, errors: error.errors.map(String) };
  }
}

/** Undefined before the first release. */
export function readRelease(): GraphQLSchema | undefined {
  return existsSync(releaseFile) ? buildSchema(readFileSync(releaseFile, 'utf8')) : undefined;
}

/** The files of `schema/operations`. */
export function readOperationFiles(): OperationFile[] {
  return readdirSync(schemaFile('operations'))
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({ file, text: readFileSync(schemaFile(`operations/${file}`), 'utf8') }));
}
