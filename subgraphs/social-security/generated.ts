import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CitizenParent } from '../kit/citizen.js';
import type { Context } from './records.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
// Generated from the SDL by `npm run generate`. Do not edit.
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** 十进制数. Exact decimal number as a string, at most four places, e.g. "1024.50". Money is in CNY (人民币元). */
  Decimal: { input: string; output: string; }
  /** 日期. Calendar date, ISO 8601: `2026-03-01`. */
  Date: { input: string; output: string; }
  /** 日期时间. Moment with offset, RFC 3339: `2026-03-01T09:30:00+08:00`. */
  DateTime: { input: string; output: string; }
  /** 年月 (费款所属期等). Calendar month, ISO 8601: `2026-03`. */
  YearMonth: { input: string; output: string; }
  /** 公民身份号码 (GB 11643), 港澳台居民居住证号码 or 外国人永久居留身份证号码. Checked for its area, date and check character. */
  ResidentId: { input: string; output: string; }
  /** 统一社会信用代码 (GB 32100). 18 characters with a check character. */
  UnifiedSocialCreditCode: { input: string; output: string; }
  /** 不动产单元号 BDCDYH (GB/T 37346). 28 characters. */
  RealEstateUnitCode: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** 代码项. A value of an open code list. The same digits mean different things in different systems: read `system` with `code`. */
export type Coded = {
  __typename?: 'Coded';
  /** 代码表. Code list, e.g. `GB/T 3304` or `AAE140`. */
  system: Scalars['String']['output'];
  /** 版本. Version of the code list. */
  version?: Maybe<Scalars['String']['output']>;
  /** 代码. The code as the department holds it. */
  code: Scalars['String']['output'];
  /** 名称. Label in Chinese; null for a code that the list doesn't know. */
  label?: Maybe<Scalars['String']['output']>;
};

/** 份额. A fraction, e.g. one half of a flat. */
export type Fraction = {
  __typename?: 'Fraction';
  /** 分子. Numerator. */
  numerator: Scalars['Int']['output'];
  /** 分母. Denominator, never 0. */
  denominator: Scalars['Int']['output'];
};

/** 相关人. A person named in somebody else's record. Never leads to that person's own records. */
export type RelatedPerson = {
  __typename?: 'RelatedPerson';
  /** 姓名（脱敏）. Name with everything but its first character hidden; the department gives no more of it away. */
  name?: Maybe<Scalars['String']['output']>;
  /** 关系. Relation to the citizen or to the thing. */
  relation?: Maybe<Coded>;
};

/** 分页信息. Page of a connection (Relay cursor connections specification). */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** 有后页. More follow after `endCursor`. */
  hasNextPage: Scalars['Boolean']['output'];
  /** 有前页. Others come before `startCursor`. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** 起始游标. Cursor of the first edge. */
  startCursor?: Maybe<Scalars['String']['output']>;
  /** 结束游标. Cursor of the last edge; pass it as `after`. */
  endCursor?: Maybe<Scalars['String']['output']>;
};

/** 查询入口. What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** 本人. The authenticated citizen. Every department answers for its own data. */
  me?: Maybe<Citizen>;
};

