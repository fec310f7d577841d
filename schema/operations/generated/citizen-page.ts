// Generated from citizen-page.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';
import type { Told } from '../../client/told.js';

/** 公民一屏：各部门与本人有关的内容，一次查询。
 * One screen for a citizen: every department's part of it, in one question. */
export const CitizenPage: Operation<CitizenPageData, CitizenPageVariables> = {
  name: 'CitizenPage',
  type: 'query',
  hash: '7458e6fdd506da2d4941df730af39a2a94cf84f2739b0af5d815dc326e231700',
  told: {
    name: ['Citizen.name', 'population.identity'],
    sex: ['Citizen.sex', 'population.identity'],
    birthDate: ['Citizen.birthDate', 'population.identity'],
    ethnicity: ['Citizen.ethnicity', 'population.identity'],
    nationality: ['Citizen.nationality', 'population.identity'],
    identityNumbers: ['Citizen.identityNumbers', 'population.identity-number', 'IdentityNumber.number'],
    identityDocument: ['Citizen.identityDocument', 'population.identity-document'],
    vitalStatus: ['Citizen.vitalStatus', 'population.vital-status'],
    hukouStatus: ['Citizen.hukouStatus', 'population.hukou'],
    hukouHousehold: ['Citizen.hukouHousehold', 'population.hukou', 'HukouHousehold.address'],
    residencePermits: ['Citizen.residencePermits', 'population.residence-permit', 'ResidencePermit.address'],
    socialInsuranceEnrolments: ['Citizen.socialInsuranceEnrolments', 'social-security.enrolment'],
    medicalInsuranceEnrolments: ['Citizen.medicalInsuranceEnrolments', 'social-security.medical-enrolment'],
    contributions: ['Citizen.contributions', 'social-security.contribution'],
    retirement: ['Citizen.retirement', 'social-security.retirement'],
    pension: ['Citizen.pension', 'social-security.pension'],
    medicalAccount: ['Citizen.medicalAccount', 'social-security.medical-account'],
    socialSecurityCard: ['Citizen.socialSecurityCard', 'social-security.card', 'SocialSecurityCard.number'],
    marriageRegistrations: [
      'Citizen.marriageRegistrations',
      'civil-affairs.marriage',
      'MarriageRegistration.number',
    ],
    assistanceFamilies: ['Citizen.assistanceFamilies', 'civil-affairs.assistance'],
    oldAgeAllowance: ['Citizen.oldAgeAllowance', 'civil-affairs.old-age-allowance'],
    elderCard: ['Citizen.elderCard', 'civil-affairs.elder-card', 'ElderCard.number'],
    disabilityAllowances: ['Citizen.disabilityAllowances', 'civil-affairs.disability-allowance'],
    realEstateRights: [
      'Citizen.realEstateRights',
      'land.right',
      'RealEstateRight.certificateNumber',
      'RealEstateUnit.location',
      'UtilitySupply.accountNumber',
    ],
    inheritanceInterests: ['Citizen.inheritanceInterests', 'land.inheritance'],
    tenancies: ['Citizen.tenancies', 'land.tenancy'],
    utilityAccounts: [
      'Citizen.utilityAccounts',
      'utilities.account',
      'Dwelling.address',
      'UtilityAccount.number',
    ],
  },
  text: () => import('./texts/citizen-page.js').then(({ text }) => text),
};

export type CitizenPageVariables = {
  contributions?: number | null | undefined;
  bills?: number | null | undefined;
};

