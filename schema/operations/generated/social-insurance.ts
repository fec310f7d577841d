// Generated from social-insurance.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';
import type { Told } from '../../client/told.js';

/** 社会保险：参保、缴费和待遇。
 * Social security: what I am insured for, what was paid, what it will give. */
export const SocialInsurance: Operation<SocialInsuranceData, SocialInsuranceVariables> = {
  name: 'SocialInsurance',
  type: 'query',
  hash: '31ba90f6d8080e2b6db7accddb43ee319ed743c54be2cd06e18dba6bcfb40120',
  told: {
    employments: ['Citizen.employments', 'social-security.employment'],
    contributions: ['Citizen.contributions', 'social-security.contribution'],
    pensionAccount: ['Citizen.pensionAccount', 'social-security.pension-account'],
    retirement: ['Citizen.retirement', 'social-security.retirement'],
    medicalSettlements: ['Citizen.medicalSettlements', 'social-security.medical-settlement'],
  },
  text: () => import('./texts/social-insurance.js').then(({ text }) => text),
};

export type SocialInsuranceVariables = {
  kind?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
};

export type SocialInsuranceData = {
  me: {
    id: string;
    employments: Told<
      Array<{
        id: string;
        from: string | null;
        to: string | null;
        wage: string | null;
        employer: { name: string | null; creditCode: string | null } | null;
      }>
    >;
    contributions: Told<{
      totalCount: number | null;
      edges: Array<{
        cursor: string;
        node: {
          id: string;
          periodPaidIn: string | null;
          periodPaidFor: string | null;
          months: number | null;
          base: string | null;
          personalRate: string | null;
          employerRate: string | null;
          personalAmount: string | null;
          employerAmount: string | null;
          received: boolean | null;
          employerName: string | null;
          kind: { system: string; code: string; label: string | null } | null;
        } | null;
      }> | null;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    }>;
    pensionAccount: Told<{
      id: string;
      balance: string | null;
      asOfYear: number | null;
      years: Array<{
        year: number | null;
        credited: string | null;
        interest: string | null;
        balance: string | null;
      }> | null;
    }>;
    retirement: Told<{
      statutoryMonth: string | null;
      statutoryAgeMonths: number | null;
      minimumMonths: number | null;
      monthsPaid: number | null;
    }>;
    medicalSettlements: Told<{
      edges: Array<{
        node: {
          id: string;
          on: string | null;
          institution: string | null;
          total: string | null;
          fundPaid: string | null;
        } | null;
      }> | null;
    }>;
  } | null;
};
