// Other documents a person may be recorded under: travel permits to the mainland, passports.
import { accepted, refused, type Checked } from './identifier-problem.js';
import { readIdentifierText } from './identifier-text.js';

/** `canonical` is the number to compare by; for a travel permit the number of renewals is left out. */
export interface AliasNumber {
  readonly kind: 'HK_MACAU_TRAVEL_PERMIT' | 'TAIWAN_TRAVEL_PERMIT' | 'PASSPORT';
  readonly canonical: string;
}

const HK_MACAU = /^([HM]\d{8})(?:\d{2})?$/;
const TAIWAN = /^\d{8}$/;
const PASSPORT = /^[0-9A-Z]{5,17}$/;

/** Every passport number has digits, and none has more: a resident ID or an old residence card with a typing error does. */
const MAX_PASSPORT_DIGITS = 10;

/**
 * Reads 来往内地通行证 of Hong Kong and Macau residents (H or M, 8 digits, 2 more on renewal), 来往大陆通行证 of Taiwan
 * residents (8 digits), and passports, loosely (5 to 17 letters and digits): none has a check character to rely on.
 */
export function parseAliasNumber(input: string): Checked<AliasNumber> {
  const text = readIdentifierText(input);
  const permit = HK_MACAU.exec(text)?.[1];
  if (permit) return accepted({ kind: 'HK_MACAU_TRAVEL_PERMIT', canonical: permit });
  if (TAIWAN.test(text)) return accepted({ kind: 'TAIWAN_TRAVEL_PERMIT', canonical: text });
  const digits = text.replace(/\D/g, '').length;
  if (PASSPORT.test(text) && digits > 0 && digits <= MAX_PASSPORT_DIGITS) {
    return accepted({ kind: 'PASSPORT', canonical: text });
  }
  return refused('不是通行证或护照号码。', 'This is not a number of a travel permit or a passport.');
}
