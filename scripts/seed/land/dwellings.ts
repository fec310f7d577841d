// Rows of dwellings and of who owns, rents or lives in them, registered or not.
import type { CityKey } from '../city-key.js';
import { decimal } from '../cents.js';
import { numberHeldBy } from '../held-number.js';
import type { Day, Dwelling, Person, RowSink } from '../world.js';

const RELATIONS_A_DWELLING = 64;

/** 1 commodity flat, 2 reformed flat, 3 village home, 4 urban-village home. */
const KIND_CODES: Readonly<Record<Dwelling['kind'], string>> = {
  COMMODITY_FLAT: '1',
  REFORMED_FLAT: '2',
  VILLAGE_HOME: '3',
  URBAN_VILLAGE_HOME: '4',
};

/** Writes a dwelling and everybody's relation to it: owners, then tenants, then who else lives there. */
export function writeDwelling(dwelling: Dwelling, city: CityKey, sink: RowSink): void {
  const { houseCode, address, area, kind, livingArea, unitCode } = dwelling;
  const square = decimal(Math.round(livingArea * 100));
  sink.row('dwelling', houseCode, address, area, KIND_CODES[kind], square, unitCode);
  let id = dwelling.index * RELATIONS_A_DWELLING;
  for (const { person, role, since, until } of relationsOf(dwelling, city)) {
    const number = numberHeldBy(person, 'land', since);
    sink.row('dwelling_relation', id++, houseCode, number, role, since, until);
  }
}

interface Relation {
  person: Person;
  role: 'OWNER' | 'TENANT' | 'OCCUPANT';
  since: Day;
  until: Day | undefined;
}

function relationsOf(dwelling: Dwelling, city: CityKey): Relation[] {
  const { tenancy, ownedSince } = dwelling;
  const owners = dwelling.owners.map(({ person }) => person);
  const tenants = tenancy?.tenants ?? [];
  const others = dwelling.occupants.filter((one) => !owners.includes(one) && !tenants.includes(one));
  const relate = (person: Person, role: Relation['role'], since: Day, until?: Day): Relation => {
    const here = later(person.birthDate, person.arrivedOn ?? person.birthDate);
    const gone = person.died?.on;
    const ends = gone !== undefined && (until === undefined || gone < until) ? gone : until;
    return { person, role, since: later(since, here), until: ends };
  };
  const ended = tenancy && tenancy.to < city.asOf ? tenancy.to : undefined;
  return [
    ...owners.map((person) => relate(person, 'OWNER', ownedSince)),
    ...(tenancy ? tenants.map((person) => relate(person, 'TENANT', tenancy.from, ended)) : []),
    ...others.map((person) => relate(person, 'OCCUPANT', tenancy?.from ?? ownedSince)),
  ].filter(({ since, until }) => until === undefined || since <= until);
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}
