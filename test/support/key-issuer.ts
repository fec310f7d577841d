// An issuer whose private keys the test holds, so that it can sign whatever an attacker with any key could send.
import { createServer } from 'node:http';
import { once } from 'node:events';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
} from 'jose';

export interface KeyIssuer {
  readonly url: string;
  /** How often its key set was fetched. */
  readonly fetches: () => number;
  /** Public key set as served now. */
  readonly jwks: () => { keys: JWK[] };
  /** A token that is right in everything but what the arguments change; a claim set to undefined is left out. */
  sign(claims?: Record<string, unknown>, header?: Partial<JWTHeaderParameters>): Promise<string>;
  /** A new key takes the place of the old one. */
  rotate(): Promise<void>;
  /** Something else instead of its key set. */
  serve(document: unknown): void;
  /** While down it answers 503. */
  setDown(down: boolean): void;
  stop(): Promise<void>;
}

export async function startKeyIssuer(audience: string): Promise<KeyIssuer> {
  let fetches = 0;
  let down = false;
  let served: unknown;
  let current: { kid: string; privateKey: CryptoKey; jwk: JWK };
  let generation = 0;
  const rotate = async (): Promise<void> => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const kid = `key-${++generation}`;
    current = { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
  };
  await rotate();
  const server = createServer((request, response) => {
    if (request.url === '/jwks') fetches++;
    const document =
      request.url === '/jwks'
        ? (served ?? { keys: [current.jwk] })
        : { issuer: url, jwks_uri: `${url}/jwks` };
    response
      .writeHead(down ? 503 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(document));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    fetches: () => fetches,
    jwks: () => ({ keys: [current.jwk] }),
    rotate,
    serve: (document) => (served = document),
    setDown: (value) => (down = value),
    sign(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const defaults = {
        iss: url,
        aud: audience,
        sub: 'nobody-in-the-register',
        iat: now,
        exp: now + 600,
        client_id: 'test',
        real_name_level: 'L3',
      };
      const payload = Object.fromEntries(
        Object.entries({ ...defaults, ...claims }).filter(([, value]) => value !== undefined),
      );
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'ES256', kid: current.kid, typ: 'at+jwt', ...header })
        .sign(current.privateKey, { crit: { 'urn:test:critical': true } });
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
