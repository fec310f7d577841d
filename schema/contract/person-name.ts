// People's names, made comparable across departments that type them differently.
import { toHalfWidth, toUpperAscii } from './identifier-text.js';

/** Longer than any registered name, foreign ones included. */
const MAX_NAME_LENGTH = 200;

/** Zero-width characters and variation selectors: the same character, drawn or joined otherwise. */
const INVISIBLE = /[\p{Cf}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;

/** The middle dots that departments type in names of Uyghur, Kazakh, Mongolian and other origin, between characters. */
const MIDDLE_DOT =
  /(?<=\S)[ .]*[\u00B7\u2022\u2027\u22C5\u30FB\uFF65][ .\u00B7\u2022\u2027\u22C5\u30FB\uFF65]*(?=\S)/gu;

/** A full stop between characters stands for the middle dot; one before a space ends an initial. */
const INNER_STOP = /(?<=[^\s.])\.+(?=[^\s.])/gu;

const SPACE_BETWEEN_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/**
 * The form of a name to compare by, never to store or show. NFC alone is applied: it already folds CJK compatibility
 * ideographs onto the character they duplicate. NFKC would go on to replace characters by others that aren't the same
 * (Ⅷ by VIII, ㊚ by 男, ① by 1), making a damaged record look like somebody's name.
 * Text too long for a name gives the empty string, like no name at all.
 */
export function normaliseName(name: string): string {
  if (name.length > MAX_NAME_LENGTH) return '';
  return toUpperAscii(toHalfWidth(name.normalize('NFC').replace(INVISIBLE, '')))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(MIDDLE_DOT, '·')
    .replace(INNER_STOP, '·')
    .replace(SPACE_BETWEEN_HAN, '');
}

/** Whether two names are the same person's as far as typing habits go. No name matches nothing, not even no name. */
export function namesMatch(a: string, b: string): boolean {
  const name = normaliseName(a);
  return name !== '' && name === normaliseName(b);
}
