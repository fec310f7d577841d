import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMyTransport, type MyError } from '../../schema/client/my-transport.js';
import type { TransportRequest } from '../../schema/client/transport.js';
import { createMyModel, type MyModel } from '../support/my-model.js';
import type { PhoneNetwork } from '../support/phone-network.js';
import { startPhoneServer, type PhoneServer } from './phone-server.js';

const city = 'https://city.example.gov.cn';

describe('the transport by my.request', () => {
  let server: PhoneServer;
  let phone: PhoneNetwork;
  let alipay: MyModel;
  beforeAll(async () => {
    server = await startPhoneServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    phone = { servers: { [city]: server.url }, online: true };
    alipay = createMyModel({ network: phone, domains: [city] });
  });

  const request = (path: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
    url: city + path,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
    body: '{"query":"{ me { id } }"}',
    timeoutMs: 60_000,
    ...more,
  });
  const send = (path: string, more?: Partial<TransportRequest>) =>
    createMyTransport(alipay.my)(request(path, more));

  it.each([200, 400, 401, 403, 429, 500, 503])(
    'gives HTTP %i as a response with its text',
    async (status) => {
      expect(await send(`/status/${status}`)).toMatchObject({
        kind: 'response',
        status,
        text: '{"data":{}}',
        headers: { 'x-request-id': 'abc', 'retry-after': '3' },
      });
    },
  );

  it('gives a page of HTML as it is, and sends the body as it is', async () => {
    expect(await send('/html')).toMatchObject({ status: 200, text: '<h1>Bad Gateway</h1>' });
    expect(server.received.at(-1)).toMatchObject({
      body: '{"query":"{ me { id } }"}',
      headers: { authorization: 'Bearer x' },
    });
  });

  it('says timeout when there is no answer in time', async () => {
    expect(await send('/never', { timeoutMs: 20 })).toEqual({ kind: 'failed', failure: 'timeout' });
  });

  it('says interrupted when another page is opened before the answer', async () => {
    const asked = send('/never');
    await server.arrived();
    alipay.leavePage();
    expect(await asked).toEqual({ kind: 'failed', failure: 'interrupted' });
  });

  it('says offline without a network, and for a host that is not on the white list', async () => {
    phone.online = false;
    expect(await send('/status/200')).toEqual({ kind: 'failed', failure: 'offline' });
    phone.online = true;
    const elsewhere = { url: 'https://elsewhere.example/graphql' };
    expect(await send('/', elsewhere)).toEqual({ kind: 'failed', failure: 'offline' });
  });

  it('ends the request when it is cancelled', async () => {
    const cancel = new AbortController();
    const asked = send('/never', { cancelled: cancel.signal });
    await server.arrived();
    cancel.abort();
    expect(await asked).toEqual({ kind: 'failed', failure: 'cancelled' });
  });

  it.each<[MyError, string]>([
    [{ error: 14, status: 13, data: '请求超时异常', errorMessage: 'JSON parse data error' }, 'timeout'],
    [{ error: 14, errorMessage: 'JSON parse data error' }, 'offline'],
    [{ error: 19, errorMessage: 'HTTP错误' }, 'offline'],
    [{ error: 20, errorMessage: '请求已被停止' }, 'interrupted'],
  ])('reads %j, which has no answer, as %s', async (error, failure) => {
    const transport = createMyTransport({
      request: ({ fail }) => {
        fail(error);
        return { abort: () => undefined };
      },
    });
    expect(await transport(request('/'))).toEqual({ kind: 'failed', failure });
  });

  it('gives text where the platform has read the JSON of a refusal although text was asked for', async () => {
    const transport = createMyTransport({
      request: ({ fail }) => {
        fail({ error: 19, status: 401, data: { errors: [] } });
        return { abort: () => undefined };
      },
    });
    expect(await transport(request('/'))).toMatchObject({ status: 401, text: '{"errors":[]}' });
  });
});
