// Signs invalidations as a department does, and with anything wrong that a test asks for.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { AssertionKey } from '../../schema/contract/assertion.js';

export interface InvalidationToSign {
  readonly department: string;
  readonly key: AssertionKey;
  readonly body: string | Uint8Array;
  /** Set over the header's fields, to break them. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Set over the claims, to break them; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** In compact serialization, for the header `yihao-invalidation`. */
export function signForTest({ department, key, body, header, claims }: InvalidationToSign): string {
  const protectedHeader = { alg: 'HS256', typ: 'yihao-invalidation+jws', kid: key.id, ...header };
  const payload = {
    iss: department,
    aud: 'yihao',
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    body: createHash('sha256').update(body).digest('base64url'),
    ...claims,
  };
  const signed = `${encode(protectedHeader)}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
