// What prom-client writes of the same observations is the standard here.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { createHistogram } from '../../gateway/observability/histogram.js';

const family = { name: 'taken_seconds', help: 'How long it took, in \\ and\nlines.' };
const bucketsAscending = fc
  .uniqueArray(
    // Without -0, which reads like 0.
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((bound) => bound + 0),
    { maxLength: 20 },
  )
  .map((bounds) => [...bounds].sort((a, b) => a - b));

/** Most of the danger is at the bounds themselves. */
const observations = (buckets: readonly number[]) =>
  fc.array(
    fc.record({
      department: fc.constantFrom('land', 'civil-affairs', 'a"b\\c\nd', ''),
      outcome: fc.constantFrom('ok', 'down'),
      value: fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
        fc.constantFrom(0, ...buckets),
      ),
    }),
  );

describe('a histogram', () => {
  it('is exported as one of prom-client is, whatever was observed', async () => {
    await fc.assert(
      fc.asyncProperty(
        bucketsAscending.chain((buckets) => fc.tuple(fc.constant(buckets), observations(buckets))),
        async ([buckets, observed]) => {
          const [own, theirs] = [new Registry(), new Registry()];
          const labelNames = ['department', 'outcome'] as const;
          const seriesOf = createHistogram({ ...family, labelNames, buckets, registry: own });
          const histogram = new Histogram({ ...family, labelNames, buckets, registers: [theirs] });
          for (const { value, ...labels } of observed) {
            seriesOf(labels).observe(value);
            histogram.observe(labels, value);
          }
          expect(await own.metrics()).toBe(await theirs.metrics());
        },
      ),
    );
  });

  it('is there as 0 before anything is observed', async () => {
    const registry = new Registry();
    createHistogram({ ...family, labelNames: ['stage'], buckets: [1], registry })({ stage: 'parse' });
    expect((await registry.metrics()).split('\n').slice(2, -1)).toEqual([
      'taken_seconds_bucket{le="1",stage="parse"} 0',
      'taken_seconds_bucket{le="+Inf",stage="parse"} 0',
      'taken_seconds_sum{stage="parse"} 0',
      'taken_seconds_count{stage="parse"} 0',
    ]);
  });

  it('tells labels apart that would read alike when they are joined', async () => {
    const registry = new Registry();
    const seriesOf = createHistogram({ ...family, labelNames: ['a', 'b'], buckets: [], registry });
    seriesOf({ a: 'x,y', b: 'z' }).observe(1);
    seriesOf({ a: 'x', b: 'y,z' }).observe(1);
    expect(seriesOf({ b: 'z', a: 'x,y' })).toBe(seriesOf({ a: 'x,y', b: 'z' }));
    expect((await registry.metrics()).match(/_count\{.*\} 1$/gm)).toHaveLength(2);
  });

  it('is merged with other registries and refused where its name is taken', async () => {
    const registry = new Registry();
    createHistogram({ ...family, labelNames: [], buckets: [1], registry })({}).observe(0.5);
    expect(await Registry.merge([registry, new Registry()]).metrics()).toContain('taken_seconds_count 1');
    expect(() => createHistogram({ ...family, labelNames: [], buckets: [], registry })).toThrow(family.name);
  });
});
