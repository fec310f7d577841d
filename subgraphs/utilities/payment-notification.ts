// `POST /notifications/payments`: a payment channel's signed word completes the order.
import { z } from 'zod';
import type { AssertionKey } from '../../schema/contract/assertion.js';
import { chinaDay, parseDateTime } from '../../schema/contract/calendar.js';
import { parseDecimal } from '../../schema/contract/decimal.js';
import type { Database, Queryable } from '../kit/database.js';
import type { Invalidation } from '../../schema/contract/invalidation.js';
import { RouteRefused, type DepartmentRoute } from '../kit/department.js';
import type { PaymentChannel, PaymentOrderState } from './generated.js';
import { notificationSignatureHeader, verifyNotification, type KeyScope } from './notification-signature.js';
import {
  closeExpiredOrders,
  isAlreadyKnown,
  paymentOutcomes,
  readOrderId,
  stateAfter,
} from './payment-order.js';

const notificationSchema = z.object({
  /** `PaymentOrder.id`. */
  order: z.string().max(256),
  /** The channel's own number of the payment; every notification about an order carries the same. */
  transaction: z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _'),
  outcome: z.enum(paymentOutcomes),
  /** CNY, as a decimal string. */
  amount: z.string().refine((text) => parseDecimal(text).ok, 'must be a decimal number as a string'),
  /** When it happened at the channel, RFC 3339; kept in UTC, since PostgreSQL reads fewer offsets than the RFC has. */
  at: z.string().transform((text, issues) => {
    const moment = parseDateTime(text);
    if (moment.ok) return new Date(moment.value);
    issues.addIssue({ code: 'custom', message: 'must be a time with its offset (RFC 3339)' });
    return z.NEVER;
  }),
});

type Notification = z.infer<typeof notificationSchema>;

export const paymentNotificationPath = '/notifications/payments';

/** How far the channel's clock may be ahead when it says what has happened. */
const maxAheadMs = 5 * 60_000;

/** How much earlier than the order something that happened to it may be, for clocks that differ. */
const maxBeforeOrderMs = 60_000;

/**
 * Answers `{ order, state }`; an order that was paid too late says `REFUNDED` there: the channel returns the money.
 * A key whose id begins with a channel, such as `alipay.2026-11`, signs for orders of that channel alone (403 for
 * others); `at` lies between the order's creation and now, give or take what clocks differ by (400 otherwise).
 */
export function createPaymentNotificationRoute(keys: readonly AssertionKey[]): DepartmentRoute {
  return {
    path: paymentNotificationPath,
    protection: 'own',
    async handle({ body, headers, database, notifyGateway }) {
      const now = Date.now();
      const header = headers[notificationSignatureHeader];
      const scope = verifyNotification(header, body, keys, Math.floor(now / 1000));
      const notification = readNotification(body);
      if (notification.at.getTime() > now + maxAheadMs)
        throw new RouteRefused(400, 'at: must not be more than five minutes ahead of the clock');
      const { state, changed } = await settle(database, notification, scope);
      notifyGateway(changed);
      return { order: notification.order, state };
    },
  };
}

function readNotification(body: Buffer): Notification {
  const parsed = notificationSchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RouteRefused(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'wrong'}`);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new RouteRefused(400, 'the body is not JSON');
  }
}

interface Settled {
  readonly state: PaymentOrderState;
  /** What was shown of the order and its bill before. */
  readonly changed: readonly Invalidation[];
}

async function settle(database: Database, notification: Notification, scope: KeyScope): Promise<Settled> {
  try {
    return await database.transaction((tx) => apply(tx, notification, scope));
  } catch (error) {
    if (!isTransactionTaken(error)) throw error;
    throw new RouteRefused(409, 'The transaction belongs to another order.');
  }
}

interface LockedOrder {
  id: string;
  billId: number;
  state: PaymentOrderState;
  transaction: string | null;
  channel: PaymentChannel;
  createdAt: string;
  amountFits: boolean;
  billPaid: boolean;
}

async function apply(tx: Queryable, notification: Notification, scope: KeyScope): Promise<Settled> {
  const order = await lockOrder(tx, notification);
  refuseForeign(order, notification, scope);
  const { outcome, transaction } = notification;
  if (order.transaction === transaction && isAlreadyKnown(order.state, outcome))
    return { state: order.state, changed: [] };
  const next = stateAfter(order.state, outcome);
  if (!next) throw new RouteRefused(409, `The order is ${order.state}: ${outcome} can't follow.`);
  const state = next === 'PAID' && (await isPaidOtherwise(tx, order)) ? 'REFUNDED' : next;
  await writeState(tx, order, state, notification);
  return { state, changed: await shownTo(tx, order) };
}

