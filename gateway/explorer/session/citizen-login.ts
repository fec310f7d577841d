// Logs a citizen in at the city's issuer: authorization code with PKCE (OpenID Connect Core section 3.1, RFC 7636) and back.
import * as oauth from 'oauth4webapi';
import type { PageSettings } from '../page-settings.js';
import type { Citizen } from './caller.js';

/** Issuer and resource are there. */
export interface LoginSettings extends PageSettings {
  readonly issuer: string;
  readonly resource: string;
}

/** Between leaving the page and coming back; tokens never stay anywhere but in memory. */
const pendingKey = 'yihao-explorer-login';

interface PendingLogin {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export function hasLogin(settings: PageSettings): settings is LoginSettings {
  return settings.issuer !== null && settings.resource !== null;
}

function redirectUri(): string {
  return `${location.origin}/explorer/`;
}

/** Loopback issuers speak plain HTTP; every other must not. */
function transport({ issuer }: LoginSettings) {
  const { protocol, hostname } = new URL(issuer);
  return {
    [oauth.allowInsecureRequests]: protocol === 'http:' && /^(127\.|localhost$|\[::1\]$)/.test(hostname),
  };
}

async function discover(settings: LoginSettings): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(settings.issuer);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, transport(settings)));
}

/**
 * Leaves the page.
 * @param choose who to be is asked even of somebody whom the issuer still knows
 * @throws Error when the issuer can't be reached
 */
export async function leaveForLogin(settings: LoginSettings, choose: boolean): Promise<void> {
  const server = await discover(settings);
  if (server.authorization_endpoint === undefined)
    throw new Error('the issuer has no authorization endpoint');
  const verifier = oauth.generateRandomCodeVerifier();
  const pending = { verifier, state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce() };
  sessionStorage.setItem(pendingKey, JSON.stringify(pending satisfies PendingLogin));
  const address = new URL(server.authorization_endpoint);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: settings.client,
    redirect_uri: redirectUri(),
    scope: 'openid',
    resource: settings.resource,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(choose && { prompt: 'login' }),
  }).toString();
  location.assign(address);
}

/**
 * What the issuer sent back in the page's address, which is cleaned of it; undefined when nothing was.
 * @throws Error when the login was refused or isn't the one that this page began
 */
export async function returnFromLogin(settings: LoginSettings): Promise<Citizen | undefined> {
  const address = new URL(location.href);
  if (!address.searchParams.has('state')) return undefined;
  history.replaceState(null, '', redirectUri());
  const stored = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  // Somebody opened the address again, from the history perhaps.
  if (stored === null) return undefined;
  const { verifier, state, nonce } = JSON.parse(stored) as PendingLogin;
  const [server, client] = [await discover(settings), { client_id: settings.client }];
  const code = oauth.validateAuthResponse(server, client, address, state);
  const response = await oauth.authorizationCodeGrantRequest(
    ...([server, client, oauth.None(), code, redirectUri(), verifier, transport(settings)] as const),
  );
  return citizenOf(
    await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    }),
  );
}

/** @throws Error when the login has ended at the issuer, too */
export async function renewLogin(settings: LoginSettings, citizen: Citizen): Promise<Citizen> {
  if (citizen.refreshToken === undefined) throw new Error('no refresh token');
  const [server, client] = [await discover(settings), { client_id: settings.client }];
  const response = await oauth.refreshTokenGrantRequest(
    ...([server, client, oauth.None(), citizen.refreshToken, transport(settings)] as const),
  );
  const renewed = citizenOf(await oauth.processRefreshTokenResponse(server, client, response));
  return { ...renewed, name: citizen.name };
}

function citizenOf({ access_token, refresh_token }: oauth.TokenEndpointResponse): Citizen {
  return {
    kind: 'citizen',
    name: undefined,
    level: levelOf(access_token),
    accessToken: access_token,
    refreshToken: refresh_token,
  };
}

/** To be shown; the gateway reads its own. */
function levelOf(accessToken: string): string {
  const [, payload = ''] = accessToken.split('.');
  const json = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  return (JSON.parse(json) as { real_name_level?: string }).real_name_level ?? '—';
}
