import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CitizenParent } from '../kit/citizen.js';
import type { RightParent, UnitParent, DwellingParent, DwellingRelationParent, TenancyParent, InheritanceParent, Context } from './records.js';
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
  /** 不动产权利. Rights held in real estate. */
  realEstateRights?: Maybe<Array<RealEstateRight>>;
  /** 继承权益. Interests as heir in real estate of a deceased owner that is not yet transferred. */
  inheritanceInterests?: Maybe<Array<InheritanceInterest>>;
  /** 房屋 (住建). Dwellings that the citizen owns, rents or occupies, registered or not. */
  dwellings?: Maybe<Array<DwellingRelation>>;
  /** 租赁备案 (住建). Tenancies filed, as landlord or tenant, newest first. */
  tenancies?: Maybe<Array<Tenancy>>;
};

/** 不动产单元. Real-estate unit: facts of the thing, never its holder's. */
export type RealEstateUnit = {
  __typename?: 'RealEstateUnit';
  /** 不动产单元号 BDCDYH. Unit code. */
  unitCode: Scalars['RealEstateUnitCode']['output'];
  /** 坐落 ZL. Location. */
  location?: Maybe<Scalars['String']['output']>;
  /** 用途 YT. Use; its code list comes with scheme and version. */
  use?: Maybe<Coded>;
  /** 行政区划. Area (GB/T 2260). */
  area?: Maybe<Coded>;
  /** 建筑面积. Floor area in square metres; null for bare land. */
  floorArea?: Maybe<Scalars['Decimal']['output']>;
  /** 宗地面积. Parcel area in square metres. */
  parcelArea?: Maybe<Scalars['Decimal']['output']>;
  /** 土地使用期限起. Term of land use from. */
  termFrom?: Maybe<Scalars['Date']['output']>;
  /** 土地使用期限止. Term of land use until; null without term. */
  termTo?: Maybe<Scalars['Date']['output']>;
  /** 房屋. The dwelling in it; null for other uses. */
  dwelling?: Maybe<Dwelling>;
};

/** 房屋. Dwelling: facts of the thing, never its occupants'. */
export type Dwelling = {
  __typename?: 'Dwelling';
  /** 房屋编码. House code. */
  houseCode: Scalars['ID']['output'];
  /** 标准地址. Standard address. */
  address?: Maybe<Scalars['String']['output']>;
  /** 行政区划. Area (GB/T 2260). */
  area?: Maybe<Coded>;
  /** 房屋类型. Commodity flat, reformed flat, village home, urban-village home. */
  kind?: Maybe<Coded>;
  /** 套内面积. Living area in square metres. */
  livingArea?: Maybe<Scalars['Decimal']['output']>;
  /** 不动产单元. The registered unit; null for unregistered village and urban-village homes. */
  realEstateUnit?: Maybe<RealEstateUnit>;
};

/** 不动产权利. A right in real estate. */
export type RealEstateRight = {
  __typename?: 'RealEstateRight';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 不动产权证号 BDCQZH. Certificate number; a house certificate (房产证) before 2015. */
  certificateNumber?: Maybe<Scalars['String']['output']>;
  /** 权利类型 QLLX. Kind of right: 4 国有建设用地使用权/房屋所有权, 6 宅基地使用权/房屋所有权, 9 土地承包经营权 …. */
  kind?: Maybe<Coded>;
  /** 权利性质. Nature of the right: 100 国有, 101 划拨, 102 出让, 201 家庭承包 …. */
  nature?: Maybe<Coded>;
  /** 份额 QLBL. Share of this citizen. */
  share?: Maybe<Fraction>;
  /** 共有方式 GYFS. Co-ownership. */
  coOwnership?: Maybe<CoOwnership>;
  /** 其他共有人. The other owners. */
  coOwners?: Maybe<Array<RelatedPerson>>;
  /** 登记日期. Registered on. */
  registeredOn?: Maybe<Scalars['Date']['output']>;
  /** 权属状态. In force, historical. */
  status?: Maybe<Coded>;
  /** 不动产单元. The unit. */
  unit?: Maybe<RealEstateUnit>;
  /** 抵押. Mortgages. */
  mortgages?: Maybe<Array<Mortgage>>;
  /** 查封. Seizures, queued ones included. */
  seizures?: Maybe<Array<Seizure>>;
  /** 预告、异议登记. Advance notices and objections. */
  notices?: Maybe<Array<RegistrationNotice>>;
};