/** What is signed well but can't be about this order. */
function refuseForeign(order: LockedOrder, { at, transaction }: Notification, scope: KeyScope): void {
  if (scope !== undefined && scope !== order.channel)
    throw new RouteRefused(403, 'The key signs for another payment channel than the order has.');
  if (at.getTime() < Date.parse(order.createdAt) - maxBeforeOrderMs)
    throw new RouteRefused(400, 'at: must not be before the order was created');
  if (!order.amountFits) throw new RouteRefused(409, 'The amount is not the amount of the order.');
  if (order.transaction !== null && order.transaction !== transaction)
    throw new RouteRefused(409, 'The order belongs to another transaction.');
}

/** Locks the bill first and then the order, as everybody does: in another order two could wait for each other. */
async function lockOrder(tx: Queryable, { order, amount }: Notification): Promise<LockedOrder> {
  const id = readOrderId(order);
  const [bill] = id
    ? await tx.query<{ id: number; paid: boolean }>(
        `SELECT bill.id, bill.paid_on IS NOT NULL AS paid
           FROM utilities.bill JOIN utilities.payment_order ON bill_id = bill.id
          WHERE payment_order.id = $1 FOR UPDATE OF bill`,
        [id],
      )
    : [];
  if (!bill) throw new RouteRefused(404, 'There is no order with this id.');
  await closeExpiredOrders(tx, bill.id);
  const [row] = await tx.query<Omit<LockedOrder, 'billPaid'>>(
    `SELECT id, bill_id AS "billId", state, transaction, channel,
            created_at AS "createdAt", amount = $2::numeric AS "amountFits"
       FROM utilities.payment_order WHERE id = $1 FOR UPDATE`,
    [id, amount],
  );
  if (!row) throw new Error('an order is never deleted');
  return { ...row, billPaid: bill.paid };
}

/** Whether the bill was paid without this order, or is about to be by another one that is open. */
async function isPaidOtherwise(tx: Queryable, { id, billId, billPaid }: LockedOrder): Promise<boolean> {
  if (billPaid) return true;
  const others = await tx.query(
    `SELECT FROM utilities.payment_order WHERE bill_id = $1 AND id <> $2 AND state IN ('CREATED', 'PAYING', 'PAID')`,
    [billId, id],
  );
  return others.length > 0;
}

async function writeState(
  tx: Queryable,
  { id, billId, state: before }: LockedOrder,
  state: PaymentOrderState,
  { transaction, outcome, at }: Notification,
): Promise<void> {
  await tx.query(
    `UPDATE utilities.payment_order SET state = $2, transaction = $3, paid_at = coalesce($4, paid_at) WHERE id = $1`,
    [id, state, transaction, outcome === 'PAID' ? at.toISOString() : null],
  );
  if (state === 'PAID') await writePaidOn(tx, billId, chinaDay(at));
  // The money that had paid the bill went back, so it is to be paid again.
  if (before === 'PAID' && state === 'REFUNDED') await writePaidOn(tx, billId, null);
}

async function writePaidOn(tx: Queryable, billId: number, day: string | null): Promise<void> {
  await tx.query('UPDATE utilities.bill SET paid_on = $2 WHERE id = $1', [billId, day]);
}

/** Everybody who ever had to do with the account may have the bill on a page; one of them is who pays. */
async function shownTo(tx: Queryable, { billId }: LockedOrder): Promise<Invalidation[]> {
  const people = await tx.query<{ number: string }>(
    `SELECT DISTINCT resident_number AS number
       FROM utilities.account_person JOIN utilities.bill USING (account_id) WHERE bill.id = $1`,
    [billId],
  );
  return people.flatMap(({ number }) =>
    ['utilities.bill', 'utilities.payment-order'].map((resource) => ({ citizen: { number }, resource })),
  );
}

function isTransactionTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'constraint' in error && error.constraint === 'payment_order_transaction_key'
  );
}
