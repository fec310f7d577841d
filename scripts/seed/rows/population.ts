// Rows of the population register: citizens, their numbers and documents, households, permits, moves, logins.
//
// Code systems of the values written here: ethnicity GB/T 3304, nationality GB/T 2659 (three letters), relation_to_head
// GB/T 4761, areas GB/T 2260; household.kind 1 家庭户; identity_document.status 1 有效 2 挂失 3 已换领 4 过期;
// residence_permit.status 1 有效 2 过期 3 注销; migration.reason 1 工作调动 2 投靠亲属 3 升学 4 购房;
// identity_number.end_reason UPGRADED 升位 CORRECTED 纠错 REPLACED 换证.
import { normaliseName } from '../../../schema/contract/person-name.js';
import { areaName } from '../../../schema/contract/area-codes.js';
import { subjectOf } from '../../issuer/persona.js';
import type { CityKey } from '../city-key.js';
import { ageOn, birthday, dayNumber, dayText } from '../day-number.js';
import { currentNumber } from '../held-number.js';
import { createRandom, hash32, type Random } from '../random.js';
import type { Day, Family, HeldNumber, Move, Person, RowSink } from '../world.js';

/** Keeps this department's random numbers apart from the others'. */
const STREAM = 0x0f01;

/** Cards of the second generation are issued since. */
const CARDS_SINCE = dayNumber('2005-01-01');

const FAMILY_HOUSEHOLD = '1';
const VALID = '1';
const LOST = '2';
const EXCHANGED = '3';
const EXPIRED = '4';
const PERMIT_EXPIRED = '2';
const PERMIT_CANCELLED = '3';

const moveReasons: Readonly<Record<Move['reason'], string>> = {
  JOB: '1',
  JOINING_FAMILY: '2',
  STUDIES: '3',
  HOME_PURCHASE: '4',
};

/** `inOrder` in the families that personas come from: no papers missing, lost or run out. */
interface Chance {
  random: Random;
  inOrder: boolean;
}

/** The register's city: `issuer` is the one whose logins it knows. */
export interface PopulationCity extends CityKey {
  issuer: string;
}

/** Writes everything that the population register holds of a family; ids follow from the persons' indexes. */
export function writePopulation(family: Family, city: PopulationCity, sink: RowSink): void {
  const random = createRandom(hash32(city.seed, STREAM), family.index);
  const chance = { random, inOrder: family.personas.length > 0 };
  for (const person of family.people) {
    writeCitizen(family, person, sink);
    writeNumbers(person, sink);
    writeDocuments(person, city.asOf, chance, sink);
    writePermits(family, person, city.asOf, chance, sink);
    writeMoves(person, sink);
    sink.row('login', city.issuer, subjectOf(currentNumber(person)), person.citizenId);
  }
  for (const { index, head, address, area, establishedOn } of family.households) {
    const number = `${area}${String(index).padStart(9, '0')}`;
    sink.row('household', index, number, FAMILY_HOUSEHOLD, head.citizenId, address, area, establishedOn);
  }
}

function writeCitizen(family: Family, person: Person, sink: RowSink): void {
  const { citizenId, name, died, missingSince, household } = person;
  const number = currentNumber(person);
  const cancelledOn = person.hukou === 'LOCAL' ? died?.hukouCancelledOn : undefined;
  const vitalSince = died?.on ?? missingSince;
  sink.row(
    'citizen',
    ...[citizenId, number, name, normaliseName(name), person.formerName, person.sex, person.birthDate],
    ...[person.ethnicity, person.nationality, photoOf(person), person.phone, person.level],
    ...[
      died ? 'DECEASED' : missingSince ? 'MISSING' : 'ALIVE',
      died?.on,
      vitalSince && recordedOn(person, vitalSince),
    ],
    ...[cancelledOn ? 'CANCELLED' : hukouStatuses[person.hukou], cancelledOn ?? person.hukouSince],
    household === undefined ? null : family.households[household]?.index,
    household === undefined ? null : person.relationToHead,
    person.sealed ?? false,
  );
}

const hukouStatuses: Readonly<Record<Person['hukou'], string>> = {
  LOCAL: 'REGISTERED',
  MOVED_OUT: 'MOVED_OUT',
  NOT_LOCAL: 'NOT_LOCAL',
};

