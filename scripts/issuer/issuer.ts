// The development issuer: a real OpenID Provider on loopback where everybody may log in as any invented citizen.
import { generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DevelopmentBureau } from '../development-bureaus.js';
import type { FindBureau } from './bureau-client.js';
import { createBureauDesk } from './bureau-desk.js';
import type { IssuerLogger } from './logger.js';
import { createMemoryAdapter } from './memory-adapter.js';
import { createPages } from './pages.js';
import type { Persona } from './persona.js';
import { commandLinePath, createProvider } from './provider.js';
import { createRequestHandler } from './request-handler.js';

export interface IssuerOptions {
  /** Loopback only: 127.0.0.1 (the default) or localhost. */
  host?: string;
  /** 0 takes a free one. */
  port: number;
  /** `aud` of the access tokens and resource indicator of the gateway: an absolute URI (RFC 8707). */
  audience: string;
  personas: Persona[];
  /** Who may log in with a key of its own, asked at each such login; nobody when left out. */
  findBureau?: FindBureau;
  /** Addresses that may receive codes, instead of the portal's and the explorer's; the command line's comes on top. */
  redirectUris?: string[];
  /** In whose names the explorer may ask, without a key of its own; nobody's when left out. */
  developmentBureaus?: readonly DevelopmentBureau[];
  logger?: IssuerLogger;
}

export interface Issuer {
  /** Issuer identifier and base address, such as `http://127.0.0.1:4001`. */
  url: string;
  /** Signs with a new key from now on. The previous one stays published, the one before it is dropped. */
  rotateKeys(): Promise<void>;
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';
const rotationMs = 24 * 60 * 60 * 1000;
const portalRedirectUris = ['http://127.0.0.1:4000/portal/', 'http://127.0.0.1:4000/explorer/'];

/**
 * Starts the issuer.
 *
 * @throws Error with one line saying what to change: production, a host that is not loopback, a port in use, an audience
 *   that is no URI.
 */
export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  refuseUnsafeStart(options);
  const { audience, personas, findBureau = async () => undefined, logger } = options;
  const server = createServer();
  const url = `http://${loopback}:${await listen(server, options.port)}`;

  const redirectUris = [...(options.redirectUris ?? portalRedirectUris), `${url}${commandLinePath}`];
  const origins = new Set(redirectUris.map((uri) => new URL(uri).origin));
  const pages = createPages(personas, [...origins]);
  const adapter = createMemoryAdapter();
  const cookieKeys = [randomBytes(32).toString('base64url')];
  const providerWith = (keys: JsonWebKey[]) =>
    createProvider({
      issuer: url,
      audience,
      findBureau,
      redirectUris,
      keys,
      cookieKeys,
      adapter,
      pages,
      logger,
    });

  let keys = [createSigningKey()];
  let provider = providerWith(keys);
  const { developmentBureaus: bureaus } = options;
  const bureauDesk = bureaus && createBureauDesk({ url, audience, bureaus, origins });
  server.on(
    'request',
    createRequestHandler({ url, personas, pages, logger, bureauDesk, currentProvider: () => provider }),
  );

  const rotateKeys = async (): Promise<void> => {
    keys = [createSigningKey(), ...keys.slice(0, 1)];
    // The provider reads its keys once: another one over the same state takes over with the next request.
    provider = providerWith(keys);
    logger?.info({}, 'issuer signs with a new key');
  };
  const timer = setInterval(() => void rotateKeys(), rotationMs).unref();

  return {
    url,
    rotateKeys,
    async stop() {
      clearInterval(timer);
      await close(server);
    },
  };
}

function refuseUnsafeStart({ host = loopback, audience }: IssuerOptions): void {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error(
      'The development issuer asks for no passwords: it does not start with NODE_ENV=production.',
    );
  }
  if (host !== loopback && host !== 'localhost') {
    throw new Error(
      `The development issuer asks for no passwords: it listens on ${loopback} only, not on ${host}.`,
    );
  }
  if (!URL.canParse(audience) || audience.includes('#')) {
    throw new Error(`The issuer's audience must be an absolute URI without a fragment, not "${audience}".`);
  }
}

function createSigningKey(): JsonWebKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      const hint = inUse
        ? 'the port is in use; stop the other process or choose another port'
        : error.message;
      reject(new Error(`The issuer cannot listen on ${loopback}:${port}: ${hint}.`, { cause: error }));
    });
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
