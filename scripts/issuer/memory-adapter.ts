// Where the issuer keeps sessions, interactions, codes, grants and refresh tokens: bounded memory with expiry.
import { LRUCache } from 'lru-cache';
import { errors, type Adapter, type AdapterFactory, type AdapterPayload } from 'oidc-provider';

const maxEntries = 10_000;

/** The provider's model of a client assertion that has been used. */
const usedAssertion = 'ReplayDetection';

/** Not the interaction, which names a grant too: it must survive the logout in the middle of changing persona. */
const revokedWithGrant: ReadonlySet<string> = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/**
 * Makes one store and returns the adapter factory over it. The factory outlives a provider: handing the same one to the
 * next provider keeps everybody logged in while the signing keys change.
 */
export function createMemoryAdapter(): AdapterFactory {
  const payloads = new LRUCache<string, AdapterPayload>({ max: maxEntries });
  // Apart: a flood of logins that nobody finishes must not push out what would be replayed next.
  const usedAssertions = new LRUCache<string, AdapterPayload>({ max: maxEntries });
  const sessionIds = new LRUCache<string, string>({ max: maxEntries });
  const keysOfGrant = new LRUCache<string, Set<string>>({ max: maxEntries });

  return (model: string): Adapter => {
    const keyOf = (id: string): string => `${model}:${id}`;
    const entries = model === usedAssertion ? usedAssertions : payloads;
    return {
      async upsert(id, payload, expiresInSeconds) {
        // Zero would mean forever to the cache.
        const ttl = Math.max(1, expiresInSeconds * 1000);
        const { grantId, uid } = payload;
        // The provider looks, then remembers: of two client assertions at the same moment both pass its own check.
        if (model === usedAssertion && entries.has(keyOf(id))) {
          throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
        }
        entries.set(keyOf(id), payload, { ttl });
        if (model === 'Session' && uid !== undefined) sessionIds.set(uid, id, { ttl });
        if (grantId !== undefined && revokedWithGrant.has(model)) {
          keysOfGrant.set(grantId, (keysOfGrant.get(grantId) ?? new Set()).add(keyOf(id)));
        }
      },
      async find(id) {
        return entries.get(keyOf(id));
      },
      async findByUid(uid) {
        const id = sessionIds.get(uid);
        return id === undefined ? undefined : payloads.get(keyOf(id));
      },
      // Only the device flow asks by user code, and it is off.
      async findByUserCode() {
        return undefined;
      },
      async consume(id) {
        const payload = payloads.get(keyOf(id));
        // The provider reads, then consumes: of two exchanges at the same moment both pass its own check.
        if (payload === undefined || payload.consumed !== undefined) {
          throw new errors.InvalidGrant('already consumed');
        }
        const consumed = Math.floor(Date.now() / 1000);
        payloads.set(keyOf(id), { ...payload, consumed }, { noUpdateTTL: true });
      },
      async destroy(id) {
        payloads.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const key of keysOfGrant.get(grantId) ?? []) payloads.delete(key);
        keysOfGrant.delete(grantId);
      },
    };
  };
}
