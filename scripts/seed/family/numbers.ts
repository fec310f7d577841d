// The numbers that people hold over a life: made of a birth slot, valid by the contract's rules, never given twice.
import { residentIdCheckCharacter } from '../../../schema/contract/resident-id.js';
import type { BirthSlot } from './birth-slots.js';
import { dayNumber, dayText } from '../day-number.js';
import type { Random } from '../random.js';
import type { Day, HeldNumber } from '../world.js';

/** GB 11643-1999: 18 digits for everybody. */
export const UPGRADED_ON = '1999-10-01';

/** First day of the regulation on identity cards: earlier births were numbered in that year. */
const FIRST_NUMBERS_ON = '1984-04-06';

/** Residence permits of Hong Kong, Macau and Taiwan residents exist since. */
const RESIDENCE_PERMITS_SINCE = dayNumber('2018-09-01');

/** The 18-digit permanent-residence card of foreigners exists since. */
const NEW_FOREIGN_CARDS_SINCE = dayNumber('2023-12-01');

/** GB 11643: area, birth date, sequence, check character. Also for residence permits and new foreign cards. */
export function number18({ area, day, sequence }: BirthSlot): string {
  const first17 = `${area}${dayText(day).replaceAll('-', '')}${sequence}`;
  return first17 + residentIdCheckCharacter(first17);
}

function number15({ area, day, sequence }: BirthSlot): string {
  return `${area}${dayText(day).slice(2).replaceAll('-', '')}${sequence}`;
}

/**
 * A resident's numbers. Those issued before 1999-10 began with 15 digits. A number issued wrongly (`mistaken`) was in use
 * until it was corrected on `correctedOn`.
 */
export function residentNumbers(
  random: Random,
  slot: BirthSlot,
  mistaken?: { slot: BirthSlot; correctedOn: Day },
): HeldNumber[] {
  const registeredOn = dayText(slot.day + random.integer(5, 60));
  const issuedOn =
    registeredOn < FIRST_NUMBERS_ON
      ? dayText(dayNumber(FIRST_NUMBERS_ON) + random.integer(0, 260))
      : registeredOn;
  const numbers: HeldNumber[] = [];
  const first = mistaken?.slot ?? slot;
  const legacy = issuedOn < UPGRADED_ON;
  if (legacy) {
    numbers.push({
      ...{ number: number15(first), kind: 'RESIDENT_ID_15', validFrom: issuedOn },
      ...{ validTo: UPGRADED_ON, endReason: 'UPGRADED' },
    });
  }
  const validFrom = legacy ? UPGRADED_ON : issuedOn;
  if (!mistaken) return [...numbers, { number: number18(slot), kind: 'RESIDENT_ID', validFrom }];
  return [
    ...numbers,
    {
      ...{ number: number18(first), kind: 'RESIDENT_ID', validFrom },
      ...{ validTo: mistaken.correctedOn, endReason: 'CORRECTED' },
    },
    { number: number18(slot), kind: 'RESIDENT_ID', validFrom: mistaken.correctedOn },
  ];
}

export type PermitRegion = 'HKG' | 'MAC' | 'TWN';

/** What stands in the area's place in a residence permit's number. */
export const permitAreas: Readonly<Record<PermitRegion, string>> = {
  HKG: '810000',
  MAC: '820000',
  TWN: '830000',
};

/** Travel permit until the residence permit comes. `serial` is unique in the city and below 10^8. */
export function permitNumbers(
  random: Random,
  region: PermitRegion,
  slot: BirthSlot,
  serial: number,
  arrived: number,
  today: number,
): HeldNumber[] {
  const digits = String(scattered(serial)).padStart(8, '0');
  const prefix = { HKG: 'H', MAC: 'M', TWN: '' }[region];
  const since = Math.min(today, Math.max(arrived + 190, RESIDENCE_PERMITS_SINCE) + random.integer(0, 300));
  const replacedOn = dayText(since);
  return [
    {
      ...{
        number: prefix + digits,
        kind: 'TRAVEL_PERMIT',
        validFrom: dayText(arrived - random.integer(5, 600)),
      },
      ...{ validTo: replacedOn, endReason: 'REPLACED' },
    },
    { number: number18(slot), kind: 'HK_MACAU_TAIWAN_PERMIT', validFrom: replacedOn },
  ];
}

export interface Nation {
  /** GB/T 2659, three letters and three digits. */
  readonly letters: string;
  readonly digits: string;
}

export const nations: readonly Nation[] = [
  { letters: 'FRA', digits: '250' },
  { letters: 'USA', digits: '840' },
  { letters: 'DEU', digits: '276' },
  { letters: 'GBR', digits: '826' },
  { letters: 'KOR', digits: '410' },
  { letters: 'JPN', digits: '392' },
  { letters: 'PAK', digits: '586' },
  { letters: 'VNM', digits: '704' },
];

/** What stands in the area's place in a new foreign card's number: 9, Anhui, the nation. */
export function foreignCardArea(nation: Nation): string {
  return `934${nation.digits}`;
}

/**
 * Passport, then the 15-character card, then the 18-digit one where it has been exchanged; the passport stays in use.
 * The old card's last two digits tell the families of one lane block apart, whose people may share a birthday.
 */
export function foreignNumbers(
  random: Random,
  nation: Nation,
  slot: BirthSlot,
  holder: { familyIndex: number; serial: number; arrived: number; today: number; exchanged: boolean },
): HeldNumber[] {
  const cardOn = Math.min(holder.today, holder.arrived + random.integer(400, 1500));
  const passport: HeldNumber = {
    ...{ number: passportNumber(nation, holder.serial), kind: 'PASSPORT' },
    validFrom: dayText(holder.arrived - random.integer(30, 900)),
  };
  const current: HeldNumber = {
    ...{ number: number18(slot), kind: 'FOREIGN_RESIDENT_CARD', validFrom: dayText(cardOn) },
  };
  if (cardOn >= NEW_FOREIGN_CARDS_SINCE) return [passport, current];
  const birth = dayText(slot.day).slice(2).replaceAll('-', '');
  const lastTwo = String(Math.floor((holder.familyIndex % 497) / 5)).padStart(2, '0');
  const old: HeldNumber = {
    ...{ number: `${nation.letters}3412${birth}${lastTwo}`, kind: 'FOREIGN_RESIDENT_CARD' },
    validFrom: dayText(cardOn),
  };
  if (!holder.exchanged) return [passport, old];
  const exchangedOn = dayText(Math.min(holder.today, NEW_FOREIGN_CARDS_SINCE + random.integer(0, 900)));
  return [
    passport,
    { ...old, validTo: exchangedOn, endReason: 'REPLACED' },
    { ...current, validFrom: exchangedOn },
  ];
}

/** Two letters of the nation, two that count on, seven digits. */
function passportNumber(nation: Nation, serial: number): string {
  const scatter = scattered(serial);
  const letter = String.fromCharCode(65 + Math.floor(scatter / 10_000_000));
  return `${nation.letters.slice(0, 2)}${letter}${String(scatter % 10_000_000).padStart(7, '0')}`;
}

/** A permutation of 0…10^8 − 1 that hides the order: the factor has no divisor in common with 10. */
function scattered(serial: number): number {
  return (serial * 48_271 + 7_654_321) % 100_000_000;
}
