// The structural resource, which nobody needs a right to, is for types that all departments share, for paging and for the way to a citizen.
import { structuralResource } from '../../schema/catalogue/read-catalogue.js';
import { allFields, directiveTexts, type SchemaField } from './schema-fields.js';
import type { SchemaRule } from './schema-rule.js';

const sharedTypes: ReadonlySet<string> = new Set(['Coded', 'Fraction', 'RelatedPerson', 'PageInfo']);
/** `Citizen.id` is a handle that says nothing of the person; without it no client can hold the others' fields together. */
const waysToCitizen: ReadonlySet<string> = new Set([
  'Query.me',
  'Query.citizen',
  'Query.citizens',
  'Citizen.id',
]);

export const structureCarriesNoFacts: SchemaRule = ({ departments }) =>
  allFields(departments)
    .filter(({ node }) => directiveTexts(node, 'sharing', 'resource').includes(structuralResource))
    .filter((field) => !isStructure(field))
    .map(({ coordinate, subgraph }) => ({
      coordinate,
      subgraph,
      problem: `is of "${structuralResource}", so everybody may read it.`,
      remedy: 'Name the resource that the fact belongs to.',
    }));

function isStructure({ coordinate, typeName, name }: SchemaField): boolean {
  if (sharedTypes.has(typeName) || waysToCitizen.has(coordinate)) return true;
  if (typeName.endsWith('Connection')) return ['edges', 'pageInfo', 'totalCount'].includes(name);
  return typeName.endsWith('Edge') && ['node', 'cursor'].includes(name);
}
