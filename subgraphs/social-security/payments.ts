// What 人社 and 医保 have long lists of, as the graph shows it: contributions and settlements.
import { coded } from '../kit/coded.js';
import { opaqueId } from '../kit/opaque-id.js';
import { yearMonth } from '../kit/year-month.js';
import { insuranceKinds, settlementKinds, type CodeTable } from './codes.js';
import type { Contribution, MedicalSettlement } from './generated.js';

/** One month, or a resident's year, paid for one kind of insurance. */
export interface ContributionRow {
  id: number;
  codeTable: CodeTable;
  kind: string;
  paidIn: number;
  paidFor: number;
  months: number;
  base: string;
  personalRate: string;
  employerRate: string;
  personalAmount: string;
  employerAmount: string;
  received: boolean;
  employerName: string | null;
}

export interface SettlementRow {
  id: number;
  on: string;
  kind: string;
  institution: string;
  total: string;
  fundPaid: string;
  accountPaid: string;
  cashPaid: string;
}

/** Several contributions come from one row of the register, so their ids are of row and kind. */
export function contribution({ id, codeTable, paidIn, paidFor, ...row }: ContributionRow): Contribution {
  return {
    ...row,
    id: opaqueId('Contribution', `${id}-${row.kind}`),
    kind: coded(insuranceKinds[codeTable], row.kind),
    periodPaidIn: yearMonth(paidIn),
    periodPaidFor: yearMonth(paidFor),
  };
}

export function settlement(row: SettlementRow): MedicalSettlement {
  return {
    ...row,
    id: opaqueId('MedicalSettlement', row.id),
    kind: coded(settlementKinds, row.kind),
  };
}
