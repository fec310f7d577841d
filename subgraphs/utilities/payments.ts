// `payUtilityBill`: opens a payment order for a bill of one of the payer's accounts.
import { randomUUID } from 'node:crypto';
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import { chinaDay } from '../../schema/contract/calendar.js';
import type { Database, Queryable } from '../kit/database.js';
import { DepartmentError } from '../kit/department-error.js';
import { readOpaqueId } from '../kit/opaque-id.js';
import type { PayUtilityBillInput, PaymentChannel } from './generated.js';
import {
  closeExpiredOrders,
  orderColumns,
  paymentOrder,
  type OrderRow,
  type PaymentOrderParent,
} from './payment-order.js';
import { billIsShown } from './records.js';

const orderLifetimeMinutes = 30;

interface PaymentRequest {
  readonly billId: number;
  readonly key: string;
  readonly channel: PaymentChannel;
  readonly payer: AssertedSubject;
}

/**
 * Opens an order over the bill's amount with its late fee, or gives the one that the same idempotency key opened before.
 *
 * Everything happens under the bill's lock, as in the notification's transaction: whatever comes at the same time
 * waits and then sees the order that was made.
 * @throws DepartmentError BAD_USER_INPUT, BILL_NOT_FOUND, BILL_ALREADY_PAID, PAYMENT_IN_PROGRESS, IDEMPOTENCY_KEY_REUSED
 */
export async function payUtilityBill(
  input: PayUtilityBillInput,
  payer: AssertedSubject,
  database: Database,
): Promise<PaymentOrderParent> {
  const request = readRequest(input, payer);
  return paymentOrder(await database.transaction((tx) => openOrder(tx, request)));
}

async function openOrder(tx: Queryable, request: PaymentRequest): Promise<OrderRow> {
  const bill = await lockBill(tx, request);
  const repeated = await findRepeated(tx, request);
  if (repeated) return repeated;
  if (!bill)
    throw new DepartmentError('BILL_NOT_FOUND', 'There is no bill with this id on one of your accounts.');
  if (bill.paid) throw new DepartmentError('BILL_ALREADY_PAID', 'The bill is paid.');
  await closeExpiredOrders(tx, request.billId);
  // The unique indexes decide: on one open or paid order a bill, and on one order a key, which another bill's
  // transaction may be using at this very moment. A violation waits for that transaction, and is no row here.
  const opened = await insertOrder(tx, request);
  const raced = opened ?? (await findRepeated(tx, request));
  if (!raced)
    throw new DepartmentError(
      'PAYMENT_IN_PROGRESS',
      'Another payment order for this bill is open: pay that one, or wait until it expires.',
    );
  return raced;
}

function readRequest(input: PayUtilityBillInput, payer: AssertedSubject): PaymentRequest {
  const billId = readOpaqueId('UtilityBill', input.bill);
  if (!billId || !/^\d{1,15}$/.test(billId))
    throw new DepartmentError(
      'BAD_USER_INPUT',
      'bill is not the id of a bill: pass UtilityBill.id as it came.',
    );
  if (!/^[\w-]{8,64}$/.test(input.idempotencyKey))
    throw new DepartmentError('BAD_USER_INPUT', 'idempotencyKey must be 8 to 64 letters, digits, - or _.');
  return { billId: Number(billId), key: input.idempotencyKey, channel: input.channel, payer };
}

/** Locks the bill if one of the payer's numbers has a relation to its account today that shows it. */
async function lockBill(
  tx: Queryable,
  { billId, payer }: PaymentRequest,
): Promise<{ paid: boolean } | undefined> {
  const [bill] = await tx.query<{ paid: boolean }>(
    `SELECT row.paid_on IS NOT NULL AS paid FROM utilities.bill row
      WHERE row.id = $1 AND EXISTS (
        SELECT FROM utilities.account_person relation
         WHERE ${billIsShown} AND resident_number = ANY($2::text[])
           AND (until IS NULL OR until >= $3::date))
        FOR UPDATE OF row`,
    [billId, payer.numbers, chinaDay(new Date())],
  );
  return bill;
}

/** The order that this payer's key opened before. @throws DepartmentError when it was for another payment */
async function findRepeated(
  tx: Queryable,
  { billId, key, channel, payer }: PaymentRequest,
): Promise<OrderRow | undefined> {
  const [order] = await tx.query<OrderRow>(
    `SELECT ${orderColumns} FROM utilities.payment_order row WHERE citizen_id = $1 AND idempotency_key = $2`,
    [payer.id, key],
  );
  if (order && (order.billId !== billId || order.channel !== channel))
    throw new DepartmentError(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotencyKey was used for another payment: choose a new one.',
    );
  return order;
}

/** Nothing when the bill has another order, or the key was used. */
async function insertOrder(
  tx: Queryable,
  { billId, key, channel, payer }: PaymentRequest,
): Promise<OrderRow | undefined> {
  const [order] = await tx.query<OrderRow>(
    `INSERT INTO utilities.payment_order AS row
            (id, bill_id, citizen_id, idempotency_key, state, amount, channel, created_at, expires_at)
     SELECT $1, bill.id, $3, $4, 'CREATED', bill.amount + bill.late_fee, $5, now(), now() + make_interval(mins => $6)
       FROM utilities.bill WHERE bill.id = $2
         ON CONFLICT DO NOTHING
     RETURNING ${orderColumns}`,
    [randomUUID(), billId, payer.id, key, channel, orderLifetimeMinutes],
  );
  return order;
}
