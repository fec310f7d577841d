// Rows of the utilities: accounts, readings and bills of the homes of a family.
import type { CityKey } from '../city-key.js';
import { dayNumber } from '../day-number.js';
import { monthOf, yyyymm } from '../month.js';
import { createRandom, hash32, type Random } from '../random.js';
import type { Supply } from '../tariffs.js';
import { writeAccount } from '../utilities/accounts.js';
import { billingCalendar, PERIOD_MONTHS, type BillingCalendar } from '../utilities/billing-calendar.js';
import { writeBills, type SuppliedHome } from '../utilities/bills.js';
import { drawHabit } from '../utilities/usage.js';
import type { Day, Dwelling, Family, Person, RowSink } from '../world.js';

/** Keeps this department's random numbers apart from the others'. */
const STREAM = 0x0711;

/** The same for every family of a city. */
const calendars = new Map<Day, BillingCalendar>();

/** Writes everything that the utilities hold of a family; ids follow from the dwellings' indexes. */
export function writeUtilities(family: Family, city: CityKey, sink: RowSink): void {
  const random = createRandom(hash32(city.seed, STREAM), family.index);
  const calendar = calendars.get(city.asOf) ?? billingCalendar(city.asOf);
  calendars.set(city.asOf, calendar);
  for (const dwelling of family.dwellings) {
    const home = suppliedHome(family, dwelling, city, random);
    const supplies: Supply[] = dwelling.hasGas ? ['WATER', 'ELECTRICITY', 'GAS'] : ['WATER', 'ELECTRICITY'];
    for (const supply of supplies) {
      const id = writeAccount(dwelling, supply, city, sink);
      const opened = monthOf(dwelling.ownedSince);
      const all = calendar[supply];
      const periods = all.filter(({ month }) => month - PERIOD_MONTHS[supply] >= opened);
      const fresh = periods.length < all.length;
      const today = dayNumber(city.asOf);
      const arrearsMonths = dwelling.arrearsMonths[supply];
      writeBills({ id, supply, periods, fresh, arrearsMonths, today }, home, random, sink);
    }
  }
}

function suppliedHome(family: Family, dwelling: Dwelling, city: CityKey, random: Random): SuppliedHome {
  const { occupants, tenancy } = dwelling;
  const tenants = tenancy && tenancy.to >= city.asOf ? tenancy.tenants : [];
  const people = new Set([...occupants, ...tenants].filter(({ died }) => !died));
  return {
    people: people.size,
    habit: drawHabit(random),
    paysOnDueDay: family.personas.length > 0,
    lowIncome: subsistenceMonths(family, people, yyyymm(monthOf(city.asOf))),
  };
}

function subsistenceMonths(
  family: Family,
  people: ReadonlySet<Person>,
  now: number,
): SuppliedHome['lowIncome'] {
  return family.assistance
    .filter(({ category, applicant }) => category === 'SUBSISTENCE' && people.has(applicant))
    .map(({ from, to }) => ({ from, to }))
    .filter(({ from }) => from <= now);
}
