// A payment order: its row, its id, and the states it goes through.
import type { Queryable } from '../kit/database.js';
import { opaqueId, readOpaqueId } from '../kit/opaque-id.js';
import type { PaymentChannel, PaymentOrder, PaymentOrderState } from './generated.js';

/** What a payment channel can say about an order. */
export const paymentOutcomes = ['PAYING', 'PAID', 'FAILED', 'REFUNDED'] as const;
export type PaymentOutcome = (typeof paymentOutcomes)[number];

/** State and what the channel says → the state that follows. What isn't here is refused. */
const transitions: Record<PaymentOrderState, Partial<Record<PaymentOutcome, PaymentOrderState>>> = {
  CREATED: { PAYING: 'PAYING', PAID: 'PAID', FAILED: 'FAILED' },
  PAYING: { PAID: 'PAID', FAILED: 'FAILED' },
  PAID: { REFUNDED: 'REFUNDED' },
  FAILED: {},
  // The citizen paid at the last moment and the order had expired before the channel's word came.
  CLOSED: { PAID: 'PAID' },
  REFUNDED: {},
};

/** What a state has behind it: to hear it again, late or twice, changes nothing. */
const alreadyKnown: Record<PaymentOrderState, readonly PaymentOutcome[]> = {
  CREATED: [],
  PAYING: ['PAYING'],
  PAID: ['PAYING', 'PAID'],
  FAILED: ['PAYING', 'FAILED'],
  CLOSED: ['PAYING'],
  REFUNDED: ['PAYING', 'PAID', 'REFUNDED'],
};

/** The state after `outcome`; undefined when it can't follow. */
export function stateAfter(state: PaymentOrderState, outcome: PaymentOutcome): PaymentOrderState | undefined {
  return transitions[state][outcome];
}

/** Whether an order in `state` has had `outcome`, given that it is about the order's own transaction. */
export function isAlreadyKnown(state: PaymentOrderState, outcome: PaymentOutcome): boolean {
  return alreadyKnown[state].includes(outcome);
}

export type PaymentOrderParent = Omit<PaymentOrder, 'bill'> & { readonly billId: number };

export interface OrderRow {
  id: string;
  billId: number;
  state: PaymentOrderState;
  amount: string;
  channel: PaymentChannel;
  createdAt: string;
  expiresAt: string;
  paidAt: string | null;
  transaction: string | null;
}

/** Columns of an `OrderRow`; the table's alias must be `row`. An order that has expired reads closed before anybody closes it. */
export const orderColumns = `row.id, row.bill_id AS "billId",
  CASE WHEN row.state IN ('CREATED', 'PAYING') AND row.expires_at <= now() THEN 'CLOSED' ELSE row.state END AS state,
  row.amount, row.channel, row.created_at AS "createdAt", row.expires_at AS "expiresAt", row.paid_at AS "paidAt", row.transaction`;

export function paymentOrder(row: OrderRow): PaymentOrderParent {
  return {
    id: opaqueId('PaymentOrder', row.id),
    billId: row.billId,
    state: row.state,
    amount: row.amount,
    channel: row.channel,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    paidAt: row.paidAt,
    transaction: row.transaction,
  };
}

/** The row's own id, or undefined when this isn't the id of a payment order. */
export function readOrderId(id: string): string | undefined {
  const rowId = readOpaqueId('PaymentOrder', id);
  return rowId && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(rowId) ? rowId : undefined;
}

/** Closes the orders of a bill that have expired. The bill must be locked: its orders change under that lock alone. */
export async function closeExpiredOrders(tx: Queryable, billId: number): Promise<void> {
  await tx.query(
    `UPDATE utilities.payment_order SET state = 'CLOSED'
      WHERE bill_id = $1 AND state IN ('CREATED', 'PAYING') AND expires_at <= now()`,
    [billId],
  );
}
