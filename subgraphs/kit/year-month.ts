// Registers hold months as integers yyyymm; the graph says them as ISO 8601.

/** 202603 → `2026-03`. */
export function yearMonth(month: number): string;
export function yearMonth(month: number | null): string | null;
export function yearMonth(month: number | null): string | null {
  if (month === null) return null;
  const digits = String(month);
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** `2026-03` → 202603. */
export function monthNumber(yearMonth: string): number {
  return Number(yearMonth.replace('-', ''));
}
