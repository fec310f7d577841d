// A payment that somebody has begun: what must outlive a failure, a repetition and a login in the middle.
import type { PayUtilityBillVariables } from '../../../operations/generated/pay-utility-bill.js';

export type PaymentDraft = PayUtilityBillVariables['input'];
export type PaymentChannel = PaymentDraft['channel'];

export const paymentChannels = [
  'ALIPAY',
  'WECHAT_PAY',
  'UNION_PAY',
] as const satisfies readonly PaymentChannel[];

/**
 * The key belongs to the decision to pay, not to the attempt: every repetition of the draft opens the same one order. Another
 * channel is another decision.
 */
export function draftPayment(bill: string, channel: PaymentChannel = paymentChannels[0]): PaymentDraft {
  return { bill, channel, idempotencyKey: crypto.randomUUID() };
}

export function isPaymentDraft(value: unknown): value is PaymentDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bill' in value &&
    typeof value.bill === 'string' &&
    'idempotencyKey' in value &&
    typeof value.idempotencyKey === 'string' &&
    'channel' in value &&
    paymentChannels.some((channel) => channel === value.channel)
  );
}
