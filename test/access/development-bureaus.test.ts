// The bureaus of the development city: their keys fit, and their grants could have been requested.
import { describe, expect, it } from '@jest/globals';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import { requestGrant } from '../../gateway/access/grant-changes.js';
import { readGrantState } from '../../gateway/access/grant-state.js';
import { parseStoredGrants } from '../../gateway/access/stored-grants.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';

const bureaus = developmentBureaus.map(({ bureau }) => bureau);

describe('the development city’s bureaus', () => {
  it('verify with the public key what they signed with the private one, under a key id that production refuses', async () => {
    for (const { bureau, privateJwk } of developmentBureaus) {
      const [publicJwk] = bureau.keys;
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'EdDSA', kid: `${privateJwk.kid}` })
        .sign(await importJWK(privateJwk));
      const { protectedHeader } = await jwtVerify(token, await importJWK({ ...publicJwk, kty: 'OKP' }));
      expect(protectedHeader.kid).toBe(`development-${bureau.client}`);
    }
    expect(new Set(developmentBureaus.map(({ privateJwk }) => privateJwk.d)).size).toBe(4);
  });

  it('hold grants that a store takes and that the catalogue allows', () => {
    const grants = developmentBureaus.flatMap((one) => one.grants);
    expect(parseStoredGrants({ bureaus, grants }, 'memory').grants).toHaveLength(5);
    for (const { id: _id, status: _status, history: _history, ...terms } of grants) {
      const { result } = requestGrant({ bureaus, grants }, terms, {
        catalogue: readCatalogue(),
        now: new Date(),
      });
      expect(result.resources).toEqual(terms.resources);
    }
  });

  it('show every state that a bureau can be in', () => {
    const states = developmentBureaus.map(({ bureau, grants }) => [
      bureau.client,
      ...grants.map(
        (grant) =>
          `${readGrantState(grant, '2026-11-15')} ${grant.clear ? 'clear' : 'masked'}${grant.live ? ' live' : ''}`,
      ),
    ]);
    expect(states).toEqual([
      ['education', 'APPROVED masked', 'EXPIRED masked', 'SUSPENDED masked'],
      ['health', 'APPROVED masked'],
      ['housing', 'APPROVED clear live'],
      ['culture'],
    ]);
  });
});
