// Serial numbers that look drawn but are given to one index alone.

/** Odd and no multiple of 5, so that multiplying permutes the numbers below any power of ten. */
const MULTIPLIER = 7_368_787;
const OFFSET = 1_234_567;

/**
 * A serial of so many digits for an index, different for every index: a permutation below 10^digits; larger indexes
 * are written as they are, which makes them longer.
 * @throws RangeError beyond nine digits, where the product would no longer be exact
 */
export function serialOf(index: number, digits: number): string {
  if (digits > 9) throw new RangeError('A serial has at most nine digits.');
  const size = 10 ** digits;
  return index < size
    ? String((index * MULTIPLIER + OFFSET) % size).padStart(digits, '0')
    : String(index).padStart(digits, '0');
}
