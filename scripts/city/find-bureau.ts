// The bureaus that the city's issuer lets in: those in the gateway's store, as they are now.
import type { Bureau } from '../../gateway/access/grant.js';
import type { GrantStore } from '../../gateway/access/grant-store.js';

/** Reads the store anew only when its version has changed. @throws GrantStoreUnavailable, BadStoredGrants */
export function createBureauFinder(store: GrantStore): (client: string) => Promise<Bureau | undefined> {
  let read: { readonly version: string; readonly bureaus: readonly Bureau[] } | undefined;
  return async (client) => {
    // The version first: a change between the two calls makes the next login read once more, never the other way round.
    const version = await store.version();
    if (read?.version !== version) read = { version, bureaus: (await store.load()).bureaus };
    return read.bureaus.find((bureau) => bureau.client === client);
  };
}
