// Values as Redis has them: sealed, and bound to the key that they stand under.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing, SealingKey } from './key-ring.js';
import { decodeValue, encodeValue } from './value-bytes.js';
import type { StoredValue } from './store.js';

/** `forged`: not sealed by us for this key; flipped bits and values from elsewhere are that too. */
export type UnreadableReason = 'truncated' | 'foreign version' | 'unknown key' | 'forged';

export interface Envelope {
  /** @param key that it will stand under: only there can it be opened */
  seal(value: StoredValue, key: string): Buffer;
  /** Undefined where it can't be opened, which is counted. */
  open(bytes: Buffer, key: string): StoredValue | undefined;
}

/** Says how everything after it is to be read; another one is for another release. */
const version = 2;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM (NIST SP 800-38D). Layout: version, length of the key's id, id, nonce, tag, ciphertext; the associated data is
 * what stands before the nonce, then the Redis key.
 */
export function createEnvelope(keyRing: KeyRing, unreadable: (reason: UnreadableReason) => void): Envelope {
  const nextNonce = createNonces();
  const header = headerOf(keyRing.sealing);
  return {
    seal(value, key) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', keyRing.sealing.secret, nonce);
      cipher.setAAD(associatedData(header, key));
      const ciphertext = cipher.update(encodeValue(value));
      cipher.final();
      return Buffer.concat([header, nonce, cipher.getAuthTag(), ciphertext]);
    },
    open(bytes, key) {
      const opened = openBytes(keyRing, bytes, key);
      if (typeof opened === 'string') {
        unreadable(opened);
        return undefined;
      }
      return decodeValue(opened);
    },
  };
}

function headerOf({ id }: SealingKey): Buffer {
  return Buffer.concat([Uint8Array.of(version, id.length), Buffer.from(id, 'latin1')]);
}

function openBytes(keyRing: KeyRing, bytes: Buffer, key: string): Buffer | UnreadableReason {
  const headerEnd = 2 + (bytes[1] ?? 0);
  const tagStart = headerEnd + nonceBytes;
  const start = tagStart + tagBytes;
  if (bytes.length > 0 && bytes[0] !== version) return 'foreign version';
  if (bytes.length < start) return 'truncated';
  const sealedBy = keyRing.opening.get(bytes.toString('latin1', 2, headerEnd));
  if (!sealedBy) return 'unknown key';
  const decipher = createDecipheriv('aes-256-gcm', sealedBy.secret, bytes.subarray(headerEnd, tagStart));
  decipher.setAAD(associatedData(bytes.subarray(0, headerEnd), key));
  decipher.setAuthTag(bytes.subarray(tagStart, start));
  const plaintext = decipher.update(bytes.subarray(start));
  try {
    decipher.final();
  } catch {
    return 'forged';
  }
  return plaintext;
}

function associatedData(header: Uint8Array, key: string): Buffer {
  const bytes = Buffer.allocUnsafe(header.length + key.length);
  bytes.set(header);
  // Keys are ASCII.
  bytes.write(key, header.length, 'latin1');
  return bytes;
}

/**
 * 64 random bits of this process, then a counter of 32. Wholly random nonces are good for 2^32 values under one key (SP 800-38D
 * section 8.3), which a city writes in weeks; so, two processes would have to draw the same 64 bits.
 */
function createNonces(): () => Buffer {
  const nonce = randomBytes(nonceBytes);
  let count = 0;
  return () => {
    if (count > 0xffff_ffff) {
      randomBytes(nonceBytes).copy(nonce);
      count = 0;
    }
    nonce.writeUInt32BE(count, nonceBytes - 4);
    count += 1;
    return nonce;
  };
}
