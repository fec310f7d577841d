// The ten citizens that a developer can log in as: one in each of the first families, with a life worth looking at.
import type { Persona } from '../../issuer/persona.js';
import { dayNumber, dayText, yyyymmOf } from '../day-number.js';
import { drawEmployer, drawSchool } from '../employers.js';
import { die } from './fates.js';
import { addNest, type Growth } from './growth.js';
import { currentNumber } from '../held-number.js';
import { mortgage, seize } from './dwellings.js';
import { leaveToHeirs } from './inheritance.js';
import { createKinship } from './kinship.js';
import { HAN } from './names.js';
import { nations } from './numbers.js';
import { addForeigner, addPermitHolder, addResident, birthOf, makeNewcomer } from './people.js';
import {
  addAdult,
  addChildOf,
  buy,
  latestBirth,
  nest,
  present,
  rentFromLandlord,
  settle,
  wed,
  YEAR,
} from './persona-steps.js';
import type { Person } from '../world.js';
import { employ } from './work.js';
import { assist } from './welfare.js';

interface PersonaPlan {
  readonly key: string;
  readonly title: Persona['title'];
  grow(growth: Growth): Person;
}

/** Their order is the order of the families they are in. */
const plans: readonly PersonaPlan[] = [
  { key: 'pensioner', title: { zh: '养老金领取者', en: 'Pensioner' }, grow: growPensioner },
  {
    key: 'young-family',
    title: { zh: '年轻家庭', en: 'Young family with a mortgage' },
    grow: growYoungFamily,
  },
  {
    key: 'subsistence-mother',
    title: { zh: '低保母亲', en: 'Mother on subsistence allowance' },
    grow: growMother,
  },
  { key: 'foreign-resident', title: { zh: '外国人', en: 'Foreign permanent resident' }, grow: growForeigner },
  { key: 'hong-kong-resident', title: { zh: '香港居民', en: 'Hong Kong resident' }, grow: growHongKonger },
  { key: 'heir', title: { zh: '继承人', en: "Heir of a father's flat" }, grow: growHeir },
  {
    key: 'non-hukou-family',
    title: { zh: '流动人口', en: 'Family without local hukou' },
    grow: growNewcomers,
  },
  { key: 'centenarian', title: { zh: '百岁老人', en: 'Centenarian in a village' }, grow: growCentenarian },
  {
    key: 'divorced-man',
    title: { zh: '离异人士', en: 'Divorced man with a seized flat' },
    grow: growDivorced,
  },
  { key: 'rare-name', title: { zh: '生僻字姓名', en: 'Name beyond the basic plane' }, grow: growRareName },
];

/** The first families have a persona each. */
export const FAMILIES_WITH_PERSONA = plans.length;

/** Grows the family's persona, if it has one; call the result when everything else is settled. */
export function addPersona(growth: Growth): () => void {
  const plan = plans[growth.index];
  if (!plan) return () => undefined;
  const person = plan.grow(growth);
  return () => {
    person.level = person.level === 'L4' ? 'L4' : 'L3';
    growth.family.personas.push({
      ...{ key: plan.key, title: plan.title, name: person.name },
      ...{ residentId: currentNumber(person), level: person.level },
    });
  };
}

function growPensioner(growth: Growth): Person {
  const { random, today } = growth;
  const husband = addAdult(growth, { name: '周德福', sex: 'MALE', age: 69 });
  const wife = addAdult(growth, { name: '吴秀兰', sex: 'FEMALE', age: 67 });
  const marriage = wed(growth, husband, wife, latestBirth(husband, wife) + 25 * YEAR);
  for (const person of [husband, wife]) {
    const from = Math.max(birthOf(person) + 21 * YEAR, dayNumber('1978-03-01'));
    employ(growth, person, {
      kind: 'ENTERPRISE',
      employer: drawEmployer(random, 'ENTERPRISE'),
      from,
      wage: 1.1,
    });
  }
  const flat = buy(
    growth,
    'REFORMED_FLAT',
    [husband, wife],
    Math.min(dayNumber('1999-04-12'), today - 20 * YEAR),
  );
  nest(growth, 'COUPLE', [husband, wife], flat, marriage);
  return husband;
}

