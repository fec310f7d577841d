// A department serves the resources of its own catalogue; another's appear in it as keys alone.
import { structuralResource } from '../../schema/catalogue/read-catalogue.js';
import { allFields, directiveTexts, keyCoordinates } from './schema-fields.js';
import type { SchemaRule } from './schema-rule.js';

export const aDepartmentServesItsOwnResources: SchemaRule = ({ departments }) =>
  departments.flatMap((department) => {
    const keys = keyCoordinates(department);
    return allFields([department]).flatMap(({ coordinate, subgraph, node }) =>
      directiveTexts(node, 'sharing', 'resource')
        .filter((resource) => resource !== structuralResource && !resource.startsWith(`${subgraph}.`))
        .filter(() => !keys.has(coordinate))
        .map((resource) => ({
          coordinate,
          subgraph,
          problem: `belongs to "${resource}", which this department doesn't provide.`,
          remedy: `Let its provider serve it, or name a resource of schema/catalogue/${subgraph}.json.`,
        })),
    );
  });
