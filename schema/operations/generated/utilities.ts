// Generated from utilities.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';
import type { Told } from '../../client/told.js';

/** 公用事业：本人的账户、用量、账单和欠费。
 * Utilities: my accounts with usage, bills and arrears. */
export const Utilities: Operation<UtilitiesData, UtilitiesVariables> = {
  name: 'Utilities',
  type: 'query',
  hash: '970076012fcade8dcc1fc6d0238a17aa9ff493742cb685f9d5f72abc1ab6efe3',
  told: {
    utilityAccounts: [
      'Citizen.utilityAccounts',
      'utilities.account',
      'UtilityAccount.address',
      'UtilityAccount.number',
    ],
  },
  text: () => import('./texts/utilities.js').then(({ text }) => text),
};

export type UtilitiesVariables = {
  unpaid?: boolean | null | undefined;
};

export type UtilitiesData = {
  me: {
    id: string;
    utilityAccounts: Told<
      Array<{
        id: string;
        role: UtilityAccountRole | null;
        since: string | null;
        account: {
          id: string;
          number: string | null;
          kind: UtilityKind | null;
          supplier: string | null;
          address: string | null;
          holder: { name: string | null } | null;
          dwelling: { houseCode: string; kind: { code: string; label: string | null } | null } | null;
          readings: {
            edges: Array<{
              node: { id: string; on: string | null; usage: string | null; estimated: boolean | null } | null;
            }> | null;
          } | null;
          bills: {
            edges: Array<{
              node: {
                id: string;
                period: string | null;
                usage: string | null;
                amount: string | null;
                lateFee: string | null;
                due: string | null;
                status: UtilityBillStatus | null;
                tiers: Array<{
                  tier: number | null;
                  usage: string | null;
                  price: string | null;
                  amount: string | null;
                }> | null;
              } | null;
            }> | null;
          } | null;
          arrears: { amount: string | null; bills: number | null; oldestPeriod: string | null } | null;
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
