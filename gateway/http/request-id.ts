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
  return newRequestId();
}

const hyphen = 0x2d;
const nine = 0x39;
/** From 0 to 9 on to g to p: letters that hexadecimal has no use for. */
const fromDigitToLetter = 0x37;

function newRequestId(): string {
  const uuid = randomUUID();
  let id = '';
  for (let at = 0; at < uuid.length; at += 1) {
    const code = uuid.charCodeAt(at);
    if (code !== hyphen) id += String.fromCharCode(code > nine ? code : code + fromDigitToLetter);
  }
  return id;
}
