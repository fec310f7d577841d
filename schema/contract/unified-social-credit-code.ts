// Unified social credit codes 统一社会信用代码 (GB 32100): the number of every legal person and organisation.
import {
  accepted,
  refusedCharacter,
  refusedCheck,
  refusedLength,
  type Checked,
} from './identifier-problem.js';
import { firstWrongPosition, readIdentifierText } from './identifier-text.js';

/** `registrar` is the registering department (1 staffing office, 5 civil affairs, 9 market regulation), `category` its class. */
export interface UnifiedSocialCreditCode {
  readonly canonical: string;
  readonly registrar: string;
  readonly category: string;
  /** Where it was registered; 100000 for bodies registered nationally. */
  readonly areaCode: string;
  readonly organisationCode: string;
}

// Without I, O, S, V and Z, which read like 1, 0, 5, U and 2.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const DIGITS = '0123456789';

/**
 * Reads the 18 characters. The organisation code inside isn't held to its own check character: codes have been
 * given to sole traders that don't satisfy it.
 */
export function parseUnifiedSocialCreditCode(input: string): Checked<UnifiedSocialCreditCode> {
  const text = readIdentifierText(input);
  if (text.length !== 18) return refusedLength(18);
  const wrong = firstWrongPosition(text, (index) => (index >= 2 && index < 8 ? DIGITS : ALPHABET));
  if (wrong) return refusedCharacter(wrong);
  if (unifiedSocialCreditCodeCheckCharacter(text.slice(0, 17)) !== text.charAt(17)) return refusedCheck();
  return accepted({
    canonical: text,
    registrar: text.charAt(0),
    category: text.charAt(1),
    areaCode: text.slice(2, 8),
    organisationCode: text.slice(8, 17),
  });
}

/**
 * The check character for the first 17: weights 3^i mod 31, (31 − Σ mod 31) mod 31.
 * @throws RangeError when they aren't 17 characters of the alphabet.
 */
export function unifiedSocialCreditCodeCheckCharacter(first17: string): string {
  if (first17.length !== 17 || firstWrongPosition(first17, () => ALPHABET)) {
    throw new RangeError('A check character follows from exactly 17 characters of the alphabet.');
  }
  let weight = 1;
  let sum = 0;
  for (const character of first17) {
    sum += weight * ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