/** 公民. A citizen. */
export type Citizen = {
  __typename?: 'Citizen';
  /** 公民身份号码. Current number. */
  residentId: Scalars['ResidentId']['output'];
  /** 社会保险参保 (人社). Enrolments in pension, unemployment and injury insurance. */
  socialInsuranceEnrolments?: Maybe<Array<SocialInsuranceEnrolment>>;
  /** 医疗保险参保 (医保). Enrolments in medical, serious-illness and maternity insurance. */
  medicalInsuranceEnrolments?: Maybe<Array<MedicalInsuranceEnrolment>>;
  /** 就业经历. Employments declared for insurance, newest first. */
  employments?: Maybe<Array<Employment>>;
  /** 缴费明细. Contributions, newest period paid first; of one insurance kind (AAE140 as 人社 or 医保 code it) when given. */
  contributions?: Maybe<ContributionConnection>;
  /** 养老保险个人账户. Personal pension account. */
  pensionAccount?: Maybe<PensionAccount>;
  /** 退休测算. Statutory retirement under the rules in force since 2025-01. */
  retirement?: Maybe<Retirement>;
  /** 养老待遇. Pension in payment. */
  pension?: Maybe<Pension>;
  /** 失业待遇. Unemployment benefits. */
  unemploymentBenefits?: Maybe<Array<UnemploymentBenefit>>;
  /** 医保个人账户. Medical account. */
  medicalAccount?: Maybe<MedicalAccount>;
  /** 医保结算. Medical settlements, newest first. */
  medicalSettlements?: Maybe<MedicalSettlementConnection>;
  /** 社会保障卡. Social-security card. */
  socialSecurityCard?: Maybe<SocialSecurityCard>;
};


