// Paying a bill: the mutation that opens an order, and the channel's notification that completes it.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AssertedSubject, AssertionKey } from '../../schema/contract/assertion.js';
import { createUtilities } from '../../subgraphs/utilities/department.js';
import type { PaymentOrder, PaymentOrderState } from '../../subgraphs/utilities/generated.js';
import { signNotification } from '../../subgraphs/utilities/notification-signature.js';
import {
  currentNumber,
  randomKey,
  startTestDepartment,
  testSubject,
  type GraphqlReply,
  type TestDepartment,
} from '../support/department.js';

const payer = testSubject(0, ['341202600101001']);
const spouse = testSubject(1);
const movedOut = testSubject(2);
const stranger = testSubject(3);
const movedIn = testSubject(4);

const channelKey = randomKey('channel-2026');
const nextKey = randomKey('channel-2027');
const boundKeys = {
  WECHAT_PAY: randomKey('wechat-pay.2026-11'),
  ALIPAY: randomKey('alipay.2026-11'),
  UNION_PAY: randomKey('union-pay.2026.11'),
};
/** Their ids have no known channel before a dot. */
const unboundKeys = ['alipay', 'alipay-2026', 'bank.2026', 'ALIPAY.2026'].map(randomKey);

let department: TestDepartment;
let lastBill = 0;

beforeAll(async () => {
  department = await startTestDepartment(
    createUtilities({ paymentKeys: [channelKey, nextKey, ...Object.values(boundKeys), ...unboundKeys] }),
  );
  await department.insert('account', [
    {
      id: 1,
      number: 'N1',
      kind: 'ELECTRICITY',
      supplier: '国网',
      holder_name: '王建国',
      address: '颍州区',
      meter_number: 'M1',
      multiplier: '1.00',
      status: '1',
    },
  ]);
  const person = { account_id: 1, since: '2000-01-01' };
  await department.insert('account_person', [
    { ...person, id: 1, resident_number: '341202600101001', role: 'HOLDER' },
    { ...person, id: 2, resident_number: currentNumber(spouse), role: 'PAYER', until: '2999-12-31' },
    { ...person, id: 3, resident_number: currentNumber(movedOut), role: 'TENANT', until: '2020-12-31' },
    { ...person, id: 4, resident_number: currentNumber(movedIn), role: 'TENANT', since: '2026-02-01' },
  ]);
});

afterAll(() => department.stop());

/** A new unpaid bill of 67.84 with a late fee of 1.16; returns the row's id. */
async function newBill(paidOn: string | null = null): Promise<number> {
  const id = ++lastBill;
  await department.insert('bill', [
    {
      id,
      account_id: 1,
      period: 202601,
      usage: '120.00',
      tiers: '[]',
      amount: '67.84',
      late_fee: '1.16',
      due_on: '2026-02-28',
      paid_on: paidOn,
    },
  ]);
  return id;
}

const billId = (rowId: number) => Buffer.from(`UtilityBill:${rowId}`).toString('base64url');

interface Payment {
  bill?: string;
  idempotencyKey?: string;
  channel?: string;
}

type Paid = GraphqlReply<{ payUtilityBill: PaymentOrder | null }>;

function pay(input: Payment, by: AssertedSubject = payer, jti: string = randomUUID()): Promise<Paid> {
  return department.ask(
    `mutation ($input: PayUtilityBillInput!) { payUtilityBill(input: $input) {
       id state amount channel createdAt expiresAt paidAt transaction bill { id status } } }`,
    { input: { idempotencyKey: randomUUID(), channel: 'ALIPAY', ...input } },
    { subjects: [by], me: by.id, jti },
  );
}

/** Opens an order that has to be opened. */
async function order(bill: number, by?: AssertedSubject): Promise<PaymentOrder> {
  const reply = await pay({ bill: billId(bill) }, by);
  const opened = reply.data?.payUtilityBill;
  if (!opened) throw new Error(JSON.stringify(reply));
  return opened;
}

const codeOf = (reply: Paid) => reply.errors?.[0]?.extensions.code;

interface Answer {
  status: number;
  state: PaymentOrderState | undefined;
  message: string | undefined;
}

interface Notice {
  order: string;
  transaction?: string;
  outcome?: string;
  amount?: string;
  at?: string;
}

