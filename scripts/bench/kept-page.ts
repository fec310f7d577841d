// The citizen's page without what is asked for each time: everything that is left may be kept for a while.
import { buildASTSchema, parse, print, TypeInfo, visit, visitWithTypeInfo, type DocumentNode } from 'graphql';
import { readAccessTable } from '../../gateway/access/access-table.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';

/**
 * Takes the fields of resources with `freshForSeconds` 0 out of an operation.
 * @returns the operation, and the resources that it had, sorted
 */
export function withoutLiveFields(
  operation: string,
  supergraphSdl: string,
): { kept: string; live: readonly string[] } {
  const table = readAccessTable(supergraphSdl);
  const { resources } = readCatalogue();
  const typeInfo = new TypeInfo(buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true }));
  const live = new Set<string>();
  const document: DocumentNode = visit(
    parse(operation),
    visitWithTypeInfo(typeInfo, {
      Field(field) {
        const resource = table.get(`${typeInfo.getParentType()?.name}.${field.name.value}`)?.resource;
        if (resource === undefined || resources.get(resource)?.freshness.freshForSeconds !== 0)
          return undefined;
        live.add(resource);
        return null;
      },
    }),
  );
  return { kept: print(document), live: [...live].sort() };
}
