// The policy of every field, read from the supergraph: the API schema that Apollo Gateway makes of it drops our directives.
import { Kind, parse, type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode } from 'graphql';
import type { MaskKind } from '../../schema/contract/mask.js';
import { BadSupergraph } from '../errors.js';

export interface FieldPolicy {
  /** Catalogue resource; undefined where the supergraph says none. */
  readonly resource: string | undefined;
  readonly mask: MaskKind | undefined;
  /** A field that can't be null: a refusal masks it, or takes its parent away. */
  readonly required: boolean;
}

/** Coordinate (`Citizen.pension`) → policy. */
export type AccessTable = ReadonlyMap<string, FieldPolicy>;

const maskKinds: ReadonlySet<string> = new Set<MaskKind>([
  'NAME',
  'RESIDENT_ID',
  'PHONE',
  'BANK_CARD',
  'ADDRESS',
  'ACCOUNT',
  'CERTIFICATE',
]);

/** @throws BadSupergraph when it isn't SDL, or a mask isn't known here: an unknown mask must not mean none */
export function readAccessTable(supergraphSdl: string): AccessTable {
  const table = new Map<string, FieldPolicy>();
  for (const definition of parseSdl(supergraphSdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${definition.name.value}.${field.name.value}`;
      table.set(coordinate, readPolicy(coordinate, field));
    }
  }
  return table;
}

function readPolicy(coordinate: string, { directives = [], type }: FieldDefinitionNode): FieldPolicy {
  return {
    resource: argumentOf(directives, 'sharing', 'resource'),
    mask: maskKind(coordinate, argumentOf(directives, 'mask', 'as')),
    required: type.kind === Kind.NON_NULL_TYPE,
  };
}

function maskKind(coordinate: string, name: string | undefined): MaskKind | undefined {
  if (name === undefined || maskKinds.has(name)) return name as MaskKind | undefined;
  throw new BadSupergraph(`The supergraph is refused: ${coordinate} has the unknown mask "${name}".`);
}

function argumentOf(
  directives: readonly ConstDirectiveNode[],
  directive: string,
  argument: string,
): string | undefined {
  const value = directives
    .find(({ name }) => name.value === directive)
    ?.arguments?.find(({ name }) => name.value === argument)?.value;
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