async function send(body: string, signature: string | undefined): Promise<Answer> {
  const response = await fetch(`${department.url}/notifications/payments`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature !== undefined && { 'yihao-signature': signature }),
    },
    body,
  });
  const answer = (await response.json()) as { state?: PaymentOrderState; errors?: { message: string }[] };
  return { status: response.status, state: answer.state, message: answer.errors?.[0]?.message };
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

function noticeBody(notice: Notice): string {
  return JSON.stringify({
    transaction: `T-${notice.order.slice(-30)}`,
    outcome: 'PAID',
    amount: '69.00',
    at: new Date().toISOString(),
    ...notice,
  });
}

function notify(notice: Notice, key: AssertionKey = channelKey): Promise<Answer> {
  const body = noticeBody(notice);
  return send(body, signNotification(body, key, nowSeconds()));
}

async function paidOn(bill: number): Promise<unknown> {
  const [row] = await department.database.query('SELECT paid_on FROM utilities.bill WHERE id = $1', [bill]);
  return row?.['paid_on'];
}

async function statesOf(bill: number): Promise<unknown[]> {
  const rows = await department.database.query(
    'SELECT state FROM utilities.payment_order WHERE bill_id = $1 ORDER BY created_at, id',
    [bill],
  );
  return rows.map(({ state }) => state);
}

/** As if half an hour had gone by. */
async function expire(bill: number): Promise<void> {
  await department.database.query(
    `UPDATE utilities.payment_order SET created_at = created_at - interval '31 minutes', expires_at = expires_at - interval '31 minutes' WHERE bill_id = $1`,
    [bill],
  );
}

/** As if the bill's orders had been opened, and expired, at the beginning of 2026. */
async function openedLongAgo(bill: number): Promise<void> {
  await department.database.query(
    `UPDATE utilities.payment_order SET created_at = '2026-01-01T00:00:00Z' WHERE bill_id = $1`,
    [bill],
  );
}

async function readOrder(id: string, by: AssertedSubject = payer): Promise<PaymentOrder | null | undefined> {
  const reply = await department.ask<{ me: { paymentOrder: PaymentOrder | null } }>(
    'query ($id: ID!) { me { paymentOrder(id: $id) { id state transaction paidAt bill { paidOn status } } } }',
    { id },
    { subjects: [by], me: by.id },
  );
  return reply.data?.me.paymentOrder;
}

