// What `@cost` and `@listSize` of a supergraph say, read from its SDL: the API schema that is made of it drops them.
import {
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import { z } from 'zod';
import { BadSupergraph } from '../errors.js';

const listSize = z.object({
  /** Items when no argument says how many. */
  assumedSize: z.int().min(0).nullish(),
  /** Arguments that say how many items there will be at most. */
  slicingArguments: z.array(z.string()).nullish(),
  /** Fields of the returned type to which the size belongs rather than to the field itself. */
  sizedFields: z.array(z.string()).nullish(),
  requireOneSlicingArgument: z.boolean().nullish(),
});

export type ListSize = z.output<typeof listSize>;

export interface CostTable {
  /** Schema coordinate (`Type`, `Type.field`, `Type.field(argument:)`) → weight. */
  readonly weights: ReadonlyMap<string, number>;
  /** Coordinate of a field → how many items it leads to. */
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

const specification = 'https://specs.apollo.dev/cost/';

/**
 * Follows the specification of `@link` v1.0 for the names that the supergraph gives both directives.
 * @throws BadSupergraph when it isn't SDL, or a directive has arguments that the specification doesn't know
 */
export function readCostTable(supergraphSdl: string): CostTable {
  const document = parseSdl(supergraphSdl);
  const names = readNames(document);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const read = (coordinate: string, applied: readonly ConstDirectiveNode[] = []): void => {
    const weight = readDirective(coordinate, applied, names.cost, z.object({ weight: z.int() }))?.weight;
    if (weight !== undefined) weights.set(coordinate, weight);
    const size = readDirective(coordinate, applied, names.listSize, listSize);
    if (size) listSizes.set(coordinate, size);
  };
  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    const type = definition.name.value;
    read(type, definition.directives as readonly ConstDirectiveNode[] | undefined);
    if (!('fields' in definition)) continue;
    const fields: readonly (FieldDefinitionNode | InputValueDefinitionNode)[] = definition.fields ?? [];
    for (const field of fields) {
      const coordinate = `${type}.${field.name.value}`;
      read(coordinate, field.directives);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const { name, directives } of field.arguments ?? [])
        read(`${coordinate}(${name.value}:)`, directives);
    }
  }
  return { weights, listSizes };
}

/** Undefined where the specification is not linked. */
interface Names {
  readonly cost: string | undefined;
  readonly listSize: string | undefined;
}

const linkArguments = z.object({
  url: z.string(),
  as: z.string().optional(),
  import: z
    .array(z.union([z.string(), z.object({ name: z.string(), as: z.string().optional() })]))
    .optional(),
});

function readNames({ definitions }: DocumentNode): Names {
  const links = definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? [])
      : [],
  );
  const link = links
    .map((node) => linkArguments.safeParse(argumentsOf(node)).data)
    .find((one) => one?.url.startsWith(specification));
  const imported = new Map(
    link?.import?.map((one) => (typeof one === 'string' ? [one, one] : [one.name, one.as ?? one.name])),
  );
  if (!link) return { cost: undefined, listSize: undefined };
  const prefix = link.as ?? 'cost';
  // `@cost` has the specification's own name, so it needs no import.
  return {
    cost: imported.get('@cost')?.slice(1) ?? prefix,
    listSize: imported.get('@listSize')?.slice(1) ?? `${prefix}__listSize`,
  };
}

function readDirective<Arguments>(
  coordinate: string,
  applied: readonly ConstDirectiveNode[],
  name: string | undefined,
  shape: z.ZodType<Arguments>,
): Arguments | undefined {
  const node = applied.find((one) => one.name.value === name);
  if (!node) return undefined;
  const read = shape.safeParse(argumentsOf(node));
  if (read.success) return read.data;
  throw new BadSupergraph(`The supergraph is refused: @${name} at ${coordinate} has unknown arguments.`);
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
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
