// Money in whole cents, computed in integers and written as decimals.

/** Whole hundredths as a decimal with two places: 6784 → `67.84`; never negative here. */
export function decimal(hundredths: number): string {
  const rest = hundredths % 100;
  return `${(hundredths - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
}

/** Integer quotient rounded half up, for a numerator that isn't negative; exact as long as the numerator is below 2^52. */
export function divideRounded(numerator: number, denominator: number): number {
  const shifted = 2 * numerator + denominator;
  const divisor = 2 * denominator;
  return (shifted - (shifted % divisor)) / divisor;
}