describe('payUtilityBill', () => {
  it('opens an order over amount and late fee that expires after half an hour', async () => {
    const bill = await newBill();
    const opened = await order(bill);
    expect(opened).toMatchObject({
      state: 'CREATED',
      amount: '69.00',
      channel: 'ALIPAY',
      paidAt: null,
      transaction: null,
      bill: { id: billId(bill), status: 'OVERDUE' },
    });
    expect(Date.parse(String(opened.expiresAt)) - Date.parse(String(opened.createdAt))).toBe(30 * 60_000);
  });

  it('gives the same order again for the same key, even after it was paid', async () => {
    const input = { bill: billId(await newBill()), idempotencyKey: 'decided-once' };
    const first = await pay(input);
    const id = String(first.data?.payUtilityBill?.id);
    expect((await pay(input)).data?.payUtilityBill?.id).toBe(id);
    await notify({ order: id });
    expect((await pay(input)).data?.payUtilityBill).toMatchObject({ id, state: 'PAID' });
  });

  it('refuses a key that was used with another bill or another channel', async () => {
    const input = { bill: billId(await newBill()), idempotencyKey: 'one-payment-only' };
    await pay(input);
    expect(codeOf(await pay({ ...input, bill: billId(await newBill()) }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await pay({ ...input, channel: 'WECHAT_PAY' }))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('keeps the keys of two citizens apart', async () => {
    const idempotencyKey = 'chosen-by-both';
    const mine = await pay({ bill: billId(await newBill()), idempotencyKey });
    const theirs = await pay({ bill: billId(await newBill()), idempotencyKey }, spouse);
    expect(theirs.errors).toBeUndefined();
    expect(theirs.data?.payUtilityBill?.id).not.toBe(mine.data?.payUtilityBill?.id);
  });

  it('finds only bills of accounts that the payer is related to today', async () => {
    const bill = await newBill();
    for (const other of [stranger, movedOut])
      expect(codeOf(await pay({ bill: billId(bill) }, other))).toBe('BILL_NOT_FOUND');
    expect(codeOf(await pay({ bill: billId(999_999) }))).toBe('BILL_NOT_FOUND');
    expect(await statesOf(bill)).toEqual([]);
  });

  it('finds no bill from before a tenant moved in: its order would show what somebody else used', async () => {
    const bill = await newBill();
    expect(codeOf(await pay({ bill: billId(bill) }, movedIn))).toBe('BILL_NOT_FOUND');
    await department.database.query('UPDATE utilities.bill SET period = 202602 WHERE id = $1', [bill]);
    expect((await order(bill, movedIn)).state).toBe('CREATED');
  });

  it('refuses a bill that is paid, and one that anybody has an open order for', async () => {
    expect(codeOf(await pay({ bill: billId(await newBill('2026-02-01')) }))).toBe('BILL_ALREADY_PAID');
    const bill = await newBill();
    await order(bill, spouse);
    expect(codeOf(await pay({ bill: billId(bill) }))).toBe('PAYMENT_IN_PROGRESS');
  });

  it('closes an order that has expired and opens the next', async () => {
    const bill = await newBill();
    await order(bill);
    await expire(bill);
    await order(bill, spouse);
    expect(await statesOf(bill)).toEqual(['CLOSED', 'CREATED']);
  });

  it.each([
    ['bill', { bill: 'not an id' }],
    ['bill', { bill: Buffer.from('MeterReading:1').toString('base64url') }],
    ['bill', { bill: Buffer.from('UtilityBill:99999999999999999999').toString('base64url') }],
    ['idempotencyKey', { idempotencyKey: 'short' }],
    ['idempotencyKey', { idempotencyKey: 'with blank in it' }],
    ['idempotencyKey', { idempotencyKey: 'x'.repeat(65) }],
  ])('says that %s is malformed', async (which, wrong) => {
    const reply = await pay({ bill: billId(await newBill()), ...wrong });
    expect(codeOf(reply)).toBe('BAD_USER_INPUT');
    expect(reply.errors?.[0]?.message).toMatch(new RegExp(`^${which} `));
  });

  it('is refused under an assertion that names no citizen, one for a query, and one that was used', async () => {
    const bill = billId(await newBill());
    const document = 'mutation ($input: PayUtilityBillInput!) { payUtilityBill(input: $input) { id } }';
    const variables = { input: { bill, idempotencyKey: randomUUID(), channel: 'ALIPAY' } };
    const anonymous = await department.ask(document, variables, { subjects: [payer], jti: randomUUID() });
    expect(anonymous.status).toBe(403);
    const forQuery = await department.ask(document, variables, { subjects: [payer], me: payer.id });
    expect(forQuery.status).toBe(403);
    const jti = randomUUID();
    expect((await pay({ bill }, payer, jti)).status).toBe(200);
    const again = await pay({ bill }, payer, jti);
    expect([again.status, codeOf(again), again.data]).toEqual([403, 'FORBIDDEN', undefined]);
  });
});

describe('payment orders of a citizen', () => {
  it('are listed newest first, and are nobody else’s', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.push((await order(await newBill(), spouse)).id);
    const page = async (by: AssertedSubject, after?: string) => {
      const reply = await department.ask<{
        me: { paymentOrders: { edges: { node: PaymentOrder }[]; pageInfo: { endCursor: string } } };
      }>(
        'query ($after: String) { me { paymentOrders(first: 2, after: $after) { edges { node { id } } pageInfo { endCursor } } } }',
        { after },
        { subjects: [by], me: by.id },
      );
      if (!reply.data) throw new Error('no data');
      return reply.data.me.paymentOrders;
    };
    const first = await page(spouse);
    expect(first.edges.map(({ node }) => node.id)).toEqual([ids[2], ids[1]]);
    const second = await page(spouse, first.pageInfo.endCursor);
    expect(second.edges[0]?.node.id).toBe(ids[0]);
    expect((await page(stranger)).edges).toEqual([]);
    expect(await readOrder(String(ids[0]), spouse)).toMatchObject({
      state: 'CREATED',
      bill: { status: 'OVERDUE' },
    });
    expect(await readOrder(String(ids[0]), payer)).toBeNull();
  });

  it.each([
    '2026-01-01 24:00:00+00',
    '2026-01-01 00:60:00+00',
    '2026-01-01 00:00:60+00',
    '2026-01-01 99:99:99+99',
    '2026-01-01 00:00:00+16',
    '2026-01-01 00:00:00+08:60',
    `2026-01-01 00:00:00.${'1'.repeat(150)}+00`,
    '2026-02-30 00:00:00+00',
    'infinity',
  ])('refuse the forged cursor %s without asking the database', async (moment) => {
    const after = Buffer.from(JSON.stringify([moment, randomUUID()])).toString('base64url');
    department.queries.length = 0;
    const reply = await department.ask(
      'query ($after: String) { me { paymentOrders(after: $after) { totalCount } } }',
      { after },
      { subjects: [payer], me: payer.id },
    );
    expect(reply.errors?.[0]).toMatchObject({
      message: expect.stringContaining('after is not a cursor') as unknown,
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(department.queries).toEqual([]);
  });

  it.each(['+00', '-15', '+05:30'])('take a cursor from a session whose time zone is %s', async (offset) => {
    const after = Buffer.from(JSON.stringify([`2000-01-01 23:59:59.123456${offset}`, randomUUID()]));
    const reply = await department.ask(
      'query ($after: String) { me { paymentOrders(after: $after) { edges { cursor } } } }',
      { after: after.toString('base64url') },
      { subjects: [payer], me: payer.id },
    );
    expect(reply.data).toEqual({ me: { paymentOrders: { edges: [] } } });
  });

  it('read closed once they have expired, before anybody closes them', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    await expire(bill);
    expect(await readOrder(id)).toMatchObject({ state: 'CLOSED' });
    expect(await statesOf(bill)).toEqual(['CREATED']);
  });

  it.each(['', 'x', Buffer.from('PaymentOrder:1').toString('base64url')])(
    'are null for the id "%s"',
    async (id) => {
      expect(await readOrder(id)).toBeNull();
    },
  );
});

describe('a notification', () => {
  it('completes the order and pays the bill on the day that it is in China', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    expect(await notify({ order: id, outcome: 'PAYING' })).toMatchObject({ status: 200, state: 'PAYING' });
    expect(await paidOn(bill)).toBeNull();
    await openedLongAgo(bill);
    const answer = await notify({ order: id, at: '2026-03-01T17:00:00Z' });
    expect(answer).toMatchObject({ status: 200, state: 'PAID' });
    expect(await paidOn(bill)).toBe('2026-03-02');
    expect(await readOrder(id)).toMatchObject({
      state: 'PAID',
      transaction: `T-${id.slice(-30)}`,
      paidAt: '2026-03-01T17:00:00.000Z',
      bill: { paidOn: '2026-03-02', status: 'PAID' },
    });
  });

  it('is answered 200 without change when it comes again, or late', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    await openedLongAgo(bill);
    await notify({ order: id, at: '2026-03-01T00:00:00Z' });
    expect(await notify({ order: id, at: '2026-04-01T00:00:00Z' })).toMatchObject({
      status: 200,
      state: 'PAID',
    });
    expect(await notify({ order: id, outcome: 'PAYING' })).toMatchObject({ status: 200, state: 'PAID' });
    expect(await paidOn(bill)).toBe('2026-03-01');
  });

  it('leaves the bill open for another order when the payment failed', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    expect(await notify({ order: id, outcome: 'FAILED' })).toMatchObject({ state: 'FAILED' });
    await order(bill);
    expect(await statesOf(bill)).toEqual(['FAILED', 'CREATED']);
  });

  it('of a refund makes the bill one to pay again', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    await notify({ order: id });
    expect(await notify({ order: id, outcome: 'REFUNDED' })).toMatchObject({ state: 'REFUNDED' });
    expect(await paidOn(bill)).toBeNull();
    expect(await notify({ order: id })).toMatchObject({ status: 200, state: 'REFUNDED' });
    expect(await paidOn(bill)).toBeNull();
    await order(bill);
  });

  /** What was heard of an order → what can't be heard after it. */
  it.each([
    [[], 'REFUNDED'],
    [['PAYING'], 'REFUNDED'],
    [['PAID'], 'FAILED'],
    [['FAILED'], 'PAID'],
    [['FAILED'], 'REFUNDED'],
    [['PAID', 'REFUNDED'], 'FAILED'],
  ])('after %j is refused when it says %s', async (before, outcome) => {
    const bill = await newBill();
    const { id } = await order(bill);
    for (const earlier of before)
      expect(await notify({ order: id, outcome: earlier })).toMatchObject({ status: 200 });
    const states = await statesOf(bill);
    const day = await paidOn(bill);
    const answer = await notify({ order: id, outcome });
    expect(answer).toMatchObject({
      status: 409,
      message: expect.stringMatching(
        new RegExp(`^The order is [A-Z]+: ${outcome} can't follow\\.$`),
      ) as unknown,
    });
    expect(await statesOf(bill)).toEqual(states);
    expect(await paidOn(bill)).toEqual(day);
  });

  it('is refused with another amount, whatever it says, and accepted with another spelling of the same', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    for (const amount of ['68.99', '0', '-69.00'])
      expect(await notify({ order: id, amount })).toMatchObject({ status: 409 });
    expect(await paidOn(bill)).toBeNull();
    expect(await notify({ order: id, amount: '69.0' })).toMatchObject({ status: 200 });
  });

  it('is refused when its transaction is another than the order’s, or another order’s', async () => {
    const [bill, other] = [await newBill(), await newBill()];
    const [mine, theirs] = [await order(bill), await order(other)];
    await notify({ order: mine.id, transaction: 'first', outcome: 'PAYING' });
    expect(await notify({ order: mine.id, transaction: 'second' })).toMatchObject({ status: 409 });
    expect(await notify({ order: theirs.id, transaction: 'first' })).toMatchObject({
      status: 409,
      message: 'The transaction belongs to another order.',
    });
    expect([await paidOn(bill), await paidOn(other)]).toEqual([null, null]);
  });

  it.each([
    ['order', { order: 'nothing' }, 404],
    ['order', { order: Buffer.from(`PaymentOrder:${randomUUID()}`).toString('base64url') }, 404],
    ['outcome', { outcome: 'STOLEN' }, 400],
    ['amount', { amount: '1e3' }, 400],
    ['at', { at: 'yesterday' }, 400],
    ['transaction', { transaction: 'a b' }, 400],
  ])('is refused with a wrong %s', async (_what, wrong, status) => {
    const { id } = await order(await newBill());
    expect((await notify({ order: id, ...wrong })).status).toBe(status);
  });
});

