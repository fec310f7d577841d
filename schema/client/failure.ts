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
