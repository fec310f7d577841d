// One run of a compiled operation: what came so far, and what went wrong.
import type { GraphQLFormattedError } from 'graphql';
import type { Path } from './compile-writer.js';
import { createEntityQueue, type FetchEntities } from './entity-queue.js';
import type { RunVariables } from './fetch-body.js';
import type { RunLookUps } from './fetch-look-ups.js';
import type { JsonObject } from './json.js';
import type { ExpectedShape, ReadAnswer } from '../departments/read-answer.js';

export interface DepartmentRequest {
  readonly department: string;
  /** JSON text of the request. */
  readonly body: string;
  /** A mutation is never sent twice. What is answered to `entities` depends on the text alone, whoever asks. */
  readonly kind: 'query' | 'mutation' | 'entities';
  readonly expected: ExpectedShape;
  /** The answer may be one that an equal request is already on its way for. */
  readonly mayBeShared: boolean;
  /** Not sent: the department has just been down for others who asked the same. */
  readonly isGivenUp?: boolean;
}

/** Never fails: of a department that doesn't answer, or wrongly, there are errors and no data. */
export type AskDepartment = (request: DepartmentRequest) => Promise<ReadAnswer>;

/** A path here is by the keys of the wire. */
export interface RunError {
  readonly error: GraphQLFormattedError;
  /** Where one field failed: one place. Where a fetch failed: those of all the fields that it should have supplied. */
  readonly places: readonly Path[];
}

export interface Run extends RunVariables {
  /** Merged answers of the departments, under the keys of the wire. */
  readonly data: JsonObject;
  readonly ask: AskDepartment;
  readonly fetchEntities: FetchEntities;
  /** Undefined where nothing is kept. */
  readonly lookUps: RunLookUps | undefined;
  readonly errors: RunError[];
}

/** @param variables as the client sent them */
export function createRun(
  variables: Readonly<Record<string, unknown>>,
  ask: AskDepartment,
  lookUps?: RunLookUps,
): Run {
  const own = { variables, variableTexts: new Map<string, string | undefined>() };
  return { ...own, data: {}, ask, fetchEntities: createEntityQueue(own, ask), lookUps, errors: [] };
}
