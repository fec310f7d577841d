// Compiles what a client asked for into a writer of the answer: projection, masks, refusals and nulls in one pass to JSON text.
//
// Follows GraphQL, section 6.4.3: values that don't fit their type are null, and a null where the schema allows none takes
// away the object or list around it.
import {
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { mask, type MaskKind } from '../../schema/contract/mask.js';
import type { AnswerField, PreparedOperation } from '../operations/prepare-operation.js';
import { quote } from './quote.js';
import { isRecord, stringify, type Json } from './json.js';

export type Path = readonly (string | number)[];

export interface WrittenAnswer {
  /** JSON text of `data`. */
  readonly text: string;
  /** Coordinates of which a value was masked. */
  readonly masked: ReadonlySet<string>;
  /** Refused coordinate → where it would have stood. */
  readonly refused: ReadonlyMap<string, readonly Path[]>;
  /** Watched coordinate → where nothing was found. */
  readonly empty: ReadonlyMap<string, readonly Path[]>;
  /** Where a value doesn't fit the schema, or is missing where it must not be. */
  readonly misfits: readonly Path[];
}

export interface WriterOptions {
  readonly schema: GraphQLSchema;
  readonly operation: Pick<PreparedOperation, 'rootType' | 'fields'>;
  readonly watch?: Watch;
}

/**
 * What is told of the objects and lists of a coordinate: where they or their items are null (`missing`), or also where a
 * list is empty.
 */
export type Watch = (coordinate: string) => 'missing' | 'empty' | undefined;

export type AnswerWriter = (data: Json) => WrittenAnswer;

/** Beyond these, places say nothing new. */
const maxPaths = 200;
const maxMisfits = 50;

interface Writing {
  /** Of the field that is being written, without its own key where that is a leaf. */
  readonly path: (string | number)[];
  readonly masked: Set<string>;
  readonly refused: Map<string, Path[]>;
  readonly empty: Map<string, Path[]>;
  readonly misfits: Path[];
}

/** Undefined: null where none is allowed, and told already. */
type Write = (value: Json, writing: Writing) => string | undefined;

interface WriteField {
  /** `,"name":`, without the comma for the first. */
  readonly prefix: string;
  readonly responseKey: string;
  readonly wireKey: string;
  /** The key is also the name of something that every object inherits. */
  readonly isInherited: boolean;
  /** What is in it has a path of its own. */
  readonly isNested: boolean;
  readonly write: Write;
}

interface Compiling {
  readonly schema: GraphQLSchema;
  readonly watch: Watch;
}

export function compileWriter({ schema, operation, watch = () => undefined }: WriterOptions): AnswerWriter {
  const write = compileObject({ schema, watch }, operation.rootType, operation.fields);
  return (data) => {
    const writing: Writing = {
      path: [],
      masked: new Set(),
      refused: new Map(),
      empty: new Map(),
      misfits: [],
    };
    const { masked, refused, empty, misfits } = writing;
    return { text: write(data, writing) ?? 'null', masked, refused, empty, misfits };
  };
}

function compileObject(
  compiling: Compiling,
  type: GraphQLObjectType,
  candidates: readonly AnswerField[],
): Write {
  const fields = compileFields(compiling, type, candidates);
  return (source, writing) => {
    if (!isRecord(source)) return misfit(writing);
    let text = '{';
    for (const { prefix, responseKey, wireKey, isInherited, isNested, write } of fields) {
      const value = isInherited && !Object.hasOwn(source, wireKey) ? undefined : source[wireKey];
      if (isNested) writing.path.push(responseKey);
      const written = write(value, writing);
      if (isNested) writing.path.pop();
      if (written === undefined) return undefined;
      text += prefix + written;
    }
    return text + '}';
  };
}

/** The same field asked for several times is written once, where it came first, with everything that was asked of it. */
function compileFields(
  compiling: Compiling,
  type: GraphQLObjectType,
  candidates: readonly AnswerField[],
): WriteField[] {
  const byKey = new Map<string, AnswerField[]>();
  for (const field of candidates) {
    if (field.onTypes && !field.onTypes.has(type.name)) continue;
    const same = byKey.get(field.responseKey);
    if (same) same.push(field);
    else byKey.set(field.responseKey, [field]);
  }
  return [...byKey.values()].map((same, index) => compileField(compiling, type, same, index === 0));
}

function compileField(
  compiling: Compiling,
  parent: GraphQLObjectType,
  same: readonly AnswerField[],
  isFirst: boolean,
): WriteField {
  const [field] = same;
  if (!field) throw new TypeError('a field that nobody asked for');
  const { responseKey, wireKey, name } = field;
  // The type's own definition may be narrower than that of the interface which the client asked by.
  const fieldType = parent.getFields()[name]?.type ?? field.type;
  const isLeaf = isLeafType(fieldType);
  return {
    prefix: `${isFirst ? '' : ','}${JSON.stringify(responseKey)}:`,
    responseKey,
    wireKey,
    isInherited: wireKey in Object.prototype,
    isNested: !isLeaf,
    write: watched(compiling, parent, field, compileTreated(compiling, parent, same, fieldType, isLeaf)),
  };
}

function isLeafType(type: GraphQLOutputType | undefined): boolean {
  const nullable = isNonNullType(type) ? type.ofType : type;
  return !(isListType(nullable) || isObjectType(nullable) || isAbstractType(nullable));
}

function compileTreated(
  compiling: Compiling,
  parent: GraphQLObjectType,
  same: readonly AnswerField[],
  type: GraphQLOutputType | undefined,
  isLeaf: boolean,
): Write {
  const [{ name, responseKey }] = same as readonly [AnswerField];
  if (name === '__typename') return () => quote(parent.name);
  if (!type || name.startsWith('__')) return (value) => JSON.stringify(value ?? null);
  const refused = same.find(({ treatment }) => treatment.kind === 'refused');
  const key = isLeaf ? responseKey : undefined;
  if (refused) return compileRefusal(refused.coordinate, isNonNullType(type), isLeaf, responseKey);
  for (const { treatment, coordinate } of same)
    if (treatment.kind === 'masked')
      return compileValue(type, key, () => compileMask(treatment.mask, coordinate, key));
  const children = same.flatMap((one) => one.children ?? []);
  return compileValue(type, key, (named) => compileNamed(compiling, named, children, key));
}

function compileRefusal(coordinate: string, required: boolean, isLeaf: boolean, responseKey: string): Write {
  return (_value, { path, refused }) => {
    note(refused, coordinate, isLeaf ? [...path, responseKey] : [...path]);
    return required ? undefined : 'null';
  };
}

/** @param key of a leaf, whose path is told by it */
function compileValue(
  type: GraphQLOutputType,
  key: string | undefined,
  compileInner: (type: GraphQLNamedType) => Write,
): Write {
  const bare = isNonNullType(type) ? type.ofType : type;
  const write = isListType(bare)
    ? compileList(compileValue(bare.ofType, undefined, compileInner))
    : compileInner(bare);
  return isNonNullType(type)
    ? (value, writing) =>
        value === null || value === undefined ? misfit(writing, key) : write(value, writing)
    : (value, writing) =>
        value === null || value === undefined ? 'null' : (write(value, writing) ?? 'null');
}

function compileList(writeItem: Write): Write {
  return (value, writing) => {
    if (!Array.isArray(value)) return misfit(writing);
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      writing.path.push(index);
      const written = writeItem(value[index] as Json, writing);
      writing.path.pop();
      if (written === undefined) return undefined;
      text += index === 0 ? written : ',' + written;
    }
    return text + ']';
  };
}

