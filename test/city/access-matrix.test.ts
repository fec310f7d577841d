// Every field of a citizen × every way to ask for it × every kind of caller, against an oracle of the tests' own.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import { departmentNames } from '../../schema/contract/departments.js';
import { schemaFile } from '../../schema/files.js';
import { checkAnswer, checkRefusal, countFields } from '../support/access-matrix.js';
import { judge, mayLookUp, readResources, type Asker } from '../support/access-oracle.js';
import { askMatrix, byNumber, byNumbers, byOneself, type Approach } from '../support/ask-matrix.js';
import { readSupergraph, type TreeField } from '../support/field-tree.js';
import { matrixGrants, namedAskers } from '../support/matrix-askers.js';
import { findPeople, heldCoordinates, type MatrixPerson } from '../support/matrix-people.js';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import {
  byMe,
  questionsOf,
  waysToAsk,
  type Entrance,
  type Question,
  type WayToAsk,
} from '../support/ways-to-ask.js';

const supergraph = readSupergraph();
const resources = readResources();
const grants = [...developmentBureaus.flatMap((one) => one.grants), ...matrixGrants(resources)];
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

const rules = { resources, grants, day: today };

/** Fields of which no citizen of this city who is alive has a value. */
const neverHeld = new Set(
  [
    ...['Arrears.oldestPeriod', 'ChildSupport.*', 'Citizen.childSupport', 'Citizen.cremation', 'Cremation.*'],
    ...[
      'DisabilityAllowance.to',
      'DwellingRelation.until',
      'ExtremePovertySupport.to',
      'PaymentOrder.paidAt',
    ],
    ...['PaymentOrder.transaction', 'UtilityAccountRelation.until', 'VitalStatus.diedOn'],
    'VitalStatus.recordedOn',
  ].flatMap((name) =>
    name.endsWith('*')
      ? [...supergraph.sdl.keys()].filter((one) => one.startsWith(name.slice(0, -1)))
      : [name],
  ),
);

/** Another test in the same city may have paid somebody's bill. */
const heldOncePaid = ['PaymentOrder.paidAt', 'PaymentOrder.transaction'];

const coordinatesOf = (fields: readonly TreeField[]): string[] =>
  fields.flatMap(({ coordinate, children }) => [coordinate, ...coordinatesOf(children)]);

describe('the tree of fields', () => {
  it('has every field of every type that a citizen leads to', () => {
    const types = new Set(['Citizen']);
    for (const type of types)
      for (const [coordinate, field] of supergraph.sdl)
        if (coordinate.startsWith(`${type}.`)) types.add(field.type);
    const reachable = [...supergraph.sdl.keys()].filter((one) => types.has(one.split('.')[0] ?? ''));
    const inTree = new Set([...coordinatesOf(supergraph.citizen), ...supergraph.needArguments]);
    expect([...inTree].sort()).toEqual(reachable.sort());
    expect(supergraph.needArguments).toEqual(['Citizen.paymentOrder']);
  });

  it.each(waysToAsk)('is asked for whole $name', (way) => {
    const asked = questionsOf(way, byMe, supergraph.citizen).flatMap((question) => question.asked);
    const named = (fields: Question['asked']): string[] =>
      fields.flatMap(({ field, children }) => [field.coordinate, ...named(children)]);
    expect(new Set(named(asked))).toEqual(new Set(coordinatesOf(supergraph.citizen)));
    expect(countFields(asked)).toBeGreaterThanOrEqual(coordinatesOf(supergraph.citizen).length);
  });
});

describe('the access matrix', () => {
  let gateway: RecordedGateway;
  let people: MatrixPerson[];
  const total = { expected: 0, checked: 0, hidden: 0, sentinels: 0 };

  beforeAll(async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yihao-matrix-')), 'grants.json');
    const bureaus = developmentBureaus.map(({ bureau }) => bureau);
    writeFileSync(file, JSON.stringify({ bureaus, grants }));
    gateway = await startRecordedGateway({ GRANTS_FILE: file });
    people = await findPeople(gateway, supergraph);
  });
  afterAll(() => gateway.stop());

  const publicText = [
    supergraph.text,
    JSON.stringify(grants),
    ...departmentNames.map((name) => readFileSync(schemaFile(`catalogue/${name}.json`), 'utf8')),
  ].join('\n');
  const known = new Map<string, boolean>();
  const isPublic = (text: string): boolean => {
    const answer = known.get(text) ?? publicText.includes(text);
    known.set(text, answer);
    return answer;
  };

  const questions = new Map<string, Question[]>();
  const questionsBy = (way: WayToAsk, entrance: Entrance): Question[] => {
    const key = `${entrance.call} ${way.name}`;
    const found = questions.get(key) ?? questionsOf(way, entrance, supergraph.citizen);
    questions.set(key, found);
    return found;
  };

  /** Every fifth way asks for all people by `citizens`, the others for one of them by `citizen`: each time another. */
  let turn = 0;
  const approachOf = ({ kind }: Asker, index: number): Approach => {
    if (kind === 'bureau' && index % 5 === 0) return byNumbers(people);
    turn += 1;
    const person = people[turn % people.length];
    if (!person) throw new Error('nobody to ask about');
    return kind === 'citizen' ? byOneself(person) : byNumber(person);
  };

  it('asks about people who have a value of nearly every field', () => {
    const held = new Set(people.flatMap(({ own }) => heldCoordinates(own, supergraph.citizen)));
    const missing = new Set(coordinatesOf(supergraph.citizen).filter((one) => !held.has(one)));
    expect(new Set([...missing, ...heldOncePaid])).toEqual(neverHeld);
  });

  it.each(namedAskers)('gives $name what the rules say, in whatever way it asks', async ({ asker }) => {
    const verdicts = judge(asker, supergraph, resources, grants, today);
    const faults: string[] = [];
    for (const [index, way] of waysToAsk.entries()) {
      const approach = approachOf(asker, index);
      const own = approach.people.map((person) => person.own);
      total.expected += countFields(way.shape(supergraph.citizen)) * own.length;
      for (const question of questionsBy(way, approach.entrance)) {
        const answer = await askMatrix(gateway, asker, approach, question);
        const { asked } = question;
        const matrixCase = { asked, verdicts, supergraph, own, isPublic };
        const mayAsk = asker.kind === 'citizen' || mayLookUp(asker, asked, verdicts, supergraph, rules);
        if (answer.refused === mayAsk) faults.push(`${way.name}: ${answer.text}`);
        const result = answer.refused ? checkRefusal(answer, matrixCase) : checkAnswer(answer, matrixCase);
        total.checked += result.combinations;
        total.hidden += result.hidden;
        total.sentinels += result.sentinels;
        faults.push(...result.faults.map((fault) => `${way.name}: ${fault}`));
      }
    }
    expect(faults.slice(0, 5)).toEqual([]);
  });

  it('has checked every combination, most of them with something to hide', () => {
    expect(total.checked).toBe(total.expected);
    expect(total.hidden).toBeGreaterThan(total.checked / 2);
    expect(total.sentinels).toBeGreaterThan(10_000);
  });
});

