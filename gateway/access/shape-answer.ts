// Gives the answer the shape that the client asked for: refused fields are null, values without the clear grant are masked.
import { isListType, isNonNullType, type GraphQLOutputType } from 'graphql';
import { mask, type MaskKind } from '../../schema/contract/mask.js';
import { typeKey, type Condition, type ShapeField } from './restrict-operation.js';

export type Path = readonly (string | number)[];

export interface ShapedAnswer {
  readonly data: Record<string, unknown> | null;
  /** Coordinates of which a value was masked. */
  readonly masked: ReadonlySet<string>;
  /** Refused coordinate → where it would have stood, at most `maxPaths` places. */
  readonly refused: ReadonlyMap<string, readonly Path[]>;
}

export const maxPaths = 20;

type Source = Readonly<Record<string, unknown>>;

interface Shaping {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly masked: Set<string>;
  readonly refused: Map<string, Path[]>;
}

/** Null where the schema allows none: takes away the object or the list around it (GraphQL, section 6.4.4). */
const missing = Symbol('missing');

/** @param variables as the client sent them, for `@skip` and `@include` */
export function shapeAnswer(
  data: unknown,
  shape: readonly ShapeField[],
  variables: Readonly<Record<string, unknown>>,
): ShapedAnswer {
  const shaping: Shaping = { variables, masked: new Set(), refused: new Map() };
  const shaped = isObject(data) ? shapeObject(data, shape, [], shaping) : null;
  return { data: shaped === missing ? null : shaped, masked: shaping.masked, refused: shaping.refused };
}

function shapeObject(
  source: Source,
  shape: readonly ShapeField[],
  path: Path,
  shaping: Shaping,
): Record<string, unknown> | typeof missing {
  // Aliases are the client's: `__proto__` has to be a name like any other.
  const shaped = Object.create(null) as Record<string, unknown>;
  for (const field of shape) {
    if (!applies(field, source, shaping.variables)) continue;
    const key = field.responseKey;
    const value = shapeField(source, field, [...path, key], shaping);
    if (value === missing) return missing;
    shaped[key] = key in shaped ? merged(shaped[key], value) : value;
  }
  return shaped;
}

function shapeField(source: Source, field: ShapeField, path: Path, shaping: Shaping): unknown {
  const { treatment, coordinate, type } = field;
  const value = source[field.wireKey];
  switch (treatment.kind) {
    case 'refused':
      noteRefusal(shaping, coordinate, path);
      return completed(null, type);
    case 'masked':
      return completed(maskValue(value, treatment.mask, coordinate, shaping), type);
    case 'clear':
      return shapeValue(value, type, field, path, shaping);
  }
}

/** @param type of the value: within a list that of its items */
function shapeValue(
  value: unknown,
  type: GraphQLOutputType | undefined,
  field: ShapeField,
  path: Path,
  shaping: Shaping,
): unknown {
  if (field.children === undefined || value === null || value === undefined)
    return completed(value ?? null, type);
  if (Array.isArray(value)) {
    const itemType = itemTypeOf(type);
    const items = value.map((item: unknown, index) =>
      shapeValue(item, itemType, field, [...path, index], shaping),
    );
    return completed(items.includes(missing) ? null : items, type);
  }
  const shaped = isObject(value) ? shapeObject(value, field.children, path, shaping) : null;
  return completed(shaped === missing ? null : shaped, type);
}

function completed(value: unknown, type: GraphQLOutputType | undefined): unknown {
  return value === null && isNonNullType(type) ? missing : value;
}

function itemTypeOf(type: GraphQLOutputType | undefined): GraphQLOutputType | undefined {
  const nullable = isNonNullType(type) ? type.ofType : type;
  return isListType(nullable) ? nullable.ofType : undefined;
}

function maskValue(value: unknown, kind: MaskKind, coordinate: string, shaping: Shaping): unknown {
  if (value === null || value === undefined) return null;
  shaping.masked.add(coordinate);
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? mask(kind, item) : null));
  // A mask is for text; of anything else nothing is shown.
  return typeof value === 'string' ? mask(kind, value) : null;
}

function noteRefusal({ refused }: Shaping, coordinate: string, path: Path): void {
  const paths = refused.get(coordinate) ?? [];
  if (paths.length < maxPaths) paths.push(path);
  refused.set(coordinate, paths);
}

function applies(
  { conditions, onTypes }: ShapeField,
  source: Source,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const type = source[typeKey];
  if (onTypes && typeof type === 'string' && !onTypes.has(type)) return false;
  return conditions.every((condition) => holds(condition, variables));
}

function holds(
  { wanted, variable, value }: Condition,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const given = variable === undefined ? undefined : variables[variable];
  return (given === undefined ? value : given === true) === wanted;
}

/** The same field asked for twice with different selections gives one object with both, and none when one of them is taken away. */
function merged(a: unknown, b: unknown): unknown {
  if (a === null) return null;
  if (Array.isArray(a) && Array.isArray(b)) return a.map((item, index) => merged(item, b[index]));
  if (!isObject(a) || !isObject(b)) return b;
  const both = Object.assign(Object.create(null), a) as Record<string, unknown>;
  for (const [key, value] of Object.entries(b)) both[key] = key in both ? merged(both[key], value) : value;
  return both;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
