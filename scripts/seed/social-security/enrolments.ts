// Rows of enrolments: one per person and insurance kind, counted from what was paid.
import { dayIn, monthFrom, monthOf, yyyymm, type Month } from '../month.js';
import { numberHeldBy } from '../held-number.js';
import { serialOf } from '../serial.js';
import type { Person, RowSink } from '../world.js';
import { drawsEmployeePension, type InsuranceHistory, type PaidStretch } from './insurance-history.js';
import { SERIOUS_ILLNESS_START, WORK_KINDS, type InsuranceKind } from './insurance-kinds.js';
import type { DrawnPension } from './pensions.js';

/** AAC008 and AAC031. */
type State = readonly [status: '1' | '2' | '4', paymentStatus: '1' | '2' | '3'];

const PAYING: State = ['1', '1'];
const DRAWING: State = ['1', '3'];
const PAUSED: State = ['2', '2'];
const ENDED: State = ['4', '3'];

interface Enrolment {
  table: 'HRSS' | 'NHSA';
  kind: string;
  first: Month;
  monthsPaid: number;
  state: State;
}

/** Writes a person's enrolments and gives them, those at 人社 first. */
export function writeEnrolments(
  person: Person,
  history: InsuranceHistory,
  pension: DrawnPension | undefined,
  sink: RowSink,
): Enrolment[] {
  const enrolments = enrolmentsOf(person, history, pension);
  enrolments.forEach(({ table, kind, first, monthsPaid, state }, place) => {
    const enrolledOn = dayIn(first, 1);
    const holder = numberHeldBy(person, 'social-security', enrolledOn);
    const id = person.index * 16 + place;
    const number = personalNumber(table, person);
    sink.row('enrolment', id, holder, table, number, kind, ...state, enrolledOn, yyyymm(first), monthsPaid);
  });
  return enrolments;
}

/** AAC001: 人社 and 医保 number people on their own. */
function personalNumber(table: 'HRSS' | 'NHSA', person: Person): string {
  const serial = serialOf(person.index, 9);
  return table === 'HRSS' ? `34120${serial}` : `341200990${serial}`;
}

function enrolmentsOf(
  person: Person,
  history: InsuranceHistory,
  pension: DrawnPension | undefined,
): Enrolment[] {
  const work = WORK_KINDS.flatMap((kind) => workEnrolment(kind, person, history, pension));
  const residents = residentEnrolments(person, history, pension);
  return withSeriousIllness([...work, ...residents], person);
}

function workEnrolment(
  kind: InsuranceKind,
  person: Person,
  history: InsuranceHistory,
  pension: DrawnPension | undefined,
): Enrolment[] {
  let first: Month | undefined;
  let last: PaidStretch | undefined;
  let monthsPaid = 0;
  for (const stretch of history.stretches) {
    if (stretch.to < kind.start || !kind.schemes.includes(stretch.scheme)) continue;
    const from = Math.max(stretch.from, kind.start);
    first ??= from;
    last = stretch;
    monthsPaid += stretch.to - from + 1;
  }
  const kept = keptInRetirement(kind, pension);
  if (pension && kept) first ??= Math.max(pension.startedIn, kind.start);
  if (first === undefined || first > history.lastMonth) return [];
  const current = last?.to === history.lastMonth;
  if (current && history.lastMonthOutstanding) monthsPaid -= 1;
  const state = workState(person, pension, kept, current);
  return [{ table: kind.table, kind: kind.kind, first, monthsPaid, state }];
}

/** Who retired from work keeps the pension's kind and medical insurance, without ever having paid a month himself too. */
function keptInRetirement(kind: InsuranceKind, pension: DrawnPension | undefined): boolean {
  if (!pension || pension.kind === '170') return false;
  return kind.kind === pension.kind || kind.kind === '310';
}

function workState(
  person: Person,
  pension: DrawnPension | undefined,
  kept: boolean,
  current: boolean,
): State {
  if (person.died) return ENDED;
  if (pension && pension.kind !== '170') return kept ? DRAWING : ENDED;
  return current && isHere(person) ? PAYING : PAUSED;
}

function residentEnrolments(
  person: Person,
  history: InsuranceHistory,
  pension: DrawnPension | undefined,
): Enrolment[] {
  const years = history.residentYears;
  const pensionYears = years.filter(({ scheme }) => scheme === 4);
  const enrolments: Enrolment[] = [];
  const add = (table: 'HRSS' | 'NHSA', kind: string, first: Month, paid: typeof years, drawing: boolean) =>
    enrolments.push({
      table,
      kind,
      first,
      monthsPaid: paid.length * 12,
      state: residentState(person, history, paid, drawing),
    });
  const [firstPension] = pensionYears;
  const draws = pension?.kind === '170';
  if (firstPension) add('HRSS', '170', monthFrom(firstPension.year, 1), pensionYears, draws);
  else if (draws) add('HRSS', '170', pension.startedIn, [], true);
  const [firstMedical] = years;
  if (firstMedical) add('NHSA', '390', medicalStart(person, firstMedical.year), years, false);
  return enrolments;
}

/** A year's payment covers the year from its first month, a newborn from birth. */
function medicalStart(person: Person, year: number): Month {
  return Math.max(monthFrom(year, 1), monthOf(person.birthDate));
}

/** A yearly payment counts until the end of the year after it: that is when the next one is late. */
function residentState(
  person: Person,
  history: InsuranceHistory,
  paid: InsuranceHistory['residentYears'],
  drawing: boolean,
): State {
  if (person.died) return ENDED;
  if (drawing) return DRAWING;
  if (insuredThroughWork(history) || !isHere(person)) return PAUSED;
  const lastYear = paid.at(-1)?.year ?? 0;
  return history.lastMonth < monthFrom(lastYear + 2, 1) ? PAYING : PAUSED;
}

/** Who moved away is insured elsewhere; nobody pays for who is missing. */
function isHere(person: Person): boolean {
  return person.hukou !== 'MOVED_OUT' && person.missingSince === undefined;
}

/** Nobody is insured twice: a job, or the pension from one, suspends what residents pay. */
function insuredThroughWork(history: InsuranceHistory): boolean {
  return history.stretches.at(-1)?.to === history.lastMonth || drawsEmployeePension(history);
}

function withSeriousIllness(enrolments: Enrolment[], person: Person): Enrolment[] {
  const medical = enrolments.filter(({ kind }) => kind === '310' || kind === '390');
  if (medical.length === 0) return enrolments;
  const first = Math.max(SERIOUS_ILLNESS_START, Math.min(...medical.map((enrolment) => enrolment.first)));
  const covered = medical.some(({ state }) => state[0] === '1');
  const state = person.died ? ENDED : covered ? DRAWING : PAUSED;
  if (person.died && monthOf(person.died.on) < first) return enrolments;
  return [...enrolments, { table: 'NHSA', kind: '392', first, monthsPaid: 0, state }];
}
