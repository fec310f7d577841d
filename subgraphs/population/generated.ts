import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CitizenParent, HouseholdParent, Context } from './records.js';
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
  /** 按号码和姓名查一人. One citizen by number and name, which must both match. For bureaus with a grant. */
  citizen?: Maybe<Citizen>;
  /** 批量核验. Up to 200 citizens by number and name; `null` where the two don't match somebody the caller may ask about. */
  citizens?: Maybe<Array<Maybe<Citizen>>>;
};


/** 查询入口. What can be asked. */
export type QueryCitizenArgs = {
  residentId: Scalars['ResidentId']['input'];
  name: Scalars['String']['input'];
};


/** 查询入口. What can be asked. */
export type QueryCitizensArgs = {
  by: Array<CitizenLookup>;
};

/** 查询条件. Number and name of one citizen. */
export type CitizenLookup = {
  /** 公民身份号码. Number in any form that the citizen has held. */
  residentId: Scalars['ResidentId']['input'];
  /** 姓名. Full name. */
  name: Scalars['String']['input'];
};

/** 公民. A citizen. */
export type Citizen = {
  __typename?: 'Citizen';
  /** 公民标识. Opaque and permanent; never changes with a number. */
  id: Scalars['ID']['output'];
  /** 公民身份号码. Current number. */
  residentId: Scalars['ResidentId']['output'];
  /** 姓名. Name. */
  name?: Maybe<Scalars['String']['output']>;
  /** 曾用名. Former name. */
  formerName?: Maybe<Scalars['String']['output']>;
  /** 性别. Sex (GB/T 2261.1). */
  sex?: Maybe<Sex>;
  /** 出生日期. Date of birth. */
  birthDate?: Maybe<Scalars['Date']['output']>;
  /** 民族. Ethnicity (GB/T 3304); null for foreign residents. */
  ethnicity?: Maybe<Coded>;
  /** 国籍. Nationality (GB/T 2659). */
  nationality?: Maybe<Coded>;
  /** 照片. Reference of the photo in the department's photo library. */
  photo?: Maybe<Scalars['String']['output']>;
  /** 联系电话. Mobile number bound at real-name registration. */
  phone?: Maybe<Scalars['String']['output']>;
  /** 实名等级. Real-name level that the register has on record. */
  realNameLevel?: Maybe<RealNameLevel>;
  /** 全部号码. Every number held over a life: 15- and 18-digit form, corrected numbers, permits, cards. */
  identityNumbers?: Maybe<Array<IdentityNumber>>;
  /** 身份证件. The identity document in force. */
  identityDocument?: Maybe<IdentityDocument>;
  /** 生存状态. Vital status; apart from hukou status, which lags behind a death. */
  vitalStatus?: Maybe<VitalStatus>;
  /** 户籍状态. Hukou status. */
  hukouStatus?: Maybe<HukouStatus>;
  /** 户籍户. The hukou household; null without a local hukou. */
  hukouHousehold?: Maybe<HukouHousehold>;
  /** 与户主关系. Relation to the head of the household (GB/T 4761). */
  relationToHead?: Maybe<Coded>;
  /** 居住证. Residence permits of the floating population. */
  residencePermits?: Maybe<Array<ResidencePermit>>;
  /** 迁移. Moves of the hukou in and out. */
  migrations?: Maybe<Array<Migration>>;
};

/** 性别. Sex (GB/T 2261.1). */
export type Sex =
  /** 男. Male (1). */
  | 'MALE'
  /** 女. Female (2). */
  | 'FEMALE'
  /** 未说明. Not stated (9). */
  | 'UNSPECIFIED';

/** 实名等级. Real-name level. */
export type RealNameLevel =
  /** 账号. Account only. */
  | 'L1'
  /** 手机. Phone confirmed. */
  | 'L2'
  /** 证件. Document checked. */
  | 'L3'
  /** 人脸. Face compared. */
  | 'L4';

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

/** 身份号码. One of a citizen's numbers. */
export type IdentityNumber = {
  __typename?: 'IdentityNumber';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 号码. The number. */
  number?: Maybe<Scalars['String']['output']>;
  /** 种类. Kind. */
  kind?: Maybe<IdentityNumberKind>;
  /** 启用日期. In use since. */
  validFrom?: Maybe<Scalars['Date']['output']>;
  /** 停用日期. In use until; null while in use. */
  validTo?: Maybe<Scalars['Date']['output']>;
  /** 停用原因. Why it ended: 升位, 纠错, 换证. */
  endReason?: Maybe<Coded>;
};