function compileNamed(
  compiling: Compiling,
  type: GraphQLNamedType,
  children: readonly AnswerField[],
  key: string | undefined,
): Write {
  if (isObjectType(type)) return compileObject(compiling, type, children);
  if (isAbstractType(type)) return compileAbstract(compiling, type, children);
  const write = isEnumType(type) ? compileEnum(type) : compileScalar(type as GraphQLScalarType);
  return (value, writing) => write(value) ?? misfit(writing, key);
}

/** A writer for each type that the value turns out to have. */
function compileAbstract(
  compiling: Compiling,
  type: GraphQLCompositeType,
  children: readonly AnswerField[],
): Write {
  const possible = new Map(
    (isAbstractType(type) ? compiling.schema.getPossibleTypes(type) : []).map((one) => [one.name, one]),
  );
  const writers = new Map<string, Write>();
  return (value, writing) => {
    const name = isRecord(value) ? value['__typename'] : undefined;
    if (typeof name !== 'string') return misfit(writing);
    let write = writers.get(name);
    if (!write) {
      const object = possible.get(name);
      // Not in the API's schema, or an interface that only stands for its objects: nobody knows what it is.
      if (!object) return misfit(writing);
      write = compileObject(compiling, object, children);
      writers.set(name, write);
    }
    return write(value, writing);
  };
}

