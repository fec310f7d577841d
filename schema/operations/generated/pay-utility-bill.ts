// Generated from pay-utility-bill.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';

/** 为一张账单开立支付订单，由支付渠道完成支付。
 * Opens a payment order for a bill; the payment channel completes it. */
export const PayUtilityBill: Operation<PayUtilityBillData, PayUtilityBillVariables> = {
  name: 'PayUtilityBill',
  type: 'mutation',
  hash: '0925ad14b0306d9575ea9dd28ad4f9b47596b981d4611f8953bc2f84770f1a38',
  told: {},
  text: () => import('./texts/pay-utility-bill.js').then(({ text }) => text),
};

export type PayUtilityBillVariables = {
  input: PayUtilityBillInput;
};

export type PayUtilityBillData = {
  payUtilityBill: {
    id: string;
    state: PaymentOrderState | null;
    amount: string | null;
    channel: PaymentChannel | null;
    expiresAt: string | null;
    bill: { id: string; status: UtilityBillStatus | null } | null;
  } | null;
};

/** 缴费申请. What to pay and how. */
export type PayUtilityBillInput = {
  /** 账单标识. `UtilityBill.id`. */
  bill: string;
  /** 幂等键. Chosen by the client, 8 to 64 letters, digits, `-` or `_`, new for every payment that the citizen decides on. */
  idempotencyKey: string;
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

/** 账单状态. Status of a bill. */
export type UtilityBillStatus =
  /** 待缴. To be paid. */
  | 'UNPAID'
  /** 欠费. Overdue. */
  | 'OVERDUE'
  /** 已缴. Paid. */
  | 'PAID';

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