describe('a notification that is no object', () => {
  it.each(['null', '[]', '"text"', '1'])('is refused by name: %s', async (body) => {
    const answer = await send(body, signNotification(body, channelKey, nowSeconds()));
    expect(answer).toMatchObject({ status: 400, message: expect.stringMatching(/^body: ./) as unknown });
  });
});

describe('the time that a notification gives', () => {
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);

  it.each([
    ['more than five minutes ahead', () => minutes(5.5).toISOString(), /ahead of the clock$/],
    ['years ahead', () => '9999-12-31T23:59:59Z', /ahead of the clock$/],
    ['ahead in another offset', () => minutes(6).toISOString().replace('Z', '-00:30'), /ahead of the clock$/],
    ['before the order', () => minutes(-1.5).toISOString(), /before the order was created$/],
    ['in the year 1', () => '0001-01-01T00:00:00+23:59', /before the order was created$/],
    ['without an offset', () => minutes(0).toISOString().slice(0, -1), /RFC 3339/],
    ['a day alone', () => minutes(0).toISOString().slice(0, 10), /RFC 3339/],
    ['on a day that does not exist', () => '2026-02-30T00:00:00Z', /RFC 3339/],
    ['at an hour that does not exist', () => '2026-02-28T24:00:00Z', /RFC 3339/],
  ])('is refused with 400 and nothing changed when it is %s', async (_what, at, sentence) => {
    const bill = await newBill();
    const { id } = await order(bill);
    const answer = await notify({ order: id, at: at() });
    expect(answer.status).toBe(400);
    expect(answer.message).toMatch(/^at: /);
    expect(answer.message).toMatch(sentence);
    expect([await statesOf(bill), await paidOn(bill)]).toEqual([['CREATED'], null]);
  });

  it('is taken with clocks that differ a little, in any offset, and in small letters', async () => {
    const spelling = [
      minutes(4.5).toISOString(),
      minutes(-0.5).toISOString(),
      `${minutes(23 * 60)
        .toISOString()
        .slice(0, 19)}+23:00`,
      minutes(0).toISOString().toLowerCase(),
      `${minutes(0).toISOString().slice(0, -5)}.123456789z`,
    ];
    for (const at of spelling) {
      const { id } = await order(await newBill());
      expect(await notify({ order: id, at })).toMatchObject({ status: 200, state: 'PAID' });
    }
  });
});

