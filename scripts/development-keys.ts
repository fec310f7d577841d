// Keys of the development city. They are public: a production gateway refuses key ids that begin with `development`.
import { createHash } from 'node:crypto';
import type { DepartmentName } from '../schema/contract/departments.js';

/** As in `DEPARTMENT_<NAME>_KEYS`. */
export function developmentAssertionKeys(department: DepartmentName): string {
  return developmentKey(department);
}

/** As in `PAYMENT_NOTIFICATION_KEYS`. */
export const developmentPaymentKeys = developmentKey('payment-channel');

function developmentKey(purpose: string): string {
  return `development-${purpose}:${createHash('sha256').update(`yihao development ${purpose}`).digest('base64url')}`;
}
