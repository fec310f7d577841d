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
    account: async ({ accountId }, _args, { records }) => {
      const row = first(await records.accounts.load(accountId));
      return (
        row && {
          ...row,
          rowId: row.id,
          id: opaqueId('UtilityAccount', row.id),
          holder: relatedByRole(row.holderName, codes.accountRoles, 'HOLDER'),
          status: coded(codes.accountStatuses, row.status),
        }
      );
    },
  },
  UtilityAccount: {
    dwelling: ({ houseCode }) => (houseCode === null ? null : { houseCode }),
    readings: ({ rowId }, page, { records }) => records.readings(page).load({ keys: [rowId] }),
    bills: ({ rowId }, page, { records }) => records.bills(page).load({ keys: [rowId] }),
    arrears: async ({ rowId }, _args, { records }) => {
      const row = first(await records.arrears.load(rowId));
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
