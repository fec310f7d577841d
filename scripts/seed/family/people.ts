// Persons coming into being: birth, numbers, name, contact.
import { codeFor, elsewhere, type County } from './counties.js';
import type { BirthSlot } from './birth-slots.js';
import { dayNumber, dayText, yearOfDay } from '../day-number.js';
import type { Growth } from './growth.js';
import {
  HAN,
  drawForeignName,
  drawGivenName,
  drawPatronymicName,
  drawSurname,
  isPatronymic,
  type Sex,
} from './names.js';
import {
  foreignCardArea,
  foreignNumbers,
  permitAreas,
  permitNumbers,
  residentNumbers,
  type Nation,
  type PermitRegion,
} from './numbers.js';
import { hash32 } from '../random.js';
import type { HeldNumber, Person } from '../world.js';

/** Where somebody was born: a county of the city, or a GB/T 2260 code elsewhere. */
export type Origin = County | string;

export interface BirthWish {
  sex: Sex;
  earliest: number;
  latest: number;
  /** The best day; the middle of the range when left out. */
  target?: number;
  origin: Origin;
  ethnicity: string;
  /** Drawn when left out. */
  surname?: string;
  /** Whole name, where it isn't left to chance. */
  name?: string;
  father?: Person | undefined;
  mother?: Person | undefined;
}

/** Positions in a family that a person's index leaves room for. */
const POSITIONS = 64;

/** Phone numbers are handed out from these. */
const phonePrefixes = [
  '138',
  '139',
  '150',
  '151',
  '158',
  '182',
  '187',
  '188',
  '130',
  '186',
  '133',
  '177',
  '199',
];

const CORRECTED = 0.012;
const FORMER_NAME = 0.015;
const SEALED = 0.0015;

/** Somebody registered in the mainland; `undefined` when no free birthday lies in the range. */
export function addResident(growth: Growth, wish: BirthWish): Person | undefined {
  const { random, births } = growth;
  const { earliest, latest, origin, sex } = wish;
  const slot = births.claim({
    ...{ sex, earliest, latest },
    target: wish.target ?? Math.floor((earliest + latest) / 2),
    areaFor: (year) => (typeof origin === 'string' ? origin : codeFor(origin, year)),
  });
  if (!slot) return undefined;
  const numbers = residentNumbers(random, slot, drawMistake(growth, slot, sex));
  const person = addPerson(growth, slot, sex, drawName(growth, wish, slot), numbers);
  person.ethnicity = wish.ethnicity;
  person.nationality = 'CHN';
  if (wish.father) person.father = wish.father;
  if (wish.mother) person.mother = wish.mother;
  person.hukou = 'LOCAL';
  person.hukouSince = numbers[0]?.validFrom ?? person.birthDate;
  if (random.chance(FORMER_NAME) && !isPatronymic(wish.ethnicity)) {
    person.formerName = [...person.name][0] + drawGivenName(random, sex, yearOfDay(person.birthDate));
  }
  return person;
}

/** A resident of Hong Kong, Macau or Taiwan who lives in the city. */
export function addPermitHolder(
  growth: Growth,
  region: PermitRegion,
  wish: { sex: Sex; earliest: number; latest: number; arrived: number },
): Person | undefined {
  const { births, random, today } = growth;
  const slot = births.claim({ ...wish, target: middleOf(wish), areaFor: () => permitAreas[region] });
  if (!slot) return undefined;
  const name = drawSurname(random, HAN) + drawGivenName(random, wish.sex, yearOfDay(dayText(slot.day)));
  const numbers = permitNumbers(random, region, slot, nextIndex(growth), wish.arrived, today);
  return settleGuest(addPerson(growth, slot, wish.sex, name, numbers), region, wish.arrived, HAN);
}

/** A foreigner with permanent residence. */
export function addForeigner(
  growth: Growth,
  nation: Nation,
  wish: { sex: Sex; earliest: number; latest: number; arrived: number; exchanged: boolean },
): Person | undefined {
  const { births, random, today, index } = growth;
  const slot = births.claim({ ...wish, target: middleOf(wish), areaFor: () => foreignCardArea(nation) });
  if (!slot) return undefined;
  const numbers = foreignNumbers(random, nation, slot, {
    ...{ familyIndex: index, serial: nextIndex(growth), today },
    ...{ arrived: wish.arrived, exchanged: wish.exchanged },
  });
  const name = drawForeignName(random, nation.letters, wish.sex);
  return settleGuest(addPerson(growth, slot, wish.sex, name, numbers), nation.letters, wish.arrived);
}

