// Compiles what a department needs to know an entity by (`_Any` of the federation specification) into a builder of its JSON text.
import { isRecord, stringify, type Json, type JsonObject } from './json.js';
import type { FetchDataRewrite, QueryPlanSelectionNode } from '../planning/planner.js';
import { quote } from './quote.js';
import type { IsOfType } from './rewrite-data.js';

/** One entity to ask for, and the objects that it stands for: each is asked for once, wherever it stands. */
export interface EntityGroup {
  /** JSON text. */
  readonly representation: string;
  /** Positions among the targets. */
  readonly members: number[];
}

/** Leaves out targets of other types than those wanted, and those of which an input is missing. */
export type EntityGrouper = (targets: readonly JsonObject[]) => EntityGroup[];

interface TypeWriter {
  /** Undefined where an input is missing. */
  readonly write: (entity: JsonObject) => string | undefined;
  /** Where one plain value tells the entities of this type apart. */
  readonly onlyKey: string | undefined;
}

interface RequiredField {
  /** Where the value stands in what was fetched: the alias, if there is one. The planner gives none, a repaired plan may. */
  readonly key: string;
  /** What the representation calls it. */
  readonly name: string;
  readonly selections: readonly QueryPlanSelectionNode[] | undefined;
}

/** @param rewrites of `__typename`: where the department knows an interface as an object */
export function compileRepresentations(
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[] | undefined,
  isOfType: IsOfType,
): EntityGrouper {
  const byType = new Map<string, TypeWriter>();
  const writerOf = (typeName: string): TypeWriter => {
    const known = byType.get(typeName);
    if (known) return known;
    const sentName = nameFor(typeName, rewrites, isOfType);
    const writer = sentName === undefined ? leftOut : compileFor(typeName, requires, sentName, isOfType);
    byType.set(typeName, writer);
    return writer;
  };
  return (targets) => {
    const groups: EntityGroup[] = [];
    const byText = new Map<string, EntityGroup>();
    const byValue = new Map<TypeWriter, Map<string, EntityGroup>>();
    for (let position = 0; position < targets.length; position += 1) {
      const target = targets[position] as JsonObject;
      const typeName = target['__typename'];
      if (typeof typeName !== 'string') continue;
      const writer = writerOf(typeName);
      const value = writer.onlyKey === undefined ? undefined : target[writer.onlyKey];
      // Comparing the value itself costs a fifth of comparing the text made of it: a fifth of a nested answer of 90 KB.
      const known = typeof value === 'string' ? byValue.get(writer)?.get(value) : undefined;
      if (known) {
        known.members.push(position);
        continue;
      }
      const representation = writer.write(target);
      if (representation === undefined) continue;
      const same = typeof value === 'string' ? undefined : byText.get(representation);
      if (same) {
        same.members.push(position);
        continue;
      }
      const group = { representation, members: [position] };
      groups.push(group);
      if (typeof value !== 'string') byText.set(representation, group);
      else if (byValue.has(writer)) byValue.get(writer)?.set(value, group);
      else byValue.set(writer, new Map([[value, group]]));
    }
    return groups;
  };
}

const leftOut: TypeWriter = { write: () => undefined, onlyKey: undefined };

/** The planner's rewrites of inputs set `__typename` and nothing else. Undefined for what is not to be asked for. */
function nameFor(
  typeName: string,
  rewrites: readonly FetchDataRewrite[] = [],
  isOfType: IsOfType,
): string | undefined {
  for (const rewrite of rewrites) {
    const [condition = '', key] = rewrite.path;
    if (rewrite.kind !== 'ValueSetter' || rewrite.path.length !== 2 || key !== '__typename')
      throw new TypeError(`a rewrite of representations that isn't known: ${rewrite.path.join(' ')}`);
    if (isOfType(typeName, condition.replace('... on ', ''))) return String(rewrite.setValueTo);
  }
  // A department that knows an interface as an object knows none of its types. Those without a rewrite are not asked for: the
  // planner gives them what a `@requires` wants, without a key, beside the type for which the client wants the field.
  const isObjectThere = rewrites.some(
    (rewrite) => rewrite.kind === 'ValueSetter' && isOfType(typeName, String(rewrite.setValueTo)),
  );
  return isObjectThere ? undefined : typeName;
}

function compileFor(
  typeName: string,
  requires: readonly QueryPlanSelectionNode[],
  sentName: string,
  isOfType: IsOfType,
): TypeWriter {
  const fields = fieldsFor(typeName, requires, isOfType);
  const hasName = fields.some(({ key }) => key === '__typename');
  if (!hasName) return leftOut;
  const start = `{"__typename":${quote(sentName)}`;
  const others = fields
    .filter(({ key }) => key !== '__typename')
    .map(({ key, name, selections }) => ({
      key,
      isPlain: selections === undefined,
      prefix: `,${quote(name)}:`,
      write: compileInput(selections, isOfType),
    }));
  const [first] = others;
  const onlyKey = others.length === 1 && first?.isPlain ? first.key : undefined;
  const write = (entity: JsonObject): string | undefined => {
    let text = start;
    for (const { key, prefix, write } of others) {
      const value = entity[key];
      // It was asked for before; if it isn't there, its own fetch failed and said so.
      if (value === undefined || !Object.hasOwn(entity, key)) return undefined;
      text += prefix + write(value);
    }
    return text + '}';
  };
  return { write, onlyKey };
}

/** Fields wanted of an object of this type, each once with all that is wanted of it. */
function fieldsFor(
  typeName: string,
  selections: readonly QueryPlanSelectionNode[],
  isOfType: IsOfType,
): RequiredField[] {
  const fields = new Map<string, RequiredField>();
  const collect = (nodes: readonly QueryPlanSelectionNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'InlineFragment') {
        if (node.typeCondition === undefined || isOfType(typeName, node.typeCondition))
          collect(node.selections);
        continue;
      }
      const key = node.alias ?? node.name;
      const known = fields.get(key)?.selections ?? [];
      fields.set(key, {
        key,
        name: node.name,
        selections: node.selections && [...known, ...node.selections],
      });
    }
  };
  collect(selections);
  return [...fields.values()];
}

function compileInput(
  selections: readonly QueryPlanSelectionNode[] | undefined,
  isOfType: IsOfType,
): (value: Json) => string {
  if (!selections)
    return (value) => (typeof value === 'string' ? quote(value) : (stringify(value) ?? 'null'));
  const byType = new Map<string, readonly { key: string; name: string; write: (value: Json) => string }[]>();
  const fieldsOf = (typeName: string) => {
    const known = byType.get(typeName);
    if (known) return known;
    const fields = fieldsFor(typeName, selections, isOfType).map((field) => ({
      key: field.key,
      name: field.name,
      write: compileInput(field.selections, isOfType),
    }));
    byType.set(typeName, fields);
    return fields;
  };
  const writeInput = (value: Json): string => {
    if (Array.isArray(value)) return `[${(value as Json[]).map(writeInput).join(',')}]`;
    if (!isRecord(value)) return 'null';
    const typeName = value['__typename'];
    const parts: string[] = [];
    for (const { key, name, write } of fieldsOf(typeof typeName === 'string' ? typeName : '')) {
      const inner = Object.hasOwn(value, key) ? value[key] : undefined;
      if (inner === undefined) return 'null';
      parts.push(`${quote(name)}:${write(inner)}`);
    }
    return `{${parts.join(',')}}`;
  };
  return writeInput;
}
