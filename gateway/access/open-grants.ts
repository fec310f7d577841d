// The grants that this process decides by: its store, read and kept current.
import type { Logger } from 'pino';
import type { GrantRegister } from './grant.js';
import { createGrantRegister } from './grant-register.js';
import { openGrantStore, type GrantStoreLocation } from './open-grant-store.js';

export interface OpenGrants {
  current(): GrantRegister;
  stop(): Promise<void>;
}

export interface OpenGrantsOptions {
  readonly location: GrantStoreLocation;
  /** Keys of the development city are public: in production they stop the start. */
  readonly production: boolean;
  readonly logger: Logger;
}

/** @throws Error in one line when the store can't be read, or holds a development key in production */
export async function openGrants({ location, production, logger }: OpenGrantsOptions): Promise<OpenGrants> {
  const store = await openGrantStore(location);
  try {
    const register = await createGrantRegister({ store, logger });
    if (production) refuseDevelopmentKeys(register.current());
    return {
      current: () => register.current(),
      async stop() {
        register.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function refuseDevelopmentKeys({ bureaus }: GrantRegister): void {
  for (const { client, keys } of bureaus.values()) {
    if (keys.some(({ kid }) => typeof kid === 'string' && kid.startsWith('development'))) {
      throw new Error(
        `The bureau ${client} has a key of the development city, which everybody knows: register its own before production.`,
      );
    }
  }
}
