import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilAffairs } from '../../subgraphs/civil-affairs/department.js';
import { signAssertion } from '../support/assertion.js';
import {
  currentNumber,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

/** The department looks again at what the gateway should have taken out already. */
describe('a department that a bureau asks through the gateway', () => {
  let department: TestDepartment;
  const subject = testSubject(1);
  beforeAll(async () => {
    department = await startTestDepartment(civilAffairs);
    await department.insert('elder_card', [
      { id: 1, resident_number: currentNumber(subject), number: 'E1', kind: '1', issued_on: '2020-01-01' },
    ]);
  });
  afterAll(() => department.stop());

  const bureau = (purpose: string) => ({
    kind: 'bureau',
    client: 'health',
    purpose,
    item: 'ELDERLY-HEALTH-CHECK',
    case: '2026-1',
  });
  const ask = async (selection: string, claims: Readonly<Record<string, unknown>>) => {
    const body = JSON.stringify({
      query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on Citizen { residentId ${selection} } } }`,
      variables: { r: [{ __typename: 'Citizen', residentId: currentNumber(subject) }] },
    });
    const assertion = signAssertion({
      department: 'civil-affairs',
      key: department.key,
      subjects: [subject],
      body,
      claims,
    });
    return department.send({ path: '/graphql', body, assertion });
  };
  const card = 'elderCard { number }';

  it('answers what the assertion’s resources cover, keys besides', async () => {
    const reply = await ask(card, {
      caller: bureau('ELDERLY_SERVICES'),
      resources: ['civil-affairs.elder-card'],
    });
    expect(reply).toEqual({
      status: 200,
      body: { data: { _entities: [{ residentId: currentNumber(subject), elderCard: { number: 'E1' } }] } },
    });
  });

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    [
      'a resource that is not named',
      card,
      { caller: bureau('ELDERLY_SERVICES'), resources: ['civil-affairs.cremation'] },
    ],
    [
      'one of two that is not named',
      `${card} cremation { number }`,
      { caller: bureau('ELDERLY_SERVICES'), resources: ['civil-affairs.elder-card'] },
    ],
    ['no resources at all', card, { caller: bureau('ELDERLY_SERVICES') }],
    ['an empty list of resources', card, { caller: bureau('ELDERLY_SERVICES'), resources: [] }],
    [
      'a purpose that the catalogue does not share it for',
      card,
      { caller: bureau('HUKOU_SERVICES'), resources: ['civil-affairs.elder-card'] },
    ],
  ])('refuses the whole request for %s', async (_what, selection, claims) => {
    const reply = await ask(selection, claims);
    expect(reply.status).toBe(403);
    expect(Object.keys(reply.body as object)).toEqual(['errors']);
    expect(JSON.stringify(reply.body)).not.toContain('E1');
  });

  it('refuses a field in a fragment like any other', async () => {
    const reply = await ask('... on Citizen { ... { cremation { number } } }', {
      caller: bureau('ELDERLY_SERVICES'),
      resources: ['civil-affairs.elder-card'],
    });
    expect(reply.status).toBe(403);
  });
});
