// What `@authenticated`, `@requiresScopes` and `@policy` of a supergraph require for each field.
import {
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DefinitionNode,
  type TypeNode,
} from 'graphql';
import { z } from 'zod';
import { BadSupergraph } from '../errors.js';
import type { StandardDirective, StandardDirectiveNames } from '../execution/prepare-supergraph.js';
import type { PolicyRules } from './policy-rule.js';

/** `anyOf`: one of the lists suffices, and of that list everything is needed. */
export type Requirement =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'scopes' | 'policies'; readonly anyOf: readonly (readonly string[])[] };

/**
 * Coordinate → all that a caller has to meet for it, equal requirements being the same object. Fields that anybody may ask
 * are not in it.
 */
export type RequirementTable = ReadonlyMap<string, readonly Requirement[]>;

/**
 * A field is governed by its own directives, those of its type and those of the type that it returns; a field of an interface
 * by those of its implementations too, since through it theirs are read.
 *
 * @param sdl the supergraph, which parses
 * @throws BadSupergraph for a directive whose argument isn't a list of lists of names
 */
export function readStandardDirectives(sdl: string, names: StandardDirectiveNames): RequirementTable {
  if (names.size === 0) return new Map();
  const types = readTypes(sdl, names);
  const governing = (type: GovernedType, field: GovernedField): Requirement[] => [
    ...field.requirements,
    ...type.requirements,
    ...(types.get(field.returns)?.requirements ?? []),
  ];
  const implementations = implementationsIn(types);
  const table = new Map<string, readonly Requirement[]>();
  for (const [typeName, type] of types) {
    for (const [fieldName, field] of type.fields) {
      const inherited = (implementations.get(typeName) ?? []).flatMap((one) => {
        const implementing = one.fields.get(fieldName);
        return implementing ? governing(one, implementing) : [];
      });
      const requirements = [...new Set([...governing(type, field), ...inherited])];
      if (requirements.length > 0) table.set(`${typeName}.${fieldName}`, requirements);
    }
  }
  return table;
}

/** By interface. */
function implementationsIn(types: ReadonlyMap<string, GovernedType>): Map<string, GovernedType[]> {
  const implementations = new Map<string, GovernedType[]>();
  for (const type of types.values()) {
    for (const name of type.interfaces)
      implementations.set(name, [...(implementations.get(name) ?? []), type]);
  }
  return implementations;
}

/** @throws BadSupergraph that names a policy which the configuration doesn't know: nobody could say what it means */
export function requireKnownPolicies(table: RequirementTable, policies: PolicyRules): void {
  for (const [coordinate, requirements] of table) {
    const named = requirements.flatMap((one) => (one.kind === 'policies' ? one.anyOf.flat() : []));
    const unknown = named.find((name) => !policies.has(name));
    if (unknown !== undefined)
      throw new BadSupergraph(
        `The supergraph is refused: ${coordinate} has the policy "${unknown}", which POLICIES does not define.`,
      );
  }
}

interface GovernedField {
  readonly requirements: readonly Requirement[];
  /** Name of the type, lists and `!` aside. */
  readonly returns: string;
}

interface GovernedType {
  readonly requirements: Requirement[];
  readonly interfaces: Set<string>;
  readonly fields: Map<string, GovernedField>;
}

/** Types with what stands at them and at their extensions. */
function readTypes(sdl: string, names: StandardDirectiveNames): Map<string, GovernedType> {
  const read = createRequirementReader(names);
  const types = new Map<string, GovernedType>();
  for (const definition of parse(sdl).definitions) {
    if (!isGoverned(definition)) continue;
    const name = definition.name.value;
    const type: GovernedType = types.get(name) ?? {
      requirements: [],
      interfaces: new Set(),
      fields: new Map(),
    };
    types.set(name, type);
    type.requirements.push(...read(name, definition.directives));
    if (!('fields' in definition)) continue;
    for (const { name: implemented } of definition.interfaces ?? []) type.interfaces.add(implemented.value);
    for (const field of definition.fields ?? [])
      type.fields.set(field.name.value, {
        requirements: read(`${name}.${field.name.value}`, field.directives),
        returns: namedType(field.type),
      });
  }
  return types;
}

function isGoverned(definition: DefinitionNode) {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_EXTENSION ||
    definition.kind === Kind.SCALAR_TYPE_DEFINITION ||
    definition.kind === Kind.SCALAR_TYPE_EXTENSION ||
    definition.kind === Kind.ENUM_TYPE_DEFINITION ||
    definition.kind === Kind.ENUM_TYPE_EXTENSION
  );
}

const anyOf = z.array(z.array(z.string()).readonly()).readonly();

/** Equal requirements become one object, so that each is decided once. */
function createRequirementReader(names: StandardDirectiveNames) {
  const directives = new Map([...names].map(([directive, name]) => [name, directive]));
  const known = new Map<string, Requirement>();
  return (coordinate: string, applied: readonly ConstDirectiveNode[] = []): Requirement[] =>
    applied.flatMap((node) => {
      const directive = directives.get(node.name.value);
      if (!directive) return [];
      const requirement = readRequirement(coordinate, directive, node);
      const key = JSON.stringify(requirement);
      known.set(key, known.get(key) ?? requirement);
      return [known.get(key) ?? requirement];
    });
}

function readRequirement(
  coordinate: string,
  directive: StandardDirective,
  node: ConstDirectiveNode,
): Requirement {
  if (directive === 'authenticated') return { kind: 'authenticated' };
  const kind = directive === 'policy' ? 'policies' : 'scopes';
  const value = node.arguments?.find(({ name }) => name.value === kind)?.value;
  const lists = anyOf.safeParse(value && valueFromASTUntyped(value));
  if (lists.success) return { kind, anyOf: lists.data };
  throw new BadSupergraph(
    `The supergraph is refused: @${node.name.value} at ${coordinate} has no list of lists of ${kind}.`,
  );
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