/** 公民. A citizen. */
export type CitizenContributionsArgs = {
  kind?: InputMaybe<Scalars['String']['input']>;
  from?: InputMaybe<Scalars['YearMonth']['input']>;
  to?: InputMaybe<Scalars['YearMonth']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** 公民. A citizen. */
export type CitizenMedicalSettlementsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** 用人单位. Employer. AAB001 单位编号, AAB004 单位名称. */
export type Employer = {
  __typename?: 'Employer';
  /** 单位编号 AAB001. Employer number. */
  number?: Maybe<Scalars['String']['output']>;
  /** 单位名称 AAB004. Name. */
  name?: Maybe<Scalars['String']['output']>;
  /** 统一社会信用代码. Unified social credit code. */
  creditCode?: Maybe<Scalars['UnifiedSocialCreditCode']['output']>;
};

/** 社会保险参保. Enrolment in an insurance kind of the 人社 table. */
export type SocialInsuranceEnrolment = {
  __typename?: 'SocialInsuranceEnrolment';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 个人编号 AAC001. Personal number. */
  personalNumber?: Maybe<Scalars['String']['output']>;
  /** 险种 AAE140 (人社). Kind: 110 职工养老, 120 机关事业单位养老, 170 居民养老, 210 失业, 410 工伤. */
  kind?: Maybe<Coded>;
  /** 参保状态 AAC008. Enrolment status. */
  status?: Maybe<Coded>;
  /** 缴费状态 AAC031. Payment status: 1 参保缴费 paying, 2 暂停缴费 paused, 3 终止缴费 ended. */
  paymentStatus?: Maybe<Coded>;
  /** 参保日期 AAC030. Enrolled on. */
  enrolledOn?: Maybe<Scalars['Date']['output']>;
  /** 首次参保年月 AAC049. First month. */
  firstMonth?: Maybe<Scalars['YearMonth']['output']>;
  /** 实缴月数 AAE201. Months paid. */
  monthsPaid?: Maybe<Scalars['Int']['output']>;
};

/** 医疗保险参保. Enrolment in an insurance kind of the 医保 table. */
export type MedicalInsuranceEnrolment = {
  __typename?: 'MedicalInsuranceEnrolment';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 个人编号. Personal number at 医保. */
  personalNumber?: Maybe<Scalars['String']['output']>;
  /** 险种 AAE140 (医保). Kind: 310 职工医疗, 390 居民医疗, 392 大病, 510 生育. */
  kind?: Maybe<Coded>;
  /** 参保状态 AAC008. Enrolment status. */
  status?: Maybe<Coded>;
  /** 缴费状态 AAC031. Payment status: 1 paying, 2 paused, 3 ended. */
  paymentStatus?: Maybe<Coded>;
  /** 参保日期 AAC030. Enrolled on. */
  enrolledOn?: Maybe<Scalars['Date']['output']>;
  /** 首次参保年月 AAC049. First month. */
  firstMonth?: Maybe<Scalars['YearMonth']['output']>;
  /** 实缴月数 AAE201. Months paid. */
  monthsPaid?: Maybe<Scalars['Int']['output']>;
};

/** 就业经历. A stretch of employment as declared for insurance. */
export type Employment = {
  __typename?: 'Employment';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 单位. Employer; null for flexible employment (灵活就业). */
  employer?: Maybe<Employer>;
  /** 用工性质. Enterprise, public institution, flexible. */
  kind?: Maybe<Coded>;
  /** 开始日期 AAE041. From. */
  from?: Maybe<Scalars['Date']['output']>;
  /** 终止日期 AAE042. To; null while it lasts. */
  to?: Maybe<Scalars['Date']['output']>;
  /** 工资 AAC040. Monthly wage last declared, CNY. */
  wage?: Maybe<Scalars['Decimal']['output']>;
};

/** 缴费明细. Page of contributions. */
export type ContributionConnection = {
  __typename?: 'ContributionConnection';
  /** 边. Edges. */
  edges?: Maybe<Array<ContributionEdge>>;
  /** 分页信息. Page. */
  pageInfo: PageInfo;
  /** 总数. How many there are in all. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** 缴费明细边. Edge. */
export type ContributionEdge = {
  __typename?: 'ContributionEdge';
  /** 游标. Cursor. */
  cursor: Scalars['String']['output'];
  /** 缴费. The contribution. */
  node?: Maybe<Contribution>;
};

/** 缴费. One month paid for one insurance kind. */
export type Contribution = {
  __typename?: 'Contribution';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 险种 AAE140. Insurance kind, of the 人社 or the 医保 table: see `system`. */
  kind?: Maybe<Coded>;
  /** 费款所属期 AAE002. Period in which it was paid. */
  periodPaidIn?: Maybe<Scalars['YearMonth']['output']>;
  /** 对应费款所属期 AAE003. Period that it was paid for; an earlier one in a back payment (补缴). */
  periodPaidFor?: Maybe<Scalars['YearMonth']['output']>;
  /** 月数. Months that it counts: 1, or 12 for the yearly payments of residents. */
  months?: Maybe<Scalars['Int']['output']>;
  /** 缴费基数 AAE180. Contribution base, CNY a month. */
  base?: Maybe<Scalars['Decimal']['output']>;
  /** 个人缴费比例 AAA041. Personal rate in percent. */
  personalRate?: Maybe<Scalars['Decimal']['output']>;
  /** 单位缴费比例 AAA042. Employer's rate in percent. */
  employerRate?: Maybe<Scalars['Decimal']['output']>;
  /** 个人缴费. Personal amount, CNY. */
  personalAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 单位缴费. Employer's amount, CNY. */
  employerAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 到账标志 AAE078. Received. */
  received?: Maybe<Scalars['Boolean']['output']>;
  /** 单位名称 AAB004. Employer's name at the time; null for flexible employment and residents. */
  employerName?: Maybe<Scalars['String']['output']>;
};

/** 养老保险个人账户. Personal pension account. */
export type PensionAccount = {
  __typename?: 'PensionAccount';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 储存额. Balance, CNY. */
  balance?: Maybe<Scalars['Decimal']['output']>;
  /** 截至年度. As of the end of this year. */
  asOfYear?: Maybe<Scalars['Int']['output']>;
  /** 年度记账. Yearly entries, newest first. */
  years?: Maybe<Array<PensionAccountYear>>;
};

/** 年度记账. One year of a personal pension account. */
export type PensionAccountYear = {
  __typename?: 'PensionAccountYear';
  /** 年度. Year. */
  year?: Maybe<Scalars['Int']['output']>;
  /** 当年记入. Credited (8 % of the base). */
  credited?: Maybe<Scalars['Decimal']['output']>;
  /** 当年利息. Interest. */
  interest?: Maybe<Scalars['Decimal']['output']>;
  /** 年末储存额. Balance at the end of the year. */
  balance?: Maybe<Scalars['Decimal']['output']>;
};

/** 退休测算. Statutory retirement. */
export type Retirement = {
  __typename?: 'Retirement';
  /** 法定退休年月. Statutory month of retirement. */
  statutoryMonth?: Maybe<Scalars['YearMonth']['output']>;
  /** 法定退休年龄（月）. Statutory age in months. */
  statutoryAgeMonths?: Maybe<Scalars['Int']['output']>;
  /** 最低缴费月数. Minimum months paid when retiring in that month. */
  minimumMonths?: Maybe<Scalars['Int']['output']>;
  /** 累计缴费月数. Months paid so far. */
  monthsPaid?: Maybe<Scalars['Int']['output']>;
};

/** 养老待遇. Pension in payment. */
export type Pension = {
  __typename?: 'Pension';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 险种 AAE140. Kind. */
  kind?: Maybe<Coded>;
  /** 待遇开始年月. First month of payment. */
  startedIn?: Maybe<Scalars['YearMonth']['output']>;
  /** 月待遇. Monthly amount, CNY. */
  monthlyAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 上次资格认证. Eligibility last confirmed on. */
  certifiedOn?: Maybe<Scalars['Date']['output']>;
  /** 下次资格认证. Eligibility to be confirmed by. */
  certificationDue?: Maybe<Scalars['Date']['output']>;
  /** 发放状态. In payment, suspended, ended. */
  status?: Maybe<Coded>;
};

/** 失业待遇. Unemployment benefit. */
export type UnemploymentBenefit = {
  __typename?: 'UnemploymentBenefit';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 开始年月. From. */
  from?: Maybe<Scalars['YearMonth']['output']>;
  /** 终止年月. To. */
  to?: Maybe<Scalars['YearMonth']['output']>;
  /** 月待遇. Monthly amount, CNY. */
  monthlyAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 状态. Status. */
  status?: Maybe<Coded>;
};

/** 医保个人账户. Medical account. */
export type MedicalAccount = {
  __typename?: 'MedicalAccount';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 余额. Balance, CNY. */
  balance?: Maybe<Scalars['Decimal']['output']>;
  /** 截至日期. As of. */
  asOf?: Maybe<Scalars['Date']['output']>;
};

/** 医保结算. Page of settlements. */
export type MedicalSettlementConnection = {
  __typename?: 'MedicalSettlementConnection';
  /** 边. Edges. */
  edges?: Maybe<Array<MedicalSettlementEdge>>;
  /** 分页信息. Page. */
  pageInfo: PageInfo;
  /** 总数. How many there are in all. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** 医保结算边. Edge. */
export type MedicalSettlementEdge = {
  __typename?: 'MedicalSettlementEdge';
  /** 游标. Cursor. */
  cursor: Scalars['String']['output'];
  /** 结算. The settlement. */
  node?: Maybe<MedicalSettlement>;
};

/** 医保结算. A medical settlement. */
export type MedicalSettlement = {
  __typename?: 'MedicalSettlement';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 结算日期. Date. */
  on?: Maybe<Scalars['Date']['output']>;
  /** 医疗类别. Outpatient, inpatient, pharmacy. */
  kind?: Maybe<Coded>;
  /** 定点机构. Institution. */
  institution?: Maybe<Scalars['String']['output']>;
  /** 总费用. Total, CNY. */
  total?: Maybe<Scalars['Decimal']['output']>;
  /** 基金支付. Paid by the fund, CNY. */
  fundPaid?: Maybe<Scalars['Decimal']['output']>;
  /** 个人账户支付. Paid from the medical account, CNY. */
  accountPaid?: Maybe<Scalars['Decimal']['output']>;
  /** 个人现金支付. Paid in cash, CNY. */
  cashPaid?: Maybe<Scalars['Decimal']['output']>;
};

/** 社会保障卡. Social-security card. */
export type SocialSecurityCard = {
  __typename?: 'SocialSecurityCard';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 社会保障卡号. Card number. */
  number?: Maybe<Scalars['String']['output']>;
  /** 发卡日期. Issued on. */
  issuedOn?: Maybe<Scalars['Date']['output']>;
  /** 合作银行. Bank. */
  bank?: Maybe<Scalars['String']['output']>;
  /** 银行账号. Bank card number. */
  bankCardNumber?: Maybe<Scalars['String']['output']>;
  /** 卡状态. Status. */
  status?: Maybe<Coded>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Citizen: Citizen;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Citizen:
    ( { __typename: 'Citizen' }
    & GraphQLRecursivePick<FederationTypes['Citizen'], {"residentId":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  YearMonth: ResolverTypeWrapper<Scalars['YearMonth']['output']>;
  ResidentId: ResolverTypeWrapper<Scalars['ResidentId']['output']>;
  UnifiedSocialCreditCode: ResolverTypeWrapper<Scalars['UnifiedSocialCreditCode']['output']>;
  RealEstateUnitCode: ResolverTypeWrapper<Scalars['RealEstateUnitCode']['output']>;
  Coded: ResolverTypeWrapper<Coded>;
  Fraction: ResolverTypeWrapper<Fraction>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  RelatedPerson: ResolverTypeWrapper<RelatedPerson>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Citizen: ResolverTypeWrapper<CitizenParent>;
  Employer: ResolverTypeWrapper<Employer>;
  SocialInsuranceEnrolment: ResolverTypeWrapper<SocialInsuranceEnrolment>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  MedicalInsuranceEnrolment: ResolverTypeWrapper<MedicalInsuranceEnrolment>;
  Employment: ResolverTypeWrapper<Employment>;
  ContributionConnection: ResolverTypeWrapper<ContributionConnection>;
  ContributionEdge: ResolverTypeWrapper<ContributionEdge>;
  Contribution: ResolverTypeWrapper<Contribution>;
  PensionAccount: ResolverTypeWrapper<PensionAccount>;
  PensionAccountYear: ResolverTypeWrapper<PensionAccountYear>;
  Retirement: ResolverTypeWrapper<Retirement>;
  Pension: ResolverTypeWrapper<Pension>;
  UnemploymentBenefit: ResolverTypeWrapper<UnemploymentBenefit>;
  MedicalAccount: ResolverTypeWrapper<MedicalAccount>;
  MedicalSettlementConnection: ResolverTypeWrapper<MedicalSettlementConnection>;
  MedicalSettlementEdge: ResolverTypeWrapper<MedicalSettlementEdge>;
  MedicalSettlement: ResolverTypeWrapper<MedicalSettlement>;
  SocialSecurityCard: ResolverTypeWrapper<SocialSecurityCard>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Decimal: Scalars['Decimal']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  YearMonth: Scalars['YearMonth']['output'];
  ResidentId: Scalars['ResidentId']['output'];
  UnifiedSocialCreditCode: Scalars['UnifiedSocialCreditCode']['output'];
  RealEstateUnitCode: Scalars['RealEstateUnitCode']['output'];
  Coded: Coded;
  Fraction: Fraction;
  Int: Scalars['Int']['output'];
  RelatedPerson: RelatedPerson;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  Citizen: CitizenParent;
  Employer: Employer;
  SocialInsuranceEnrolment: SocialInsuranceEnrolment;
  ID: Scalars['ID']['output'];
  MedicalInsuranceEnrolment: MedicalInsuranceEnrolment;
  Employment: Employment;
  ContributionConnection: ContributionConnection;
  ContributionEdge: ContributionEdge;
  Contribution: Contribution;
  PensionAccount: PensionAccount;
  PensionAccountYear: PensionAccountYear;
  Retirement: Retirement;
  Pension: Pension;
  UnemploymentBenefit: UnemploymentBenefit;
  MedicalAccount: MedicalAccount;
  MedicalSettlementConnection: MedicalSettlementConnection;
  MedicalSettlementEdge: MedicalSettlementEdge;
  MedicalSettlement: MedicalSettlement;
  SocialSecurityCard: SocialSecurityCard;
  String: Scalars['String']['output'];
};

export type SharingDirectiveArgs = {
  resource: Scalars['String']['input'];
};

export type SharingDirectiveResolver<Result, Parent, ContextType = Context, Args = SharingDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type MaskDirectiveArgs = {
  as: Scalars['String']['input'];
};

export type MaskDirectiveResolver<Result, Parent, ContextType = Context, Args = MaskDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface YearMonthScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['YearMonth'], any> {
  name: 'YearMonth';
}

export interface ResidentIdScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['ResidentId'], any> {
  name: 'ResidentId';
}

export interface UnifiedSocialCreditCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['UnifiedSocialCreditCode'], any> {
  name: 'UnifiedSocialCreditCode';
}

export interface RealEstateUnitCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['RealEstateUnitCode'], any> {
  name: 'RealEstateUnitCode';
}

export type CodedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Coded'] = ResolversParentTypes['Coded']> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FractionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Fraction'] = ResolversParentTypes['Fraction']> = {
  numerator?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  denominator?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RelatedPersonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RelatedPerson'] = ResolversParentTypes['RelatedPerson']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  relation?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  me?: Resolver<Maybe<ResolversTypes['Citizen']>, ParentType, ContextType>;
};

export type CitizenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Citizen'] = ResolversParentTypes['Citizen'], FederationReferenceType extends FederationReferenceTypes['Citizen'] = FederationReferenceTypes['Citizen']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Citizen']> | FederationReferenceType, FederationReferenceType, ContextType>;
  residentId?: Resolver<ResolversTypes['ResidentId'], ParentType, ContextType>;
  socialInsuranceEnrolments?: Resolver<Maybe<Array<ResolversTypes['SocialInsuranceEnrolment']>>, ParentType, ContextType>;
  medicalInsuranceEnrolments?: Resolver<Maybe<Array<ResolversTypes['MedicalInsuranceEnrolment']>>, ParentType, ContextType>;
  employments?: Resolver<Maybe<Array<ResolversTypes['Employment']>>, ParentType, ContextType>;
  contributions?: Resolver<Maybe<ResolversTypes['ContributionConnection']>, ParentType, ContextType, RequireFields<CitizenContributionsArgs, 'first'>>;
  pensionAccount?: Resolver<Maybe<ResolversTypes['PensionAccount']>, ParentType, ContextType>;
  retirement?: Resolver<Maybe<ResolversTypes['Retirement']>, ParentType, ContextType>;
  pension?: Resolver<Maybe<ResolversTypes['Pension']>, ParentType, ContextType>;
  unemploymentBenefits?: Resolver<Maybe<Array<ResolversTypes['UnemploymentBenefit']>>, ParentType, ContextType>;
  medicalAccount?: Resolver<Maybe<ResolversTypes['MedicalAccount']>, ParentType, ContextType>;
  medicalSettlements?: Resolver<Maybe<ResolversTypes['MedicalSettlementConnection']>, ParentType, ContextType, RequireFields<CitizenMedicalSettlementsArgs, 'first'>>;
  socialSecurityCard?: Resolver<Maybe<ResolversTypes['SocialSecurityCard']>, ParentType, ContextType>;
};

export type EmployerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Employer'] = ResolversParentTypes['Employer']> = {
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  creditCode?: Resolver<Maybe<ResolversTypes['UnifiedSocialCreditCode']>, ParentType, ContextType>;
};

export type SocialInsuranceEnrolmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SocialInsuranceEnrolment'] = ResolversParentTypes['SocialInsuranceEnrolment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  personalNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  paymentStatus?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  enrolledOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  firstMonth?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  monthsPaid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MedicalInsuranceEnrolmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicalInsuranceEnrolment'] = ResolversParentTypes['MedicalInsuranceEnrolment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  personalNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  paymentStatus?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  enrolledOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  firstMonth?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  monthsPaid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EmploymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Employment'] = ResolversParentTypes['Employment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  employer?: Resolver<Maybe<ResolversTypes['Employer']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  wage?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ContributionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributionConnection'] = ResolversParentTypes['ContributionConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['ContributionEdge']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ContributionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributionEdge'] = ResolversParentTypes['ContributionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Contribution']>, ParentType, ContextType>;
};