describe('a payment that comes after the order has expired', () => {
  it('pays the bill that is still unpaid', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    await expire(bill);
    expect(await notify({ order: id })).toMatchObject({ status: 200, state: 'PAID' });
    expect(await paidOn(bill)).not.toBeNull();
  });

  it.each(['CREATED', 'PAYING'])('is refunded while another order is %s', async (state) => {
    const bill = await newBill();
    const { id } = await order(bill);
    await expire(bill);
    const next = await order(bill);
    if (state === 'PAYING') await notify({ order: next.id, outcome: 'PAYING' });
    expect(await notify({ order: id })).toMatchObject({ status: 200, state: 'REFUNDED' });
    expect(await paidOn(bill)).toBeNull();
    expect(await notify({ order: next.id })).toMatchObject({ state: 'PAID' });
  });

  it('is refunded when the bill was paid by another order or at the counter', async () => {
    const [bill, atCounter] = [await newBill(), await newBill()];
    const { id } = await order(bill);
    await expire(bill);
    const next = await order(bill);
    await openedLongAgo(bill);
    await notify({ order: next.id, at: '2026-03-01T00:00:00Z' });
    expect(await notify({ order: id })).toMatchObject({ state: 'REFUNDED' });
    const counter = await order(atCounter);
    await department.database.query(`UPDATE utilities.bill SET paid_on = '2026-03-01' WHERE id = $1`, [
      atCounter,
    ]);
    expect(await notify({ order: counter.id })).toMatchObject({ state: 'REFUNDED' });
    expect([await paidOn(bill), await paidOn(atCounter)]).toEqual(['2026-03-01', '2026-03-01']);
    expect(await notify({ order: counter.id, outcome: 'REFUNDED' })).toMatchObject({
      status: 200,
      state: 'REFUNDED',
    });
    expect(await paidOn(atCounter)).toBe('2026-03-01');
  });

  it('closes the way for anything but payment', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    await expire(bill);
    for (const outcome of ['PAYING', 'FAILED', 'REFUNDED'])
      expect(await notify({ order: id, outcome })).toMatchObject({
        status: 409,
        message: `The order is CLOSED: ${outcome} can't follow.`,
      });
  });
});

