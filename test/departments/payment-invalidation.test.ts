// A payment changes what a citizen's page shows: the utilities' data centre tells the gateway, and never waits for it.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Invalidation, InvalidationBody } from '../../schema/contract/invalidation.js';
import { createUtilities } from '../../subgraphs/utilities/department.js';
import { signNotification } from '../../subgraphs/utilities/notification-signature.js';
import {
  currentNumber,
  randomKey,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';
import { waitFor } from '../../scripts/figures/redis-server.js';

const payer = testSubject(0);
const oldNumber = '341202600101001';
const neighbour = testSubject(2);
const channelKey = randomKey('channel-2026');

let gateway: Server;
let department: TestDepartment;
let told: Invalidation[] = [];
let hanging = false;
let lastBill = 0;

beforeAll(async () => {
  gateway = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (hanging) return;
      told.push(...(JSON.parse(Buffer.concat(chunks).toString()) as InvalidationBody).invalidations);
      response.writeHead(200).end();
    });
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/internal/invalidations`;
  department = await startTestDepartment(createUtilities({ paymentKeys: [channelKey] }), [], [url]);
  const account = {
    kind: 'ELECTRICITY',
    supplier: '国网',
    holder_name: '王建国',
    address: '颍州区',
    meter_number: 'M',
    multiplier: '1.00',
    status: '1',
  };
  await department.insert('account', [
    { ...account, id: 1, number: 'N1' },
    { ...account, id: 2, number: 'N2' },
  ]);
  const person = { account_id: 1, since: '2000-01-01' };
  await department.insert('account_person', [
    { ...person, id: 1, resident_number: currentNumber(payer), role: 'HOLDER' },
    { ...person, id: 2, resident_number: oldNumber, role: 'TENANT', until: '2020-12-31' },
    { ...person, id: 3, account_id: 2, resident_number: currentNumber(neighbour), role: 'HOLDER' },
  ]);
});
afterAll(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await department.stop();
});
beforeEach(() => {
  told = [];
  hanging = false;
});

async function newOrder(): Promise<string> {
  const id = ++lastBill;
  const row = {
    id,
    account_id: 1,
    period: 202601,
    usage: '1.00',
    tiers: '[]',
    amount: '67.84',
    late_fee: '1.16',
  };
  await department.insert('bill', [{ ...row, due_on: '2026-02-28', paid_on: null }]);
  const reply = await department.ask<{ payUtilityBill: { id: string } }>(
    'mutation ($input: PayUtilityBillInput!) { payUtilityBill(input: $input) { id } }',
    {
      input: {
        bill: Buffer.from(`UtilityBill:${id}`).toString('base64url'),
        idempotencyKey: randomUUID(),
        channel: 'ALIPAY',
      },
    },
    { subjects: [payer], me: payer.id, jti: randomUUID() },
  );
  return reply.data?.payUtilityBill.id ?? '';
}

async function notify(order: string, outcome = 'PAID', transaction = order): Promise<number> {
  const at = new Date().toISOString();
  const body = JSON.stringify({ order, transaction: transaction.slice(0, 64), outcome, amount: '69.00', at });
  const signature = signNotification(body, channelKey, Math.floor(Date.now() / 1000));
  const response = await fetch(`${department.url}/notifications/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'yihao-signature': signature },
    body,
  });
  await response.body?.cancel();
  return response.status;
}

const everything = [currentNumber(payer), oldNumber].flatMap((number) =>
  ['utilities.bill', 'utilities.payment-order'].map((resource) => ({ citizen: { number }, resource })),
);

describe('a payment channel’s notification', () => {
  it('that completes an order tells the gateway of everybody who has the bill on a page', async () => {
    expect(await notify(await newOrder())).toBe(200);
    await waitFor('it', () => told.length >= everything.length);
    expect(told).toHaveLength(everything.length);
    expect(told).toEqual(expect.arrayContaining(everything));
  });

  it('that changes nothing, or is refused, tells it nothing', async () => {
    const order = await newOrder();
    await notify(order);
    await waitFor('the first', () => told.length > 0);
    told = [];
    expect(await notify(order)).toBe(200);
    expect(await notify(order, 'FAILED')).toBe(409);
    expect(await notify(order, 'REFUNDED')).toBe(200);
    await waitFor('the refund', () => told.length > 0);
    expect(told).toHaveLength(everything.length);
  });

  it('is answered as fast while the gateway hangs', async () => {
    hanging = true;
    const order = await newOrder();
    const started = performance.now();
    expect(await notify(order)).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
