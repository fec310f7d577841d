// Carries requests by WeChat's `wx.request`: developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html
import { exchangeByCallback, lowerCaseNames, type RequestTask } from './callback-exchange.js';
import type { Transport, TransportFailure } from './transport.js';

/** The part of `wx` that is used; the platform's own object fits. */
export interface WxRequester {
  request(options: WxRequestOptions): RequestTask;
}

export interface WxRequestOptions {
  url: string;
  method: 'POST';
  header: Record<string, string>;
  data: string;
  timeout: number;
  dataType: string;
  responseType: 'text';
  readonly success: (result: WxResponse) => void;
  readonly fail: (error: WxError) => void;
}

export interface WxResponse {
  statusCode: number;
  header: Record<string, unknown>;
  data: unknown;
}

export interface WxError {
  errMsg: string;
  /** Since base library 2.24.0, and not on every platform. */
  errno?: number;
}

/** @param wx the global `wx` of a mini-program; it allows ten requests at a time and 60 s for one */
export function createWxTransport(wx: WxRequester): Transport {
  return ({ url, method, headers, body, timeoutMs, cancelled }) =>
    exchangeByCallback(cancelled, (end) =>
      wx.request({
        url,
        method,
        header: { ...headers },
        data: body,
        timeout: timeoutMs,
        // Anything but `json`: a proxy's page of HTML is to arrive as it is.
        dataType: 'text',
        responseType: 'text',
        success: ({ statusCode, header, data }) =>
          end({
            kind: 'response',
            status: statusCode,
            headers: lowerCaseNames(header),
            text: String(data),
          }),
        fail: (error) => end({ kind: 'failed', failure: failureOf(error) }),
      }),
    );
}

/** `errno` as in WeChat's "Errno错误码"; older versions have the text alone, which iOS translates. */
function failureOf({ errMsg, errno }: WxError): TransportFailure {
  if (errno === 5 || /time(d?[ _])?out|超时/i.test(errMsg)) return 'timeout';
  // `exceed max task count` (600007): others of the mini-program take the ten places; nothing was sent, so later is right too.
  if (errno === 600003 || errno === 600007 || /interrupt|max task/.test(errMsg)) return 'interrupted';
  return 'offline';
}
