// Why a field is null: refused, not held, not answered, or nobody whom the caller may ask about; and nothing said of the rest.
import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import type { AccessTable } from '../../gateway/access/access-table.js';
import type { Decision } from '../../gateway/access/decide.js';
import {
  describeAbsences,
  watchLookups,
  nobodyLookedUp,
  refusalErrors,
  refusalOf,
  type AbsenceInputs,
} from '../../gateway/access/describe-absences.js';
import { sourceDownMessage } from '../../gateway/errors.js';
import { compileWriter } from '../../gateway/execution/compile-writer.js';
import type { Json } from '../../gateway/execution/json.js';
import { prepareOperation, type FieldTreatment } from '../../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';

const catalogue = readCatalogue();
const policy = (resource: string | undefined) => ({ resource, mask: undefined, required: false });
const table: AccessTable = new Map([
  ['Citizen.phone', policy('population.contact')],
  ['Citizen.pension', policy('social-security.pension')],
  ['Citizen.marriages', policy('civil-affairs.marriage')],
  ['Citizen.bare', policy(undefined)],
]);
const refusal: Decision = {
  allow: false,
  reason: 'NEEDS_LEVEL',
  message: { zh: '等级不够', en: 'the level is too low' },
};

const sdl = `
  type Query { me: Citizen  group: [Citizen]  citizen: Citizen  citizens: [Citizen]  office: Office }
  type Citizen { name: String  phone: String  pension: [Pension!]  marriages: [Marriage!]  bare: Bare }
  type Pension { amount: String }
  type Marriage { place: String }
  type Bare { name: String }
  type Office { name: String }
`;
const schema = buildSchema(sdl);

/** Nothing refused, nothing empty, everybody there, but for what is given. */
const describeIn = (inputs: Partial<AbsenceInputs>) =>
  describeAbsences({
    table,
    catalogue,
    language: 'en',
    decisions: new Map(),
    refused: new Map(),
    empty: new Map(),
    hasError: () => false,
    down: new Set(),
    ...inputs,
  });

/** What the writer of an answer tells of it. */
function write(query: string, data: Json, treatments: Readonly<Record<string, FieldTreatment>> = {}) {
  const document = parse(query);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const prepared = prepareOperation(document, operation, {
    schema,
    wireKeys: createWireKeys(sdl),
    treat: (coordinate) => treatments[coordinate] ?? { kind: 'clear' },
    conditions: new Set(),
  });
  const { refused, empty, misfits } = compileWriter({ schema, operation: prepared, watch: watchLookups })(
    data,
  );
  const hasError: AbsenceInputs['hasError'] = (path) => misfits.some((one) => String(one) === String(path));
  return { refused, empty, hasError };
}

/** What is said of an answer to a query. */
const describeAnswer = (query: string, data: Json, inputs: Partial<AbsenceInputs> = {}) =>
  describeIn({ ...write(query, data), ...inputs });

const citizenPart = 'pension { amount } weddings: marriages { place }';
const providerOf = (resource: string) => catalogue.resources.get(resource)?.provider.name;

