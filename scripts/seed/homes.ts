// Where the nests live and who owns it: flats with their mortgages, village homes, tenancies, what the dead left behind.
import type { County } from './counties.js';
import { birthday, dayNumber, dayText } from './day-number.js';
import { isPresent, type Growth, type Nest } from './growth.js';
import { createKinship, type Kinship } from './kinship.js';
import { birthOf } from './people.js';
import { hash32 } from './random.js';
import type { Dwelling, Person } from './world.js';

const YEAR = 365;

/** Dwellings that a family's index leaves room for. */
const DWELLINGS = 16;

/** Housing was sold to its tenants (房改) and on the market since. */
const FLATS_FOR_SALE_SINCE = dayNumber('1996-01-01');
const VILLAGE_HOMES_SINCE = dayNumber('1988-01-01');

const banks = [
  '中国建设银行',
  '中国工商银行',
  '中国农业银行',
  '中国银行',
  '徽商银行',
  '颍东农村商业银行',
].map((bank) => `${bank}股份有限公司阜阳分行`);
const courts = ['阜阳市颍州区人民法院', '阜阳市颍东区人民法院', '阜阳市中级人民法院', '合肥市蜀山区人民法院'];
const estates =
  '碧桂园 颍河湾 金色家园 清河雅苑 御景城 阳光花园 书香名邸 锦绣华庭 文峰佳苑 中南海棠 翡翠城 万达华府'.split(
    ' ',
  );
const roads = '颍州中路 清河东路 人民路 解放路 颍河西路 双清路 莲花路 阜王路 中南大道 淮河路'.split(' ');
const villages = '张寨 李庄 王楼 刘集 陈店 杨桥 赵营 周圩 吴湖 孙庙 马堂 田老庄 三官庙 柳河'.split(' ');

type DwellingKind = Dwelling['kind'];

/** Gives every nest a home, new or shared, with owners and their circumstances. */
export function settleHomes(growth: Growth): void {
  const kinship = createKinship(growth.family.people, growth.family.marriages);
  const elders = growth.nests.find(({ kind }) => kind === 'ELDERS');
  for (const nest of [...(elders ? [elders] : []), ...growth.nests.filter((one) => one !== elders)]) {
    if (!nest.dwelling) settleNest(growth, kinship, nest, elders);
    live(growth, nest);
  }
}

/** Buys (or builds) a dwelling of the kind for the owners; nothing of it left to chance but the place. */
export function addDwelling(
  growth: Growth,
  kind: DwellingKind,
  owners: Dwelling['owners'],
  ownedSince: number,
): Dwelling {
  const { family, random, index: familyIndex } = growth;
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

/** The people of the nest live here; who is present counts as an occupant. */
export function live(growth: Growth, nest: Nest): void {
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

function drawKind({ random, rural }: Growth, { kind }: Nest): DwellingKind {
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
function drawPurchase(growth: Growth, kind: DwellingKind, buyers: readonly Person[]): number | undefined {
  const { random, today } = growth;
  const homesSince = kind.endsWith('FLAT') ? FLATS_FOR_SALE_SINCE : VILLAGE_HOMES_SINCE;
  const ofAge = buyers.map((buyer) => Math.max(birthday(birthOf(buyer), 22), arrivalOf(buyer)));
  const earliest = Math.max(homesSince, ...ofAge) + 10;
  const latest = Math.min(today - 20, ...buyers.map((buyer) => (endOf(buyer) ?? today) - 20));
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

function endOf({ died, missingSince, hukou, hukouSince }: Person): number | undefined {
  const end = died?.on ?? missingSince ?? (hukou === 'MOVED_OUT' ? hukouSince : undefined);
  return end === undefined ? undefined : dayNumber(end);
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

/** What becomes of a dwelling whose owners died: heirs wait, or one of them has it in his or her name. */
function passOn(growth: Growth, kinship: Kinship, dwelling: Dwelling): void {
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
export function heirsOf(kinship: Kinship, deceased: Person): Person[] {
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
  return local && birthday(birthOf(heir), 18) <= day && (endOf(heir) ?? Infinity) > day;
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

function drawArrears({ random }: Growth): Dwelling['arrearsMonths'] {
  const months = (): number => (random.chance(0.04) ? random.integer(1, 4) : 0);
  return { WATER: months(), ELECTRICITY: months(), GAS: months() };
}

/** House code, address and (unless taken away again) unit code, which agree with each other and are unique by the index. */
function placeOf(
  county: County,
  kind: DwellingKind,
  index: number,
  hash: number,
): { houseCode: string; address: string; unitCode: string } {
  const city = `安徽省阜阳市${county.name}`;
  const inVillage = kind === 'VILLAGE_HOME';
  const areas = inVillage ? county.towns : county.streets;
  const zone = hash % areas.length;
  const zoneCode = String((inVillage ? 101 : 1) + zone).padStart(3, '0');
  const houseCode = `${county.code}${zoneCode}${String(index).padStart(10, '0')}`;
  if (inVillage) {
    const village = villages[(hash >>> 8) % villages.length];
    const parcel = `${String(1 + Math.floor(index / 99_999)).padStart(3, '0')}JC${String((index % 99_999) + 1).padStart(5, '0')}`;
    const address = `${city}${areas[zone]}${village}村${((hash >>> 16) % 190) + 1}号`;
    return { houseCode, address, unitCode: `${county.code}${zoneCode}${parcel}F00010001` };
  }
  const parcelNumber = Math.floor(index / 480);
  const building = 1 + Math.floor((index % 480) / 60);
  const room = index % 60;
  const parcelHash = hash32(parcelNumber, Number(county.code));
  const parcel = `${String((parcelNumber % 900) + 1).padStart(3, '0')}GB${String(parcelNumber + 1).padStart(5, '0')}`;
  const estate = estates[parcelHash % estates.length];
  const road = roads[(parcelHash >>> 8) % roads.length];
  const door = `${1 + Math.floor(room / 4)}0${1 + (room % 4)}室`;
  const address =
    kind === 'URBAN_VILLAGE_HOME'
      ? `${city}${areas[zone]}${villages[hash % villages.length]}社区${((hash >>> 16) % 190) + 1}号`
      : `${city}${areas[zone]}${road}${(parcelHash % 300) + 1}号${estate}${building}号楼${door}`;
  const unit = `F${String(building).padStart(4, '0')}${String(room + 1).padStart(4, '0')}`;
  return { houseCode, address, unitCode: `${county.code}${zoneCode}${parcel}${unit}` };
}
