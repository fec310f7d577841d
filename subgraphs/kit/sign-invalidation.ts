// Signs what a department tells the gateway, over the final bytes of the body.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { AssertionKey } from '../../schema/contract/assertion.js';
import type { DepartmentName } from '../../schema/contract/departments.js';
import {
  invalidationAudience,
  invalidationType,
  type InvalidationClaims,
} from '../../schema/contract/invalidation.js';

/** For the header `yihao-invalidation`; good once, within the minute. */
export function signInvalidation(
  department: DepartmentName,
  { id: kid, secret }: AssertionKey,
  body: string,
): string {
  const claims: InvalidationClaims = {
    iss: department,
    aud: invalidationAudience,
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    body: createHash('sha256').update(body).digest('base64url'),
  };
  const signed = `${encode({ alg: 'HS256', kid, typ: invalidationType })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
