// Generated from verify-applicants.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';
import type { Told } from '../../client/told.js';

/** 部门核验：最多 200 名入学或住房申请人的情况，每人按号码和姓名查询。
 * Bureaus: what is to be known of up to 200 applicants for school places or housing, each by number and name. */
export const VerifyApplicants: Operation<VerifyApplicantsData, VerifyApplicantsVariables> = {
  name: 'VerifyApplicants',
  type: 'query',
  hash: '2696fc8befddf76389759544a2f4a0f1b27c5901a20a20b7f481be2443e847d1',
  told: {
    birthDate: ['Citizen.birthDate', 'population.identity'],
    hukouHousehold: ['Citizen.hukouHousehold', 'population.hukou', 'HukouHousehold.address'],
    residencePermits: ['Citizen.residencePermits', 'population.residence-permit'],
    socialInsuranceEnrolments: ['Citizen.socialInsuranceEnrolments', 'social-security.enrolment'],
    realEstateRights: ['Citizen.realEstateRights', 'land.right', 'RealEstateRight.certificateNumber'],
    tenancies: ['Citizen.tenancies', 'land.tenancy', 'Tenancy.filingNumber'],
    marriageRegistrations: ['Citizen.marriageRegistrations', 'civil-affairs.marriage'],
  },
  text: () => import('./texts/verify-applicants.js').then(({ text }) => text),
};

export type VerifyApplicantsVariables = {
  by: Array<CitizenLookup>;
};

export type VerifyApplicantsData = {
  citizens: Array<{
    birthDate: Told<string>;
    hukouHousehold: Told<{ address: string | null }>;
    residencePermits: Told<Array<{ validTo: string | null }>>;
    socialInsuranceEnrolments: Told<
      Array<{ monthsPaid: number | null; kind: { label: string | null } | null }>
    >;
    realEstateRights: Told<Array<{ certificateNumber: string | null }>>;
    tenancies: Told<Array<{ filingNumber: string | null; to: string | null }>>;
    marriageRegistrations: Told<
      Array<{ kind: MarriageRegistrationKind | null; registeredOn: string | null }>
    >;
  } | null> | null;
};

/** 婚姻登记类型. Kind of registration. */
export type MarriageRegistrationKind =
  /** 结婚. Marriage (J). */
  | 'MARRIAGE'
  /** 离婚. Divorce (L). */
  | 'DIVORCE'
  /** 补领结婚证. Marriage certificate reissued (BJ). */
  | 'MARRIAGE_REISSUE'
  /** 补领离婚证. Divorce certificate reissued (BL). */
  | 'DIVORCE_REISSUE';

/** 查询条件. Number and name of one citizen. */
export type CitizenLookup = {
  /** 公民身份号码. Number in any form that the citizen has held. */
  residentId: string;
  /** 姓名. Full name. */
  name: string;
};
