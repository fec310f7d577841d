// Where the nests live and who owns it: flats with their mortgages, village homes, tenancies, what the dead left behind.
import { birthday, dayNumber, dayText } from '../day-number.js';
import { addDwelling, letTo, mortgage, seize } from './dwellings.js';
import { isPresent, type Growth, type Nest } from './growth.js';
import { createKinship, type Kinship } from './kinship.js';
import { passOn } from './inheritance.js';
import { birthOf, departureOf } from './people.js';
import type { Dwelling, Person } from '../world.js';

const YEAR = 365;

/** Housing was sold to its tenants (房改) and on the market since. */
const FLATS_FOR_SALE_SINCE = dayNumber('1996-01-01');
const VILLAGE_HOMES_SINCE = dayNumber('1988-01-01');

/** Gives every nest a home, new or shared, with owners and their circumstances. */
export function settleHomes(growth: Growth): void {
  const kinship = createKinship(growth.family.people, growth.family.marriages);
  const elders = growth.nests.find(({ kind }) => kind === 'ELDERS');
  for (const nest of [...(elders ? [elders] : []), ...growth.nests.filter((one) => one !== elders)]) {
    if (!nest.dwelling) settleNest(growth, kinship, nest, elders);
    live(growth, nest);
  }
}

/** The people of the nest live here; who is present counts as an occupant. */
function live(growth: Growth, nest: Nest): void {
  const { dwelling } = nest;
  if (!dwelling) return;
  const home = growth.family.dwellings.indexOf(dwelling);
  for (const person of nest.people) {
    person.home = home;
    if (isPresent(person) && !dwelling.occupants.includes(person)) dwelling.occupants.push(person);
  }
}

function settleNest(growth: Growth, kinship: Kinship, nest: Nest, elders: Nest | undefined): void {
  const { random, today } = growth;
  if (nest.withElders && elders?.dwelling) {
    nest.dwelling = elders.dwelling;
    return;
  }
  const buyers = buyersOf(nest);
  if (nest.renting || buyers.length === 0) {
    rent(growth, nest, elders);
    return;
  }
  const kind = drawKind(growth, nest);
  const bought = drawPurchase(growth, kind, buyers);
  if (bought === undefined) {
    if (elders?.dwelling) nest.dwelling = elders.dwelling;
    else rent(growth, nest, elders);
    return;
  }
  const dwelling = addDwelling(growth, kind, drawShares(growth, buyers), bought);
  nest.dwelling = dwelling;
  if (kind === 'COMMODITY_FLAT' && random.chance(bought > today - 12 * YEAR ? 0.6 : 0.3))
    mortgage(growth, dwelling);
  passOn(growth, kinship, dwelling);
  drawCircumstances(growth, kinship, dwelling);
}

/** The couple, or whoever is grown up; who left or died counts, they owned it first. */
function buyersOf({ people, marriage }: Nest): Person[] {
  if (marriage) return [marriage.a, marriage.b].filter((one) => people.includes(one));
  const oldest = [...people].sort((a, b) => (a.birthDate < b.birthDate ? -1 : 1))[0];
  return oldest ? [oldest] : [];
}

function drawKind({ random, rural }: Growth, { kind }: Nest): Dwelling['kind'] {
  if (kind === 'COUPLE' || kind === 'SINGLE' || kind === 'GUESTS') {
    if (rural && kind !== 'GUESTS' && random.chance(0.55)) return 'VILLAGE_HOME';
    return random.weighted([
      ['COMMODITY_FLAT', 8],
      ['REFORMED_FLAT', 1],
      ['URBAN_VILLAGE_HOME', 1],
    ]);
  }
  if (rural) return 'VILLAGE_HOME';
  return random.weighted([
    ['COMMODITY_FLAT', 4],
    ['REFORMED_FLAT', 5],
    ['URBAN_VILLAGE_HOME', 2],
  ]);
}

