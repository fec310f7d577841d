// Every error that the gateway means a client to read, and the one place that makes responses of errors.
import type { GraphQLFormattedError } from 'graphql';
import { isErrorCode, type ErrorCode } from '../schema/contract/error-codes.js';

/** Chinese or English, by the client's `Accept-Language`. */
export type Language = 'zh' | 'en';

/** One sentence that says what is wrong and what to do, without a person's number, a department's address or a stack. */
export type Message = Readonly<Record<Language, string>>;

export interface GatewayErrorOptions {
  /** For the log alone; no personal data either. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** Headers that belong to the refusal, e.g. `www-authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class GatewayError extends Error {
  override name = 'GatewayError';
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ErrorCode,
    readonly httpStatus: number,
    readonly publicMessage: Message,
    options: GatewayErrorOptions = {},
  ) {
    super(publicMessage.en, { cause: options.cause });
    this.detail = options.detail;
    this.headers = options.headers ?? {};
  }
}

/** No token, or not a good one (RFC 6750 section 3). */
export class Unauthenticated extends GatewayError {
  constructor(message: Message, options: GatewayErrorOptions = {}) {
    super('UNAUTHENTICATED', 401, message, {
      ...options,
      headers: {
        'www-authenticate': options.detail === undefined ? 'Bearer' : 'Bearer error="invalid_token"',
      },
    });
  }
}

/** The request itself is wrong. */
export class BadRequest extends GatewayError {
  constructor(httpStatus: number, message: Message, headers: Readonly<Record<string, string>> = {}) {
    super(httpStatus === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST', httpStatus, message, { headers });
  }
}

/** A supergraph that can't be served: stops the start. The message names what is wrong with it. */
export class BadSupergraph extends Error {
  override name = 'BadSupergraph';
}

/** A department that doesn't answer, or not in time, or not GraphQL. */
export class SourceDown extends GatewayError {
  constructor(
    readonly department: string,
    detail: string,
    cause?: unknown,
  ) {
    super('SOURCE_DOWN', 503, sourceDownMessage(department), { detail, cause });
  }
}

export function sourceDownMessage(department: string): Message {
  return {
    zh: `部门服务 ${department} 暂时没有答复，请稍后再试。`,
    en: `The department ${department} doesn't answer at the moment; try again later.`,
  };
}

const internalErrorMessage: Message = {
  zh: '内部错误；请把响应头 x-request-id 告知管理员。',
  en: 'Internal error; tell the operator the x-request-id of this response.',
};

/**
 * What nobody foresaw. The log gets its class and the first place in our code; never its message, into which
 * graphql-js and others put values.
 */
export function unexpectedError(error: unknown): GatewayError {
  const { name = 'unknown', stack = '' } = error as Partial<Error>;
  const place =
    stack
      .split('\n')
      .find((line) => line.trimStart().startsWith('at '))
      ?.trim() ?? '';
  return new GatewayError('INTERNAL_SERVER_ERROR', 500, internalErrorMessage, {
    detail: `${name} ${place}`,
    cause: error,
  });
}

/** A refusal as GraphQL response body. */
export function errorBody(error: GatewayError, language: Language): { errors: GraphQLFormattedError[] } {
  return { errors: [{ message: error.publicMessage[language], extensions: { code: error.code } }] };
}

/**
 * Last gate before a client: an error goes out with its code from the closed union and nothing but its place and
 * department beside it; whatever nobody meant to show becomes INTERNAL_SERVER_ERROR.
 */
export function presentableError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, path, locations, extensions } = formatted;
  const code = extensions?.['code'];
  if (!isErrorCode(code) || code === 'INTERNAL_SERVER_ERROR') {
    return {
      message: internalErrorMessage.en,
      ...(path && { path }),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  }
  const department = extensions?.['department'];
  return {
    // graphql-js parses by recursion, so a document nested thousands of levels deep ends at the stack's limit.
    message: message.startsWith('Maximum call stack') ? 'The document is nested too deeply.' : message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code, ...(typeof department === 'string' && { department }) },
  };
}
