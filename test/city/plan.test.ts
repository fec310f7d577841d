// `X-Plan`: who writes an operation is told whom it asks, what of it is kept, and what of it the caller sees.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnswerSource, PlanExplanation, PlannedAccess } from '../../schema/contract/extension.js';
import { askAsBureau, type Statement } from '../support/bureau.js';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import { startTestGateway, persona, tokenOf, type Answer, type TestGateway } from '../support/shared-city.js';

const only = { 'x-plan': 'only' };
const withAnswer = { 'x-plan': 'with-answer' };
/** Its identity numbers and bank card need level L3; its vital status is never kept. */
const page = `{ me { name vitalStatus { status } identityNumbers { number } socialSecurityCard { bankCardNumber }
  pension { monthlyAmount } } }`;
const bureauPage = `query($id: ResidentId!, $name: String!) { citizen(residentId: $id, name: $name) {
  residentId name realEstateRights { certificateNumber unit { location } } marriageRegistrations { number } } }`;
const education: Statement = {
  ...{ client: 'education', purpose: 'SCHOOL_ADMISSION', item: 'SCHOOL-ADMISSION' },
  official: { id: '340001', post: '受理', terminal: 'T-07' },
};

function planOf({ extensions }: Answer<unknown>): PlanExplanation {
  const plan = extensions?.yihao.plan;
  if (!plan) throw new Error('no plan');
  return plan;
}

/** Of all fetches. */
function fieldsOf(plan: PlanExplanation): string[] {
  return plan.waves
    .flat()
    .flatMap(({ fields, needed, cache: { kept, never } }) => [
      ...fields,
      ...needed,
      ...never,
      ...kept.map(({ field }) => field),
    ]);
}

function accessOf(plan: PlanExplanation, coordinate: string): PlannedAccess | undefined {
  return plan.access.find((one) => one.coordinate === coordinate);
}

function sourcesOf(plan: PlanExplanation): Record<string, readonly AnswerSource[] | undefined> {
  const kept = plan.waves.flat().flatMap(({ cache }) => cache.kept);
  return Object.fromEntries(kept.map(({ field, answeredFrom }) => [field, answeredFrom]));
}

