import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CitizenParent } from '../kit/citizen.js';
import type { AssistanceFamilyParent, Context } from './records.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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
  /** 婚姻登记. Marriage and divorce registrations held here, newest first. Since 2025-05 registration is nationwide, so none here never means single. */
  marriageRegistrations?: Maybe<Array<MarriageRegistration>>;
  /** 社会救助家庭. Assistance families (低保, 低保边缘, 刚性支出困难) that the citizen belongs or belonged to, newest first. */
  assistanceFamilies?: Maybe<Array<AssistanceFamily>>;
  /** 特困人员救助供养. Extreme-poverty support. */
  extremePovertySupport?: Maybe<ExtremePovertySupport>;
  /** 高龄津贴. Old-age allowance. */
  oldAgeAllowance?: Maybe<OldAgeAllowance>;
  /** 老年优待证. Elder card. */
  elderCard?: Maybe<ElderCard>;
  /** 孤儿、事实无人抚养儿童. Support for orphans and de facto unsupported children. */
  childSupport?: Maybe<ChildSupport>;
  /** 残疾人证 (残联). Disability certificate. */
  disabilityCertificate?: Maybe<DisabilityCertificate>;
  /** 残疾人两项补贴 (民政). Living and nursing allowances. */
  disabilityAllowances?: Maybe<Array<DisabilityAllowance>>;
  /** 火化. Cremation. */
  cremation?: Maybe<Cremation>;
};

