import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CitizenParent } from '../kit/citizen.js';
import type { DwellingParent, AccountParent, AccountRelationParent, Context } from './records.js';
import type { PaymentOrderParent } from './payment-order.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
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

/** 办理入口. What can be done. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * 缴费. Opens a payment order for a bill of one of the caller's accounts.
   *
   * The same idempotency key gives the same order again; a bill has at most one order that is open or paid.
   * The order is completed by the payment channel's signed notification, never by this call.
   *
   * Errors: `BILL_NOT_FOUND`, `BILL_ALREADY_PAID`, `PAYMENT_IN_PROGRESS`, `IDEMPOTENCY_KEY_REUSED`.
   */
  payUtilityBill?: Maybe<PaymentOrder>;
};


/** 办理入口. What can be done. */
export type MutationPayUtilityBillArgs = {
  input: PayUtilityBillInput;
};

/** 缴费申请. What to pay and how. */
export type PayUtilityBillInput = {
  /** 账单标识. `UtilityBill.id`. */
  bill: Scalars['ID']['input'];
  /** 幂等键. Chosen by the client, 8 to 64 letters, digits, `-` or `_`, new for every payment that the citizen decides on. */
  idempotencyKey: Scalars['String']['input'];
  /** 支付渠道. Payment channel. */
  channel: PaymentChannel;
};

/** 支付渠道. Payment channel. */
export type PaymentChannel =
  /** 微信支付. WeChat Pay. */
  | 'WECHAT_PAY'
  /** 支付宝. Alipay. */
  | 'ALIPAY'
  /** 银联. UnionPay. */
  | 'UNION_PAY';

/** 公民. A citizen. */
export type Citizen = {
  __typename?: 'Citizen';
  /** 公民身份号码. Current number. */
  residentId: Scalars['ResidentId']['output'];
  /** 水电气户. Water, electricity and gas accounts that the citizen holds, uses as a tenant or pays. */
  utilityAccounts?: Maybe<Array<UtilityAccountRelation>>;
  /** 缴费单. Payment orders, newest first. */
  paymentOrders?: Maybe<PaymentOrderConnection>;
  /** 缴费单. One payment order of this citizen; null when there is none with this id. */
  paymentOrder?: Maybe<PaymentOrder>;
};


/** 公民. A citizen. */
export type CitizenPaymentOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** 公民. A citizen. */
export type CitizenPaymentOrderArgs = {
  id: Scalars['ID']['input'];
};

/** 房屋. Dwelling: facts of the thing, never its occupants'. */
export type Dwelling = {
  __typename?: 'Dwelling';
  /** 房屋编码. House code. */
  houseCode: Scalars['ID']['output'];
  /** 水电气接入. Which supplies it has. */
  utilitySupplies?: Maybe<Array<UtilitySupply>>;
};

/** 水电气接入. A supply of a dwelling. */
export type UtilitySupply = {
  __typename?: 'UtilitySupply';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 种类. Kind. */
  kind?: Maybe<UtilityKind>;
  /** 户号. Account number. */
  accountNumber?: Maybe<Scalars['String']['output']>;
  /** 表号. Meter number. */
  meterNumber?: Maybe<Scalars['String']['output']>;
  /** 状态. Status. */
  status?: Maybe<Coded>;
};

/** 公用事业种类. Kind of utility. */
export type UtilityKind =
  /** 水. Water, in cubic metres. */
  | 'WATER'
  /** 电. Electricity, in kilowatt-hours. */
  | 'ELECTRICITY'
  /** 气. Gas, in cubic metres. */
  | 'GAS';

/** 人与户号的关系. Relation of the citizen to an account; what it shows of the account ends with it. */
export type UtilityAccountRelation = {
  __typename?: 'UtilityAccountRelation';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 角色. Role. */
  role?: Maybe<UtilityAccountRole>;
  /** 自. Since. */
  since?: Maybe<Scalars['Date']['output']>;
  /** 至. Until; null while it lasts. */
  until?: Maybe<Scalars['Date']['output']>;
  /** 户. The account. */
  account?: Maybe<UtilityAccount>;
};

/** 人与户号的关系. Role. */
export type UtilityAccountRole =
  /** 户主. Holder of the account. */
  | 'HOLDER'
  /** 承租人. Tenant who uses it. */
  | 'TENANT'
  /** 缴费人. Somebody who pays for it. */
  | 'PAYER';

