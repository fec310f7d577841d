// Amounts, months and kinds as people read them.
import type { UtilityBillStatus, UtilityKind } from '../../operations/generated/utilities.js';

const unknown = '未登记';

export const utilityWords: Readonly<Record<UtilityKind, string>> = {
  WATER: '水费',
  ELECTRICITY: '电费',
  GAS: '燃气费',
};

export const billWords: Readonly<Record<UtilityBillStatus, string>> = {
  UNPAID: '待缴',
  OVERDUE: '已欠费',
  PAID: '已缴',
};

export function orUnknown(text: string | null | undefined): string {
  return text ?? unknown;
}

/** `"86.50"` → `86.50元` */
export function yuan(amount: string | null | undefined): string {
  return amount === null || amount === undefined ? unknown : `${amount}元`;
}

/** `"2026-10"` → `2026年10月` */
export function month(yearMonth: string | null): string {
  if (yearMonth === null) return unknown;
  const [year, number] = yearMonth.split('-');
  return `${year}年${Number(number)}月`;
}