describe('a refused field', () => {
  const refused = new Map([
    [
      'Citizen.phone',
      [
        ['me', 'phone'],
        ['me', 'other'],
      ],
    ],
  ]);
  const decisions = new Map([['population.contact', refusal]]);

  it('is absent at its places for the reason of the decision', () => {
    expect(describeIn({ refused, decisions })).toEqual([
      {
        reason: 'NEEDS_LEVEL',
        coordinate: 'Citizen.phone',
        paths: [
          ['me', 'phone'],
          ['me', 'other'],
        ],
        provider: providerOf('population.contact')?.en,
        message: 'the level is too low',
      },
    ]);
  });

  it('is explained in Chinese to who reads Chinese', () => {
    expect(describeIn({ refused, decisions, language: 'zh' })).toMatchObject([
      { message: '等级不够', provider: providerOf('population.contact')?.zh },
    ]);
  });

  it.each(['Citizen.bare', 'Citizen.unknown'])(
    'without a resource (%s) is nobody’s to see, and has no provider',
    (coordinate) => {
      expect(describeIn({ refused: new Map([[coordinate, [['me', 'x']]]]) })).toMatchObject([
        { reason: 'NOT_AUTHORISED', coordinate, provider: '' },
      ]);
    },
  );

  it('is not said to be not held as well', () => {
    const query = '{ me { pension { amount } } }';
    const absences = describeIn({
      ...write(query, { me: { pension: null } }, { 'Citizen.pension': { kind: 'refused' } }),
      decisions: new Map([['social-security.pension', refusal]]),
    });
    expect(absences.map(({ reason }) => reason)).toEqual(['NEEDS_LEVEL']);
    expect(absences[0]?.paths).toEqual([['me', 'pension']]);
  });

  it('has its first twenty places listed', () => {
    const places = Array.from({ length: 30 }, (_, index) => ['people', index, 'phone']);
    const [absence] = describeIn({ refused: new Map([['Citizen.phone', places]]), decisions });
    expect(absence?.paths).toEqual(places.slice(0, 20));
  });

  it('whose decision is not known, or allows, counts as not authorised: never as allowed', () => {
    expect(refusalOf(undefined).reason).toBe('NOT_AUTHORISED');
    expect(refusalOf({ allow: true, clear: true, live: true }).reason).toBe('NOT_AUTHORISED');
    expect(refusalOf(refusal)).toBe(refusal);
  });
});

describe('a look-up that was answered with nothing', () => {
  it.each([null, []])('(%j) is what the register does not hold, as far as it reaches', (pension) => {
    const [absence, ...others] = describeAnswer('{ me { pension { amount } } }', { me: { pension } });
    expect(others).toEqual([]);
    expect(absence).toMatchObject({
      reason: 'PARTIAL_COVERAGE',
      coordinate: 'Citizen.pension',
      paths: [['me', 'pension']],
      provider: providerOf('social-security.pension')?.en,
    });
    const coverage = catalogue.resources.get('social-security.pension')?.coverage;
    expect(absence?.message).toContain(coverage?.since);
    expect(absence?.message).toContain(coverage?.note.en);
  });

  it('in Chinese says as much', () => {
    const query = '{ me { pension { amount } } }';
    const [absence] = describeAnswer(query, { me: { pension: null } }, { language: 'zh' });
    expect(absence?.message).toContain(catalogue.resources.get('social-security.pension')?.coverage.note.zh);
    expect(absence?.provider).toBe(providerOf('social-security.pension')?.zh);
  });

  it('by a department that did not answer is its failure, and another’s is not', () => {
    const data = { me: { pension: null, weddings: null } };
    const absences = describeAnswer(`{ me { ${citizenPart} } }`, data, {
      down: new Set(['civil-affairs', 'land']),
    });
    expect(absences.map(({ coordinate, reason, paths }) => [coordinate, reason, paths])).toEqual([
      ['Citizen.pension', 'PARTIAL_COVERAGE', [['me', 'pension']]],
      ['Citizen.marriages', 'SOURCE_DOWN', [['me', 'weddings']]],
    ]);
    expect(absences[1]?.message).toBe(sourceDownMessage('civil-affairs').en);
  });

  it('is not held without more where the catalogue has no coverage of it', () => {
    expect(describeAnswer('{ me { bare { name } } }', { me: { bare: null } })).toMatchObject([
      { reason: 'NOT_HELD', coordinate: 'Citizen.bare', provider: '' },
    ]);
  });

  it.each<[string, string, Json]>([
    ['no data', `{ me { ${citizenPart} } }`, null],
    ['no citizen', `{ me { ${citizenPart} } }`, {}],
    ['a citizen that is null', `{ me { ${citizenPart} } }`, { me: null }],
    ['something else than a citizen', `{ me { ${citizenPart} } }`, { me: 'text' }],
    ['people of whom none is there', `{ group { ${citizenPart} } }`, { group: [null, 'text'] }],
    [
      'records',
      `{ me { ${citizenPart} } }`,
      { me: { pension: [{ amount: '1.00' }], weddings: [{ place: null }] } },
    ],
    [
      'a look-up that was skipped',
      '{ me { name pension @skip(if: true) { amount } } }',
      { me: { name: '张三' } },
    ],
    ['values that only look like nothing', `{ me { ${citizenPart} } }`, { me: { pension: 0, weddings: '' } }],
    ['a value that is no record', '{ me { name phone } }', { me: { name: null, phone: null } }],
    ['what is not a citizen’s', '{ office { name } }', { office: null }],
  ])('is not claimed of %s', (_what, query, data) => {
    expect(describeAnswer(query, data)).toEqual([]);
  });

  it('is placed under each citizen of a list', () => {
    const people = [{ pension: null }, null, { pension: [{ amount: '1.00' }] }, { pension: null }];
    expect(describeAnswer('{ people: group { pension { amount } } }', { people })).toMatchObject([
      {
        coordinate: 'Citizen.pension',
        paths: [
          ['people', 0, 'pension'],
          ['people', 3, 'pension'],
        ],
      },
    ]);
  });

  it('has its first twenty places listed', () => {
    const people = Array.from({ length: 30 }, () => ({ pension: null }));
    const [absence] = describeAnswer('{ people: group { pension { amount } } }', { people });
    expect(absence?.paths).toHaveLength(20);
    expect(absence?.paths[19]).toEqual(['people', 19, 'pension']);
  });

  it('is not claimed where an error says why nothing is there, and is elsewhere', () => {
    const empty = new Map([
      [
        'Citizen.pension',
        [
          ['people', 0, 'pension'],
          ['people', 1, 'pension'],
        ],
      ],
    ]);
    const [absence] = describeIn({ empty, hasError: ([, index]) => index === 0 });
    expect(absence).toMatchObject({ reason: 'PARTIAL_COVERAGE', paths: [['people', 1, 'pension']] });
    expect(describeIn({ empty, hasError: () => true })).toEqual([]);
  });

  it('by a department that did not answer is said to be its failure, beside the error', () => {
    const empty = new Map([['Citizen.pension', [['me', 'pension']]]]);
    const down = new Set(['social-security']);
    expect(describeIn({ empty, down, hasError: () => true })).toMatchObject([
      { reason: 'SOURCE_DOWN', coordinate: 'Citizen.pension', paths: [['me', 'pension']] },
    ]);
  });
});

