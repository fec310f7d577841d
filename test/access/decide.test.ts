import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, type Decision } from '../../gateway/access/decide.js';
import type { Grant } from '../../gateway/access/grant.js';
import type { BureauPrincipal, CitizenPrincipal, OfficialPrincipal } from '../../gateway/auth/principal.js';
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';

const catalogue = readCatalogue();
const today = '2026-11-15';

function resource(id: string): CatalogueResource {
  const found = catalogue.resources.get(id);
  if (!found) throw new Error(`no resource ${id}`);
  return found;
}

const citizen = (level: string): CitizenPrincipal => ({
  kind: 'citizen',
  client: 'portal',
  level,
  citizen: { id: 'c', numbers: ['n'] },
});
const bureau: BureauPrincipal = {
  kind: 'bureau',
  client: 'education',
  purpose: 'SCHOOL_ADMISSION',
  item: 'EDU-01',
  caseNumber: '2026-1',
};
const official: OfficialPrincipal = {
  ...bureau,
  kind: 'official',
  official: { id: '7', post: '受理', terminal: 'T1' },
};

const grant = (changes: Partial<Grant> = {}): Grant => ({
  id: 'G-1',
  bureau: 'education',
  resources: ['land.right'],
  purposes: ['SCHOOL_ADMISSION'],
  items: ['EDU-01'],
  clear: false,
  officialRequired: false,
  live: false,
  legalBasis: 'law',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  status: 'APPROVED',
  history: [],
  ...changes,
});

const decideLand = (grants: Grant[], principal: BureauPrincipal | OfficialPrincipal = bureau): Decision =>
  decide({ principal, resource: resource('land.right'), grants, today });

describe('a citizen', () => {
  it('sees the own data in clear at the level that the resource asks for', () => {
    expect(decide({ principal: citizen('L2'), resource: resource('land.right'), grants: [], today })).toEqual(
      { allow: true, clear: true, live: true },
    );
  });

  it.each(['social-security.card', 'population.identity-number', 'population.photo'])(
    'needs L3 for %s and is told so',
    (id) => {
      const decision = decide({ principal: citizen('L2'), resource: resource(id), grants: [], today });
      expect(decision).toMatchObject({ allow: false, reason: 'NEEDS_LEVEL' });
      expect(decision.allow ? '' : decision.message.en).toContain(
        'needs real-name level L3, this login has L2',
      );
      expect(decide({ principal: citizen('L3'), resource: resource(id), grants: [], today }).allow).toBe(
        true,
      );
    },
  );

  it('sees what is not shared with anybody else: "not shared" never binds the person', () => {
    expect(
      decide({
        principal: citizen('L3'),
        resource: resource('social-security.medical-settlement'),
        grants: [],
        today,
      }),
    ).toEqual({ allow: true, clear: true, live: true });
  });
});