/** 婚姻登记. A registration of marriage or divorce. */
export type MarriageRegistration = {
  __typename?: 'MarriageRegistration';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 证件字号. Certificate number, e.g. `J341202-2023-000123`; older free forms exist. */
  number?: Maybe<Scalars['String']['output']>;
  /** 登记类型. Kind. */
  kind?: Maybe<MarriageRegistrationKind>;
  /** 登记日期. Registered on. */
  registeredOn?: Maybe<Scalars['Date']['output']>;
  /** 登记机关. Authority. */
  authority?: Maybe<Scalars['String']['output']>;
  /** 对方. The other party. */
  otherParty?: Maybe<RelatedPerson>;
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

/** 社会救助家庭. Family living together (共同生活的家庭成员) that is assisted: not a hukou household. */
export type AssistanceFamily = {
  __typename?: 'AssistanceFamily';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 救助类别. Category. */
  category?: Maybe<AssistanceCategory>;
  /** 低保类别. Class A, B or C; null outside 低保. */
  class?: Maybe<AssistanceClass>;
  /** 申请人. Applicant. */
  applicant?: Maybe<RelatedPerson>;
  /** 共同生活的家庭成员. Members with their relation to the applicant. */
  members?: Maybe<Array<RelatedPerson>>;
  /** 月人均收入. Monthly income per head, CNY. */
  incomePerHead?: Maybe<Scalars['Decimal']['output']>;
  /** 低保标准. Monthly standard per head, CNY. */
  standard?: Maybe<Scalars['Decimal']['output']>;
  /** 月救助金额. Monthly amount for the family, CNY. */
  monthlyAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 开始年月. From. */
  from?: Maybe<Scalars['YearMonth']['output']>;
  /** 终止年月. To; null while it lasts. */
  to?: Maybe<Scalars['YearMonth']['output']>;
  /** 终止原因. Why it ended. */
  endReason?: Maybe<Coded>;
};

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

/** 特困人员救助供养. Extreme-poverty support. */
export type ExtremePovertySupport = {
  __typename?: 'ExtremePovertySupport';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 照料护理等级. Care tier. */
  careTier?: Maybe<CareTier>;
  /** 供养方式. In an institution or at home. */
  place?: Maybe<Coded>;
  /** 月供养金. Monthly amount, CNY. */
  monthlyAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 开始年月. From. */
  from?: Maybe<Scalars['YearMonth']['output']>;
  /** 终止年月. To. */
  to?: Maybe<Scalars['YearMonth']['output']>;
};

/** 照料护理等级. Care tier. */
export type CareTier =
  /** 全自理. Looks after himself or herself. */
  | 'SELF_CARE'
  /** 半护理. Half care. */
  | 'PARTIAL_CARE'
  /** 全护理. Full care. */
  | 'FULL_CARE';

/** 高龄津贴. Old-age allowance. */
export type OldAgeAllowance = {
  __typename?: 'OldAgeAllowance';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 年龄段. Age band. */
  band?: Maybe<OldAgeBand>;
  /** 月津贴. Monthly amount, CNY. */
  monthlyAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 开始年月. From. */
  from?: Maybe<Scalars['YearMonth']['output']>;
  /** 发放状态. Status. */
  status?: Maybe<Coded>;
};

/** 年龄段. Age band. */
export type OldAgeBand =
  /** 80–89周岁. 80 to 89. */
  | 'FROM_80'
  /** 90–99周岁. 90 to 99. */
  | 'FROM_90'
  /** 100周岁以上. 100 and above. */
  | 'FROM_100';

/** 老年优待证. Elder card. */
export type ElderCard = {
  __typename?: 'ElderCard';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 证号. Number. */
  number?: Maybe<Scalars['String']['output']>;
  /** 种类. From 60 or from 65 years. */
  kind?: Maybe<Coded>;
  /** 发证日期. Issued on. */
  issuedOn?: Maybe<Scalars['Date']['output']>;
};

/** 儿童福利. Support for a child without parents' care. */
export type ChildSupport = {
  __typename?: 'ChildSupport';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 类别. Kind. */
  kind?: Maybe<ChildSupportKind>;
  /** 监护人. Guardian. */
  guardian?: Maybe<RelatedPerson>;
  /** 月基本生活费. Monthly amount, CNY. */
  monthlyAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 开始年月. From. */
  from?: Maybe<Scalars['YearMonth']['output']>;
  /** 终止年月. To. */
  to?: Maybe<Scalars['YearMonth']['output']>;
};

/** 儿童福利类别. Kind of child support. */
export type ChildSupportKind =
  /** 孤儿. Orphan. */
  | 'ORPHAN'
  /** 事实无人抚养儿童. De facto unsupported child. */
  | 'DE_FACTO_UNSUPPORTED';

/** 残疾人证. Disability certificate. */
export type DisabilityCertificate = {
  __typename?: 'DisabilityCertificate';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 证号. ID number, class and grade. */
  number?: Maybe<Scalars['String']['output']>;
  /** 残疾类别. Class: 1 视力, 2 听力, 3 言语, 4 肢体, 5 智力, 6 精神, 7 多重. */
  class?: Maybe<Coded>;
  /** 残疾等级 1–4. Grade. */
  grade?: Maybe<Scalars['Int']['output']>;
  /** 发证日期. Issued on. */
  issuedOn?: Maybe<Scalars['Date']['output']>;
  /** 有效期至. Valid until. */
  validTo?: Maybe<Scalars['Date']['output']>;
};

/** 残疾人补贴. Disability allowance. */
export type DisabilityAllowance = {
  __typename?: 'DisabilityAllowance';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 种类. Kind. */
  kind?: Maybe<DisabilityAllowanceKind>;
  /** 月补贴. Monthly amount, CNY. */
  monthlyAmount?: Maybe<Scalars['Decimal']['output']>;
  /** 开始年月. From. */
  from?: Maybe<Scalars['YearMonth']['output']>;
  /** 终止年月. To. */
  to?: Maybe<Scalars['YearMonth']['output']>;
};

/** 残疾人补贴种类. Kind of disability allowance. */
export type DisabilityAllowanceKind =
  /** 困难残疾人生活补贴. Living allowance. */
  | 'LIVING'
  /** 重度残疾人护理补贴. Nursing allowance. */
  | 'NURSING';

/** 火化. Cremation. */
export type Cremation = {
  __typename?: 'Cremation';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 火化证号. Number. */
  number?: Maybe<Scalars['String']['output']>;
  /** 火化日期. Date. */
  on?: Maybe<Scalars['Date']['output']>;
  /** 殡仪馆. Place. */
  place?: Maybe<Scalars['String']['output']>;
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
  MarriageRegistration: ResolverTypeWrapper<MarriageRegistration>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  MarriageRegistrationKind: MarriageRegistrationKind;
  AssistanceFamily: ResolverTypeWrapper<AssistanceFamilyParent>;
  AssistanceCategory: AssistanceCategory;
  AssistanceClass: AssistanceClass;
  ExtremePovertySupport: ResolverTypeWrapper<ExtremePovertySupport>;
  CareTier: CareTier;
  OldAgeAllowance: ResolverTypeWrapper<OldAgeAllowance>;
  OldAgeBand: OldAgeBand;
  ElderCard: ResolverTypeWrapper<ElderCard>;
  ChildSupport: ResolverTypeWrapper<ChildSupport>;
  ChildSupportKind: ChildSupportKind;
  DisabilityCertificate: ResolverTypeWrapper<DisabilityCertificate>;
  DisabilityAllowance: ResolverTypeWrapper<DisabilityAllowance>;
  DisabilityAllowanceKind: DisabilityAllowanceKind;
  Cremation: ResolverTypeWrapper<Cremation>;
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
  MarriageRegistration: MarriageRegistration;
  ID: Scalars['ID']['output'];
  AssistanceFamily: AssistanceFamilyParent;
  ExtremePovertySupport: ExtremePovertySupport;
  OldAgeAllowance: OldAgeAllowance;
  ElderCard: ElderCard;
  ChildSupport: ChildSupport;
  DisabilityCertificate: DisabilityCertificate;
  DisabilityAllowance: DisabilityAllowance;
  Cremation: Cremation;
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
  marriageRegistrations?: Resolver<Maybe<Array<ResolversTypes['MarriageRegistration']>>, ParentType, ContextType>;
  assistanceFamilies?: Resolver<Maybe<Array<ResolversTypes['AssistanceFamily']>>, ParentType, ContextType>;
  extremePovertySupport?: Resolver<Maybe<ResolversTypes['ExtremePovertySupport']>, ParentType, ContextType>;
  oldAgeAllowance?: Resolver<Maybe<ResolversTypes['OldAgeAllowance']>, ParentType, ContextType>;
  elderCard?: Resolver<Maybe<ResolversTypes['ElderCard']>, ParentType, ContextType>;
  childSupport?: Resolver<Maybe<ResolversTypes['ChildSupport']>, ParentType, ContextType>;
  disabilityCertificate?: Resolver<Maybe<ResolversTypes['DisabilityCertificate']>, ParentType, ContextType>;
  disabilityAllowances?: Resolver<Maybe<Array<ResolversTypes['DisabilityAllowance']>>, ParentType, ContextType>;
  cremation?: Resolver<Maybe<ResolversTypes['Cremation']>, ParentType, ContextType>;
};

export type MarriageRegistrationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MarriageRegistration'] = ResolversParentTypes['MarriageRegistration']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['MarriageRegistrationKind']>, ParentType, ContextType>;
  registeredOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  authority?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  otherParty?: Resolver<Maybe<ResolversTypes['RelatedPerson']>, ParentType, ContextType>;
};

