// How the text of an identifier is read before its rules are applied: bounded, trimmed, half-width, upper case.

/** Longer than every identifier of the contract; what exceeds it is refused before any work is done on it. */
const MAX_INPUT_LENGTH = 256;

/** Full-width forms (U+FF01 to U+FF5E) and the ideographic space become the ASCII they stand for. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** Upper case for a to z alone: `toUpperCase` would also turn `ı` into `I` and `ſ` into `S`, other people's letters. */
export function toUpperAscii(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * The text as its standard writes it: outer whitespace off, full-width typing made half-width, letters upper case.
 * Inner whitespace stays, for the parser to refuse. Input too long to be any identifier reads as the empty text,
 * so that every parser answers with its length rule; it isn't cut, since a valid number followed by
 * something else is not that number.
 */
export function readIdentifierText(input: string): string {
  return input.length > MAX_INPUT_LENGTH ? '' : toUpperAscii(toHalfWidth(input.trim()));
}

/** Where (counted from 1) `text` first leaves the characters allowed at that place, or 0 when it never does. */
export function firstWrongPosition(text: string, allowedAt: (index: number) => string): number {
  for (let index = 0; index < text.length; index++) {
    if (!allowedAt(index).includes(text.charAt(index))) return index + 1;
  }
  return 0;
}
