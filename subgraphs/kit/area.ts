// Areas as `Coded` values.
import { areaName } from '../../schema/contract/area-codes.js';
import type { Coded } from './coded.js';

/** GB/T 2260 code with its Chinese name; codes retired since keep theirs. */
export function area(code: string | null | undefined): Coded | null {
  if (!code) return null;
  return { system: 'GB/T 2260', version: null, code, label: areaName(code)?.zh ?? null };
}
