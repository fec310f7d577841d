// An error that a department means the client to read.
import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../../schema/contract/error-codes.js';

/** `message` reaches the client as it is: no numbers, no internals. */
export class DepartmentError extends GraphQLError {
  constructor(code: ErrorCode, message: string) {
    super(message, { extensions: { code } });
  }
}
