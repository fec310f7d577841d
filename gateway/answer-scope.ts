// What decides how an operation is answered besides who asks and what is looked up.
import { createHash } from 'node:crypto';
import type { Catalogue } from '../schema/catalogue/read-catalogue.js';

/**
 * Equal for processes that answer alike what they look up alike: another release, supergraph or catalogue may decide or write
 * otherwise.
 *
 * @param supergraphHash SHA-256 of the SDL
 */
export function answerScope(release: string, supergraphHash: string, { resources }: Catalogue): string {
  const catalogueHash = createHash('sha256')
    .update(JSON.stringify([...resources]))
    .digest('hex');
  return `${release} ${supergraphHash} ${catalogueHash}`;
}
