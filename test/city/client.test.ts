// The typed client against real gateways: whole pages, by hash, with departments down, at a low level, in an ended session.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Answer, type Client, type ClientOptions } from '../../schema/client/client.js';
import { createFetchTransport } from '../../schema/client/fetch-transport.js';
import type { Operation } from '../../schema/client/operation.js';
import type { Told } from '../../schema/client/told.js';
import type { TransportRequest } from '../../schema/client/transport.js';
import { CitizenPage } from '../../schema/operations/generated/citizen-page.js';
import { PayUtilityBill } from '../../schema/operations/generated/pay-utility-bill.js';
import { audience } from '../../scripts/city/city.js';
import { startKeyIssuer, type KeyIssuer } from '../support/key-issuer.js';
import { persona, sharedCity, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

const nowhere = 'http://127.0.0.1:9/graphql';
const text = 'query PhoneOnly { me { id phone } }';
const PhoneOnly: Operation<{ me: { id: string; phone: Told<string> } | null }, Record<string, never>> = {
  name: 'PhoneOnly',
  type: 'query',
  hash: createHash('sha256').update(text).digest('hex'),
  told: { phone: ['Citizen.phone', 'population.contact'] },
  text: () => text,
};

interface TestClient extends Client {
  /** What it sent. */
  readonly sent: TransportRequest[];
}

function clientOf(gateway: TestGateway, options: Partial<ClientOptions> = {}): TestClient {
  const sent: TransportRequest[] = [];
  const transport = createFetchTransport();
  const client = createClient({
    transport: (request) => transport((sent.push(request), request)),
    endpoint: `${gateway.url}/graphql`,
    token: () => tokenOf('young-family'),
    language: () => 'zh',
    ...{ clientName: 'client-test', clientVersion: '1' },
    ...options,
  });
  return { ...client, sent };
}

function dataOf<Data>(answer: Answer<Data>): Data {
  if (!answer.ok) throw new Error(`${answer.failure.kind}: ${answer.failure.message}`);
  return answer.data;
}

const bodies = ({ sent }: TestClient) => sent.map(({ body }) => JSON.parse(body) as { query?: string });

describe('a citizen’s page', () => {
  let gateway: TestGateway;
  let issuer: KeyIssuer;
  beforeAll(async () => {
    issuer = await startKeyIssuer(audience);
    gateway = await startTestGateway({ OIDC_ISSUERS: `${sharedCity().issuerUrl},${issuer.url}` });
  });
  afterAll(async () => {
    await gateway.stop();
    await issuer.stop();
  });

  it('is one request by hash, in which everything is told with its state', async () => {
    const client = clientOf(gateway);
    const { me } = dataOf(await client.query(CitizenPage, {}));
    expect(bodies(client)).toEqual([
      expect.not.objectContaining({ query: expect.anything() as unknown }) as unknown,
    ]);
    expect(me?.name).toMatchObject({
      ...{ state: 'present', value: persona('young-family').name, masked: false },
      provider: expect.stringMatching(/\p{Script=Han}/u) as unknown,
      asOf: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
    });
    for (const key of Object.keys(CitizenPage.told)) {
      const told = me?.[key as keyof typeof me] as unknown as Told<unknown>;
      expect([key, told.state]).toEqual([key, expect.stringMatching(/^(present|absent)$/)]);
    }
    // A young family has no pension; the register says what it covers, so nobody takes that for "never".
    expect(me?.pension).toMatchObject({ state: 'absent', reason: 'PARTIAL_COVERAGE' });
  });

  it('is asked live when that is wanted', async () => {
    const client = clientOf(gateway);
    const freshnessOf = async (live: boolean) => {
      const { me } = dataOf(await client.query(PhoneOnly, {}, { live }));
      return me?.phone.state === 'present' && me.phone.freshness;
    };
    await freshnessOf(false);
    expect([await freshnessOf(false), await freshnessOf(true)]).toEqual(['cached', 'live']);
  });

  it('says at a low level what that level does not show, and how to go on', async () => {
    const client = clientOf(gateway, { token: () => tokenOf('young-family', 'L2') });
    const answer = await client.query(CitizenPage, {});
    const { me } = dataOf(answer);
    expect(me?.identityNumbers).toMatchObject({
      ...{ state: 'absent', reason: 'NEEDS_LEVEL' },
      message: expect.stringContaining('重新登录') as unknown,
    });
    expect(answer.ok && answer.errors).toEqual([]);
  });

  it('speaks English to who reads that', async () => {
    const english = clientOf(gateway, { token: () => tokenOf('young-family', 'L2'), language: () => 'en' });
    const { me } = dataOf(await english.query(CitizenPage, {}));
    expect(me?.identityNumbers).toMatchObject({
      message: expect.stringContaining('log in again') as unknown,
    });
  });

  it('goes on when the session expires in the middle, with one renewal for all that is asked', async () => {
    const past = Math.floor(Date.now() / 1_000) - 60;
    let token = await tokenOf('young-family');
    let renewals = 0;
    const client = clientOf(gateway, {
      token: () => token,
      async refresh() {
        renewals += 1;
        token = await tokenOf('young-family');
        return true;
      },
    });
    dataOf(await client.query(CitizenPage, {}));
    token = await issuer.sign({ iat: past - 900, exp: past });
    const answers = await Promise.all([1, 2, 3].map((bills) => client.query(CitizenPage, { bills })));
    for (const answer of answers) expect(dataOf(answer).me?.name).toMatchObject({ state: 'present' });
    expect(renewals).toBe(1);
  });

  it('is refused to a login that the register does not know, in the gateway’s words', async () => {
    const token = () => issuer.sign();
    const answer = await clientOf(gateway, { token }).query(CitizenPage, {});
    expect(answer).toMatchObject({
      failure: { kind: 'forbidden', code: 'UNKNOWN_CITIZEN', requestId: expect.any(String) as unknown },
    });
    expect(!answer.ok && answer.failure.message).toMatch(/\p{Script=Han}/u);
  });

  it('tells what the department says of a bill that is not there, beside the data', async () => {
    const input = {
      bill: btoa('UtilityBill:999999999'),
      idempotencyKey: 'client-test-1',
      channel: 'ALIPAY',
    } as const;
    const answer = await clientOf(gateway).mutate(PayUtilityBill, { input });
    expect(answer).toMatchObject({
      ...{ ok: true, data: { payUtilityBill: null } },
      errors: [{ code: 'BILL_NOT_FOUND', path: ['payUtilityBill'] }],
    });
  });

  it('names what is wrong with a variable', async () => {
    const answer = await clientOf(gateway).query(CitizenPage, { bills: 1.5 });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid', code: 'BAD_USER_INPUT' } });
  });

  it('is asked with the text once by a client that the gateway does not know yet', async () => {
    const client = clientOf(gateway);
    for (let times = 0; times < 2; times += 1)
      expect(dataOf(await client.query(PhoneOnly, {})).me?.phone).toMatchObject({ state: 'present' });
    expect(bodies(client).map(({ query }) => query)).toEqual([undefined, text, text]);
  });
});

describe('a gateway', () => {
  it('that runs nothing unregistered says so, and answers what is registered', async () => {
    const gateway = await startTestGateway({ OPERATIONS: 'persisted' });
    try {
      const client = clientOf(gateway);
      expect(await client.query(PhoneOnly, {})).toMatchObject({
        failure: { kind: 'invalid', code: 'OPERATION_NOT_REGISTERED' },
      });
      expect(dataOf(await client.query(CitizenPage, {})).me?.name.state).toBe('present');
    } finally {
      await gateway.stop();
    }
  });

  it('with a department down answers the rest of the page, and says who is missing', async () => {
    const gateway = await startTestGateway({ DEPARTMENT_LAND_URL: nowhere });
    try {
      const answer = await clientOf(gateway).query(CitizenPage, {});
      const { me } = dataOf(answer);
      expect(me?.realEstateRights).toMatchObject({ state: 'absent', reason: 'SOURCE_DOWN' });
      expect(me?.realEstateRights.state === 'absent' && me.realEstateRights.message).toMatch(/稍后/);
      expect(me?.name.state).toBe('present');
      expect(me?.utilityAccounts.state).toBe('present');
    } finally {
      await gateway.stop();
    }
  });
});
