// A page for browsers and its files, as `npm run build` bundled them: each file is an address of its own, so no path can leave them.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendJson, type Route } from './server.js';

export interface StaticRouteOptions {
  /** Address of the page without the slash at its end: `/explorer`. */
  readonly mount: string;
  /** Folder with `index.html`; every file in it is served. */
  readonly folder: string;
  /** Origin that the page may ask for tokens besides its own; undefined where nobody logs in. */
  readonly issuer: string | undefined;
  /** What `config.json` says. */
  readonly settings: object;
}

/** What one address answers. */
interface StaticFile {
  readonly content: Buffer;
  readonly gzipped: Buffer | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** The folder that `npm run build` writes a page into. */
export function pageFolder(name: string): string {
  return fileURLToPath(new URL(`../../pages/${name}`, import.meta.url));
}

/**
 * Routes by exact path. All files are read now: later changes of the folder mean nothing.
 * @throws Error when the folder isn't there
 */
export function createStaticRoutes({
  mount,
  folder,
  issuer,
  settings,
}: StaticRouteOptions): Readonly<Record<string, Route>> {
  const names = readdirSync(folder);
  const twins = new Set(names.filter((name) => name.endsWith('.gz')));
  const security = securityHeaders(issuer);
  const routes: Record<string, Route> = {};
  for (const name of names) {
    const type = contentTypes[extname(name)];
    if (type === undefined) continue;
    const content = readFileSync(`${folder}/${name}`);
    const gzipped = twins.has(`${name}.gz`) ? readFileSync(`${folder}/${name}.gz`) : undefined;
    const headers = { ...security, ...cachingOf(name, content), 'content-type': type };
    routes[name === 'index.html' ? `${mount}/` : `${mount}/${name}`] = serveFile({
      content,
      gzipped,
      headers,
    });
  }
  return { ...routes, [mount]: redirectTo(`${mount}/`), [`${mount}/config.json`]: serveSettings(settings) };
}

export interface Document {
  readonly content: Buffer;
  readonly gzipped: Buffer;
  /** `Content-Type`. */
  readonly type: string;
}

/** Serves something that was written here under the same rules as the pages' files. */
export function createDocumentRoute({ content, gzipped, type }: Document): Route {
  const headers = { ...securityHeaders(undefined), ...cachingOf('', content), 'content-type': type };
  return serveFile({ content, gzipped, headers });
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

/** `main-6PT6PNTD.js`: esbuild's hash of the content. */
const hashedName = /-[A-Z0-9]{8}\.\w+(?:\.LEGAL\.txt)?$/;

/** A name with a hash is never another file's (RFC 8246); the others are asked for again each time. */
function cachingOf(name: string, content: Buffer): Record<string, string> {
  if (hashedName.test(name))
    return { 'cache-control': 'public, max-age=31536000, immutable', etag: `"${name}"` };
  const digest = createHash('sha256').update(content).digest('base64url');
  return { 'cache-control': 'no-cache', etag: `"${digest}"` };
}

/**
 * Styles in the document are the libraries' own, which set them on elements; scripts are files of this gateway alone, so a text
 * that a page shows can't run.
 */
function securityHeaders(issuer: string | undefined): Record<string, string> {
  const origin = issuer === undefined ? '' : ` ${new URL(issuer).origin}`;
  return {
    'content-security-policy': [
      "default-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self' data:",
      "img-src 'self' data:",
      `connect-src 'self'${origin}`,
      "worker-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      `form-action 'self'${origin}`,
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}

function serveFile({ content, gzipped, headers }: StaticFile): Route {
  return async (request, response) => {
    if (refusesMethod(request, response)) return;
    const etag = headers['etag'];
    if (etag !== undefined && request.headers['if-none-match']?.includes(etag)) {
      const { 'content-type': _type, ...kept } = headers;
      response.writeHead(304, { ...kept, vary: 'accept-encoding' }).end();
      return;
    }
    const zipped = acceptsGzip(request) ? gzipped : undefined;
    const body = zipped ?? content;
    response.writeHead(200, {
      ...headers,
      vary: 'accept-encoding',
      'content-length': body.length,
      ...(zipped && { 'content-encoding': 'gzip' }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

function serveSettings(settings: object): Route {
  return async (request, response) => {
    if (refusesMethod(request, response)) return;
    response.setHeader('x-content-type-options', 'nosniff');
    sendJson(response, 200, settings);
  };
}

function redirectTo(address: string): Route {
  return async (request, response) => {
    if (refusesMethod(request, response)) return;
    response.writeHead(308, { location: address }).end();
  };
}

function refusesMethod({ method }: IncomingMessage, response: ServerResponse): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  response.writeHead(405, { allow: 'GET, HEAD' }).end();
  return true;
}

/** A client that names `gzip;q=0` doesn't want it (RFC 9110 section 12.5.3). */
function acceptsGzip({ headers }: IncomingMessage): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))/i.test(
    String(headers['accept-encoding'] ?? ''),
  );
}
