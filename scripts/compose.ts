// Composes the departments' SDL into the supergraph that the gateway serves.
import { composeServices } from '@apollo/composition';
import { parse, type GraphQLSchema } from 'graphql';
import { departmentNames, type DepartmentName } from '../schema/contract/departments.js';
import { departmentSdl } from '../schema/files.js';

/** First port of the development city's departments; each has the next one, in the order of `departmentNames`. */
export const firstDepartmentPort = 4101;

/** Address that the committed supergraph has for a department; operators set `DEPARTMENT_<NAME>_URL`. */
export function developmentUrl(department: DepartmentName): string {
  return `http://127.0.0.1:${firstDepartmentPort + departmentNames.indexOf(department)}/graphql`;
}

export interface Composition {
  readonly supergraphSdl: string;
  /** The schema as clients see it. */
  readonly apiSchema: GraphQLSchema;
  /** What composition noticed without refusing, one line each. */
  readonly hints: readonly string[];
}

/** @throws AggregateError of everything that doesn't compose */
export function composeSupergraph(
  sdlOf: (department: DepartmentName) => string = departmentSdl,
): Composition {
  const result = composeServices(
    departmentNames.map((name) => ({ name, url: developmentUrl(name), typeDefs: parse(sdlOf(name)) })),
  );
  if (result.errors) {
    throw new AggregateError(result.errors, result.errors.map(({ message }) => message).join('\n'));
  }
  return {
    supergraphSdl: result.supergraphSdl,
    apiSchema: result.schema.toAPISchema().toGraphQLJSSchema(),
    hints: result.hints.map(({ message }) => message),
  };
}