describe('a bureau', () => {
  it('sees masked values under a grant, clear ones under a clear grant, and the better of two', () => {
    expect(decideLand([grant()])).toMatchObject({ allow: true, clear: false, grant: 'G-1' });
    expect(decideLand([grant({ clear: true })])).toMatchObject({ allow: true, clear: true, grant: 'G-1' });
    expect(decideLand([grant(), grant({ id: 'G-2', clear: true })])).toMatchObject({
      allow: true,
      clear: true,
      grant: 'G-2',
    });
  });

  it.each<[string, Grant[], { clear: boolean; live: boolean; grant: string }]>([
    ['has to do with what is kept', [grant()], { clear: false, live: false, grant: 'G-1' }],
    ['may ask live', [grant({ live: true })], { clear: false, live: true, grant: 'G-1' }],
    [
      'may ask live, where another grant that shows as much says so',
      [grant({ clear: true }), grant({ id: 'G-2', clear: true, live: true })],
      { clear: true, live: true, grant: 'G-2' },
    ],
    [
      'may not ask live, where the grant that says so shows less',
      [grant({ live: true }), grant({ id: 'G-2', clear: true })],
      { clear: true, live: false, grant: 'G-2' },
    ],
    [
      'may not ask live, where the grant that says so has expired',
      [grant({ live: true, validTo: '2026-11-14' }), grant({ id: 'G-2' })],
      { clear: false, live: false, grant: 'G-2' },
    ],
  ])('%s by what the grant says that the answer rests on', (_what, grants, decision) => {
    expect(decideLand(grants)).toEqual({ allow: true, ...decision });
  });

  it.each<[string, Grant[], RegExp]>([
    ['without a grant', [], /there is no grant\. Apply to the data bureau/],
    ['with a grant for another resource', [grant({ resources: ['land.unit'] })], /there is no grant/],
    [
      'with another purpose',
      [grant({ purposes: ['HOUSING_SECURITY'] })],
      /grant G-1 is not for the purpose SCHOOL_ADMISSION/,
    ],
    ['with another item', [grant({ items: ['EDU-02'] })], /grant G-1 is not for the item EDU-01/],
    ['before approval', [grant({ status: 'REQUESTED' })], /grant G-1 is not approved yet/],
    ['while suspended', [grant({ status: 'SUSPENDED' })], /grant G-1 is suspended/],
    ['after revocation', [grant({ status: 'REVOKED' })], /grant G-1 is revoked/],
    ['before its first day', [grant({ validFrom: '2026-11-16' })], /grant G-1 is valid from 2026-11-16/],
    ['after its last day', [grant({ validTo: '2026-11-14' })], /grant G-1 expired on 2026-11-14/],
    [
      'without the official that the grant asks for',
      [grant({ officialRequired: true })],
      /grant G-1 needs an official/,
    ],
    [
      'with several that do not do, told of the nearest',
      [grant({ purposes: ['HOUSING_SECURITY'] }), grant({ id: 'G-2', validTo: '2026-11-14' })],
      /grant G-2 expired/,
    ],
  ])('is refused %s, and told which and how to apply', (_how, grants, message) => {
    const decision = decideLand(grants);
    expect(decision).toMatchObject({ allow: false, reason: 'NOT_AUTHORISED' });
    expect(decision.allow ? '' : decision.message.en).toMatch(message);
  });

  it.each(['2026-11-15', '2026-12-31'])('may look on the last day of the grant (%s)', (validTo) => {
    expect(decideLand([grant({ validFrom: '2026-11-15', validTo })]).allow).toBe(true);
  });

  it('whose official is named may use a grant that asks for one', () => {
    expect(decideLand([grant({ officialRequired: true })], official).allow).toBe(true);
  });

  it('needs only a purpose of the catalogue for what is shared unconditionally, and sees it masked and kept', () => {
    expect(decide({ principal: bureau, resource: resource('land.unit'), grants: [], today })).toEqual({
      allow: true,
      clear: false,
      live: false,
    });
    expect(
      decide({
        principal: { ...bureau, purpose: 'PAYMENT_OF_PENSIONS' },
        resource: resource('land.unit'),
        grants: [],
        today,
      }).allow,
    ).toBe(false);
  });

  it('never sees what is not shared, whatever its grants say', () => {
    const everything = grant({ resources: [...catalogue.resources.keys()], clear: true });
    for (const [id, { sharing }] of catalogue.resources) {
      if (sharing.class !== 'NOT_SHARED') continue;
      const decision = decide({ principal: official, resource: resource(id), grants: [everything], today });
      expect(decision).toMatchObject({ allow: false, reason: 'NOT_SHARED' });
    }
  });

  it('sees a resource for the purposes that the catalogue lists alone, whatever its grants say', () => {
    const { id, purposes } = resource('land.right');
    const everything = grant({ resources: [id], purposes: [...catalogue.purposes.keys()] });
    for (const purpose of catalogue.purposes.keys()) {
      const decision = decideLand([everything], { ...official, purpose });
      expect(decision.allow).toBe(purposes.includes(purpose));
      if (!decision.allow) expect(decision.message.en).toContain(`not shared for ${purpose}; the catalogue`);
    }
  });
});

describe('everybody', () => {
  it('is refused what the catalogue does not know', () => {
    for (const principal of [citizen('L4'), bureau, official]) {
      expect(
        decide({ principal, resource: undefined, grants: [grant({ clear: true })], today }),
      ).toMatchObject({ allow: false, reason: 'NOT_AUTHORISED' });
    }
  });

  it('is allowed what only carries other fields', () => {
    for (const principal of [citizen('L1'), bureau, official]) {
      expect(decide({ principal, resource: resource('common.structure'), grants: [], today })).toEqual({
        allow: true,
        clear: true,
        live: true,
      });
    }
  });

  it('gains nothing by a grant that does not hold', () => {
    const broken = fc.oneof(
      fc.constantFrom<Grant['status']>('REQUESTED', 'SUSPENDED', 'REVOKED').map((status) => ({ status })),
      fc.constant({ purposes: ['HOUSING_SECURITY'] }),
      fc.constant({ items: ['OTHER'] }),
      fc.constant({ resources: ['land.unit'] }),
      fc.constant({ validTo: '2026-11-14' }),
      fc.constant({ validFrom: '2026-11-16' }),
    );
    fc.assert(
      fc.property(fc.array(broken, { minLength: 1, maxLength: 6 }), fc.boolean(), (changes, clear) => {
        expect(
          decideLand(changes.map((change, index) => grant({ id: `G-${index}`, clear, ...change }))).allow,
        ).toBe(false);
      }),
    );
  });
});
