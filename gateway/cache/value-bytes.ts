// A value as bytes: numbers, epochs and text, in an order of their own, since JSON would be parsed twice.
import type { StoredValue } from './store.js';

const numbersEnd = 24;
const lengthBytes = 2;

/** Three doubles (`NaN` where there is no max-age), count of epochs, each epoch behind its length, text; lengths 16 bits. */
export function encodeValue({ text, fetchedAtMs, ageMs, maxAgeMs, epochs }: StoredValue): Buffer {
  let start = numbersEnd + lengthBytes;
  for (const epoch of epochs) start += lengthBytes + epoch.length;
  const bytes = Buffer.allocUnsafe(start + Buffer.byteLength(text));
  bytes.writeDoubleBE(fetchedAtMs, 0);
  bytes.writeDoubleBE(ageMs, 8);
  bytes.writeDoubleBE(maxAgeMs ?? NaN, 16);
  let at = bytes.writeUInt16BE(epochs.length, numbersEnd);
  for (const epoch of epochs) {
    at = bytes.writeUInt16BE(epoch.length, at);
    // Epochs are ASCII.
    at += bytes.write(epoch, at, 'latin1');
  }
  bytes.write(text, at);
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
    text: bytes.toString('utf8', at),
    fetchedAtMs: bytes.readDoubleBE(0),
    ageMs: bytes.readDoubleBE(8),
    maxAgeMs: Number.isNaN(maxAgeMs) ? undefined : maxAgeMs,
    epochs,
  };
}
