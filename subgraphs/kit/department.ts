// What a department is made of; the same five files in each department's folder fill it in.
import type { IncomingMessage } from 'node:http';
import type { DepartmentName } from '../../schema/contract/departments.js';
import type { Assertion } from './assertion.js';
import type { Database } from './database.js';
import type { Migration } from './migrate.js';
import type { NotifyGateway } from './notify-gateway.js';

/** What resolvers get for one request. */
export interface DepartmentContext<Records> {
  readonly assertion: Assertion;
  /** The department's look-ups, batched within this request. */
  readonly records: Records;
  readonly database: Database;
}

/** An address beside GraphQL: JSON in, JSON out. */
export interface DepartmentRoute {
  readonly path: string;
  /** `assertion`: from the gateway alone, verified before `handle`; `own`: `handle` verifies the sender itself. */
  readonly protection: 'assertion' | 'own';
  /** @throws RouteRefused for an answer other than 200 */
  handle(request: {
    body: Buffer;
    headers: IncomingMessage['headers'];
    assertion?: Assertion;
    database: Database;
    notifyGateway: NotifyGateway;
  }): Promise<object>;
}

/** An answer other than 200 from a route. */
export class RouteRefused extends Error {
  override name = 'RouteRefused';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface DepartmentDefinition<Records> {
  readonly name: DepartmentName;
  readonly migrations: readonly Migration[];
  /** By type and field; typed by the generated `Resolvers` of the department. */
  readonly resolvers: Readonly<Record<string, object>>;
  /** Fresh look-ups for one request. */
  createRecords(database: Database): Records;
  readonly routes?: readonly DepartmentRoute[];
  /** Its schema holds `used_assertion`, where the single-use ids of mutations are spent. */
  readonly acceptsMutations?: true;
}

/** Name of the department's schema in its database. */
export function databaseSchema(name: DepartmentName): string {
  return name.replaceAll('-', '_');
}