export type ContributionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contribution'] = ResolversParentTypes['Contribution']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  periodPaidIn?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  periodPaidFor?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  months?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  base?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  personalRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  employerRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  personalAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  employerAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  received?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  employerName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PensionAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PensionAccount'] = ResolversParentTypes['PensionAccount']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  balance?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  asOfYear?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  years?: Resolver<Maybe<Array<ResolversTypes['PensionAccountYear']>>, ParentType, ContextType>;
};

export type PensionAccountYearResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PensionAccountYear'] = ResolversParentTypes['PensionAccountYear']> = {
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  credited?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  interest?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  balance?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type RetirementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Retirement'] = ResolversParentTypes['Retirement']> = {
  statutoryMonth?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  statutoryAgeMonths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minimumMonths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  monthsPaid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PensionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Pension'] = ResolversParentTypes['Pension']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  startedIn?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  monthlyAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  certifiedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  certificationDue?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type UnemploymentBenefitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnemploymentBenefit'] = ResolversParentTypes['UnemploymentBenefit']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  monthlyAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type MedicalAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicalAccount'] = ResolversParentTypes['MedicalAccount']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  balance?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type MedicalSettlementConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicalSettlementConnection'] = ResolversParentTypes['MedicalSettlementConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['MedicalSettlementEdge']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MedicalSettlementEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicalSettlementEdge'] = ResolversParentTypes['MedicalSettlementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['MedicalSettlement']>, ParentType, ContextType>;
};

