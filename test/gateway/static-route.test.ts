import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { BadConfig, readConfig } from '../../gateway/config.js';
import { createPageRoutes } from '../../gateway/http/page-routes.js';
import { startHttpServer, type HttpServer } from '../../gateway/http/server.js';
import { createStaticRoutes } from '../../gateway/http/static-route.js';
import { departmentNames } from '../../schema/contract/departments.js';
import { departmentVariable } from '../../scripts/city/department-variable.js';

const script = 'main-ABCD2345.js';
const source = 'console.log("市");'.repeat(50);
let server: HttpServer;
let parent: string;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'yihao-page-'));
  const folder = join(parent, 'explorer');
  mkdirSync(folder);
  writeFileSync(join(parent, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>页</title>');
  writeFileSync(join(folder, script), source);
  writeFileSync(join(folder, `${script}.gz`), gzipSync(source));
  writeFileSync(join(folder, 'notes.built.json'), '{}');
  const settings = { issuer: 'http://127.0.0.1:4001', client: 'c' };
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    portVariable: 'PORT',
    routes: createStaticRoutes({ mount: '/explorer', folder, issuer: settings.issuer, settings }),
  });
});
afterAll(async () => {
  await server.stop(100);
  rmSync(parent, { recursive: true });
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** The path goes out as it is; `fetch` would tidy it up and unpack the answer. */
async function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Reply> {
  const { hostname, port } = new URL(server.url);
  const sent = httpRequest({ hostname, port, path, method, headers });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

describe('the files of a page', () => {
  it('come with a policy that lets only this gateway’s scripts run, and only its issuer be asked', async () => {
    const { status, headers, body } = await ask('/explorer/');
    expect(status).toBe(200);
    expect(body.toString()).toContain('页');
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; " +
        "connect-src 'self' http://127.0.0.1:4001; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; " +
        "form-action 'self' http://127.0.0.1:4001",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
    });
  });

  it('are found by the page’s address without a slash, too', async () => {
    const { status, headers } = await ask('/explorer');
    expect([status, headers.location]).toEqual([308, '/explorer/']);
  });

  it('are kept for good where their name has their hash', async () => {
    const { headers } = await ask(`/explorer/${script}`);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    ['gzip, deflate, br', 'gzip'],
    ['gzip;q=0.5', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=0.0, br', undefined],
    ['br', undefined],
    ['', undefined],
  ])('come compressed to who accepts it: %j', async (accepted, encoding) => {
    const { headers, body } = await ask(`/explorer/${script}`, 'GET', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toBe('accept-encoding');
    expect((encoding === 'gzip' ? gunzipSync(body) : body).toString()).toBe(source);
  });

  it('are not sent again to who has them', async () => {
    const { etag = '' } = (await ask('/explorer/')).headers;
    const { status, body } = await ask('/explorer/', 'GET', { 'if-none-match': `"other", ${etag}` });
    expect([status, body.length]).toEqual([304, 0]);
    expect((await ask('/explorer/', 'GET', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('answer HEAD with the length and without the content', async () => {
    const { status, headers, body } = await ask(`/explorer/${script}`, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([
      200,
      String(Buffer.byteLength(source)),
      0,
    ]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuse %s', async (method) => {
    const { status, headers } = await ask('/explorer/', method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    '/explorer/../secret.txt',
    '/explorer/%2e%2e/secret.txt',
    '/explorer/..%2fsecret.txt',
    '/explorer//../secret.txt',
    '/explorer/..\\secret.txt',
    '/explorer/notes.built.json',
    `/explorer/${script}.gz`,
    '/explorer/index.html/',
    '/explorer/nothing.js',
    '/explorer/__proto__',
    '/explorer/constructor',
    '/explorer/%00',
  ])('are all there is: %s', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('secret');
  });

  it('have the page’s settings beside them', async () => {
    const { headers, body } = await ask('/explorer/config.json');
    expect(JSON.parse(body.toString())).toEqual({ issuer: 'http://127.0.0.1:4001', client: 'c' });
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('a gateway', () => {
  const keys = `k:${Buffer.alloc(32, 7).toString('base64url')}`;
  const environment = {
    OIDC_ISSUERS: 'https://id.example.gov.cn',
    OIDC_AUDIENCE: 'urn:gateway',
    GRANTS_DATABASE_URL: 'postgres://localhost/grants',
    ...Object.fromEntries(departmentNames.map((name) => [departmentVariable(name, 'KEYS'), keys])),
  };
  const pathsOf = (overrides: Record<string, string>): string[] => {
    const config = readConfig({ ...environment, ...overrides });
    const schema = (): never => {
      throw new Error('nobody asked for it');
    };
    return Object.keys(createPageRoutes(config, schema, pino({ level: 'silent' })));
  };

  it('has no pages in production or in tests unless it is told to', () => {
    expect(pathsOf({ NODE_ENV: 'production' })).toEqual([]);
    expect(pathsOf({ NODE_ENV: 'test' })).toEqual([]);
    expect(pathsOf({ EXPLORER: 'false', PORTAL: 'false' })).toEqual([]);
  });

  it('has the explorer in production when it is told to, and not the portal', () => {
    const paths = pathsOf({ NODE_ENV: 'production', EXPLORER: 'true' });
    expect(paths).toEqual(expect.arrayContaining(['/explorer', '/explorer/', '/explorer/schema']));
    expect(paths.filter((path) => path.startsWith('/portal'))).toEqual([]);
  });

  it('refuses a setting that is neither true nor false', () => {
    expect(() => pathsOf({ EXPLORER: 'yes' })).toThrow(BadConfig);
  });
});
