// What one person is to another in the terms of GB/T 4761-2008, found by walking parents and marriages.
import type { Marriage, Person } from '../world.js';

/** Related somehow, in none of the ways that the standard names. */
const OTHER_RELATIVE = '97';

export interface Kinship {
  /** What `who` is to `whom`: two digits of GB/T 4761, `01` for the same person. */
  relation(who: Person, whom: Person): string;
  /** Husband or wife, dead or alive, unless divorced. */
  spouseOf(person: Person): Person | undefined;
  /** Oldest first. */
  childrenOf(person: Person): readonly Person[];
}

export function createKinship(people: readonly Person[], marriages: readonly Marriage[]): Kinship {
  const spouses = new Map<Person, Person>();
  for (const { a, b, divorcedOn } of marriages) {
    if (divorcedOn === undefined) spouses.set(a, b).set(b, a);
  }
  const children = new Map<Person, Person[]>();
  for (const person of people) {
    for (const parent of parentsOf(person)) {
      const known = children.get(parent);
      if (known) known.push(person);
      else children.set(parent, [person]);
    }
  }
  for (const list of children.values()) list.sort((a, b) => (a.birthDate < b.birthDate ? -1 : 1));

  const childrenOf = (person: Person): readonly Person[] => children.get(person) ?? [];
  const spouseOf = (person: Person): Person | undefined => spouses.get(person);
  const areSiblings = (a: Person, b: Person): boolean =>
    a !== b && parentsOf(a).some((parent) => parentsOf(b).includes(parent));

  /** Relations that blood makes. */
  const byBlood = (who: Person, whom: Person): string | undefined => {
    if (parentsOf(who).includes(whom)) return childCode(who, childrenOf(whom));
    if (whom.father === who) return '51';
    if (whom.mother === who) return '52';
    const linking = parentsOf(who).find((parent) => parentsOf(parent).includes(whom));
    if (linking) return bySex(who, linking.sex === 'MALE' ? ['41', '42'] : ['43', '44']);
    if (grandparentsOf(who).some((elder) => parentsOf(elder).includes(whom))) return bySex(who, ['47', '48']);
    if (whom.father && parentsOf(whom.father).includes(who)) return bySex(who, ['61', '62']);
    if (whom.mother && parentsOf(whom.mother).includes(who)) return bySex(who, ['63', '64']);
    if (grandparentsOf(whom).some((elder) => parentsOf(elder).includes(who))) return bySex(who, ['66', '67']);
    if (areSiblings(who, whom)) {
      return bySex(who, who.birthDate < whom.birthDate ? ['71', '75'] : ['73', '77']);
    }
    const sibling = parentsOf(who).find((parent) => areSiblings(parent, whom));
    if (sibling) return bySex(who, sibling.sex === 'MALE' ? ['93', '94'] : ['95', '96']);
    const parent = parentsOf(whom).find((elder) => areSiblings(elder, who));
    if (parent) return uncleCode(who, parent);
    return cousinCode(who, whom, areSiblings);
  };

  const relation = (who: Person, whom: Person): string => {
    if (who === whom) return '01';
    const spouse = spouseOf(who);
    if (spouse === whom) return bySex(who, ['11', '12']);
    const blood = byBlood(who, whom);
    if (blood) return blood;
    const throughMine = spouse && spouseCodes.get(byBlood(spouse, whom) ?? '');
    if (throughMine) return throughMine;
    const theirs = spouseOf(whom);
    const throughTheirs = theirs && inLawCode(byBlood(who, theirs), whom);
    return throughTheirs ?? OTHER_RELATIVE;
  };
  return { relation, spouseOf, childrenOf };
}

/** What the husband or wife of somebody is, by what that somebody is: a son's wife is a daughter-in-law. */
const spouseCodes: ReadonlyMap<string, string> = new Map([
  ...['21', '22', '23', '24', '25', '26', '29'].map((son) => [son, '38'] as const),
  ...['31', '32', '33', '34', '35', '36', '39'].map((daughter) => [daughter, '28'] as const),
  ...(['41', '43'] as const).map((grandson) => [grandson, '45'] as const),
  ...(['42', '44'] as const).map((granddaughter) => [granddaughter, '46'] as const),
  ...([
    ['71', '72'],
    ['73', '74'],
    ['75', '76'],
    ['77', '78'],
  ] as const),
  ...([
    ['81', '82'],
    ['83', '84'],
    ['85', '86'],
    ['88', '87'],
    ['90', '89'],
  ] as const),
  ...([
    ['51', '58'],
    ['52', '57'],
  ] as const),
]);

/** What a blood relative of my husband's or wife's is to me. */
function inLawCode(relationToSpouse: string | undefined, whom: Person): string | undefined {
  if (relationToSpouse === undefined) return undefined;
  if (relationToSpouse === '51') return whom.sex === 'FEMALE' ? '53' : '55';
  if (relationToSpouse === '52') return whom.sex === 'FEMALE' ? '54' : '56';
  if (/^6[1-4]$/.test(relationToSpouse)) return '65';
  if (/^6[67]$/.test(relationToSpouse)) return '68';
  if (/^2[1-6]$/.test(relationToSpouse)) return '27';
  return /^3[1-6]$/.test(relationToSpouse) ? '37' : undefined;
}

/** Only, eldest, second … son or daughter among the parent's children. */
function childCode(child: Person, siblings: readonly Person[]): string {
  const tens = child.sex === 'MALE' ? '2' : '3';
  if (siblings.length === 1) return `${tens}1`;
  const rank = siblings.filter(({ sex }) => sex === child.sex).indexOf(child);
  return `${tens}${rank < 5 ? rank + 2 : 9}`;
}

/** 堂 where both fathers are brothers, 表 otherwise. */
function cousinCode(
  who: Person,
  whom: Person,
  areSiblings: (a: Person, b: Person) => boolean,
): string | undefined {
  const pairs = parentsOf(who).flatMap((mine) => parentsOf(whom).map((theirs) => [mine, theirs] as const));
  const pair = pairs.find(([mine, theirs]) => areSiblings(mine, theirs));
  return pair && (pair.every(({ sex }) => sex === 'MALE') ? '91' : '92');
}

function uncleCode(who: Person, parent: Person): string {
  if (parent.sex === 'FEMALE') return bySex(who, ['85', '88']);
  return bySex(who, [who.birthDate < parent.birthDate ? '81' : '83', '90']);
}

function bySex({ sex }: Person, [male, female]: readonly [string, string]): string {
  return sex === 'MALE' ? male : female;
}

function parentsOf(person: Person): Person[] {
  const { father, mother } = person;
  return father ? (mother ? [father, mother] : [father]) : mother ? [mother] : [];
}

function grandparentsOf(person: Person): Person[] {
  return parentsOf(person).flatMap(parentsOf);
}
