// Who can log in during development: the personas, their real-name levels and their subjects.
import { createHmac } from 'node:crypto';

/** Real-name levels (实名等级), weakest first: account, phone, document checked, face. */
export const realNameLevels = ['L1', 'L2', 'L3', 'L4'] as const;
export type RealNameLevel = (typeof realNameLevels)[number];

/** A citizen of the seeded city that a developer can log in as with one click. */
export interface Persona {
  /** Short name for command lines. */
  key: string;
  title: { zh: string; en: string };
  name: string;
  /** Canonical 18-character resident ID number; it never leaves the issuer. */
  residentId: string;
  level: RealNameLevel;
}

export function isRealNameLevel(value: unknown): value is RealNameLevel {
  return realNameLevels.some((level) => level === value);
}

/**
 * The issuer's `sub` for a citizen: 22 characters of base64url, the same at every start, and computable by the
 * population register's seed without asking the issuer.
 *
 * The key is public, so whoever knows a number can find its subject: good enough for invented citizens only.
 */
export function subjectOf(residentId: string): string {
  return createHmac('sha256', 'yihao development issuer').update(residentId).digest('base64url').slice(0, 22);
}
