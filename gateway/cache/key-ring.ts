// The keys of the cache: what seals and opens values, and what turns identifiers into names that say nothing.
import { hkdfSync } from 'node:crypto';
import { parseAssertionKeys, type AssertionKey } from '../../schema/contract/assertion.js';

export interface SealingKey {
  /** As configured, 1 to 64 ASCII characters: stands in front of every value. */
  readonly id: string;
  /** AES-256. */
  readonly secret: Uint8Array;
}

export interface KeyRing {
  /** Seals every new value. */
  readonly sealing: SealingKey;
  /** By `id`. */
  readonly opening: ReadonlyMap<string, SealingKey>;
  /** HMAC-SHA256. */
  readonly naming: Uint8Array;
  /** HMAC-SHA256 of what processes tell each other. */
  readonly bus: Uint8Array;
}

/**
 * Reads `CACHE_KEYS`: `kid:base64url[,kid:base64url]`, at least 32 bytes each.
 *
 * The first seals and every one opens: a new key is put in front, and the one after it is taken out once what it sealed
 * has expired. Names are made with the last one, and messages signed, so that a new key in front keeps the cache warm and
 * processes with both lists understand each other. Changing the last one changes every name: the cache starts cold, and while processes with both lists run, what one of them invalidates isn't
 * found invalid by those that name it otherwise. So the last key stays, or is replaced with all processes stopped.
 *
 * @throws Error that says which entry is wrong, without any of the key
 */
export function parseCacheKeys(text: string): KeyRing {
  const keys = parseAssertionKeys(text);
  const [first] = keys;
  const last = keys.at(-1) ?? first;
  return {
    sealing: sealingKey(first),
    opening: new Map(keys.map((key) => [key.id, sealingKey(key)])),
    naming: derive(last.secret, 'yihao cache: names'),
    bus: derive(last.secret, 'yihao cache: bus'),
  };
}

function sealingKey({ id, secret }: AssertionKey): SealingKey {
  return { id, secret: derive(secret, 'yihao cache: values') };
}

/** HKDF (RFC 5869): what names show, though keyed, says nothing of the key that seals. */
function derive(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', purpose, 32));
}
