// The number a person is indexed by: resident IDs in both forms, residence permits, permanent-residence cards.
import { isProvincePrefix, mayHeadResidentId } from './area-codes.js';
import { parseDate } from './calendar.js';
import {
  accepted,
  refused,
  refusedCharacter,
  refusedCheck,
  refusedLength,
  type Checked,
} from './identifier-problem.js';
import { firstWrongPosition, readIdentifierText } from './identifier-text.js';
import { parseAliasNumber } from './travel-permit.js';

export type Sex = 'MALE' | 'FEMALE';

interface Person {
  /** 18 characters, upper case: the form to index by. */
  readonly canonical: string;
  /** ISO 8601. */
  readonly birthDate: string;
  readonly sex: Sex;
}

/** 公民身份号码, GB 11643. `areaCode` is the county that issued the number, which need not exist any more. */
export interface CitizenNumber extends Person {
  readonly kind: 'RESIDENT_ID';
  readonly form: 'current18' | 'legacy15';
  readonly areaCode: string;
}

/** 港澳台居民居住证: a citizen's number under area 810000, 820000 or 830000. */
export interface ResidencePermitNumber extends Person {
  readonly kind: 'HK_MACAU_TAIWAN_PERMIT';
  readonly form: 'current18';
  readonly areaCode: string;
}

/** 外国人永久居留身份证 since 2023-12. `nationality`: three digits of ISO 3166-1; `province`: who issued it. */
export interface ForeignCardNumber extends Person {
  readonly kind: 'FOREIGN_RESIDENT_CARD';
  readonly form: 'current18';
  readonly province: string;
  readonly nationality: string;
}

/** The older card: 15 characters. Its birth date has no century, so none is given. `nationality`: three letters. */
export interface LegacyForeignCardNumber {
  readonly kind: 'FOREIGN_RESIDENT_CARD';
  readonly form: 'legacy15';
  readonly canonical: string;
  readonly nationality: string;
}

export type ResidentId = CitizenNumber | ResidencePermitNumber | ForeignCardNumber | LegacyForeignCardNumber;

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** Nobody older holds a number: a birth year before it is a typing error. */
const EARLIEST_BIRTH = '1850-01-01';

/** The areas of residence permits, whole: Hong Kong, Macau, Taiwan. */
const PERMIT_AREAS: readonly string[] = ['810000', '820000', '830000'];

/**
 * Reads a person's number as typed: outer spaces, full-width characters and a lower-case x are forgiven, inner
 * spaces aren't. A birth date in the future is not refused here: there is no clock in the contract.
 */
export function parseResidentId(input: string): Checked<ResidentId> {
  const text = readIdentifierText(input);
  if (text.length === 15) {
    return LETTERS.includes(text.charAt(0)) ? parseLegacyForeignCard(text) : parseLegacyCitizen(text);
  }
  if (text.length !== 18) return refusedLength(15, 18);
  const wrong = firstWrongPosition(text, (index) => (index === 17 ? `${DIGITS}X` : DIGITS));
  if (wrong) return refusedCharacter(wrong);
  return text.startsWith('9') ? parseForeignCard(text) : parseCitizen(text, 'current18');
}

/**
 * The check character of GB 11643 (ISO 7064 MOD 11-2) for the first 17 digits.
 * @throws RangeError when they aren't 17 digits.
 */
export function residentIdCheckCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('A check character follows from exactly 17 digits.');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17.charAt(index)), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/**
 * The 18-character form of a 15-digit number: the century goes in, the check character follows. Sequences 996 to 999
 * were kept for people born in the 1800s.
 * @throws RangeError when they aren't 15 digits.
 */
export function legacyToCanonical(legacy: string): string {
  if (!/^\d{15}$/.test(legacy)) throw new RangeError('A legacy number has exactly 15 digits.');
  const century = Number(legacy.slice(12)) >= 996 ? '18' : '19';
  const first17 = `${legacy.slice(0, 6)}${century}${legacy.slice(6)}`;
  return first17 + residentIdCheckCharacter(first17);
}

/**
 * The comparison key of any number a person may be recorded under: both forms of a citizen's number give the same key,
 * a travel permit gives the same key through its renewals. Text that is no number gives a problem rather than a key,
 * so that two unreadable values never compare equal. Shapes alone can't keep an 8-digit passport and a Taiwan
 * permit apart: an alias table also stores the kind.
 */
export function canonicalNumber(input: string): Checked<string> {
  const resident = parseResidentId(input);
  if (resident.ok) return accepted(resident.value.canonical);
  const alias = parseAliasNumber(input);
  return alias.ok ? accepted(alias.value.canonical) : resident;
}

function parseLegacyCitizen(text: string): Checked<ResidentId> {
  const wrong = firstWrongPosition(text, () => DIGITS);
  if (wrong) return refusedCharacter(wrong);
  // Residence permits began in 2018, with 18 digits: their areas never head 15.
  return mayHeadResidentId(text.slice(0, 6))
    ? parseCitizen(legacyToCanonical(text), 'legacy15')
    : refusedArea();
}

function parseCitizen(text: string, form: CitizenNumber['form']): Checked<ResidentId> {
  const areaCode = text.slice(0, 6);
  const permit = PERMIT_AREAS.includes(areaCode);
  if (!permit && !mayHeadResidentId(areaCode)) return refusedArea();
  const person = readPerson(text);
  if (!person.ok) return person;
  return permit
    ? accepted({ kind: 'HK_MACAU_TAIWAN_PERMIT', form: 'current18', areaCode, ...person.value })
    : accepted({ kind: 'RESIDENT_ID', form, areaCode, ...person.value });
}

// 9, two digits of the issuing province, three of the nationality, then as a citizen's number.
function parseForeignCard(text: string): Checked<ResidentId> {
  const province = text.slice(1, 3);
  if (!isProvincePrefix(province)) return refusedArea();
  const person = readPerson(text);
  if (!person.ok) return person;
  const nationality = text.slice(3, 6);
  return accepted({
    kind: 'FOREIGN_RESIDENT_CARD',
    form: 'current18',
    province,
    nationality,
    ...person.value,
  });
}

// Three letters of the nationality, four digits of the place, birth yymmdd, two digits more. The last one's algorithm
// is unpublished, so shape and a possible day are all that is checked: 2000 stands for the century, being a leap year.
function parseLegacyForeignCard(text: string): Checked<ResidentId> {
  const wrong = firstWrongPosition(text, (index) => (index < 3 ? LETTERS : DIGITS));
  if (wrong) return refusedCharacter(wrong);
  if (!parseDate(`2000-${text.slice(9, 11)}-${text.slice(11, 13)}`).ok) return refusedBirth();
  const nationality = text.slice(0, 3);
  return accepted({ kind: 'FOREIGN_RESIDENT_CARD', form: 'legacy15', canonical: text, nationality });
}

function readPerson(text: string): Checked<Person> {
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  if (!parseDate(birthDate).ok || birthDate < EARLIEST_BIRTH) return refusedBirth();
  if (residentIdCheckCharacter(text.slice(0, 17)) !== text.charAt(17)) return refusedCheck();
  const sex = Number(text.charAt(16)) % 2 === 1 ? 'MALE' : 'FEMALE';
  return accepted({ canonical: text, birthDate, sex });
}

function refusedArea(): Checked<never> {
  return refused('行政区划代码不存在。', 'The area code does not exist.');
}

function refusedBirth(): Checked<never> {
  return refused('出生日期不存在或过早。', 'The birth date does not exist or is too early.');
}
