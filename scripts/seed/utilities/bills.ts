// Rows of meter readings and bills of one account, from the tariffs and what the facts say about arrears.
import { decimal } from '../cents.js';
import { dayText } from '../day-number.js';
import type { Random } from '../random.js';
import {
  chargeTiers,
  FREE_KWH_A_MONTH,
  lateFeeCents,
  LARGE_HOUSEHOLD,
  type Supply,
  type TierCharge,
} from '../tariffs.js';
import type { RowSink } from '../world.js';
import { PERIOD_MONTHS, type BillingPeriod } from './billing-calendar.js';
import { drawUsage } from './usage.js';

/** More than an account has readings, or bills, in two years. */
const ENTRIES_AN_ACCOUNT = 32;

export interface SuppliedHome {
  people: number;
  habit: number;
  /** Bills that aren't due yet are still to be paid: somebody who tries the city out finds one. */
  paysOnDueDay: boolean;
  /** Months in which the home's people had subsistence allowance; without `to` they still do. */
  lowIncome: readonly { from: number; to: number | undefined }[];
}

export interface BilledAccount {
  id: number;
  supply: Supply;
  /** Periods that began after the account was opened. */
  periods: readonly BillingPeriod[];
  /** Opened during those periods: its meter began at zero. */
  fresh: boolean;
  /** Months that nobody has paid for although they are due. */
  arrearsMonths: number;
  /** Day number. */
  today: number;
}

/** Writes the readings and bills of an account, oldest first. */
export function writeBills(account: BilledAccount, home: SuppliedHome, random: Random, sink: RowSink): void {
  const unpaidFrom = firstUnpaidPeriod(account);
  let value = account.fresh ? 0 : random.integer(200, 9000);
  let year = 0;
  let usedThisYear = 0;
  let id = account.id * ENTRIES_AN_ACCOUNT;
  account.periods.forEach((period, place) => {
    if (period.year !== year) usedThisYear = 0;
    year = period.year;
    const usage = drawUsage(account.supply, home, period, random);
    if (period.kept) {
      const readOn = dayText(period.readOn);
      const from = decimal(value * 100);
      const to = decimal((value + usage) * 100);
      sink.row('reading', id, account.id, readOn, from, to, random.chance(0.02));
      writeBill({ id, account, period, place, unpaidFrom, home, usage, usedThisYear, random }, sink);
      id += 1;
    }
    value += usage;
    usedThisYear += usage;
  });
}

interface BillRow {
  id: number;
  account: BilledAccount;
  period: BillingPeriod;
  place: number;
  /** Place of the first period that nobody has paid for. */
  unpaidFrom: number;
  home: SuppliedHome;
  usage: number;
  usedThisYear: number;
  random: Random;
}

function writeBill(bill: BillRow, sink: RowSink): void {
  const { id, account, period, home, usage, usedThisYear } = bill;
  const { supply, today } = account;
  const largeHousehold = home.people >= LARGE_HOUSEHOLD;
  const freeUnits = freeUnitsOf(supply, home, period);
  const charges = chargeTiers({ supply, usage, usedThisYear, largeHousehold, freeUnits });
  const amount = charges.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const paidOn = paymentDay(bill);
  const lateFee = lateFeeCents(supply, amount, (paidOn ?? today) - period.dueOn);
  sink.row(
    'bill',
    id,
    account.id,
    period.yyyymm,
    decimal(usage * 100),
    tiersJson(charges),
    decimal(amount),
    decimal(lateFee),
    dayText(period.dueOn),
    paidOn === undefined ? null : dayText(paidOn),
  );
}

function freeUnitsOf(supply: Supply, home: SuppliedHome, period: BillingPeriod): number {
  if (supply !== 'ELECTRICITY') return 0;
  const entitled = home.lowIncome.some(
    ({ from, to = Infinity }) => from <= period.yyyymm && period.yyyymm <= to,
  );
  return entitled ? FREE_KWH_A_MONTH : 0;
}

/** Arrears are the last bills that are past due, and whatever came after them. */
function firstUnpaidPeriod({ supply, periods, arrearsMonths, today }: BilledAccount): number {
  if (arrearsMonths === 0) return Infinity;
  const due = periods.filter(({ dueOn }) => dueOn < today).length;
  return due - Math.ceil(arrearsMonths / PERIOD_MONTHS[supply]);
}

/** Day number of the payment: mostly in time, a few days late now and then; missing while it is unpaid. */
function paymentDay({ account, home, period, place, unpaidFrom, random }: BillRow): number | undefined {
  const draw = random.next();
  if (place >= unpaidFrom) return undefined;
  const { today } = account;
  if (period.dueOn >= today) {
    if (home.paysOnDueDay) return undefined;
    const days = today - period.readOn;
    return draw < 0.6 && days > 0 ? period.readOn + Math.ceil((draw / 0.6) * days) : undefined;
  }
  if (draw < 0.04) return Math.min(today, period.dueOn + random.integer(1, 20));
  return random.integer(period.readOn + 1, period.dueOn);
}

function tiersJson(charges: readonly TierCharge[]): string {
  const parts = charges.map(
    ({ tier, usage, price, amountCents }) =>
      `{"tier":${tier},"usage":"${decimal(usage * 100)}","price":"${tariff(price)}","amount":"${decimal(amountCents)}"}`,
  );
  return `[${parts.join(',')}]`;
}

/** Four places: 5653 → `0.5653`. */
function tariff(price: number): string {
  const rest = price % 10_000;
  return `${(price - rest) / 10_000}.${String(rest).padStart(4, '0')}`;
}
