// Rows of 人社 and 医保: what the people of a family earned, paid, were paid and had treated.
import type { CityKey } from '../city-key.js';
import { employers } from '../employers.js';
import { numberHeldBy } from '../held-number.js';
import { dayIn } from '../month.js';
import { createRandom, hash32, type Random } from '../random.js';
import { writeCard } from '../social-security/card.js';
import { writeContributions, writeEmployments } from '../social-security/contributions.js';
import { writeEnrolments } from '../social-security/enrolments.js';
import { insuranceHistory } from '../social-security/insurance-history.js';
import { writeMedicalAccount, writeSettlements } from '../social-security/medical.js';
import { drawnPension, writePension } from '../social-security/pensions.js';
import { writeUnemploymentBenefits } from '../social-security/unemployment.js';
import type { Family, Person, RowSink } from '../world.js';

/** Keeps this department's random numbers apart from the others'. */
const STREAM = 0x55ec;

/** Writes everything that the department holds of a family; ids follow from the people's indexes. */
export function writeSocialSecurity(family: Family, city: CityKey, sink: RowSink): void {
  const random = createRandom(hash32(city.seed, STREAM), family.index);
  const exemplary = family.personas.length > 0;
  for (const person of family.people) writePerson({ person, exemplary, city, random }, sink);
}

/** Writes the employers, once for the whole city: they don't depend on it. */
export function writeEmployers(_city: CityKey, sink: RowSink): void {
  for (const { number, name, creditCode } of employers) sink.row('employer', number, name, creditCode);
}

interface PersonRows {
  person: Person;
  /** Nothing of this person is late or suspended. */
  exemplary: boolean;
  city: CityKey;
  random: Random;
}

function writePerson({ person, exemplary, city, random }: PersonRows, sink: RowSink): void {
  const history = insuranceHistory(person, city, random);
  const pension = drawnPension(person, history);
  const work = { person, history, employerNumber };
  writeEmployments(work, city.asOf, sink);
  const enrolments = writeEnrolments(person, history, pension, sink);
  const [first] = enrolments;
  if (!first) return;
  writeContributions(work, sink);
  const number = numberHeldBy(person, 'social-security', dayIn(first.first, 1));
  writePension({ person, history, pension, number, city, random, exemplary }, sink);
  writeUnemploymentBenefits(person, history, random, sink);
  const hasAccount = enrolments.some(({ kind }) => kind === '310');
  if (hasAccount && !person.died) writeMedicalAccount(person, history, city, random, sink);
  writeSettlements(person, city, hasAccount, random, sink);
  writeCard(person, city, random, sink);
}

function employerNumber(index: number): string {
  const employer = employers[index];
  if (!employer) throw new RangeError(`No employer has the index ${index}.`);
  return employer.number;
}
