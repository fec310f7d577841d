// Rows of medical insurance: the account that comes with a job, and what was settled with it.
import type { CityKey } from '../city-key.js';
import { decimal, divideRounded } from '../cents.js';
import { numberHeldBy } from '../held-number.js';
import { dayNumber, dayText } from '../day-number.js';
import { dayIn, monthFrom, monthOf } from '../month.js';
import type { Random } from '../random.js';
import type { Day, Person, RowSink } from '../world.js';
import type { InsuranceHistory } from './insurance-history.js';

const SETTLEMENTS_A_PERSON = 32;
const SETTLEMENT_WINDOW_DAYS = 3 * 365;
const MEDICAL_START = monthFrom(2001, 1);
const ACCOUNT_PERCENT = 2;

/** What retired people have credited every month. */
const RETIRED_CREDIT_CENTS = 8_300;

const INSTITUTIONS = [
  '阜阳市人民医院',
  '阜阳市第二人民医院',
  '阜阳市中医医院',
  '阜阳市妇女儿童医院',
  '颍州区人民医院',
  '颍东区人民医院',
  '太和县人民医院',
  '临泉县人民医院',
];
const PHARMACIES = ['颍淮大药房清河店', '颍淮大药房人民路店', '惠民药店中南大道店'];
const CLINICS = ['鼓楼社区卫生服务中心', '清河社区卫生服务中心', '王店镇中心卫生院', '三合镇中心卫生院'];

interface VisitKind {
  /** 医疗类别 med_type: 11 outpatient, 14 chronic disease, 21 inpatient, 41 pharmacy. */
  code: '11' | '14' | '21' | '41';
  institutions: readonly string[];
  /** Cost in yuan, from and to. */
  cost: readonly [number, number];
  /** Percent that the fund pays, from and to. */
  fund: readonly [number, number];
}

const VISIT_KINDS: readonly (readonly [VisitKind, number])[] = [
  [{ code: '11', institutions: [...INSTITUTIONS, ...CLINICS], cost: [40, 480], fund: [40, 60] }, 5],
  [{ code: '14', institutions: [...INSTITUTIONS, ...CLINICS], cost: [120, 700], fund: [60, 75] }, 2],
  [{ code: '21', institutions: INSTITUTIONS, cost: [2600, 21000], fund: [55, 82] }, 1],
  [{ code: '41', institutions: PHARMACIES, cost: [18, 220], fund: [0, 0] }, 2],
];

/** Writes the balance of a living person's account: a part of all that was ever credited to it. */
export function writeMedicalAccount(
  person: Person,
  history: InsuranceHistory,
  city: CityKey,
  random: Random,
  sink: RowSink,
): void {
  const left = random.integer(4, 60);
  const number = numberHeldBy(person, 'social-security', city.asOf);
  const asOf = dayIn(monthOf(city.asOf) - 1, 31);
  const balance = divideRounded(creditedCents(history) * left, 100);
  sink.row('medical_account', person.index, number, decimal(balance), asOf);
}

function creditedCents(history: InsuranceHistory): number {
  let cents = 0;
  for (const { from, to, baseCents } of history.stretches)
    if (to >= MEDICAL_START) cents += (to - from + 1) * divideRounded(baseCents * ACCOUNT_PERCENT, 100);
  const retired = history.lastMonth - Math.max(history.retirement ?? history.lastMonth, MEDICAL_START);
  return cents + Math.max(0, retired) * RETIRED_CREDIT_CENTS;
}

/** Writes what was settled in the last three years: more of it for the elderly and some for children. */
export function writeSettlements(
  person: Person,
  city: CityKey,
  hasAccount: boolean,
  random: Random,
  sink: RowSink,
): void {
  const last = person.died && person.died.on < city.asOf ? person.died.on : city.asOf;
  const from = Math.max(dayNumber(person.birthDate), dayNumber(city.asOf) - SETTLEMENT_WINDOW_DAYS);
  const to = dayNumber(last);
  if (to < from) return;
  const count = visits(Number(last.slice(0, 4)) - Number(person.birthDate.slice(0, 4)), random);
  for (let place = 0; place < count; place++) {
    const day = dayText(random.integer(from, to));
    writeSettlement(person, day, person.index * SETTLEMENTS_A_PERSON + place, hasAccount, random, sink);
  }
}

function visits(ageYears: number, random: Random): number {
  if (ageYears >= 60) return random.integer(4, 12);
  return ageYears < 12 ? random.integer(0, 3) : random.integer(0, 2);
}

function writeSettlement(
  person: Person,
  day: Day,
  id: number,
  hasAccount: boolean,
  random: Random,
  sink: RowSink,
): void {
  const kind = random.weighted(VISIT_KINDS);
  const total = random.integer(kind.cost[0] * 100, kind.cost[1] * 100);
  const fund = divideRounded(total * random.integer(...kind.fund), 100);
  const account = hasAccount ? Math.min(total - fund, random.integer(0, 40_000)) : 0;
  sink.row(
    'medical_settlement',
    id,
    numberHeldBy(person, 'social-security', day),
    day,
    kind.code,
    random.pick(kind.institutions),
    decimal(total),
    decimal(fund),
    decimal(account),
    decimal(total - fund - account),
  );
}
