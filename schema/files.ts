// Where the schema's files are: `schema/` of the project, seen from the compiled code under `dist/`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DepartmentName } from './contract/departments.js';

/** Absolute path of a file under `schema/`. */
export function schemaFile(name: string): string {
  return fileURLToPath(new URL(`../../schema/${name}`, import.meta.url));
}

/** SDL of one department: the part that all have in common, then its own. */
export function departmentSdl(department: DepartmentName): string {
  return `${readFileSync(schemaFile('common.graphql'), 'utf8')}\n${readFileSync(schemaFile(`${department}.graphql`), 'utf8')}`;
}
