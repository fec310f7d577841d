// A graph as one service: what a federated execution is compared with.
import {
  buildSchema,
  GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';

type Resolver = GraphQLFieldResolver<never, unknown, never>;

/** Resolvers by type and field, and scalars by name. What is left out is read from the data. */
export type MonolithResolvers = Readonly<
  Record<string, Readonly<Record<string, Resolver>> | GraphQLScalarType>
>;

/**
 * @param layers of which later ones take the place of earlier ones, field by field
 * @throws Error for a resolver of something that the schema does not have: it would test nothing
 */
export function buildMonolith(sdl: string, ...layers: (MonolithResolvers | undefined)[]): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [name, given] of layers.flatMap((layer) => Object.entries(layer ?? {}))) {
    const type = schema.getType(name);
    if (given instanceof GraphQLScalarType && type instanceof GraphQLScalarType) copyScalar(given, type);
    else if (!(given instanceof GraphQLScalarType) && type instanceof GraphQLObjectType) resolve(type, given);
    else throw new Error(`the monolith has no type ${name} that these resolvers fit`);
  }
  return schema;
}

function copyScalar(
  { serialize, parseValue, parseLiteral }: GraphQLScalarType,
  into: GraphQLScalarType,
): void {
  Object.assign(into, { serialize, parseValue, parseLiteral });
}

function resolve(type: GraphQLObjectType, resolvers: Readonly<Record<string, Resolver>>): void {
  const fields = type.getFields();
  for (const [name, resolver] of Object.entries(resolvers)) {
    const field = fields[name];
    if (!field) throw new Error(`the monolith has no field ${type.name}.${name}`);
    field.resolve = resolver as GraphQLFieldResolver<unknown, unknown>;
  }
}