describe('a key that is bound to a channel', () => {
  const channels = Object.keys(boundKeys) as (keyof typeof boundKeys)[];
  const pairs = channels.flatMap((mine) => channels.map((theirs) => [mine, theirs] as const));

  it.each(pairs)('of %s, for an order of %s', async (mine, theirs) => {
    const bill = await newBill();
    const opened = await pay({ bill: billId(bill), channel: theirs });
    const answer = await notify({ order: String(opened.data?.payUtilityBill?.id) }, boundKeys[mine]);
    if (mine === theirs) {
      expect(answer).toMatchObject({ status: 200, state: 'PAID' });
    } else {
      expect(answer).toMatchObject({
        status: 403,
        message: 'The key signs for another payment channel than the order has.',
      });
      expect([await statesOf(bill), await paidOn(bill)]).toEqual([['CREATED'], null]);
    }
  });

  it.each(unboundKeys.map((key) => [key.id, key] as const))('is not the one called %s', async (_id, key) => {
    for (const channel of channels) {
      const opened = await pay({ bill: billId(await newBill()), channel });
      const answer = await notify({ order: String(opened.data?.payUtilityBill?.id) }, key);
      expect(answer).toMatchObject({ status: 200, state: 'PAID' });
    }
  });
});

describe('the signature', () => {
  it('may be made with either live key', async () => {
    expect(await notify({ order: (await order(await newBill())).id }, nextKey)).toMatchObject({
      status: 200,
    });
  });

  const cases: [string, (body: string) => string | undefined][] = [
    ['is missing', () => undefined],
    ['is malformed', () => 't=1,v1=00'],
    [
      'has a key id not known here',
      (body) => signNotification(body, { ...channelKey, id: 'other' }, nowSeconds()),
    ],
    ['was made with another key', (body) => signNotification(body, randomKey(channelKey.id), nowSeconds())],
    [
      'names the other key than it was made with',
      (body) => signNotification(body, { ...channelKey, id: nextKey.id }, nowSeconds()),
    ],
    ['is for another body', (body) => signNotification(`${body} `, channelKey, nowSeconds())],
    [
      'has another time than was signed',
      (body) => signNotification(body, channelKey, nowSeconds() - 301).replace(/t=\d+/, `t=${nowSeconds()}`),
    ],
    ['is older than five minutes', (body) => signNotification(body, channelKey, nowSeconds() - 301)],
    ['is from the future', (body) => signNotification(body, channelKey, nowSeconds() + 310)],
  ];
  it.each(cases)('is refused with 401 and nothing changed when it %s', async (_what, sign) => {
    const bill = await newBill();
    const body = noticeBody({ order: (await order(bill)).id });
    expect(await send(body, sign(body))).toMatchObject({ status: 401 });
    expect([await statesOf(bill), await paidOn(bill)]).toEqual([['CREATED'], null]);
  });
});

