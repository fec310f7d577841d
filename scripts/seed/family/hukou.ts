// Hukou households: which registered people form one, who heads it, and what everybody is to the head.
import { dayText } from '../day-number.js';
import { isPresent, type Growth } from './growth.js';
import { createKinship, type Kinship } from './kinship.js';
import { birthOf } from './people.js';
import type { Household, Person } from '../world.js';

const YEAR = 365;

/** Households that a family's index leaves room for. */
const HOUSEHOLDS = 32;

/** GB/T 4761: the head, and people of no kin. */
const HEAD = '02';

/** The first household registration of the People's Republic (户口登记条例, 1958-01-09). */
const FIRST_REGISTRATION = -4375;

/** Registers everybody with a local hukou in the household of the home they live in. */
export function registerHouseholds(growth: Growth): void {
  const kinship = createKinship(growth.family.people, growth.family.marriages);
  const groups = groupByHome(growth);
  const orphaned: Person[] = [];
  for (const members of groups) {
    const head = chooseHead(growth, members);
    if (head) register(growth, kinship, head, members);
    else orphaned.push(...members);
  }
  for (const person of orphaned) join(growth, kinship, person);
}

/** Whoever is in the register: alive, missing, or dead with the hukou not yet cancelled. */
function isRegistered({ hukou, died }: Person): boolean {
  return hukou === 'LOCAL' && died?.hukouCancelledOn === undefined;
}

/** One group per dwelling that people live in without renting it; tenants and the homeless by nest. */
function groupByHome({ nests }: Growth): Person[][] {
  const groups = new Map<unknown, Person[]>();
  for (const nest of nests) {
    const members = nest.people.filter(isRegistered);
    if (members.length === 0) continue;
    const key =
      nest.withElders && nest.dwelling ? nest.dwelling : nest.kind === 'ELDERS' ? nest.dwelling : nest;
    const group = groups.get(key ?? nest);
    if (group) group.push(...members);
    else groups.set(key ?? nest, members);
  }
  return [...groups.values()];
}

/** The oldest man of age who is present, else the oldest woman, else whoever is of age and registered. */
function chooseHead({ today }: Growth, members: readonly Person[]): Person | undefined {
  const adults = members.filter((person) => birthOf(person) < today - 18 * YEAR);
  const byAge = adults.sort((a, b) => (a.birthDate < b.birthDate ? -1 : 1));
  const present = byAge.filter(isPresent);
  // Somebody very old lives with the head rather than being it.
  const active = present.filter((person) => birthOf(person) > today - 88 * YEAR);
  return active.find(({ sex }) => sex === 'MALE') ?? active[0] ?? present[0] ?? byAge[0];
}

function register(growth: Growth, kinship: Kinship, head: Person, members: Person[]): void {
  const { family, random, today, county, index } = growth;
  if (family.households.length >= HOUSEHOLDS) throw new RangeError('A family has at most 32 households.');
  const established = Math.max(FIRST_REGISTRATION, birthOf(head) + random.integer(20, 34) * YEAR);
  const dwelling = head.home === undefined ? undefined : family.dwellings[head.home];
  // A rented home gives no address for a hukou: tenants are entered in the street's public household.
  const own = dwelling && !dwelling.tenancy?.tenants.includes(head);
  const household: Household = {
    ...{ index: index * HOUSEHOLDS + family.households.length, head, members },
    address: own ? dwelling.address : `安徽省阜阳市${county.name}${county.streets[0]}公共户`,
    area: county.code,
    establishedOn: dayText(Math.min(established, today - 60)),
  };
  family.households.push(household);
  for (const member of members) enter(growth, kinship, household, member);
}

/** Minors without an adult of their own are entered with a relative. */
function join(growth: Growth, kinship: Kinship, person: Person): void {
  const households = growth.family.households;
  const kin = households.find(({ head }) => kinship.relation(person, head) !== '97') ?? households[0];
  if (!kin) return;
  kin.members.push(person);
  enter(growth, kinship, kin, person);
}

function enter({ family }: Growth, kinship: Kinship, household: Household, person: Person): void {
  person.household = family.households.indexOf(household);
  person.relationToHead = person === household.head ? HEAD : kinship.relation(person, household.head);
}
