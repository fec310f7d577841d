// Masking 脱敏: what may be shown of a personal value to somebody who may not see it whole.

export type MaskKind = 'NAME' | 'RESIDENT_ID' | 'PHONE' | 'BANK_CARD' | 'ADDRESS' | 'ACCOUNT' | 'CERTIFICATE';

// Always the same number of stars: the length of what is hidden narrows it down.
const HIDDEN = '****';

/** Nothing of an address after this many characters is a district or a street. */
const ADDRESS_REACH = 40;

/** Where the dwelling begins: numbers in any script, and the words that come with them. */
const DWELLING = /\p{N}|[号村组栋幢弄室户]|单元|小区|社区/u;
const STREET = /街道|大道|[街路镇乡]/u;
const DISTRICT = /[区县]/u;
const CITY = /市/u;

/** One grapheme, unless it is overgrown with combining marks; then one code point. */
const MAX_GRAPHEME_LENGTH = 16;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * The masked form of a value. The empty string stays empty; a value too short to hide enough of it is hidden whole.
 * Masking a masked value again gives nothing useful.
 */
export function mask(kind: MaskKind, value: string): string {
  const text = value.trim();
  if (text === '') return value === '' ? '' : HIDDEN;
  switch (kind) {
    case 'NAME':
      return `${firstGrapheme(text)}**`;
    case 'RESIDENT_ID':
      // First 6 and last 4, as is common, can be completed from a birthday and a county.
      return maskMiddle(text, { first: 1, last: 1, from: 6, stars: '****************' });
    case 'PHONE':
      return maskMiddle(text, { first: 3, last: 4, from: 11, stars: HIDDEN });
    case 'BANK_CARD':
    case 'ACCOUNT':
      return maskMiddle(text, { first: 0, last: 4, from: 12, stars: HIDDEN });
    case 'ADDRESS':
      return maskAddress(text);
    case 'CERTIFICATE':
      return maskMiddle(text, { first: 2, last: 2, from: 8, stars: HIDDEN });
  }
}

/** Keeps `first` and `last` characters of a text of at least `from`, and nothing of a shorter one. */
function maskMiddle(
  text: string,
  keep: { first: number; last: number; from: number; stars: string },
): string {
  if (!isAtLeast(text, keep.from)) return keep.stars;
  // By code point, so that no half of a surrogate pair is left; twice as many units are surely enough.
  const start = Array.from(text.slice(0, keep.first * 2)).slice(0, keep.first);
  const end = Array.from(text.slice(-keep.last * 2)).slice(-keep.last);
  return start.join('') + keep.stars + end.join('');
}

function isAtLeast(text: string, codePoints: number): boolean {
  return Array.from(text.slice(0, codePoints * 2)).length >= codePoints;
}

function firstGrapheme(text: string): string {
  const head = text.slice(0, MAX_GRAPHEME_LENGTH * 2);
  const first = graphemes.segment(head).containing(0)?.segment ?? '';
  return first.length > MAX_GRAPHEME_LENGTH ? String.fromCodePoint(first.codePointAt(0) ?? 0) : first;
}

/** To the street: up to the first street, town or township before the dwelling, else to the district, else the city. */
function maskAddress(text: string): string {
  const head = text.slice(0, ADDRESS_REACH);
  const area = head.slice(0, DWELLING.exec(head)?.index ?? head.length);
  for (const level of [STREET, DISTRICT, CITY]) {
    const match = level.exec(area);
    if (match) return area.slice(0, match.index + match[0].length) + HIDDEN;
  }
  return HIDDEN;
}
