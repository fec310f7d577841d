// 水电气: the utilities' data centre, and paying their bills.
import type { AssertionKey } from '../../schema/contract/assertion.js';
import type { DepartmentDefinition } from '../kit/department.js';
import { migrations } from './migrations.js';
import { createPaymentNotificationRoute } from './payment-notification.js';
import { createUtilitiesRecords, type UtilitiesRecords } from './records.js';
import { resolvers } from './resolvers.js';

export interface UtilitiesOptions {
  /**
   * Keys that payment channels sign their notifications with; during a rotation two. One with an id such as
   * `alipay.2026-11` signs for that channel's orders alone (`wechat-pay`, `alipay`, `union-pay`), any other for all.
   */
  readonly paymentKeys: readonly AssertionKey[];
}

export function createUtilities({ paymentKeys }: UtilitiesOptions): DepartmentDefinition<UtilitiesRecords> {
  return {
    name: 'utilities',
    migrations,
    resolvers,
    createRecords: createUtilitiesRecords,
    routes: [createPaymentNotificationRoute(paymentKeys)],
    acceptsMutations: true,
  };
}