/** Makes a resident somebody without a local hukou who came to live here. */
export function makeNewcomer(person: Person, arrived: number): void {
  person.hukou = 'NOT_LOCAL';
  delete person.hukouSince;
  person.arrivedOn = dayText(arrived);
}

/** A code of another city, most likely a big one. */
export function drawElsewhere(growth: Growth): string {
  return growth.random.pick(elsewhere);
}

export function birthOf(person: Person): number {
  return dayNumber(person.birthDate);
}

/** The day on which somebody died, went missing or took the hukou elsewhere; `undefined` for who is here. */
export function departureOf({ died, missingSince, hukou, hukouSince }: Person): number | undefined {
  const end = died?.on ?? missingSince ?? (hukou === 'MOVED_OUT' ? hukouSince : undefined);
  return end === undefined ? undefined : dayNumber(end);
}

function settleGuest(person: Person, nationality: string, arrived: number, ethnicity?: string): Person {
  person.nationality = nationality;
  if (ethnicity) person.ethnicity = ethnicity;
  makeNewcomer(person, arrived);
  return person;
}

function addPerson(growth: Growth, slot: BirthSlot, sex: Sex, name: string, numbers: HeldNumber[]): Person {
  const { family, random, today } = growth;
  const index = nextIndex(growth);
  const age = (today - slot.day) / 365.25;
  const person: Person = {
    ...{ index, citizenId: citizenId(growth.city.seed, index), name, sex, birthDate: dayText(slot.day) },
    ...{
      numbers,
      nationality: 'CHN',
      level: drawLevel(growth, age),
      hukou: 'NOT_LOCAL',
      work: [],
      cadre: false,
    },
  };
  if (age > 12 && random.chance(age > 75 ? 0.5 : 0.96)) {
    person.phone =
      random.pick(phonePrefixes) + String((index * 48_271 + 12_345) % 100_000_000).padStart(8, '0');
  }
  if (random.chance(SEALED)) person.sealed = true;
  family.people.push(person);
  return person;
}

function drawName(growth: Growth, wish: BirthWish, slot: BirthSlot): string {
  const { random } = growth;
  if (wish.name !== undefined) return wish.name;
  if (isPatronymic(wish.ethnicity)) {
    return drawPatronymicName(random, wish.ethnicity, wish.sex, wish.father?.name);
  }
  const surname = wish.surname ?? drawSurname(random, wish.ethnicity);
  return surname + drawGivenName(random, wish.sex, yearOfDay(dayText(slot.day)));
}

/** A few numbers were issued with the sex digit of the other sex and corrected years later. */
function drawMistake(growth: Growth, slot: BirthSlot, sex: Sex): Parameters<typeof residentNumbers>[2] {
  const { random, births, today } = growth;
  if (!random.chance(CORRECTED) || slot.day > today - 4000) return undefined;
  const wrong = births.claimTwin(slot, sex === 'MALE' ? 'FEMALE' : 'MALE');
  const earliest = Math.max(dayNumber('2002-01-01'), slot.day + 1500);
  return wrong && { slot: wrong, correctedOn: dayText(random.integer(earliest, today - 400)) };
}

function drawLevel({ random }: Growth, age: number): Person['level'] {
  if (age < 14) return random.chance(0.7) ? 'L1' : 'L2';
  if (age > 75)
    return random.weighted([
      ['L1', 3],
      ['L2', 3],
      ['L3', 3],
      ['L4', 2],
    ]);
  return random.weighted([
    ['L1', 0.4],
    ['L2', 1.2],
    ['L3', 3],
    ['L4', 5.4],
  ]);
}

function nextIndex({ family, index }: Growth): number {
  if (family.people.length >= POSITIONS) throw new RangeError('A family has at most 64 people.');
  return index * POSITIONS + family.people.length;
}

function middleOf({ earliest, latest }: { earliest: number; latest: number }): number {
  return Math.floor((earliest + latest) / 2);
}

/** Opaque and the same for every run: a UUID (RFC 9562, version 8: our own content) out of hashes. */
function citizenId(seed: number, index: number): string {
  const [a, b, c, d] = [1, 2, 3, 4].map((word) =>
    hash32(seed, index, word).toString(16).padStart(8, '0'),
  ) as [string, string, string, string];
  return `${a}-${b.slice(0, 4)}-8${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
