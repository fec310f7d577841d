// What a department or a citizen has changed is nowhere served as it was before.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Invalidation } from '../../schema/contract/invalidation.js';
import { loginCitizen } from '../../scripts/issuer/login.js';
import type { Database } from '../../subgraphs/kit/database.js';
import { connectPostgres } from '../../subgraphs/kit/postgres.js';
import { askAsBureau, type Statement } from '../support/bureau.js';
import { tellChanged } from '../support/department-word.js';
import { waitFor } from '../../scripts/figures/redis-server.js';
import { persona, sharedCity, tokenOf, type Answer, type TestGateway } from '../support/shared-city.js';
import { freshnessOf, startSharingGateways, type SharingGateways } from '../support/sharing-gateways.js';

const education: Statement = {
  client: 'education',
  purpose: 'SCHOOL_ADMISSION',
  item: 'SCHOOL-ADMISSION',
  official: { id: '340001', post: '受理', terminal: 'T-07' },
};
const numberAndName = (who: string) => ({ id: persona(who).residentId, name: persona(who).name });
const theirs = `query($id: ResidentId!, $name: String!) {
  citizen(residentId: $id, name: $name) { realEstateRights { certificateNumber } } }`;
const mine = '{ me { realEstateRights { certificateNumber } } }';
const query = '{ me { contributions { totalCount } tenancies { id } hukouHousehold { id address } } }';

