// Response keys on the way to the departments and back: the client's own, but for aliases that could be taken for a field.
import { isAbstractType, type FieldNode, type GraphQLCompositeType, type GraphQLSchema } from 'graphql';

const prefix = 'yihao_alias_';

/**
 * The key under which a field is planned and fetched. The planner adds keys such as `residentId` under their own names and
 * takes a client's `residentId: birthDate` for the same selection: the raw number then stands under `birthDate`, past mask
 * and refusal. So an alias that is the name of a field of the type, or begins with `__`, is another one on the way.
 */
export function wireKey(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  { alias, name }: FieldNode,
): string {
  const key = (alias ?? name).value;
  if (key === name.value) return key;
  const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
  const isField = types.some((type) => 'getFields' in type && Object.hasOwn(type.getFields(), key));
  // With the prefix itself renamed too, no two keys become one.
  return isField || key.startsWith('__') || key.startsWith(prefix) ? prefix + key : key;
}

/** A path in what came back, by the client's keys. */
export function clientPath(path: readonly (string | number)[]): (string | number)[] {
  return path.map((key) =>
    typeof key === 'string' && key.startsWith(prefix) ? key.slice(prefix.length) : key,
  );
}
