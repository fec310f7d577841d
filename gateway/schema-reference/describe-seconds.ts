// A length of time as the schema reference says it.
const units = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
] as const;

/** In the largest unit that leaves no rest: `7 d`, `90 s`. */
export function describeSeconds(seconds: number): string {
  const [size, unit] = units.find(([size]) => seconds >= size && seconds % size === 0) ?? [1, 's'];
  return `${seconds / size} ${unit}`;
}
