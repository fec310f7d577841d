// Which types belong to which, read from the supergraph: the API schema doesn't know those that are `@inaccessible`.
import { Kind, parse } from 'graphql';
import type { IsOfType } from './rewrite-data.js';

export function readTypeRelations(supergraphSdl: string): IsOfType {
  const abstractTypes = new Map<string, Set<string>>();
  const add = (type: string, abstract: string): void => {
    const known = abstractTypes.get(type);
    if (known) known.add(abstract);
    else abstractTypes.set(type, new Set([abstract]));
  };
  for (const definition of parse(supergraphSdl).definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const one of definition.interfaces ?? []) add(definition.name.value, one.name.value);
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      for (const one of definition.types ?? []) add(one.name.value, definition.name.value);
  }
  return (typeName, condition) =>
    typeName === condition || (abstractTypes.get(typeName)?.has(condition) ?? false);
}
