// The rules by which bureaus and grants come to be and change.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Grant, GrantStatus } from '../../gateway/access/grant.js';
import {
  decideGrant,
  grantTransitions,
  registerBureau,
  requestGrant,
  type BureauApplication,
  type GrantAction,
  type GrantTerms,
} from '../../gateway/access/grant-changes.js';
import * as refusals from '../../gateway/access/grant-change-refused.js';
import { readGrantState } from '../../gateway/access/grant-state.js';
import { parseStoredGrants, type StoredGrants } from '../../gateway/access/stored-grants.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { exampleGrant, exampleGrants, exampleTerms } from './stored-example.js';

const catalogue = readCatalogue();
const now = new Date('2026-11-15T09:00:00+08:00');
const actions = Object.keys(grantTransitions) as GrantAction[];
const statuses: GrantStatus[] = ['REQUESTED', 'APPROVED', 'SUSPENDED', 'REVOKED'];

function request(changes: Partial<GrantTerms> = {}): Grant {
  return requestGrant(exampleGrants, { ...exampleTerms, ...changes }, { catalogue, now }).result;
}

function inStatus(status: GrantStatus): StoredGrants {
  const grant = exampleGrant('G-2026-0001');
  const history = [...grant.history, { at: now.toISOString(), by: 'test', status, reason: 'test' }];
  return { ...exampleGrants, grants: [{ ...grant, status, history }] };
}

function decide(
  stored: StoredGrants,
  action: GrantAction,
  changes: { id?: string; by?: string; reason?: string } = {},
) {
  return decideGrant(stored, {
    action,
    id: 'G-2026-0001',
    by: 'data-administration',
    reason: 'because',
    now,
    ...changes,
  });
}

describe('the registration of a bureau', () => {
  const jwkOf = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ format: 'jwk' });
  const ed25519 = generateKeyPairSync('ed25519');
  const key = { ...jwkOf(ed25519), kid: 'school-1' };
  const application: BureauApplication = {
    client: 'school',
    name: { zh: '示范学校', en: 'Model School' },
    creditCode: '12341200485000016L',
    key,
  };
  const register = (changes: Partial<BureauApplication> = {}) =>
    registerBureau(exampleGrants, { ...application, ...changes });

  it('adds one that may ask for grants, with what verifies its signatures and nothing else', () => {
    const { stored, result } = register({
      name: { zh: ' 示范学校 ', en: 'Model School' },
      key: { ...key, x5u: 'https://elsewhere.example', ext: true },
    });
    expect(result).toEqual({
      client: 'school',
      name: { zh: '示范学校', en: 'Model School' },
      creditCode: '12341200485000016L',
      keys: [{ ...jwkOf(ed25519), kid: 'school-1', use: 'sig', alg: 'EdDSA' }],
    });
    expect(stored).toEqual({ ...exampleGrants, bureaus: [...exampleGrants.bureaus, result] });
    expect(parseStoredGrants(stored, 'memory').bureaus).toHaveLength(5);
    expect(() =>
      requestGrant(stored, { ...exampleTerms, bureau: 'school' }, { catalogue, now }),
    ).not.toThrow();
  });

  it.each([
    ['P-256', 'ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['P-384', 'ES384', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['RSA', 'PS256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])('takes %s keys, for %s where the key does not say otherwise', (_kind, alg, pair) => {
    expect(register({ key: { ...jwkOf(pair), kid: 'k' } }).result.keys).toEqual([
      { ...jwkOf(pair), kid: 'k', use: 'sig', alg },
    ]);
  });

  it.each([
    ['twice under one name', { client: 'education' }, refusals.BureauExists, /"education" already/],
    ['in capitals', { client: 'School' }, refusals.BadClientName, /2 to 32/],
    ['with a path as a name', { client: '../school' }, refusals.BadClientName, /2 to 32/],
    ['with a flag as a name', { client: '-school' }, refusals.BadClientName, /2 to 32/],
    [
      'without a name',
      { name: { zh: ' ', en: 'x' } },
      refusals.BadStatement,
      /Chinese name must not be empty/,
    ],
    [
      'in two lines',
      { name: { zh: '校', en: 'a\nb' } },
      refusals.BadStatement,
      /English name must be one line/,
    ],
    [
      'with a mistyped credit code',
      { creditCode: '12341200485000016M' },
      refusals.BadCreditCode,
      /check character/,
    ],
  ])('is refused %s', (_case, changes, refusal, message) => {
    expect(() => register(changes)).toThrow(refusal);
    expect(() => register(changes)).toThrow(message);
  });

  const { kid: _kid, ...nameless } = key;
  it.each([
    ['private', { ...ed25519.privateKey.export({ format: 'jwk' }), kid: 'k' }, /must be a public key/],
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0', kid: 'k' }, /must be EC, OKP or RSA/],
    ['without an id', nameless, /kid must be text/],
    ['no object', 'a key', /must be a JSON Web Key/],
    ['for encryption', { ...key, use: 'enc' }, /for signatures/],
    ['for another algorithm', { ...key, alg: 'ES256' }, /alg must be EdDSA or Ed25519/],
    ['for no algorithm', { ...key, alg: 'none' }, /alg must be EdDSA or Ed25519/],
    ['for key agreement', { ...jwkOf(generateKeyPairSync('x25519')), kid: 'k' }, /must be Ed25519/],
    [
      'of a curve nobody verifies',
      { ...jwkOf(generateKeyPairSync('ec', { namedCurve: 'P-521' })), kid: 'k' },
      /must be Ed25519/,
    ],
    ['too short', { ...jwkOf(generateKeyPairSync('rsa', { modulusLength: 1024 })), kid: 'k' }, /2048 bits/],
    ['cut off', { ...key, x: 'AAAA' }, /no public key/],
    [
      'no point of its curve',
      { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43), kid: 'k' },
      /no public key/,
    ],
  ])('is refused with a key that is %s, without repeating it', (_case, wrong, message) => {
    expect(() => register({ key: wrong })).toThrow(refusals.BadKey);
    expect(() => register({ key: wrong })).toThrow(message);
    expect(() => register({ key: wrong })).not.toThrow(/AAAA|c2VjcmV0/);
  });
});

