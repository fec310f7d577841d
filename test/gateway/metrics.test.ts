import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { errorCodes } from '../../schema/contract/error-codes.js';
import { createMetrics, stages, type Metrics } from '../../gateway/observability/metrics.js';
import { processMetrics } from '../../gateway/observability/process-metrics.js';
import { readExposition } from '../support/read-exposition.js';

const noSnapshot = (): undefined => undefined;
const samplesOf = async ({ instruments }: Metrics): Promise<Map<string, number>> =>
  readExposition(await instruments.metrics());
const valueOf = async (metrics: Metrics, sample: string): Promise<number | undefined> =>
  (await samplesOf(metrics)).get(sample);

describe('the metrics of a gateway', () => {
  it('say of the parts what they are when somebody asks', async () => {
    let served = 'ab'.repeat(32);
    const metrics = createMetrics(() => ({
      supergraphHash: served,
      clients: new Map([['land', { inFlight: 2 }]]),
      operations: { size: 7 },
      planner: { pending: 1 },
    }));
    await samplesOf(metrics);
    served = 'cd'.repeat(32);
    const samples = await samplesOf(metrics);
    expect([...samples].filter(([name]) => name.startsWith('yihao_supergraph_info'))).toEqual([
      ['yihao_supergraph_info{sha256="cdcdcdcdcdcd"}', 1],
    ]);
    expect(samples.get('yihao_department_requests_in_flight{department="land"}')).toBe(2);
    expect(samples.get('yihao_compiled_operations')).toBe(7);
    expect(samples.get('yihao_planning_pending')).toBe(1);
  });

  // https://prometheus.io/docs/practices/naming/
  it('have names by convention: a counter ends in _total, a histogram in its base unit', async () => {
    const text = await createMetrics(noSnapshot).instruments.metrics();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type]) => ({ name, type }));
    expect(types.length).toBeGreaterThan(10);
    for (const { name, type } of types) {
      expect([name, /^yihao_\w+_total$/.test(name)]).toEqual([name, type === 'counter']);
      if (type === 'histogram') expect(name).toMatch(/_(seconds|bytes)$/);
    }
  });

  it('of two gateways in one process are apart', async () => {
    const [one, other] = [createMetrics(noSnapshot), createMetrics(noSnapshot)];
    one.errorShown('FORBIDDEN');
    expect(await valueOf(one, 'yihao_errors_total{code="FORBIDDEN"}')).toBe(1);
    expect(await valueOf(other, 'yihao_errors_total{code="FORBIDDEN"}')).toBe(0);
  });

  it('have a count for every code that clients are shown, and none that somebody else made up', async () => {
    const metrics = createMetrics(noSnapshot);
    for (const code of [...Object.keys(errorCodes), '110101199001011234', undefined, 'constructor'])
      metrics.errorShown(code);
    const counted = [...(await samplesOf(metrics))].filter(([name]) => name.startsWith('yihao_errors_total'));
    expect(counted).toHaveLength(Object.keys(errorCodes).length);
    expect(counted.every(([, value]) => value === 1)).toBe(true);
  });

  it('take every method that no route knows for one', async () => {
    const metrics = createMetrics(noSnapshot);
    for (const method of ['BREW', 'X'.repeat(500), undefined]) metrics.startRequest(method).finish(405);
    expect(
      await valueOf(metrics, 'yihao_http_request_duration_seconds_count{method="other",status="405"}'),
    ).toBe(3);
    expect(await metrics.instruments.metrics()).not.toMatch(/BREW|XXX/);
  });

  it('cut the time of a request into its stages, which together are the whole', async () => {
    const metrics = createMetrics(noSnapshot);
    const clock = metrics.startRequest('POST');
    expect(await valueOf(metrics, 'yihao_http_requests_in_flight')).toBe(1);
    for (const stage of stages.filter((one) => one !== 'respond')) {
      await sleep(2);
      clock.end(stage);
    }
    clock.finish(200);
    expect(await valueOf(metrics, 'yihao_http_requests_in_flight')).toBe(0);
    const samples = await samplesOf(metrics);
    const sums = stages.map(
      (stage) => samples.get(`yihao_stage_duration_seconds_sum{stage="${stage}"}`) ?? NaN,
    );
    const whole = samples.get('yihao_http_request_duration_seconds_sum{method="POST",status="200"}');
    expect(sums.reduce((sum, one) => sum + one, 0)).toBeCloseTo(whole ?? NaN, 9);
    expect(sums.filter((sum) => sum >= 0.001)).toHaveLength(stages.length - 1);
  });

  it('count no stage that a refused request did not come through', async () => {
    const metrics = createMetrics(noSnapshot);
    const clock = metrics.startRequest('POST');
    clock.end('authenticate');
    clock.finish(403);
    const samples = await samplesOf(metrics);
    const counts = stages.map((stage) => samples.get(`yihao_stage_duration_seconds_count{stage="${stage}"}`));
    expect(counts).toEqual([1, ...stages.slice(1).map(() => 0)]);
  });
});

describe('the metrics of the process', () => {
  it('are collected once, whoever asks, and say what it needs', async () => {
    expect(processMetrics()).toBe(processMetrics());
    const samples = readExposition(await processMetrics().metrics());
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect([...samples.keys()]).toEqual(
      expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds']),
    );
  });
});
