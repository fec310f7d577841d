// The client is small, and runs where there is nothing but the language and timers.
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build, transform, type BuildOptions } from 'esbuild';
import type { Answer } from '../../schema/client/answer.js';
import { createFetchTransport } from '../../schema/client/fetch-transport.js';
import type { createClient } from '../../schema/client/client.js';
import { startAnsweringServer, type AnsweringServer } from '../support/answering-server.js';
import { AskNumber, type NumberData } from '../support/client-operations.js';

const sources = new URL('../../schema/client/', import.meta.url).pathname;

async function bundle(contents: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({
    ...{ stdin: { contents, resolveDir: sources }, bundle: true, write: false, target: 'es2020' },
    ...options,
  });
  const [file] = outputFiles ?? [];
  if (!file) throw new Error('nothing was built');
  return file.text;
}

const core = `export { createClient, createCancel } from './client.js';`;

describe('the client', () => {
  let server: AnsweringServer;
  beforeAll(async () => {
    server = await startAnsweringServer();
  });
  afterAll(() => server.stop());

  it.each(['fetch', 'wx', 'my'])(
    'has at most 10 KB, minified, with its transport for %s',
    async (transport) => {
      const text = await bundle(`${core} export * from './${transport}-transport.js';`, {
        ...{ minify: true, format: 'esm' },
      });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_240);
    },
  );

  it('is written in the language of 2020', async () => {
    // What had to be rewritten would be longer: each mini-program would have to do it, or fail on old phones.
    const all = ['fetch', 'wx', 'my'].map((name) => `export * from './${name}-transport.js';`);
    const text = await bundle(core + all.join(''), { format: 'esm', target: 'esnext' });
    const { code } = await transform(text, { target: 'es2020', format: 'esm' });
    expect(code).toBe((await transform(text, { target: 'esnext', format: 'esm' })).code);
  });

  it('asks, waits, shares and cancels without fetch, AbortController, URL, TextEncoder or crypto', async () => {
    const code = await bundle(core, { format: 'iife', globalName: 'yihao', minify: true });
    const bare = createContext({ setTimeout, clearTimeout });
    for (const name of [
      'fetch',
      'AbortController',
      'URL',
      'TextEncoder',
      'crypto',
      'EventSource',
      'queueMicrotask',
    ])
      expect(runInContext(`typeof ${name}`, bare)).toBe('undefined');
    const yihao = runInContext(`${code}; yihao`, bare) as {
      createClient: typeof createClient;
      createCancel: () => { signal: AbortSignal; cancel(): void };
    };
    server.respond((_, index) =>
      index === 0 ? { status: 503, body: {} } : { body: { data: { number: 7 } } },
    );
    const client = yihao.createClient({
      ...{
        transport: createFetchTransport(),
        endpoint: server.url,
        token: () => 'token',
        language: () => 'zh',
      },
      ...{ clientName: 'bare', clientVersion: '1' },
    });
    const cancel = yihao.createCancel();
    const [gone, stayed] = [
      client.query(AskNumber, {}, { cancel: cancel.signal }),
      client.query(AskNumber, {}),
    ] as readonly [Promise<Answer<NumberData>>, Promise<Answer<NumberData>>];
    cancel.cancel();
    expect(await gone).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(await stayed).toMatchObject({ ok: true, data: { number: 7 } });
    expect(server.received).toHaveLength(2);
  });
});