/** A death reaches the register within days; somebody is missing once a court has declared it, after two years. */
function recordedOn(person: Person, since: Day): Day {
  const { died } = person;
  const days = died
    ? Math.min(3, died.hukouCancelledOn ? dayNumber(died.hukouCancelledOn) - dayNumber(since) : 0)
    : 735;
  return dayText(dayNumber(since) + days);
}

function photoOf(person: Person): string | null {
  return person.phone || person.died
    ? `photo/${person.citizenId.slice(0, 2)}/${person.citizenId.slice(9)}`
    : null;
}

function writeNumbers({ citizenId, numbers }: Person, sink: RowSink): void {
  for (const { number, kind, validFrom, validTo, endReason } of numbers) {
    sink.row('identity_number', number, citizenId, kind, validFrom, validTo, endReason);
  }
}

/** The cards since the second generation, each valid as long as its holder's age allows; the dead have none left. */
function writeDocuments(person: Person, asOf: Day, { random, inOrder }: Chance, sink: RowSink): void {
  const current = person.numbers.at(-1);
  const today = dayNumber(asOf);
  const without = ageOn(person.birthDate, asOf) < 16 && !inOrder && random.chance(0.4);
  if (!current || person.died || without) return;
  const earliest = Math.max(CARDS_SINCE, dayNumber(current.validFrom));
  const kind = current.kind;
  let from = Math.min(today, earliest + random.integer(0, 1200));
  for (let id = person.index * 8; ; id++) {
    const to = validUntil(person, kind, from);
    const over = to !== undefined && to <= today;
    const renewed = over && (inOrder || random.chance(0.95));
    const unlucky = !inOrder && random.chance(0.004);
    const status = renewed ? EXCHANGED : over ? EXPIRED : unlucky ? LOST : VALID;
    const span = [dayText(from), to === undefined ? null : dayText(to)] as const;
    sink.row('identity_document', id, person.citizenId, kind, officeOf(current), ...span, status);
    if (!renewed) return;
    from = to;
  }
}

/** 居民身份证法 art. 5: five years under 16, ten to 25, twenty to 45, then for good. Cards of others: five or ten. */
function validUntil(person: Person, kind: HeldNumber['kind'], from: number): number | undefined {
  if (kind === 'HK_MACAU_TAIWAN_PERMIT') return birthday(from, 5);
  if (kind === 'FOREIGN_RESIDENT_CARD') return birthday(from, 10);
  const age = ageOn(person.birthDate, dayText(from));
  if (age > 45) return undefined;
  return birthday(from, age < 16 ? 5 : age < 26 ? 10 : 20);
}

function officeOf({ number, kind }: HeldNumber): string {
  if (kind === 'FOREIGN_RESIDENT_CARD') return '国家移民管理局';
  const county = areaName(number.slice(0, 6))?.zh;
  return kind === 'RESIDENT_ID' && county?.endsWith('县') ? `${county}公安局` : '阜阳市公安局';
}

/** Floating population: a permit half a year after arrival, endorsed every year; the last three years are kept. */
function writePermits(
  family: Family,
  person: Person,
  asOf: Day,
  { random, inOrder }: Chance,
  sink: RowSink,
): void {
  const { arrivedOn, nationality, home, index, died } = person;
  const dwelling = home === undefined ? undefined : family.dwellings[home];
  if (!arrivedOn || nationality !== 'CHN' || !dwelling) return;
  const today = dayNumber(asOf);
  const first = dayNumber(arrivedOn) + 183 + random.integer(0, 60);
  const lapsed = !inOrder && random.chance(0.1) ? 1 : 0;
  const years = Math.floor((today - first) / 365.25) + 1 - lapsed;
  const number = `${dwelling.area}${dayText(first).slice(0, 4)}${String(index).padStart(9, '0')}`;
  for (let year = Math.max(0, years - 3); year < years; year++) {
    const from = birthday(first, year);
    if (from > today) continue;
    const to = birthday(first, year + 1);
    const status = died ? PERMIT_CANCELLED : to < today ? PERMIT_EXPIRED : VALID;
    const span = [dayText(from), dayText(to)] as const;
    sink.row(
      'residence_permit',
      index * 64 + year,
      person.citizenId,
      number,
      dwelling.address,
      dwelling.area,
      ...span,
      status,
    );
  }
}

function writeMoves({ moves = [], index, citizenId }: Person, sink: RowSink): void {
  for (const [place, { kind, from, to, on, reason }] of moves.entries()) {
    sink.row('migration', index * 8 + place, citizenId, kind, from, to, on, moveReasons[reason]);
  }
}
