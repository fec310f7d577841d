// The gateway asking for itself, as when it fetches anew what was served while it aged: for the people of the request alone.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssertedIdentity } from '../../gateway/auth/principal.js';
import type { RequestContext } from '../../gateway/context.js';
import { createDepartmentAsker } from '../../gateway/departments/ask-department.js';
import {
  createDepartmentClient,
  type DepartmentClient,
} from '../../gateway/departments/department-client.js';
import { createAssertionSigner } from '../../gateway/departments/sign-assertion.js';
import { createLogger } from '../../gateway/observability/logger.js';
import { createMetrics } from '../../gateway/observability/metrics.js';
import type { DepartmentRequest } from '../../gateway/execution/run.js';
import { civilAffairs } from '../../subgraphs/civil-affairs/department.js';
import {
  currentNumber,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

const somebody = testSubject(1);
const somebodyElse = testSubject(2);
const asGateway: AssertedIdentity = { caller: { kind: 'gateway' }, me: somebody.id, subjects: [somebody] };

describe('the gateway that asks a department for itself', () => {
  let department: TestDepartment;
  let client: DepartmentClient;
  let lines: string[];
  beforeAll(async () => {
    department = await startTestDepartment(civilAffairs);
    const card = { kind: '1', issued_on: '2020-01-01' };
    await department.insert('elder_card', [
      { ...card, id: 1, resident_number: currentNumber(somebody), number: 'E1' },
      { ...card, id: 2, resident_number: currentNumber(somebodyElse), number: 'E2' },
    ]);
    client = createDepartmentClient({
      name: 'civil-affairs',
      url: `${department.url}/graphql`,
      signer: createAssertionSigner('civil-affairs', [department.key]),
      timeoutMs: 10_000,
      maxResponseBytes: 100_000,
    });
  });
  afterAll(async () => {
    await client.stop();
    await department.stop();
  });
  beforeEach(() => {
    lines = [];
  });

  const contextOf = (identity: AssertedIdentity): RequestContext => ({
    requestId: 'r',
    language: 'en',
    principal: { kind: 'open', claims: undefined },
    client: { name: undefined, version: undefined },
    logger: createLogger('info', { write: (line: string) => void lines.push(line) }),
    clock: createMetrics(() => undefined).startRequest('POST'),
    forwardedHeaders: {},
    identity,
    refusalsInExtensionsOnly: false,
    live: false,
    origins: new Map(),
    uses: [],
    written: { body: undefined },
    down: new Set(),
    answeredAt: new Map(),
  });
  const always = () => 'the same';
  const request = (query: string, variables: object = {}, keys: object = {}): DepartmentRequest => ({
    ...{ department: 'civil-affairs', body: JSON.stringify({ query, variables }), kind: 'query' },
    ...{ expected: {}, mayBeShared: false, ...keys },
  });
  const cardOf = (number: string): DepartmentRequest =>
    request(
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Citizen { elderCard { number } } } }',
      { r: [{ __typename: 'Citizen', residentId: number }] },
      { kind: 'entities', mayBeShared: true },
    );

  it('is answered about whom its request covers, as the citizen and by number', async () => {
    const ask = createDepartmentAsker(new Map([['civil-affairs', client]]))(contextOf(asGateway), always);
    expect(await ask(request('{ me { elderCard { number } } }'))).toMatchObject({
      data: { me: { elderCard: { number: 'E1' } } },
    });
    expect((await ask(cardOf(currentNumber(somebody)))).data).toEqual({
      _entities: [{ elderCard: { number: 'E1' } }],
    });
    expect(lines).toEqual([]);
  });

  it('is refused about everybody else, and logged as the gateway', async () => {
    const ask = createDepartmentAsker(new Map([['civil-affairs', client]]))(contextOf(asGateway), always);
    const answer = await ask(cardOf(currentNumber(somebodyElse)));
    expect(answer.data).toEqual({});
    expect(answer.errors).toHaveLength(1);
    const [line] = lines.map((text) => JSON.parse(text) as object);
    expect(line).toMatchObject({ department: 'civil-affairs', caller: 'gateway' });
    expect(lines.join()).not.toContain(currentNumber(somebodyElse));
  });

  it('does not get the answer to a request that covers other people', async () => {
    const askers = createDepartmentAsker(new Map([['civil-affairs', client]]));
    const [own, others] = await Promise.all([
      askers(contextOf(asGateway), always)(cardOf(currentNumber(somebody))),
      askers(
        contextOf({ caller: { kind: 'gateway' }, subjects: [somebodyElse] }),
        always,
      )(cardOf(currentNumber(somebody))),
    ]);
    expect(own.errors).toBeUndefined();
    expect(others).toMatchObject({ data: {}, errors: [{}] });
  });
});
