// Reads from a supergraph what subgraphs say about types: who has a field, what they require for it, and by which keys they find entities.
import {
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type ConstValueNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
  type TypeNode,
} from 'graphql';

export type Selections = readonly SelectionNode[];

/** One subgraph that resolves a field. */
export interface Provider {
  readonly subgraph: string;
  readonly requires: Selections | undefined;
  /** The type's name in that subgraph: an interface's where it knows the interface as an object. */
  readonly knownAs: string;
}

export interface FieldShape {
  readonly typeName: string;
  /** How many lists are around it. */
  readonly lists: number;
  /** As written in the schema. */
  readonly text: string;
}

/** Subgraphs are named as in query plans. */
export interface FederatedTypes {
  /** Object types: of an object type itself. */
  possibleTypes(typeName: string): readonly string[];
  /** Those that a subgraph's answer may be of: it may know fewer members, or an interface as an object. */
  possibleTypesIn(typeName: string, subgraph: string): readonly string[];
  fieldShape(typeName: string, field: string): FieldShape | undefined;
  /** Those that resolve it, external ones left out. */
  providersOf(typeName: string, field: string): readonly Provider[];
  /** What this subgraph requires for the field (`@requires` of the federation specification). */
  requirementOf(typeName: string, field: string, subgraph: string): Selections | undefined;
  /** Resolvable keys of an entity. */
  keysOf(typeName: string, subgraph: string): readonly Selections[];
  /** Whether a subgraph's text names a field that requires others somewhere. */
  mayRequire(operation: string): boolean;
}

type TypeDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;
type DirectiveArguments = ReadonlyMap<string, ConstValueNode>;

interface FederatedType {
  readonly fields: ReadonlyMap<string, FieldShape & { readonly providers: readonly Provider[] }>;
  readonly keys: ReadonlyMap<string, readonly Selections[]>;
  readonly objectIn: ReadonlySet<string>;
  readonly interfaces: readonly string[];
}

/** By abstract type and subgraph: `Node stock`. */
type Members = ReadonlyMap<string, readonly string[]>;

export function readFederatedTypes(supergraphSdl: string): FederatedTypes {
  const { definitions } = parse(supergraphSdl);
  const subgraphs = new Map<string, string>();
  const types = new Map<string, FederatedType>();
  const possible = new Map<string, string[]>();
  const members = new Map<string, string[]>();
  const addMember = (typeName: string, graph: string | undefined, member: string): void => {
    const id = `${typeName} ${subgraphs.get(graph ?? '') ?? ''}`;
    members.set(id, [...(members.get(id) ?? []), member]);
  };
  for (const definition of definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph')
      for (const { name, directives = [] } of definition.values ?? [])
        for (const given of argumentsOf(directives, 'join__graph'))
          subgraphs.set(name.value, textOf(given, 'name') ?? name.value);
  }
  for (const definition of definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      const { name, types: all = [], directives = [] } = definition;
      possible.set(
        name.value,
        all.map((one) => one.name.value),
      );
      for (const given of argumentsOf(directives, 'join__unionMember'))
        addMember(name.value, enumOf(given, 'graph'), textOf(given, 'member') ?? '');
    }
    if (!isTypeDefinition(definition)) continue;
    types.set(definition.name.value, readType(definition, subgraphs));
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const given of argumentsOf(definition.directives ?? [], 'join__implements'))
      addMember(textOf(given, 'interface') ?? '', enumOf(given, 'graph'), definition.name.value);
    for (const name of [definition.name, ...(definition.interfaces ?? []).map((one) => one.name)])
      possible.set(name.value, [...(possible.get(name.value) ?? []), definition.name.value]);
  }
  return createFederatedTypes(types, possible, members);
}

function createFederatedTypes(
  types: ReadonlyMap<string, FederatedType>,
  possible: ReadonlyMap<string, readonly string[]>,
  members: Members,
): FederatedTypes {
  const requiring = requiringNames(types);
  const words = new RegExp(`\\b(?:${[...requiring].join('|')})\\b`);
  const providersOf = (typeName: string, field: string): readonly Provider[] => {
    const type = types.get(typeName);
    const own = type?.fields.get(field)?.providers ?? [];
    // What subgraphs add to an interface that they know as an object, all that implement it have.
    const inherited = (type?.interfaces ?? []).flatMap((name) => {
      const objectIn = types.get(name)?.objectIn;
      const all = types.get(name)?.fields.get(field)?.providers ?? [];
      return all.filter(({ subgraph }) => objectIn?.has(subgraph));
    });
    return [...own, ...inherited];
  };
  return {
    possibleTypes: (typeName) => possible.get(typeName) ?? [],
    possibleTypesIn(typeName, subgraph) {
      const all = possible.get(typeName) ?? [];
      if (all[0] === typeName || types.get(typeName)?.objectIn.has(subgraph)) return all;
      return members.get(`${typeName} ${subgraph}`) ?? [];
    },
    fieldShape: (typeName, field) => types.get(typeName)?.fields.get(field),
    providersOf,
    requirementOf(typeName, field, subgraph) {
      if (!requiring.has(field)) return undefined;
      return providersOf(typeName, field).find((provider) => provider.subgraph === subgraph)?.requires;
    },
    keysOf: (typeName, subgraph) => types.get(typeName)?.keys.get(subgraph) ?? [],
    mayRequire: (operation) => requiring.size > 0 && words.test(operation),
  };
}

