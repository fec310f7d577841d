// Money, quantities, dates and moments as people of a language write them.
import type { Language } from '../../../client/failure.js';

export interface Formats {
  /** A decimal string of CNY, exact to the fen. */
  readonly money: (amount: string) => string;
  readonly quantity: (value: string) => string;
  /** `2026-03-01`. */
  readonly date: (date: string) => string;
  /** `2026-03`. */
  readonly month: (month: string) => string;
  readonly list: (items: readonly string[]) => string;
  /** RFC 3339, shown in the city's time. */
  readonly moment: (moment: string | Date) => string;
}

export const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };

const cityTimeZone = 'Asia/Shanghai';

export function createFormats(language: Language): Formats {
  const locale = locales[language];
  const money = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
  });
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  // A calendar date has no time zone: read and shown in the same one, it stays the day that it is.
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: cityTimeZone,
  });
  const list = new Intl.ListFormat(locale);
  return {
    money: (amount) => formatDecimal(money, amount),
    quantity: (value) => formatDecimal(quantity, value),
    date: (value) => date.format(new Date(value)),
    list: (items) => list.format(items),
    month: (value) => month.format(new Date(`${value}-01`)),
    moment: (value) => moment.format(new Date(value)),
  };
}

/** Formatted as the text it is: no binary float in between (ECMA-402 since 2023). */
function formatDecimal(format: Intl.NumberFormat, value: string): string {
  return isDecimal(value) ? format.format(value) : value;
}

function isDecimal(value: string): value is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(value);
}