describe('at the same time', () => {
  it('twenty calls with one key yield one order', async () => {
    const bill = await newBill();
    const idempotencyKey = randomUUID();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => pay({ bill: billId(bill), idempotencyKey })),
    );
    const ids = new Set(replies.map(({ data }) => data?.payUtilityBill?.id));
    expect([ids.size, ids.has(undefined)]).toEqual([1, false]);
    expect(await statesOf(bill)).toEqual(['CREATED']);
  });

  it('calls of two citizens with different keys yield one order, and the others hear that it is in progress', async () => {
    const bill = await newBill();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => pay({ bill: billId(bill) }, index % 2 ? payer : spouse)),
    );
    expect(replies.filter(({ data }) => data?.payUtilityBill)).toHaveLength(1);
    expect(new Set(replies.map(codeOf))).toEqual(new Set([undefined, 'PAYMENT_IN_PROGRESS']));
    expect(await statesOf(bill)).toEqual(['CREATED']);
  });

  it('one key with many bills opens one order, and the others hear that the key was used', async () => {
    const bills = await Promise.all(Array.from({ length: 12 }, () => newBill()));
    const idempotencyKey = randomUUID();
    const replies = await Promise.all(bills.map((bill) => pay({ bill: billId(bill), idempotencyKey })));
    expect(replies.filter(({ data }) => data?.payUtilityBill)).toHaveLength(1);
    expect(replies.filter((reply) => codeOf(reply) === 'IDEMPOTENCY_KEY_REUSED')).toHaveLength(11);
  });

  it('calls, expiries and notifications in any order pay a bill once, and what was paid beyond that is refunded', async () => {
    const bills = await Promise.all(Array.from({ length: 6 }, () => newBill()));
    const heard = new Map<string, PaymentOrderState[]>();
    const payAndNotify = async (bill: number, index: number) => {
      const opened = (await pay({ bill: billId(bill) }, index % 2 ? payer : spouse)).data?.payUtilityBill;
      if (!opened) return;
      if (index % 3 === 0) await expire(bill);
      const outcomes = ['PAYING', 'PAID', 'PAID', index % 5 === 0 ? 'FAILED' : 'PAID'];
      const answers = await Promise.all(outcomes.map((outcome) => notify({ order: opened.id, outcome })));
      heard.set(
        opened.id,
        answers.flatMap(({ state }) => state ?? []),
      );
      expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    };
    // In waves: those of a later wave find bills that expired, failed or were paid meanwhile.
    for (let wave = 0; wave < 4; wave++)
      await Promise.all(
        bills.flatMap((bill) => Array.from({ length: 6 }, (_, index) => payAndNotify(bill, wave + index))),
      );
    for (const bill of bills) {
      const states = await statesOf(bill);
      expect(states.filter((state) => state === 'PAID').length).toBeLessThanOrEqual(1);
      expect((await paidOn(bill)) !== null).toBe(states.includes('PAID'));
    }
    expect((await Promise.all(bills.map(statesOf))).flat()).toContain('PAID');
    // Once an order was said to be paid it stays so, and whose money came otherwise was told that it goes back.
    for (const states of heard.values())
      expect(states.includes('PAID') && states.includes('REFUNDED')).toBe(false);
  });

  /** Pays the bill at the counter in a transaction of its own, which ends only when `action` waits for it. */
  async function whilePaidAtCounter<T>(bill: number, action: () => Promise<T>): Promise<T> {
    let settled = false;
    let result: Promise<T> | undefined;
    await department.database.transaction(async (tx) => {
      await tx.query(`UPDATE utilities.bill SET paid_on = '2026-03-01' WHERE id = $1`, [bill]);
      result = action().finally(() => (settled = true));
      const isWaiting = async () => (await tx.query('SELECT FROM pg_locks WHERE NOT granted')).length > 0;
      while (!settled && !(await isWaiting()));
    });
    if (!result) throw new Error('not started');
    return result;
  }

  it('a call waits for whoever is paying the bill, and then finds it paid', async () => {
    const bill = await newBill();
    const reply = await whilePaidAtCounter(bill, () => pay({ bill: billId(bill) }));
    expect(codeOf(reply)).toBe('BILL_ALREADY_PAID');
    expect(await statesOf(bill)).toEqual([]);
  });

  it('a notification waits for whoever is paying the bill, and its money goes back', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    expect(await whilePaidAtCounter(bill, () => notify({ order: id }))).toMatchObject({ state: 'REFUNDED' });
    expect(await paidOn(bill)).toBe('2026-03-01');
  });

  it('late money of many expired orders pays the bill once and is refunded otherwise', async () => {
    const bill = await newBill();
    const ids: string[] = [];
    for (let count = 0; count < 10; count++) {
      ids.push((await order(bill, count % 2 ? payer : spouse)).id);
      await expire(bill);
    }
    const answers = await Promise.all(ids.flatMap((id) => [notify({ order: id }), notify({ order: id })]));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const states = await statesOf(bill);
    expect(states.filter((state) => state === 'PAID')).toHaveLength(1);
    expect(states.filter((state) => state === 'REFUNDED')).toHaveLength(9);
    expect(await paidOn(bill)).not.toBeNull();
  });
});

