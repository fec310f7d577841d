// Rows of utility accounts and of who holds, uses and pays them.
import type { CityKey } from '../city-key.js';
import { numberHeldBy } from '../held-number.js';
import { yearsAfter } from '../month.js';
import { serialOf } from '../serial.js';
import type { Supply } from '../tariffs.js';
import type { Day, Dwelling, Person, RowSink } from '../world.js';

const ACCOUNTS_A_DWELLING = 4;
const PERSONS_AN_ACCOUNT = 64;
const ADULT_YEARS = 18;

/** Months of arrears after which the supply is cut. */
const CUT_OFF_MONTHS = 6;

const SUPPLIES: Readonly<
  Record<Supply, { place: number; supplier: string; number: string; digits: number; meter: string }>
> = {
  WATER: { place: 1, supplier: '阜阳市供水集团有限公司', number: '12', digits: 8, meter: 'S200' },
  ELECTRICITY: {
    place: 2,
    supplier: '国网安徽省电力有限公司阜阳供电公司',
    number: '3412',
    digits: 9,
    meter: '343000',
  },
  GAS: { place: 3, supplier: '阜阳市燃气有限公司', number: '88', digits: 8, meter: 'Q300' },
};

/** Writes an account of a dwelling and its people; gives the account's id. */
export function writeAccount(dwelling: Dwelling, supply: Supply, city: CityKey, sink: RowSink): number {
  const { place, supplier, number, digits, meter } = SUPPLIES[supply];
  const { index, address, houseCode, utilityHolder, arrearsMonths } = dwelling;
  const id = index * ACCOUNTS_A_DWELLING + place;
  sink.row(
    'account',
    id,
    number + serialOf(index, digits),
    supply,
    supplier,
    utilityHolder.name,
    address,
    houseCode,
    meter + serialOf(index, 9),
    '1.00',
    arrearsMonths[supply] >= CUT_OFF_MONTHS ? '2' : '1',
  );
  accountPeople(dwelling, city).forEach(({ person, role, since, until }, place) => {
    const held = numberHeldBy(person, 'utilities', since);
    sink.row('account_person', id * PERSONS_AN_ACCOUNT + place, id, held, role, since, until);
  });
  return id;
}

interface AccountPerson {
  person: Person;
  role: 'HOLDER' | 'TENANT' | 'PAYER';
  since: Day;
  until?: Day;
}

/** The holder stays until somebody else takes the account over, even after death. */
function accountPeople(dwelling: Dwelling, city: CityKey): AccountPerson[] {
  const { utilityHolder, utilityPayer, ownedSince, tenancy, formerTenancy } = dwelling;
  const people: AccountPerson[] = [{ person: utilityHolder, role: 'HOLDER', since: ownedSince }];
  for (const person of tenancy?.tenants ?? []) {
    if (!tenancy || person === utilityHolder || yearsAfter(person.birthDate, ADULT_YEARS) > tenancy.from)
      continue;
    const until = tenancy.to < city.asOf ? { until: tenancy.to } : {};
    people.push({ person, role: 'TENANT', since: tenancy.from, ...until });
  }
  if (utilityPayer && utilityPayer !== utilityHolder) {
    const since = later(ownedSince, yearsAfter(city.asOf, -3));
    people.push({ person: utilityPayer, role: 'PAYER', since });
  }
  if (formerTenancy) {
    const { tenant: person, from: since, to: until } = formerTenancy;
    people.push({ person, role: 'TENANT', since, until });
  }
  return people;
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}
