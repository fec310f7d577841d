// Fetches of entities: those of one run that go to one department at the same moment go in one request.
//
// Measured on a nested answer of 90 KB (14 fetches, of which 7 remain): see "merged" in the README's table of the bench.
import type { GraphQLFormattedError } from 'graphql';
import {
  entityKey,
  writeMergedBody,
  type EntityQuery,
  type RunVariables,
  type WriteBody,
} from './fetch-body.js';
import type { Json } from './json.js';
import type { ReadAnswer } from '../departments/read-answer.js';
import type { AskDepartment } from './run.js';

export interface EntityFetch extends EntityQuery {
  readonly department: string;
  /** For when it goes alone. */
  readonly writeBody: WriteBody;
  /** With an equal request that is on its way already. */
  readonly mayBeShared: boolean;
}

export interface EntityAnswer {
  /** In the order of the representations. */
  readonly entities: readonly Json[];
  /** A path begins with the position of an entity; without one the error is about all of them. */
  readonly errors: readonly GraphQLFormattedError[];
  /** What the department says of keeping it. */
  readonly age: ReadAnswer['age'];
  /** It doesn't let this be asked. */
  readonly refused?: ReadAnswer['refused'];
  readonly isDown?: ReadAnswer['isDown'];
}

/** @param representations JSON texts, joined by commas */
export type FetchEntities = (
  fetch: EntityFetch,
  representations: string,
  entityCount: number,
) => Promise<EntityAnswer>;

interface Waiting {
  readonly fetch: EntityFetch;
  readonly representations: string;
  readonly entityCount: number;
  readonly resolve: (answer: EntityAnswer) => void;
  readonly reject: (error: unknown) => void;
}

export function createEntityQueue(run: RunVariables, ask: AskDepartment): FetchEntities {
  const waiting = new Map<string, Waiting[]>();
  const send = (department: string): void => {
    const fetches = waiting.get(department) ?? [];
    waiting.delete(department);
    fetchTogether(run, ask, department, fetches).catch((error: unknown) => {
      for (const { reject } of fetches) reject(error);
    });
  };
  return (fetch, representations, entityCount) =>
    new Promise((resolve, reject) => {
      const { department } = fetch;
      const one = { fetch, representations, entityCount, resolve, reject };
      const others = waiting.get(department);
      if (others) return void others.push(one);
      waiting.set(department, [one]);
      // The steps of a plan that run in parallel start in the same turn.
      queueMicrotask(() => send(department));
    });
}

async function fetchTogether(
  run: RunVariables,
  ask: AskDepartment,
  department: string,
  fetches: readonly Waiting[],
): Promise<void> {
  const [first] = fetches;
  if (!first) return;
  const alone = fetches.length === 1;
  const body = alone
    ? first.fetch.writeBody(run, `"representations":[${first.representations}]`)
    : writeMergedBody(
        run,
        fetches.map(({ fetch, representations }) => ({ ...fetch, representations })),
      );
  const keys = fetches.map((_, index) => (alone ? '_entities' : entityKey(index)));
  const {
    data,
    errors = [],
    age,
    refused,
    isDown,
  } = await ask({
    department,
    body,
    kind: 'entities',
    mayBeShared: fetches.every(({ fetch }) => fetch.mayBeShared),
    expected: {
      entityCounts: Object.fromEntries(keys.map((key, index) => [key, fetches[index]?.entityCount ?? 0])),
    },
  });
  const lost: Waiting[] = [];
  for (const [index, one] of fetches.entries()) {
    const key = keys[index] ?? '';
    const entities = data[key];
    if (!Array.isArray(entities) && isLostToAnother(errors, key, keys)) lost.push(one);
    else
      one.resolve({
        entities: Array.isArray(entities) ? (entities as Json[]) : [],
        errors: errorsOf(errors, key, keys),
        age,
        refused,
        isDown,
      });
  }
  await Promise.all(lost.map((one) => fetchTogether(run, ask, department, [one])));
}

/** A list of entities can't be null: one that fails as a whole takes with it what was asked beside it. That is asked again. */
function isLostToAnother(
  errors: readonly GraphQLFormattedError[],
  key: string,
  keys: readonly string[],
): boolean {
  const failed = errors.flatMap(({ path }) => (keys.includes(String(path?.[0])) ? [path?.[0]] : []));
  return failed.length > 0 && !failed.includes(key);
}

/** Those of one `_entities` field, and those of none, which are about all of them. */
function errorsOf(
  errors: readonly GraphQLFormattedError[],
  key: string,
  keys: readonly string[],
): GraphQLFormattedError[] {
  return errors.flatMap(({ path, ...error }) => {
    const [field, position] = path ?? [];
    if (!keys.includes(String(field))) return [error];
    if (field !== key) return [];
    return [typeof position === 'number' ? { ...error, path: (path ?? []).slice(1) } : error];
  });
}
