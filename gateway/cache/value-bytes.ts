// A value as bytes: numbers, epochs and text, in an order of their own, since JSON would be parsed twice.
import type { StoredValue } from './store.js';

const numbersEnd = 24;
const lengthBytes = 2;

/** What can't be written with a byte a character. */
export const beyondLatin1 = /[\u0100-\uffff]/;

/**
 * Three doubles (`NaN` where there is no max-age), count of epochs, each epoch behind its length, 1 where the text is UTF-8 and 0
 * where it is Latin-1, text; lengths 16 bits.
 */
export function encodeValue({ text, fetchedAtMs, ageMs, maxAgeMs, epochs }: StoredValue): Buffer {
  const encoding = beyondLatin1.test(text) ? 'utf8' : 'latin1';
  let start = numbersEnd + lengthBytes + 1;
  for (const epoch of epochs) start += lengthBytes + epoch.length;
  const bytes = Buffer.allocUnsafe(start + Buffer.byteLength(text, encoding));
  bytes.writeDoubleBE(fetchedAtMs, 0);
  bytes.writeDoubleBE(ageMs, 8);
  bytes.writeDoubleBE(maxAgeMs ?? NaN, 16);
  let at = bytes.writeUInt16BE(epochs.length, numbersEnd);
  for (const epoch of epochs) {
    at = bytes.writeUInt16BE(epoch.length, at);
    // Epochs are ASCII.
    at += bytes.write(epoch, at, 'latin1');
  }
  at = bytes.writeUInt8(encoding === 'utf8' ? 1 : 0, at);
  bytes.write(text, at, encoding);
  return bytes;
}

/** @param bytes of `encodeValue`: whoever calls has made sure of that */
export function decodeValue(bytes: Buffer): StoredValue {
  const maxAgeMs = bytes.readDoubleBE(16);
  let at = numbersEnd + lengthBytes;
  const epochs: string[] = [];
  for (let count = bytes.readUInt16BE(numbersEnd); count > 0; count--) {
    const start = at + lengthBytes;
    at = start + bytes.readUInt16BE(at);
    epochs.push(bytes.toString('latin1', start, at));
  }
  return {
    text: bytes.toString(bytes[at] === 1 ? 'utf8' : 'latin1', at + 1),
    fetchedAtMs: bytes.readDoubleBE(0),
    ageMs: bytes.readDoubleBE(8),
    maxAgeMs: Number.isNaN(maxAgeMs) ? undefined : maxAgeMs,
    epochs,
  };
}
