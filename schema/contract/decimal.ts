// Decimal numbers as strings: money, tariffs and quantities never pass through a binary float.
import { accepted, refused, type Checked } from './identifier-problem.js';

const DECIMAL = /^-?\d{1,18}(?:\.\d{1,4})?$/;

/** A minus, 18 digits, a point and 4 digits. */
const MAX_INPUT_LENGTH = 24;

/**
 * A decimal number: an optional minus, 1 to 18 digits, optionally a point and 1 to 4 digits (tariffs have four).
 * The text is kept as it is: `0.50` stays `0.50`.
 */
export function parseDecimal(text: string): Checked<string> {
  return text.length <= MAX_INPUT_LENGTH && DECIMAL.test(text)
    ? accepted(text)
    : refused(
        '应为十进制数字串：整数部分最多18位，小数部分最多4位。',
        'It must be a decimal number: at most 18 digits before the point and 4 after it.',
      );
}