describe('a change', () => {
  let gateways: SharingGateways;
  let both: readonly TestGateway[];
  beforeAll(async () => {
    gateways = await startSharingGateways();
    both = [gateways.first, gateways.second];
  });
  afterAll(() => gateways.stop());

  const statesIn = async (gateway: TestGateway, token: string, resource: string) =>
    freshnessOf(await gateway.ask(query, { token }), resource).state;

  /** Until both have it near: from the second look on nothing is left to fetch. */
  async function warm(token: string): Promise<void> {
    for (const gateway of both)
      await waitFor('it to be kept', async () => {
        const { asked } = await gateways.askedDuring(() => gateway.ask(query, { token }));
        return Object.keys(asked).length === 0;
      });
  }

  describe('that a department tells of', () => {
    const number = () => persona('heir').residentId;
    it.each<[string, () => Invalidation, boolean]>([
      ['a citizen', () => ({ citizen: { number: number() } }), false],
      ['a type', () => ({ type: { name: 'Citizen' } }), true],
      ['a resource', () => ({ resource: 'social-security.contribution' }), true],
    ])(
      'and that is of %s drops it in both processes at once, and what is of others stays',
      async (_of, entry, isOfAll) => {
        const [token, other] = [await tokenOf('heir'), await tokenOf('pensioner')];
        for (const teller of both) {
          await warm(token);
          await warm(other);
          // The others are waited for 100 ms, for which a busy machine may stop them.
          await waitFor('both to confirm it', async () => {
            const { confirmedByAll } = await tellChanged(teller, 'social-security', entry());
            return confirmedByAll;
          });
          const [first, second] = await Promise.all(
            both.map((gateway) => statesIn(gateway, token, 'social-security.contribution')),
          );
          expect([first, second]).toContain('live');
          // One of them may have been answered by the other's fetch, which began afterwards.
          expect(['live', 'cached']).toEqual(expect.arrayContaining([first, second]));
          for (const gateway of both) {
            expect(await statesIn(gateway, token, 'land.tenancy')).toBe('cached');
            const state = await statesIn(gateway, other, 'social-security.contribution');
            expect(['live', 'cached'].slice(isOfAll ? 0 : 1)).toContain(state);
          }
        }
      },
    );

    it('and that is of one department’s data leaves what others hold of the same citizen', async () => {
      const token = await tokenOf('pensioner');
      await warm(token);
      await tellChanged(gateways.first, 'land', { citizen: { number: persona('pensioner').residentId } });
      const { asked } = await gateways.askedDuring(() => gateways.second.ask(query, { token }));
      expect(Object.keys(asked)).toEqual(['land']);
    });

    it('reaches the other process at once, twenty times over', async () => {
      const token = await tokenOf('heir');
      for (let time = 0; time < 20; time++) {
        await warm(token);
        // Not waited for: it is the other process that is watched.
        const telling = tellChanged(gateways.first, 'social-security', { citizen: { number: number() } });
        // How soon, `npm run figures -- --only cold` measures; without the bus it would take as long as the value is fresh.
        await waitFor(
          'it to be asked anew',
          async () => (await statesIn(gateways.second, token, 'social-security.contribution')) !== 'cached',
        );
        await telling;
      }
    });

    it('is not undone by a fetch that began before it', async () => {
      const token = await tokenOf('rare-name');
      const socialSecurity = gateways.first.departments['social-security'];
      const begun = gateways.first.departments['social-security'].graphql().length;
      const release = socialSecurity.hold();
      const slow = gateways.first.ask(query, { token });
      await waitFor('the department to be asked', () => socialSecurity.graphql().length > begun);
      const told = Date.now();
      await tellChanged(gateways.second, 'social-security', {
        citizen: { number: persona('rare-name').residentId },
      });
      release();
      expect((await slow).errors).toBeUndefined();
      for (const gateway of both) {
        const { asOf } = freshnessOf(await gateway.ask(query, { token }), 'social-security.contribution');
        expect(Date.parse(asOf)).toBeGreaterThanOrEqual(told);
      }
    });

    it.each<[string, () => Promise<Answer<unknown>>]>([
      ['the citizen', async () => gateways.first.ask(mine, { token: await tokenOf('pensioner') })],
      ['a bureau', () => askAsBureau(gateways.first, education, theirs, numberAndName('pensioner'))],
    ])('is not hidden from %s by a fetch that began before it and is on its way', async (_who, ask) => {
      const { land } = gateways.first.departments;
      const tell = () =>
        tellChanged(gateways.second, 'land', { citizen: { number: persona('pensioner').residentId } });
      // Planned, with the epochs of its tags at hand.
      await ask();
      await tell();
      const begun = land.graphql().length;
      const release = land.hold();
      const before = ask();
      await waitFor('the department to be asked', () => land.graphql().length === begun + 1);
      await tell();
      const after = ask();
      await waitFor(
        'the department to be asked again',
        () => land.graphql().length === begun + 2,
        2_000,
      ).finally(release);
      for (const { errors } of await Promise.all([before, after])) expect(errors).toBeUndefined();
    });
  });

  describe('of a utility bill', () => {
    let database: Database;
    let token: string;
    let bill: { id: number; number: string };
    beforeAll(async () => {
      database = await connectPostgres(sharedCity().databaseUrl);
      bill = await owedBill(database);
      const { accessToken } = await loginCitizen(sharedCity().issuerUrl, { who: bill.number });
      token = accessToken;
    });
    afterAll(() => database.close());

    interface Bills {
      me: {
        utilityAccounts: {
          account: { bills: { edges: { node: { id: string; status: string; usage: string } }[] } };
        }[];
      };
    }
    const readBills = async (gateway: TestGateway) => {
      const answer = await gateway.ask<Bills>(
        '{ me { utilityAccounts { account { bills { edges { node { id status usage } } } } } } }',
        { token },
      );
      const accounts = answer.data?.me.utilityAccounts ?? [];
      return accounts.flatMap(({ account }) => account.bills.edges.map(({ node }) => node));
    };
    const statusOf = async (gateway: TestGateway, id: string) =>
      (await readBills(gateway)).find((one) => one.id === id)?.status;
    const pay = (gateway: TestGateway, id: string, idempotencyKey: string) =>
      gateway.ask<{ payUtilityBill: { id: string; amount: string } }>(
        'mutation($input: PayUtilityBillInput!) { payUtilityBill(input: $input) { id amount } }',
        { token, variables: { input: { bill: id, idempotencyKey, channel: 'ALIPAY' } } },
      );

    it('by a mutation is read by its caller at once in any process, fifty times over', async () => {
      const id = (await readBills(gateways.first)).find(({ status }) => status !== 'PAID')?.id ?? '';
      const idempotencyKey = randomUUID();
      for (let time = 1; time <= 50; time++) {
        const [changing, reading] = time % 2 === 0 ? [...both] : [...both].reverse();
        if (!changing || !reading) throw new Error('no gateways');
        // So that there is something to be dropped.
        await Promise.all(both.map((gateway) => readBills(gateway)));
        await database.query('UPDATE utilities.bill SET usage = $1 WHERE id = $2', [time, bill.id]);
        expect((await pay(changing, id, idempotencyKey)).errors).toBeUndefined();
        const [there, here] = await Promise.all([readBills(reading), readBills(changing)]);
        for (const bills of [there, here])
          expect([time, Number(bills.find((one) => one.id === id)?.usage)]).toEqual([time, time]);
      }
    });

    it('that its channel has paid is on the next page of both processes, one of which was told', async () => {
      const id = (await readBills(gateways.first)).find(({ status }) => status !== 'PAID')?.id ?? '';
      const opened = await pay(gateways.first, id, (await orderKey(database, bill.id)) ?? randomUUID());
      for (const gateway of both) expect(await statusOf(gateway, id)).not.toBe('PAID');
      // As a load balancer does, the department's way to the gateway ends at one of its processes.
      await fetch(sharedCity().relayUrl, { method: 'DELETE', body: gateways.second.url });
      const { id: order = '', amount = '' } = opened.data?.payUtilityBill ?? {};
      const channel = spawnSync(
        process.execPath,
        [fileURLToPath(new URL('../../scripts/pay.js', import.meta.url)), order, '--amount', amount],
        {
          env: { ...process.env, DEPARTMENT_UTILITIES_URL: sharedCity().departmentUrls.utilities },
          encoding: 'utf8',
        },
      );
      expect([channel.status, channel.stderr]).toEqual([0, '']);
      await waitFor('both pages to show it', async () =>
        (await Promise.all(both.map((gateway) => statusOf(gateway, id)))).every((one) => one === 'PAID'),
      );
    });
  });
});

/** Of somebody who isn't one of the personas, whose bills other tests pay. */
async function owedBill(database: Database): Promise<{ id: number; number: string }> {
  const [bill] = await database.query<{ id: number; number: string }>(
    `SELECT min(bill.id) AS id, person.resident_number AS number
       FROM utilities.bill JOIN utilities.account_person person USING (account_id)
       JOIN population.citizen USING (resident_number)
      WHERE paid_on IS NULL AND person.until IS NULL AND vital_status <> 'DECEASED' AND hukou_status <> 'CANCELLED'
        AND NOT resident_number = ANY ($1)
      GROUP BY 2 HAVING count(*) = 1 ORDER BY 1 LIMIT 1`,
    [sharedCity().personas.map(({ residentId }) => residentId)],
  );
  if (!bill) throw new Error('nobody owes a single bill');
  return bill;
}

async function orderKey(database: Database, bill: number): Promise<string | undefined> {
  const [order] = await database.query<{ key: string }>(
    'SELECT idempotency_key AS key FROM utilities.payment_order WHERE bill_id = $1',
    [bill],
  );
  return order?.key;
}
