// Sums of decimal strings, exact: money never passes through a binary float on its way to a table.
const places = 4;

/** @param values with at most four places, as the schema's `Decimal`; null counts as nothing */
export function sumDecimals(values: readonly (string | null)[]): string {
  const sum = values.reduce((total, value) => total + unitsOf(value ?? '0'), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function unitsOf(value: string): bigint {
  const [whole = '0', fraction = ''] = value.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}
