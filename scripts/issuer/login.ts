// Logs a citizen in from a program: the same authorization code exchange with PKCE that a browser makes.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { parseResidentId } from '../../schema/contract/resident-id.js';
import { createCookieSession, type CookieSession } from './cookie-session.js';
import { loadIssuerJson } from './load-issuer-json.js';
import type { RealNameLevel } from './persona.js';
import { citizenClientId, commandLinePath } from './provider.js';

export interface LoginOptions {
  /** Persona key or resident ID number; the first persona when nobody is named. */
  who?: string;
  /** Instead of the persona's own level, or L3 for a number. */
  level?: RealNameLevel;
  clientId?: string;
}

export interface CitizenTokens {
  /** Bearer token for the gateway. */
  accessToken: string;
  expiresInSeconds: number;
  refreshToken?: string;
}

const personaKeys = z.array(z.object({ key: z.string() }));
const metadata = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const tokenResponse = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
});
const maxRedirects = 10;

/**
 * Gets tokens for a citizen from the development issuer.
 *
 * @throws Error with one line for people: no issuer at the address, unknown persona (with the known ones), a number that
 *   is not valid, a refusal by the issuer. None of them repeats a number.
 */
export async function loginCitizen(issuerUrl: string, options: LoginOptions = {}): Promise<CitizenTokens> {
  const { who, level, clientId = citizenClientId } = options;
  const form = { ...(await formFor(issuerUrl, who)), ...(level === undefined ? {} : { level }) };
  const endpoints = metadata.parse(await loadIssuerJson(issuerUrl, '/.well-known/openid-configuration'));
  const redirectUri = new URL(commandLinePath, issuerUrl).href;
  const verifier = randomBytes(32).toString('base64url');

  const code = await authorize(
    {
      client_id: clientId,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: redirectUri,
      state: randomBytes(16).toString('base64url'),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    },
    endpoints.authorization_endpoint,
    form,
  );
  return redeem(endpoints.token_endpoint, {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  });
}

async function formFor(issuerUrl: string, who: string | undefined): Promise<Record<string, string>> {
  const keys = personaKeys.parse(await loadIssuerJson(issuerUrl, '/personas')).map(({ key }) => key);
  const wanted = who ?? keys[0];
  if (wanted !== undefined && keys.includes(wanted)) return { persona: wanted };
  const number = parseResidentId(wanted ?? '');
  if (number.ok) return { residentId: number.value.canonical };
  if (/\d{6}/.test(wanted ?? '')) throw new Error(number.problem.en);
  throw new Error(`No such persona. Known personas: ${keys.join(', ') || 'none'}.`);
}

/** Walks from the authorization endpoint through the login form to the redirect that carries the code. */
async function authorize(
  request: Record<string, string> & { redirect_uri: string; state: string },
  endpoint: string,
  form: Record<string, string>,
): Promise<string> {
  const session = createCookieSession();
  const loginUrl = await follow(
    session,
    await session.get(`${endpoint}?${String(new URLSearchParams(request))}`),
    endpoint,
  );
  const answer = await session.post(loginUrl.href, form);
  const landed = await follow(session, answer, loginUrl.href, request.redirect_uri);
  const { searchParams } = landed;
  const code = searchParams.get('code');
  if (code === null || searchParams.get('state') !== request.state) {
    throw new Error(
      `The issuer refused the login: ${searchParams.get('error_description') ?? 'no code came back'}.`,
    );
  }
  return code;
}

/** Follows redirects to the first address that answers, or up to (not into) the one that starts with `until`. */
async function follow(
  session: CookieSession,
  response: Response,
  from: string,
  until?: string,
): Promise<URL> {
  let at = new URL(from);
  let current = response;
  for (let step = 0; step < maxRedirects; step += 1) {
    const location = current.headers.get('location');
    if (location === null) {
      if (current.ok && until === undefined) return at;
      throw new Error(`The issuer refused the login (HTTP ${current.status}).`);
    }
    at = new URL(location, at);
    if (until !== undefined && `${at.origin}${at.pathname}` === until) return at;
    current = await session.get(at.href);
  }
  throw new Error('The issuer redirects in circles.');
}

async function redeem(endpoint: string, request: Record<string, string>): Promise<CitizenTokens> {
  const response = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(request) });
  if (!response.ok) throw new Error(`The issuer refused the code (HTTP ${response.status}).`);
  const tokens = tokenResponse.parse(await response.json());
  return {
    accessToken: tokens.access_token,
    expiresInSeconds: tokens.expires_in,
    ...(tokens.refresh_token === undefined ? {} : { refreshToken: tokens.refresh_token }),
  };
}