/** A day on which all buyers were of age, alive and here, and such homes were to be had. */
function drawPurchase(growth: Growth, kind: Dwelling['kind'], buyers: readonly Person[]): number | undefined {
  const { random, today } = growth;
  const homesSince = kind.endsWith('FLAT') ? FLATS_FOR_SALE_SINCE : VILLAGE_HOMES_SINCE;
  const ofAge = buyers.map((buyer) => Math.max(birthday(birthOf(buyer), 22), arrivalOf(buyer)));
  const earliest = Math.max(homesSince, ...ofAge) + 10;
  const latest = Math.min(today - 20, ...buyers.map((buyer) => (departureOf(buyer) ?? today) - 20));
  if (earliest > latest) return undefined;
  const reformed = kind === 'REFORMED_FLAT' ? Math.min(latest, earliest + 6 * YEAR) : latest;
  return random.integer(earliest, Math.min(reformed, earliest + 15 * YEAR));
}

/** When somebody's own documents to buy with began; for those born here long ago. */
function arrivalOf(person: Person): number {
  return person.arrivedOn ? dayNumber(person.arrivedOn) + 60 : 0;
}

function adultHereSince(person: Person): number {
  return Math.max(birthday(birthOf(person), 18), arrivalOf(person));
}

/** One owner, both jointly, or by unequal shares. */
function drawShares({ random }: Growth, buyers: readonly Person[]): Dwelling['owners'] {
  const [a, b] = buyers;
  if (!a) return [];
  const way = b
    ? random.weighted([
        ['SOLE', 45],
        ['JOINT', 42],
        ['SHARES', 13],
      ])
    : 'SOLE';
  if (!b || way === 'SOLE')
    return [{ person: b && random.chance(0.2) ? b : a, numerator: 1, denominator: 1 }];
  const tenths = way === 'JOINT' ? 5 : random.pick([1, 2, 3, 6, 7, 8]);
  if (tenths === 5) return [a, b].map((person) => ({ person, numerator: 1, denominator: 2 }));
  return [
    { person: a, numerator: tenths, denominator: 10 },
    { person: b, numerator: 10 - tenths, denominator: 10 },
  ];
}

/** The rarer things: seizures, notices; and who stands in the suppliers' books. */
function drawCircumstances(growth: Growth, kinship: Kinship, dwelling: Dwelling): void {
  const { random, today } = growth;
  const owner = dwelling.owners[0]?.person;
  if (!owner) return;
  const recent = dayNumber(dwelling.ownedSince);
  if (dwelling.unitCode && recent < today - 400 && random.chance(0.012))
    seize(growth, dwelling, random.integer(1, 3));
  if (dwelling.unitCode && dwelling.mortgage && recent > today - 700) {
    dwelling.notice = { kind: 'ADVANCE_NOTICE', applicant: owner.name, on: dayText(recent + 5) };
  } else if (dwelling.unitCode && random.chance(0.004) && recent < today - 60) {
    dwelling.notice = {
      kind: 'OBJECTION',
      applicant: owner.name,
      on: dayText(random.integer(recent + 30, today - 5)),
    };
  }
  const payer = kinship
    .childrenOf(owner)
    .find((child) => isPresent(child) && birthOf(child) < today - 25 * YEAR);
  if (payer && birthOf(owner) < today - 68 * YEAR && random.chance(0.4)) dwelling.utilityPayer = payer;
}

/** Rents from somebody of the family: the elders' second dwelling, or a child's. */
function rent(growth: Growth, nest: Nest, elders: Nest | undefined): void {
  const { random, today, nests } = growth;
  const landlord = [elders, ...nests]
    .flatMap((one) => (one && one !== nest ? one.people : []))
    .find((person) => isPresent(person) && person.hukou === 'LOCAL' && birthOf(person) < today - 26 * YEAR);
  if (!landlord) return;
  const tenants = nest.people.filter((person) => isPresent(person) && birthOf(person) < today - 18 * YEAR);
  const kind = random.weighted([
    ['COMMODITY_FLAT', 5],
    ['URBAN_VILLAGE_HOME', 4],
    ['REFORMED_FLAT', 2],
  ]);
  const bought = drawPurchase(growth, kind, [landlord]);
  if (bought === undefined) return;
  const dwelling = addDwelling(growth, kind, [{ person: landlord, numerator: 1, denominator: 1 }], bought);
  nest.dwelling = dwelling;
  const begins = Math.max(bought + 10, today - 5 * YEAR, ...tenants.map(adultHereSince));
  if (tenants.length === 0 || begins >= today - 20) return;
  letTo(growth, dwelling, tenants, random.integer(begins, today - 20), random.chance(0.7));
}
