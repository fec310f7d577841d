// One department for a test: its own PostgreSQL, its real service on a free port, and requests signed as the gateway's.
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import {
  assertionHeader,
  type AssertedCaller,
  type AssertedSubject,
  type AssertionKey,
} from '../../schema/contract/assertion.js';
import { residentIdCheckCharacter } from '../../schema/contract/resident-id.js';
import type { Database } from '../../subgraphs/kit/database.js';
import { databaseSchema, type DepartmentDefinition } from '../../subgraphs/kit/department.js';
import { startDepartment } from '../../subgraphs/kit/department-server.js';
import { migrate } from '../../subgraphs/kit/migrate.js';
import { connectPostgres } from '../../subgraphs/kit/postgres.js';
import { signAssertion } from './assertion.js';
import { startPostgres } from './postgres.js';

/** Who a request is about. */
export interface Asked {
  readonly subjects: readonly AssertedSubject[];
  readonly me?: string;
  readonly caller?: AssertedCaller;
  readonly jti?: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface GraphqlReply<Data> {
  readonly status: number;
  readonly data?: Data;
  readonly errors?: readonly { message: string; path?: readonly unknown[]; extensions: { code: string } }[];
}

export interface TestDepartment {
  readonly url: string;
  /** Signs what the department accepts. */
  readonly key: AssertionKey;
  /** For setting up; what runs here isn't counted. */
  readonly database: Database;
  /** The SQL that the service has run; empty it with `queries.length = 0`. */
  readonly queries: string[];
  /** How many of `queries` name each table of the department's schema. */
  queriesPerTable(): Record<string, number>;
  /** Inserts rows, given by column, into a table of the department's schema. */
  insert(table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  /** Asks GraphQL under a good assertion. */
  ask<Data = Record<string, unknown>>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    asked: Asked,
  ): Promise<GraphqlReply<Data>>;
  /** Any request, with the assertion as given. */
  send(request: { path: string; method?: string; body?: string; assertion?: string }): Promise<Reply>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL, migrates and serves; `otherKeys` are accepted beside `key`, as during a rotation, and gateways at
 * `invalidationUrls` are told of changes.
 */
export async function startTestDepartment<Records>(
  definition: DepartmentDefinition<Records>,
  otherKeys: readonly AssertionKey[] = [],
  invalidationUrls: readonly string[] = [],
): Promise<TestDepartment> {
  const postgres = await startPostgres();
  const database = await connectPostgres(postgres.url);
  const schema = databaseSchema(definition.name);
  await migrate(database, schema, definition.migrations);
  const key = randomKey('test');
  const queries: string[] = [];
  const service = await startDepartment(definition, {
    database: counting(database, queries),
    keys: [key, ...otherKeys],
    invalidationUrls,
    port: 0,
    logger: pino({ level: 'silent' }),
  });
  const send: TestDepartment['send'] = (request) => sendTo(service.url, request);
  return {
    url: service.url,
    key,
    database,
    queries,
    queriesPerTable: () => countByTable(schema, queries),
    insert: (table, rows) => insertRows(database, `${schema}.${table}`, rows),
    async ask<Data>(document: string, variables: Readonly<Record<string, unknown>>, asked: Asked) {
      const body = JSON.stringify({ query: document, variables });
      const assertion = signAssertion({ department: definition.name, key, body, ...asked });
      const reply = await send({ path: '/graphql', body, assertion });
      return { status: reply.status, ...(reply.body as Omit<GraphqlReply<Data>, 'status'>) };
    },
    send,
    async stop() {
      await service.stop();
      await database.close();
      await postgres.stop();
    },
  };
}

/** A new key of 256 bits. */
export function randomKey(id: string): AssertionKey {
  return { id, secret: randomBytes(32) };
}

/**
 * A person with a valid number of 颍州区; `index` is 0 to 998 and makes it another person.
 * Further numbers, such as one of 15 digits, go into `olderNumbers`.
 */
export function testSubject(index: number, olderNumbers: readonly string[] = []): AssertedSubject {
  const first17 = `34120219600101${String(index + 1).padStart(3, '0')}`;
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return { id, numbers: [first17 + residentIdCheckCharacter(first17), ...olderNumbers] };
}

/** The first number of a subject: what `Citizen.residentId` is. */
export function currentNumber({ numbers }: AssertedSubject): string {
  const [current] = numbers;
  if (current === undefined) throw new Error('a subject has at least one number');
  return current;
}

function counting(database: Database, queries: string[]): Database {
  return {
    ...database,
    query(sql, parameters) {
      queries.push(sql);
      return database.query(sql, parameters);
    },
  };
}

function countByTable(schema: string, queries: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const sql of queries) {
    const tables = new Set(
      [...sql.matchAll(new RegExp(`\\b${schema}\\.(\\w+)`, 'g'))].map(([, name]) => name),
    );
    for (const table of tables) if (table) counts[table] = (counts[table] ?? 0) + 1;
  }
  return counts;
}

async function insertRows(
  database: Database,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  for (const row of rows) {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    await database.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  }
}

async function sendTo(
  url: string,
  { path, method = 'POST', body, assertion }: Parameters<TestDepartment['send']>[0],
): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(assertion !== undefined && { [assertionHeader]: assertion }),
    },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, body: await response.json() };
}
