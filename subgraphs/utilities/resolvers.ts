// How the utilities' data centre answers.
import { citizenResolvers } from '../kit/citizen.js';
import { coded } from '../kit/coded.js';
import { first } from '../kit/loaders.js';
import { opaqueId } from '../kit/opaque-id.js';
import { relatedByRole } from '../kit/related-person.js';
import { yearMonth } from '../kit/year-month.js';
import * as codes from './codes.js';
import type { Resolvers } from './generated.js';
import { paymentOrder, readOrderId } from './payment-order.js';
import { payUtilityBill } from './payments.js';
import { utilityBill } from './records.js';

export const resolvers: Resolvers = {
  Query: { me: citizenResolvers.me },
  Mutation: {
    payUtilityBill: (_root, { input }, { assertion, database }) =>
      payUtilityBill(input, assertion.me(), database),
  },
  Citizen: {
    __resolveReference: citizenResolvers.resolveReference,
    utilityAccounts: async ({ subject }, _args, { records }) =>
      (await records.accountRelations.load(subject)).map((row) => ({
        ...row,
        rowId: row.id,
        id: opaqueId('UtilityAccountRelation', row.id),
      })),
    paymentOrders: ({ subject }, page, { records }) => records.orders(page).load({ keys: [subject.id] }),
    paymentOrder: async ({ subject }, { id }, { records }) => {
      const rowId = readOrderId(id);
      const row = rowId ? first(await records.ordersById.load(rowId)) : null;
      return row?.citizenId === subject.id ? paymentOrder(row) : null;
    },
  },
  Dwelling: {
    __resolveReference: ({ houseCode }) => ({ houseCode }),
    utilitySupplies: async ({ houseCode }, _args, { records }) =>
      (await records.supplies.load(houseCode)).map((row) => ({
        id: opaqueId('UtilitySupply', row.id),
        kind: row.kind,
        accountNumber: row.number,
        meterNumber: row.meterNumber,
        status: coded(codes.accountStatuses, row.status),
      })),
  },
  UtilityAccountRelation: {
    account: async ({ rowId, accountId, role, until, ended }, _args, { records }) => {
      const row = first(await records.accounts.load(accountId));
      // A client keeps objects by id: an account that shows only a part must not be taken for the whole one.
      const bounded = role === 'TENANT' || until !== null;
      return (
        row && {
          ...row,
          id: opaqueId('UtilityAccount', bounded ? `${row.id}-${rowId}` : row.id),
          relationId: rowId,
          ended,
          holder: ended ? null : relatedByRole(row.holderName, codes.accountRoles, 'HOLDER'),
          status: ended ? null : coded(codes.accountStatuses, row.status),
        }
      );
    },
  },
  UtilityAccount: {
    dwelling: ({ houseCode }) => (houseCode === null ? null : { houseCode }),
    readings: ({ relationId }, page, { records }) => records.readings(page).load({ keys: [relationId] }),
    bills: ({ relationId }, page, { records }) => records.bills(page).load({ keys: [relationId] }),
    arrears: async ({ relationId, ended }, _args, { records }) => {
      if (ended) return null;
      const row = first(await records.arrears.load(relationId));
      return row
        ? { amount: row.amount, bills: row.bills, oldestPeriod: yearMonth(row.oldestPeriod) }
        : { amount: '0.00', bills: 0, oldestPeriod: null };
    },
  },
  PaymentOrder: {
    bill: async ({ billId }, _args, { records }) => {
      const row = first(await records.billsById.load(billId));
      return row && utilityBill(row);
    },
  },
};
