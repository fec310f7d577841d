// How a page shows what a register says: the value's rows with who says so and as of when, or why there is none.
import type { Present, Told } from '../../client/told.js';

export interface Row {
  readonly label: string;
  readonly value: string;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Why there is nothing, or an empty text. */
  readonly absence: string;
  /** Who says so, as of when, how fresh it is, and whether parts are hidden. */
  readonly source: string;
}

const freshnessWords = {
  live: '实时',
  cached: '近期数据',
  stale: '可能已过时',
  snapshot: '定期更新',
} as const;

/** @param rowsOf rows of a value that is there; none of them means that the register has no entry */
export function describeTold<T>(
  title: string,
  told: Told<T>,
  rowsOf: (value: NonNullable<T>) => readonly Row[],
): Section {
  if (told.state === 'absent') return { title, rows: [], absence: told.message, source: told.provider ?? '' };
  const rows = rowsOf(told.value);
  return { title, rows, absence: rows.length === 0 ? '没有登记记录。' : '', source: sourceOf(told) };
}

function sourceOf({ provider, asOf, freshness, masked }: Present<unknown>): string {
  return [
    provider,
    asOf === undefined ? undefined : `截至${inChina(asOf)}`,
    freshness && freshnessWords[freshness],
    masked ? '部分内容已隐去' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** 11月22日08:34 at Beijing time; phones' `Intl` is not to be relied on. */
function inChina(time: string): string {
  const [month, day, hours, minutes] = new Date(Date.parse(time) + 8 * 3_600_000)
    .toISOString()
    .split(/[-T:]/)
    .slice(1);
  return `${Number(month)}月${Number(day)}日${hours}:${minutes}`;
}
