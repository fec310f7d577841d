// Rows of the real-estate register: units, rights in them with their holders, and what burdens the rights.
import type { CityKey } from '../city-key.js';
import { decimal, divideRounded } from '../cents.js';
import { dayNumber, dayText } from '../day-number.js';
import { numberHeldBy } from '../held-number.js';
import { dayIn, monthOf, yearOf, yearsAfter } from '../month.js';
import type { Random } from '../random.js';
import type { Dwelling, Family, Person, RowSink } from '../world.js';
import { mortgageCertificateNumber, rightCertificateNumber } from './certificate-number.js';

/** Rights in dwellings have even ids, rights in farmland odd ones. */
export const RIGHT_IDS_A_DWELLING = 2;
const BURDENS_A_RIGHT = 16;
const HOUSING_TERM_YEARS = 70;
const SEIZURE_YEARS = 3;
const OBJECTION_DAYS = 15;

const IN_FORCE = '1';
const DISCHARGED = '2';

/** QLLX and the nature of the right by kind of home. Use codes are GB/T 21010-2017: 0701 urban housing, 0702 homestead. */
const REGISTRATIONS = {
  COMMODITY_FLAT: { right: '4', nature: '102', use: '0701', termed: true },
  REFORMED_FLAT: { right: '4', nature: '101', use: '0701', termed: false },
  VILLAGE_HOME: { right: '6', nature: '203', use: '0702', termed: false },
  URBAN_VILLAGE_HOME: { right: '6', nature: '203', use: '0702', termed: false },
} as const;

interface RightRows {
  family: Family;
  dwelling: Dwelling;
  unitCode: string;
  city: CityKey;
  random: Random;
}

/** Writes the unit of a registered dwelling, the right in it, its holders and its burdens; nothing for other dwellings. */
export function writeRight(
  family: Family,
  dwelling: Dwelling,
  city: CityKey,
  random: Random,
  sink: RowSink,
): void {
  const { unitCode, owners, ownedSince } = dwelling;
  if (unitCode === undefined || owners.length === 0) return;
  const rows = { family, dwelling, unitCode, city, random };
  const rightId = dwelling.index * RIGHT_IDS_A_DWELLING;
  const { right, nature } = REGISTRATIONS[dwelling.kind];
  const certificate = rightCertificateNumber(dwelling.area, ownedSince, rightId);
  writeUnit(rows, sink);
  const sharing = coOwnership(rows);
  sink.row('property_right', rightId, unitCode, certificate, right, nature, sharing, ownedSince, IN_FORCE);
  for (const { person, numerator, denominator } of owners) {
    const number = numberHeldBy(person, 'land', ownedSince);
    sink.row('right_holder', rightId, number, person.name, numerator, denominator);
  }
  writeMortgage(dwelling, rightId, sink);
  writeSeizures(dwelling, rightId, city, sink);
  writeNotice(dwelling, rightId, sink);
  writeInheritances(dwelling, rightId, random, sink);
}

function writeUnit({ dwelling, unitCode, random }: RightRows, sink: RowSink): void {
  const { use, termed } = REGISTRATIONS[dwelling.kind];
  const living = Math.round(dwelling.livingArea * 100);
  const flat = use === '0701';
  // Floor area of a flat includes its part of stairs and halls.
  const floor = flat ? divideRounded(living * 124, 100) : living;
  const parcel = flat ? null : decimal(random.integer(10_000, 20_000));
  const granted = termed ? dayIn(monthOf(dwelling.ownedSince) - random.integer(10, 60), 18) : undefined;
  const expires = granted === undefined ? undefined : yearsAfter(granted, HOUSING_TERM_YEARS);
  const { address, area, houseCode } = dwelling;
  sink.row('unit', unitCode, address, use, area, decimal(floor), parcel, granted, expires, houseCode);
}

/** GYFS: husband and wife with equal parts own jointly, others by shares. */
function coOwnership({ family, dwelling }: RightRows): 'SOLE' | 'JOINT' | 'BY_SHARES' {
  const [first, second, ...more] = dwelling.owners;
  if (!first || !second) return 'SOLE';
  const equal = first.numerator === second.numerator && first.denominator === second.denominator;
  const couple = more.length === 0 && areMarried(family, first.person, second.person);
  return couple && equal ? 'JOINT' : 'BY_SHARES';
}

function areMarried(family: Family, one: Person, other: Person): boolean {
  return family.marriages.some(
    ({ a, b, divorcedOn }) =>
      divorcedOn === undefined && ((a === one && b === other) || (a === other && b === one)),
  );
}

function writeMortgage({ mortgage, area }: Dwelling, rightId: number, sink: RowSink): void {
  if (!mortgage) return;
  const { bank, amount, from, to, discharged } = mortgage;
  sink.row(
    'mortgage',
    rightId,
    rightId,
    mortgageCertificateNumber(area, from, rightId),
    bank,
    decimal(Math.round(amount * 100)),
    from,
    to,
    discharged ? DISCHARGED : IN_FORCE,
  );
}

/** The first seizure is in force for three years, then renewed (CFLX 5); the others wait without dates (CFLX 2). */
function writeSeizures({ seizures }: Dwelling, rightId: number, city: CityKey, sink: RowSink): void {
  seizures.forEach(({ authority, document, on }, queuePosition) => {
    const id = rightId * BURDENS_A_RIGHT + queuePosition;
    if (queuePosition > 0) {
      sink.row('seizure', id, rightId, '2', authority, document, null, null, '全部', queuePosition);
      return;
    }
    const terms = Math.floor((yearOf(monthOf(city.asOf)) - yearOf(monthOf(on))) / SEIZURE_YEARS);
    const renewals = yearsAfter(on, terms * SEIZURE_YEARS) > city.asOf ? terms - 1 : terms;
    const from = yearsAfter(on, renewals * SEIZURE_YEARS);
    const kind = renewals > 0 ? '5' : '1';
    sink.row(
      'seizure',
      id,
      rightId,
      kind,
      authority,
      document,
      from,
      yearsAfter(from, SEIZURE_YEARS),
      '全部',
      0,
    );
  });
}

/** An objection lapses after 15 days without a lawsuit (Civil Code, art. 220); an advance notice stays. */
function writeNotice({ notice }: Dwelling, rightId: number, sink: RowSink): void {
  if (!notice) return;
  const { kind, applicant, on } = notice;
  const lapsesOn = kind === 'OBJECTION' ? dayText(dayNumber(on) + OBJECTION_DAYS) : null;
  sink.row('notice', rightId, rightId, kind, applicant, on, lapsesOn);
}

function writeInheritances({ heirs }: Dwelling, rightId: number, random: Random, sink: RowSink): void {
  heirs.forEach(({ person, deceased, relation, numerator, denominator }, place) => {
    if (!deceased.died) return;
    const openedOn = deceased.died.on;
    const status = random.weighted([
      ['1', 6],
      ['2', 3],
      ['3', 1],
    ]);
    sink.row(
      'inheritance',
      rightId * BURDENS_A_RIGHT + place,
      rightId,
      numberHeldBy(person, 'land', openedOn),
      deceased.name,
      relation,
      numerator,
      denominator,
      openedOn,
      status,
    );
  });
}
