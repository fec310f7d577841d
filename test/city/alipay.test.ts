// The client in Alipay's model, which has no fetch either, against a real gateway of the city.
import { runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { createClient } from '../../schema/client/client.js';
import type { createMyTransport } from '../../schema/client/my-transport.js';
import { HomePage } from '../../schema/operations/generated/home-page.js';
import { createMyModel } from '../support/my-model.js';
import { persona, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';
import { createWxScope } from '../support/wx-scope.js';

const city = 'https://yihao.example.gov.cn';

interface Bundle {
  readonly createClient: typeof createClient;
  readonly createMyTransport: typeof createMyTransport;
}

describe('the client in Alipay', () => {
  let gateway: TestGateway;
  let bundle: string;
  beforeAll(async () => {
    gateway = await startTestGateway();
    const { outputFiles } = await build({
      stdin: {
        contents: `export { createClient } from './client.js'; export { createMyTransport } from './my-transport.js';`,
        resolveDir: new URL('../../schema/client/', import.meta.url).pathname,
      },
      ...{ bundle: true, write: false, format: 'iife', globalName: 'yihao', target: 'es2018' },
    });
    bundle = outputFiles[0]?.text ?? '';
  });
  afterAll(() => gateway.stop());

  function openClient(token: string) {
    const { my } = createMyModel({
      network: { servers: { [city]: gateway.url }, online: true },
      domains: [city],
    });
    const scope = createWxScope({ setTimeout, clearTimeout });
    const { createClient, createMyTransport } = runInContext(`${bundle}; yihao`, scope) as Bundle;
    return createClient({
      transport: createMyTransport(my),
      endpoint: `${city}/graphql`,
      token: () => token,
      language: () => 'zh',
      clientName: 'alipay-test',
      clientVersion: '1.0.0',
    });
  }

  it('answers by hash, each of a citizen’s facts with its state', async () => {
    const answer = await openClient(await tokenOf('pensioner')).query(HomePage, {});
    if (!answer.ok) throw new Error(answer.failure.message);
    const { name } = persona('pensioner');
    expect(answer.data.me?.name).toMatchObject({ state: 'present', value: name, masked: false });
  });

  it('reads a refusal, which Alipay gives as a failure, from its body', async () => {
    const answer = await openClient('expired').query(HomePage, {});
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'unauthenticated', code: 'UNAUTHENTICATED' },
    });
  });
});
