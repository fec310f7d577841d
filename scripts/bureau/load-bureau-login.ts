// Finds the bureau that a command line names, and its private key.
import { developmentBureaus } from '../development-bureaus.js';
import type { BureauLogin } from '../issuer/login-bureau.js';
import { loadBureauKey } from './bureau-key-file.js';

/**
 * A bureau with a key of its own in `.yihao/bureaus`, or one of the development city; its first when none is named.
 * @throws Error in one line
 */
export async function loadBureauLogin(
  client = developmentBureaus[0]?.bureau.client ?? '',
): Promise<BureauLogin> {
  const own = await loadBureauKey(client);
  if (own) return { client, privateJwk: own };
  const found = developmentBureaus.find(({ bureau }) => bureau.client === client);
  if (found) return { client, privateJwk: found.privateJwk };
  const known = developmentBureaus.map(({ bureau }) => bureau.client).join(', ');
  throw new Error(
    `This bureau has no key here: make one with "npm run bureau-key", or take a bureau of the development city: ${known}.`,
  );
}
