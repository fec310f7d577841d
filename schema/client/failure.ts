// Why there is no answer: what a page switches on, each with a sentence to show.
import type { ErrorCode } from '../contract/error-codes.js';
import type { TransportFailure } from './transport.js';

/** The language of messages, and of what the gateway says. */
export type Language = 'zh' | 'en';

/**
 * `unauthenticated` (401): log in again; `forbidden` (403): asking again won't help; `limited` (429) and `unavailable` (503):
 * later; `invalid` (400 and others of 4xx): the request is wrong; `offline`, `timeout`, `interrupted`, `cancelled`: see
 * `TransportFailure`; `server`: anything else, an answer that isn't the gateway's too.
 */
export type Failure = FailureDetails &
  (
    | { readonly kind: 'limited'; readonly retryAfterMs: number }
    | { readonly kind: 'unavailable'; readonly retryAfterMs?: number }
    | { readonly kind: 'unauthenticated' | 'forbidden' | 'invalid' | 'server' | TransportFailure }
  );

interface FailureDetails {
  /** What happened and how to go on, in the user's language. */
  readonly message: string;
  /** The gateway's word; missing where it said nothing. */
  readonly code?: ErrorCode;
  /** By this the operator finds the request in the log. */
  readonly requestId?: string;
}

type Sentence = Readonly<Record<Language, string>>;

const sentences: Readonly<Record<Failure['kind'], Sentence>> = {
  unauthenticated: { zh: '登录已失效，请重新登录。', en: 'The login has expired: log in again.' },
  forbidden: { zh: '您无权查看此项。', en: 'You may not see this.' },
  limited: { zh: '请求过于频繁，请稍后再试。', en: 'Too many requests: try again later.' },
  unavailable: {
    zh: '服务暂时不可用，请稍后再试。',
    en: 'The service is not available now: try again later.',
  },
  invalid: {
    zh: '请求有误；请更新本应用后再试。',
    en: 'The request is wrong: update this application and try again.',
  },
  offline: {
    zh: '无法连接网络，请检查网络后再试。',
    en: 'No connection: check the network and try again.',
  },
  timeout: { zh: '服务未及时答复，请稍后再试。', en: 'No answer in time: try again later.' },
  interrupted: {
    zh: '请求因应用转入后台而中断，请重试。',
    en: 'Interrupted as this went to the background: try again.',
  },
  cancelled: { zh: '请求已取消。', en: 'The request was cancelled.' },
  server: {
    zh: '服务出错，请稍后再试；如仍出错，请联系管理员。',
    en: 'The service failed: try again later, and tell the operator if it goes on.',
  },
};

/** What the client itself finds out. */
export function failed(
  kind: TransportFailure,
  language: Language,
): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind, message: sentences[kind][language] } };
}

/** Too many of this client's own requests wait. */
export function crowded(language: Language): { readonly ok: false; readonly failure: Failure } {
  return {
    ok: false,
    failure: { kind: 'limited', message: sentences.limited[language], retryAfterMs: crowdedMs },
  };
}

/** By then ten have been answered, or the network is slow. */
const crowdedMs = 2_000;

export interface Refused {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The gateway's own words; undefined when the body isn't the gateway's. */
  readonly error: { readonly message: string; readonly code: ErrorCode } | undefined;
}

/** Without Retry-After, which the gateway always sends. */
const limitedMs = 10_000;

/** What an HTTP answer without data means. */
export function failureOfAnswer({ status, headers, error }: Refused, language: Language): Failure {
  const kind = kindOf(status, error !== undefined);
  const requestId = headers['x-request-id'];
  const details = {
    message: error ? error.message : sentences[kind][language],
    ...(error && { code: error.code }),
    ...(requestId !== undefined && { requestId }),
  };
  const retryAfterMs = readRetryAfter(headers['retry-after']);
  if (kind === 'limited')
    return { kind, ...details, retryAfterMs: retryAfterMs === undefined ? limitedMs : retryAfterMs };
  if (kind === 'unavailable')
    return { kind, ...details, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  return { kind, ...details };
}

/** A proxy's page says something only where any server's status does: nobody is logged out by one. */
function kindOf(status: number, isGateways: boolean): Exclude<Failure['kind'], TransportFailure> {
  if (status === 429) return 'limited';
  if (status === 503) return 'unavailable';
  if (!isGateways || status < 400 || status >= 500) return 'server';
  return status === 401 ? 'unauthenticated' : status === 403 ? 'forbidden' : 'invalid';
}

/** Seconds, or a date (RFC 9110 section 10.2.3). */
function readRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
