import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { departmentNames } from '../../schema/contract/departments.js';
import { schemaFile } from '../../schema/files.js';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import { persona, sharedCity, tokenOf } from '../support/shared-city.js';

interface Coded {
  code: string;
  label: string | null;
}
interface Page {
  me: {
    id: string;
    name: string;
    birthDate: string;
    ethnicity: Coded | null;
    nationality: Coded;
    identityNumbers: { number: string; kind: string; validTo: string | null }[];
    vitalStatus: { status: string };
    hukouStatus: { status: string };
    hukouHousehold: { members: { name: string }[] } | null;
    residencePermits: { id: string }[];
    socialInsuranceEnrolments: { kind: Coded; monthsPaid: number }[];
    medicalInsuranceEnrolments: { kind: Coded }[];
    contributions: { totalCount: number; edges: { node: { periodPaidFor: string } }[] };
    pension: { monthlyAmount: string } | null;
    socialSecurityCard: { number: string } | null;
    marriageRegistrations: { kind: string; otherParty: { name: string } }[];
    assistanceFamilies: { category: string; class: string | null; to: string | null }[];
    oldAgeAllowance: { band: string } | null;
    elderCard: { number: string } | null;
    realEstateRights: {
      mortgages: { amountSecured: string }[];
      seizures: { queuePosition: number }[];
      unit: { dwelling: { utilitySupplies: { kind: string }[] } | null };
    }[];
    inheritanceInterests: { deceased: { name: string } }[];
    tenancies: { role: string }[];
    utilityAccounts: {
      role: string;
      account: {
        kind: string;
        dwelling: { houseCode: string; address: string } | null;
        arrears: { amount: string; bills: number };
      };
    }[];
  };
}