/** 水电气户. Utility account. */
export type UtilityAccount = {
  __typename?: 'UtilityAccount';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 户号. Account number. */
  number?: Maybe<Scalars['String']['output']>;
  /** 种类. Kind. */
  kind?: Maybe<UtilityKind>;
  /** 供应企业. Supplier. */
  supplier?: Maybe<Scalars['String']['output']>;
  /** 户主. Holder. */
  holder?: Maybe<RelatedPerson>;
  /** 用户地址. Address. */
  address?: Maybe<Scalars['String']['output']>;
  /** 表号. Meter number. */
  meterNumber?: Maybe<Scalars['String']['output']>;
  /** 倍率. Multiplier of the meter. */
  multiplier?: Maybe<Scalars['Decimal']['output']>;
  /** 状态. Status. */
  status?: Maybe<Coded>;
  /** 房屋. The dwelling; null where the address isn't linked to one. */
  dwelling?: Maybe<Dwelling>;
  /** 抄表. Readings, newest first. */
  readings?: Maybe<MeterReadingConnection>;
  /** 账单. Bills, newest first; unpaid ones alone when asked for. */
  bills?: Maybe<UtilityBillConnection>;
  /** 欠费. Arrears. */
  arrears?: Maybe<Arrears>;
};


/** 水电气户. Utility account. */
export type UtilityAccountReadingsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** 水电气户. Utility account. */
export type UtilityAccountBillsArgs = {
  unpaid?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** 抄表. Page of readings. */
export type MeterReadingConnection = {
  __typename?: 'MeterReadingConnection';
  /** 边. Edges. */
  edges?: Maybe<Array<MeterReadingEdge>>;
  /** 分页信息. Page. */
  pageInfo: PageInfo;
  /** 总数. How many there are in all. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** 抄表边. Edge. */
export type MeterReadingEdge = {
  __typename?: 'MeterReadingEdge';
  /** 游标. Cursor. */
  cursor: Scalars['String']['output'];
  /** 抄表. The reading. */
  node?: Maybe<MeterReading>;
};

/** 抄表. Meter reading. */
export type MeterReading = {
  __typename?: 'MeterReading';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 抄表日期. Date. */
  on?: Maybe<Scalars['Date']['output']>;
  /** 起度. Reading before. */
  from?: Maybe<Scalars['Decimal']['output']>;
  /** 止度. Reading now. */
  to?: Maybe<Scalars['Decimal']['output']>;
  /** 用量. Usage, in the unit of the kind. */
  usage?: Maybe<Scalars['Decimal']['output']>;
  /** 估抄. Estimated. */
  estimated?: Maybe<Scalars['Boolean']['output']>;
};

/** 账单. Page of bills. */
export type UtilityBillConnection = {
  __typename?: 'UtilityBillConnection';
  /** 边. Edges. */
  edges?: Maybe<Array<UtilityBillEdge>>;
  /** 分页信息. Page. */
  pageInfo: PageInfo;
  /** 总数. How many there are in all. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** 账单边. Edge. */
export type UtilityBillEdge = {
  __typename?: 'UtilityBillEdge';
  /** 游标. Cursor. */
  cursor: Scalars['String']['output'];
  /** 账单. The bill. */
  node?: Maybe<UtilityBill>;
};

/** 账单. Bill. */
export type UtilityBill = {
  __typename?: 'UtilityBill';
  /** 标识. Opaque; what `payUtilityBill` takes. */
  id: Scalars['ID']['output'];
  /** 账期. Period. */
  period?: Maybe<Scalars['YearMonth']['output']>;
  /** 用量. Usage, in the unit of the kind. */
  usage?: Maybe<Scalars['Decimal']['output']>;
  /** 阶梯. Usage and price per tier. */
  tiers?: Maybe<Array<TierCharge>>;
  /** 应缴金额. Amount without late fee, CNY. */
  amount?: Maybe<Scalars['Decimal']['output']>;
  /** 违约金. Late fee, CNY. */
  lateFee?: Maybe<Scalars['Decimal']['output']>;
  /** 缴费期限. Due on. */
  due?: Maybe<Scalars['Date']['output']>;
  /** 缴费日期. Paid on; null while unpaid. */
  paidOn?: Maybe<Scalars['Date']['output']>;
  /** 状态. Status. */
  status?: Maybe<UtilityBillStatus>;
};

/** 账单状态. Status of a bill. */
export type UtilityBillStatus =
  /** 待缴. To be paid. */
  | 'UNPAID'
  /** 欠费. Overdue. */
  | 'OVERDUE'
  /** 已缴. Paid. */
  | 'PAID';

/** 阶梯. Charge of one tier. */
export type TierCharge = {
  __typename?: 'TierCharge';
  /** 档. Tier, from 1. */
  tier?: Maybe<Scalars['Int']['output']>;
  /** 用量. Usage in this tier. */
  usage?: Maybe<Scalars['Decimal']['output']>;
  /** 单价. Price per unit, CNY, four places. */
  price?: Maybe<Scalars['Decimal']['output']>;
  /** 金额. Amount, CNY. */
  amount?: Maybe<Scalars['Decimal']['output']>;
};

/** 欠费. Arrears of an account. */
export type Arrears = {
  __typename?: 'Arrears';
  /** 欠费金额. Amount including late fees, CNY. */
  amount?: Maybe<Scalars['Decimal']['output']>;
  /** 欠费账单数. Bills overdue. */
  bills?: Maybe<Scalars['Int']['output']>;
  /** 最早账期. Oldest period overdue. */
  oldestPeriod?: Maybe<Scalars['YearMonth']['output']>;
};

/** 缴费单. Page of payment orders. */
export type PaymentOrderConnection = {
  __typename?: 'PaymentOrderConnection';
  /** 边. Edges. */
  edges?: Maybe<Array<PaymentOrderEdge>>;
  /** 分页信息. Page. */
  pageInfo: PageInfo;
  /** 总数. How many there are in all. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** 缴费单边. Edge. */
export type PaymentOrderEdge = {
  __typename?: 'PaymentOrderEdge';
  /** 游标. Cursor. */
  cursor: Scalars['String']['output'];
  /** 缴费单. The payment order. */
  node?: Maybe<PaymentOrder>;
};

/** 缴费单. Payment order. */
export type PaymentOrder = {
  __typename?: 'PaymentOrder';
  /** 标识. Opaque. */
  id: Scalars['ID']['output'];
  /** 状态. State. */
  state?: Maybe<PaymentOrderState>;
  /** 金额. Amount including late fee, CNY. */
  amount?: Maybe<Scalars['Decimal']['output']>;
  /** 账单. The bill that it pays. */
  bill?: Maybe<UtilityBill>;
  /** 支付渠道. Channel. */
  channel?: Maybe<PaymentChannel>;
  /** 创建时间. Created. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** 失效时间. Closes unless paid by then. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** 支付时间. Paid. */
  paidAt?: Maybe<Scalars['DateTime']['output']>;
  /** 渠道交易号. The channel's transaction. */
  transaction?: Maybe<Scalars['String']['output']>;
};

/** 缴费单状态. State of a payment order. */
export type PaymentOrderState =
  /** 已创建. Created: the channel hasn't said anything yet. */
  | 'CREATED'
  /** 支付中. Paying: the citizen is at the channel. */
  | 'PAYING'
  /** 已支付. Paid. */
  | 'PAID'
  /** 支付失败. Failed. */
  | 'FAILED'
  /** 已关闭. Closed without payment. */
  | 'CLOSED'
  /** 已退款. Refunded: the money came although the bill was paid or the order was closed. */
  | 'REFUNDED';



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
  Dwelling: Dwelling;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Citizen:
    ( { __typename: 'Citizen' }
    & GraphQLRecursivePick<FederationTypes['Citizen'], {"residentId":true}> );
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
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PayUtilityBillInput: PayUtilityBillInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PaymentChannel: PaymentChannel;
  Citizen: ResolverTypeWrapper<CitizenParent>;
  Dwelling: ResolverTypeWrapper<DwellingParent>;
  UtilitySupply: ResolverTypeWrapper<UtilitySupply>;
  UtilityKind: UtilityKind;
  UtilityAccountRelation: ResolverTypeWrapper<AccountRelationParent>;
  UtilityAccountRole: UtilityAccountRole;
  UtilityAccount: ResolverTypeWrapper<AccountParent>;
  MeterReadingConnection: ResolverTypeWrapper<MeterReadingConnection>;
  MeterReadingEdge: ResolverTypeWrapper<MeterReadingEdge>;
  MeterReading: ResolverTypeWrapper<MeterReading>;
  UtilityBillConnection: ResolverTypeWrapper<UtilityBillConnection>;
  UtilityBillEdge: ResolverTypeWrapper<UtilityBillEdge>;
  UtilityBill: ResolverTypeWrapper<UtilityBill>;
  UtilityBillStatus: UtilityBillStatus;
  TierCharge: ResolverTypeWrapper<TierCharge>;
  Arrears: ResolverTypeWrapper<Arrears>;
  PaymentOrderConnection: ResolverTypeWrapper<Omit<PaymentOrderConnection, 'edges'> & { edges?: Maybe<Array<ResolversTypes['PaymentOrderEdge']>> }>;
  PaymentOrderEdge: ResolverTypeWrapper<Omit<PaymentOrderEdge, 'node'> & { node?: Maybe<ResolversTypes['PaymentOrder']> }>;
  PaymentOrder: ResolverTypeWrapper<PaymentOrderParent>;
  PaymentOrderState: PaymentOrderState;
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
  Mutation: Record<PropertyKey, never>;
  PayUtilityBillInput: PayUtilityBillInput;
  ID: Scalars['ID']['output'];
  Citizen: CitizenParent;
  Dwelling: DwellingParent;
  UtilitySupply: UtilitySupply;
  UtilityAccountRelation: AccountRelationParent;
  UtilityAccount: AccountParent;
  MeterReadingConnection: MeterReadingConnection;
  MeterReadingEdge: MeterReadingEdge;
  MeterReading: MeterReading;
  UtilityBillConnection: UtilityBillConnection;
  UtilityBillEdge: UtilityBillEdge;
  UtilityBill: UtilityBill;
  TierCharge: TierCharge;
  Arrears: Arrears;
  PaymentOrderConnection: Omit<PaymentOrderConnection, 'edges'> & { edges?: Maybe<Array<ResolversParentTypes['PaymentOrderEdge']>> };
  PaymentOrderEdge: Omit<PaymentOrderEdge, 'node'> & { node?: Maybe<ResolversParentTypes['PaymentOrder']> };
  PaymentOrder: PaymentOrderParent;
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

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  payUtilityBill?: Resolver<Maybe<ResolversTypes['PaymentOrder']>, ParentType, ContextType, RequireFields<MutationPayUtilityBillArgs, 'input'>>;
};

export type CitizenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Citizen'] = ResolversParentTypes['Citizen'], FederationReferenceType extends FederationReferenceTypes['Citizen'] = FederationReferenceTypes['Citizen']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Citizen']> | FederationReferenceType, FederationReferenceType, ContextType>;
  residentId?: Resolver<ResolversTypes['ResidentId'], ParentType, ContextType>;
  utilityAccounts?: Resolver<Maybe<Array<ResolversTypes['UtilityAccountRelation']>>, ParentType, ContextType>;
  paymentOrders?: Resolver<Maybe<ResolversTypes['PaymentOrderConnection']>, ParentType, ContextType, RequireFields<CitizenPaymentOrdersArgs, 'first'>>;
  paymentOrder?: Resolver<Maybe<ResolversTypes['PaymentOrder']>, ParentType, ContextType, RequireFields<CitizenPaymentOrderArgs, 'id'>>;
};

export type DwellingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dwelling'] = ResolversParentTypes['Dwelling'], FederationReferenceType extends FederationReferenceTypes['Dwelling'] = FederationReferenceTypes['Dwelling']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Dwelling']> | FederationReferenceType, FederationReferenceType, ContextType>;
  houseCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  utilitySupplies?: Resolver<Maybe<Array<ResolversTypes['UtilitySupply']>>, ParentType, ContextType>;
};

