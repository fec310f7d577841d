// The login of one tab: tokens in memory alone, and where the tab stands when the page has loaded.
import {
  AuthorizationResponseError,
  ResponseBodyError,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from 'oauth4webapi';
import type { PaymentDraft } from '../payment/payment-draft.js';
import { loadPortalConfig, type PortalConfig } from '../portal-config.js';
import { loadIssuer, type Issuer, type LoginRequest, type Tokens } from './issuer.js';
import { isReturning, keepPendingLogin, markReturning, takePendingLogin } from './pending-login.js';

export interface Session {
  /** For the gateway; a refreshed one after `refresh`. */
  token(): string;
  /** False when the login has ended. @throws Error when the issuer can't be reached, which ends nothing */
  refresh(): Promise<boolean>;
  /** Leaves the page for the issuer. */
  logIn(options?: LoginOptions): Promise<void>;
  /** Leaves the page for the issuer, which asks and comes back. */
  logOut(): void;
}

export interface LoginOptions {
  /** Kept for after the login. */
  readonly draft?: PaymentDraft | undefined;
  /** The issuer asks who it is, although it knows. */
  readonly asSomebodyElse?: boolean;
}

export type Opened =
  | {
      readonly state: 'logged in';
      readonly session: Session;
      readonly config: PortalConfig;
      readonly draft: PaymentDraft | undefined;
    }
  | {
      readonly state: 'logged out';
      readonly logIn: Session['logIn'];
      /** `ended`: was logged in before; `failed`: the issuer answered, but not with a login. */
      readonly because: 'new' | 'ended' | 'failed';
    }
  | { readonly state: 'unreachable'; readonly what: 'gateway' | 'issuer' }
  /** On its way to the issuer: nothing to show. */
  | { readonly state: 'leaving' };

/** Takes up the login that the browser comes back from, or finds out that there is none. */
export async function openSession(): Promise<Opened> {
  const config = await loadPortalConfig();
  if (!config) return { state: 'unreachable', what: 'gateway' };
  const answer = new URL(location.href);
  const page = answer.origin + answer.pathname;
  let issuer: Issuer;
  try {
    issuer = await loadIssuer(config, page);
  } catch {
    return { state: 'unreachable', what: 'issuer' };
  }
  // A code in the history or a bookmark is of no use to anybody.
  history.replaceState(null, '', answer.pathname);
  return answer.searchParams.has('state') ? takeUpLogin(issuer, config, answer) : findLogin(issuer);
}

async function takeUpLogin(issuer: Issuer, config: PortalConfig, answer: URL): Promise<Opened> {
  const logIn = loginAt(issuer);
  const pending = takePendingLogin();
  if (!pending) return { state: 'logged out', logIn, because: 'new' };
  try {
    const tokens = await issuer.redeem(answer, pending);
    markReturning(true);
    return { state: 'logged in', session: createSession(issuer, tokens), config, draft: pending.draft };
  } catch (error) {
    markReturning(false);
    const ended = error instanceof AuthorizationResponseError && error.error === 'login_required';
    return { state: 'logged out', logIn, because: ended ? 'ended' : 'failed' };
  }
}

async function findLogin(issuer: Issuer): Promise<Opened> {
  if (!isReturning()) return { state: 'logged out', logIn: loginAt(issuer), because: 'new' };
  await leaveForLogin(issuer, 'none');
  return { state: 'leaving' };
}

function createSession(issuer: Issuer, first: Tokens): Session {
  let tokens = first;
  return {
    token: () => tokens.accessToken,
    async refresh() {
      if (tokens.refreshToken === undefined) return false;
      try {
        // A rotated refresh token replaces the one before; an issuer that rotates none sends none.
        tokens = { ...tokens, ...definedOf(await issuer.refresh(tokens.refreshToken)) };
        return true;
      } catch (error) {
        if (error instanceof ResponseBodyError) return false;
        throw error;
      }
    },
    logIn: loginAt(issuer),
    logOut() {
      markReturning(false);
      location.assign(issuer.logoutAddress(tokens.idToken));
    },
  };
}

function definedOf(tokens: Tokens): Partial<Tokens> {
  return Object.fromEntries(Object.entries(tokens).filter(([, value]) => value !== undefined));
}

function loginAt(issuer: Issuer): Session['logIn'] {
  return ({ draft, asSomebodyElse = false } = {}) =>
    leaveForLogin(issuer, asSomebodyElse ? 'login' : undefined, draft);
}

async function leaveForLogin(
  issuer: Issuer,
  prompt: LoginRequest['prompt'],
  draft?: PaymentDraft,
): Promise<void> {
  const login = {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    verifier: generateRandomCodeVerifier(),
  };
  keepPendingLogin({ ...login, ...(draft && { draft }) });
  location.assign(await issuer.loginAddress({ ...login, ...(prompt && { prompt }) }));
}
