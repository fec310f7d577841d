// Why a field is null: refused, not held, not answered, or nobody whom the caller may ask about; and nothing said of the rest.
import { describe, expect, it } from '@jest/globals';
import type { AccessTable } from '../../gateway/access/access-table.js';
import type { Decision } from '../../gateway/access/decide.js';
import {
  describeAbsences,
  refusalErrors,
  refusalOf,
  type AbsenceInputs,
} from '../../gateway/access/describe-absences.js';
import { sourceDownMessage } from '../../gateway/errors.js';
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

/** Nothing refused, nothing asked, everybody there, but for what is given. */
const describeIn = (inputs: Partial<AbsenceInputs>) =>
  describeAbsences({
    table,
    catalogue,
    language: 'en',
    decisions: new Map(),
    refused: new Map(),
    data: {},
    citizenLookups: new Map(),
    lookupKeys: new Map(),
    down: new Set(),
    ...inputs,
  });

const citizenLookups = new Map([
  ['pension', 'Citizen.pension'],
  ['weddings', 'Citizen.marriages'],
]);
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
    const absences = describeIn({
      refused: new Map([['Citizen.pension', [['me', 'pension']]]]),
      decisions: new Map([['social-security.pension', refusal]]),
      data: { me: { pension: null } },
      citizenLookups,
    });
    expect(absences.map(({ reason }) => reason)).toEqual(['NEEDS_LEVEL']);
  });

  it('whose decision is not known, or allows, counts as not authorised: never as allowed', () => {
    expect(refusalOf(undefined).reason).toBe('NOT_AUTHORISED');
    expect(refusalOf({ allow: true, clear: true }).reason).toBe('NOT_AUTHORISED');
    expect(refusalOf(refusal)).toBe(refusal);
  });
});

describe('a look-up that was answered with nothing', () => {
  it.each([null, []])('(%j) is what the register does not hold, as far as it reaches', (pension) => {
    const [absence, ...others] = describeIn({ data: { me: { pension } }, citizenLookups });
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
    const [absence] = describeIn({ data: { me: { pension: null } }, citizenLookups, language: 'zh' });
    expect(absence?.message).toContain(catalogue.resources.get('social-security.pension')?.coverage.note.zh);
    expect(absence?.provider).toBe(providerOf('social-security.pension')?.zh);
  });

  it('by a department that did not answer is its failure, and another’s is not', () => {
    const data = { me: { pension: null, weddings: null } };
    const absences = describeIn({ data, citizenLookups, down: new Set(['civil-affairs', 'land']) });
    expect(absences.map(({ coordinate, reason }) => [coordinate, reason])).toEqual([
      ['Citizen.pension', 'PARTIAL_COVERAGE'],
      ['Citizen.marriages', 'SOURCE_DOWN'],
    ]);
    expect(absences[1]?.message).toBe(sourceDownMessage('civil-affairs').en);
  });

  it('is not held without more where the catalogue has no coverage of it', () => {
    const lookup = new Map([['bare', 'Citizen.bare']]);
    expect(describeIn({ data: { me: { bare: null } }, citizenLookups: lookup })).toMatchObject([
      { reason: 'NOT_HELD', coordinate: 'Citizen.bare', provider: '' },
    ]);
  });

  it.each<[string, Record<string, unknown> | null]>([
    ['no data', null],
    ['no citizen', {}],
    ['a citizen that is null', { me: null }],
    ['something else than a citizen', { me: 'text' }],
    ['people of whom none is there', { citizens: [null, 'text'] }],
    ['records', { me: { pension: { amount: '1.00' }, weddings: [{}] } }],
    ['a look-up that was skipped', { me: { name: '张三' } }],
    ['values that only look like nothing', { me: { pension: 0, weddings: '' } }],
  ])('is not claimed of %s', (_what, data) => {
    expect(describeIn({ data, citizenLookups })).toEqual([]);
  });

  it('is placed under each citizen of a list', () => {
    const people = [{ pension: null }, null, { pension: { id: 'p' } }, { pension: null }];
    expect(describeIn({ data: { people }, citizenLookups })).toMatchObject([
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
    const [absence] = describeIn({ data: { people }, citizenLookups });
    expect(absence?.paths).toHaveLength(20);
    expect(absence?.paths[19]).toEqual(['people', 19, 'pension']);
  });
});

describe('people whom a bureau asked for', () => {
  const lookupKeys = new Map([
    ['one', 'citizen'],
    ['other', 'citizen'],
    ['many', 'citizens'],
  ]);

  it('and did not get are absent at their places, with one answer for every reason', () => {
    const absences = describeIn({
      lookupKeys,
      data: { one: null, other: null, many: [{ name: '张三' }, null, null] },
    });
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

  it.each<[string, Record<string, unknown> | null]>([
    ['and got', { one: { name: '张三' }, many: [{ name: '李四' }] }],
    ['when the list is empty', { many: [] }],
    ['when the question was skipped', {}],
    ['when there is no answer at all', null],
  ])('%s are not said to be absent', (_how, data) => {
    expect(describeIn({ lookupKeys, data })).toEqual([]);
  });

  it('are listed to the length of the longest list that may be asked for', () => {
    const absences = describeIn({ lookupKeys, data: { many: Array.from({ length: 300 }, () => null) } });
    expect(absences[0]?.paths).toHaveLength(200);
    expect(absences[0]?.paths[199]).toEqual(['many', 199]);
  });

  it('are told of in Chinese too', () => {
    const [english] = describeIn({ lookupKeys, data: { one: null } });
    const [chinese] = describeIn({ lookupKeys, data: { one: null }, language: 'zh' });
    expect(chinese?.message).toMatch(/\p{Script=Han}/u);
    expect(english?.message).not.toMatch(/\p{Script=Han}/u);
    expect(chinese?.provider).toBe(providerOf('population.identity')?.zh);
  });
});

describe('absences of every kind', () => {
  it('stand one after the other: refused, empty, unmatched', () => {
    const absences = describeIn({
      refused: new Map([['Citizen.phone', [['one', 'phone']]]]),
      decisions: new Map([['population.contact', refusal]]),
      data: { one: { phone: null, pension: null }, other: null },
      citizenLookups,
      lookupKeys: new Map([
        ['one', 'citizen'],
        ['other', 'citizen'],
      ]),
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
      data: { people: [{ pension: null }] },
      citizenLookups,
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
