// Rows of civil affairs: marriages, assistance, extreme poverty, the old, children, disability, cremations.
//
// Code systems of the values written here: relations GB/T 4761; assistance_family.end_reason 1 家庭收入超过标准
// 2 救助对象死亡 3 户籍迁出 4 主动申请退出; extreme_poverty.place 1 集中供养 2 分散供养; old_age_allowance.status
// 1 正常发放 2 暂停发放 3 停止发放; elder_card.kind 1 60周岁以上 2 65周岁以上; disability class 1–7 of GB/T 26341.
import type { CityKey } from '../city-key.js';
import { ageOn, birthday, dayNumber, dayText, yearOfDay, yyyymmOf } from '../day-number.js';
import { areaName } from '../../../schema/contract/area-codes.js';
import { numberHeldBy } from '../held-number.js';
import { createRandom, hash32, type Random } from '../random.js';
import { SUBSISTENCE_STANDARD } from '../family/welfare.js';
import type { AssistanceCase, Day, Family, Marriage, Person, RowSink } from '../world.js';

/** Keeps this department's random numbers apart from the others'. */
const STREAM = 0x0ca1;

/** Marriages registered earlier are on paper only, unless a certificate was issued anew. */
const MARRIAGES_SINCE: Day = '1980-01-01';

/** Certificates have numbers of the national form since; before, every office had its own. */
const NATIONAL_NUMBERS_SINCE: Day = '2004-01-01';

const CARDS_SINCE = dayNumber('2012-01-01');
const OLD_AGE_ALLOWANCES_SINCE = 201101;
const DISABILITY_ALLOWANCES_SINCE = 201601;

const IN_PAYMENT = '1';
const SUSPENDED = '2';
const STOPPED = '3';

/** From which age, CNY a month. */
const oldAgeBands = [
  [100, 'FROM_100', 500],
  [90, 'FROM_90', 100],
  [80, 'FROM_80', 50],
] as const;

/** CNY a month: the support itself, and care by its tier. */
const EXTREME_POVERTY_SUPPORT = 1027;
const careAmounts = { SELF_CARE: 100, PARTIAL_CARE: 400, FULL_CARE: 900 } as const;
const CHILD_SUPPORT = 1400;
const LIVING_ALLOWANCE = 90;
const NURSING_ALLOWANCE = 100;

/** Writes everything that civil affairs and the disabled persons' federation hold of a family. */
export function writeCivilAffairs(family: Family, city: CityKey, sink: RowSink): void {
  const random = createRandom(hash32(city.seed, STREAM), family.index);
  for (const [place, marriage] of family.marriages.entries()) {
    writeMarriage(marriage, family.index * 128 + place * 4, random, city.asOf, sink);
  }
  for (const [place, assistance] of family.assistance.entries()) {
    writeAssistance(assistance, family.index * 32 + place, sink);
  }
  for (const { person, careTier, inInstitution, from } of family.extremePoverty) {
    const amount = EXTREME_POVERTY_SUPPORT + careAmounts[careTier];
    const held = numberHeldBy(person, 'civil-affairs', firstOf(from));
    sink.row('extreme_poverty', person.index, held, careTier, inInstitution ? '1' : '2', amount, from, null);
  }
  for (const { child, guardian, relation, deFacto, from } of family.orphans) {
    const kind = deFacto ? 'DE_FACTO_UNSUPPORTED' : 'ORPHAN';
    const held = numberHeldBy(child, 'civil-affairs', firstOf(from));
    sink.row('child_support', child.index, held, kind, guardian.name, relation, CHILD_SUPPORT, from, null);
  }
  const poor = subsisting(family.assistance);
  for (const person of family.people) {
    writeOldAge(person, city.asOf, { random, certain: family.personas.length > 0 }, sink);
    writeDisability(person, poor, city.asOf, sink);
    writeCremation(person, city.asOf, random, sink);
  }
}

/** The certificate of a marriage, one issued anew for some old ones, and the certificate of its end. */
function writeMarriage(marriage: Marriage, id: number, random: Random, asOf: Day, sink: RowSink): void {
  const { a, b, marriedOn, divorcedOn } = marriage;
  if (marriedOn >= MARRIAGES_SINCE) writeRegistration(marriage, id, 'MARRIAGE', marriedOn, sink);
  const stillTogether = !divorcedOn && !a.died && !b.died;
  if (stillTogether && marriedOn < '2000-01-01' && random.chance(0.25)) {
    const earliest = dayNumber('2004-06-01');
    const on = dayText(random.integer(earliest, dayNumber(asOf) - 20));
    writeRegistration(marriage, id + 2, 'MARRIAGE_REISSUE', on, sink);
  }
  if (divorcedOn && divorcedOn >= MARRIAGES_SINCE)
    writeRegistration(marriage, id + 1, 'DIVORCE', divorcedOn, sink);
}

const certificateLetters = { MARRIAGE: 'J', DIVORCE: 'L', MARRIAGE_REISSUE: 'BJ' } as const;

