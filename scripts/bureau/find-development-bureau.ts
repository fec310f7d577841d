// Finds the bureau that a command line names.
import { developmentBureaus, type DevelopmentBureau } from '../development-bureaus.js';

/** The first one when none is named. @throws Error with the known ones in one line */
export function findDevelopmentBureau(client?: string): DevelopmentBureau {
  const found =
    client === undefined
      ? developmentBureaus[0]
      : developmentBureaus.find(({ bureau }) => bureau.client === client);
  if (found) return found;
  const known = developmentBureaus.map(({ bureau }) => bureau.client).join(', ');
  throw new Error(`No such bureau. Known bureaus: ${known}.`);
}
