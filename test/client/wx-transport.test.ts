import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TransportRequest } from '../../schema/client/transport.js';
import { createWxTransport, type WxError } from '../../schema/client/wx-transport.js';
import type { PhoneNetwork } from '../support/phone-network.js';
import { createWxNetwork, type WxNetwork } from '../support/wx-request.js';
import { startPhoneServer, type PhoneServer } from './phone-server.js';

const city = 'https://city.example.gov.cn';

describe('the transport by wx.request', () => {
  let server: PhoneServer;
  let phone: PhoneNetwork;
  let wx: WxNetwork;
  beforeAll(async () => {
    server = await startPhoneServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    phone = { servers: { [city]: server.url }, online: true };
    wx = createWxNetwork({
      network: phone,
      appId: 'touristappid',
      domains: [city],
      checksDomains: true,
      timeoutMs: 60_000,
      callBack: (callback) => callback(),
    });
  });

  const request = (path: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
    url: city + path,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
    body: '{"query":"{ me { id } }"}',
    timeoutMs: 60_000,
    ...more,
  });
  const send = (path: string, more?: Partial<TransportRequest>) => createWxTransport(wx)(request(path, more));

  it.each([200, 400, 401, 403, 429, 500, 503])(
    'gives HTTP %i as a response with its text',
    async (status) => {
      expect(await send(`/status/${status}`)).toMatchObject({
        kind: 'response',
        status,
        text: '{"data":{}}',
      });
    },
  );

  it('gives headers by lower-case names, and a page of HTML as it is', async () => {
    const result = await send('/html');
    expect(result).toMatchObject({ text: '<h1>Bad Gateway</h1>', headers: { 'retry-after': '3' } });
  });

  it('sends body and headers as they are, and not a Referer of its own', async () => {
    await send('/', { headers: { authorization: 'Bearer x', referer: 'https://elsewhere.example' } });
    expect(server.received.at(-1)?.body).toBe('{"query":"{ me { id } }"}');
    expect(server.received.at(-1)?.headers).toMatchObject({
      authorization: 'Bearer x',
      referer: 'https://servicewechat.com/touristappid/0/page-frame.html',
    });
  });

  it('says timeout when there is no answer in time', async () => {
    expect(await send('/never', { timeoutMs: 20 })).toEqual({ kind: 'failed', failure: 'timeout' });
  });

  it('says interrupted for what was under way five seconds after the program went to the background', async () => {
    const asked = send('/never');
    await server.arrived();
    wx.inBackground = true;
    wx.interrupt();
    expect(await asked).toEqual({ kind: 'failed', failure: 'interrupted' });
    expect(await send('/status/200')).toEqual({ kind: 'failed', failure: 'interrupted' });
  });

  it('says offline without a network, and for a host that is not on the white list', async () => {
    phone.online = false;
    expect(await send('/status/200')).toEqual({ kind: 'failed', failure: 'offline' });
    phone.online = true;
    const elsewhere = { url: 'https://elsewhere.example/graphql' };
    expect(await send('/', elsewhere)).toEqual({ kind: 'failed', failure: 'offline' });
    expect(await send('/', { url: server.url })).toEqual({ kind: 'failed', failure: 'offline' });
  });

  it('ends the request when it is cancelled, and sends none that already is', async () => {
    const cancel = new AbortController();
    const asked = send('/never', { cancelled: cancel.signal });
    await server.arrived();
    cancel.abort();
    expect(await asked).toEqual({ kind: 'failed', failure: 'cancelled' });
    const { sent } = wx.counts;
    expect(await send('/', { cancelled: cancel.signal })).toEqual({ kind: 'failed', failure: 'cancelled' });
    expect(wx.counts.sent).toBe(sent);
  });

  it('says interrupted for an eleventh at a time, which was not sent', async () => {
    const cancel = new AbortController();
    const ten = Array.from({ length: 10 }, () => send('/never', { cancelled: cancel.signal }));
    expect(await send('/status/200')).toEqual({ kind: 'failed', failure: 'interrupted' });
    expect(wx.counts).toEqual({ sent: 10, mostAtOnce: 10, refused: 1 });
    cancel.abort();
    await Promise.all(ten);
  });

  it.each<[WxError, string]>([
    [{ errMsg: 'request:fail 请求超时。' }, 'timeout'],
    [{ errMsg: 'request:fail -118:net::ERR_CONNECTION_TIMED_OUT', errno: 600001 }, 'timeout'],
    [{ errMsg: 'createRequestTask:fail:interrupted' }, 'interrupted'],
    [{ errMsg: 'request:fail 似乎已断开与互联网的连接。' }, 'offline'],
    [{ errMsg: 'request:fail -103:net::ERR_CONNECTION_ABORTED', errno: 600001 }, 'offline'],
  ])('reads %j as %s, as phones say it', async (error, failure) => {
    const transport = createWxTransport({
      request: ({ fail }) => {
        fail(error);
        return { abort: () => undefined };
      },
    });
    expect(await transport(request('/'))).toEqual({ kind: 'failed', failure });
  });
});