describe('a request for a grant', () => {
  it('becomes a grant that is requested, under the next number of the year in China', () => {
    const { stored, result } = requestGrant(exampleGrants, exampleTerms, {
      catalogue,
      now: new Date('2026-12-31T15:59:59Z'),
    });
    expect(result).toMatchObject({ ...exampleTerms, id: 'G-2026-0005', status: 'REQUESTED' });
    expect(result.history).toEqual([
      { at: '2026-12-31T15:59:59.000Z', by: 'culture', status: 'REQUESTED', reason: exampleTerms.legalBasis },
    ]);
    expect(stored.grants.at(-1)).toBe(result);
    const nextYear = requestGrant(stored, exampleTerms, { catalogue, now: new Date('2026-12-31T16:00:00Z') });
    expect(nextYear.result.id).toBe('G-2027-0001');
    expect(parseStoredGrants(nextYear.stored, 'memory').grants).toHaveLength(7);
  });

  it('counts on after the ten thousandth of a year', () => {
    const grant = { ...exampleGrant('G-2026-0001'), id: 'G-2026-9999' };
    const stored = { ...exampleGrants, grants: [grant] };
    const first = requestGrant(stored, exampleTerms, { catalogue, now });
    const second = requestGrant(first.stored, exampleTerms, { catalogue, now });
    expect([first.result.id, second.result.id]).toEqual(['G-2026-10000', 'G-2026-10001']);
  });

  it('is for each resource, purpose and item once', () => {
    const { resources, items } = request({
      resources: ['population.identity', 'population.identity'],
      items: ['A-1', 'A-1', 'A-2'],
    });
    expect(resources).toEqual(['population.identity']);
    expect(items).toEqual(['A-1', 'A-2']);
  });

  it('may be for three years to the day and no longer, also from a leap day', () => {
    for (const [validFrom, validTo] of [
      ['2026-01-01', '2028-12-31'],
      ['2026-11-15', '2026-11-15'],
      ['2028-02-29', '2031-02-28'],
    ] as const) {
      expect(request({ validFrom, validTo })).toMatchObject({ validFrom, validTo });
    }
    expect(() => request({ validFrom: '2026-01-01', validTo: '2029-01-01' })).toThrow(refusals.BadValidity);
    expect(() => request({ validFrom: '2028-02-29', validTo: '2031-03-01' })).toThrow(refusals.BadValidity);
  });

  it.each<[string, Partial<GrantTerms>, new (message: string) => Error, RegExp]>([
    ['an unknown bureau', { bureau: 'nobody' }, refusals.UnknownBureau, /"nobody"/],
    ['no resource', { resources: [] }, refusals.NothingNamed, /resource/],
    ['no purpose', { purposes: [] }, refusals.NothingNamed, /purpose/],
    ['no item', { items: [] }, refusals.NothingNamed, /item/],
    [
      'an unknown resource',
      { resources: ['population.nothing'] },
      refusals.UnknownResource,
      /population\.nothing/,
    ],
    [
      'a resource that is not shared',
      { resources: ['population.photo'] },
      refusals.ResourceNotShared,
      /photo/,
    ],
    ['an unknown purpose', { purposes: ['CURIOSITY'] }, refusals.UnknownPurpose, /CURIOSITY/],
    [
      'another resource’s purpose',
      { purposes: ['UTILITY_SERVICES', 'HUKOU_SERVICES', 'RESIDENCE_SERVICES'] },
      refusals.PurposeNotOfResource,
      /RESIDENCE_SERVICES/,
    ],
    [
      'the structure of the graph',
      { resources: ['common.structure'] },
      refusals.PurposeNotOfResource,
      /nothing/,
    ],
    ['an item that is no code', { items: ['school admission'] }, refusals.BadItem, /school admission/],
    ['an empty item', { items: [''] }, refusals.BadItem, /""/],
    ['a first day that does not exist', { validFrom: '2026-02-30' }, refusals.BadValidity, /2026-02-30/],
    ['a last day that is no day', { validTo: 'soon' }, refusals.BadValidity, /soon/],
    ['a last day before the first', { validTo: '2025-12-31' }, refusals.BadValidity, /before/],
    ['an empty legal basis', { legalBasis: '  ' }, refusals.BadStatement, /legal basis must not be empty/],
    ['a legal basis of two lines', { legalBasis: 'a\nb' }, refusals.BadStatement, /one line/],
  ])('is refused for %s', (_case, changes, refusal, message) => {
    expect(() => request(changes)).toThrow(refusal);
    expect(() => request(changes)).toThrow(refusals.GrantChangeRefused);
    expect(() => request(changes)).toThrow(message);
  });

  it('never becomes a grant that the store refuses, whatever is asked for', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
    const oneOf = (...values: string[]) => fc.oneof(fc.constantFrom(...values), text);
    const terms = fc.record({
      bureau: oneOf('culture'),
      resources: fc.array(oneOf('population.identity', 'population.photo', 'land.unit', '__proto__'), {
        maxLength: 3,
      }),
      purposes: fc.array(oneOf('IDENTITY_VERIFICATION', 'HUKOU_SERVICES', 'constructor'), { maxLength: 2 }),
      items: fc.array(oneOf('LIBRARY-CARD'), { maxLength: 2 }),
      clear: fc.boolean(),
      officialRequired: fc.boolean(),
      live: fc.boolean(),
      legalBasis: text,
      validFrom: oneOf('2026-01-01', '2024-02-29'),
      validTo: oneOf('2026-12-31', '9999-12-31'),
    });
    fc.assert(
      fc.property(terms, (asked) => {
        try {
          const { stored } = requestGrant(exampleGrants, asked, { catalogue, now });
          parseStoredGrants(stored, 'memory');
        } catch (error) {
          expect(error).toBeInstanceOf(refusals.GrantChangeRefused);
          expect((error as Error).message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a decision about a grant', () => {
  /** What each action makes of each status; `undefined` where it is refused. */
  const table: Record<GrantStatus, Record<GrantAction, GrantStatus | undefined>> = {
    REQUESTED: { approve: 'APPROVED', suspend: undefined, resume: undefined, revoke: 'REVOKED' },
    APPROVED: { approve: undefined, suspend: 'SUSPENDED', resume: undefined, revoke: 'REVOKED' },
    SUSPENDED: { approve: undefined, suspend: undefined, resume: 'APPROVED', revoke: 'REVOKED' },
    REVOKED: { approve: undefined, suspend: undefined, resume: undefined, revoke: undefined },
  };

  it.each(
    statuses.flatMap((status) => actions.map((action) => [action, status, table[status][action]] as const)),
  )('to %s one that is %s makes it %s', (action, status, expected) => {
    if (expected === undefined) {
      expect(() => decide(inStatus(status), action)).toThrow(refusals.ForbiddenTransition);
      expect(() => decide(inStatus(status), action)).toThrow(`G-2026-0001 is ${status}`);
    } else {
      expect(decide(inStatus(status), action).result.status).toBe(expected);
    }
  });

  it('is added to its history with who is answerable, and touches no other grant', () => {
    const { stored, result } = decide(exampleGrants, 'suspend', { by: ' 王主任 ', reason: '投诉核查' });
    expect(result.history).toEqual([
      ...exampleGrant('G-2026-0001').history,
      { at: now.toISOString(), by: '王主任', status: 'SUSPENDED', reason: '投诉核查' },
    ]);
    expect(stored.grants.filter((grant, index) => grant !== exampleGrants.grants[index])).toEqual([result]);
    expect(exampleGrant('G-2026-0001').status).toBe('APPROVED');
  });

  it('needs a grant, somebody answerable and a reason', () => {
    expect(() => decide(exampleGrants, 'suspend', { id: 'G-2026-9999' })).toThrow(refusals.UnknownGrant);
    expect(() => decide(exampleGrants, 'suspend', { by: '' })).toThrow(refusals.BadStatement);
    expect(() => decide(exampleGrants, 'suspend', { reason: '\u001b[2J' })).toThrow(refusals.BadStatement);
  });

  it('never brings a grant back from REVOKED, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 30 }), (sequence) => {
        let stored = inStatus('REQUESTED');
        let revoked: Grant | undefined;
        for (const action of sequence) {
          try {
            stored = decide(stored, action).stored;
          } catch (error) {
            expect(error).toBeInstanceOf(refusals.ForbiddenTransition);
          }
          const [grant] = stored.grants;
          if (revoked) expect(grant).toBe(revoked);
          else if (grant?.status === 'REVOKED') revoked = grant;
        }
        expect(revoked !== undefined).toBe(sequence.includes('revoke'));
      }),
    );
  });
});

describe('the state of a grant', () => {
  const grant = { ...exampleGrant('G-2026-0001'), validFrom: '2026-01-01', validTo: '2026-12-31' };

  it.each([
    ['APPROVED', '2025-12-31', 'NOT_YET_VALID'],
    ['APPROVED', '2026-01-01', 'APPROVED'],
    ['APPROVED', '2026-12-31', 'APPROVED'],
    ['APPROVED', '2027-01-01', 'EXPIRED'],
    ['REQUESTED', '2025-12-31', 'REQUESTED'],
    ['SUSPENDED', '2026-06-01', 'SUSPENDED'],
    ['SUSPENDED', '2027-01-01', 'EXPIRED'],
    ['REVOKED', '2027-01-01', 'REVOKED'],
  ] as const)('of one that is %s is on %s %s', (status, day, state) => {
    expect(readGrantState({ ...grant, status }, day)).toBe(state);
  });
});
