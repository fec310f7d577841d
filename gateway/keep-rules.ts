// What decides about keeping a citizen's and a thing's fields, from the city's own facts: access table and catalogue.
import type { GraphQLSchema } from 'graphql';
import type { Catalogue } from '../schema/catalogue/read-catalogue.js';
import type { AccessTable } from './access/access-table.js';
import type { KeepRules } from './execution/fetch-fields.js';
import { citizenType, type LookUps } from './request-look-ups.js';

/** The catalogue says how fresh what must be. */
export function createKeepRules(
  schema: GraphQLSchema,
  { table, catalogue }: { readonly table: AccessTable; readonly catalogue: Catalogue },
  { nameOf, heed }: Pick<LookUps, 'nameOf' | 'heed'>,
): KeepRules {
  return {
    schema,
    citizenType,
    nameOf,
    heed,
    resourceOf: (coordinate) => table.get(coordinate)?.resource,
    windowsOf(resource) {
      const freshness = catalogue.resources.get(resource)?.freshness;
      return {
        freshForMs: (freshness?.freshForSeconds ?? 0) * 1_000,
        staleWhileRevalidateMs: (freshness?.staleWhileRevalidateSeconds ?? 0) * 1_000,
        staleIfErrorMs: (freshness?.staleIfErrorSeconds ?? 0) * 1_000,
      };
    },
  };
}
