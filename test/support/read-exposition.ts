// Reads Prometheus' text format 0.0.4.

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*(?:\{.*\})?) (\S+)$/;

/**
 * Samples by name and labels as they are written.
 * @throws Error with the line that is neither a comment nor a sample, or is there twice
 */
export function readExposition(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [, sample, value] = sampleLine.exec(line) ?? [];
    if (sample === undefined || samples.has(sample)) throw new Error(line);
    samples.set(sample, Number(value));
  }
  return samples;
}
