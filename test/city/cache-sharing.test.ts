// What is asked once is there for everybody who may see it, in every process; and for nobody else.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFileGrantStore } from '../../gateway/access/file-grant-store.js';
import { decideGrant } from '../../gateway/access/grant-changes.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { schemaFile } from '../../schema/files.js';
import { connectPostgres } from '../../subgraphs/kit/postgres.js';
import { askAsBureau, type Statement } from '../support/bureau.js';
import { waitFor } from '../../scripts/figures/redis-server.js';
import { persona, sharedCity, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';
import { freshnessOf, startSharingGateways, type SharingGateways } from '../support/sharing-gateways.js';

const page = readFileSync(schemaFile('operations/citizen-page.graphql'), 'utf8');
const catalogue = readCatalogue();

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

interface Rights {
  realEstateRights: { certificateNumber: string }[];
  contributions?: { totalCount: number } | null;
  phone?: string | null;
}
const mine = '{ me { realEstateRights { certificateNumber } contributions { totalCount } phone } }';
const theirs = `query($id: ResidentId!, $name: String!) { citizen(residentId: $id, name: $name) {
  realEstateRights { certificateNumber } contributions { totalCount } phone } }`;

describe('what gateways keep', () => {
  let gateways: SharingGateways;
  let directory: string;
  let grantsFile: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'yihao-cache-'));
    grantsFile = join(directory, 'grants.json');
    copyFileSync(sharedCity().gatewayEnvironment['GRANTS_FILE'] ?? '', grantsFile);
    gateways = await startSharingGateways({ GRANTS_FILE: grantsFile });
    // What is asked for the first time of all is kept as soon as the epochs of its tags are known.
    const token = await tokenOf('non-hukou-family');
    for (const gateway of [gateways.first, gateways.second])
      await waitFor('pages to be kept', async () => {
        const { asked } = await gateways.askedDuring(() => gateway.ask(page, { token }));
        return asked.utilities === undefined;
      });
  });
  afterAll(async () => {
    await gateways.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const numberAndName = (who: string) => ({ id: persona(who).residentId, name: persona(who).name });
  const askMine = async (gateway: TestGateway, who: string) =>
    gateway.ask<{ me: Rights }>(mine, { token: await tokenOf(who) });
  const askTheirs = (gateway: TestGateway, statement: Statement, who: string, headers = {}) =>
    askAsBureau<{ citizen: Rights | null }>(gateway, statement, theirs, numberAndName(who), headers);

  describe('of a page', () => {
    it('is asked of departments once, but for what must be of this moment, in every process', async () => {
      const token = await tokenOf('young-family');
      const cold = await gateways.askedDuring(() => gateways.first.ask(page, { token }));
      expect(Object.keys(cold.asked)).toHaveLength(5);
      for (const gateway of [gateways.first, gateways.second]) {
        const { result, asked } = await gateways.askedDuring(() => gateway.ask(page, { token }));
        expect(result.data).toEqual(cold.result.data);
        expect(asked).toEqual({
          population: [
            expect.stringMatching(/\{\s*me: me \{\s*vitalStatus: vitalStatus \{[^{}]*\}\s*\}\s*\}$/),
          ],
          'social-security': [expect.stringMatching(/InsuranceEnrolments/)],
          'civil-affairs': [expect.stringMatching(/assistanceFamilies/)],
          land: [expect.stringMatching(/mortgages/)],
        });
        expect(JSON.stringify(asked)).not.toMatch(/retirement|contributions|elderCard|tenancies|hukou/);
      }
    });

    it('is described as what it is, with when its department said it', async () => {
      const token = await tokenOf('heir');
      const askedAt = Date.now();
      const cold = await gateways.first.ask(page, { token });
      const answeredAt = Date.now();
      for (const { state } of cold.extensions?.yihao.freshness ?? []) expect(state).toBe('live');
      for (const gateway of [gateways.first, gateways.second]) {
        const again = Date.now();
        const { extensions } = await gateway.ask(page, { token });
        for (const { resource, state, asOf } of extensions?.yihao.freshness ?? []) {
          // Rights are asked for together with mortgages and seizures, for which only this moment counts.
          const isLive =
            catalogue.resources.get(resource)?.freshness.freshForSeconds === 0 || resource === 'land.right';
          expect([resource, state]).toEqual([resource, isLive ? 'live' : 'cached']);
          const at = Date.parse(asOf);
          expect([
            resource,
            at >= (isLive ? again : askedAt),
            at <= (isLive ? Date.now() : answeredAt),
          ]).toEqual([resource, true, true]);
        }
      }
    });

    it('is given again whole once nothing of it is of this moment, byte for byte, in every process', async () => {
      const token = await tokenOf('divorced-man');
      const query =
        '{ me { name hukouHousehold { address } pension { startedIn } tenancies { monthlyRent } } }';
      const countOf = async (gateway: TestGateway, outcome: string): Promise<number> => {
        const { text } = await gateway.fetch('/metrics');
        const line = `yihao_cache_lookups_total\\{department="answers",outcome="${outcome}"\\} (\\d+)`;
        return Number(new RegExp(line).exec(text)?.[1] ?? 0);
      };
      const texts: string[] = [];
      for (const gateway of [gateways.first, gateways.second]) {
        const before = await countOf(gateway, 'near');
        await waitFor('an answer from memory', async () => {
          texts.push((await gateway.ask(query, { token })).text);
          return (await countOf(gateway, 'near')) > before;
        });
      }
      const [first = '', ...others] = texts.slice(1);
      expect(first).toMatch(/"me":\{"name":"[\u4e00-\u9fff]/);
      expect(new Set(others)).toEqual(new Set([first]));
      expect(await countOf(gateways.second, 'far')).toBeGreaterThan(0);
    });

    it('is not used for a citizen who asks for the state of this moment', async () => {
      const token = await tokenOf('heir');
      const headers = { 'cache-control': 'no-cache' };
      const { result, asked } = await gateways.askedDuring(() =>
        gateways.second.ask(page, { token, headers }),
      );
      expect(Object.keys(asked)).toHaveLength(5);
      for (const { state } of result.extensions?.yihao.freshness ?? []) expect(state).toBe('live');
      // And the next one has what it brought.
      const after = await gateways.second.ask(page, { token });
      expect(freshnessOf(after, 'population.hukou').asOf).toBe(freshnessOf(result, 'population.hukou').asOf);
    });

    it('is the same that departments answer, for everybody who asks the same, at once and one after another', async () => {
      const uncached = await startTestGateway({ CACHE: 'off' });
      const who = sharedCity().personas.map(({ key }) => key);
      const tokens = await Promise.all(who.map((key) => tokenOf(key)));
      const expected = await Promise.all(tokens.map((token) => uncached.ask(page, { token })));
      for (const gateway of [gateways.first, gateways.second, gateways.first]) {
        const answers = await Promise.all(
          [...tokens, ...tokens].map((token) => gateway.ask(page, { token })),
        );
        for (const [index, { data, errors }] of answers.entries()) {
          expect({ data, errors }).toEqual({
            data: expected[index % who.length]?.data,
            errors: expected[index % who.length]?.errors,
          });
        }
      }
      await uncached.stop();
    });
  });

  describe('for another viewer', () => {
    it('is what a citizen asked for, masked, and without what the bureau may not see', async () => {
      const own = await askMine(gateways.first, 'pensioner');
      const numbers = own.data?.me.realEstateRights.map(({ certificateNumber }) => certificateNumber) ?? [];
      expect(numbers.length).toBeGreaterThan(0);
      for (const gateway of [gateways.first, gateways.second]) {
        const { result, asked } = await gateways.askedDuring(() =>
          askTheirs(gateway, education, 'pensioner'),
        );
        expect(Object.keys(asked)).toEqual(['population']);
        expect(freshnessOf(result, 'land.right')).toMatchObject({
          state: 'cached',
          asOf: freshnessOf(own, 'land.right').asOf,
        });
        const seen =
          result.data?.citizen?.realEstateRights.map(({ certificateNumber }) => certificateNumber) ?? [];
        expect(seen).toHaveLength(numbers.length);
        for (const number of seen) expect(number).toContain('****');
        expect(result.data?.citizen).toMatchObject({ contributions: null, phone: null });
        expect(result.extensions?.yihao.absences?.map(({ reason }) => reason)).toContain('NOT_AUTHORISED');
        for (const number of numbers) expect(result.text).not.toContain(number);
        expect(result.text).not.toContain(own.data?.me.phone);
      }
    });

    it('is what a bureau asked for, in clear for whose it is', async () => {
      const seen = await askTheirs(gateways.first, education, 'centenarian');
      expect(freshnessOf(seen, 'land.right').state).toBe('live');
      const masked = seen.data?.citizen?.realEstateRights ?? [];
      expect(masked.length).toBeGreaterThan(0);
      for (const gateway of [gateways.first, gateways.second]) {
        const { result, asked } = await gateways.askedDuring(() => askMine(gateway, 'centenarian'));
        expect(asked.land).toBeUndefined();
        expect(freshnessOf(result, 'land.right')).toEqual({
          ...freshnessOf(seen, 'land.right'),
          state: 'cached',
        });
        expect(result.data?.me.realEstateRights).toHaveLength(masked.length);
        expect(result.text).not.toContain('****');
      }
    });

    it('is asked anew for a bureau whose grant says so, and for no other', async () => {
      await askMine(gateways.first, 'divorced-man');
      const headers = { 'cache-control': 'no-cache' };
      const ofEducation = await askTheirs(gateways.first, education, 'divorced-man', headers);
      expect(freshnessOf(ofEducation, 'land.right').state).toBe('cached');
      const ofHousing = await askTheirs(gateways.first, housing, 'divorced-man', headers);
      expect(freshnessOf(ofHousing, 'land.right').state).toBe('live');
    });
  });

  describe('when rights are lowered', () => {
    it('is nothing to a login of a lower level', async () => {
      const query = '{ me { socialSecurityCard { bankCardNumber } identityNumbers { number } photo } }';
      const high = await gateways.first.ask<{ me: { socialSecurityCard: { bankCardNumber: string } } }>(
        query,
        {
          token: await tokenOf('young-family', 'L3'),
        },
      );
      const card = high.data?.me.socialSecurityCard.bankCardNumber ?? '';
      expect(card).toMatch(/^\d{16,19}$/);
      for (const level of ['L2', 'L1'] as const)
        for (const gateway of [gateways.first, gateways.second]) {
          const low = await gateway.ask(query, { token: await tokenOf('young-family', level) });
          expect(low.text).not.toContain(card);
          expect(low.text).not.toContain(persona('young-family').residentId);
          expect(low.extensions?.yihao.absences?.map(({ reason }) => reason)).toContain('NEEDS_LEVEL');
        }
    });

    it('is nothing to a bureau within 5 s of its grant being revoked', async () => {
      const before = await askTheirs(gateways.first, housing, 'pensioner');
      const [number = ''] = before.data?.citizen?.realEstateRights.map((one) => one.certificateNumber) ?? [];
      expect(number).toMatch(/^[^*]+$/);
      await createFileGrantStore(grantsFile).change((stored) =>
        decideGrant(stored, {
          id: 'G-2026-0004',
          action: 'revoke',
          by: 'data-administration',
          reason: '试验',
          now: new Date(),
        }),
      );
      for (const gateway of [gateways.first, gateways.second])
        await waitFor(
          'the grant to be gone',
          async () => (await askTheirs(gateway, housing, 'pensioner')).data === undefined,
        );
      for (const gateway of [gateways.first, gateways.second]) {
        const after = await askTheirs(gateway, housing, 'pensioner');
        expect(after.errors?.[0]?.extensions.code).toBe('NOT_AUTHORISED');
        expect(after.text).not.toContain(number);
      }
    });

    it('is nothing of somebody whose record has been sealed', async () => {
      const database = await connectPostgres(sharedCity().databaseUrl);
      const known = sharedCity().personas.map(({ residentId }) => residentId);
      const [someone] = await database.query<{ number: string; name: string }>(
        `SELECT citizen.resident_number AS number, citizen.name
           FROM population.citizen JOIN land.right_holder USING (resident_number)
          WHERE NOT sealed AND vital_status <> 'DECEASED' AND hukou_status <> 'CANCELLED' AND NOT resident_number = ANY ($1)
          ORDER BY 1 LIMIT 1`,
        [known],
      );
      const seal = (sealed: boolean) =>
        database.query('UPDATE population.citizen SET sealed = $1 WHERE resident_number = $2', [
          sealed,
          someone?.number,
        ]);
      const ask = (gateway: TestGateway) =>
        askAsBureau<{ citizen: Rights | null }>(gateway, education, theirs, {
          id: someone?.number,
          name: someone?.name,
        });
      try {
        for (const gateway of [gateways.first, gateways.second])
          expect((await ask(gateway)).data?.citizen?.realEstateRights.length).toBeGreaterThan(0);
        await seal(true);
        for (const gateway of [gateways.first, gateways.second]) {
          const { result, asked } = await gateways.askedDuring(() => ask(gateway));
          expect(result.data?.citizen).toBeNull();
          expect(result.text).not.toContain('****');
          expect(asked.land).toBeUndefined();
        }
      } finally {
        await seal(false);
        await database.close();
      }
    });
  });
});