function requiringNames(types: ReadonlyMap<string, FederatedType>): Set<string> {
  const names = new Set<string>();
  for (const { fields } of types.values())
    for (const [name, { providers }] of fields)
      if (providers.some(({ requires }) => requires)) names.add(name);
  return names;
}

function isTypeDefinition(definition: { readonly kind: Kind }): definition is TypeDefinition {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

function readType(definition: TypeDefinition, subgraphs: ReadonlyMap<string, string>): FederatedType {
  const { name, directives = [], fields = [], interfaces = [] } = definition;
  const keys = new Map<string, Selections[]>();
  const objectIn = new Set<string>();
  for (const given of argumentsOf(directives, 'join__type')) {
    const subgraph = subgraphs.get(enumOf(given, 'graph') ?? '') ?? '';
    const key = textOf(given, 'key');
    const known = keys.get(subgraph) ?? [];
    keys.set(subgraph, known);
    if (key !== undefined && !isFalse(given, 'resolvable')) known.push(parseSelections(key));
    if (isTrue(given, 'isInterfaceObject')) objectIn.add(subgraph);
  }
  return {
    keys,
    objectIn,
    interfaces: interfaces.map((one) => one.name.value),
    fields: new Map(
      fields.map((field) => [
        field.name.value,
        { ...shapeOf(field.type), providers: readProviders(field, name.value, subgraphs, [...keys.keys()]) },
      ]),
    ),
  };
}

/** @param all subgraphs that have the type: without a word about the field it is everybody's */
function readProviders(
  { directives = [] }: FieldDefinitionNode,
  knownAs: string,
  subgraphs: ReadonlyMap<string, string>,
  all: readonly string[],
): Provider[] {
  const joins = argumentsOf(directives, 'join__field');
  if (joins.length === 0) return all.map((subgraph) => ({ subgraph, requires: undefined, knownAs }));
  return joins.flatMap((given) => {
    const subgraph = subgraphs.get(enumOf(given, 'graph') ?? '');
    if (subgraph === undefined || isTrue(given, 'external') || isTrue(given, 'usedOverridden')) return [];
    const requires = textOf(given, 'requires');
    return [{ subgraph, requires: requires === undefined ? undefined : parseSelections(requires), knownAs }];
  });
}

function argumentsOf(directives: readonly ConstDirectiveNode[], name: string): DirectiveArguments[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map((directive) => new Map((directive.arguments ?? []).map((one) => [one.name.value, one.value])));
}

function textOf(given: DirectiveArguments, name: string): string | undefined {
  const value = given.get(name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function enumOf(given: DirectiveArguments, name: string): string | undefined {
  const value = given.get(name);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

function isTrue(given: DirectiveArguments, name: string): boolean {
  const value = given.get(name);
  return value?.kind === Kind.BOOLEAN && value.value;
}

function isFalse(given: DirectiveArguments, name: string): boolean {
  const value = given.get(name);
  return value?.kind === Kind.BOOLEAN && !value.value;
}

function shapeOf(type: TypeNode): FieldShape {
  const text = print(type);
  if (type.kind === Kind.NAMED_TYPE) return { typeName: type.name.value, lists: 0, text };
  const { typeName, lists } = shapeOf(type.type);
  return { typeName, lists: type.kind === Kind.LIST_TYPE ? lists + 1 : lists, text };
}

function parseSelections(text: string): Selections {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
}

/** Equal for two fields that have the same value at one object. */
export function signatureOf({ name, arguments: given = [] }: FieldNode): string {
  if (given.length === 0) return name.value;
  const printed = given.map((one) => `${one.name.value}: ${print(one.value)}`);
  return `${name.value}(${printed.sort().join(', ')})`;
}

export function responseKeyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
