// What a request is called in the log and in its response.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * A client's own id when it is harmless in a log, otherwise a new one. New ones are letters alone, 122 random bits of them:
 * the log takes every longer run of digits for part of a person's number.
 */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && /^[\w-]{8,64}$/.test(given) && !/\d{6}/.test(given)) return given;
  return randomUUID()
    .replaceAll('-', '')
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