export type UtilitySupplyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UtilitySupply'] = ResolversParentTypes['UtilitySupply']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['UtilityKind']>, ParentType, ContextType>;
  accountNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meterNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
};

export type UtilityAccountRelationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UtilityAccountRelation'] = ResolversParentTypes['UtilityAccountRelation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['UtilityAccountRole']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['UtilityAccount']>, ParentType, ContextType>;
};

export type UtilityAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UtilityAccount'] = ResolversParentTypes['UtilityAccount']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['UtilityKind']>, ParentType, ContextType>;
  supplier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holder?: Resolver<Maybe<ResolversTypes['RelatedPerson']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meterNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  multiplier?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Coded']>, ParentType, ContextType>;
  dwelling?: Resolver<Maybe<ResolversTypes['Dwelling']>, ParentType, ContextType>;
  readings?: Resolver<Maybe<ResolversTypes['MeterReadingConnection']>, ParentType, ContextType, RequireFields<UtilityAccountReadingsArgs, 'first'>>;
  bills?: Resolver<Maybe<ResolversTypes['UtilityBillConnection']>, ParentType, ContextType, RequireFields<UtilityAccountBillsArgs, 'unpaid' | 'first'>>;
  arrears?: Resolver<Maybe<ResolversTypes['Arrears']>, ParentType, ContextType>;
};