describe('npm run pay', () => {
  interface Outcome {
    code: number | string | null | undefined;
    stdout: string;
    stderr: string;
  }

  const run = (args: string[], environment: Record<string, string> = {}) =>
    new Promise<Outcome>((resolve) => {
      const script = fileURLToPath(new URL('../../scripts/pay.js', import.meta.url));
      const env = {
        ...process.env,
        DEPARTMENT_UTILITIES_URL: department.url,
        PAYMENT_NOTIFICATION_KEYS: `${channelKey.id}:${Buffer.from(channelKey.secret).toString('base64url')}`,
        ...environment,
      };
      execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, stdout, stderr }),
      );
    });

  it('pays an order, as often as it is run', async () => {
    const bill = await newBill();
    const { id } = await order(bill);
    for (let time = 0; time < 2; time++)
      expect(await run([id, '--amount', '69.00'])).toEqual({
        code: 0,
        stdout: `${id} is PAID\n`,
        stderr: '',
      });
    expect(await paidOn(bill)).not.toBeNull();
  });

  it('lets it fail on demand', async () => {
    const { id } = await order(await newBill());
    expect((await run([id, '--fail', '--amount', '69.00'])).stdout).toBe(`${id} is FAILED\n`);
  });

  it('says in one line what is wrong', async () => {
    const { id } = await order(await newBill());
    expect(await run([id])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Usage: .+\n$/) as unknown,
    });
    expect(await run([id, '--amount', '1.00'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Refused (409): The amount is not the amount of the order.\n',
    });
    const unreachable = await run([id, '--amount', '1.00'], {
      DEPARTMENT_UTILITIES_URL: 'http://127.0.0.1:1',
    });
    expect(unreachable).toMatchObject({
      code: 1,
      stderr: "The utilities department doesn't answer at http://127.0.0.1:1.\n",
    });
  });
});
