// Decides about every field of an operation on a foreign supergraph by the standard directives.
import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { FieldTreatment } from '../operations/prepare-operation.js';
import { decideStandard } from './decide-standard.js';
import type { Claims, PolicyRules } from './policy-rule.js';
import type { Requirement, RequirementTable } from './standard-directives.js';

export interface StandardAuthorizerOptions {
  readonly table: RequirementTable;
  readonly policies: PolicyRules;
}

/** What one caller may see of an operation. */
export interface StandardAccess {
  /** Of one document: equal keys, equal treatments. */
  readonly accessKey: string;
  readonly treat: (coordinate: string) => FieldTreatment;
}

export type StandardAuthorizer = ReturnType<typeof createStandardAuthorizer>;

export function createStandardAuthorizer({ table, policies }: StandardAuthorizerOptions) {
  // The document is what Apollo Server keeps for equal queries.
  const documents = new WeakMap<DocumentNode, readonly Requirement[]>();

  /** @param claims of the verified token; undefined for a caller without one */
  return function authorizeStandard(
    schema: GraphQLSchema,
    document: DocumentNode,
    claims: Claims | undefined,
  ): StandardAccess {
    const requirements = documents.get(document) ?? requirementsOf(schema, document, table);
    documents.set(document, requirements);
    const decisions = requirements.map((one) => decideStandard(one, claims, policies));
    return {
      accessKey: decisions.map(Number).join(''),
      treat: (coordinate) =>
        isMet(table.get(coordinate) ?? [], requirements, decisions) ? { kind: 'clear' } : { kind: 'refused' },
    };
  };
}

/** Default deny: a requirement that the document was not found to have counts as not met. */
function isMet(
  wanted: readonly Requirement[],
  requirements: readonly Requirement[],
  decisions: readonly boolean[],
): boolean {
  return wanted.every((one) => decisions[requirements.indexOf(one)] === true);
}

/** Of all the fields of a document; those of other operations in it only tell apart what is the same. */
function requirementsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  table: RequirementTable,
): Requirement[] {
  const found = new Set<Requirement>();
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(field) {
        const parent = typeInfo.getParentType();
        if (!parent) return;
        for (const one of table.get(`${parent.name}.${field.name.value}`) ?? []) found.add(one);
      },
    }),
  );
  return [...found];
}
