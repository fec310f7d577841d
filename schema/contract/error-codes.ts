/** `extensions.code` of every error that the gateway or a department answers with: a closed union, clients may switch on it. */
export const errorCodes = {
  UNAUTHENTICATED: 'No token, or one that is expired, forged or from an issuer not known here. HTTP 401.',
  UNKNOWN_CITIZEN: 'The token is good, but the population register knows nobody by this login. HTTP 403.',
  CITIZEN_INACTIVE: 'The register has this citizen as deceased or the hukou as cancelled. HTTP 403.',
  FORBIDDEN:
    'Not allowed to ask this: somebody else’s data, or an address that is not open to this caller. HTTP 403.',
  PURPOSE_MISSING: 'A bureau asks without a signed request object that says for what. HTTP 403.',
  PURPOSE_UNKNOWN: 'The request object states a purpose that the catalogue does not know. HTTP 403.',
  NOT_AUTHORISED:
    'No grant covers this field for this purpose and item; the message says which and how to apply. The rest is answered; where there is no rest, nobody is looked up: HTTP 403.',
  NEEDS_LEVEL: 'The login’s real-name level is too low for this field. The rest is answered.',
  NOT_SHARED: 'This field is shared with nobody but the person it is about. The rest is answered.',
  BAD_REQUEST:
    'The HTTP request is wrong: method, content type, JSON, or a preflight that is missing. HTTP 400 and others of 4xx.',
  PAYLOAD_TOO_LARGE: 'The body is larger than the limit. HTTP 413.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL. HTTP 400.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema. HTTP 400.',
  OPERATION_RESOLUTION_FAILURE: 'Several operations and no or a wrong operationName. HTTP 400.',
  LIMIT_EXCEEDED:
    'The operation is larger than a limit, or too complex to plan in time; the message says which. HTTP 400.',
  QUOTA_EXCEEDED:
    'The bureau has looked up as many people, or the department invalidated as much, as it may for now. HTTP 429; try again after Retry-After.',
  LOCKED_OUT:
    'Too many look-ups of this bureau matched nobody, which is how guessing looks. HTTP 429; try again after Retry-After.',
  PERSISTED_QUERY_NOT_FOUND:
    'No operation is registered by this hash: send its text once more beside the hash. HTTP 400.',
  OPERATION_NOT_REGISTERED: 'Only registered operations are run here, and this one is not. HTTP 400.',
  BAD_USER_INPUT: 'A value of the request is malformed; the message says which one and why.',
  SOURCE_DOWN: 'A department did not answer, or not in time. Its fields are null, the others are answered.',
  SOURCE_ERROR: 'A department answered that it failed at this field.',
  BILL_NOT_FOUND: 'No bill with this id on one of the caller’s accounts.',
  BILL_ALREADY_PAID: 'The bill is paid.',
  PAYMENT_IN_PROGRESS: 'Another payment order for this bill is open.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used before for another payment.',
  NOT_READY: 'Starting, stopping, or too many new operations at once. HTTP 503; try again.',
  INTERNAL_SERVER_ERROR: 'Something unexpected; the request id finds it in the log. HTTP 500.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Codes that a department may give with a message of its own for the client to read. */
export const departmentErrorCodes: readonly ErrorCode[] = [
  'BAD_USER_INPUT',
  'BILL_NOT_FOUND',
  'BILL_ALREADY_PAID',
  'PAYMENT_IN_PROGRESS',
  'IDEMPOTENCY_KEY_REUSED',
];

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}
