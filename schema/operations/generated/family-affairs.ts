// Generated from family-affairs.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';
import type { Told } from '../../client/told.js';

/** 民政：婚姻、救助、津贴。
 * Civil affairs: marriage, assistance, allowances. */
export const FamilyAffairs: Operation<FamilyAffairsData, FamilyAffairsVariables> = {
  name: 'FamilyAffairs',
  type: 'query',
  hash: '43ec0c017f5ec386362f3ae99c805fa496ddd77b3628ebee4d7b0ff3c5d2730c',
  told: {
    marriageRegistrations: [
      'Citizen.marriageRegistrations',
      'civil-affairs.marriage',
      'MarriageRegistration.number',
    ],
    assistanceFamilies: ['Citizen.assistanceFamilies', 'civil-affairs.assistance'],
    oldAgeAllowance: ['Citizen.oldAgeAllowance', 'civil-affairs.old-age-allowance'],
    elderCard: ['Citizen.elderCard', 'civil-affairs.elder-card', 'ElderCard.number'],
    disabilityCertificate: ['Citizen.disabilityCertificate', 'civil-affairs.disability-certificate'],
    disabilityAllowances: ['Citizen.disabilityAllowances', 'civil-affairs.disability-allowance'],
  },
  text: () => import('./texts/family-affairs.js').then(({ text }) => text),
};

export type FamilyAffairsVariables = Record<string, never>;

export type FamilyAffairsData = {
  me: {
    id: string;
    marriageRegistrations: Told<
      Array<{
        id: string;
        number: string | null;
        kind: MarriageRegistrationKind | null;
        registeredOn: string | null;
        authority: string | null;
        otherParty: { name: string | null } | null;
      }>
    >;
    assistanceFamilies: Told<
      Array<{
        id: string;
        category: AssistanceCategory | null;
        class: AssistanceClass | null;
        incomePerHead: string | null;
        standard: string | null;
        monthlyAmount: string | null;
        from: string | null;
        to: string | null;
        applicant: { name: string | null } | null;
        members: Array<{
          name: string | null;
          relation: { code: string; label: string | null } | null;
        }> | null;
      }>
    >;
    oldAgeAllowance: Told<{
      id: string;
      band: OldAgeBand | null;
      monthlyAmount: string | null;
      from: string | null;
    }>;
    elderCard: Told<{ id: string; number: string | null; issuedOn: string | null }>;
    disabilityCertificate: Told<{
      id: string;
      grade: number | null;
      class: { code: string; label: string | null } | null;
    }>;
    disabilityAllowances: Told<
      Array<{ id: string; kind: DisabilityAllowanceKind | null; monthlyAmount: string | null }>
    >;
  } | null;
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

/** 救助类别. Category of assistance. */
export type AssistanceCategory =
  /** 最低生活保障. Subsistence allowance. */
  | 'SUBSISTENCE'
  /** 低保边缘. Borderline. */
  | 'BORDERLINE'
  /** 刚性支出困难. Rigid expenses. */
  | 'RIGID_EXPENSES';

/** 低保类别. Class of subsistence allowance. */
export type AssistanceClass =
  /** A类. Class A. */
  | 'A'
  /** B类. Class B. */
  | 'B'
  /** C类. Class C. */
  | 'C';

/** 年龄段. Age band. */
export type OldAgeBand =
  /** 80–89周岁. 80 to 89. */
  | 'FROM_80'
  /** 90–99周岁. 90 to 99. */
  | 'FROM_90'
  /** 100周岁以上. 100 and above. */
  | 'FROM_100';

/** 残疾人补贴种类. Kind of disability allowance. */
export type DisabilityAllowanceKind =
  /** 困难残疾人生活补贴. Living allowance. */
  | 'LIVING'
  /** 重度残疾人护理补贴. Nursing allowance. */
  | 'NURSING';
