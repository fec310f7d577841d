// What the schema reference is written from.
import type { GraphQLSchema } from 'graphql';
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';
import type { AccessTable } from '../access/access-table.js';

export interface SchemaFacts {
  /** As clients see it. */
  readonly schema: GraphQLSchema;
  /** Undefined for a foreign supergraph: there is a schema, and nothing that says whose data it is. */
  readonly city: { readonly catalogue: Catalogue; readonly table: AccessTable } | undefined;
}
