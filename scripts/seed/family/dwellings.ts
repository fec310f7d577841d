// Dwellings coming into a family: bought or built, mortgaged, let, seized.
import { birthday, dayNumber, dayText } from '../day-number.js';
import { hash32 } from '../random.js';
import type { Dwelling, Person } from '../world.js';
import type { Growth } from './growth.js';
import { placeOf } from './places.js';

const YEAR = 365;

/** Dwellings that a family's index leaves room for. */
const DWELLINGS = 32;

const banks = [
  '中国建设银行',
  '中国工商银行',
  '中国农业银行',
  '中国银行',
  '徽商银行',
  '颍东农村商业银行',
].map((bank) => `${bank}股份有限公司阜阳分行`);

const courts = ['阜阳市颍州区人民法院', '阜阳市颍东区人民法院', '阜阳市中级人民法院', '合肥市蜀山区人民法院'];

/** Buys (or builds) a dwelling of the kind for the owners; nothing of it left to chance but the place. */
export function addDwelling(
  growth: Growth,
  kind: Dwelling['kind'],
  owners: Dwelling['owners'],
  ownedSince: number,
): Dwelling {
  const { family, random, index: familyIndex } = growth;
  if (family.dwellings.length >= DWELLINGS) throw new RangeError('A family has at most 32 dwellings.');
  const index = familyIndex * DWELLINGS + family.dwellings.length;
  const flat = kind === 'COMMODITY_FLAT' || kind === 'REFORMED_FLAT';
  const utilityHolder = owners[0]?.person;
  if (!utilityHolder) throw new RangeError('A dwelling has an owner.');
  const place = placeOf(growth.county, kind, index, hash32(growth.city.seed, index));
  const dwelling: Dwelling = {
    ...{ index, ...place, area: growth.county.code, kind, owners, ownedSince: dayText(ownedSince) },
    livingArea: flat ? random.integer(42, 140) : random.integer(80, 260),
    ...{ occupants: [], seizures: [], heirs: [], arrearsMonths: drawArrears(growth), utilityHolder },
    hasGas: random.chance(flat ? 0.85 : 0.12),
  };
  if (!flat && (kind === 'URBAN_VILLAGE_HOME' || random.chance(0.35))) delete dwelling.unitCode;
  family.dwellings.push(dwelling);
  return dwelling;
}

/** Lets the dwelling to people of another nest. */
export function letTo(
  growth: Growth,
  dwelling: Dwelling,
  tenants: Person[],
  from: number,
  filed: boolean,
): void {
  const { random, today } = growth;
  const until = from + YEAR * random.integer(1, 3);
  dwelling.tenancy = {
    ...{ tenants, filed, from: dayText(from) },
    // Tenancies run on from year to year: the last term reaches beyond today.
    to: dayText(until > today ? until : today + random.integer(20, 360)),
    monthlyRent: random.integer(5, 26) * 100,
  };
}

/** Loan for a flat, from its purchase on. */
export function mortgage(growth: Growth, dwelling: Dwelling, discharged?: boolean): void {
  const { random, today } = growth;
  const from = dayNumber(dwelling.ownedSince) + random.integer(0, 20);
  const to = birthday(from, random.pick([10, 15, 20, 25, 30]));
  dwelling.mortgage = {
    ...{
      bank: random.pick(banks),
      amount: random.integer(12, 95) * 10_000,
      from: dayText(from),
      to: dayText(to),
    },
    discharged: discharged ?? (to < today || random.chance(0.15)),
  };
}

/** Courts seize the dwelling one after the other: all but the first wait. */
export function seize(growth: Growth, dwelling: Dwelling, times: number): void {
  const { random, today } = growth;
  let on = Math.max(dayNumber(dwelling.ownedSince), today - 900) + 10;
  for (let time = 0; time < times; time++) {
    on = random.integer(on, today - (times - time) * 5);
    const authority = random.pick(courts);
    const year = dayText(on).slice(0, 4);
    const document = `（${year}）皖12${['02', '03', '04'][time % 3]}执${random.integer(100, 4999)}号`;
    dwelling.seizures.push({ authority, document, on: dayText(on) });
    on += 1;
  }
}

function drawArrears({ random }: Growth): Dwelling['arrearsMonths'] {
  const months = (): number => (random.chance(0.04) ? random.integer(1, 4) : 0);
  return { WATER: months(), ELECTRICITY: months(), GAS: months() };
}
