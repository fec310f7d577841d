import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../scripts/figures/redis-server.js';
import { sharedCity, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

interface Bills {
  me: { utilityAccounts: { account: { bills: { edges: { node: { id: string; status: string } }[] } } }[] };
}
interface Order {
  id: string;
  state: string;
  amount: string;
}

describe('paying a utility bill', () => {
  let gateway: TestGateway;
  const owingPersonas = [
    'young-family',
    'heir',
    'divorced-man',
    'non-hukou-family',
    'subsistence-mother',
    'pensioner',
    'rare-name',
    'foreign-resident',
    'hong-kong-resident',
    'centenarian',
  ];
  let token: string;
  let bill: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    for (const who of owingPersonas) {
      token = await tokenOf(who);
      const [unpaid] = await unpaidBills();
      if (unpaid !== undefined) {
        bill = unpaid;
        return;
      }
    }
    throw new Error('no persona owes anything');
  });
  afterAll(() => gateway.stop());

  async function unpaidBills(): Promise<string[]> {
    const answer = await gateway.ask<Bills>(
      '{ me { utilityAccounts { account { bills(unpaid: true) { edges { node { id status } } } } } } }',
      { token },
    );
    return (
      answer.data?.me.utilityAccounts.flatMap(({ account }) =>
        account.bills.edges.map(({ node }) => node.id),
      ) ?? []
    );
  }

  const mutation =
    'mutation Pay($input: PayUtilityBillInput!) { payUtilityBill(input: $input) { id state amount } }';
  const pay = (idempotencyKey: string, as = token) =>
    gateway.ask<{ payUtilityBill: Order | null }>(mutation, {
      token: as,
      variables: { input: { bill, idempotencyKey, channel: 'ALIPAY' } },
    });

  it('opens one order, which the channel’s signed notification completes, and never a second', async () => {
    const key = randomUUID();
    const opened = await pay(key);
    expect(opened.errors).toBeUndefined();
    const order = opened.data?.payUtilityBill;
    expect(order?.state).toBe('CREATED');
    expect((await pay(key)).data?.payUtilityBill?.id).toBe(order?.id);
    expect((await pay(randomUUID())).errors?.[0]?.extensions).toEqual({
      code: 'PAYMENT_IN_PROGRESS',
      department: 'utilities',
    });

    // Read often, so that it is kept for half a minute, unless the department says that it has changed.
    for (let time = 0; time < 3; time++) expect(await unpaidBills()).toContain(bill);
    const channel = spawnSync(
      process.execPath,
      [
        fileURLToPath(new URL('../../scripts/pay.js', import.meta.url)),
        order?.id ?? '',
        '--amount',
        order?.amount ?? '',
      ],
      {
        env: { ...process.env, DEPARTMENT_UTILITIES_URL: sharedCity().departmentUrls.utilities },
        encoding: 'utf8',
      },
    );
    expect([channel.status, channel.stderr]).toEqual([0, '']);
    await waitFor('the page to show it', async () => !(await unpaidBills()).includes(bill), 5_000);

    const after = await gateway.ask<{
      me: { paymentOrder: { state: string; paidAt: string; bill: { status: string } } };
    }>('query($id: ID!) { me { paymentOrder(id: $id) { state paidAt bill { status } } } }', {
      token,
      variables: { id: order?.id },
    });
    expect(after.data?.me.paymentOrder).toMatchObject({ state: 'PAID', bill: { status: 'PAID' } });
    expect((await pay(randomUUID())).errors?.[0]?.extensions.code).toBe('BILL_ALREADY_PAID');
  });

  it('finds no bill of somebody else', async () => {
    const someoneElse = await tokenOf(token === (await tokenOf('centenarian')) ? 'pensioner' : 'centenarian');
    const answer = await pay(randomUUID(), someoneElse);
    expect(answer.errors?.[0]?.extensions.code).toBe('BILL_NOT_FOUND');
    expect(answer.data?.payUtilityBill ?? null).toBeNull();
  });
});