/** 共有方式 GYFS. Co-ownership. */
export type CoOwnership =
  /** 单独所有. Sole (0). */
  | 'SOLE'
  /** 共同共有. Joint (1). */
  | 'JOINT'
  /** 按份共有. By shares (2). */
  | 'BY_SHARES';

/** 抵押. Mortgage. */
export type Mortgage = {
  __typename?: 'Mortgage';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 不动产证明号. Certificate of the mortgage. */
  certificateNumber?: Maybe<Scalars['String']['output']>;
  /** 抵押权人. Mortgagee. */
  mortgagee?: Maybe<Scalars['String']['output']>;
  /** 被担保主债权数额 BDBZQSE. Amount secured, CNY. */
  amountSecured?: Maybe<Scalars['Decimal']['output']>;
  /** 债务履行起始. From. */
  from?: Maybe<Scalars['Date']['output']>;
  /** 债务履行结束. To. */
  to?: Maybe<Scalars['Date']['output']>;
  /** 状态. In force, discharged. */
  status?: Maybe<Coded>;
};

/** 查封. Seizure. */
export type Seizure = {
  __typename?: 'Seizure';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 查封类型 CFLX. Kind: 1 查封, 2 轮候查封, 3 预查封, 4 轮候预查封, 5 续封. */
  kind?: Maybe<Coded>;
  /** 查封机关 CFJG. Authority. */
  authority?: Maybe<Scalars['String']['output']>;
  /** 查封文号 CFWH. Document. */
  document?: Maybe<Scalars['String']['output']>;
  /** 查封起始. From; null while it waits in the queue. */
  from?: Maybe<Scalars['Date']['output']>;
  /** 查封结束. To. */
  to?: Maybe<Scalars['Date']['output']>;
  /** 查封范围. Scope. */
  scope?: Maybe<Scalars['String']['output']>;
  /** 轮候顺序. Place in the queue: 0 is in force, 1 is next. */
  queuePosition?: Maybe<Scalars['Int']['output']>;
};

/** 预告、异议登记. Advance notice or objection. */
export type RegistrationNotice = {
  __typename?: 'RegistrationNotice';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 种类. Kind. */
  kind?: Maybe<RegistrationNoticeKind>;
  /** 申请人. Applicant. */
  applicant?: Maybe<RelatedPerson>;
  /** 登记日期. Registered on. */
  registeredOn?: Maybe<Scalars['Date']['output']>;
  /** 失效日期. Lapses on. */
  lapsesOn?: Maybe<Scalars['Date']['output']>;
};

/** 预告、异议登记种类. Kind of notice. */
export type RegistrationNoticeKind =
  /** 预告登记. Advance notice. */
  | 'ADVANCE_NOTICE'
  /** 异议登记. Objection. */
  | 'OBJECTION';

/** 继承权益. Interest of an heir. */
export type InheritanceInterest = {
  __typename?: 'InheritanceInterest';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 被继承人. The deceased owner. */
  deceased?: Maybe<RelatedPerson>;
  /** 应继份额. Share that falls to the heir. */
  share?: Maybe<Fraction>;
  /** 继承开始日期. Date of death. */
  openedOn?: Maybe<Scalars['Date']['output']>;
  /** 办理状态. Open, accepted, contested. */
  status?: Maybe<Coded>;
  /** 不动产权证号 BDCQZH. Certificate number of the deceased's right. */
  certificateNumber?: Maybe<Scalars['String']['output']>;
  /** 不动产单元. The unit. */
  unit?: Maybe<RealEstateUnit>;
};

