// Logs a bureau in: client credentials (RFC 6749 section 4.4) with an assertion signed by its key (RFC 7523).
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import { z } from 'zod';
import { signingAlgorithmOf } from '../bureau/signing-algorithm.js';
import { loadIssuerJson } from './load-issuer-json.js';

export interface BureauLogin {
  /** Client id at the issuer. */
  readonly client: string;
  /** One of its private keys, with `kid`. */
  readonly privateJwk: JWK;
}

export interface BureauToken {
  /** Bearer token for the gateway. */
  accessToken: string;
  expiresInSeconds: number;
}

const metadata = z.object({ issuer: z.string(), token_endpoint: z.url() });
const tokenResponse = z.object({ access_token: z.string(), expires_in: z.number() });
const assertionSeconds = 60;

/**
 * Gets a token for a bureau from the development issuer.
 *
 * @throws Error with one line for people: no issuer at the address, a refusal by the issuer
 */
export async function loginBureau(issuerUrl: string, login: BureauLogin): Promise<BureauToken> {
  const { issuer, token_endpoint: endpoint } = metadata.parse(
    await loadIssuerJson(issuerUrl, '/.well-known/openid-configuration'),
  );
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signClientAssertion(login, issuer),
    }),
  });
  if (!response.ok) throw new Error(`The issuer refused the bureau (HTTP ${response.status}).`);
  const { access_token: accessToken, expires_in: expiresInSeconds } = tokenResponse.parse(
    await response.json(),
  );
  return { accessToken, expiresInSeconds };
}

async function signClientAssertion({ client, privateJwk }: BureauLogin, issuer: string): Promise<string> {
  const alg = signingAlgorithmOf(privateJwk);
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg, typ: 'JWT', ...(privateJwk.kid !== undefined && { kid: privateJwk.kid }) })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(issuer)
    .setIssuedAt(now)
    .setExpirationTime(now + assertionSeconds)
    .setJti(randomUUID())
    .sign(await importJWK(privateJwk, alg));
}
