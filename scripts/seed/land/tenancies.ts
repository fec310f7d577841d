// Rows of filed tenancies and their parties.
import type { CityKey } from '../city-key.js';
import { decimal } from '../cents.js';
import { numberHeldBy } from '../held-number.js';
import { serialOf } from '../serial.js';
import type { Day, Dwelling, Person, RowSink } from '../world.js';

const IN_FORCE = '1';
const EXPIRED = '2';

/** Writes a tenancy that was filed (租赁备案) between the owners of that day and their tenants. */
export function writeTenancy(
  { index, houseCode, owners, tenancy }: Dwelling,
  city: CityKey,
  sink: RowSink,
): void {
  if (!tenancy?.filed) return;
  const { tenants, monthlyRent, from, to } = tenancy;
  const filing = `阜房租备(${from.slice(0, 4)})第${serialOf(index, 6)}号`;
  const rent = decimal(Math.round(monthlyRent * 100));
  sink.row('tenancy', index, houseCode, filing, rent, from, to, to < city.asOf ? EXPIRED : IN_FORCE);
  const landlords = owners.map(({ person }) => person).filter((person) => isAlive(person, from));
  for (const person of landlords) writeParty(index, person, 'LANDLORD', from, sink);
  for (const person of tenants) {
    if (!landlords.includes(person)) writeParty(index, person, 'TENANT', from, sink);
  }
}

function writeParty(
  tenancyId: number,
  person: Person,
  role: 'LANDLORD' | 'TENANT',
  on: Day,
  sink: RowSink,
): void {
  sink.row('tenancy_party', tenancyId, numberHeldBy(person, 'land', on), person.name, role);
}

function isAlive(person: Person, on: Day): boolean {
  return person.died === undefined || person.died.on > on;
}
