// Reads Prometheus' text format 0.0.4 as strictly as its description allows, and holds names to Prometheus' conventions.

const metricName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const labelPair = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const sampleLine = new RegExp(
  `^(${metricName})(\\{${labelPair}(?:,${labelPair})*\\})? (-?[0-9.e+-]+|[+-]Inf|NaN)$`,
  's',
);
const helpLine = new RegExp(`^# HELP (${metricName}) ((?:[^\\\\\\n]|\\\\[\\\\n])*)$`, 's');
const typeLine = new RegExp(`^# TYPE (${metricName}) (counter|gauge|histogram)$`);

/**
 * Samples by name and labels as they are written.
 * @throws Error with the line that is wrong
 */
export function readExposition(text: string): Map<string, number> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const samples = new Map<string, number>();
  const seen = new Set<string>();
  let family = { name: '', type: '' };
  for (const line of text.slice(0, -1).split('\n')) {
    const [, help] = helpLine.exec(line) ?? [];
    const [, typed, type = ''] = typeLine.exec(line) ?? [];
    const [, name, labels = '', value] = sampleLine.exec(line) ?? [];
    if (help !== undefined) {
      if (seen.has(help)) throw new Error(`two families: ${line}`);
      seen.add(help);
      family = { name: help, type: '' };
    } else if (typed !== undefined) {
      if (typed !== family.name || !isConventional(typed, type)) throw new Error(`type: ${line}`);
      family = { name: typed, type };
    } else if (name !== undefined) {
      if (!belongsTo(name, family) || samples.has(name + labels)) throw new Error(`sample: ${line}`);
      samples.set(name + labels, Number(value?.replace('Inf', 'Infinity')));
    } else throw new Error(`neither comment nor sample: ${line}`);
  }
  return samples;
}

function belongsTo(sample: string, { name, type }: { name: string; type: string }): boolean {
  if (type === 'histogram') return [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(sample);
  return type !== '' && sample === name;
}

/** https://prometheus.io/docs/practices/naming/: counters end in `_total`, histograms in their base unit. */
function isConventional(name: string, type: string): boolean {
  if (type === 'histogram') return /_(seconds|bytes)$/.test(name);
  return name.endsWith('_total') === (type === 'counter');
}
