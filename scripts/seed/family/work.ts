// How people earned their living: spells of declared work with gaps, from leaving school to retirement.
import { statutoryRetirement } from '../../../subgraphs/social-security/retirement.js';
import { birthday, dayNumber, dayText, yearOfDay } from '../day-number.js';
import { drawEmployer } from '../employers.js';
import type { Growth } from './growth.js';
import { dayIn, monthOf } from '../month.js';
import { birthOf } from './people.js';
import { averageWage } from '../provincial-figures.js';
import type { Person, WorkSpell } from '../world.js';

/** Nobody may be employed before (劳动法 art. 15). */
const WORKING_AGE = 16;

type Career = 'ENTERPRISE' | 'PUBLIC_INSTITUTION' | 'FLEXIBLE' | 'NONE';

const urbanCareers = [
  ['ENTERPRISE', 54],
  ['PUBLIC_INSTITUTION', 14],
  ['FLEXIBLE', 18],
  ['NONE', 14],
] as const;
const ruralCareers = [
  ['ENTERPRISE', 30],
  ['PUBLIC_INSTITUTION', 3],
  ['FLEXIBLE', 22],
  ['NONE', 45],
] as const;

/** Working lives of everybody who isn't settled yet. */
export function drawWork(growth: Growth): void {
  const recluses = growth.nests.filter(({ kind }) => kind === 'RECLUSE').flatMap(({ people }) => people);
  for (const person of growth.family.people) {
    if (!growth.settled.has(person) && !recluses.includes(person)) drawCareer(growth, person);
  }
}

/** One unbroken job from a day on, until today or retirement. */
export function employ(
  growth: Growth,
  person: Person,
  job: { kind: WorkSpell['kind']; employer?: number; from: number; wage: number; backPaidMonths?: number },
): void {
  const until = endOfWork(growth, person);
  person.work.push({
    ...{ from: dayText(job.from), kind: job.kind, backPaidMonths: job.backPaidMonths ?? 0 },
    startingWage: Math.round(averageWage(yearOfDay(dayText(job.from))) * job.wage),
    ...(job.employer !== undefined && { employer: job.employer }),
    ...(until <= growth.today && { to: dayText(until) }),
  });
}

function drawCareer(growth: Growth, person: Person): void {
  const { random, rural } = growth;
  const career: Career = random.weighted(rural ? ruralCareers : urbanCareers);
  if (career === 'NONE') return;
  const school = career === 'PUBLIC_INSTITUTION' ? random.integer(20, 24) : random.integer(WORKING_AGE, 23);
  const arrived = person.arrivedOn ? dayNumber(person.arrivedOn) + 20 : 0;
  person.cadre = person.sex === 'FEMALE' && random.chance(career === 'PUBLIC_INSTITUTION' ? 0.75 : 0.25);
  const end = endOfWork(growth, person);
  let from = Math.max(birthday(birthOf(person), school) + random.integer(30, 300), arrived);
  while (from < end - 90 && from < growth.today - 40) {
    const spell = drawSpell(growth, career, from, end);
    person.work.push(spell);
    if (spell.to === undefined) break;
    from = dayNumber(spell.to) + drawGap(growth);
  }
}

function drawSpell(growth: Growth, career: Exclude<Career, 'NONE'>, from: number, end: number): WorkSpell {
  const { random, today } = growth;
  const kind = career === 'ENTERPRISE' && random.chance(0.15) ? 'FLEXIBLE' : career;
  const years = kind === 'PUBLIC_INSTITUTION' ? 40 : random.integer(2, 16);
  const until = Math.min(end, from + Math.round(years * 365 * (0.5 + random.next() / 2)));
  const wage = (kind === 'PUBLIC_INSTITUTION' ? 0.9 : 0.55) + random.next() ** 2 * 1.6;
  return {
    ...{ from: dayText(from), kind },
    ...(until <= today && { to: dayText(until) }),
    ...(kind !== 'FLEXIBLE' && { employer: drawEmployer(random, kind) }),
    startingWage: Math.round(averageWage(yearOfDay(dayText(from))) * wage),
    backPaidMonths: random.chance(0.05) ? random.integer(1, 12) : 0,
  };
}

/** Days between two jobs: mostly none to speak of. */
function drawGap({ random }: Growth): number {
  const [from, to] = random.weighted([
    [[1, 20], 55],
    [[30, 360], 30],
    [[361, 1200], 15],
  ] as const);
  return random.integer(from, to);
}

/** The last day somebody may work: in the month of retirement, or when death, loss or leaving comes first. */
export function endOfWork({ today }: Growth, person: Person): number {
  const { sex, birthDate, cadre, died, missingSince, hukou, hukouSince } = person;
  const { month } = statutoryRetirement({
    sex,
    birthDate,
    originalAge: sex === 'MALE' ? 60 : cadre ? 55 : 50,
  });
  const retired = dayNumber(dayIn(monthOf(`${month}-01`), 31));
  const left = died?.on ?? missingSince ?? (hukou === 'MOVED_OUT' ? hukouSince : undefined);
  return Math.min(retired, left ? dayNumber(left) - 1 : today + 36_500);
}
