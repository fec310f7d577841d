// Look-ups of the utilities' data centre, batched within a request.
import { loadPages, perArguments, type PageArguments } from '../kit/connection.js';
import type { Database } from '../kit/database.js';
import type { DepartmentContext } from '../kit/department.js';
import { loadByKey, loadBySubject } from '../kit/loaders.js';
import { opaqueId } from '../kit/opaque-id.js';
import { yearMonth } from '../kit/year-month.js';
import type {
  MeterReading,
  TierCharge,
  UtilityAccount,
  UtilityAccountRelation,
  UtilityAccountRole,
  UtilityBill,
  UtilityBillStatus,
  UtilityKind,
} from './generated.js';
import { orderColumns, paymentOrder, type OrderRow, type PaymentOrderParent } from './payment-order.js';

/** A dwelling is known by its code alone: one without supplies is a stub with an empty list. */
export interface DwellingParent {
  readonly houseCode: string;
}

/** An account as one relation to it shows it: what is read of it is bounded by that relation, and loaded by its id. */
export type AccountParent = Omit<UtilityAccount, 'dwelling' | 'readings' | 'bills' | 'arrears'> & {
  readonly relationId: number;
  /** Whether the relation is over: what the account is today is then somebody else's. */
  readonly ended: boolean;
  readonly houseCode: string | null;
};
export type AccountRelationParent = Omit<UtilityAccountRelation, 'account'> & {
  readonly rowId: number;
  readonly accountId: number;
  readonly ended: boolean;
};

interface AccountRow {
  id: number;
  number: string;
  kind: UtilityKind;
  supplier: string;
  holderName: string;
  address: string;
  houseCode: string | null;
  meterNumber: string;
  multiplier: string;
  status: string;
}

interface AccountPersonRow {
  id: number;
  accountId: number;
  role: UtilityAccountRole;
  since: string;
  until: string | null;
  ended: boolean;
}

interface BillRow {
  id: number;
  period: number;
  usage: string;
  tiers: TierCharge[];
  amount: string;
  lateFee: string;
  due: string;
  paidOn: string | null;
  status: UtilityBillStatus;
}

interface ReadingRow {
  id: number;
  on: string;
  from: string;
  to: string;
  usage: string;
  estimated: boolean;
}

interface ArrearsRow {
  amount: string;
  bills: number;
  oldestPeriod: number;
}

/** The day it is in China; a fixed offset, as `chinaDay` of the contract explains. */
const today = `(now() AT TIME ZONE INTERVAL '8 hours')::date`;

const accountColumns = `account.id, account.number, account.kind, account.supplier, account.holder_name AS "holderName",
  account.address, account.house_code AS "houseCode", account.meter_number AS "meterNumber", account.multiplier, account.status`;

const billColumns = `row.id, row.period, row.usage, row.tiers, row.amount, row.late_fee AS "lateFee", row.due_on AS due,
  row.paid_on AS "paidOn",
  CASE WHEN row.paid_on IS NOT NULL THEN 'PAID' WHEN row.due_on < ${today} THEN 'OVERDUE' ELSE 'UNPAID' END AS status`;

/**
 * Which bills a relation shows: a tenant's from the month of moving in, anybody's to the month in which it ended. The
 * bounds stand in the relation's own row, so the same relation shows the same to every request.
 */
export const billIsShown = `row.account_id = relation.account_id
  AND (relation.role <> 'TENANT' OR row.period >= to_char(relation.since, 'YYYYMM')::int)
  AND (relation.until IS NULL OR row.period <= to_char(relation.until, 'YYYYMM')::int)`;

const readingIsShown = `row.account_id = relation.account_id
  AND (relation.role <> 'TENANT' OR row.read_on >= relation.since)
  AND (relation.until IS NULL OR row.read_on <= relation.until)`;

export type UtilitiesRecords = ReturnType<typeof createUtilitiesRecords>;
export type Context = DepartmentContext<UtilitiesRecords>;

