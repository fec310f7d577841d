// Reads a request's body up to a limit.
import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

/** Whoever sent the request hung up before its end: nobody is left to answer. */
export class RequestAborted extends Error {
  override name = 'RequestAborted';
}

/**
 * @throws BodyTooLarge as soon as more than `maxBytes` have come, without waiting for the rest
 * @throws RequestAborted
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new BodyTooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof BodyTooLarge) throw cause;
    // A request's stream fails in no other way than that its connection ends.
    throw new RequestAborted(undefined, { cause });
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