export type CitizenPageData = {
  me: {
    id: string;
    name: Told<string>;
    sex: Told<Sex>;
    birthDate: Told<string>;
    ethnicity: Told<CodeFragment>;
    nationality: Told<CodeFragment>;
    identityNumbers: Told<
      Array<{ number: string | null; kind: IdentityNumberKind | null; validTo: string | null }>
    >;
    identityDocument: Told<{
      kind: IdentityNumberKind | null;
      issuedBy: string | null;
      validTo: string | null;
    }>;
    vitalStatus: Told<{ status: VitalStatusKind | null }>;
    hukouStatus: Told<{ status: HukouStatusKind | null; since: string | null }>;
    hukouHousehold: Told<{
      id: string;
      address: string | null;
      area: CodeFragment | null;
      head: PersonFragment | null;
      members: Array<PersonFragment> | null;
    }>;
    residencePermits: Told<
      Array<{ id: string; address: string | null; validTo: string | null; status: CodeFragment | null }>
    >;
    socialInsuranceEnrolments: Told<
      Array<{
        id: string;
        monthsPaid: number | null;
        kind: CodeFragment | null;
        paymentStatus: CodeFragment | null;
      }>
    >;
    medicalInsuranceEnrolments: Told<
      Array<{ id: string; kind: CodeFragment | null; paymentStatus: CodeFragment | null }>
    >;
    contributions: Told<{
      totalCount: number | null;
      edges: Array<{
        node: {
          id: string;
          periodPaidIn: string | null;
          periodPaidFor: string | null;
          base: string | null;
          personalAmount: string | null;
          kind: CodeFragment | null;
        } | null;
      }> | null;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    }>;
    retirement: Told<{
      statutoryMonth: string | null;
      minimumMonths: number | null;
      monthsPaid: number | null;
    }>;
    pension: Told<{
      id: string;
      startedIn: string | null;
      monthlyAmount: string | null;
      certificationDue: string | null;
    }>;
    medicalAccount: Told<{ id: string; balance: string | null }>;
    socialSecurityCard: Told<{ id: string; number: string | null; status: CodeFragment | null }>;
    marriageRegistrations: Told<
      Array<{
        id: string;
        kind: MarriageRegistrationKind | null;
        number: string | null;
        registeredOn: string | null;
        otherParty: PersonFragment | null;
      }>
    >;
    assistanceFamilies: Told<
      Array<{
        id: string;
        category: AssistanceCategory | null;
        class: AssistanceClass | null;
        monthlyAmount: string | null;
        from: string | null;
        to: string | null;
      }>
    >;
    oldAgeAllowance: Told<{ id: string; band: OldAgeBand | null; monthlyAmount: string | null }>;
    elderCard: Told<{ id: string; number: string | null }>;
    disabilityAllowances: Told<
      Array<{ id: string; kind: DisabilityAllowanceKind | null; monthlyAmount: string | null }>
    >;
    realEstateRights: Told<
      Array<{
        id: string;
        certificateNumber: string | null;
        kind: CodeFragment | null;
        share: { numerator: number; denominator: number } | null;
        coOwners: Array<PersonFragment> | null;
        mortgages: Array<{
          id: string;
          mortgagee: string | null;
          amountSecured: string | null;
          to: string | null;
        }> | null;
        seizures: Array<{
          id: string;
          authority: string | null;
          queuePosition: number | null;
          kind: CodeFragment | null;
        }> | null;
        unit: {
          unitCode: string;
          location: string | null;
          dwelling: {
            houseCode: string;
            utilitySupplies: Array<{
              id: string;
              kind: UtilityKind | null;
              accountNumber: string | null;
            }> | null;
          } | null;
        } | null;
      }>
    >;
    inheritanceInterests: Told<
      Array<{
        id: string;
        deceased: PersonFragment | null;
        share: { numerator: number; denominator: number } | null;
        status: CodeFragment | null;
      }>
    >;
    tenancies: Told<
      Array<{
        id: string;
        role: TenancyRole | null;
        monthlyRent: string | null;
        to: string | null;
        otherParties: Array<PersonFragment> | null;
      }>
    >;
    utilityAccounts: Told<
      Array<{
        id: string;
        role: UtilityAccountRole | null;
        account: {
          id: string;
          kind: UtilityKind | null;
          number: string | null;
          supplier: string | null;
          dwelling: {
            houseCode: string;
            address: string | null;
            realEstateUnit: { unitCode: string } | null;
          } | null;
          arrears: { amount: string | null; bills: number | null } | null;
          bills: {
            edges: Array<{
              node: {
                id: string;
                period: string | null;
                usage: string | null;
                amount: string | null;
                status: UtilityBillStatus | null;
              } | null;
            }> | null;
          } | null;
        } | null;
      }>
    >;
  } | null;
};

export type CodeFragment = { system: string; code: string; label: string | null };

export type PersonFragment = { name: string | null; relation: CodeFragment | null };

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

/** 租赁角色. Role in a tenancy. */
export type TenancyRole =
  /** 出租人. Landlord. */
  | 'LANDLORD'
  /** 承租人. Tenant. */
  | 'TENANT';

/** 性别. Sex (GB/T 2261.1). */
export type Sex =
  /** 男. Male (1). */
  | 'MALE'
  /** 女. Female (2). */
  | 'FEMALE'
  /** 未说明. Not stated (9). */
  | 'UNSPECIFIED';

/** 号码种类. Kind of identity number. */
export type IdentityNumberKind =
  /** 公民身份号码. Resident ID number, 18 digits. */
  | 'RESIDENT_ID'
  /** 十五位身份证号码. Legacy resident ID number, 15 digits. */
  | 'RESIDENT_ID_15'
  /** 港澳台居民居住证. Residence permit of Hong Kong, Macau and Taiwan residents. */
  | 'HK_MACAU_TAIWAN_PERMIT'
  /** 来往内地通行证. Travel permit of Hong Kong, Macau and Taiwan residents. */
  | 'TRAVEL_PERMIT'
  /** 外国人永久居留身份证. Foreigner's permanent residence card, old or new. */
  | 'FOREIGN_RESIDENT_CARD'
  /** 护照. Passport. */
  | 'PASSPORT';

/** 生存状态. Vital status. */
export type VitalStatusKind =
  /** 存活. Alive. */
  | 'ALIVE'
  /** 死亡. Deceased. */
  | 'DECEASED'
  /** 失踪. Missing. */
  | 'MISSING';

/** 户籍状态. Hukou status. */
export type HukouStatusKind =
  /** 在册. Registered here. */
  | 'REGISTERED'
  /** 迁出. Moved out. */
  | 'MOVED_OUT'
  /** 注销. Cancelled; lags a death. */
  | 'CANCELLED'
  /** 无本地户籍. No hukou here. */
  | 'NOT_LOCAL';

/** 公用事业种类. Kind of utility. */
export type UtilityKind =
  /** 水. Water, in cubic metres. */
  | 'WATER'
  /** 电. Electricity, in kilowatt-hours. */
  | 'ELECTRICITY'
  /** 气. Gas, in cubic metres. */
  | 'GAS';

/** 人与户号的关系. Role. */
export type UtilityAccountRole =
  /** 户主. Holder of the account. */
  | 'HOLDER'
  /** 承租人. Tenant who uses it. */
  | 'TENANT'
  /** 缴费人. Somebody who pays for it. */
  | 'PAYER';

/** 账单状态. Status of a bill. */
export type UtilityBillStatus =
  /** 待缴. To be paid. */
  | 'UNPAID'
  /** 欠费. Overdue. */
  | 'OVERDUE'
  /** 已缴. Paid. */
  | 'PAID';
