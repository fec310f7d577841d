// Names of owners and of their values: keyed hashes, so that neither Redis nor a dump of it says whose or what they are.
import { createHmac } from 'node:crypto';

export interface Names {
  /** @param parts what makes the owner, e.g. its kind and its id */
  owner(parts: readonly string[]): string;
  /** @param parts everything that decides the value but the owner */
  name(parts: readonly string[]): string;
}

/** 132 bits: 22 characters of 6. */
const nameCharacters = 22;

/**
 * HMAC-SHA256 over the parts, each behind its length, so that no two lists of parts are the same bytes; base64url.
 * UTF-16 as JavaScript has it: UTF-8 has one and the same replacement for every lone surrogate.
 *
 * @param key 256 bits, of a KeyRing
 */
export function createNames(key: Uint8Array): Names {
  return {
    owner: (parts) => hash(key, 'o', parts),
    name: (parts) => hash(key, 'n', parts),
  };
}

function hash(key: Uint8Array, kind: 'o' | 'n', parts: readonly string[]): string {
  // Decimal digits end at the colon, so one update says as much as a length field and costs less.
  let text = kind;
  for (const part of parts) text += `${part.length}:${part}`;
  return createHmac('sha256', key).update(text, 'utf16le').digest('base64url').slice(0, nameCharacters);
}
