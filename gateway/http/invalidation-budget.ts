// How much a department may invalidate, so that one that went wild, or whose requests are sent again, leaves the gateway its CPU.
import type { DepartmentName } from '../../schema/contract/departments.js';
import { GatewayError, type Message } from '../errors.js';

/**
 * Entries, in this process; a request costs as much as ten of them. An entry takes 0.054 ms of CPU and a request 0.4 ms (measured),
 * so that a department has 5 % of a core to itself for good, and 20 full requests at once.
 */
export const invalidationBudget = { perSecond: 1_000, atOnce: 20_000, perRequest: 10 } as const;

/**
 * @throws GatewayError QUOTA_EXCEEDED; nothing is spent then
 */
export type SpendInvalidations = (department: DepartmentName, entries: number) => void;

interface Account {
  readonly left: number;
  readonly atMs: number;
}

/** @param now milliseconds, of a clock that nobody sets */
export function createInvalidationBudget(now: () => number = () => performance.now()): SpendInvalidations {
  const { perSecond, atOnce, perRequest } = invalidationBudget;
  const accounts = new Map<DepartmentName, Account>();
  return (department, entries) => {
    const atMs = now();
    const before = accounts.get(department) ?? { left: atOnce, atMs };
    const left = Math.min(atOnce, before.left + ((atMs - before.atMs) / 1_000) * perSecond);
    const cost = perRequest + entries;
    if (cost > left)
      throw new GatewayError('QUOTA_EXCEEDED', 429, message, {
        // Whole seconds (RFC 9110 section 10.2.3).
        headers: { 'retry-after': String(Math.ceil((cost - left) / perSecond)) },
      });
    accounts.set(department, { left: left - cost, atMs });
  };
}

const message: Message = {
  zh: `失效通知过多：每部门每秒最多 ${invalidationBudget.perSecond} 项，请合并后稍后再发，或按资源整体失效。`,
  en: `Too many invalidations: a department has ${invalidationBudget.perSecond} entries a second; send more of them in one request, later, or name a whole resource.`,
};