function growYoungFamily(growth: Growth): Person {
  const { random, today } = growth;
  const husband = addAdult(growth, { name: '李浩然', sex: 'MALE', age: 34 });
  const wife = addAdult(growth, { name: '王梦婷', sex: 'FEMALE', age: 32 });
  const marriage = wed(
    growth,
    husband,
    wife,
    Math.max(latestBirth(husband, wife) + 23 * YEAR, today - 9 * YEAR),
  );
  const child = addChildOf(growth, husband, wife, marriage, '李一诺', 'FEMALE');
  wife.cadre = true;
  const graduation = (person: Person): number => Math.max(birthOf(person) + 22.5 * YEAR, today - 12 * YEAR);
  employ(growth, husband, {
    ...{ kind: 'ENTERPRISE', employer: drawEmployer(random, 'ENTERPRISE'), from: graduation(husband) },
    ...{ wage: 1.4, backPaidMonths: 2 },
  });
  employ(growth, wife, {
    ...{ kind: 'PUBLIC_INSTITUTION', employer: drawSchool(random), from: graduation(wife), wage: 1.2 },
  });
  const flat = buy(growth, 'COMMODITY_FLAT', [husband, wife], today - 3 * YEAR);
  mortgage(growth, flat, false);
  nest(growth, 'COUPLE', [husband, wife, child], flat, marriage);
  return husband;
}

function growMother(growth: Growth): Person {
  const { today } = growth;
  const mother = addAdult(growth, { name: '陈小红', sex: 'FEMALE', age: 36 });
  const father = addAdult(growth, { name: '张海军', sex: 'MALE', age: 38 });
  const marriage = wed(
    growth,
    father,
    mother,
    Math.max(latestBirth(father, mother) + 22 * YEAR, today - 13 * YEAR),
  );
  const child = addChildOf(growth, father, mother, marriage, '张雨涵', 'FEMALE');
  marriage.divorcedOn = dayText(Math.floor(Math.max(today - 4 * YEAR, birthOf(child) + 300)));
  nest(growth, 'COUPLE', [mother, child], rentFromLandlord(growth, [mother], today - 3 * YEAR));
  addNest(growth, 'SINGLE', [father]);
  const from = yyyymmOf(dayText(Math.floor(today - 2.5 * YEAR)));
  assist(growth, mother, [mother, child], { category: 'SUBSISTENCE', class: 'B', incomePerHead: 320, from });
  return mother;
}

function growForeigner(growth: Growth): Person {
  const { random, today } = growth;
  const arrived = Math.floor(today - 9 * YEAR);
  const person = addForeigner(growth, nations[0]!, {
    ...{ sex: 'MALE', arrived, exchanged: true },
    ...{ earliest: Math.floor(today - 46 * YEAR), latest: Math.floor(today - 38 * YEAR) },
  });
  const settled = settle(growth, present(person), 'LUC MARTIN');
  const employer = drawEmployer(random, 'ENTERPRISE');
  employ(growth, settled, { kind: 'ENTERPRISE', employer, from: today - 6 * YEAR, wage: 2.4 });
  nest(growth, 'GUESTS', [settled], rentFromLandlord(growth, [settled], today - 2 * YEAR));
  return settled;
}

function growHongKonger(growth: Growth): Person {
  const { random, today } = growth;
  const arrived = Math.floor(today - 11 * YEAR);
  const person = addPermitHolder(growth, 'HKG', {
    ...{
      sex: 'FEMALE',
      arrived,
      earliest: Math.floor(today - 48 * YEAR),
      latest: Math.floor(today - 38 * YEAR),
    },
  });
  const settled = settle(growth, present(person), '陈婉仪');
  const employer = drawEmployer(random, 'ENTERPRISE');
  employ(growth, settled, { kind: 'ENTERPRISE', employer, from: today - 7 * YEAR, wage: 2 });
  nest(growth, 'GUESTS', [settled], buy(growth, 'COMMODITY_FLAT', [settled], today - 5 * YEAR));
  return settled;
}

function growHeir(growth: Growth): Person {
  const { random, today, family } = growth;
  const father = addAdult(growth, { name: '孙建国', sex: 'MALE', age: 74 });
  const mother = addAdult(growth, { name: '何桂英', sex: 'FEMALE', age: 72 });
  const marriage = wed(growth, father, mother, latestBirth(father, mother) + 22 * YEAR);
  const heir = addChildOf(growth, father, mother, marriage, '孙志伟', 'MALE');
  for (const [person, age] of [
    [father, 22],
    [heir, 24],
  ] as const) {
    const from = Math.max(birthOf(person) + age * YEAR, dayNumber('1978-03-01'));
    employ(growth, person, {
      kind: 'ENTERPRISE',
      employer: drawEmployer(random, 'ENTERPRISE'),
      from,
      wage: 1,
    });
  }
  die(growth, father, Math.floor(today - 1.6 * YEAR));
  if (father.died) father.died.hukouCancelledOn = dayText(Math.floor(today - 1.5 * YEAR));
  const flat = buy(growth, 'COMMODITY_FLAT', [father], Math.max(dayNumber('2004-05-18'), today - 18 * YEAR));
  const [owner] = flat.owners;
  if (owner) leaveToHeirs(createKinship(family.people, family.marriages), flat, owner);
  flat.utilityPayer = heir;
  nest(growth, 'COUPLE', [father, mother, heir], flat, marriage);
  return heir;
}

