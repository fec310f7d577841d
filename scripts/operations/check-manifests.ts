// Which registered operations of clients the schema breaks, and which use what is deprecated.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isInterfaceType, isObjectType, parse, validate, type GraphQLSchema } from 'graphql';
import { problemOf } from '../../gateway/operations/check-registered-operation.js';
import {
  BadManifest,
  readManifest,
  type RegisteredOperation,
} from '../../gateway/operations/read-manifest.js';
import { deprecatedUses } from './deprecated-uses.js';

export interface ManifestReport {
  /** One line each: the client's file, the operation, what breaks, what clients were told about it before. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export interface CheckedSchemas {
  readonly current: GraphQLSchema;
  /** What clients were given last; undefined before the first release. */
  readonly released: GraphQLSchema | undefined;
}

/** @param places files, and folders in which every `*.json` is a manifest */
export function checkManifests(schemas: CheckedSchemas, places: readonly string[]): ManifestReport {
  const reports = places.flatMap(manifestsAt).map((file) => checkManifest(schemas, file));
  return {
    errors: reports.flatMap(({ errors }) => errors),
    warnings: reports.flatMap(({ warnings }) => warnings),
  };
}

function manifestsAt(place: string): string[] {
  if (!existsSync(place) || !statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .filter((name) => /^[^.].*\.json$/.test(name))
    .sort()
    .map((name) => join(place, name));
}

function checkManifest(schemas: CheckedSchemas, file: string): ManifestReport {
  try {
    const reports = readManifest(readFileSync(file, 'utf8')).map((one) => checkOperation(schemas, file, one));
    return {
      errors: reports.flatMap(({ errors }) => errors),
      warnings: reports.flatMap(({ warnings }) => warnings),
    };
  } catch (error) {
    const reason = error instanceof BadManifest ? error.message : 'it can’t be read';
    return { errors: [`${file}: is no manifest that the gateway takes: ${reason}.`], warnings: [] };
  }
}

function checkOperation(
  { current, released }: CheckedSchemas,
  file: string,
  operation: RegisteredOperation,
): ManifestReport {
  const place = `${file}: ${operation.name}`;
  const misfits = misfitsOf(current, operation);
  if (misfits.length > 0) {
    const errors = misfits.map((message) => `${place}: ${message} ${toldBefore(released, message)}`);
    return { errors, warnings: [] };
  }
  const problem = problemOf(operation, current);
  if (problem !== undefined) return { errors: [`${place}: ${problem}`], warnings: [] };
  const uses = deprecatedUses(current, { file, document: parse(operation.body) });
  return { errors: [], warnings: uses.map((use) => `${place}: ${use.problem} ${use.remedy}`) };
}

/** What the schema doesn't have; nothing for a text that isn't GraphQL. */
function misfitsOf(schema: GraphQLSchema, { body }: RegisteredOperation): string[] {
  try {
    return validate(schema, parse(body)).map(({ message }) => message.replaceAll(/\s+/g, ' '));
  } catch {
    return [];
  }
}

/** Whether the client could know: what was deprecated in the last release says since when. */
function toldBefore(released: GraphQLSchema | undefined, message: string): string {
  const [, field, typeName] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
  const type = released?.getType(typeName ?? '');
  const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field ?? ''] : undefined;
  if (!definition) return 'Keep it, or agree on the change with the client.';
  const { deprecationReason: reason } = definition;
  return typeof reason === 'string'
    ? `Deprecated in the last release: ${reason}`
    : 'It was not deprecated in the last release: keep it and mark it @deprecated.';
}
