// What carries one HTTP request: the only part of the client that knows the platform.
export type Transport = (request: TransportRequest) => Promise<TransportResult>;

export interface TransportRequest {
  readonly url: string;
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the whole exchange; the transport ends it then and says `timeout`. */
  readonly timeoutMs: number;
  /** Ends the exchange: the transport says `cancelled`. */
  readonly cancelled?: CancelSignal;
}

/** Every HTTP status is a response. A transport never rejects. */
export type TransportResult =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** By lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    }
  | { readonly kind: 'failed'; readonly failure: TransportFailure };

/**
 * `offline`: no connection, or it broke; `timeout`: not within `timeoutMs`; `interrupted`: the platform ended it because the
 * page went to the background; `cancelled`: by the caller.
 */
export type TransportFailure = 'offline' | 'timeout' | 'interrupted' | 'cancelled';

/** What the client needs of an `AbortSignal`; `createCancel` gives one where the platform has none. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
