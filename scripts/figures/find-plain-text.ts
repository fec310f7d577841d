// Looks for texts in files in every form in which they could stand there unsealed.
import { readFileSync } from 'node:fs';

/** Shorter ones stand in random bytes, too: four bytes once in 4 GB for each of them. */
const leastBytes = 6;

/**
 * Which of the texts stand in any of the files, as UTF-8, UTF-16, base64 or hex. A text of two characters is looked for in
 * quotes where its bytes alone would be too few.
 * @returns `<form> of text <position>`: the texts are somebody's data and are not repeated
 */
export function findPlainText(files: readonly string[], texts: Iterable<string>): string[] {
  const needles = new Map<number, { bytes: Buffer; what: string }[]>();
  let position = 0;
  for (const text of texts) {
    for (const [form, bytes] of formsOf(text)) {
      if (bytes.length < leastBytes) continue;
      const start = bytes.readUInt32LE(0);
      const alike = needles.get(start) ?? [];
      alike.push({ bytes, what: `${form} of text ${position}` });
      needles.set(start, alike);
    }
    position++;
  }
  const mayStart = bitsOf(needles.keys());
  return files.flatMap((file) => findAll(readFileSync(file), needles, mayStart));
}

function formsOf(text: string): [string, Buffer][] {
  const quoted = `"${text}"`;
  const utf8 = Buffer.from(Buffer.byteLength(text) < leastBytes ? quoted : text);
  const utf16 = Buffer.from(text.length * 2 < leastBytes ? quoted : text, 'utf16le');
  return [
    ['UTF-8', utf8],
    ['UTF-16LE', utf16],
    ['UTF-16BE', Buffer.from(utf16).swap16()],
    ...[utf8, utf16].flatMap((bytes): [string, Buffer][] => [
      ['hex', Buffer.from(bytes.toString('hex'))],
      ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
      ...[0, 1, 2].flatMap((before): [string, Buffer][] => [
        ['base64', Buffer.from(inside(bytes, before, 'base64'))],
        ['base64url', Buffer.from(inside(bytes, before, 'base64url'))],
      ]),
    ]),
  ];
}

/** The characters that are the same whatever stands around the bytes, `before` bytes into a group of three. */
function inside(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
  const all = Buffer.concat([Buffer.alloc(before), bytes])
    .toString(encoding)
    .replaceAll('=', '');
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + bytes.length) * 8) / 6);
  return all.slice(first, last);
}

/** One of 2^24 for the lower bits: most places of a file are ruled out by a look at it. */
function bitsOf(starts: Iterable<number>): Uint8Array {
  const bits = new Uint8Array(1 << 24);
  for (const start of starts) bits[start & 0xffffff] = 1;
  return bits;
}

function findAll(
  bytes: Buffer,
  needles: ReadonlyMap<number, readonly { bytes: Buffer; what: string }[]>,
  mayStart: Uint8Array,
): string[] {
  const found: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    if (!mayStart[low]) continue;
    for (const needle of needles.get(bytes.readUInt32LE(at)) ?? [])
      if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) found.push(needle.what);
  }
  return found;
}
