// Every field that can be reached from a citizen, read from the supergraph with graphql-js alone.
import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  getNamedType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parse,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { schemaFile } from '../../schema/files.js';

export interface TreeField {
  /** `Citizen.pension`. */
  readonly coordinate: string;
  readonly name: string;
  /** Name of the type that it leads to, lists and `!` taken off. */
  readonly type: string;
  readonly children: readonly TreeField[];
}

/** What the SDL says of a field. */
export interface FieldSdl {
  readonly resource: string | undefined;
  readonly mask: string | undefined;
  readonly nonNull: boolean;
  /** Name of the type, lists and `!` taken off. */
  readonly type: string;
}

export interface ReadSupergraph {
  readonly citizen: readonly TreeField[];
  /** By coordinate; fields of every object type, introspection's own apart. */
  readonly sdl: ReadonlyMap<string, FieldSdl>;
  /** Fields that can't be asked without an argument: nothing leads to them here. */
  readonly needArguments: readonly string[];
  /** Coordinates that departments exchange as keys, whoever asks. */
  readonly keys: ReadonlySet<string>;
  readonly text: string;
}

/** A type that leads back to itself (dwelling, unit, dwelling …) is walked once on each path. */
export function readSupergraph(): ReadSupergraph {
  const text = readFileSync(schemaFile('supergraph.graphql'), 'utf8');
  const schema = buildASTSchema(parse(text), { assumeValidSDL: true });
  const types = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'));
  const citizen = types.find(({ name }) => name === 'Citizen');
  if (!citizen) throw new Error('no Citizen in the supergraph');
  const needArguments = new Set<string>();
  return {
    text,
    citizen: walk(citizen, [citizen.name], needArguments),
    sdl: new Map(
      types.flatMap((type) =>
        Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, readSdl(field)]),
      ),
    ),
    needArguments: [...needArguments],
    keys: new Set(types.flatMap(keysOf)),
  };
}

function walk(type: GraphQLObjectType, passed: readonly string[], needArguments: Set<string>): TreeField[] {
  return Object.values(type.getFields()).flatMap((field): TreeField[] => {
    const coordinate = `${type.name}.${field.name}`;
    const target = getNamedType(field.type);
    if (field.args.some(isRequiredArgument)) {
      needArguments.add(coordinate);
      return [];
    }
    if (!isObjectType(target)) return [{ coordinate, name: field.name, type: target.name, children: [] }];
    if (passed.includes(target.name)) return [];
    const children = walk(target, [...passed, target.name], needArguments);
    return [{ coordinate, name: field.name, type: target.name, children }];
  });
}

function readSdl({ astNode, type }: GraphQLField<unknown, unknown>): FieldSdl {
  const argument = (directive: string, name: string): string | undefined => {
    const value = astNode?.directives
      ?.find((one) => one.name.value === directive)
      ?.arguments?.find((one) => one.name.value === name)?.value;
    return value?.kind === Kind.STRING ? value.value : undefined;
  };
  return {
    resource: argument('sharing', 'resource'),
    mask: argument('mask', 'as'),
    nonNull: astNode?.type.kind === Kind.NON_NULL_TYPE,
    type: getNamedType(type).name,
  };
}

function keysOf({ name, astNode }: GraphQLObjectType): string[] {
  return (astNode?.directives ?? []).flatMap(({ name: directive, arguments: given }) => {
    const key = given?.find((argument) => argument.name.value === 'key')?.value;
    return directive.value === 'join__type' && key?.kind === Kind.STRING ? [`${name}.${key.value}`] : [];
  });
}
