// Bureaus and grants for the tests of the stores: those of the development city.
import type { Grant } from '../../gateway/access/grant.js';
import type { GrantTerms } from '../../gateway/access/grant-changes.js';
import type { StoredGrants } from '../../gateway/access/stored-grants.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';

const byName = (a: string, b: string): number => (a < b ? -1 : 1);

/** In the order in which stores give them. */
export const exampleGrants: StoredGrants = {
  bureaus: developmentBureaus.map(({ bureau }) => bureau).sort((a, b) => byName(a.client, b.client)),
  grants: developmentBureaus.flatMap(({ grants }) => grants).sort((a, b) => byName(a.id, b.id)),
};

export const exampleTerms: GrantTerms = {
  bureau: 'culture',
  resources: ['population.identity'],
  purposes: ['IDENTITY_VERIFICATION'],
  items: ['LIBRARY-CARD'],
  clear: false,
  officialRequired: false,
  live: false,
  legalBasis: '《中华人民共和国公共图书馆法》第三十三条',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
};

/** For `GrantStore.change`: what is stored becomes the example. */
export function fillWithExample(): { stored: StoredGrants; result: undefined } {
  return { stored: exampleGrants, result: undefined };
}

export function exampleGrant(id: string): Grant {
  const found = exampleGrants.grants.find((grant) => grant.id === id);
  if (!found) throw new Error(`no grant ${id}`);
  return found;
}
