import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { errorCodes } from '../../schema/contract/error-codes.js';
import { createInstruments } from '../../gateway/observability/instruments.js';
import { createMetrics, stages, type Metrics } from '../../gateway/observability/metrics.js';
import { measureProcess } from '../../gateway/observability/process-metrics.js';
import { readExposition } from '../support/read-exposition.js';

const noSnapshot = (): undefined => undefined;
const valueOf = (metrics: Metrics, sample: string): number | undefined =>
  readExposition(metrics.instruments.text()).get(sample);

describe('an instrument', () => {
  it('counts what is up to a bound in the bucket of that bound, and in all larger ones', () => {
    const instruments = createInstruments();
    const one = instruments.histogram({ name: 'x_seconds', help: 'X.', labels: [] }, [0.1, 1]).of();
    for (const value of [0.05, 0.1, 0.5, 7]) one.observe(value);
    const samples = readExposition(instruments.text());
    expect(Object.fromEntries(samples)).toEqual({
      'x_seconds_bucket{le="0.1"}': 2,
      'x_seconds_bucket{le="1"}': 3,
      'x_seconds_bucket{le="+Inf"}': 4,
      x_seconds_sum: 7.65,
      x_seconds_count: 4,
    });
  });

  it('writes labels that read back as they were, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (first, second) => {
        const instruments = createInstruments();
        instruments
          .counter({ name: 'x_total', help: first, labels: ['a', 'b'] })
          .of(first, second)
          .add(3);
        const unescape = (text: string): string =>
          text.replace(/\\(.)/gs, (_match, escaped: string) => (escaped === 'n' ? '\n' : escaped));
        const [[sample = '', value] = []] = [...readExposition(instruments.text())];
        expect(unescape(sample)).toBe(`x_total{a="${first}",b="${second}"}`);
        expect(value).toBe(3);
      }),
    );
  });

  it('is one for the same labels and another for others', () => {
    const family = createInstruments().counter({ name: 'x_total', help: 'X.', labels: ['a', 'b'] });
    expect(family.of('1', '2')).toBe(family.of('1', '2'));
    expect(family.of('1', '2')).not.toBe(family.of('12', ''));
  });
});

describe('the metrics of a gateway', () => {
  it('are in the text format, all of them, with conventional names and units', () => {
    const metrics = createMetrics(() => ({
      supergraphHash: 'ab'.repeat(32),
      clients: new Map([['land', { inFlight: 2 }]]),
      operations: { size: 7 },
      planner: { pending: 1 },
    }));
    const process = measureProcess(metrics.instruments);
    try {
      metrics.department('land').answered('ok', performance.now(), 10);
      metrics.startRequest('GET').finish(200);
      const samples = readExposition(metrics.instruments.text());
      expect(samples.get('yihao_supergraph_info{sha256="abababababab"}')).toBe(1);
      expect(samples.get('yihao_department_requests_in_flight{department="land"}')).toBe(2);
      expect(samples.get('yihao_compiled_operations')).toBe(7);
      expect(samples.get('yihao_planning_pending')).toBe(1);
      expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
      expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0);
    } finally {
      process.stop();
    }
  });

  it('of two gateways in one process are apart', () => {
    const [one, other] = [createMetrics(noSnapshot), createMetrics(noSnapshot)];
    one.errorShown('FORBIDDEN');
    expect(valueOf(one, 'yihao_errors_total{code="FORBIDDEN"}')).toBe(1);
    expect(valueOf(other, 'yihao_errors_total{code="FORBIDDEN"}')).toBe(0);
  });

  it('have a count for every code that clients are shown, and none that somebody else made up', () => {
    const metrics = createMetrics(noSnapshot);
    for (const code of [...Object.keys(errorCodes), '110101199001011234', undefined, 'constructor'])
      metrics.errorShown(code);
    const counted = [...readExposition(metrics.instruments.text())].filter(([name]) =>
      name.startsWith('yihao_errors_total'),
    );
    expect(counted).toHaveLength(Object.keys(errorCodes).length);
    expect(counted.every(([, value]) => value === 1)).toBe(true);
  });

  it('take every method that no route knows for one', () => {
    const metrics = createMetrics(noSnapshot);
    for (const method of ['BREW', 'X'.repeat(500), undefined]) metrics.startRequest(method).finish(405);
    expect(valueOf(metrics, 'yihao_http_request_duration_seconds_count{method="other",status="405"}')).toBe(
      3,
    );
    expect(metrics.instruments.text()).not.toMatch(/BREW|XXX/);
  });

  it('cut the time of a request into its stages, which together are the whole', async () => {
    const metrics = createMetrics(noSnapshot);
    const clock = metrics.startRequest('POST');
    expect(valueOf(metrics, 'yihao_http_requests_in_flight')).toBe(1);
    for (const stage of stages.filter((one) => one !== 'respond')) {
      await sleep(2);
      clock.end(stage);
    }
    clock.finish(200);
    expect(valueOf(metrics, 'yihao_http_requests_in_flight')).toBe(0);
    const sums = stages.map(
      (stage) => valueOf(metrics, `yihao_stage_duration_seconds_sum{stage="${stage}"}`) ?? NaN,
    );
    const whole = valueOf(metrics, 'yihao_http_request_duration_seconds_sum{method="POST",status="200"}');
    expect(sums.reduce((sum, one) => sum + one, 0)).toBeCloseTo(whole ?? NaN, 9);
    expect(sums.filter((sum) => sum >= 0.001)).toHaveLength(stages.length - 1);
  });

  it('count no stage that a refused request did not come through', () => {
    const metrics = createMetrics(noSnapshot);
    const clock = metrics.startRequest('POST');
    clock.end('authenticate');
    clock.finish(403);
    const counts = stages.map((stage) =>
      valueOf(metrics, `yihao_stage_duration_seconds_count{stage="${stage}"}`),
    );
    expect(counts).toEqual([1, ...stages.slice(1).map(() => 0)]);
  });
});
