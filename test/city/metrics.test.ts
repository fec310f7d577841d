// What `/metrics` says of a city at work, and that it says nothing about anybody.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { departmentNames } from '../../schema/contract/departments.js';
import { errorCodes } from '../../schema/contract/error-codes.js';
import { schemaFile } from '../../schema/files.js';
import { stages } from '../../gateway/observability/metrics.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import { waitFor } from '../../scripts/figures/redis-server.js';
import { askAsBureau } from '../support/bureau.js';
import { readExposition } from '../support/read-exposition.js';
import { persona, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

/** Nobody has registered it like this, so it isn't compiled before it is asked. */
const page = `${readFileSync(schemaFile('operations/citizen-page.graphql'), 'utf8')}# not registered\n`;

async function metricsOf(gateway: TestGateway): Promise<{ text: string; samples: Map<string, number> }> {
  const { status, headers, text } = await gateway.fetch('/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
  return { text, samples: readExposition(text) };
}

describe('/metrics', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
    // A machine that is busy listens before, and what it compiles counts.
    await waitFor('registered operations', () =>
      gateway.log.some((line) => line.includes('registered operations')),
    );
  });
  afterAll(() => gateway.stop());

  const count = async (name: string): Promise<number> => (await metricsOf(gateway)).samples.get(name) ?? NaN;
  /** How much a sample grows by what is done meanwhile. */
  async function growth(name: string, act: () => Promise<unknown>): Promise<number> {
    const before = await count(name);
    await act();
    return (await count(name)) - before;
  }

  it('shows a page: its stages, its departments, its plan', async () => {
    const token = await tokenOf('young-family');
    const before = (await metricsOf(gateway)).samples;
    for (const _time of [1, 2]) expect((await gateway.ask(page, { token })).status).toBe(200);
    const after = (await metricsOf(gateway)).samples;
    const grown = (name: string): number => (after.get(name) ?? NaN) - (before.get(name) ?? 0);

    expect(grown('yihao_http_request_duration_seconds_count{method="POST",status="200"}')).toBe(2);
    for (const stage of stages)
      expect([stage, grown(`yihao_stage_duration_seconds_count{stage="${stage}"}`)]).toEqual([stage, 2]);
    for (const department of departmentNames) {
      const labels = `department="${department}"`;
      expect(
        grown(`yihao_department_request_duration_seconds_count{${labels},outcome="ok"}`),
      ).toBeGreaterThanOrEqual(2);
      expect(grown(`yihao_department_response_bytes_sum{${labels}}`)).toBeGreaterThan(100);
      expect(after.get(`yihao_department_requests_in_flight{${labels}}`)).toBe(0);
    }
    expect(grown('yihao_operations_total{compiled="now"}')).toBe(1);
    expect(grown('yihao_operations_total{compiled="before"}')).toBe(1);
    expect(grown('yihao_planning_duration_seconds_count{outcome="planned"}')).toBe(1);
    expect(grown('yihao_compiled_operations')).toBe(1);
    expect(after.get('yihao_http_requests_in_flight')).toBe(0);
  });

  it('counts refusals and errors by their code', async () => {
    const token = await tokenOf('pensioner');
    const errors = (code: keyof typeof errorCodes) => `yihao_errors_total{code="${code}"}`;
    expect(await growth(errors('UNAUTHENTICATED'), () => gateway.ask('{ me { name } }'))).toBe(1);
    expect(await growth(errors('GRAPHQL_PARSE_FAILED'), () => gateway.ask('{', { token }))).toBe(1);
    expect(
      await growth(errors('GRAPHQL_VALIDATION_FAILED'), () => gateway.ask('{ nothing }', { token })),
    ).toBe(1);
    expect(await growth(errors('BAD_REQUEST'), () => gateway.fetch('/graphql', { method: 'DELETE' }))).toBe(
      1,
    );
    expect(await count('yihao_http_request_duration_seconds_count{method="other",status="405"}')).toBe(1);
  });

  it('counts a department that is down', async () => {
    const withoutLand = await startTestGateway({ DEPARTMENT_LAND_URL: 'http://127.0.0.1:1/graphql' });
    try {
      const token = await tokenOf('young-family');
      await withoutLand.ask('{ me { realEstateRights { id } } }', { token });
      const { samples } = await metricsOf(withoutLand);
      const down = 'yihao_department_request_duration_seconds_count{department="land",outcome="down"}';
      expect(samples.get(down)).toBe(1);
      expect(samples.get('yihao_errors_total{code="SOURCE_DOWN"}')).toBe(1);
    } finally {
      await withoutLand.stop();
    }
  });

  it('says nothing about anybody: no number, name, token, client, operation or question', async () => {
    const { residentId, name } = persona('pensioner');
    const token = await tokenOf('pensioner');
    await gateway.ask(`query Gossip { gossip: me { id name # ${residentId}\n } }`, { token });
    await gateway.ask(`{ citizen(by: {residentId: "${residentId}", name: "${name}"}) { name } }`, { token });
    await gateway.ask(`{ ${'x'.repeat(30)}${residentId} }`, {
      token,
      headers: { 'x-request-id': 'request-id-1' },
    });
    await gateway.fetch(`/graphql?query=${residentId}`, { method: residentId.replace(/\d/g, 'Q') });
    const bureau = developmentBureaus[0]?.bureau.client ?? '';
    await askAsBureau(
      gateway,
      { client: bureau, purpose: 'no-such-purpose', item: 'item-of-somebody' },
      'query($by: [CitizenLookup!]!) { citizens(by: $by) { name } }',
      { by: [{ residentId, name }] },
    );
    const { text, samples } = await metricsOf(gateway);
    const said = [residentId, residentId.slice(0, 14), name, token, bureau, 'gossip', 'Gossip', 'xxx', 'QQQ'];
    for (const one of [...said, 'request-id', 'no-such-purpose', 'item-of-somebody'])
      expect([one, text.includes(one)]).toEqual([one, false]);

    const closed: Record<string, RegExp> = {
      method: /^(GET|POST|other)$/,
      status: /^[1-5]\d\d$/,
      stage: new RegExp(`^(${stages.join('|')})$`),
      code: new RegExp(`^(${Object.keys(errorCodes).join('|')})$`),
      department: new RegExp(`^(${departmentNames.join('|')})$`),
      outcome: /^(ok|errors|down|planned|refused|failed|served|near|far|stale|shared|loaded)$/,
      level: /^(memory|redis)$/,
      operation: /^(read|write|openEpoch|renewEpoch|claim|release|isClaimed)$/,
      compiled: /^(before|now)$/,
      sha256: /^[0-9a-f]{12}$/,
      kind: /^(major|minor|incremental|weakcb)$/,
      space: /^[a-z_]+$/,
      type: /^[A-Z][A-Za-z]+$/,
      version: /^(v\d+\.\d+\.\d+|)$/,
      client: /^unnamed$/,
      coordinate: /^[A-Z]\w*\.\w+$/,
      deprecated: /^(true|false)$/,
      major: /^\d+$/,
      minor: /^\d+$/,
      patch: /^\d+$/,
      le: /^(\d+(\.\d+)?(e-\d+)?|\+Inf)$/,
    };
    for (const sample of samples.keys())
      for (const [, label = '', value = ''] of sample.matchAll(/(\w+)="([^"]*)"/g))
        expect([sample, closed[label]?.test(value)]).toEqual([sample, true]);
  });

  it('takes GET alone', async () => {
    expect((await gateway.fetch('/metrics', { method: 'POST', body: '{}' })).status).toBe(405);
  });

  it('is on a port of its own when that is set, and not where clients ask', async () => {
    const apart = await startTestGateway({ METRICS_PORT: '0' });
    try {
      expect((await apart.fetch('/metrics')).status).toBe(404);
      const [line = '{}'] = apart.log.filter((one) => one.includes('gateway listens'));
      const { metrics = '' } = JSON.parse(line) as { metrics?: string };
      expect(metrics).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
      const response = await fetch(metrics);
      expect(readExposition(await response.text()).get('yihao_http_requests_in_flight')).toBe(0);
      expect((await fetch(metrics.replace('/metrics', '/graphql'))).status).toBe(404);
    } finally {
      await apart.stop();
    }
  });
});