describe('people whom a bureau asked for', () => {
  const query = '{ one: citizen { name } other: citizen { name } many: citizens { name } }';

  it('and did not get are absent at their places, with one answer for every reason', () => {
    const absences = describeAnswer(query, { one: null, other: null, many: [{ name: '张三' }, null, null] });
    expect(absences).toMatchObject([
      { reason: 'NOT_HELD', coordinate: 'Query.citizen', paths: [['one'], ['other']] },
      {
        reason: 'NOT_HELD',
        coordinate: 'Query.citizens',
        paths: [
          ['many', 1],
          ['many', 2],
        ],
      },
    ]);
    expect(new Set(absences.map(({ message }) => message)).size).toBe(1);
    for (const { provider } of absences) expect(provider).toBe(providerOf('population.identity')?.en);
  });

  it.each<[string, string, Json]>([
    [
      'and got',
      '{ one: citizen { name } many: citizens { name } }',
      { one: { name: '张三' }, many: [{ name: '李四' }] },
    ],
    ['when the question was skipped', '{ one: citizen @skip(if: true) { name } }', {}],
    ['when there is no answer at all', query, null],
    ['when what came is no person', '{ one: citizen { name } }', { one: 'text' }],
  ])('%s are not said to be absent', (_how, asked, data) => {
    expect(describeAnswer(asked, data)).toEqual([]);
  });

  it('when the list is empty are not said to be absent', () => {
    expect(describeAnswer('{ many: citizens { name } }', { many: [] })).toEqual([]);
  });

  it('are listed to the length of the longest list that may be asked for', () => {
    const many = Array.from({ length: 300 }, () => null);
    const absences = describeAnswer('{ many: citizens { name } }', { many });
    expect(absences[0]?.paths).toHaveLength(200);
    expect(absences[0]?.paths[199]).toEqual(['many', 199]);
  });

  it('are told of in Chinese too', () => {
    const asked = '{ one: citizen { name } }';
    const [english] = describeAnswer(asked, { one: null });
    const [chinese] = describeAnswer(asked, { one: null }, { language: 'zh' });
    expect(chinese?.message).toMatch(/\p{Script=Han}/u);
    expect(english?.message).not.toMatch(/\p{Script=Han}/u);
    expect(chinese?.provider).toBe(providerOf('population.identity')?.zh);
  });
});