export function createUtilitiesRecords(database: Database) {
  return {
    accountRelations: loadBySubject<AccountPersonRow>(
      database,
      `SELECT resident_number AS owner, id, account_id AS "accountId", role, since, until,
              coalesce(until < ${today}, false) AS ended
         FROM utilities.account_person WHERE resident_number = ANY($1::text[]) ORDER BY since DESC, id DESC`,
    ),
    accounts: loadByKey<number, AccountRow>(
      database,
      `SELECT id AS owner, ${accountColumns} FROM utilities.account WHERE id = ANY($1::bigint[])`,
    ),
    supplies: loadByKey<string, AccountRow>(
      database,
      `SELECT house_code AS owner, ${accountColumns} FROM utilities.account WHERE house_code = ANY($1::text[]) ORDER BY id`,
    ),
    readings: perArguments((page: PageArguments) =>
      loadPages<ReadingRow, MeterReading>(
        {
          database,
          from: `(utilities.account_person relation JOIN utilities.reading row ON ${readingIsShown})`,
          columns: `row.id, row.read_on AS "on", row.from_value AS "from", row.to_value AS "to",
                    row.to_value - row.from_value AS usage, row.estimated`,
          owner: 'relation.id',
          ownerType: 'bigint',
          sort: 'row.read_on',
          sortType: 'date',
          tie: 'row.id',
          tieType: 'bigint',
          node: meterReading,
        },
        page,
      ),
    ),
    bills: perArguments(({ unpaid, ...page }: PageArguments & { unpaid: boolean }) =>
      loadPages<BillRow, UtilityBill>(
        {
          database,
          from: `(utilities.account_person relation JOIN utilities.bill row ON ${billIsShown})`,
          ...(unpaid && { where: 'row.paid_on IS NULL' }),
          columns: billColumns,
          owner: 'relation.id',
          ownerType: 'bigint',
          sort: 'row.period',
          sortType: 'int',
          tie: 'row.id',
          tieType: 'bigint',
          node: utilityBill,
        },
        page,
      ),
    ),
    arrears: loadByKey<number, ArrearsRow>(
      database,
      `SELECT relation.id AS owner, sum(amount + late_fee) AS amount, count(*)::int AS bills, min(period) AS "oldestPeriod"
         FROM utilities.account_person relation JOIN utilities.bill row ON ${billIsShown}
        WHERE relation.id = ANY($1::bigint[]) AND paid_on IS NULL AND due_on < ${today}
        GROUP BY relation.id`,
    ),
    billsById: loadByKey<number, BillRow>(
      database,
      `SELECT row.id AS owner, ${billColumns} FROM utilities.bill row WHERE row.id = ANY($1::bigint[])`,
    ),
    orders: perArguments((page: PageArguments) =>
      loadPages<OrderRow, PaymentOrderParent>(
        {
          database,
          from: 'utilities.payment_order row',
          columns: orderColumns,
          owner: 'row.citizen_id',
          ownerType: 'uuid',
          sort: 'row.created_at',
          sortType: 'timestamptz',
          tie: 'row.id::text',
          tieType: 'text',
          node: paymentOrder,
        },
        page,
      ),
    ),
    ordersById: loadByKey<string, OrderRow & { citizenId: string }>(
      database,
      `SELECT row.id AS owner, row.citizen_id AS "citizenId", ${orderColumns}
         FROM utilities.payment_order row WHERE row.id = ANY($1::uuid[])`,
    ),
  };
}

export function utilityBill(row: BillRow): UtilityBill {
  const { id, period, usage, tiers, amount, lateFee, due, paidOn, status } = row;
  return {
    id: opaqueId('UtilityBill', id),
    period: yearMonth(period),
    usage,
    tiers,
    amount,
    lateFee,
    due,
    paidOn,
    status,
  };
}

function meterReading({ id, on, from, to, usage, estimated }: ReadingRow): MeterReading {
  return { id: opaqueId('MeterReading', id), on, from, to, usage, estimated };
}
