// The answer of every parser of the contract: a value, or the rule that failed in two languages.

/**
 * Which rule an input broke, as a sentence for a person to read.
 * It never repeats the input nor the right check character: problems reach logs, and whoever may try
 * numbers must not learn how to complete one.
 */
export interface IdentifierProblem {
  readonly zh: string;
  readonly en: string;
}

/** A parsed value, or why there is none. Parsers return this and never throw on what somebody typed. */
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: IdentifierProblem };

/** The answer of a parser that found nothing wrong. */
export function accepted<T>(value: T): Checked<T> {
  return { ok: true, value };
}

/** The answer of a parser that found a broken rule, said in Chinese and in English. */
export function refused(zh: string, en: string): Checked<never> {
  return { ok: false, problem: { zh, en } };
}

/** The text has another length than the standard's; `lengths` are the standard's. */
export function refusedLength(...lengths: number[]): Checked<never> {
  return refused(
    `长度不符：应为${lengths.join('或')}位。`,
    `Wrong length: it must have ${lengths.join(' or ')} characters.`,
  );
}

/** The character at `position` (counted from 1) isn't one the standard allows there. */
export function refusedCharacter(position: number): Checked<never> {
  return refused(
    `第${position}位字符不符合规则。`,
    `The character at position ${position} is not allowed there.`,
  );
}

/** The check character doesn't follow from the characters before it. */
export function refusedCheck(): Checked<never> {
  return refused(
    '校验码不符，请核对号码。',
    'The check character does not match: compare the number with the document.',
  );
}
