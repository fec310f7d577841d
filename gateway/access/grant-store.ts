// Where bureaus and grants are kept: the contract that every store fulfils.
import type { StoredGrants } from './stored-grants.js';

export interface GrantStore {
  /** All there is, as of one moment. @throws GrantStoreUnavailable, BadStoredGrants */
  load(): Promise<StoredGrants>;
  /**
   * Differs whenever what is stored differs, and is cheap to ask for; opaque otherwise.
   * @throws GrantStoreUnavailable
   */
  version(): Promise<string>;
  /**
   * Replaces what is stored by what `change` makes of it, and gives its result. No other change, of whatever process,
   * comes in between; when `change` throws, nothing is changed. It may be called again, so it must be pure.
   * @throws GrantStoreUnavailable, BadStoredGrants, and what `change` throws
   */
  change<T>(change: (stored: StoredGrants) => { stored: StoredGrants; result: T }): Promise<T>;
  close(): Promise<void>;
}

/** The store can't be reached, read or written; one line without addresses that may hold passwords. */
export class GrantStoreUnavailable extends Error {
  override readonly name = 'GrantStoreUnavailable';
}
