// Signs a bureau's request object, as a bureau's own system does with every request to the gateway.
import { createHash, randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import {
  requestObjectLifetimeSeconds,
  requestObjectType,
  type Official,
  type RequestObjectClaims,
} from '../../schema/contract/request-object.js';
import { signingAlgorithmOf } from './signing-algorithm.js';

export interface RequestToSign {
  /** Client id of the bureau at the issuer. */
  readonly client: string;
  /** One of its private keys; its `kid` goes into the header. */
  readonly privateJwk: JWK;
  /** The gateway's audience. */
  readonly audience: string;
  /** The HTTP body as it will be sent, byte for byte. */
  readonly body: string | Uint8Array;
  readonly purpose: string;
  readonly item: string;
  readonly caseNumber: string;
  readonly official?: Official;
}

/** The request object for the header `yihao-request`; good for five minutes and this body. */
export async function signRequest(request: RequestToSign): Promise<string> {
  const { client, privateJwk, audience, body, purpose, item, caseNumber, official } = request;
  const alg = signingAlgorithmOf(privateJwk);
  const iat = Math.floor(Date.now() / 1000);
  const claims: RequestObjectClaims = {
    iss: client,
    aud: audience,
    iat,
    exp: iat + requestObjectLifetimeSeconds,
    jti: randomUUID(),
    body: createHash('sha256').update(body).digest('base64url'),
    purpose,
    item,
    case: caseNumber,
    ...(official && { official }),
  };
  const header = {
    alg,
    typ: requestObjectType,
    ...(privateJwk.kid !== undefined && { kid: privateJwk.kid }),
  };
  return new SignJWT({ ...claims }).setProtectedHeader(header).sign(await importJWK(privateJwk, alg));
}