export type AssistanceFamilyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssistanceFamily'] = ResolversParentTypes['AssistanceFamily']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['AssistanceCategory']>, ParentType, ContextType>;
  class?: Resolver<Maybe<ResolversTypes['AssistanceClass']>, ParentType, ContextType>;
  applicant?: Resolver<Maybe<ResolversTypes['RelatedPerson']>, ParentType, ContextType>;
  members?: Resolver<Maybe<Array<ResolversTypes['RelatedPerson']>>, ParentType, ContextType>;
  incomePerHead?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  standard?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  monthlyAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type ExtremePovertySupportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExtremePovertySupport'] = ResolversParentTypes['ExtremePovertySupport']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  careTier?: Resolver<Maybe<ResolversTypes['CareTier']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  monthlyAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
};

export type OldAgeAllowanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OldAgeAllowance'] = ResolversParentTypes['OldAgeAllowance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  band?: Resolver<Maybe<ResolversTypes['OldAgeBand']>, ParentType, ContextType>;
  monthlyAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type ElderCardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ElderCard'] = ResolversParentTypes['ElderCard']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type ChildSupportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChildSupport'] = ResolversParentTypes['ChildSupport']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['ChildSupportKind']>, ParentType, ContextType>;
  guardian?: Resolver<Maybe<ResolversTypes['RelatedPerson']>, ParentType, ContextType>;
  monthlyAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
};

export type DisabilityCertificateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisabilityCertificate'] = ResolversParentTypes['DisabilityCertificate']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  class?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  grade?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type DisabilityAllowanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisabilityAllowance'] = ResolversParentTypes['DisabilityAllowance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['DisabilityAllowanceKind']>, ParentType, ContextType>;
  monthlyAmount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
};

export type CremationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Cremation'] = ResolversParentTypes['Cremation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  MarriageRegistration?: MarriageRegistrationResolvers<ContextType>;
  AssistanceFamily?: AssistanceFamilyResolvers<ContextType>;
  ExtremePovertySupport?: ExtremePovertySupportResolvers<ContextType>;
  OldAgeAllowance?: OldAgeAllowanceResolvers<ContextType>;
  ElderCard?: ElderCardResolvers<ContextType>;
  ChildSupport?: ChildSupportResolvers<ContextType>;
  DisabilityCertificate?: DisabilityCertificateResolvers<ContextType>;
  DisabilityAllowance?: DisabilityAllowanceResolvers<ContextType>;
  Cremation?: CremationResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  sharing?: SharingDirectiveResolver<any, any, ContextType>;
  mask?: MaskDirectiveResolver<any, any, ContextType>;
};