export type MeterReadingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MeterReadingConnection'] = ResolversParentTypes['MeterReadingConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['MeterReadingEdge']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MeterReadingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MeterReadingEdge'] = ResolversParentTypes['MeterReadingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['MeterReading']>, ParentType, ContextType>;
};

export type MeterReadingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MeterReading'] = ResolversParentTypes['MeterReading']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  estimated?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type UtilityBillConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UtilityBillConnection'] = ResolversParentTypes['UtilityBillConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['UtilityBillEdge']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UtilityBillEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UtilityBillEdge'] = ResolversParentTypes['UtilityBillEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['UtilityBill']>, ParentType, ContextType>;
};

export type UtilityBillResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UtilityBill'] = ResolversParentTypes['UtilityBill']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  tiers?: Resolver<Maybe<Array<ResolversTypes['TierCharge']>>, ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  lateFee?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  due?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  paidOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['UtilityBillStatus']>, ParentType, ContextType>;
};

export type TierChargeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierCharge'] = ResolversParentTypes['TierCharge']> = {
  tier?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ArrearsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Arrears'] = ResolversParentTypes['Arrears']> = {
  amount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  bills?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  oldestPeriod?: Resolver<Maybe<ResolversTypes['YearMonth']>, ParentType, ContextType>;
};

