// The resource of every field, read from the supergraph: the API schema that Apollo Gateway makes of it drops our directives.
import { Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { BadSupergraph } from '../errors.js';

/** Coordinate (`Citizen.pension`) → catalogue resource. Fields of a foreign supergraph have none. */
export type SharingTable = ReadonlyMap<string, string>;

/** @throws BadSupergraph when it isn't SDL */
export function readSharing(supergraphSdl: string): SharingTable {
  const table = new Map<string, string>();
  for (const definition of parseSdl(supergraphSdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    for (const field of definition.fields ?? []) {
      const resource = resourceOf(field.directives ?? []);
      if (resource !== undefined) table.set(`${definition.name.value}.${field.name.value}`, resource);
    }
  }
  return table;
}

function resourceOf(directives: readonly ConstDirectiveNode[]): string | undefined {
  const sharing = directives.find(({ name }) => name.value === 'sharing');
  const value = sharing?.arguments?.find(({ name }) => name.value === 'resource')?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl);
  } catch (error) {
    throw new BadSupergraph(
      `The supergraph is refused: ${error instanceof Error ? error.message : 'not SDL'}`,
      { cause: error },
    );
  }
}
