// Reads what a department answered: as much of it as is GraphQL, and of its errors only what a client may see.
import type { GraphQLFormattedError } from 'graphql';
import { departmentErrorCodes, isErrorCode, type ErrorCode } from '../../schema/contract/error-codes.js';
import { SourceDown, type Language, type Message } from '../errors.js';
import type { AnswerAge } from './answer-age.js';
import type { DepartmentAnswer } from './department-client.js';
import type { JsonObject } from '../execution/json.js';

export interface ReadAnswer {
  readonly data: JsonObject;
  /** Fit for clients; never empty. */
  readonly errors?: readonly GraphQLFormattedError[];
  /** What the department says of keeping it; undefined where it says nothing. */
  readonly age?: AnswerAge | undefined;
  /** The department doesn't let this be asked: what it answered before may not stand in for that. */
  readonly refused?: boolean | undefined;
  /** It didn't answer, or not as GraphQL. */
  readonly isDown?: boolean | undefined;
}

/** Beyond these a list of errors says nothing new; a department once answered 200,000 of them, which took seconds. */
const maxErrors = 50;
const maxPathLength = 64;
const maxMessageLength = 300;

/** What has to be in an answer for it to be merged with others. */
export interface ExpectedShape {
  /** Key → how many entities were asked for: they are told apart by their position alone. */
  readonly entityCounts?: Readonly<Record<string, number>>;
  /** Root keys whose objects are put together from several answers. */
  readonly objectKeys?: readonly string[];
}

/**
 * @throws SourceDown when the answer isn't GraphQL's, or not of the shape that was asked for
 */
export function readAnswer(
  department: string,
  { status, body, age }: DepartmentAnswer,
  language: Language,
  expected: ExpectedShape = {},
): ReadAnswer {
  if (!isRecord(body) || !('data' in body || 'errors' in body)) {
    throw new SourceDown(department, `answered ${status} without GraphQL`);
  }
  const { data, errors } = body;
  if (data !== undefined && data !== null && !isRecord(data))
    throw new SourceDown(department, 'data is not an object');
  if (errors !== undefined && errors !== null && !Array.isArray(errors))
    throw new SourceDown(department, 'errors is not a list');
  const presentable = (errors ?? [])
    .slice(0, maxErrors)
    .map((error: unknown) => present(error, department, language));
  requireShape(department, isRecord(data) ? data : {}, expected, presentable.length > 0);
  return {
    data: (data ?? {}) as JsonObject,
    ...(presentable.length > 0 && { errors: presentable }),
    // Where fields failed that aren't told apart any more, nothing is known to be whole.
    age: (errors ?? []).length > maxErrors ? neverKept : age,
    ...((errors ?? []).some(isRefusal) && { refused: true }),
  };
}

const neverKept: AnswerAge = { maxAgeMs: 0, ageMs: 0 };

function isRefusal(error: unknown): boolean {
  return isRecord(error) && isRecord(error['extensions']) && error['extensions']['code'] === 'FORBIDDEN';
}

function requireShape(
  department: string,
  data: Record<string, unknown>,
  { entityCounts = {}, objectKeys = [] }: ExpectedShape,
  hasErrors: boolean,
): void {
  for (const key of objectKeys)
    if (Object.hasOwn(data, key) && typeof data[key] !== 'object')
      throw new SourceDown(department, `${key} is not an object`);
  for (const [key, count] of Object.entries(entityCounts)) {
    const entities = data[key];
    const fits = Array.isArray(entities) ? entities.length === count : hasErrors && !entities;
    if (!fits) throw new SourceDown(department, `answered without the ${count} entities`);
  }
}

const sourceError = (department: string): Message => ({
  zh: `部门服务 ${department} 未能提供此项数据，请稍后再试。`,
  en: `The department ${department} failed at this field; try again later.`,
});

/** A department's own words pass for the codes meant for clients; of everything else only the place is kept. */
function present(error: unknown, department: string, language: Language): GraphQLFormattedError {
  const { message, path, extensions } = isRecord(error) ? error : {};
  const code = isRecord(extensions) ? extensions['code'] : undefined;
  const place = isPath(path) ? { path } : {};
  return isErrorCode(code) && departmentErrorCodes.includes(code) && isReadable(message)
    ? { ...departmentError(code, message, department), ...place }
    : { ...departmentError('SOURCE_ERROR', sourceError(department)[language], department), ...place };
}

export function departmentError(code: ErrorCode, message: string, department: string): GraphQLFormattedError {
  return { message, extensions: { code, department } };
}

/** Even a message meant for clients holds no number of a person and no address, or it isn't one. */
function isReadable(message: unknown): message is string {
  return typeof message === 'string' && message.length <= maxMessageLength && !/\d{6,}|:\/\//.test(message);
}

/** GraphQL names and list positions; anything else could carry what the message may not. */
function isPath(path: unknown): path is (string | number)[] {
  return (
    Array.isArray(path) &&
    path.length <= maxPathLength &&
    path.every((step) =>
      typeof step === 'number'
        ? Number.isInteger(step) && step >= 0 && step < 100_000
        : typeof step === 'string' && /^[A-Za-z_]\w{0,63}$/.test(step),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