describe('the check of the matrix', () => {
  const education: Asker = {
    kind: 'bureau',
    client: 'education',
    purpose: 'SCHOOL_ADMISSION',
    item: 'SCHOOL-ADMISSION',
  };
  const verdicts = judge(education, supergraph, resources, grants, today);
  const own = {
    residentId: '341202199001011234',
    name: '张三丰',
    phone: '13812345678',
    dwellings: [
      { dwelling: { houseCode: '3412020010000000010', utilitySupplies: [{ meterNumber: '88012345' }] } },
    ],
  };
  const fields = (tree: readonly TreeField[], names: readonly string[]): TreeField[] =>
    tree
      .filter(({ name }) => names.includes(name))
      .map((field) => ({ ...field, children: fields(field.children, names) }));
  const names = [...Object.keys(own), 'dwelling', 'houseCode', 'utilitySupplies', 'meterNumber'];
  const asked = waysToAsk[0]?.shape(fields(supergraph.citizen, names)) ?? [];
  const isPublic = (): boolean => false;
  const right = {
    residentId: '3****************4',
    name: '张**',
    phone: null,
    dwellings: [{ dwelling: { houseCode: '3412020010000000010', utilitySupplies: null } }],
  };
  const check = (citizen: unknown, beside: object = {}, departmentRequests: string[] = []) => {
    const text = JSON.stringify({ data: { citizen }, ...beside });
    const answer = { citizens: [citizen], text, departmentRequests };
    return checkAnswer(answer, { asked, verdicts, supergraph, own: [own], isPublic });
  };
  const request = (query: string): string => JSON.stringify({ query });

  it('finds nothing in a right answer', () => {
    const asks = request('{me{__typename residentId name dwellings{dwelling{houseCode}}}}');
    expect(check(right, {}, [asks])).toEqual({ combinations: 8, hidden: 5, sentinels: 4, faults: [] });
  });

  it.each<[string, unknown, RegExp]>([
    ['a refused value', { ...right, phone: own.phone }, /Citizen.phone is not as expected/],
    ['an unmasked value', { ...right, name: own.name }, /Citizen.name is not as expected/],
    ['another mask', { ...right, residentId: '341202********1234' }, /Citizen.residentId/],
    ['a value under another field', { ...right, name: own.residentId }, /the text holds 341202199001011234/],
    ['a value that nobody asked for', { ...right, extra: own.phone }, /something stands there/],
    ['a refused value deep in a list', { ...right, dwellings: own.dwellings }, /UtilitySupply.meterNumber/],
    ['a missing value that is allowed', { ...right, dwellings: [] }, /Dwelling.houseCode/],
    ['no citizen at all', null, /Citizen.name/],
  ])('finds %s', (_what, citizen, fault) => {
    expect(check(citizen).faults.join('\n')).toMatch(fault);
  });

  it.each([
    ['an error', { errors: [{ message: `no right to ${own.phone}` }] }],
    ['an extension', { extensions: { yihao: { masked: [own.residentId] } } }],
  ])('finds a hidden value in %s', (_where, beside) => {
    expect(check(right, beside).faults).toEqual([expect.stringMatching(/^the text holds/)]);
  });

  it.each([
    ['plainly', '{me{phone}}'],
    ['under an alias', '{me{name:phone}}'],
    ['of an entity', 'query($r:[_Any!]!){_entities(representations:$r){...on Citizen{phone}}}'],
    ['in a fragment', '{me{...F}} fragment F on Citizen{phone}'],
  ])('finds a department that was asked for a refused field %s', (_how, query) => {
    expect(check(right, {}, [request(query)]).faults).toEqual(['a department was asked for Citizen.phone']);
  });
});