export type MedicalSettlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicalSettlement'] = ResolversParentTypes['MedicalSettlement']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  institution?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  fundPaid?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  accountPaid?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  cashPaid?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type SocialSecurityCardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SocialSecurityCard'] = ResolversParentTypes['SocialSecurityCard']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  bank?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bankCardNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Decimal?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  YearMonth?: GraphQLScalarType;
  ResidentId?: GraphQLScalarType;
  UnifiedSocialCreditCode?: GraphQLScalarType;
  RealEstateUnitCode?: GraphQLScalarType;
  Coded?: CodedResolvers<ContextType>;
  Fraction?: FractionResolvers<ContextType>;
  RelatedPerson?: RelatedPersonResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Citizen?: CitizenResolvers<ContextType>;
  Employer?: EmployerResolvers<ContextType>;
  SocialInsuranceEnrolment?: SocialInsuranceEnrolmentResolvers<ContextType>;
  MedicalInsuranceEnrolment?: MedicalInsuranceEnrolmentResolvers<ContextType>;
  Employment?: EmploymentResolvers<ContextType>;
  ContributionConnection?: ContributionConnectionResolvers<ContextType>;
  ContributionEdge?: ContributionEdgeResolvers<ContextType>;
  Contribution?: ContributionResolvers<ContextType>;
  PensionAccount?: PensionAccountResolvers<ContextType>;
  PensionAccountYear?: PensionAccountYearResolvers<ContextType>;
  Retirement?: RetirementResolvers<ContextType>;
  Pension?: PensionResolvers<ContextType>;
  UnemploymentBenefit?: UnemploymentBenefitResolvers<ContextType>;
  MedicalAccount?: MedicalAccountResolvers<ContextType>;
  MedicalSettlementConnection?: MedicalSettlementConnectionResolvers<ContextType>;
  MedicalSettlementEdge?: MedicalSettlementEdgeResolvers<ContextType>;
  MedicalSettlement?: MedicalSettlementResolvers<ContextType>;
  SocialSecurityCard?: SocialSecurityCardResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  sharing?: SharingDirectiveResolver<any, any, ContextType>;
  mask?: MaskDirectiveResolver<any, any, ContextType>;
};
