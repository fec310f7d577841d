// What a rule of the schema check is given and what it says.
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';
import type { DepartmentName } from '../../schema/contract/departments.js';

/** One department's whole SDL, the part that all have in common included. */
export interface DepartmentSchema {
  readonly name: DepartmentName;
  readonly document: DocumentNode;
}

export type CompositionOutcome =
  | { readonly composes: true; readonly apiSchema: GraphQLSchema; readonly hints: readonly string[] }
  | { readonly composes: false; readonly errors: readonly string[] };

/** A file of `schema/operations`. */
export interface OperationFile {
  readonly file: string;
  readonly text: string;
}

export interface SchemaInputs {
  readonly departments: readonly DepartmentSchema[];
  readonly composition: CompositionOutcome;
  readonly catalogue: Pick<Catalogue, 'resources'>;
  /** The API schema of the last release; undefined before the first. */
  readonly released: GraphQLSchema | undefined;
  /** The registered operations. */
  readonly operations: readonly OperationFile[];
}

export interface Violation {
  /** `Citizen.pension`, `Query.citizens(by:)`; a catalogue resource where no field is at fault. */
  readonly coordinate: string;
  /** Absent where it is the composed graph that is at fault. */
  readonly subgraph?: DepartmentName;
  readonly problem: string;
  readonly remedy: string;
  /** Worth knowing, but no reason to stop. */
  readonly isWarning?: true;
}

export type SchemaRule = (inputs: SchemaInputs) => Violation[];
