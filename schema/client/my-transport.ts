// Carries requests by Alipay's `my.request`: opendocs.alipay.com/mini/api/owycmh
import { exchangeByCallback, lowerCaseNames, type RequestTask } from './callback-exchange.js';
import type { Transport, TransportFailure, TransportResult } from './transport.js';

/** The part of `my` that is used; the platform's own object fits. */
export interface MyRequester {
  request(options: MyRequestOptions): RequestTask;
}

export interface MyRequestOptions {
  url: string;
  method: 'POST';
  headers: Record<string, string>;
  data: string;
  timeout: number;
  dataType: 'text';
  readonly success: (result: MyResponse) => void;
  readonly fail: (error: MyError) => void;
}

export interface MyResponse {
  status: number;
  headers?: Record<string, unknown>;
  data?: unknown;
}

/** With `error` 19 it has the status, headers and body of the answer. */
export interface MyError extends Partial<MyResponse> {
  error?: number;
  errorMessage?: string;
}

/** @param my the global `my` of a mini-program; it allows 60 s for a request */
export function createMyTransport(my: MyRequester): Transport {
  return ({ url, method, headers, body, timeoutMs, cancelled }) =>
    exchangeByCallback(cancelled, (end) =>
      my.request({
        url,
        method,
        headers: { ...headers },
        data: body,
        timeout: timeoutMs,
        dataType: 'text',
        success: ({ status, headers: answered, data }) => end(responseOf(status, answered, data)),
        fail: ({ error, status, headers: answered, data }) =>
          end(
            isHttpStatus(status)
              ? responseOf(status, answered, data)
              : { kind: 'failed', failure: failureOf(error, status) },
          ),
      }),
    );
}

function responseOf(status: number, headers: MyResponse['headers'], data: unknown): TransportResult {
  // Some versions read JSON although text was asked for.
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? '');
  return { kind: 'response', status, headers: lowerCaseNames(headers), text };
}

/** Where there is no answer, `status` may hold the error's number instead. */
function isHttpStatus(status: number | undefined): status is number {
  return status !== undefined && status >= 100;
}

/** 1: another page was opened before it ended; 20: it was stopped; 11 no permission, 12 network, 14 not decodable, 23 proxy. */
function failureOf(error: number | undefined, status: number | undefined): TransportFailure {
  if (error === 13 || status === 13) return 'timeout';
  return error === 1 || error === 20 ? 'interrupted' : 'offline';
}
