// `wx.request` with the limits that WeChat documents, over real HTTP: developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
import { sendFromPhone, type PhoneNetwork, type PhoneResponse } from './phone-network.js';

const maxRequests = 10;
const maxTimeoutMs = 60_000;
const methods = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT'];

export interface WxNetworkOptions {
  readonly network: PhoneNetwork;
  readonly appId: string;
  /** 服务器域名, as configured: `https://` and a name, with a port only where the address has one. */
  readonly domains: readonly string[];
  /** Off, as with the developer tools' 不校验合法域名, plain HTTP and every address are allowed too. */
  readonly checksDomains: boolean;
  /** `networkTimeout.request` of app.json. */
  readonly timeoutMs: number;
  /** Runs a callback of the program. */
  readonly callBack: (callback: () => void) => void;
}

export interface WxRequestArguments {
  url?: unknown;
  method?: string;
  header?: Record<string, unknown>;
  data?: unknown;
  timeout?: number;
  dataType?: string;
  responseType?: string;
  success?(result: object): void;
  fail?(error: object): void;
  complete?(result: object): void;
}

export interface WxNetwork {
  readonly request: (options: WxRequestArguments) => { abort(): void };
  /** In the background nothing may be asked. */
  inBackground: boolean;
  /** After five seconds there: ends everything under way. */
  interrupt(): void;
  /** How it went so far. */
  readonly counts: { sent: number; mostAtOnce: number; refused: number };
  /** Bodies sent. */
  readonly bodies: string[];
}

/** `errno` and text as in WeChat's table of them. */
const failures = {
  timeout: { errMsg: 'request:fail timeout', errno: 5 },
  domain: { errMsg: 'request:fail url not in domain list', errno: 600002 },
  interrupted: { errMsg: 'request:fail interrupted', errno: 600003 },
  tooMany: { errMsg: 'request:fail exceed max task count', errno: 600007 },
  url: { errMsg: 'request:fail invalid url', errno: 600009 },
  arguments: { errMsg: 'request:fail parameter error', errno: 600005 },
  // The documentation gives `abort` no number.
  abort: { errMsg: 'request:fail abort' },
} as const;

export function createWxNetwork(options: WxNetworkOptions): WxNetwork {
  const running = new Set<{ end: (failure: object) => void }>();
  const network: WxNetwork = {
    inBackground: false,
    counts: { sent: 0, mostAtOnce: 0, refused: 0 },
    bodies: [],
    interrupt: () => [...running].forEach(({ end }) => end(failures.interrupted)),
    request: (asked) => {
      const refusal = refusalOf(asked);
      if (refusal) {
        setImmediate(() => callBack(asked, 'fail', refusal));
        return { abort: () => undefined };
      }
      return send(asked, String(asked.url));
    },
  };

  function refusalOf({ url, method = 'GET', data }: WxRequestArguments): object | undefined {
    if (typeof url !== 'string' || !URL.canParse(url)) return failures.url;
    if (!methods.includes(method) || typeof data === 'function') return failures.arguments;
    if (options.checksDomains && !isListed(url, options.domains)) return failures.domain;
    if (network.inBackground) return failures.interrupted;
    // Since base library 1.4.0 WeChat keeps the eleventh waiting; refused here, as before, so that a client that would
    // lose its priorities to that queue is found out.
    if (running.size < maxRequests) return undefined;
    network.counts.refused += 1;
    return failures.tooMany;
  }

  function send(asked: WxRequestArguments, url: string): { abort(): void } {
    const finish = (kind: 'success' | 'fail', result: object): void => {
      if (!running.delete(task)) return;
      clearTimeout(timer);
      callBack(asked, kind, result);
    };
    const task = {
      end: (failure: object): void => {
        finish('fail', failure);
        exchange.destroy();
      },
    };
    const body = bodyOf(asked.data);
    const timeoutMs = Math.min(asked.timeout ?? options.timeoutMs, maxTimeoutMs);
    const timer = setTimeout(() => task.end(failures.timeout), timeoutMs);
    running.add(task);
    network.counts.sent += 1;
    network.counts.mostAtOnce = Math.max(network.counts.mostAtOnce, running.size);
    network.bodies.push(body ?? '');
    const exchange = sendFromPhone(
      options.network,
      { url, method: asked.method ?? 'GET', headers: headersOf(asked), body },
      (response) => finish('success', resultOf(response, asked)),
      (reason) => finish('fail', { errMsg: `request:fail ${reason}`, errno: 600001 }),
    );
    return { abort: () => task.end(failures.abort) };
  }

  function callBack(asked: WxRequestArguments, kind: 'success' | 'fail', result: object): void {
    options.callBack(() => {
      asked[kind]?.(result);
      asked.complete?.(result);
    });
  }

  /** `Referer` is WeChat's own. */
  function headersOf({ header = {} }: WxRequestArguments): Record<string, string> {
    const given = Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return {
      'content-type': 'application/json',
      ...(Object.fromEntries(given) as Record<string, string>),
      referer: `https://servicewechat.com/${options.appId}/0/page-frame.html`,
    };
  }

  return network;
}

/** HTTPS, by a name, and the port only if the list has it. */
function isListed(url: string, domains: readonly string[]): boolean {
  const origin = /^https:\/\/[^/?#]*/.exec(url)?.[0];
  const isNamed = !/^https:\/\/(localhost|[\d.]+|\[)/.test(url);
  return origin !== undefined && isNamed && domains.includes(origin);
}

function bodyOf(data: unknown): string | undefined {
  if (data === undefined) return undefined;
  return typeof data === 'string' ? data : JSON.stringify(data);
}

/** Whatever the status; one byte order mark is taken away; JSON is read unless another `dataType` is asked for. */
function resultOf({ status, headers, body }: PhoneResponse, asked: WxRequestArguments): object {
  const text = body.replace(/^\uFEFF/, '');
  const data = (asked.dataType ?? 'json') === 'json' ? jsonOrText(text) : text;
  return { statusCode: status, header: headers, data, cookies: [], errMsg: 'request:ok' };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
