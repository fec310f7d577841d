import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BadSupergraph, GatewayError } from '../../gateway/errors.js';
import {
  measureClient,
  measureCompiler,
  measurePlanner,
  measureReload,
} from '../../gateway/execution/measure.js';
import type { CompiledOperation, OperationRequest } from '../../gateway/execution/compile-operation.js';
import {
  createDepartmentClient,
  type DepartmentClient,
} from '../../gateway/departments/department-client.js';
import type { Planner } from '../../gateway/planning/planner.js';
import { createMetrics, type Metrics } from '../../gateway/observability/metrics.js';
import { readExposition } from '../support/read-exposition.js';

const noSnapshot = (): undefined => undefined;
const valueOf = async (metrics: Metrics, sample: string): Promise<number | undefined> =>
  readExposition(await metrics.instruments.metrics()).get(sample);

describe('a measured department client', () => {
  let server: Server | undefined;
  let client: DepartmentClient | undefined;
  afterEach(async () => {
    await client?.stop();
    server?.closeAllConnections();
    server?.close();
  });

  it.each([
    ['ok', 200, '{"data":{"a":"市"}}'],
    ['ok', 200, '{"data":{"a":1},"errors":[]}'],
    ['errors', 200, '{"data":null,"errors":[{"message":"110101199001011234"}]}'],
    ['errors', 500, '{"data":{}}'],
    ['errors', 502, '<html>'],
    ['errors', 302, ''],
  ] as const)('counts as %s what came with %i: %s', async (outcome, status, body) => {
    server = createServer((_request, response) => response.writeHead(status).end(body));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const metrics = createMetrics(noSnapshot);
    client = measureClient(
      createDepartmentClient({
        name: 'land',
        url: `http://127.0.0.1:${port}/graphql`,
        timeoutMs: 2_000,
        maxResponseBytes: 10_000,
      }),
      metrics.department('land'),
    );
    await client.send('{}', undefined);
    await client.post('/identity', {}, undefined);
    const counted = `yihao_department_request_duration_seconds_count{department="land",outcome="${outcome}"}`;
    expect(await valueOf(metrics, counted)).toBe(2);
    expect(await valueOf(metrics, 'yihao_department_response_bytes_sum{department="land"}')).toBe(
      2 * Buffer.byteLength(body),
    );
    expect(await metrics.instruments.metrics()).not.toContain('11010119');
  });

  it('counts as down who gives no answer, and passes the failure on', async () => {
    const metrics = createMetrics(noSnapshot);
    client = measureClient(
      createDepartmentClient({
        name: 'land',
        url: 'http://127.0.0.1:1/graphql',
        timeoutMs: 500,
        maxResponseBytes: 1_024,
      }),
      metrics.department('land'),
    );
    await expect(client.send('{}', undefined)).rejects.toMatchObject({ code: 'SOURCE_DOWN' });
    const prefix = 'yihao_department_request_duration_seconds_count{department="land",outcome=';
    expect(await valueOf(metrics, `${prefix}"down"}`)).toBe(1);
    expect(await valueOf(metrics, `${prefix}"ok"}`)).toBe(0);
    expect(await valueOf(metrics, 'yihao_department_response_bytes_count{department="land"}')).toBe(0);
  });
});

describe('a measured planner', () => {
  const refusal = new GatewayError('LIMIT_EXCEEDED', 400, { zh: '', en: '' });
  it.each([
    ['planned', async () => ({ kind: 'QueryPlan' })],
    ['refused', () => Promise.reject(refusal)],
    ['failed', () => Promise.reject(new Error('defect'))],
  ])('counts what was %s', async (outcome, plan) => {
    const metrics = createMetrics(noSnapshot);
    const planner = measurePlanner(
      { plan, pending: 0, stop: async () => undefined } as Planner,
      metrics.planned,
    );
    await planner.plan('{ a }', 'caller').catch(() => undefined);
    const counts = await Promise.all(
      ['planned', 'refused', 'failed'].map((one) =>
        valueOf(metrics, `yihao_planning_duration_seconds_count{outcome="${one}"}`),
      ),
    );
    expect(counts).toEqual(['planned', 'refused', 'failed'].map((one) => (one === outcome ? 1 : 0)));
  });
});

describe('a measured compiler', () => {
  it('tells operations that were compiled before from those that are compiled now', async () => {
    const metrics = createMetrics(noSnapshot);
    const compiled = { fields: [] } as unknown as CompiledOperation;
    let kept: CompiledOperation | undefined;
    const compiler = measureCompiler(
      { compile: () => kept ?? Promise.resolve((kept = compiled)), size: 1 },
      metrics.operationAsked,
    );
    for (let times = 0; times < 3; times += 1) await compiler.compile({} as OperationRequest);
    expect(await valueOf(metrics, 'yihao_operations_total{compiled="now"}')).toBe(1);
    expect(await valueOf(metrics, 'yihao_operations_total{compiled="before"}')).toBe(2);
  });
});

describe('a measured reload', () => {
  it('counts supergraphs that were taken over and those that were refused, which stay refused', async () => {
    const metrics = createMetrics(noSnapshot);
    const reload = measureReload(async (sdl) => {
      if (sdl === 'bad') throw new BadSupergraph('bad');
    }, metrics.supergraphReloaded);
    await reload('good');
    await expect(reload('bad')).rejects.toThrow(BadSupergraph);
    await reload('good');
    expect(await valueOf(metrics, 'yihao_supergraph_reloads_total{outcome="served"}')).toBe(2);
    expect(await valueOf(metrics, 'yihao_supergraph_reloads_total{outcome="refused"}')).toBe(1);
  });
});
