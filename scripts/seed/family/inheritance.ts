// What becomes of the homes of the dead.
import { birthday, dayNumber, dayText } from '../day-number.js';
import type { Dwelling, Person } from '../world.js';
import type { Growth } from './growth.js';
import type { Kinship } from './kinship.js';
import { birthOf, departureOf } from './people.js';

/** What becomes of a dwelling whose owners died: heirs wait, or one of them has it in his or her name. */
export function passOn(growth: Growth, kinship: Kinship, dwelling: Dwelling): void {
  const dead = dwelling.owners.filter(({ person }) => person.died);
  const lastDeath = Math.max(...dead.map(({ person }) => dayNumber(person.died?.on ?? '')));
  if (dead.length === 0) return;
  const transferred = lastDeath + growth.random.integer(60, 900);
  const settled = transferred < growth.today - 10 && (!dwelling.unitCode || growth.random.chance(0.5));
  const survivors = dwelling.owners.map(({ person }) => person).filter((person) => !person.died);
  const heirs = survivors.length > 0 ? survivors : dead.flatMap(({ person }) => heirsOf(kinship, person));
  const successor = heirs.find((heir) => couldRegister(heir, transferred));
  if (settled && successor) {
    dwelling.owners = [{ person: successor, numerator: 1, denominator: 1 }];
    dwelling.ownedSince = dayText(transferred);
    delete dwelling.mortgage;
  } else if (dwelling.unitCode) {
    for (const owner of dead) leaveToHeirs(kinship, dwelling, owner);
  }
}

/** Splits a dead owner's share among the heirs: equal parts (民法典 art. 1130). */
export function leaveToHeirs(kinship: Kinship, dwelling: Dwelling, owner: Dwelling['owners'][number]): void {
  const { person: deceased, numerator, denominator } = owner;
  const heirs = heirsOf(kinship, deceased);
  for (const person of heirs) {
    const share = { numerator, denominator: denominator * heirs.length };
    dwelling.heirs.push({ person, deceased, relation: kinship.relation(person, deceased), ...share });
  }
}

/** Spouse, children and parents who are alive: first in line (民法典 art. 1127). */
function heirsOf(kinship: Kinship, deceased: Person): Person[] {
  const first = [
    kinship.spouseOf(deceased),
    ...kinship.childrenOf(deceased),
    deceased.father,
    deceased.mother,
  ];
  return first.filter((heir) => heir !== undefined).filter((heir) => !heir.died);
}

/** Of age and here on the day. */
function couldRegister(heir: Person, day: number): boolean {
  const local = heir.hukou === 'LOCAL' && dayNumber(heir.hukouSince ?? heir.birthDate) <= day;
  return local && birthday(birthOf(heir), 18) <= day && (departureOf(heir) ?? Infinity) > day;
}
