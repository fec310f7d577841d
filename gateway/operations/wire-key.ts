// Response keys on the way to the departments and back: the client's own, but for those that could be taken for another field.
import { Kind, parse, visit, type ConstDirectiveNode, type FieldNode } from 'graphql';

const prefix = 'yihao_alias_';

/** The key under which a field of a client's operation is planned and fetched. */
export type WireKeys = (field: FieldNode) => string;

/**
 * The planner adds keys such as `residentId` and the inputs of `@requires` under their own names, and takes a client's
 * `residentId: birthDate` for the same selection: the raw number would then stand under `birthDate`, past mask and refusal.
 * So an alias that is the name of any field of the supergraph, begins with `__`, or looks like one that the planner makes is
 * another one on the way; and so is a field that some `@requires` wants with arguments of its own.
 */
export function createWireKeys(supergraphSdl: string): WireKeys {
  const fieldNames = new Set<string>();
  const requiredWithArguments = new Set<string>();
  visit(parse(supergraphSdl), {
    FieldDefinition({ name, directives = [] }) {
      fieldNames.add(name.value);
      for (const selection of requirements(directives))
        addFieldsWithArguments(selection, requiredWithArguments);
    },
  });
  return ({ alias, name, arguments: given = [] }) => {
    const key = (alias ?? name).value;
    if (given.length > 0 && requiredWithArguments.has(name.value)) return prefix + key;
    if (key === name.value) return key;
    // With the prefix itself renamed too, no two keys become one.
    const isTaken =
      fieldNames.has(key) || key.startsWith('__') || key.startsWith(prefix) || /__alias_\d+$/.test(key);
    return isTaken ? prefix + key : key;
  };
}

/** `@join__field(requires: "…")`: what composition makes of `@requires`. */
function requirements(directives: readonly ConstDirectiveNode[]): string[] {
  return directives
    .filter(({ name }) => name.value === 'join__field')
    .flatMap(({ arguments: given = [] }) => given)
    .flatMap(({ name, value }) =>
      name.value === 'requires' && value.kind === Kind.STRING ? [value.value] : [],
    );
}

function addFieldsWithArguments(selection: string, names: Set<string>): void {
  visit(parse(`{ ${selection} }`), {
    Field({ name, arguments: given = [] }) {
      if (given.length > 0) names.add(name.value);
    },
  });
}