/** 身份证件. Identity document. */
export type IdentityDocument = {
  __typename?: 'IdentityDocument';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 种类. Kind of number that it carries. */
  kind?: Maybe<IdentityNumberKind>;
  /** 签发机关. Issuing authority. */
  issuedBy?: Maybe<Scalars['String']['output']>;
  /** 有效期自. Valid from. */
  validFrom?: Maybe<Scalars['Date']['output']>;
  /** 有效期至. Valid until; null means long-term (长期). */
  validTo?: Maybe<Scalars['Date']['output']>;
  /** 证件状态. Status: in force, lost, replaced. */
  status?: Maybe<Coded>;
};

/** 生存状态. Vital status. */
export type VitalStatus = {
  __typename?: 'VitalStatus';
  /** 状态. Alive, deceased or missing. */
  status?: Maybe<VitalStatusKind>;
  /** 死亡日期. Date of death, as certified by 卫健. */
  diedOn?: Maybe<Scalars['Date']['output']>;
  /** 登记日期. Recorded on. */
  recordedOn?: Maybe<Scalars['Date']['output']>;
};

/** 生存状态. Vital status. */
export type VitalStatusKind =
  /** 存活. Alive. */
  | 'ALIVE'
  /** 死亡. Deceased. */
  | 'DECEASED'
  /** 失踪. Missing. */
  | 'MISSING';

/** 户籍状态. Hukou status. */
export type HukouStatus = {
  __typename?: 'HukouStatus';
  /** 状态. Status. */
  status?: Maybe<HukouStatusKind>;
  /** 自. Since. */
  since?: Maybe<Scalars['Date']['output']>;
};

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

/** 户籍户. Hukou household: not an assistance family and not a utility account. */
export type HukouHousehold = {
  __typename?: 'HukouHousehold';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 户号. Household number. */
  number?: Maybe<Scalars['String']['output']>;
  /** 户类型. Family or collective household. */
  kind?: Maybe<Coded>;
  /** 户主. Head. */
  head?: Maybe<RelatedPerson>;
  /** 成员. Members with their relation to the head. */
  members?: Maybe<Array<RelatedPerson>>;
  /** 住址. Address. */
  address?: Maybe<Scalars['String']['output']>;
  /** 行政区划. Area (GB/T 2260). */
  area?: Maybe<Coded>;
  /** 立户日期. Established on. */
  establishedOn?: Maybe<Scalars['Date']['output']>;
};

/** 居住证. Residence permit. */
export type ResidencePermit = {
  __typename?: 'ResidencePermit';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 证号. Permit number. */
  number?: Maybe<Scalars['String']['output']>;
  /** 居住地址. Address. */
  address?: Maybe<Scalars['String']['output']>;
  /** 行政区划. Area (GB/T 2260). */
  area?: Maybe<Coded>;
  /** 有效期自. From. */
  validFrom?: Maybe<Scalars['Date']['output']>;
  /** 有效期至. To (endorsed yearly). */
  validTo?: Maybe<Scalars['Date']['output']>;
  /** 状态. Status. */
  status?: Maybe<Coded>;
};

/** 迁移. A move of the hukou. */
export type Migration = {
  __typename?: 'Migration';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 方向. Direction. */
  kind?: Maybe<MigrationKind>;
  /** 迁出地. From which area (GB/T 2260). */
  fromArea?: Maybe<Coded>;
  /** 迁入地. To which area (GB/T 2260). */
  toArea?: Maybe<Coded>;
  /** 日期. Date. */
  on?: Maybe<Scalars['Date']['output']>;
  /** 原因. Reason: 工作调动, 投靠, 升学, 购房. */
  reason?: Maybe<Coded>;
};