describe('the page of a persona', () => {
  const query = readFileSync(schemaFile('operations/citizen-page.graphql'), 'utf8');
  let gateway: RecordedGateway;

  beforeAll(async () => {
    gateway = await startRecordedGateway();
  });
  afterAll(() => gateway.stop());

  async function pageOf(key: string, headers: Record<string, string> = {}): Promise<Page['me']> {
    const answer = await gateway.ask<Page>(query, { token: await tokenOf(key), headers });
    expect(answer.errors).toBeUndefined();
    expect(answer.status).toBe(200);
    if (!answer.data) throw new Error('no data');
    return answer.data.me;
  }

  it.each(sharedCity()?.personas.map(({ key, title }) => [key, title.en]) ?? [])(
    'is answered by all departments for %s (%s)',
    async (key) => {
      const me = await pageOf(key);
      expect(me.name).toBe(persona(key).name);
      expect(me.identityNumbers.find(({ validTo }) => validTo === null)?.number).toBe(
        persona(key).residentId,
      );
      expect(me.vitalStatus.status).toBe('ALIVE');
      expect(me.socialSecurityCard).not.toBeNull();
      expect(me.marriageRegistrations).toBeInstanceOf(Array);
      expect(me.realEstateRights).toBeInstanceOf(Array);
      expect(me.utilityAccounts.length).toBeGreaterThan(0);
    },
  );

  it('names relatives by their first character alone', async () => {
    const me = await pageOf('pensioner');
    const names = [
      ...(me.hukouHousehold?.members ?? []),
      ...me.marriageRegistrations.map(({ otherParty }) => otherParty),
    ].map(({ name }) => name);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(name).toMatch(/^.\*\*$/u);
  });

  it('shows the pensioner a pension that follows from years of contributions, and an elder card', async () => {
    const me = await pageOf('pensioner');
    expect(Number(me.pension?.monthlyAmount)).toBeGreaterThan(500);
    expect(me.contributions.totalCount).toBeGreaterThanOrEqual(180);
    expect(me.elderCard).not.toBeNull();
  });

  it('shows the young family a mortgage on a flat and its supplies', async () => {
    const me = await pageOf('young-family');
    const [right] = me.realEstateRights.filter(({ mortgages }) => mortgages.length > 0);
    expect(Number(right?.mortgages[0]?.amountSecured)).toBeGreaterThan(100_000);
    expect(right?.unit.dwelling?.utilitySupplies.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['WATER', 'ELECTRICITY']),
    );
    expect(me.marriageRegistrations.map(({ kind }) => kind)).toContain('MARRIAGE');
  });

  it('shows the mother on subsistence allowance her assistance family and her tenancy', async () => {
    const me = await pageOf('subsistence-mother');
    expect(
      me.assistanceFamilies.filter(({ category, to }) => category === 'SUBSISTENCE' && to === null),
    ).toHaveLength(1);
    expect(me.tenancies.map(({ role }) => role)).toContain('TENANT');
    expect(me.utilityAccounts.map(({ role }) => role)).not.toContain('HOLDER');
  });

  it('finds what the foreign resident has under the old card', async () => {
    const me = await pageOf('foreign-resident');
    expect(me.nationality.code).not.toBe('CHN');
    expect(me.ethnicity).toBeNull();
    const cards = me.identityNumbers.filter(({ kind }) => kind === 'FOREIGN_RESIDENT_CARD');
    expect(cards.length).toBe(2);
    expect(me.contributions.totalCount).toBeGreaterThan(0);
  });

  it('finds what the Hong Kong resident has under the travel permit', async () => {
    const me = await pageOf('hong-kong-resident');
    expect(me.identityNumbers.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['HK_MACAU_TAIWAN_PERMIT', 'TRAVEL_PERMIT']),
    );
    expect(me.realEstateRights.length).toBeGreaterThan(0);
  });

  it('shows the heir the interest in the deceased owner’s flat', async () => {
    const me = await pageOf('heir');
    expect(me.inheritanceInterests.length).toBeGreaterThan(0);
    expect(me.inheritanceInterests[0]?.deceased.name).toMatch(/\*\*$/);
  });

  it('shows the family without local hukou its residence permits', async () => {
    const me = await pageOf('non-hukou-family');
    expect(me.hukouStatus.status).toBe('NOT_LOCAL');
    expect(me.hukouHousehold).toBeNull();
    expect(me.residencePermits.length).toBeGreaterThan(0);
  });

  it('gives the centenarian the allowance from 100', async () => {
    const me = await pageOf('centenarian');
    expect(me.oldAgeAllowance?.band).toBe('FROM_100');
    expect(Number(me.birthDate.slice(0, 4))).toBeLessThanOrEqual(1926);
  });

  it('shows the divorced man both registrations and the queue of seizures', async () => {
    const me = await pageOf('divorced-man');
    expect(me.marriageRegistrations.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['MARRIAGE', 'DIVORCE']),
    );
    const seizures = me.realEstateRights.flatMap((right) => right.seizures);
    expect(seizures.map(({ queuePosition }) => queuePosition)).toEqual(expect.arrayContaining([0, 1]));
  });

  it('keeps a name of rare characters whole', async () => {
    const me = await pageOf('rare-name');
    expect(
      [...me.name].some(
        (character) => (character.codePointAt(0) ?? 0) > 0x3400 && !/[\u4e00-\u9fff]/.test(character),
      ),
    ).toBe(true);
  });

  it('costs one wave to all five departments and one for what lies across them', async () => {
    for (const name of departmentNames) gateway.departments[name].requests.length = 0;
    await pageOf('young-family', { 'cache-control': 'no-cache' });
    const first = departmentNames.map((name) => gateway.departments[name].graphql()[0]?.body ?? '');
    for (const body of first) expect(body).not.toContain('_entities');
    const crossing = departmentNames.flatMap((name) => gateway.departments[name].graphql().slice(1));
    expect(crossing.length).toBeGreaterThan(0);
    expect(crossing.length).toBeLessThanOrEqual(2);
    for (const { body } of crossing) {
      expect(body).toContain('_entities');
      expect(body).toContain('Dwelling');
    }
  });

  it('says how fresh each resource is and who provides it', async () => {
    const answer = await gateway.ask('{ me { name pension { monthlyAmount } medicalAccount { balance } } }', {
      token: await tokenOf('pensioner'),
      headers: { 'accept-language': 'zh', 'cache-control': 'no-cache' },
    });
    const freshness = answer.extensions?.yihao.freshness ?? [];
    expect(freshness.map(({ resource }) => resource)).toEqual([
      'population.identity',
      'social-security.medical-account',
      'social-security.pension',
    ]);
    for (const { asOf, state } of freshness) {
      expect(Math.abs(Date.parse(asOf) - Date.now())).toBeLessThan(10_000);
      expect(state).toBe('live');
    }
    expect(new Set(freshness.map(({ provider }) => provider)).size).toBe(3);
  });
});
