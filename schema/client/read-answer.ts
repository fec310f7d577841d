// Reads what came back over HTTP: an answer with data, or why there is none.
import type { ErrorCode } from '../contract/error-codes.js';
import type { YihaoExtension } from '../contract/extension.js';
import type { Answer, AnswerError } from './answer.js';
import { failed, failureOfAnswer, type Language } from './failure.js';
import type { Operation } from './operation.js';
import { tellFields } from './told.js';
import type { TransportResult } from './transport.js';

/** A response body as the gateway writes it (GraphQL over HTTP). */
interface Body {
  readonly data?: object | null;
  readonly errors?: readonly WrittenError[];
  readonly extensions?: { readonly yihao?: Partial<YihaoExtension> };
}

interface WrittenError {
  readonly message: string;
  readonly path?: AnswerError['path'];
  readonly extensions: { readonly code: ErrorCode; readonly department?: string };
}

/** Wraps what is `Told` in the data. Nothing that a server can send makes it throw. */
export function readAnswer<Data, Variables extends object>(
  result: TransportResult,
  operation: Operation<Data, Variables>,
  language: Language,
): Answer<Data> {
  if (result.kind === 'failed') return failed(result.failure, language);
  const { status, headers, text } = result;
  const body = readBody(text);
  const errors = body ? body.errors || [] : [];
  if (!body || !body.data) {
    const [first] = errors;
    const error = first && { message: first.message, code: first.extensions.code };
    return { ok: false, failure: failureOfAnswer({ status, headers, error }, language) };
  }
  const { absences = [], freshness = [], masked = [] } = (body.extensions && body.extensions.yihao) || {};
  const told = { absences, freshness, masked, errors: errors.map(toAnswerError) };
  const requestId = headers['x-request-id'];
  return {
    ok: true,
    // What the operation's types say; the gateway has checked each value against the schema.
    data: tellFields(body.data, operation.told, told, language) as Data,
    ...told,
    ...(requestId !== undefined && { requestId }),
  };
}

/** Undefined for what isn't the gateway's: a proxy's page, half a body. */
function readBody(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) && (isObject(body.data) || isErrors(body.errors)) ? body : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isErrors(errors: unknown): boolean {
  if (!Array.isArray(errors) || errors.length === 0) return false;
  return errors.every((error) => isObject(error) && isObject(error.extensions));
}

function toAnswerError({ message, path = [], extensions: { code, department } }: WrittenError): AnswerError {
  return { message, code, path, ...(department !== undefined && { department }) };
}
