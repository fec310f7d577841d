// A bureau's session with the gateway: logs in by its key, signs each request over its very bytes, and waits where it is told to.
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { SignJWT, type JWTPayload } from 'jose';
import type { Settings } from './settings.js';
import { Stopped } from './stop.js';

/** What came back, or that nothing did: `status` 0. */
export interface Reply {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  /** `extensions.code` of the first error. */
  readonly code: string | undefined;
  /** Of the gateway, in the language that was asked for; holds nobody's number or name. */
  readonly message: string;
  readonly requestId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface BureauSession {
  /**
   * Sends a body to `/graphql`. 429 and 503 are waited out, and an answer with errors in it is asked for again, for a department
   * did not answer.
   * @throws Stopped
   */
  ask(body: string, caseNumber: string): Promise<Reply>;
}

const timeoutMs = 60_000;
const maxTries = 6;
/** Whoever is told to come back later than this comes back by himself: the day's quota, say. */
const maxWaitSeconds = 300;
/** The token is replaced so long before its end. */
const tokenReserveMs = 30_000;

export function createBureauSession(settings: Settings, tell: (line: string) => void): BureauSession {
  let token: { readonly value: string; readonly usableUntil: number } | undefined;

  const login = async (): Promise<string> => {
    if (token && Date.now() < token.usableUntil) return token.value;
    const { access_token: value, expires_in: seconds } = await loadToken(settings, tell);
    token = { value, usableUntil: Date.now() + seconds * 1_000 - tokenReserveMs };
    return value;
  };

  const askOnce = async (body: string, caseNumber: string): Promise<Reply> => {
    const bearer = await login();
    return send(`${settings.gatewayUrl}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': languageOf(process.env),
        // Refusals are read from `absences`: whatever is in `errors` is a fault.
        'x-refusals': 'extensions',
        'x-client-name': 'verify-applicants',
        authorization: `Bearer ${bearer}`,
        'yihao-request': await signRequest(settings, body, caseNumber),
      },
      body,
    });
  };

  return {
    async ask(body, caseNumber) {
      let reply = await patiently(() => askOnce(body, caseNumber), tell);
      if (reply.status === 401) {
        token = undefined;
        reply = await patiently(() => askOnce(body, caseNumber), tell);
      }
      return reply;
    },
  };
}

/** @throws Stopped */
async function loadToken(settings: Settings, tell: (line: string) => void) {
  const { issuerUrl, bureau } = settings;
  const metadata = await patiently(() => send(`${issuerUrl}/.well-known/openid-configuration`), tell);
  const { issuer, token_endpoint: endpoint } = metadata.body;
  if (typeof issuer !== 'string' || typeof endpoint !== 'string')
    throw new Stopped(`${issuerUrl} is no OpenID Connect issuer (HTTP ${metadata.status}).`);
  const reply = await patiently(async () => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await sign(settings, 'JWT', 60, { sub: bureau.client, aud: issuer }),
    });
    return send(endpoint, { method: 'POST', body: form });
  }, tell);
  const { access_token, expires_in } = reply.body;
  if (typeof access_token === 'string' && typeof expires_in === 'number') return { access_token, expires_in };
  throw new Stopped(
    `The issuer refused ${bureau.client} (HTTP ${reply.status}): is BUREAU_KEY the private half of the key that is registered as BUREAU_KEY_ID?`,
  );
}

/** The request object: for what this body asks, good for five minutes. */
function signRequest(settings: Settings, body: string, caseNumber: string): Promise<string> {
  return sign(settings, 'yihao-request+jwt', 300, {
    aud: settings.audience,
    body: createHash('sha256').update(body).digest('base64url'),
    ...settings.statement,
    case: caseNumber,
  });
}

async function sign({ bureau }: Settings, typ: string, seconds: number, claims: JWTPayload): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000);
  return new SignJWT({ ...claims, iss: bureau.client, iat, exp: iat + seconds, jti: randomUUID() })
    .setProtectedHeader({ alg: bureau.algorithm, typ, kid: bureau.keyId })
    .sign(bureau.key);
}

/** Sends until the answer is one to go by: signed anew each time, for a request object is good for one request. */
async function patiently(sendOnce: () => Promise<Reply>, tell: (line: string) => void): Promise<Reply> {
  for (let tries = 1; ; tries++) {
    const reply = await sendOnce();
    if (!isWorthAnotherTry(reply)) return reply;
    const seconds = reply.retryAfterSeconds ?? 2 ** (tries - 1);
    if (tries === maxTries || seconds > maxWaitSeconds)
      throw new Stopped(`${describe(reply)} Run the same command again later: it goes on where it stopped.`);
    tell(`${describe(reply)} Next try in ${seconds} s.`);
    await wait(seconds * 1_000);
  }
}

/** Who is locked out for guessing doesn't go on by himself: somebody has to look at the list. */
function isWorthAnotherTry({ status, code, body }: Reply): boolean {
  if (status === 429) return code !== 'LOCKED_OUT';
  if (status === 200) return 'errors' in body;
  return status === 0 || (status >= 502 && status <= 504);
}

export function describe({ status, code, message, requestId }: Reply): string {
  const id = requestId === '' ? '' : ` (x-request-id ${requestId})`;
  return status === 0 ? message : `HTTP ${status} ${code ?? ''}: ${message}${id}`;
}

async function send(url: string, init: RequestInit = {}): Promise<Reply> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return readReply(response, await response.text());
  } catch {
    return {
      ...{ status: 0, retryAfterSeconds: undefined, code: undefined, requestId: '', body: {} },
      message: `No answer from ${new URL(url).origin}.`,
    };
  }
}

function readReply({ status, headers }: Response, text: string): Reply {
  const body = parseObject(text);
  const [error] = (body['errors'] ?? []) as { message?: string; extensions?: { code?: string } }[];
  const retryAfter = headers.get('retry-after');
  return {
    status,
    retryAfterSeconds: retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined,
    code: error?.extensions?.code,
    message: error?.message ?? 'no message',
    requestId: headers.get('x-request-id') ?? '',
    body,
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Chinese where the terminal speaks it. */
function languageOf({ LC_ALL, LANG }: NodeJS.ProcessEnv): string {
  return (LC_ALL || LANG || '').startsWith('zh') ? 'zh-CN' : 'en';
}
