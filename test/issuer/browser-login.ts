// A citizen's browser and the portal's side of the code exchange, step by step, so that tests can spoil any of them.
import { createHash, randomBytes } from 'node:crypto';
import type { Persona } from '../../scripts/issuer/persona.js';
import { createCookieSession, type CookieSession } from '../../scripts/issuer/cookie-session.js';

export const portalCallback = 'http://127.0.0.1:4000/portal/';
export const gatewayAudience = 'http://127.0.0.1:4000/graphql';

export const personas: Persona[] = [
  {
    key: 'retiree',
    title: { zh: '退休职工', en: 'Retired worker' },
    name: '张建国',
    residentId: '11010519491231002X',
    level: 'L3',
  },
  {
    key: 'student',
    title: { zh: '学生 <b>"甲"</b>', en: 'Student & daughter' },
    name: '李娜',
    residentId: '341202199003070025',
    level: 'L2',
  },
];

export interface BrowserLogin {
  browser: CookieSession;
  verifier: string;
  state: string;
  /** Address of the login form. */
  formUrl: string;
}

export function authorizationUrl(
  issuerUrl: string,
  verifier: string,
  changes: Record<string, string> = {},
): string {
  const request = new URLSearchParams({
    client_id: 'yihao-portal',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: portalCallback,
    state: 'state-of-the-portal',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  });
  return `${issuerUrl}/auth?${String(request)}`;
}

/** Follows an authorization request to the login form. */
export async function openLogin(
  issuerUrl: string,
  changes: Record<string, string> = {},
): Promise<BrowserLogin> {
  const browser = createCookieSession();
  const verifier = randomBytes(32).toString('base64url');
  const answer = await browser.get(authorizationUrl(issuerUrl, verifier, changes));
  const formUrl = new URL(locationOf(answer), issuerUrl).href;
  return { browser, verifier, state: 'state-of-the-portal', formUrl };
}

/** Sends the form and returns the address that the portal is called at. */
export async function submitLogin(
  { browser, formUrl }: BrowserLogin,
  form: Record<string, string>,
): Promise<URL> {
  const submitted = await browser.post(formUrl, form);
  const resumed = await browser.get(new URL(locationOf(submitted), formUrl).href);
  return new URL(locationOf(resumed));
}

export async function obtainCode(
  issuerUrl: string,
  form: Record<string, string> = { persona: 'retiree' },
): Promise<BrowserLogin & { code: string }> {
  const login = await openLogin(issuerUrl);
  const code = (await submitLogin(login, form)).searchParams.get('code');
  if (code === null) throw new Error('no code came back');
  return { ...login, code };
}

export function redeemCode(
  issuerUrl: string,
  { code, verifier }: { code: string; verifier: string },
  changes: Record<string, string> = {},
): Promise<Response> {
  return postToken(issuerUrl, {
    grant_type: 'authorization_code',
    client_id: 'yihao-portal',
    redirect_uri: portalCallback,
    code,
    code_verifier: verifier,
    ...changes,
  });
}

export function refresh(issuerUrl: string, refreshToken: string): Promise<Response> {
  return postToken(issuerUrl, {
    grant_type: 'refresh_token',
    client_id: 'yihao-portal',
    refresh_token: refreshToken,
  });
}

export interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  id_token: string;
  expires_in: number;
}

export async function tokensOf(answer: Promise<Response>): Promise<TokenAnswer> {
  const response = await answer;
  if (!response.ok) throw new Error(`token endpoint answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as TokenAnswer;
}

function postToken(issuerUrl: string, form: Record<string, string>): Promise<Response> {
  return fetch(`${issuerUrl}/token`, { method: 'POST', body: new URLSearchParams(form) });
}

export function locationOf(response: Response): string {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`expected a redirect, got HTTP ${response.status}`);
  return location;
}
