// Resident IDs: the rules of GB 11643, both forms of one citizen, permits and permanent-residence cards.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  canonicalNumber,
  legacyToCanonical,
  parseResidentId,
  residentIdCheckCharacter,
} from '../../schema/contract/resident-id.js';
import { AREA_CODES } from '../../schema/contract/area-codes.js';
import type { IdentifierProblem } from '../../schema/contract/identifier-problem.js';
import { HOSTILE_INPUT } from './hostile-input.js';

const EXAMPLE = '11010519491231002X';

const day = fc
  .date({ min: new Date('1850-01-01T00:00:00Z'), max: new Date('2030-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const sequence = fc.integer({ min: 0, max: 999 }).map((number) => String(number).padStart(3, '0'));
const area = fc.constantFrom(...AREA_CODES.map(({ code }) => code), '110105', '810000', '820000', '830000');
const residentId = fc
  .tuple(area, day, sequence)
  .map(([code, birth, number]) => complete(code + birth + number));

function complete(first17: string): string {
  return first17 + residentIdCheckCharacter(first17);
}

function problemOf(input: string): IdentifierProblem {
  const answer = parseResidentId(input);
  if (answer.ok) throw new Error('expected a problem');
  return answer.problem;
}

describe('a resident ID', () => {
  it('gives its area, birth date and sex', () => {
    expect(parseResidentId(EXAMPLE)).toEqual({
      ok: true,
      value: {
        kind: 'RESIDENT_ID',
        form: 'current18',
        canonical: EXAMPLE,
        areaCode: '110105',
        birthDate: '1949-12-31',
        sex: 'FEMALE',
      },
    });
  });

  it.each([
    ['a lower-case x', '11010519491231002x'],
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
    ['a full-width lower-case x', '11010519491231002ｘ'],
    ['spaces around it', '\t 11010519491231002X\u3000'],
  ])('is the same number with %s', (_what, input) => {
    expect(parseResidentId(input)).toMatchObject({ ok: true, value: { canonical: EXAMPLE } });
  });

  it.each([
    ['17 characters', '11010519491231002', /^Wrong length: it must have 15 or 18 characters\.$/],
    ['19 characters', `${EXAMPLE}0`, /length/],
    ['an inner space', '110105 9491231002X', /position 7 /],
    ['an X elsewhere', '1101051949123100X2', /position 17 /],
    ['a letter', 'A1010519491231002X', /position 1 /],
    ['Arabic-Indic digits', '١10105194912310021', /position 1 /],
    ['a dotless i for a letter', '11010519491231002ı', /position 18 /],
    ['a zero-width space', '11010519491231\u200B02X', /position 15 /],
    ['a day that does not exist', complete('34120219990229001'), /birth date/],
    ['month 13', complete('34120219991301001'), /birth date/],
    ['day 0', complete('34120219990100001'), /birth date/],
    ['a birth in 1849', complete('34120218491231001'), /birth date/],
    ['an area of Fuyang never issued', complete('34129919900101001'), /area code/],
    ['an area of the former Fuyang prefecture never issued', complete('34213119900101001'), /area code/],
    ['a province that does not exist', complete('66010119900101001'), /area code/],
    ['an area of Hong Kong that is no permit', complete('81000119900101001'), /area code/],
    ['another check character', '110105194912310021', /check character/],
  ])('is refused with %s', (_what, input, expected) => {
    expect(problemOf(input).en).toMatch(expected);
  });

  it.each(AREA_CODES.map(({ code, zh }) => [code, zh]))('may be issued by %s %s', (code) => {
    expect(parseResidentId(complete(`${code}19900101001`))).toMatchObject({
      ok: true,
      value: { areaCode: code },
    });
  });

  it('may be issued by any county of another city', () => {
    expect(parseResidentId(complete('52262219900101001'))).toMatchObject({ ok: true });
  });

  it('accepts the first day of 1850 and a leap day', () => {
    expect(parseResidentId(complete('11010118500101001')).ok).toBe(true);
    expect(parseResidentId(complete('34120220000229001')).ok).toBe(true);
  });

  it.each([
    ['810000', 'Hong Kong'],
    ['820000', 'Macau'],
    ['830000', 'Taiwan'],
  ])('of area %s is a residence permit of %s', (code) => {
    expect(parseResidentId(complete(`${code}19900101001`))).toMatchObject({
      ok: true,
      value: { kind: 'HK_MACAU_TAIWAN_PERMIT', areaCode: code, birthDate: '1990-01-01', sex: 'MALE' },
    });
  });

  it('survives being taken apart and recognises every number made by its rules', () => {
    fc.assert(
      fc.property(residentId, (number) => {
        const answer = parseResidentId(number);
        if (!answer.ok || answer.value.kind === 'FOREIGN_RESIDENT_CARD') return false;
        const { areaCode, birthDate, canonical, sex } = answer.value;
        expect(canonical).toBe(number);
        expect(sex).toBe(Number(number.charAt(16)) % 2 ? 'MALE' : 'FEMALE');
        return number.startsWith(areaCode + birthDate.replaceAll('-', ''));
      }),
    );
  });

  it('is refused when any one character is mistyped', () => {
    fc.assert(
      fc.property(
        residentId,
        fc.nat({ max: 17 }),
        fc.constantFrom(...'0123456789X'),
        (number, index, typed) => {
          fc.pre(number.charAt(index) !== typed);
          expect(parseResidentId(number.slice(0, index) + typed + number.slice(index + 1)).ok).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is refused when any two neighbours are swapped', () => {
    fc.assert(
      fc.property(residentId, fc.nat({ max: 16 }), (number, index) => {
        const [left, right] = [number.charAt(index), number.charAt(index + 1)];
        fc.pre(left !== right);
        expect(parseResidentId(number.slice(0, index) + right + left + number.slice(index + 2)).ok).toBe(
          false,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a 15-digit number', () => {
  it('is the same citizen as its 18-character form', () => {
    expect(parseResidentId('110105491231002')).toEqual({
      ok: true,
      value: {
        kind: 'RESIDENT_ID',
        form: 'legacy15',
        canonical: EXAMPLE,
        areaCode: '110105',
        birthDate: '1949-12-31',
        sex: 'FEMALE',
      },
    });
    expect(legacyToCanonical('110105491231002')).toBe(EXAMPLE);
  });

  it.each(['996', '997', '998', '999'])('with sequence %s was born in the 1800s', (last) => {
    expect(parseResidentId(`110105991231${last}`)).toMatchObject({
      ok: true,
      value: { birthDate: '1899-12-31' },
    });
  });

  it('with sequence 995 was born in the 1900s', () => {
    expect(parseResidentId('110105991231995')).toMatchObject({
      ok: true,
      value: { birthDate: '1999-12-31' },
    });
  });

  it.each([
    ['an impossible date', '110105491331002', /birth date/],
    ['the 29th of February 1900, which was no leap year', '110105000229002', /birth date/],
    ['a birth before 1850', '110105491231996', /birth date/],
    ['an X', '11010549123100X', /position 15 /],
    ['an unknown area', '341299491231002', /area code/],
    ['the area of a residence permit', '810000900101001', /area code/],
  ])('is refused with %s', (_what, input, expected) => {
    expect(problemOf(input).en).toMatch(expected);
  });

  it('compares equal to its 18-character form, and to no other citizen', () => {
    const legacy = fc.tuple(fc.constantFrom('341202', '342121', '110105'), day, sequence);
    fc.assert(
      fc.property(legacy, legacy, ([code, birth, last], [otherCode, otherBirth, otherLast]) => {
        const short = code + birth.slice(2) + last;
        const other = otherCode + otherBirth.slice(2) + otherLast;
        fc.pre(parseResidentId(short).ok && parseResidentId(other).ok && short !== other);
        expect(canonicalNumber(short)).toEqual(canonicalNumber(legacyToCanonical(short)));
        expect(canonicalNumber(short)).not.toEqual(canonicalNumber(other));
      }),
    );
  });
});

describe("a foreigner's permanent-residence card", () => {
  it('of the new kind gives province, nationality, birth date and sex', () => {
    const number = complete('93484019800515012');
    expect(parseResidentId(number)).toEqual({
      ok: true,
      value: {
        kind: 'FOREIGN_RESIDENT_CARD',
        form: 'current18',
        canonical: number,
        province: '34',
        nationality: '840',
        birthDate: '1980-05-15',
        sex: 'FEMALE',
      },
    });
  });

  it('of the old kind gives the nationality and no birth date, since its century is unknown', () => {
    expect(parseResidentId('usa341280051512')).toEqual({
      ok: true,
      value: {
        kind: 'FOREIGN_RESIDENT_CARD',
        form: 'legacy15',
        canonical: 'USA341280051512',
        nationality: 'USA',
      },
    });
  });

  it.each([
    ['an unknown province', complete('99984019800515012'), /area code/],
    ['an impossible birth date', complete('93484019801315012'), /birth date/],
    ['a wrong check character', `${complete('93484019800515012').slice(0, 17)}?`, /position 18 /],
    ['two letters', 'US0341280051512', /position 3 /],
    ['four letters', 'USAA41280051512', /position 4 /],
    ['an impossible day in the old form', 'USA341280133112', /birth date/],
  ])('is refused with %s', (_what, input, expected) => {
    expect(problemOf(input).en).toMatch(expected);
  });
});

describe('the comparison key of a number', () => {
  it.each([
    ['a lower-case x', '11010519491231002x', EXAMPLE],
    ['the old form', '110105491231002', EXAMPLE],
    ['a travel permit', 'h12345678', 'H12345678'],
    ['a renewed travel permit', 'H1234567802', 'H12345678'],
    ['a passport', 'e12345678', 'E12345678'],
  ])('is one for %s', (_what, input, key) => {
    expect(canonicalNumber(input)).toEqual({ ok: true, value: key });
  });

  it('is refused to a mistyped resident ID rather than taken for another document', () => {
    for (const input of ['110105194912310021', '110105491331002', '11010519491231002', 'USA341280133112']) {
      expect(canonicalNumber(input).ok).toBe(false);
    }
  });
});

describe('what a resident ID is refused with', () => {
  it('says nothing of the number, not even what its check character should have been', () => {
    const damaged = fc
      .tuple(residentId, fc.nat({ max: 17 }), fc.constantFrom(...'0123456789X? '))
      .map(([number, index, typed]) => number.slice(0, index) + typed + number.slice(index + 1));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.stringMatching(/^[0-9]{12,20}$/)), (input) => {
        const answer = parseResidentId(input);
        fc.pre(!answer.ok);
        const text = answer.ok ? '' : answer.problem.zh + answer.problem.en;
        for (let index = 0; index + 4 <= input.length; index++)
          expect(text).not.toContain(input.slice(index, index + 4));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same for every wrong check character', () => {
    const answers = [...'0123456789'].map((typed) =>
      JSON.stringify(parseResidentId(`11010519491231002${typed}`)),
    );
    expect(new Set(answers).size).toBe(1);
  });
});

describe('hostile input', () => {
  it('is refused without delay', () => {
    const started = performance.now();
    for (const input of HOSTILE_INPUT) {
      expect(parseResidentId(input).ok).toBe(false);
      expect(canonicalNumber(input).ok).toBe(false);
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('never makes the parser throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => typeof parseResidentId(input).ok === 'boolean'),
    );
  });
});

describe('the functions for generators', () => {
  it('throw on what they cannot complete, without repeating it', () => {
    expect(() => residentIdCheckCharacter('1101051949123100')).toThrow(RangeError);
    expect(() => legacyToCanonical('11010549123100')).toThrow(RangeError);
    expect(() => legacyToCanonical('11010549123100')).not.toThrow(/\d{4}/);
  });
});