describe('the plan of a request', () => {
  let gateway: RecordedGateway;
  const whom = () => ({ id: persona('young-family').residentId, name: persona('young-family').name });
  const requests = () => Object.values(gateway.departments).flatMap((one) => one.requests);

  beforeAll(async () => {
    gateway = await startRecordedGateway();
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    for (const one of Object.values(gateway.departments)) one.requests.length = 0;
  });

  it('says which departments a citizen’s page asks, at the same time, and what it costs', async () => {
    const token = await tokenOf('young-family', 'L4');
    const plan = planOf(await gateway.ask(page, { token, headers: only }));
    expect(plan.waves.map((wave) => wave.map(({ department }) => department).sort())).toEqual([
      ['population', 'social-security'],
    ]);
    expect(plan.cost.value).toBeGreaterThan(0);
    expect(plan.cost.maximum).toBe(20_000);
    expect(plan.access.every(({ treatment }) => treatment === 'clear')).toBe(true);
    expect(plan.asked).toBeUndefined();
    expect(plan.people).toBeUndefined();
  });

  it('says what is kept for how long, and what the department is asked for each time', async () => {
    const token = await tokenOf('young-family', 'L4');
    const plan = planOf(await gateway.ask(page, { token, headers: only }));
    const population = plan.waves.flat().find(({ department }) => department === 'population');
    expect(population?.cache).toEqual({
      kept: expect.arrayContaining([
        {
          field: 'Citizen.name',
          freshForSeconds: 900,
          staleWhileRevalidateSeconds: 3_600,
          staleIfErrorSeconds: 86_400,
        },
      ]) as unknown,
      never: ['Citizen.vitalStatus'],
    });
    expect(population?.fields).toContain('VitalStatus.status');
  });

  it('says why a citizen of a low level doesn’t get a field, as the absences do, and asks nobody for it', async () => {
    const token = await tokenOf('young-family', 'L2');
    const headers = { 'accept-language': 'zh' };
    const plan = planOf(await gateway.ask(page, { token, headers: { ...headers, ...only } }));
    const answered = await gateway.ask(page, { token, headers });
    const absence = answered.extensions?.yihao.absences?.find(
      ({ coordinate }) => coordinate === 'Citizen.identityNumbers',
    );
    expect(accessOf(plan, 'Citizen.identityNumbers')).toEqual({
      coordinate: 'Citizen.identityNumbers',
      resource: 'population.identity-number',
      treatment: 'refused',
      reason: 'NEEDS_LEVEL',
      message: absence?.message,
    });
    expect(absence?.message).toContain('L3');
    expect(fieldsOf(plan)).not.toContain('Citizen.identityNumbers');
    expect(fieldsOf(plan)).not.toContain('Citizen.socialSecurityCard');
    expect(accessOf(plan, 'IdentityNumber.number')).toBeUndefined();
  });

  it('says what a bureau sees masked or not at all, and why', async () => {
    const plan = planOf(await askAsBureau(gateway, education, bureauPage, whom(), only));
    const { treatment, mask, reason, message } = accessOf(plan, 'Citizen.name') ?? {};
    expect({ treatment, mask, reason }).toEqual({ treatment: 'masked', mask: 'NAME', reason: undefined });
    expect(message).toMatch(/^Grant .+ is for masked values\.$/);
    const refused = accessOf(plan, 'Citizen.marriageRegistrations');
    expect(refused?.treatment).toBe('refused');
    expect(refused?.reason).toBe('NOT_AUTHORISED');
    expect(fieldsOf(plan)).not.toContain('Citizen.marriageRegistrations');
    expect(plan.people).toBe(1);
    // Whom the population register finds has rights looked up in the land register then.
    expect(plan.waves.length).toBe(2);
    expect(plan.waves[1]?.map(({ department, entities }) => [department, entities])).toEqual([
      ['land', true],
    ]);
  });

  it('is the refusal of the whole request where that would be refused', async () => {
    const nothing =
      'query($id: ResidentId!, $name: String!) { citizen(residentId: $id, name: $name) { marriageRegistrations { number } } }';
    const [told, real] = [
      await askAsBureau(gateway, education, nothing, whom(), only),
      await askAsBureau(gateway, education, nothing, whom()),
    ];
    expect(told.status).toBe(403);
    expect(told.text).toBe(real.text);
  });

  it('alone asks nobody, finds nobody and answers nothing', async () => {
    const token = await tokenOf('young-family', 'L4');
    // Who it is is known from here on.
    await gateway.ask('{ me { name } }', { token });
    await askAsBureau(gateway, education, bureauPage, whom());
    for (const one of Object.values(gateway.departments)) one.requests.length = 0;
    const mine = await gateway.ask(page, { token, headers: only });
    const theirs = await askAsBureau(gateway, education, bureauPage, whom(), only);
    expect(requests()).toEqual([]);
    for (const answer of [mine, theirs]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toMatch(/^\{"data":\{\},"extensions":\{"yihao":\{"freshness":\[\],"plan":\{/);
    }
  });

  it('alone changes nothing', async () => {
    const token = await tokenOf('young-family', 'L4');
    await gateway.ask('{ me { name } }', { token });
    for (const one of Object.values(gateway.departments)) one.requests.length = 0;
    const answer = await gateway.ask(
      'mutation($input: PayUtilityBillInput!) { payUtilityBill(input: $input) { id state } }',
      {
        token,
        variables: { input: { bill: randomUUID(), idempotencyKey: randomUUID(), channel: 'ALIPAY' } },
        headers: only,
      },
    );
    expect(answer.errors).toBeUndefined();
    expect(requests()).toEqual([]);
    expect(planOf(answer).waves).toEqual([
      [
        {
          department: 'utilities',
          fields: ['Mutation.payUtilityBill', 'PaymentOrder.id', 'PaymentOrder.state'],
          needed: [],
          entities: false,
          cache: { kept: [], never: ['Mutation.payUtilityBill'] },
        },
      ],
    ]);
  });

  it('beside an answer says what this one was answered from', async () => {
    const token = await tokenOf('heir', 'L4');
    const plain = await gateway.ask(page, { token });
    const live = await gateway.ask(page, { token, headers: { ...withAnswer, 'cache-control': 'no-cache' } });
    expect(live.data).toEqual(plain.data);
    expect(new Set(Object.values(sourcesOf(planOf(live))).flat())).toEqual(new Set(['department']));
    expect(
      planOf(live)
        .asked?.map(({ department, requests }) => [department, requests])
        .sort(),
    ).toEqual([
      ['population', 1],
      ['social-security', 1],
    ]);
    const again = planOf(await gateway.ask(page, { token, headers: withAnswer }));
    expect(sourcesOf(again)['Citizen.name']).toEqual(['memory']);
    expect(sourcesOf(again)['Citizen.pension']).toEqual(['memory']);
    // What is never kept is asked for each time.
    expect(again.asked?.map(({ department }) => department)).toEqual(['population']);
  });

  it('beside an answer is not what others are answered with', async () => {
    const token = await tokenOf('pensioner', 'L4');
    const kept = '{ me { name } }';
    const ask = (headers = {}) => gateway.ask(kept, { token, headers });
    await ask();
    await ask();
    expect(sourcesOf(planOf(await ask(withAnswer)))).toEqual({ 'Citizen.name': ['memory'] });
    const together = await Promise.all([ask(withAnswer), ask(), ask(withAnswer), ask()]);
    expect(together.map(({ extensions }) => extensions?.yihao.plan !== undefined)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('beside the answer of a department that is down says that it came from nowhere', async () => {
    const token = await tokenOf('divorced-man', 'L4');
    gateway.departments['social-security'].interfere({ status: 503, body: '' });
    const plan = planOf(
      await gateway.ask('{ me { pension { monthlyAmount } } }', { token, headers: withAnswer }),
    );
    gateway.departments['social-security'].interfere(undefined);
    expect(sourcesOf(plan)).toEqual({ 'Citizen.pension': ['nowhere'] });
  });

  it('shows neither an address nor a number', async () => {
    const { residentId, name } = persona('young-family');
    const { text } = await askAsBureau(gateway, education, bureauPage, whom(), only);
    expect(text).not.toContain(residentId);
    expect(text).not.toContain(name);
    expect(text).not.toContain('127.0.0.1');
  });

  it.each(['yes', 'ONLY', ''])('isn’t asked for by "%s"', async (value) => {
    const answer = await gateway.ask(page, {
      token: await tokenOf('young-family'),
      headers: { 'x-plan': value },
    });
    expect(answer.status).toBe(400);
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_REQUEST');
    expect(answer.errors?.[0]?.message).toContain('with-answer');
  });
});

describe('a gateway that shows no plans', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ PLAN_IN_ANSWERS: 'false', CORS_ORIGINS: 'https://portal.example' });
  });
  afterAll(() => gateway.stop());

  it('answers without one where it was wanted beside the answer', async () => {
    const answer = await gateway.ask('{ me { name } }', {
      token: await tokenOf('young-family'),
      headers: withAnswer,
    });
    expect(answer.data).toEqual({ me: { name: persona('young-family').name } });
    expect(answer.extensions?.yihao.plan).toBeUndefined();
  });

  it('executes nothing for who wanted nothing executed', async () => {
    const answer = await gateway.ask('{ me { name } }', {
      token: await tokenOf('young-family'),
      headers: only,
    });
    expect(answer.status).toBe(403);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('lets pages of origins that may ask it send the header all the same', async () => {
    const { headers } = await gateway.fetch('/graphql', {
      method: 'OPTIONS',
      headers: { origin: 'https://portal.example', 'access-control-request-method': 'POST' },
    });
    expect(headers.get('access-control-allow-headers')?.split(', ')).toContain('x-plan');
  });
});
