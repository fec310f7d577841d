// Generated from home-page.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';
import type { Told } from '../../client/told.js';

/** 手机首页：各部门各取几项，一次查询。
 * A home page for a phone: a few lines from every department, in one question. */
export const HomePage: Operation<HomePageData, HomePageVariables> = {
  name: 'HomePage',
  type: 'query',
  hash: '0b852088f960e11c90a104b317777065689a475d58252a533306034d762b234e',
  told: {
    name: ['Citizen.name', 'population.identity'],
    hukouHousehold: ['Citizen.hukouHousehold', 'population.hukou', 'HukouHousehold.address'],
    socialInsuranceEnrolments: ['Citizen.socialInsuranceEnrolments', 'social-security.enrolment'],
    pension: ['Citizen.pension', 'social-security.pension'],
    medicalAccount: ['Citizen.medicalAccount', 'social-security.medical-account'],
    oldAgeAllowance: ['Citizen.oldAgeAllowance', 'civil-affairs.old-age-allowance'],
    realEstateRights: [
      'Citizen.realEstateRights',
      'land.right',
      'RealEstateRight.certificateNumber',
      'RealEstateUnit.location',
    ],
    utilityAccounts: ['Citizen.utilityAccounts', 'utilities.account'],
  },
  text: () => import('./texts/home-page.js').then(({ text }) => text),
};

export type HomePageVariables = Record<string, never>;

export type HomePageData = {
  me: {
    id: string;
    name: Told<string>;
    hukouHousehold: Told<{ id: string; address: string | null }>;
    socialInsuranceEnrolments: Told<
      Array<{
        id: string;
        monthsPaid: number | null;
        kind: { label: string | null } | null;
        paymentStatus: { label: string | null } | null;
      }>
    >;
    pension: Told<{ id: string; monthlyAmount: string | null; certificationDue: string | null }>;
    medicalAccount: Told<{ id: string; balance: string | null }>;
    oldAgeAllowance: Told<{ id: string; monthlyAmount: string | null }>;
    realEstateRights: Told<
      Array<{
        id: string;
        certificateNumber: string | null;
        unit: { unitCode: string; location: string | null } | null;
      }>
    >;
    utilityAccounts: Told<
      Array<{
        id: string;
        account: {
          id: string;
          kind: UtilityKind | null;
          supplier: string | null;
          arrears: { amount: string | null; bills: number | null } | null;
        } | null;
      }>
    >;
  } | null;
};

/** 公用事业种类. Kind of utility. */
export type UtilityKind =
  /** 水. Water, in cubic metres. */
  | 'WATER'
  /** 电. Electricity, in kilowatt-hours. */
  | 'ELECTRICITY'
  /** 气. Gas, in cubic metres. */
  | 'GAS';
