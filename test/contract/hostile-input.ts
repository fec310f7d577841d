// Input that no person types, for every parser and mask of the contract to survive.

export const HOSTILE_INPUT: readonly string[] = [
  '',
  ' ',
  '\0',
  '11010519491231002\0',
  '11010519491231002X\0',
  `11010519491231002X${' '.repeat(1_000_000)}x`,
  '__proto__',
  'constructor',
  'toString',
  '👨‍👩‍👧‍👦'.repeat(3),
  '\uD800',
  '\uDC00'.repeat(18),
  '１'.repeat(1_000_000),
  '1'.repeat(1_000_000),
  ' '.repeat(1_000_000),
  '·'.repeat(1_000_000),
  'ᄀ'.repeat(1_000_000),
  `a${'\u0301'.repeat(1_000_000)}`,
  '路'.repeat(1_000_000),
  "' OR 1=1 --",
];
