// Organisation codes 组织机构代码 (GB 11714), the nine characters inside a unified social credit code.
import {
  accepted,
  refusedCharacter,
  refusedCheck,
  refusedLength,
  type Checked,
} from './identifier-problem.js';
import { firstWrongPosition, readIdentifierText } from './identifier-text.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Reads eight characters and the check character, with or without the hyphen before it; gives them without. */
export function parseOrganisationCode(input: string): Checked<string> {
  const text = readIdentifierText(input).replace(/^(.{8})-(.)$/, '$1$2');
  if (text.length !== 9) return refusedLength(9);
  const wrong = firstWrongPosition(text, (index) => (index === 8 ? '0123456789X' : ALPHABET));
  if (wrong) return refusedCharacter(wrong);
  return organisationCodeCheckCharacter(text.slice(0, 8)) === text.charAt(8)
    ? accepted(text)
    : refusedCheck();
}

/**
 * The check character for the first eight: 11 − Σ mod 11, where 10 is written X and 11 is written 0.
 * @throws RangeError when they aren't eight digits or capital letters.
 */
export function organisationCodeCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8))
    throw new RangeError('A check character follows from exactly 8 characters.');
  const sum = WEIGHTS.reduce(
    (total, weight, index) => total + weight * ALPHABET.indexOf(first8.charAt(index)),
    0,
  );
  return '0X987654321'.charAt(sum % 11);
}
