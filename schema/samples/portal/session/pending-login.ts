// What the tab remembers while it is away at the issuer, and nothing longer: a login is taken up once.
import { isPaymentDraft, type PaymentDraft } from '../payment/payment-draft.js';

export interface PendingLogin {
  /** Ties the answer to this tab (RFC 6749 section 10.12). */
  readonly state: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
  readonly nonce: string;
  /** The payment that the login interrupted. */
  readonly draft?: PaymentDraft;
}

const pendingKey = 'yihao.portal.login';
const returningKey = 'yihao.portal.returning';

export function keepPendingLogin(login: PendingLogin): void {
  sessionStorage.setItem(pendingKey, JSON.stringify(login));
}

/** The login that this tab began, which is forgotten with it. */
export function takePendingLogin(): PendingLogin | undefined {
  const text = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  if (text === null) return undefined;
  const { state, verifier, nonce, draft } = JSON.parse(text) as Record<string, unknown>;
  if (typeof state !== 'string' || typeof verifier !== 'string' || typeof nonce !== 'string')
    return undefined;
  return { state, verifier, nonce, ...(isPaymentDraft(draft) && { draft }) };
}

/** Whether somebody has logged in here before: after a reload the tab asks the issuer itself, without a form. */
export function isReturning(): boolean {
  return sessionStorage.getItem(returningKey) !== null;
}

export function markReturning(returning: boolean): void {
  if (returning) sessionStorage.setItem(returningKey, 'yes');
  else sessionStorage.removeItem(returningKey);
}