describe('what is looked up', () => {
  it.each([
    ['Citizen.pension', 'empty'],
    ['Citizen.name', 'empty'],
    ['Query.citizen', 'missing'],
    ['Query.citizens', 'missing'],
    ['Query.me', undefined],
    ['Query.citizensOf', undefined],
    ['CitizenCard.id', undefined],
    ['Office.citizen', undefined],
    ['', undefined],
  ])('%j is told of when it is %s', (coordinate, what) => {
    expect(watchLookups(coordinate)).toBe(what);
  });
});

describe('a request of which nothing may be seen', () => {
  const refusalNamed = (name: string): Decision => ({
    allow: false,
    reason: 'NOT_AUTHORISED',
    message: { zh: `【${name}】`, en: `<${name}>` },
  });

  it('is refused as a whole, with the reason of each resource', () => {
    const error = nobodyLookedUp(
      new Map<string, Decision>([
        ['a', refusalNamed('a')],
        ['open', { allow: true, clear: true, live: true }],
        ['b', refusalNamed('b')],
      ]),
    );
    expect(error).toMatchObject({ code: 'NOT_AUTHORISED', httpStatus: 403 });
    expect(error.publicMessage.en).toMatch(/^Nobody was looked up: .+\. <a> <b>$/);
    expect(error.publicMessage.zh).toMatch(/^未查询任何人：.+。【a】【b】$/);
  });

  it('has its first five reasons listed', () => {
    const all = new Map([1, 2, 3, 4, 5, 6].map((index) => [String(index), refusalNamed(String(index))]));
    const { zh, en } = nobodyLookedUp(all).publicMessage;
    expect(en).toMatch(/<4> <5>$/);
    expect(zh).toMatch(/【4】【5】$/);
  });
});

describe('absences of every kind', () => {
  it('stand one after the other: refused, empty, unmatched', () => {
    const absences = describeIn({
      ...write(
        '{ other: citizen { name } one: citizen { pension { amount } phone } }',
        { one: { pension: null }, other: null },
        { 'Citizen.phone': { kind: 'refused' } },
      ),
      decisions: new Map([['population.contact', refusal]]),
    });
    expect(absences.map(({ reason, coordinate }) => [reason, coordinate])).toEqual([
      ['NEEDS_LEVEL', 'Citizen.phone'],
      ['PARTIAL_COVERAGE', 'Citizen.pension'],
      ['NOT_HELD', 'Query.citizen'],
    ]);
  });
});

describe('refusals as errors', () => {
  it('stand at each place of what was refused, and of nothing else', () => {
    const refused = new Map([
      [
        'Citizen.phone',
        [
          ['people', 0, 'phone'],
          ['people', 1, 'phone'],
        ],
      ],
    ]);
    const absences = describeIn({
      refused,
      decisions: new Map([['population.contact', refusal]]),
      empty: new Map([['Citizen.pension', [['people', 0, 'pension']]]]),
    });
    expect(absences).toHaveLength(2);
    expect(refusalErrors(absences, refused)).toEqual(
      [0, 1].map((index) => ({
        message: 'the level is too low',
        path: ['people', index, 'phone'],
        extensions: { code: 'NEEDS_LEVEL' },
      })),
    );
  });
});
