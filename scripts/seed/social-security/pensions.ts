// Rows of the pension in payment, of the personal account behind it and of what decides when it begins.
import type { CityKey } from '../city-key.js';
import { decimal } from '../cents.js';
import { dayNumber, dayText } from '../day-number.js';
import { dayIn, monthFrom, monthOf, yearOf, yearsAfter, yyyymm, type Month } from '../month.js';
import type { Random } from '../random.js';
import type { Day, Person, RowSink } from '../world.js';
import { drawsEmployeePension, originalRetirementAge, type InsuranceHistory } from './insurance-history.js';
import { accountYears } from './pension-account.js';
import { increasedPensionCents, residentPensionCents, workPensionCents } from './pension-formula.js';

/** A pension that began: of which kind, and the first month paid. */
export interface DrawnPension {
  kind: '110' | '120' | '170';
  startedIn: Month;
}

/** First month in which residents drew a pension. */
const RESIDENT_PENSION_START = monthFrom(2011, 7);

/** The pension that somebody draws, or drew until death. */
export function drawnPension(person: Person, history: InsuranceHistory): DrawnPension | undefined {
  if (history.retirement !== undefined && drawsEmployeePension(history)) {
    const kind = person.work.at(-1)?.kind === 'PUBLIC_INSTITUTION' ? '120' : '110';
    return { kind, startedIn: history.retirement + 1 };
  }
  const sixty = monthOf(person.birthDate) + 60 * 12;
  const startedIn = Math.max(sixty + 1, (history.retirement ?? 0) + 1, RESIDENT_PENSION_START);
  const here = person.hukou === 'LOCAL' && monthOf(person.hukouSince ?? person.birthDate) <= startedIn;
  return here && startedIn <= history.lastMonth ? { kind: '170', startedIn } : undefined;
}

interface PensionRows {
  person: Person;
  history: InsuranceHistory;
  pension: DrawnPension | undefined;
  /** The person's number with this department. */
  number: string;
  city: CityKey;
  random: Random;
  /** Everything of this person is in order. */
  exemplary: boolean;
}

/** Writes account years, the pension in payment and the retirement class. */
export function writePension(rows: PensionRows, sink: RowSink): void {
  const { person, history, pension, number } = rows;
  if (person.work.length > 0)
    sink.row('retirement_class', number, person.sex, person.birthDate, originalRetirementAge(person));
  const balanceCents = writeAccount(rows, sink);
  if (!pension) return;
  const { certifiedOn, due, status } = certification(rows, pension.startedIn);
  sink.row(
    'pension',
    person.index,
    number,
    pension.kind,
    yyyymm(pension.startedIn),
    decimal(monthlyCents(person, history, pension, balanceCents)),
    certifiedOn,
    due,
    status,
  );
}

/** Writes the years that are closed: none after a pension began or the person died. Gives the balance at that time. */
function writeAccount({ history, pension, number, city }: PensionRows, sink: RowSink): number {
  const until = pension ? yearOf(pension.startedIn - 1) : yearOf(history.lastMonth) - 1;
  const closed = Math.min(until, Number(city.asOf.slice(0, 4)) - 1);
  let balance = 0;
  for (const { year, creditedCents, interestCents, balanceCents } of accountYears(history, until)) {
    balance = balanceCents;
    if (year > closed) continue;
    const amounts = [decimal(creditedCents), decimal(interestCents), decimal(balanceCents)];
    sink.row('pension_account_year', number, year, ...amounts);
  }
  return balance;
}

function monthlyCents(
  person: Person,
  history: InsuranceHistory,
  pension: DrawnPension,
  balanceCents: number,
): number {
  if (pension.kind === '170') return residentPensionCents(balanceCents);
  const month = pension.startedIn - 1;
  const ageYears = Math.floor((month - monthOf(person.birthDate)) / 12);
  const first = workPensionCents(history, { month, ageYears }, balanceCents);
  return increasedPensionCents(first, yearOf(pension.startedIn), yearOf(history.lastMonth));
}

interface Certification {
  certifiedOn?: Day;
  due?: Day;
  /** 1 in payment, 2 suspended, 3 ended. */
  status: '1' | '2' | '3';
}

/** Eligibility is confirmed once a year; who is late is suspended, who died is ended. */
function certification({ person, city, random, exemplary }: PensionRows, startedIn: Month): Certification {
  const started = dayIn(startedIn, 1);
  const lastSeen = person.died?.on ?? city.asOf;
  const late = !person.died && !exemplary && random.chance(0.03);
  const daysAgo = late ? random.integer(370, 500) : random.integer(2, 350);
  const certifiedOn = dayText(dayNumber(lastSeen) - daysAgo);
  if (certifiedOn <= started)
    return person.died ? { status: '3' } : { due: yearsAfter(started, 1), status: '1' };
  if (person.died) return { certifiedOn, status: '3' };
  return { certifiedOn, due: yearsAfter(certifiedOn, 1), status: late ? '2' : '1' };
}
