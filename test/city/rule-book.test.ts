// The rule book: who gets what of the same page.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signRequest } from '../../scripts/bureau/sign-request.js';
import { audience } from '../../scripts/city/audience.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import { requestObjectHeader } from '../../schema/contract/request-object.js';
import { askAsBureau, bureauToken, type Statement } from '../support/bureau.js';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import { persona, tokenOf, type Answer } from '../support/shared-city.js';

interface Person {
  id: string;
  residentId: string;
  name: string | null;
  phone: string | null;
  photo: string | null;
  hukouHousehold: { address: string | null } | null;
  realEstateRights: { certificateNumber: string; unit: { location: string | null } | null }[] | null;
  contributions: { totalCount: number } | null;
  marriageRegistrations: { number: string }[] | null;
  socialSecurityCard: { bankCardNumber: string } | null;
  medicalSettlements: { totalCount: number } | null;
}

const page = `id residentId name phone photo hukouHousehold { address } realEstateRights { certificateNumber unit { location } }
  contributions { totalCount } marriageRegistrations { number } socialSecurityCard { bankCardNumber } medicalSettlements { totalCount }`;
const byNumber = `query Page($id: ResidentId!, $name: String!) { citizen(residentId: $id, name: $name) { ${page} } }`;

const official = { id: '340001', post: '受理', terminal: 'T-07' };
const education: Statement = {
  client: 'education',
  purpose: 'SCHOOL_ADMISSION',
  item: 'SCHOOL-ADMISSION',
  official,
};
const housing: Statement = {
  client: 'housing',
  purpose: 'HOUSING_SECURITY',
  item: 'PUBLIC-RENTAL-HOUSING',
  official,
};
const culture: Statement = { client: 'culture', purpose: 'IDENTITY_VERIFICATION', item: 'LIBRARY-CARD' };

