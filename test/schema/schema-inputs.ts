// Inputs of the schema rules made from small SDLs, so that each rule can be shown what it must refuse.
import { buildSchema, parse } from 'graphql';
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import type { DepartmentName } from '../../schema/contract/departments.js';
import type { SchemaInputs, SchemaRule } from '../../scripts/schema-rules/schema-rule.js';

const apiSchema = buildSchema('type Query { me: String }');

export function schemaInputs(
  sdls: Partial<Record<DepartmentName, string>>,
  others: Partial<SchemaInputs> = {},
): SchemaInputs {
  return {
    departments: Object.entries(sdls).map(([name, sdl]) => ({
      name: name as DepartmentName,
      document: parse(sdl),
    })),
    composition: { composes: true, apiSchema, hints: [] },
    catalogue: readCatalogue(),
    released: apiSchema,
    operations: [],
    ...others,
  };
}

/** What a rule finds in small SDLs, as `Citizen.pension (social-security)`. */
export function found(rule: SchemaRule, sdls: Partial<Record<DepartmentName, string>>): string[] {
  return rule(schemaInputs(sdls)).map(({ coordinate, subgraph }) =>
    subgraph ? `${coordinate} (${subgraph})` : coordinate,
  );
}

/** A catalogue that has resources of these ids, all alike. */
export function catalogueOf(...ids: string[]): { resources: ReadonlyMap<string, CatalogueResource> } {
  const [any] = readCatalogue().resources.values();
  if (!any) throw new Error('The catalogue is empty.');
  return { resources: new Map(ids.map((id) => [id, { ...any, id }])) };
}
