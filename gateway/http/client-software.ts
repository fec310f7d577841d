// Which software asks, as it says itself by `X-Client-Name` and `X-Client-Version`: for counting, never for rights.
import type { IncomingMessage } from 'node:http';

export interface ClientSoftware {
  /** Undefined where it gives no name, or none that may stand in a log. */
  readonly name: string | undefined;
  readonly version: string | undefined;
}

export function readClientSoftware({ headers }: IncomingMessage): ClientSoftware {
  const name = readWord(headers['x-client-name']);
  return { name, version: name === undefined ? undefined : readWord(headers['x-client-version']) };
}

/** Six digits in a row could be part of somebody's number, and metrics are kept for years. */
function readWord(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,40}$/.test(value) && !/\d{6}/.test(value)
    ? value
    : undefined;
}
