// `my.request` of Alipay with what its documentation says of it, over real HTTP: opendocs.alipay.com/mini/api/owycmh
import { sendFromPhone, type PhoneNetwork, type PhoneResponse } from './phone-network.js';

const usualTimeoutMs = 30_000;
const maxTimeoutMs = 60_000;

export interface MyModelOptions {
  readonly network: PhoneNetwork;
  /** 服务器域名白名单. */
  readonly domains: readonly string[];
}

export interface MyRequestArguments {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  data?: unknown;
  timeout?: number;
  dataType?: string;
  success?(result: object): void;
  fail?(error: object): void;
}

export interface MyModel {
  readonly my: { readonly request: (options: MyRequestArguments) => { abort(): void } };
  /** The user opens another page: what is under way ends. */
  leavePage(): void;
}

/** Numbers as in Alipay's table of them. */
const failures = {
  left: { error: 1, errorMessage: 'not implemented!' },
  permission: { error: 11, errorMessage: '无权跨域' },
  network: { error: 12, errorMessage: '网络出错' },
  timeout: { error: 13, errorMessage: '请求超时' },
  decoding: { error: 14, errorMessage: 'JSON parse data error' },
  stopped: { error: 20, errorMessage: '请求已被停止' },
  plainHttp: { error: 20, errorMessage: '请求 URL 不支持 HTTP，请使用 HTTPS' },
} as const;

export function createMyModel({ network, domains }: MyModelOptions): MyModel {
  const running = new Set<(failure: object) => void>();

  function request(asked: MyRequestArguments): { abort(): void } {
    const refusal = refusalOf(asked.url);
    if (refusal) {
      setImmediate(() => asked.fail?.(refusal));
      return { abort: () => undefined };
    }
    const finish = (settle: () => void): void => {
      if (!running.delete(end)) return;
      clearTimeout(timer);
      settle();
    };
    const end = (failure: object): void => {
      finish(() => asked.fail?.(failure));
      exchange.destroy();
    };
    const timeoutMs = Math.min(asked.timeout ?? usualTimeoutMs, maxTimeoutMs);
    const timer = setTimeout(() => end(failures.timeout), timeoutMs);
    running.add(end);
    const exchange = sendFromPhone(
      network,
      {
        url: asked.url,
        method: asked.method ?? 'GET',
        headers: { 'content-type': 'application/json', ...asked.headers },
        body: typeof asked.data === 'string' ? asked.data : JSON.stringify(asked.data),
      },
      (response) => finish(() => answer(asked, response)),
      () => finish(() => asked.fail?.(failures.network)),
    );
    return { abort: () => end(failures.stopped) };
  }

  function refusalOf(url: string): object | undefined {
    if (!url.startsWith('https://')) return failures.plainHttp;
    return domains.includes(new URL(url).origin) ? undefined : failures.permission;
  }

  return { my: { request }, leavePage: () => [...running].forEach((end) => end(failures.left)) };
}

/** Any status but 2xx is a failure that has the answer with it. */
function answer(asked: MyRequestArguments, { status, headers, body }: PhoneResponse): void {
  if (status < 200 || status > 299) {
    const problem = { error: 19, errorMessage: 'http status error' };
    return asked.fail?.({ ...problem, status, headers, data: body });
  }
  if ((asked.dataType ?? 'json') !== 'json') return asked.success?.({ status, headers, data: body });
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    return asked.fail?.({ ...failures.decoding, status, headers, data: body });
  }
  asked.success?.({ status, headers, data });
}
