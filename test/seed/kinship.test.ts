// Relations between people in the terms of GB/T 4761, over three generations and by marriage.
import { describe, expect, it } from '@jest/globals';
import { createKinship } from '../../scripts/seed/family/kinship.js';
import type { Marriage, Person } from '../../scripts/seed/world.js';

let position = 0;

function person(sex: Person['sex'], birthDate: string, father?: Person, mother?: Person): Person {
  position += 1;
  return {
    ...{ index: position, citizenId: String(position), name: '某人', sex, birthDate, numbers: [] },
    ...{ nationality: 'CHN', level: 'L4', hukou: 'LOCAL', work: [], cadre: false },
    ...(father && { father }),
    ...(mother && { mother }),
  };
}

const grandfather = person('MALE', '1940-01-01');
const grandmother = person('FEMALE', '1942-01-01');
const elder = person('MALE', '1965-01-01', grandfather, grandmother);
const aunt = person('FEMALE', '1968-01-01', grandfather, grandmother);
const younger = person('MALE', '1970-01-01', grandfather, grandmother);
const wife = person('FEMALE', '1967-01-01');
const uncleByMarriage = person('MALE', '1966-01-01');
const wifesFather = person('MALE', '1941-01-01');
wife.father = wifesFather;
const son = person('MALE', '1992-01-01', elder, wife);
const daughter = person('FEMALE', '1995-01-01', elder, wife);
const daughterInLaw = person('FEMALE', '1993-01-01');
const great = person('FEMALE', '2018-01-01', son, daughterInLaw);
const nephew = person('MALE', '1996-01-01', uncleByMarriage, aunt);
const cousin = person('MALE', '2000-01-01', younger);
const former = person('FEMALE', '1971-01-01');
const stranger = person('MALE', '1980-01-01');

const people = [grandfather, grandmother, elder, aunt, younger, wife, uncleByMarriage, wifesFather];
people.push(son, daughter, daughterInLaw, great, nephew, cousin, former, stranger);

function marriage(a: Person, b: Person, divorcedOn?: string): Marriage {
  return { a, b, marriedOn: '1991-01-01', area: '341202', ...(divorcedOn && { divorcedOn }) };
}

const kinship = createKinship(people, [
  marriage(grandfather, grandmother),
  marriage(elder, wife),
  marriage(uncleByMarriage, aunt),
  marriage(son, daughterInLaw),
  marriage(younger, former, '2010-01-01'),
]);

describe('relation', () => {
  it.each([
    ['oneself', elder, elder, '01'],
    ['a husband', elder, wife, '11'],
    ['a wife', wife, elder, '12'],
    ['the eldest son', elder, grandfather, '22'],
    ['the second son', younger, grandfather, '23'],
    ['the only daughter among sons', aunt, grandmother, '32'],
    ['an only child', great, son, '31'],
    ['a daughter-in-law', wife, grandmother, '38'],
    ['a son-in-law', uncleByMarriage, grandfather, '28'],
    ["a son's son", son, grandfather, '41'],
    ["a son's daughter", daughter, grandmother, '42'],
    ["a daughter's son", nephew, grandfather, '43'],
    ["a grandson's wife", daughterInLaw, grandfather, '45'],
    ['a great-granddaughter', great, grandfather, '48'],
    ['a father', elder, son, '51'],
    ['a mother', wife, daughter, '52'],
    ["a husband's father", grandfather, wife, '53'],
    ["a husband's mother", grandmother, wife, '54'],
    ["a wife's father", wifesFather, elder, '55'],
    ["a father's father", grandfather, son, '61'],
    ["a mother's father", wifesFather, son, '63'],
    ["a mother's mother", grandmother, nephew, '64'],
    ["a father's grandfather", grandfather, great, '66'],
    ["a husband's grandfather", grandfather, daughterInLaw, '65'],
    ['an older brother', elder, younger, '71'],
    ["an older brother's wife", wife, younger, '72'],
    ['a younger brother', younger, elder, '73'],
    ['an older sister', aunt, younger, '75'],
    ['a younger sister', daughter, son, '77'],
    ["a younger sister's husband", uncleByMarriage, elder, '78'],
    ["a father's younger brother", younger, son, '83'],
    ["a father's older brother's wife", wife, nephew, '86'],
    ["a father's sister", aunt, son, '90'],
    ["a father's sister's husband", uncleByMarriage, son, '89'],
    ["a mother's brother", elder, nephew, '85'],
    ["a brother's daughter", daughter, younger, '94'],
    ["a sister's son", nephew, elder, '95'],
    ["a mother's brother's son", son, nephew, '92'],
    ["a father's brother's son", son, cousin, '91'],
    ["a father's sister's son", nephew, daughter, '92'],
    ['a divorced wife', former, younger, '97'],
    ['somebody of no kin', stranger, elder, '97'],
  ])('of %s', (_who, who, whom, code) => {
    expect(kinship.relation(who, whom)).toBe(code);
  });

  it('knows the children of somebody from the oldest on, and a spouse unless divorced', () => {
    expect(kinship.childrenOf(grandfather)).toEqual([elder, aunt, younger]);
    expect(kinship.spouseOf(elder)).toBe(wife);
    expect(kinship.spouseOf(younger)).toBeUndefined();
  });
});
