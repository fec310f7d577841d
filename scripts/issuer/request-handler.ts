// Which part of the issuer answers a request: the persona list, the login step, the bureaus' desk, or the OpenID Provider.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { BureauDesk } from './bureau-desk.js';
import type { IssuerLogger } from './logger.js';
import { createLoginInteraction } from './login-interaction.js';
import type { Pages } from './pages.js';
import type { Persona } from './persona.js';

export interface RequestHandlerOptions {
  url: string;
  personas: readonly Persona[];
  pages: Pages;
  logger: IssuerLogger | undefined;
  /** Undefined outside the development city. */
  bureauDesk: BureauDesk | undefined;
  /** The provider with the current signing keys; read anew for every request. */
  currentProvider: () => Provider;
}

export function createRequestHandler(options: RequestHandlerOptions) {
  const { host } = new URL(options.url);
  const loginInteraction = createLoginInteraction(options.personas, options.pages);

  const route = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = req.url?.split('?', 1)[0] ?? '/';
    // A name that an attacker rebinds to 127.0.0.1 would otherwise get tokens from a citizen's own browser, and the
    // provider makes its addresses from this header.
    if (req.headers.host !== host) return answerText(res, 421, `Use ${options.url}\n`);
    if (path === '/personas') return answerPersonas(res, options.personas);
    if (options.bureauDesk && path.startsWith('/development/')) return options.bureauDesk(req, res);
    // A page of another server on 127.0.0.1 is of the same site: the cookies would come along with the form it sends.
    if (path.startsWith('/interaction/') && isForeign(req, options.url))
      return answerText(res, 403, 'This form can be sent from the login page alone.\n');
    if (path.startsWith('/interaction/')) return loginInteraction(options.currentProvider(), req, res);
    await options.currentProvider().callback()(req, res);
  };

  return (req: IncomingMessage, res: ServerResponse): void => {
    route(req, res).catch((error: unknown) => {
      options.logger?.error({ err: error }, 'issuer failed to answer');
      if (!res.headersSent) answerText(res, 500, 'The issuer failed to answer.\n');
    });
  };
}

/** A browser names the origin of every form it sends; whoever names none is no browser. */
function isForeign({ method, headers: { origin } }: IncomingMessage, url: string): boolean {
  return method === 'POST' && origin !== undefined && origin !== url;
}

function answerPersonas(res: ServerResponse, personas: readonly Persona[]): void {
  const listed = personas.map(({ key, title, level }) => ({ key, title, level }));
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(listed));
}

function answerText(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