/** 人与房屋的关系. Relation of the citizen to a dwelling. */
export type DwellingRelation = {
  __typename?: 'DwellingRelation';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 角色. Role. */
  role?: Maybe<DwellingRole>;
  /** 自. Since. */
  since?: Maybe<Scalars['Date']['output']>;
  /** 至. Until; null while it lasts. */
  until?: Maybe<Scalars['Date']['output']>;
  /** 房屋. The dwelling. */
  dwelling?: Maybe<Dwelling>;
};

/** 人与房屋的关系. Role in a dwelling. */
export type DwellingRole =
  /** 产权人. Owner. */
  | 'OWNER'
  /** 承租人. Tenant. */
  | 'TENANT'
  /** 居住人. Occupant. */
  | 'OCCUPANT';

/** 租赁备案. Filed tenancy. */
export type Tenancy = {
  __typename?: 'Tenancy';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 备案号. Filing number. */
  filingNumber?: Maybe<Scalars['String']['output']>;
  /** 本人角色. The citizen's role. */
  role?: Maybe<TenancyRole>;
  /** 其他当事人. The other parties. */
  otherParties?: Maybe<Array<RelatedPerson>>;
  /** 月租金. Monthly rent, CNY. */
  monthlyRent?: Maybe<Scalars['Decimal']['output']>;
  /** 起始. From. */
  from?: Maybe<Scalars['Date']['output']>;
  /** 终止. To. */
  to?: Maybe<Scalars['Date']['output']>;
  /** 状态. Status. */
  status?: Maybe<Coded>;
  /** 房屋. The dwelling. */
  dwelling?: Maybe<Dwelling>;
};

/** 租赁角色. Role in a tenancy. */
export type TenancyRole =
  /** 出租人. Landlord. */
  | 'LANDLORD'
  /** 承租人. Tenant. */
  | 'TENANT';



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
  RealEstateUnit: RealEstateUnit;
  Dwelling: Dwelling;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Citizen:
    ( { __typename: 'Citizen' }
    & GraphQLRecursivePick<FederationTypes['Citizen'], {"residentId":true}> );
  RealEstateUnit:
    ( { __typename: 'RealEstateUnit' }
    & GraphQLRecursivePick<FederationTypes['RealEstateUnit'], {"unitCode":true}> );
  Dwelling:
    ( { __typename: 'Dwelling' }
    & GraphQLRecursivePick<FederationTypes['Dwelling'], {"houseCode":true}> );
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
  RealEstateUnit: ResolverTypeWrapper<UnitParent>;
  Dwelling: ResolverTypeWrapper<DwellingParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  RealEstateRight: ResolverTypeWrapper<RightParent>;
  CoOwnership: CoOwnership;
  Mortgage: ResolverTypeWrapper<Mortgage>;
  Seizure: ResolverTypeWrapper<Seizure>;
  RegistrationNotice: ResolverTypeWrapper<RegistrationNotice>;
  RegistrationNoticeKind: RegistrationNoticeKind;
  InheritanceInterest: ResolverTypeWrapper<InheritanceParent>;
  DwellingRelation: ResolverTypeWrapper<DwellingRelationParent>;
  DwellingRole: DwellingRole;
  Tenancy: ResolverTypeWrapper<TenancyParent>;
  TenancyRole: TenancyRole;
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
  RealEstateUnit: UnitParent;
  Dwelling: DwellingParent;
  ID: Scalars['ID']['output'];
  RealEstateRight: RightParent;
  Mortgage: Mortgage;
  Seizure: Seizure;
  RegistrationNotice: RegistrationNotice;
  InheritanceInterest: InheritanceParent;
  DwellingRelation: DwellingRelationParent;
  Tenancy: TenancyParent;
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
  realEstateRights?: Resolver<Maybe<Array<ResolversTypes['RealEstateRight']>>, ParentType, ContextType>;
  inheritanceInterests?: Resolver<Maybe<Array<ResolversTypes['InheritanceInterest']>>, ParentType, ContextType>;
  dwellings?: Resolver<Maybe<Array<ResolversTypes['DwellingRelation']>>, ParentType, ContextType>;
  tenancies?: Resolver<Maybe<Array<ResolversTypes['Tenancy']>>, ParentType, ContextType>;
};

