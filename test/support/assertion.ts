// Signs identity assertions as the gateway does, and with anything wrong that a test asks for.
import { createHash, createHmac } from 'node:crypto';
import {
  assertionType,
  type AssertedCaller,
  type AssertedSubject,
  type AssertionKey,
} from '../../schema/contract/assertion.js';
import type { DepartmentName } from '../../schema/contract/departments.js';

export interface AssertionToSign {
  readonly department: DepartmentName;
  readonly key: AssertionKey;
  readonly subjects: readonly AssertedSubject[];
  /** `Citizen.id` that `Query.me` is; none when left out. */
  readonly me?: string | undefined;
  /** The gateway itself when left out. */
  readonly caller?: AssertedCaller | undefined;
  /** The request's body, byte for byte. */
  readonly body: string | Uint8Array;
  /** Milliseconds since 1970; the time of day when left out. */
  readonly now?: number | undefined;
  /** Single-use id, for a mutation. */
  readonly jti?: string | undefined;
  /** Set over the header's fields, to break them. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Set over the claims, to break them. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** The assertion in compact serialization, for the header `yihao-assertion`. */
export function signAssertion(toSign: AssertionToSign): string {
  const { department, key, subjects, me, jti, body, now = Date.now() } = toSign;
  const header = { alg: 'HS256', typ: assertionType, kid: key.id, ...toSign.header };
  const claims = {
    iss: 'yihao',
    aud: department,
    iat: Math.floor(now / 1000),
    ...(jti !== undefined && { jti }),
    caller: toSign.caller ?? { kind: 'gateway' },
    ...(me !== undefined && { me }),
    subjects,
    body: createHash('sha256').update(body).digest('base64url'),
    ...toSign.claims,
  };
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
