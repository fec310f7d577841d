// A department that is down: what was known of it is answered with its age, for as long as the catalogue allows.
//
// Departments' answers are old by their own `Age`, so that no test waits for hours.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import { schemaFile } from '../../schema/files.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { tellChanged } from '../support/department-word.js';
import type { Interference } from '../support/recorder.js';
import { waitFor } from '../../scripts/figures/redis-server.js';
import { persona, tokenOf, type Answer, type TestGateway } from '../support/shared-city.js';
import { freshnessOf, startSharingGateways, type SharingGateways } from '../support/sharing-gateways.js';

const page = readFileSync(schemaFile('operations/citizen-page.graphql'), 'utf8');
const contributions = '{ me { contributions { totalCount } } }';
const resource = 'social-security.contribution';
const { freshness } = readCatalogue().resources.get(resource) ?? { freshness: undefined };
const freshFor = freshness?.freshForSeconds ?? NaN;
const revalidateUntil = freshFor + (freshness?.staleWhileRevalidateSeconds ?? NaN);
const answerUntil = freshFor + (freshness?.staleIfErrorSeconds ?? NaN);

const down: [string, Interference][] = [
  ['answers 500', { status: 500, body: 'Internal Server Error' }],
  ['answers nothing', 'hang'],
  ['answers without GraphQL', { status: 200, body: '<html></html>' }],
  [
    'fails at the field',
    {
      status: 200,
      body: JSON.stringify({
        data: { me: { contributions: null } },
        errors: [{ message: 'no', path: ['me', 'contributions'], extensions: { code: 'INTERNAL' } }],
      }),
    },
  ],
];

describe('what is kept of a department', () => {
  let gateways: SharingGateways;
  let both: readonly TestGateway[];
  let token: string;
  beforeAll(async () => {
    gateways = await startSharingGateways({ DEPARTMENT_TIMEOUT_MS: '800' });
    both = [gateways.first, gateways.second];
    token = await tokenOf('pensioner');
    for (const gateway of both)
      await waitFor('answers to be kept', async () => {
        const { asked } = await gateways.askedDuring(() => gateway.ask(contributions, { token }));
        return asked['social-security'] === undefined;
      });
  });
  afterAll(() => gateways.stop());

  const interfere = (how: Interference, names: readonly DepartmentName[] = ['social-security']) => {
    for (const name of names) gateways.first.departments[name].interfere(how);
  };
  const ask = (gateway: TestGateway, query = contributions) =>
    gateway.ask<{ me: Record<string, unknown> }>(query, { token });
  const ageOf = (answer: Answer<unknown>, askedAt: number) =>
    (askedAt - Date.parse(freshnessOf(answer, resource).asOf)) / 1_000;

  /** Nothing newer is kept anywhere than what is so old. */
  async function keep(ageSeconds: number) {
    await tellChanged(gateways.first, 'social-security', {
      citizen: { number: persona('pensioner').residentId },
    });
    interfere({ addedHeaders: { age: String(ageSeconds) } });
    const answer = await ask(gateways.first);
    expect(answer.errors).toBeUndefined();
    return answer;
  }

  beforeEach(() => interfere(undefined, departmentNames));
  afterEach(() => interfere(undefined, departmentNames));

  it.each(down)('stands in, with its age, where it %s', async (_how, interference) => {
    const kept = await keep(revalidateUntil + 60);
    interfere(interference);
    for (const gateway of both) {
      const askedAt = Date.now();
      const answer = await ask(gateway);
      expect(answer.errors).toBeUndefined();
      expect(answer.data).toEqual(kept.data);
      expect(freshnessOf(answer, resource).state).toBe('stale');
      expect(Math.round(ageOf(answer, askedAt) - revalidateUntil - 60)).toBeLessThanOrEqual(2);
      expect(freshnessOf(answer, resource).asOf).toBe(freshnessOf(kept, resource).asOf);
    }
  });

  it.each(down)('is answered no longer than the catalogue allows where it %s', async (_how, interference) => {
    await keep(answerUntil + 1);
    interfere(interference);
    for (const gateway of both) {
      const answer = await ask(gateway);
      expect(answer.data?.me['contributions'] ?? null).toBeNull();
      expect(answer.errors?.[0]?.extensions.code).toMatch(/^SOURCE_(DOWN|ERROR)$/);
    }
  });

  it('is answered to the last moment that the catalogue allows, and not a moment longer', async () => {
    await keep(answerUntil - 3);
    interfere('hang');
    expect((await ask(gateways.first)).errors).toBeUndefined();
    await waitFor('its time to be over', async () => (await ask(gateways.first)).errors !== undefined);
    expect((await ask(gateways.second)).errors?.[0]?.extensions.code).toBe('SOURCE_DOWN');
  });

  it('is answered at once and fetched anew behind that, when it isn’t fresh but not old either', async () => {
    const kept = await keep(freshFor + 60);
    interfere(undefined);
    for (const gateway of both) {
      const answer = await ask(gateway);
      if (freshnessOf(answer, resource).state === 'cached') continue;
      expect(freshnessOf(answer, resource)).toEqual({ ...freshnessOf(kept, resource), state: 'stale' });
      await waitFor(
        'it to be fresh',
        async () => freshnessOf(await ask(gateway), resource).state === 'cached',
      );
      expect(ageOf(await ask(gateway), Date.now())).toBeLessThan(60);
    }
  });

  it.each(['FORBIDDEN', 'BAD_USER_INPUT'])('does not stand in for a refusal (%s)', async (code) => {
    await keep(revalidateUntil + 60);
    interfere({
      status: 200,
      body: JSON.stringify({
        data: { me: { contributions: null } },
        errors: [{ message: '不予提供。', path: ['me', 'contributions'], extensions: { code } }],
      }),
    });
    for (const gateway of both) {
      const answer = await ask(gateway);
      expect(answer.data?.me['contributions'] ?? null).toBeNull();
      expect(answer.errors).toHaveLength(1);
    }
  });

  it('does not stand in where the department refuses the whole request', async () => {
    await keep(revalidateUntil + 60);
    interfere({
      status: 403,
      body: JSON.stringify({ errors: [{ message: 'not covered', extensions: { code: 'FORBIDDEN' } }] }),
    });
    for (const gateway of both) {
      const answer = await ask(gateway);
      expect(answer.data?.me?.['contributions'] ?? null).toBeNull();
      expect(answer.errors?.length).toBeGreaterThan(0);
    }
  });

  it('stands in for a page when every department is down, but for what only this moment counts for', async () => {
    const kept = await ask(gateways.first, page);
    expect(kept.errors).toBeUndefined();
    for (const gateway of both)
      await waitFor('the page to be kept', async () => {
        const { asked } = await gateways.askedDuring(() => ask(gateway, page));
        return asked.utilities === undefined;
      });
    interfere({ status: 503, body: '' }, departmentNames);
    for (const gateway of both) {
      const answer = await ask(gateway, page);
      const { me = {} } = answer.data ?? {};
      const missing = Object.keys(me).filter((field) => me[field] === null && kept.data?.me[field] !== null);
      expect(missing.sort()).toEqual([
        'assistanceFamilies',
        'medicalInsuranceEnrolments',
        'realEstateRights',
        'socialInsuranceEnrolments',
        'vitalStatus',
      ]);
      for (const { extensions } of answer.errors ?? []) expect(extensions.code).toBe('SOURCE_DOWN');
      const live = answer.extensions?.yihao.freshness.filter(({ state }) => state === 'live');
      expect(live).toEqual([]);
    }
  });
});
