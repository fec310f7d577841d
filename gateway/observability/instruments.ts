// Counters, gauges and histograms, written in Prometheus' text format 0.0.4.
//
// Counting is an addition to a number that the caller keeps: a histogram takes 12 ns, where prom-client's takes 450 to 600 ns (it
// builds the text of the labels for every observation), and a page makes some thirty of them.

/** Counts up, forever. */
export class Counter {
  #value = 0;

  add(amount = 1): void {
    this.#value += amount;
  }

  get value(): number {
    return this.#value;
  }
}

/** How many values are up to each bound, and their sum. */
export class Histogram {
  /** One more than bounds: the last is for what is larger than all of them. */
  readonly counts: Float64Array;
  #sum = 0;

  /** @param bounds ascending, in the unit of the values */
  constructor(readonly bounds: readonly number[]) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    const { bounds, counts } = this;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket += 1;
    counts[bucket] = (counts[bucket] as number) + 1;
    this.#sum += value;
  }

  get sum(): number {
    return this.#sum;
  }
}

/** A value for each name, in their order. */
type LabelValues<Names extends readonly string[]> = { readonly [Index in keyof Names]: string };

/** Everything of one name, told apart by labels. */
export interface Family<Names extends readonly string[], One> {
  /** The one with these values. It costs a look-up: who uses it often keeps it. */
  of(...values: LabelValues<Names>): One;
}

/** What is read when somebody asks. */
export type Reading<Names extends readonly string[]> = readonly [values: LabelValues<Names>, value: number];

interface Description<Names extends readonly string[]> {
  /** By Prometheus' conventions: with its base unit, and `_total` at the end of a counter's. */
  readonly name: string;
  readonly help: string;
  readonly labels: Names;
}

/** One registry: what several gateways in one process count stays apart. */
export interface Instruments {
  counter<const Names extends readonly string[]>(description: Description<Names>): Family<Names, Counter>;
  histogram<const Names extends readonly string[]>(
    description: Description<Names>,
    bounds: readonly number[],
  ): Family<Names, Histogram>;
  /** What others count, read for every `text`. */
  readings<const Names extends readonly string[]>(
    type: 'counter' | 'gauge',
    description: Description<Names>,
    read: () => Iterable<Reading<Names>>,
  ): void;
  /** Everything, in Prometheus' text format 0.0.4. */
  text(): string;
}

export const textFormat = 'text/plain; version=0.0.4; charset=utf-8';

type Type = 'counter' | 'gauge' | 'histogram';

export function createInstruments(): Instruments {
  const written: (() => string)[] = [];
  const add = (type: Type, { name, help }: Description<readonly string[]>, samples: () => string[]): void => {
    const head = `# HELP ${name} ${escape(help)}\n# TYPE ${name} ${type}\n`;
    written.push(() => head + samples().join(''));
  };
  return {
    counter(description) {
      const { family, all } = createFamily(description.labels, () => new Counter());
      add('counter', description, () =>
        all().map(([labels, { value }]) => sample(description.name, labels, value)),
      );
      return family;
    },
    histogram(description, bounds) {
      const { family, all } = createFamily(description.labels, () => new Histogram(bounds));
      add('histogram', description, () =>
        all().flatMap(([labels, histogram]) => histogramSamples(description.name, labels, histogram)),
      );
      return family;
    },
    readings(type, description, read) {
      add(type, description, () =>
        Array.from(read(), ([values, value]) =>
          sample(description.name, labelText(description.labels, values), value),
        ),
      );
    },
    text: () => written.map((write) => write()).join(''),
  };
}

function createFamily<Names extends readonly string[], One>(names: Names, create: () => One) {
  const byValues = new Map<string, { readonly labels: string; readonly one: One }>();
  const family: Family<Names, One> = {
    of(...values) {
      const key = values.join('\n');
      let known = byValues.get(key);
      if (!known) {
        known = { labels: labelText(names, values), one: create() };
        byValues.set(key, known);
      }
      return known.one;
    },
  };
  const all = (): [labels: string, one: One][] =>
    Array.from(byValues.values(), ({ labels, one }) => [labels, one]);
  return { family, all };
}

function histogramSamples(name: string, labels: string, { bounds, counts, sum }: Histogram): string[] {
  let count = 0;
  const buckets = Array.from(counts, (inBucket, index) => {
    count += inBucket;
    const bound = bounds[index] === undefined ? '+Inf' : String(bounds[index]);
    return sample(`${name}_bucket`, join(labels, `le="${bound}"`), count);
  });
  return [...buckets, sample(`${name}_sum`, labels, sum), sample(`${name}_count`, labels, count)];
}

function sample(name: string, labels: string, value: number): string {
  return `${name}${labels === '' ? '' : `{${labels}}`} ${value}\n`;
}

function labelText(names: readonly string[], values: readonly string[]): string {
  return names
    .map((name, index) => `${name}="${escape(values[index] ?? '').replaceAll('"', '\\"')}"`)
    .join(',');
}

function join(labels: string, last: string): string {
  return labels === '' ? last : `${labels},${last}`;
}

/** A line of the format ends at a line feed, whatever stands around it. */
function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
