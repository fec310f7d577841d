// Row of the social-security card, with the bank account on it.
import type { CityKey } from '../city-key.js';
import { dayNumber, dayText } from '../day-number.js';
import { numberHeldBy } from '../held-number.js';
import type { Random } from '../random.js';
import { serialOf } from '../serial.js';
import type { Person, RowSink } from '../world.js';

/** Cards with a chip and a bank account were given out from then on. */
const FIRST_CARD = '2012-03-01';
const ROLL_OUT_DAYS = 1500;

const BANKS = [
  { name: '徽商银行', prefix: '622382' },
  { name: '中国农业银行', prefix: '622823' },
  { name: '安徽农村商业银行', prefix: '621778' },
  { name: '中国工商银行', prefix: '621722' },
  { name: '中国建设银行', prefix: '621467' },
] as const;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SERIALS_A_LETTER = 100_000_000;

/** Writes the card of somebody insured here; people who died before there were cards have none. */
export function writeCard(person: Person, city: CityKey, random: Random, sink: RowSink): void {
  const last = person.died && person.died.on < city.asOf ? person.died.on : city.asOf;
  const from = Math.max(dayNumber(person.birthDate), dayNumber(FIRST_CARD));
  const to = Math.min(dayNumber(last), from + ROLL_OUT_DAYS);
  if (to < from) return;
  const issuedOn = dayText(random.integer(from, to));
  const bank = random.pick(BANKS);
  const letter = LETTERS.charAt(Math.floor(person.index / SERIALS_A_LETTER) % LETTERS.length);
  const serial = serialOf(person.index % SERIALS_A_LETTER, 8);
  sink.row(
    'card',
    person.index,
    numberHeldBy(person, 'social-security', issuedOn),
    `${letter}${serial}`,
    issuedOn,
    bank.name,
    withLuhnDigit(`${bank.prefix}400${serialOf(person.index, 9)}`),
    person.died ? '9' : '1',
  );
}

/** Appends the check digit of bank cards (ISO/IEC 7812-1, Luhn). */
function withLuhnDigit(digits: string): string {
  let sum = 0;
  for (let place = digits.length - 1, double = true; place >= 0; place--, double = !double) {
    const digit = digits.charCodeAt(place) - 48;
    const weighed = double ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