export type RealEstateUnitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RealEstateUnit'] = ResolversParentTypes['RealEstateUnit'], FederationReferenceType extends FederationReferenceTypes['RealEstateUnit'] = FederationReferenceTypes['RealEstateUnit']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['RealEstateUnit']> | FederationReferenceType, FederationReferenceType, ContextType>;
  unitCode?: Resolver<ResolversTypes['RealEstateUnitCode'], ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  floorArea?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  parcelArea?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  termFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  termTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dwelling?: Resolver<Maybe<ResolversTypes['Dwelling']>, ParentType, ContextType>;
};

export type DwellingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dwelling'] = ResolversParentTypes['Dwelling'], FederationReferenceType extends FederationReferenceTypes['Dwelling'] = FederationReferenceTypes['Dwelling']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Dwelling']> | FederationReferenceType, FederationReferenceType, ContextType>;
  houseCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  livingArea?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  realEstateUnit?: Resolver<Maybe<ResolversTypes['RealEstateUnit']>, ParentType, ContextType>;
};

export type RealEstateRightResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RealEstateRight'] = ResolversParentTypes['RealEstateRight']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  certificateNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  nature?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Fraction']>, ParentType, ContextType>;
  coOwnership?: Resolver<Maybe<ResolversTypes['CoOwnership']>, ParentType, ContextType>;
  coOwners?: Resolver<Maybe<Array<ResolversTypes['RelatedPerson']>>, ParentType, ContextType>;
  registeredOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['RealEstateUnit']>, ParentType, ContextType>;
  mortgages?: Resolver<Maybe<Array<ResolversTypes['Mortgage']>>, ParentType, ContextType>;
  seizures?: Resolver<Maybe<Array<ResolversTypes['Seizure']>>, ParentType, ContextType>;
  notices?: Resolver<Maybe<Array<ResolversTypes['RegistrationNotice']>>, ParentType, ContextType>;
};

export type MortgageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mortgage'] = ResolversParentTypes['Mortgage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  certificateNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mortgagee?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  amountSecured?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type SeizureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Seizure'] = ResolversParentTypes['Seizure']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  authority?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  scope?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  queuePosition?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RegistrationNoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegistrationNotice'] = ResolversParentTypes['RegistrationNotice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['RegistrationNoticeKind']>, ParentType, ContextType>;
  applicant?: Resolver<Maybe<ResolversTypes['RelatedPerson']>, ParentType, ContextType>;
  registeredOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  lapsesOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type InheritanceInterestResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InheritanceInterest'] = ResolversParentTypes['InheritanceInterest']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  deceased?: Resolver<Maybe<ResolversTypes['RelatedPerson']>, ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Fraction']>, ParentType, ContextType>;
  openedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  certificateNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['RealEstateUnit']>, ParentType, ContextType>;
};

export type DwellingRelationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DwellingRelation'] = ResolversParentTypes['DwellingRelation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['DwellingRole']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dwelling?: Resolver<Maybe<ResolversTypes['Dwelling']>, ParentType, ContextType>;
};

export type TenancyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Tenancy'] = ResolversParentTypes['Tenancy']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  filingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['TenancyRole']>, ParentType, ContextType>;
  otherParties?: Resolver<Maybe<Array<ResolversTypes['RelatedPerson']>>, ParentType, ContextType>;
  monthlyRent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  dwelling?: Resolver<Maybe<ResolversTypes['Dwelling']>, ParentType, ContextType>;
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
  RealEstateUnit?: RealEstateUnitResolvers<ContextType>;
  Dwelling?: DwellingResolvers<ContextType>;
  RealEstateRight?: RealEstateRightResolvers<ContextType>;
  Mortgage?: MortgageResolvers<ContextType>;
  Seizure?: SeizureResolvers<ContextType>;
  RegistrationNotice?: RegistrationNoticeResolvers<ContextType>;
  InheritanceInterest?: InheritanceInterestResolvers<ContextType>;
  DwellingRelation?: DwellingRelationResolvers<ContextType>;
  Tenancy?: TenancyResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  sharing?: SharingDirectiveResolver<any, any, ContextType>;
  mask?: MaskDirectiveResolver<any, any, ContextType>;
};
