// Rows of contracted farmland: the household's right in it, as confirmed and registered since 2014.
import type { CityKey } from '../city-key.js';
import { decimal } from '../cents.js';
import { numberHeldBy } from '../held-number.js';
import { dayIn, monthFrom } from '../month.js';
import type { Random } from '../random.js';
import type { Day, Family, Household, Person, RowSink } from '../world.js';
import { rightCertificateNumber } from './certificate-number.js';
import { RIGHT_IDS_A_DWELLING } from './rights.js';

const CONTRACTED_FARMLAND = '9';
const BY_HOUSEHOLD_CONTRACT = '201';

/** Square metres of a mu, in hundredths. */
const MU = 66_667;

/** The second round of contracts runs for thirty years. */
const TERM = { from: '1998-10-01', to: '2028-09-30' };

/**
 * Writes the farmland of a household that lives in a village: held jointly, in equal parts, by the members registered
 * here when the right was confirmed.
 */
export function writeFarmland(
  family: Family,
  household: Household,
  city: CityKey,
  random: Random,
  sink: RowSink,
): void {
  const registeredOn = dayIn(monthFrom(random.integer(2015, 2019), random.integer(1, 12)), 20);
  const mu = random.integer(2, 9);
  const use = random.weighted([
    ['0103', 3],
    ['0101', 1],
  ]);
  const holders = household.members.filter((person) => heldFarmland(person, registeredOn));
  if (!livesInVillage(family, household) || holders.length === 0 || registeredOn > city.asOf) return;
  const rightId = household.index * RIGHT_IDS_A_DWELLING + 1;
  const code = farmlandCode(household);
  const location = `${household.address.replace(/\d+号.*$/u, '')}承包地`;
  const certificate = rightCertificateNumber(household.area, registeredOn, rightId);
  const sharing = holders.length === 1 ? 'SOLE' : 'JOINT';
  sink.row('unit', code, location, use, household.area, null, decimal(mu * MU), TERM.from, TERM.to, null);
  sink.row(
    'property_right',
    rightId,
    code,
    certificate,
    CONTRACTED_FARMLAND,
    BY_HOUSEHOLD_CONTRACT,
    sharing,
    registeredOn,
    '1',
  );
  for (const person of holders) {
    const number = numberHeldBy(person, 'land', registeredOn);
    sink.row('right_holder', rightId, number, person.name, 1, holders.length);
  }
}

function heldFarmland(person: Person, on: Day): boolean {
  const registered = person.hukou === 'LOCAL' && (person.hukouSince ?? person.birthDate) <= on;
  return registered && person.birthDate < on && (person.died === undefined || person.died.on > on);
}

function livesInVillage(family: Family, { head }: Household): boolean {
  return head.home !== undefined && family.dwellings[head.home]?.kind === 'VILLAGE_HOME';
}

/** GB/T 37346: contracted farmland (D) owned by a collective (J), nothing built on it (W). */
function farmlandCode({ index, area }: Household): string {
  const digits = String(index).padStart(11, '0');
  return `${area}${digits.slice(0, 6)}JD${digits.slice(6)}W00000000`;
}
