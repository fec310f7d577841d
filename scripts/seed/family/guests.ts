// People of no kin who live with a family: tenants from elsewhere, residents of Hong Kong, Macau and Taiwan, foreigners.
import { addNest, type Growth } from './growth.js';
import { addPartner, bearChildren, drawOrigin, marry, type Couple } from './couples.js';
import { HAN, HUI, KAZAKH, UYGHUR } from './names.js';
import { nations } from './numbers.js';
import {
  addForeigner,
  addPermitHolder,
  addResident,
  birthOf,
  drawElsewhere,
  makeNewcomer,
  type Origin,
} from './people.js';
import type { Person } from '../world.js';

const YEAR = 365;
const TENANTS = 0.28;

/** Every so-manieth family; the old card's last digits rely on foreigners being at least five families apart. */
const FOREIGNER_EVERY = 97;
const PERMIT_HOLDER_EVERY = 53;

/** Kashgar, Ürümqi, Linxia, Kaili: where tenants of these ethnicities come from. */
const origins = [
  [HAN, undefined, 86],
  [UYGHUR, '653101', 4],
  [KAZAKH, '650102', 1],
  [HUI, '622901', 5],
  ['06', '522601', 4],
] as const;

/** Adds the family's guests, if it has any. */
export function addGuests(growth: Growth): void {
  const { index, random } = growth;
  if (index % FOREIGNER_EVERY === 5) addForeignGuest(growth);
  if (index % PERMIT_HOLDER_EVERY === 7) addPermitGuest(growth);
  if (random.chance(TENANTS)) addTenants(growth);
}

function addForeignGuest(growth: Growth): void {
  const { random, today } = growth;
  const arrived = today - random.integer(5 * YEAR, 14 * YEAR);
  const foreigner = addForeigner(growth, random.pick(nations), {
    ...{ sex: random.chance(0.6) ? 'MALE' : 'FEMALE', arrived, exchanged: random.chance(0.6) },
    ...{ earliest: arrived - 50 * YEAR, latest: arrived - 24 * YEAR },
  });
  if (foreigner) addNest(growth, 'GUESTS', [foreigner], { renting: random.chance(0.6) });
}

function addPermitGuest(growth: Growth): void {
  const { random, today } = growth;
  const arrived = today - random.integer(2 * YEAR, 16 * YEAR);
  const region = random.weighted([
    ['HKG', 5],
    ['MAC', 1],
    ['TWN', 4],
  ] as const);
  const holder = addPermitHolder(growth, region, {
    ...{ sex: random.chance(0.6) ? 'MALE' : 'FEMALE', arrived },
    ...{ earliest: arrived - 55 * YEAR, latest: arrived - 22 * YEAR },
  });
  if (holder) addNest(growth, 'GUESTS', [holder], { renting: random.chance(0.4) });
}

/** Somebody young from elsewhere, alone or with a partner and children; a few are from the city itself. */
function addTenants(growth: Growth): void {
  const { random, today } = growth;
  const [ethnicity, home] = pickOrigin(growth);
  const local = ethnicity === HAN && random.chance(0.25);
  const origin: Origin = local ? drawOrigin(growth) : (home ?? drawElsewhere(growth));
  const born = today - random.integer(23 * YEAR, 48 * YEAR);
  const tenant = addResident(growth, {
    ...{ sex: random.chance(0.6) ? 'MALE' : 'FEMALE', earliest: born - 3 * YEAR, latest: born + 2 * YEAR },
    ...{ origin, ethnicity },
  });
  if (!tenant) return;
  const couple = random.chance(0.5) ? pairUp(growth, tenant, origin, ethnicity) : undefined;
  const children = couple && random.chance(0.6) ? bearChildren(growth, couple, random.integer(1, 2)) : [];
  const people = couple ? [couple.husband, couple.wife, ...children] : [tenant];
  if (typeof origin === 'string') arrive(growth, people);
  addNest(growth, 'GUESTS', people, { marriage: couple?.marriage, renting: true });
}

function pickOrigin({ random }: Growth): readonly [ethnicity: string, area: string | undefined] {
  return random.weighted(origins.map(([ethnicity, area, weight]) => [[ethnicity, area], weight] as const));
}

function pairUp(growth: Growth, tenant: Person, origin: Origin, ethnicity: string): Couple | undefined {
  const partner = addPartner(growth, tenant, origin, ethnicity);
  if (!partner) return undefined;
  const [husband, wife] = tenant.sex === 'MALE' ? [tenant, partner] : [partner, tenant];
  const couple = marry(growth, husband, wife, 0);
  if (!couple) addNest(growth, 'SINGLE', [partner]);
  return couple;
}

/** All come together, after the grown-ups grew up; children born since were born here without a hukou here. */
function arrive({ random, today }: Growth, people: readonly Person[]): void {
  const adult = Math.max(...people.filter(({ father }) => !father).map(birthOf)) + 18 * YEAR;
  const arrived = random.integer(Math.min(adult, today - 800), today - 250);
  for (const person of people) makeNewcomer(person, Math.max(arrived, birthOf(person) + 60));
}
