// What gateway processes tell each other over Redis, authenticated: whoever can write to Redis can't speak for a process.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a message carries at most; a longer list goes in several. */
export const maxNamesPerMessage = 1_000;
/**
 * More than the longest tag of a type or resource that a department may name: a message that isn't understood would be one that
 * is missed, which drops everybody's values.
 */
const maxNameCharacters = 256;
const maxMessageCharacters = 200_000;
/** 128 bits of HMAC-SHA256: NIST SP 800-107 section 5.3.4 asks for 32 at least. */
const macBytes = 16;

/** `n` counts what a process has told all others, from 1: whoever misses one knows it by the next. */
const told = { from: z.uuid(), n: z.int().min(1) };

const messageSchema = z.discriminatedUnion('kind', [
  /** Lives; `atMs` is by its own clock. */
  z.strictObject({ kind: z.literal('beat'), ...told, atMs: z.number() }),
  /** Has just begun: the others beat at once, so that it knows them. */
  z.strictObject({ kind: z.literal('hello'), ...told, atMs: z.number() }),
  z.strictObject({
    kind: z.literal('drop'),
    ...told,
    names: z.array(z.string().max(maxNameCharacters)).max(maxNamesPerMessage),
  }),
  /** Ends, and needs not be waited for. */
  z.strictObject({ kind: z.literal('bye'), ...told }),
  /** To one process alone: `from` has dropped what its message `n` named. */
  z.strictObject({ kind: z.literal('dropped'), from: z.uuid(), n: z.int().min(1) }),
]);

export type BusMessage = z.infer<typeof messageSchema>;

/** The first signs; with two live keys every process understands every other during a rotation. */
export type BusKeys = readonly [Uint8Array, ...Uint8Array[]];

export function createBusCodec(keys: BusKeys) {
  const [signingKey] = keys;
  return {
    /** `<MAC, base64url>.<JSON>`. */
    encode(message: BusMessage): string {
      const json = JSON.stringify(message);
      return `${macOf(signingKey, json).toString('base64url')}.${json}`;
    },
    /** Undefined for what no process with one of the keys has sent. */
    decode(text: string): BusMessage | undefined {
      if (text.length > maxMessageCharacters) return undefined;
      const dot = text.indexOf('.');
      const mac = Buffer.from(text.slice(0, Math.max(dot, 0)), 'base64url');
      const json = text.slice(dot + 1);
      if (mac.length !== macBytes || !keys.some((key) => timingSafeEqual(mac, macOf(key, json))))
        return undefined;
      return messageSchema.safeParse(JSON.parse(json)).data;
    },
  };
}

export type BusCodec = ReturnType<typeof createBusCodec>;

function macOf(key: Uint8Array, json: string): Buffer {
  return createHmac('sha256', key).update(json).digest().subarray(0, macBytes);
}