describe('the same page', () => {
  let gateway: RecordedGateway;
  const whom = () => ({ id: persona('young-family').residentId, name: persona('young-family').name });
  beforeAll(async () => {
    gateway = await startRecordedGateway();
  });
  afterAll(() => gateway.stop());

  const me = async (level: 'L2' | 'L3') =>
    gateway.ask<{ me: Person }>(`{ me { ${page} } }`, { token: await tokenOf('young-family', level) });
  const reasons = (answer: Answer<unknown>) =>
    Object.fromEntries(
      (answer.extensions?.yihao.absences ?? []).map(({ coordinate, reason }) => [coordinate, reason]),
    );
  const asked = () =>
    gateway
      .asked()
      .map(({ body }) => body)
      .join('\n');

  it('gives a citizen at L3 all of it, in clear', async () => {
    const answer = await me('L3');
    const person = answer.data?.me;
    expect(answer.errors).toBeUndefined();
    expect(person).toMatchObject({ residentId: whom().id, name: whom().name });
    expect(person?.phone).toMatch(/^1\d{10}$/);
    expect(person?.socialSecurityCard?.bankCardNumber).toMatch(/^\d{16,19}$/);
    expect(answer.extensions?.yihao.masked).toBeUndefined();
  });

  it('gives a citizen at L2 all but what needs L3, and says so', async () => {
    for (const department of Object.values(gateway.departments)) department.requests.length = 0;
    const answer = await me('L2');
    expect(answer.data?.me).toMatchObject({
      name: whom().name,
      photo: null,
      socialSecurityCard: null,
      medicalSettlements: null,
    });
    expect(answer.data?.me.realEstateRights?.length).toBeGreaterThan(0);
    const needed = {
      'Citizen.photo': 'NEEDS_LEVEL',
      'Citizen.socialSecurityCard': 'NEEDS_LEVEL',
      'Citizen.medicalSettlements': 'NEEDS_LEVEL',
    };
    expect(reasons(answer)).toMatchObject(needed);
    expect(answer.errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code]).sort()).toEqual([
      ['me.medicalSettlements', 'NEEDS_LEVEL'],
      ['me.photo', 'NEEDS_LEVEL'],
      ['me.socialSecurityCard', 'NEEDS_LEVEL'],
    ]);
    expect(asked()).not.toMatch(/photo|socialSecurityCard|medicalSettlements/);
  });

  it('gives an official of education what the grant covers, masked', async () => {
    for (const department of Object.values(gateway.departments)) department.requests.length = 0;
    const answer = await askAsBureau<{ citizen: Person }>(gateway, education, byNumber, whom());
    const person = answer.data?.citizen;
    expect(person?.name).toBe(`${[...whom().name][0] ?? ''}**`);
    expect(person?.residentId).toMatch(/^\d\*{16}[\dX]$/);
    expect(person?.hukouHousehold?.address).toMatch(/\*\*\*\*$/);
    expect(person?.realEstateRights?.[0]?.certificateNumber).toMatch(/\*/);
    expect(answer.extensions?.yihao.masked).toEqual([
      'Citizen.name',
      'Citizen.residentId',
      'HukouHousehold.address',
      'RealEstateRight.certificateNumber',
      'RealEstateUnit.location',
    ]);
    expect(reasons(answer)).toMatchObject({
      'Citizen.phone': 'NOT_AUTHORISED',
      'Citizen.photo': 'NOT_SHARED',
      'Citizen.contributions': 'NOT_AUTHORISED',
      'Citizen.marriageRegistrations': 'NOT_AUTHORISED',
      'Citizen.medicalSettlements': 'NOT_SHARED',
    });
    expect(answer.text).not.toContain(whom().id);
    expect(answer.text).not.toContain(whom().name);
    expect(asked()).not.toMatch(/phone|photo|contributions|marriageRegistrations|medicalSettlements/);
  });

  it('tells education that its grant for contributions has expired, and how to apply', async () => {
    const answer = await askAsBureau(gateway, education, byNumber, whom(), { 'accept-language': 'zh' });
    const absence = answer.extensions?.yihao.absences?.find(
      ({ coordinate }) => coordinate === 'Citizen.contributions',
    );
    expect(absence?.message).toMatch(/授权 G-2025-0001 已于 2025-12-31 到期。请向数据资源管理局申请/);
  });

  it('gives an official of housing what the grant covers, in clear', async () => {
    const answer = await askAsBureau<{ citizen: Person }>(gateway, housing, byNumber, whom());
    expect(answer.data?.citizen).toMatchObject({ residentId: whom().id, name: whom().name });
    expect(answer.data?.citizen.realEstateRights?.[0]?.certificateNumber).not.toMatch(/\*/);
    expect(answer.data?.citizen.contributions?.totalCount).toBeGreaterThan(0);
    expect(answer.data?.citizen.photo).toBeNull();
    expect(reasons(answer)).toMatchObject({
      'Citizen.phone': 'NOT_AUTHORISED',
      'Citizen.photo': 'NOT_SHARED',
    });
  });

  it.each<[string, Statement, RegExp]>([
    ['a bureau without grants', culture, /there is no grant\. Apply to the data bureau/],
    [
      'a bureau for another item than its grant is for',
      { ...education, item: 'SCHOOL-CANTEEN' },
      /grant G-2026-0001 is not for the item SCHOOL-CANTEEN/,
    ],
    [
      'a bureau for another purpose than its grant is for',
      { ...education, purpose: 'HOUSING_FUND_SERVICES' },
      /grant G-2026-0001 is not for the purpose HOUSING_FUND_SERVICES/,
    ],
    [
      'a bureau that names no official where its grant asks for one',
      { client: 'housing', purpose: 'HOUSING_SECURITY', item: 'PUBLIC-RENTAL-HOUSING' },
      /grant G-2026-0004 needs an official/,
    ],
    [
      'a bureau for a purpose that the catalogue does not share for',
      { ...housing, purpose: 'CONTRIBUTION_COLLECTION' },
      /is not shared for CONTRIBUTION_COLLECTION; the catalogue lists/,
    ],
  ])('looks nobody up for %s, and says why', async (_whom, statement, message) => {
    const before = gateway.asked().length;
    const known = await askAsBureau(gateway, statement, byNumber, whom());
    const unknown = await askAsBureau(gateway, statement, byNumber, { ...whom(), name: '王小明' });
    expect([known.status, known.errors?.length, known.errors?.[0]?.extensions.code]).toEqual([
      403,
      1,
      'NOT_AUTHORISED',
    ]);
    expect(known.errors?.[0]?.message).toMatch(message);
    expect(unknown.text).toBe(known.text);
    expect(gateway.asked().length).toBe(before);
  });

  it('looks nobody up for a bureau that asks for nothing but the handle', async () => {
    const query = byNumber.replace(page, 'id __typename');
    const answer = await askAsBureau(gateway, housing, query, whom());
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([403, 'NOT_AUTHORISED']);
  });

  it('asks by POST alone: what is signed is the body', async () => {
    const search = new URLSearchParams({ query: byNumber, variables: JSON.stringify(whom()) });
    const empty = await signRequest({
      client: 'housing',
      privateJwk: developmentBureaus.find(({ bureau }) => bureau.client === 'housing')?.privateJwk ?? {},
      audience,
      body: Buffer.alloc(0),
      purpose: housing.purpose,
      item: housing.item,
      caseNumber: '（2026）试001号',
      official,
    });
    const before = gateway.asked().length;
    const answer = await gateway.fetch(`/graphql?${search.toString()}`, {
      headers: {
        authorization: `Bearer ${await bureauToken('housing')}`,
        [requestObjectHeader]: empty,
        'apollo-require-preflight': 'true',
      },
    });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([405, 'BAD_REQUEST']);
    expect(gateway.asked().length).toBe(before);
  });

  it('leaves errors empty for a client that reads refusals from the extension', async () => {
    const answer = await askAsBureau(gateway, education, byNumber, whom(), { 'x-refusals': 'extensions' });
    expect(answer.errors).toBeUndefined();
    expect(reasons(answer)).toMatchObject({ 'Citizen.phone': 'NOT_AUTHORISED' });
  });

  it('is one answer for an unknown number and for a known number with a wrong name', async () => {
    const ask = (id: string, name: string) =>
      askAsBureau<{ citizen: Person | null }>(gateway, housing, byNumber, { id, name });
    const wrongName = await ask(whom().id, '王小明');
    const unknown = await ask('110105194912310021'.replace(/.$/, ''), '王小明').catch(() => undefined);
    expect(wrongName.data?.citizen).toBeNull();
    const valid = await ask('11010519491231002X', '王小明');
    const withoutTime = (text: string) => text.replaceAll(/"asOf":"[^"]+"/g, '');
    expect(withoutTime(valid.text)).toBe(withoutTime(wrongName.text));
    expect(unknown?.status).toBe(400);
  });

  it('is for 200 people at once by citizens, each with a result of its own', async () => {
    const query = 'query($by: [CitizenLookup!]!) { citizens(by: $by) { id name } }';
    const by = [
      whom(),
      { id: whom().id, name: '王小明' },
      { id: persona('heir').residentId, name: persona('heir').name },
    ].map(({ id, name }) => ({ residentId: id, name }));
    const answer = await askAsBureau<{ citizens: ({ name: string } | null)[] }>(gateway, housing, query, {
      by,
    });
    expect(answer.extensions?.yihao.absences).toMatchObject([
      { reason: 'NOT_HELD', coordinate: 'Query.citizens', paths: [['citizens', 1]] },
    ]);
    expect(answer.data?.citizens.map((one) => one?.name ?? null)).toEqual([
      whom().name,
      null,
      persona('heir').name,
    ]);
  });

  it.each([
    ['me', '{ me { name } }'],
    [
      'a mutation',
      'mutation { payUtilityBill(input: {bill: "x", idempotencyKey: "12345678", channel: ALIPAY}) { id } }',
    ],
  ])('is not for a bureau by %s', async (_what, query) => {
    const before = gateway.asked().length;
    const answer = await askAsBureau(gateway, housing, query);
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect(gateway.asked().length).toBe(before);
  });
});