function writeRegistration(
  { a, b, area }: Marriage,
  id: number,
  kind: keyof typeof certificateLetters,
  on: Day,
  sink: RowSink,
): void {
  const serial = String((id * 7) % 1_000_000).padStart(6, '0');
  const county = areaName(area)?.zh ?? '';
  const year = yearOfDay(on);
  const number =
    on < NATIONAL_NUMBERS_SINCE
      ? `${county.slice(0, 2)}${kind === 'DIVORCE' ? '离' : '结'}字第${year}${serial.slice(1)}号`
      : `${certificateLetters[kind]}${area}-${year}-${serial}`;
  sink.row('marriage', id, number, kind, on, `${county}民政局婚姻登记处`);
  for (const party of [a, b])
    sink.row('marriage_party', id, numberHeldBy(party, 'civil-affairs', on), party.name);
}

function writeAssistance(assistance: AssistanceCase, id: number, sink: RowSink): void {
  const { applicant, members, category, incomePerHead, from, to, endReason } = assistance;
  const short = category === 'SUBSISTENCE' ? Math.max(0, SUBSISTENCE_STANDARD - incomePerHead) : 0;
  const amounts = [incomePerHead, SUBSISTENCE_STANDARD, short * members.length] as const;
  sink.row('assistance_family', id, category, assistance.class, ...amounts, from, to, endReason);
  for (const { person, relation } of members) {
    const held = numberHeldBy(person, 'civil-affairs', firstOf(from));
    sink.row('assistance_member', id, held, person.name, relation, person === applicant);
  }
}

/** People whose subsistence allowance is in payment, and since when. */
function subsisting(cases: readonly AssistanceCase[]): ReadonlyMap<Person, number> {
  const active = cases.filter(({ category, to }) => category === 'SUBSISTENCE' && to === undefined);
  return new Map(active.flatMap(({ members, from }) => members.map(({ person }) => [person, from] as const)));
}

/** The elder card, and from 80 on the allowance. Whoever died keeps the records, stopped. */
function writeOldAge(
  person: Person,
  asOf: Day,
  { random, certain }: { random: Random; certain: boolean },
  sink: RowSink,
): void {
  const until = person.died?.on ?? asOf;
  const age = ageOn(person.birthDate, until);
  if (person.hukou !== 'LOCAL' || age < 60) return;
  const born = dayNumber(person.birthDate);
  const kind = random.chance(0.3) || age < 65 ? 60 : 65;
  const issued = Math.max(CARDS_SINCE, birthday(born, kind)) + random.integer(5, 400);
  if (issued < dayNumber(until) && (certain || random.chance(kind === 65 ? 0.85 : 0.6))) {
    const on = dayText(issued);
    const number = `皖阜${kind === 60 ? '优' : '老'}${String(person.index).padStart(9, '0')}`;
    sink.row(
      'elder_card',
      person.index,
      numberHeldBy(person, 'civil-affairs', on),
      number,
      kind === 60 ? '1' : '2',
      on,
    );
  }
  writeOldAgeAllowance(person, age, sink);
}

function writeOldAgeAllowance(person: Person, age: number, sink: RowSink): void {
  const band = oldAgeBands.find(([from]) => age >= from);
  if (!band) return;
  const reached = yyyymmOf(dayText(birthday(dayNumber(person.birthDate), band[0])));
  const from = Math.max(OLD_AGE_ALLOWANCES_SINCE, reached);
  if (person.died && yyyymmOf(person.died.on) < from) return;
  const held = numberHeldBy(person, 'civil-affairs', firstOf(from));
  const status = person.died ? STOPPED : person.missingSince ? SUSPENDED : IN_PAYMENT;
  sink.row('old_age_allowance', person.index, held, band[1], band[2], from, status);
}

function writeDisability(person: Person, poor: ReadonlyMap<Person, number>, asOf: Day, sink: RowSink): void {
  if (!person.disability) return;
  const { class: kind, grade, issuedOn } = person.disability;
  const held = numberHeldBy(person, 'civil-affairs', issuedOn);
  const validTo = dayText(
    birthday(dayNumber(issuedOn), dayNumber(asOf) - dayNumber(issuedOn) > 3652 ? 20 : 10),
  );
  sink.row(
    'disability_certificate',
    person.index,
    held,
    `${held}${kind}${grade}`,
    kind,
    grade,
    issuedOn,
    validTo,
  );
  const certified = Math.max(DISABILITY_ALLOWANCES_SINCE, yyyymmOf(issuedOn));
  const to = person.died && yyyymmOf(person.died.on);
  if (to !== undefined && to < certified) return;
  const poorSince = poor.get(person);
  if (poorSince !== undefined && to === undefined) {
    const from = Math.max(certified, poorSince);
    sink.row('disability_allowance', person.index * 2, held, 'LIVING', LIVING_ALLOWANCE, from, null);
  }
  if (grade <= 2 && person.hukou === 'LOCAL') {
    sink.row('disability_allowance', person.index * 2 + 1, held, 'NURSING', NURSING_ALLOWANCE, certified, to);
  }
}

function writeCremation(person: Person, asOf: Day, random: Random, sink: RowSink): void {
  if (!person.died?.cremated) return;
  const on = dayText(dayNumber(person.died.on) + random.integer(1, 4));
  if (on > asOf) return;
  const number = `阜火字${on.slice(0, 4)}${String(person.index % 10_000_000).padStart(7, '0')}`;
  sink.row('cremation', person.index, numberHeldBy(person, 'civil-affairs', on), number, on, '阜阳市殡仪馆');
}

function firstOf(yyyymm: number): Day {
  return `${Math.floor(yyyymm / 100)}-${String(yyyymm % 100).padStart(2, '0')}-01`;
}
