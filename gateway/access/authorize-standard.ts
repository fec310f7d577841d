// Decides about every field of an operation on a foreign supergraph by the standard directives, once per set of decisions.
import {
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { wireKey } from '../operations/wire-key.js';
import { decideStandard } from './decide-standard.js';
import type { Claims, PolicyRules } from './policy-rule.js';
import { restrictOperation, type RestrictedOperation } from './restrict-operation.js';
import type { Requirement, RequirementTable } from './standard-directives.js';

export interface StandardAuthorizerOptions {
  readonly table: RequirementTable;
  readonly policies: PolicyRules;
}

export type StandardAuthorizer = ReturnType<typeof createStandardAuthorizer>;

/** A page has as many sets of decisions as there are kinds of callers with different rights; these are for one document. */
const maxSetsPerDocument = 64;

interface KnownDocument {
  /** Those of all its fields; of other operations' too, which only tells sets apart that are the same. */
  readonly requirements: readonly Requirement[];
  /** Some field has another key on the wire than the client's: what the planner fetches on its own must not stand under it. */
  readonly hasWireKeys: boolean;
  readonly restricted: LRUCache<string, RestrictedOperation>;
}

export function createStandardAuthorizer({ table, policies }: StandardAuthorizerOptions) {
  // The document is what Apollo Server keeps for equal queries.
  const documents = new WeakMap<DocumentNode, KnownDocument>();

  /**
   * The operation without the fields whose requirements the caller doesn't meet; undefined where it can run as it came.
   *
   * @param claims of the verified token; undefined for a caller without one
   */
  return function authorizeStandard(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    claims: Claims | undefined,
  ): RestrictedOperation | undefined {
    const known = documents.get(document) ?? {
      ...analyse(schema, document, table),
      restricted: new LRUCache<string, RestrictedOperation>({ max: maxSetsPerDocument }),
    };
    documents.set(document, known);
    const decisions = known.requirements.map((one) => decideStandard(one, claims, policies));
    if (decisions.every(Boolean) && !known.hasWireKeys) return undefined;
    const key = `${operation.name?.value ?? ''} ${decisions.map(Number).join('')}`;
    const restricted =
      known.restricted.get(key) ??
      restrictOperation(schema, document, operation, (coordinate) =>
        isMet(table.get(coordinate) ?? [], known.requirements, decisions)
          ? { kind: 'clear' }
          : { kind: 'refused' },
      );
    known.restricted.set(key, restricted);
    return restricted;
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

function analyse(
  schema: GraphQLSchema,
  document: DocumentNode,
  table: RequirementTable,
): Pick<KnownDocument, 'requirements' | 'hasWireKeys'> {
  const found = new Set<Requirement>();
  let hasWireKeys = false;
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(field) {
        const parent = typeInfo.getParentType();
        if (!parent) return;
        hasWireKeys ||= wireKey(schema, parent, field) !== (field.alias ?? field.name).value;
        for (const one of table.get(`${parent.name}.${field.name.value}`) ?? []) found.add(one);
      },
    }),
  );
  return { requirements: [...found], hasWireKeys };
}