export type PaymentOrderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentOrderConnection'] = ResolversParentTypes['PaymentOrderConnection']> = {
  edges?: Resolver<Maybe<Array<ResolversTypes['PaymentOrderEdge']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PaymentOrderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentOrderEdge'] = ResolversParentTypes['PaymentOrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['PaymentOrder']>, ParentType, ContextType>;
};

export type PaymentOrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentOrder'] = ResolversParentTypes['PaymentOrder']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['PaymentOrderState']>, ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  bill?: Resolver<Maybe<ResolversTypes['UtilityBill']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['PaymentChannel']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  paidAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  Mutation?: MutationResolvers<ContextType>;
  Citizen?: CitizenResolvers<ContextType>;
  Dwelling?: DwellingResolvers<ContextType>;
  UtilitySupply?: UtilitySupplyResolvers<ContextType>;
  UtilityAccountRelation?: UtilityAccountRelationResolvers<ContextType>;
  UtilityAccount?: UtilityAccountResolvers<ContextType>;
  MeterReadingConnection?: MeterReadingConnectionResolvers<ContextType>;
  MeterReadingEdge?: MeterReadingEdgeResolvers<ContextType>;
  MeterReading?: MeterReadingResolvers<ContextType>;
  UtilityBillConnection?: UtilityBillConnectionResolvers<ContextType>;
  UtilityBillEdge?: UtilityBillEdgeResolvers<ContextType>;
  UtilityBill?: UtilityBillResolvers<ContextType>;
  TierCharge?: TierChargeResolvers<ContextType>;
  Arrears?: ArrearsResolvers<ContextType>;
  PaymentOrderConnection?: PaymentOrderConnectionResolvers<ContextType>;
  PaymentOrderEdge?: PaymentOrderEdgeResolvers<ContextType>;
  PaymentOrder?: PaymentOrderResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  sharing?: SharingDirectiveResolver<any, any, ContextType>;
  mask?: MaskDirectiveResolver<any, any, ContextType>;
};
