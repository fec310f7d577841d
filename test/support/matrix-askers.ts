// Who asks in the access matrix: citizens of each level, bureaus with and without rights, and grants of every state.
import type { Grant } from '../../gateway/access/grant.js';
import type { Asker, OracleResource } from './access-oracle.js';

export interface NamedAsker {
  readonly name: string;
  readonly asker: Asker;
}

type BureauAsker = Extract<Asker, { kind: 'bureau' }>;

const official = { id: '340001', post: '受理', terminal: 'T-07' };
const bureau = (client: string, purpose: string, item: string): BureauAsker => ({
  kind: 'bureau',
  client,
  purpose,
  item,
});
const education = bureau('education', 'SCHOOL_ADMISSION', 'SCHOOL-ADMISSION');
const health = bureau('health', 'ELDERLY_SERVICES', 'ELDERLY-HEALTH-CHECK');
const housing = bureau('housing', 'HOUSING_SECURITY', 'RENT-SUBSIDY');

/** Between them the purposes for which nearly everything may be granted. */
const widePurposes = ['SOCIAL_ASSISTANCE_REVIEW', 'REAL_ESTATE_REGISTRATION', 'UTILITY_SERVICES'] as const;
const withMatrixGrant = (item: string, purpose: string = widePurposes[0]) =>
  bureau('culture', purpose, `MATRIX-${item}`);

export const namedAskers: readonly NamedAsker[] = [
  { name: 'a citizen at L1', asker: { kind: 'citizen', level: 'L1' } },
  { name: 'a citizen at L2', asker: { kind: 'citizen', level: 'L2' } },
  { name: 'a citizen at L3', asker: { kind: 'citizen', level: 'L3' } },
  { name: 'education', asker: education },
  { name: 'an official of education', asker: { ...education, official } },
  { name: 'health', asker: health },
  { name: 'an official of health', asker: { ...health, official } },
  { name: 'housing without the official it needs', asker: housing },
  { name: 'an official of housing', asker: { ...housing, official } },
  {
    name: 'culture without a grant',
    asker: bureau('culture', 'IDENTITY_VERIFICATION', 'LIBRARY-CARD'),
  },
  {
    name: 'education for a purpose that is not granted',
    asker: { ...education, purpose: 'HOUSING_SECURITY', official },
  },
  {
    name: 'education for an item that is not granted',
    asker: { ...education, item: 'SCHOOL-CANTEEN', official },
  },
  {
    name: 'an official of housing for a purpose that is not granted',
    asker: { ...housing, purpose: 'SCHOOL_ADMISSION', official },
  },
  {
    name: 'an official of housing for an item that is not granted',
    asker: { ...housing, item: 'HOUSE-PURCHASE', official },
  },
  ...['EXPIRED', 'FUTURE', 'SUSPENDED', 'REVOKED', 'REQUESTED'].map((state) => ({
    name: `a bureau whose wide grant is ${state.toLowerCase()}`,
    asker: withMatrixGrant(state),
  })),
  ...widePurposes.map((purpose) => ({
    name: `a bureau with a masked grant for all of ${purpose}`,
    asker: withMatrixGrant('WIDE', purpose),
  })),
  { name: 'a bureau with a grant for wholes without their parts', asker: withMatrixGrant('WHOLES') },
  { name: 'a bureau with a grant for parts without their wholes', asker: withMatrixGrant('PARTS') },
];

/** Grants for the `MATRIX-` items; the catalogue allows each of them. */
export function matrixGrants(resources: readonly OracleResource[]): Grant[] {
  const shared = (purpose: string): string[] =>
    resources.filter(({ purposes }) => purposes.includes(purpose)).map(({ id }) => id);
  const [purpose] = widePurposes;
  const terms = (item: string, others: Partial<Grant> = {}): Omit<Grant, 'id'> => ({
    bureau: 'culture',
    resources: shared(purpose),
    purposes: [purpose],
    items: [`MATRIX-${item}`],
    clear: true,
    officialRequired: false,
    live: false,
    legalBasis: '《政务数据共享条例》',
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
    status: 'APPROVED',
    history: [],
    ...others,
  });
  const wholes = ['population.identity', 'land.right', 'land.dwelling', 'utilities.account'];
  const parts = ['land.mortgage', 'utilities.usage', 'utilities.bill', 'social-security.card'];
  return [
    terms('EXPIRED', { validFrom: '2025-01-01', validTo: '2025-12-31' }),
    terms('FUTURE', { validFrom: '2099-01-01' }),
    ...(['SUSPENDED', 'REVOKED', 'REQUESTED'] as const).map((status) => terms(status, { status })),
    ...widePurposes.map((one) => terms('WIDE', { resources: shared(one), purposes: [one], clear: false })),
    terms('WHOLES', { resources: wholes }),
    terms('PARTS', { resources: parts }),
  ].map((one, index) => ({
    ...one,
    id: `G-2026-${9001 + index}`,
    history: [{ at: '2026-01-01T09:00:00+08:00', by: 'matrix', status: one.status, reason: 'matrix' }],
  }));
}
