// A department's own look at what a bureau may see: every field selected belongs to a resource that the assertion names.
import {
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type ConstDirectiveNode,
} from 'graphql';
import { structuralResource, type Catalogue } from '../../schema/catalogue/read-catalogue.js';
import { AssertionRefused, type Assertion } from './assertion.js';

/**
 * The gateway takes out what it refuses before it asks; should it ever fail to, the department refuses the whole request.
 * Citizens' assertions name no resources: all of the data is their own.
 */
export function createResourceCheck(schema: GraphQLSchema, catalogue: Pick<Catalogue, 'resources'>) {
  const known = new WeakMap<DocumentNode, ReadonlySet<string>>();

  /** What the catalogue says of a resource binds a department whatever grant the gateway has found. */
  const isSharedFor = (id: string, purpose: string): boolean => {
    const resource = catalogue.resources.get(id);
    return (
      resource !== undefined && resource.sharing.class !== 'NOT_SHARED' && resource.purposes.includes(purpose)
    );
  };

  /** @throws AssertionRefused */
  return function checkResources({ claims }: Assertion, document: DocumentNode): void {
    if (claims.resources === undefined) {
      if (claims.caller.kind === 'bureau')
        throw new AssertionRefused(403, 'identity assertion names no resources');
      return;
    }
    const selected = known.get(document) ?? selectedResources(schema, document);
    known.set(document, selected);
    const allowed = new Set(claims.resources);
    const { caller } = claims;
    const purpose = caller.kind === 'bureau' ? caller.purpose : undefined;
    for (const resource of selected) {
      if (!allowed.has(resource))
        throw new AssertionRefused(403, 'identity assertion does not cover a resource that is asked for');
      if (purpose !== undefined && !isSharedFor(resource, purpose)) {
        throw new AssertionRefused(403, 'a resource that is asked for is not shared for this purpose');
      }
    }
  };
}

function selectedResources(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const resources = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(field) {
        const parent = typeInfo.getParentType();
        const name = field.name.value;
        const node = typeInfo.getFieldDef()?.astNode;
        // The gateway fetches keys without the caller's right to them, and never writes them into the answer.
        if (!parent || !node || keyFields(parent.astNode?.directives ?? []).has(name)) return;
        const resource = textArgument(node.directives ?? [], 'sharing', 'resource');
        if (resource !== undefined && resource !== structuralResource) resources.add(resource);
      },
    }),
  );
  return resources;
}

function keyFields(directives: readonly ConstDirectiveNode[]): ReadonlySet<string> {
  return new Set(
    directives
      .filter(({ name }) => name.value === 'key')
      .flatMap((directive) => (textArgument([directive], 'key', 'fields') ?? '').split(/\W+/)),
  );
}

function textArgument(
  directives: readonly ConstDirectiveNode[],
  directive: string,
  argument: string,
): string | undefined {
  const value = directives
    .find(({ name }) => name.value === directive)
    ?.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
