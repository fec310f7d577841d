// Under which of a person's numbers a department holds a record.
import type { DepartmentName } from './rows/tables.js';
import type { Day, Person } from './world.js';

/** Years during which an office went on writing 15-digit numbers after 18 digits had come into force. */
const upgradeLagYears: Readonly<Record<Exclude<DepartmentName, 'population'>, number>> = {
  'social-security': 0,
  'civil-affairs': 1,
  land: 2,
  utilities: 5,
};

/** The person's current number. */
export function currentNumber(person: Person): string {
  const last = person.numbers.at(-1);
  if (!last) throw new RangeError('A person has at least one number.');
  return last.number;
}

/**
 * The number under which `department` holds a record that was made on `on`: the one in use on that day, which stays in
 * the record when the person's number changes later. The population register alone keeps everything under the current one.
 * Records older than any number are under the first, which was entered when it was given.
 */
export function numberHeldBy(person: Person, department: DepartmentName, on: Day): string {
  if (department === 'population' || person.numbers.length === 1) return currentNumber(person);
  for (let place = person.numbers.length - 1; place > 0; place--) {
    const before = person.numbers[place - 1];
    const upgraded = before?.endReason === 'UPGRADED';
    const candidate = person.numbers[place];
    if (!candidate) break;
    const known = upgraded
      ? laterYear(candidate.validFrom, upgradeLagYears[department])
      : candidate.validFrom;
    if (known <= on) return candidate.number;
  }
  return person.numbers[0]?.number ?? currentNumber(person);
}

function laterYear(day: Day, years: number): Day {
  return years === 0 ? day : `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}