function growNewcomers(growth: Growth): Person {
  const { random, today } = growth;
  const origin = '410105';
  const wife = addAdult(growth, { name: '马晓丽', sex: 'FEMALE', age: 35, origin });
  const husband = addAdult(growth, { name: '郭永强', sex: 'MALE', age: 37, origin });
  const marriage = wed(
    growth,
    husband,
    wife,
    Math.max(latestBirth(husband, wife) + 22 * YEAR, today - 14 * YEAR),
  );
  const child = addChildOf(growth, husband, wife, marriage, '郭子轩', 'MALE', origin);
  const arrived = Math.floor(today - 6 * YEAR);
  for (const person of [husband, wife, child]) makeNewcomer(person, Math.max(arrived, birthOf(person) + 60));
  for (const person of [husband, wife]) {
    const employer = drawEmployer(random, 'ENTERPRISE');
    employ(growth, person, { kind: 'ENTERPRISE', employer, from: arrived + 60, wage: 0.9 });
  }
  const home = rentFromLandlord(growth, [husband, wife], today - 2.5 * YEAR);
  nest(growth, 'GUESTS', [husband, wife, child], home, marriage);
  return wife;
}

function growCentenarian(growth: Growth): Person {
  const { today } = growth;
  const mother = settle(
    growth,
    present(
      addResident(growth, {
        ...{ sex: 'FEMALE', name: '刘兰英', origin: growth.county, ethnicity: HAN },
        ...{ earliest: Math.floor(today - 102.6 * YEAR), latest: Math.floor(today - 100.2 * YEAR) },
      }),
    ),
  );
  const son = addAdult(growth, { name: '赵福田', sex: 'MALE', age: 73 });
  son.mother = mother;
  const home = buy(growth, 'VILLAGE_HOME', [mother], dayNumber('1991-10-06'));
  delete home.unitCode;
  home.utilityPayer = son;
  nest(growth, 'COUPLE', [mother, son], home);
  return mother;
}

function growDivorced(growth: Growth): Person {
  const { random, today } = growth;
  const man = addAdult(growth, { name: '高建军', sex: 'MALE', age: 47 });
  const woman = addAdult(growth, { name: '徐丽娟', sex: 'FEMALE', age: 45 });
  const marriage = wed(growth, man, woman, latestBirth(man, woman) + 25 * YEAR);
  marriage.divorcedOn = dayText(Math.floor(today - 5 * YEAR));
  const employer = drawEmployer(random, 'ENTERPRISE');
  employ(growth, man, {
    kind: 'ENTERPRISE',
    employer,
    from: birthOf(man) + 22 * YEAR,
    wage: 1.2,
    backPaidMonths: 6,
  });
  const [first] = man.work;
  if (first) first.to = dayText(Math.floor(today - 8 * YEAR));
  employ(growth, man, { kind: 'FLEXIBLE', from: today - 7 * YEAR, wage: 0.8 });
  const flat = buy(growth, 'COMMODITY_FLAT', [man], today - 14 * YEAR);
  mortgage(growth, flat, false);
  seize(growth, flat, 3);
  nest(growth, 'SINGLE', [man], flat);
  addNest(growth, 'SINGLE', [woman]);
  return man;
}

function growRareName(growth: Growth): Person {
  const { random, today } = growth;
  const person = addAdult(growth, { name: '周𬭎㛃', sex: 'FEMALE', age: 31 });
  person.cadre = true;
  const employer = drawEmployer(random, 'PUBLIC_INSTITUTION');
  employ(growth, person, { kind: 'PUBLIC_INSTITUTION', employer, from: today - 6 * YEAR, wage: 1.1 });
  nest(growth, 'SINGLE', [person], buy(growth, 'COMMODITY_FLAT', [person], today - 2 * YEAR));
  return person;
}
