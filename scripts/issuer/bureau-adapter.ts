// Lets the issuer know bureaus by asking for them, so that one registered a moment ago can log in.
import type { Adapter } from 'oidc-provider';
import { bureauClientMetadata, type FindBureau } from './bureau-client.js';

/** The provider's model of a client. */
export const clientModel = 'Client';

/** The provider caches what it makes of a client by its content: other keys count with the next login. */
export function createBureauAdapter(findBureau: FindBureau, idTokenAlgorithm: 'ES256'): Adapter {
  return {
    ...withoutState,
    async find(client) {
      const bureau = await findBureau(client);
      return bureau && bureauClientMetadata(bureau, idTokenAlgorithm);
    },
  };
}

/** Clients register with the city, not with the issuer, and nothing else is kept here. */
const withoutState: Omit<Adapter, 'find'> = {
  upsert: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};
