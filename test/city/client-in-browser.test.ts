// The typed client, bundled, in Chromium, on a page of another origin than the gateway's.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Answer } from '../../schema/client/client.js';
import type { CitizenPageData } from '../../schema/operations/generated/citizen-page.js';
import { waitFor } from '../../scripts/figures/redis-server.js';
import { startAnsweringServer, type AnsweringServer } from '../support/answering-server.js';
import { persona, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

const script = `
  import { createClient } from './client/client.js';
  import { createFetchTransport } from './client/fetch-transport.js';
  import { CitizenPage } from './operations/generated/citizen-page.js';
  const transport = createFetchTransport();
  window.ask = (endpoint, token, options = {}) =>
    createClient({ transport, endpoint, token: () => token, language: () => 'zh', clientName: 'browser', clientVersion: '1' })
      .query(CitizenPage, {}, { ...options, ...(options.abort && { cancel: (window.controller = new AbortController()).signal }) });
`;

type PageAnswer = Answer<CitizenPageData>;

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: new URL('../../schema/', import.meta.url).pathname },
    ...{ bundle: true, minify: true, write: false, format: 'esm', target: 'es2022' },
  });
  const [file] = outputFiles;
  if (!file) throw new Error('nothing was built');
  return file.text;
}

describe('a page in a browser', () => {
  let site: AnsweringServer;
  let gateway: TestGateway;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let token: string;

  const ask = (to: string, options: object = {}): Promise<PageAnswer> =>
    page.evaluate(`ask(${[to, token, options].map((one) => JSON.stringify(one)).join(', ')})`);
  const endpoint = () => `${gateway.url}/graphql`;

  beforeAll(async () => {
    site = await startAnsweringServer();
    const code = await bundle();
    site.respond(({ url }) =>
      url === '/client.js'
        ? { headers: { 'content-type': 'text/javascript' }, body: code }
        : { body: '<!doctype html><script type="module" src="/client.js"></script>' },
    );
    gateway = await startTestGateway({ CORS_ORIGINS: new URL(site.url).origin });
    token = await tokenOf('young-family');
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    });
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(new URL('/', site.url).href);
    await page.waitForFunction('"ask" in window');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
    await site.stop();
  });

  it('gets a citizen’s page, live too', async () => {
    for (const live of [false, true]) {
      const answer = await ask(endpoint(), { live });
      expect(answer).toMatchObject({
        ok: true,
        data: { me: { name: { state: 'present', value: persona('young-family').name } } },
        requestId: expect.any(String) as unknown,
      });
    }
  });

  it('says that the network is gone, and goes on when it is back', async () => {
    await context.setOffline(true);
    expect(await ask(endpoint())).toEqual({
      ok: false,
      failure: { kind: 'offline', message: '无法连接网络，请检查网络后再试。' },
    });
    const asked = ask(endpoint());
    await context.setOffline(false);
    expect(await asked).toMatchObject({ ok: true });
  });

  it('ends a request that nobody waits for any more', async () => {
    const silent = await startAnsweringServer();
    silent.respond(({ method }) => (method === 'OPTIONS' ? { status: 204, headers: allowAll } : undefined));
    try {
      const asked = ask(silent.url, { abort: true });
      await waitFor('the request', () => silent.received.some(({ method }) => method === 'POST'));
      await page.evaluate('controller.abort()');
      expect(await asked).toMatchObject({ failure: { kind: 'cancelled' } });
      await waitFor('the server to see it', () => silent.abandoned.length === 1);
    } finally {
      await silent.stop();
    }
  });

  it('reads from another origin when it may come back', async () => {
    const limiting = await startAnsweringServer();
    limiting.respond(({ method }) =>
      method === 'OPTIONS'
        ? { status: 204, headers: allowAll }
        : { status: 429, headers: { ...allowAll, 'retry-after': '42' }, body: {} },
    );
    try {
      expect(await ask(limiting.url)).toMatchObject({ failure: { kind: 'limited', retryAfterMs: 42_000 } });
      const asked = limiting.received.find(({ method }) => method === 'POST');
      expect(asked?.headers).not.toHaveProperty('cache-control');
    } finally {
      await limiting.stop();
    }
  });

  it('is told by the gateway that it may', async () => {
    const preflight = await gateway.fetch('/graphql', {
      ...{ method: 'OPTIONS', headers: { origin: new URL(site.url).origin } },
    });
    expect(preflight.headers.get('access-control-expose-headers')).toContain('retry-after');
  });
});

const allowAll = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, content-type, x-refusals, x-client-name, x-client-version, cache-control',
  'access-control-expose-headers': 'retry-after',
};
