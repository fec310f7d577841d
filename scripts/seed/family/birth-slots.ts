// Which birth dates and sequence digits a family may use, so that no number is given twice in the city.
import { dayText, yearOfDay } from '../day-number.js';
import { hash32 } from '../random.js';

/**
 * Time is cut into windows of two years. In each window a family owns one birthday, and on it one sequence number per
 * sex and area. Families in different lanes have different sequence numbers, families in one lane different birthdays:
 * no two families can make the same number, without asking each other.
 */
const WINDOW_DAYS = 730;

/** Lanes: sequence digits stay below 996, which 15-digit numbers keep for people born in the 1800s. */
const LANES = 497;

/** Families that a city can have: some four million citizens, half of what Fuyang registers. */
export const MAX_FAMILIES = WINDOW_DAYS * LANES;

/** Enough windows to leave none untried in a search of 60 years. */
const WINDOWS_TRIED = 30;

export interface BirthSlot {
  readonly day: number;
  /** GB/T 2260 code (or what stands in its place) at the head of the number. */
  readonly area: string;
  /** Three digits, odd for men. */
  readonly sequence: string;
}

export interface SlotWish {
  readonly sex: 'MALE' | 'FEMALE';
  readonly earliest: number;
  readonly latest: number;
  /** The day that would fit best. */
  readonly target: number;
  /** First six characters of the number of somebody born in that year. */
  readonly areaFor: (birthYear: number) => string;
}

export interface BirthSlots {
  /** The free slot nearest to the target, from now on taken; `undefined` when there is none in the range. */
  claim(wish: SlotWish): BirthSlot | undefined;
  /** Takes the slot of the other sex on the same birthday, for a number that was issued wrongly. */
  claimTwin(slot: BirthSlot, sex: 'MALE' | 'FEMALE'): BirthSlot | undefined;
}

/** @throws RangeError when the city has no room for a family of this index */
export function createBirthSlots(familyIndex: number): BirthSlots {
  if (familyIndex >= MAX_FAMILIES) throw new RangeError(`A city has at most ${MAX_FAMILIES} families.`);
  const lane = familyIndex % LANES;
  const shift = Math.floor(familyIndex / LANES);
  const taken = new Set<string>();

  const birthdayIn = (window: number): number =>
    window * WINDOW_DAYS + ((shift + hash32(window, 730)) % WINDOW_DAYS);

  const take = (day: number, area: string, sex: 'MALE' | 'FEMALE'): BirthSlot | undefined => {
    const window = Math.floor(day / WINDOW_DAYS);
    const key = `${window}${sex}${area}`;
    if (taken.has(key)) return undefined;
    taken.add(key);
    const turned = (lane + hash32(window, Number(area))) % LANES;
    const sequence = String(2 * turned + (sex === 'MALE' ? 1 : 2)).padStart(3, '0');
    return { day, area, sequence };
  };

  return {
    claim({ sex, earliest, latest, target, areaFor }) {
      for (const window of windowsAround(Math.floor(target / WINDOW_DAYS))) {
        const day = birthdayIn(window);
        if (day < earliest || day > latest) continue;
        const slot = take(day, areaFor(yearOfDay(dayText(day))), sex);
        if (slot) return slot;
      }
      return undefined;
    },
    claimTwin: (slot, sex) => take(slot.day, slot.area, sex),
  };
}

/** The window itself, then those around it, nearest first. */
function* windowsAround(window: number): Generator<number> {
  yield window;
  for (let distance = 1; distance <= WINDOWS_TRIED; distance++) {
    yield window + distance;
    yield window - distance;
  }
}