function compileMask(kind: MaskKind, coordinate: string, key: string | undefined): Write {
  return (value, writing) => {
    // A mask is for text; of anything else nothing is shown.
    if (typeof value !== 'string') return misfit(writing, key);
    writing.masked.add(coordinate);
    return quote(mask(kind, value));
  };
}

function compileEnum(type: GraphQLEnumType): (value: Json) => string | undefined {
  const texts = new Map(type.getValues().map(({ name }) => [name, quote(name)]));
  return (value) => (typeof value === 'string' ? texts.get(value) : undefined);
}

const maxInt = 2_147_483_647;

/** JSON has no infinity, but `1e999` is read as one. */
function finite(value: number): string | undefined {
  return Number.isFinite(value) ? JSON.stringify(value) : undefined;
}

/** Undefined for what the type doesn't allow (GraphQL, section 3.5); scalars of the schema's own may be any JSON. */
function compileScalar({ name }: GraphQLScalarType): (value: Json) => string | undefined {
  switch (name) {
    case 'String':
      return (value) => (typeof value === 'string' ? quote(value) : undefined);
    case 'ID':
      return (value) => {
        if (typeof value === 'string') return quote(value);
        return typeof value === 'number' && Number.isInteger(value) ? `"${value}"` : undefined;
      };
    case 'Int':
      return (value) =>
        typeof value === 'number' && Number.isInteger(value) && value >= -maxInt - 1 && value <= maxInt
          ? String(value)
          : undefined;
    case 'Float':
      return (value) => (typeof value === 'number' ? finite(value) : undefined);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? String(value) : undefined);
    default:
      return (value) => {
        if (typeof value === 'string') return quote(value);
        return typeof value === 'number' ? finite(value) : stringify(value);
      };
  }
}

/** Tells where a watched field has nothing: the field itself, or one of its items. */
function watched({ watch }: Compiling, parent: GraphQLObjectType, field: AnswerField, write: Write): Write {
  const coordinate = `${parent.name}.${field.name}`;
  const what = field.children && watch(coordinate);
  if (!what) return write;
  return (value, writing) => {
    const written = write(value, writing);
    if (written === 'null' || (what === 'empty' && written === '[]'))
      note(writing.empty, coordinate, [...writing.path]);
    else if (Array.isArray(value))
      for (const [index, item] of value.entries())
        if (item === null) note(writing.empty, coordinate, [...writing.path, index]);
    return written;
  };
}

function note(places: Map<string, Path[]>, coordinate: string, path: Path): void {
  const paths = places.get(coordinate);
  if (!paths) places.set(coordinate, [path]);
  else if (paths.length < maxPaths) paths.push(path);
}

function misfit({ misfits, path }: Writing, key?: string): undefined {
  if (misfits.length < maxMisfits) misfits.push(key === undefined ? [...path] : [...path, key]);
}