/** 迁移方向. Direction of a move. */
export type MigrationKind =
  /** 迁入. Moved in. */
  | 'MOVED_IN'
  /** 迁出. Moved out. */
  | 'MOVED_OUT';



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
    & ( GraphQLRecursivePick<FederationTypes['Citizen'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Citizen'], {"residentId":true}> ) );
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
  CitizenLookup: CitizenLookup;
  Citizen: ResolverTypeWrapper<CitizenParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Sex: Sex;
  RealNameLevel: RealNameLevel;
  IdentityNumberKind: IdentityNumberKind;
  IdentityNumber: ResolverTypeWrapper<IdentityNumber>;
  IdentityDocument: ResolverTypeWrapper<IdentityDocument>;
  VitalStatus: ResolverTypeWrapper<VitalStatus>;
  VitalStatusKind: VitalStatusKind;
  HukouStatus: ResolverTypeWrapper<HukouStatus>;
  HukouStatusKind: HukouStatusKind;
  HukouHousehold: ResolverTypeWrapper<HouseholdParent>;
  ResidencePermit: ResolverTypeWrapper<ResidencePermit>;
  Migration: ResolverTypeWrapper<Migration>;
  MigrationKind: MigrationKind;
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
  CitizenLookup: CitizenLookup;
  Citizen: CitizenParent;
  ID: Scalars['ID']['output'];
  IdentityNumber: IdentityNumber;
  IdentityDocument: IdentityDocument;
  VitalStatus: VitalStatus;
  HukouStatus: HukouStatus;
  HukouHousehold: HouseholdParent;
  ResidencePermit: ResidencePermit;
  Migration: Migration;
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
  citizen?: Resolver<Maybe<ResolversTypes['Citizen']>, ParentType, ContextType, RequireFields<QueryCitizenArgs, 'residentId' | 'name'>>;
  citizens?: Resolver<Maybe<Array<Maybe<ResolversTypes['Citizen']>>>, ParentType, ContextType, RequireFields<QueryCitizensArgs, 'by'>>;
};

export type CitizenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Citizen'] = ResolversParentTypes['Citizen'], FederationReferenceType extends FederationReferenceTypes['Citizen'] = FederationReferenceTypes['Citizen']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Citizen']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  residentId?: Resolver<ResolversTypes['ResidentId'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  formerName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sex?: Resolver<Maybe<ResolversTypes['Sex']>, ParentType, ContextType>;
  birthDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  ethnicity?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  nationality?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  photo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  realNameLevel?: Resolver<Maybe<ResolversTypes['RealNameLevel']>, ParentType, ContextType>;
  identityNumbers?: Resolver<Maybe<Array<ResolversTypes['IdentityNumber']>>, ParentType, ContextType>;
  identityDocument?: Resolver<Maybe<ResolversTypes['IdentityDocument']>, ParentType, ContextType>;
  vitalStatus?: Resolver<Maybe<ResolversTypes['VitalStatus']>, ParentType, ContextType>;
  hukouStatus?: Resolver<Maybe<ResolversTypes['HukouStatus']>, ParentType, ContextType>;
  hukouHousehold?: Resolver<Maybe<ResolversTypes['HukouHousehold']>, ParentType, ContextType>;
  relationToHead?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  residencePermits?: Resolver<Maybe<Array<ResolversTypes['ResidencePermit']>>, ParentType, ContextType>;
  migrations?: Resolver<Maybe<Array<ResolversTypes['Migration']>>, ParentType, ContextType>;
};

export type IdentityNumberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityNumber'] = ResolversParentTypes['IdentityNumber']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['IdentityNumberKind']>, ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type IdentityDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityDocument'] = ResolversParentTypes['IdentityDocument']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['IdentityNumberKind']>, ParentType, ContextType>;
  issuedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type VitalStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VitalStatus'] = ResolversParentTypes['VitalStatus']> = {
  status?: Resolver<Maybe<ResolversTypes['VitalStatusKind']>, ParentType, ContextType>;
  diedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  recordedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type HukouStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HukouStatus'] = ResolversParentTypes['HukouStatus']> = {
  status?: Resolver<Maybe<ResolversTypes['HukouStatusKind']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type HukouHouseholdResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HukouHousehold'] = ResolversParentTypes['HukouHousehold']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['RelatedPerson']>, ParentType, ContextType>;
  members?: Resolver<Maybe<Array<ResolversTypes['RelatedPerson']>>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  establishedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type ResidencePermitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResidencePermit'] = ResolversParentTypes['ResidencePermit']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type MigrationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Migration'] = ResolversParentTypes['Migration']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['MigrationKind']>, ParentType, ContextType>;
  fromArea?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  toArea?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
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
  IdentityNumber?: IdentityNumberResolvers<ContextType>;
  IdentityDocument?: IdentityDocumentResolvers<ContextType>;
  VitalStatus?: VitalStatusResolvers<ContextType>;
  HukouStatus?: HukouStatusResolvers<ContextType>;
  HukouHousehold?: HukouHouseholdResolvers<ContextType>;
  ResidencePermit?: ResidencePermitResolvers<ContextType>;
  Migration?: MigrationResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  sharing?: SharingDirectiveResolver<any, any, ContextType>;
  mask?: MaskDirectiveResolver<any, any, ContextType>;
};
