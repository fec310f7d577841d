// The numbers of organisations: unified social credit codes and the organisation codes inside them.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  organisationCodeCheckCharacter,
  parseOrganisationCode,
} from '../../schema/contract/organisation-code.js';
import {
  parseUnifiedSocialCreditCode,
  unifiedSocialCreditCodeCheckCharacter,
} from '../../schema/contract/unified-social-credit-code.js';
import { HOSTILE_INPUT } from './hostile-input.js';

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];

const uscc = fc
  .tuple(
    fc.constantFrom('11', '12', '51', '91', '92', 'N1'),
    fc.constantFrom('341200', '440300', '100000'),
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 9, maxLength: 9 }),
  )
  .map(([head, area, tail]) => head + area + tail.join(''))
  .map((first17) => first17 + unifiedSocialCreditCodeCheckCharacter(first17));

describe('a unified social credit code', () => {
  it.each([
    '11100000000013338W',
    '11430000006122244L',
    '11220000013544541J',
    '11330105002500287C',
    '91330100799655058B',
    '9144030071526726XG',
    '914403001922038216',
  ])('%s is valid', (code) => {
    expect(parseUnifiedSocialCreditCode(code)).toMatchObject({ ok: true, value: { canonical: code } });
  });

  it('is taken apart', () => {
    expect(parseUnifiedSocialCreditCode(' ９144030071526726xg ')).toEqual({
      ok: true,
      value: {
        canonical: '9144030071526726XG',
        registrar: '9',
        category: '1',
        areaCode: '440300',
        organisationCode: '71526726X',
      },
    });
  });

  it.each([
    ['a length of 17', '9144030071526726X', /18 characters/],
    ['the letter I', '9144030071526726IG', /position 17 /],
    ['a letter in the area', '91A403007152672XGG', /position 3 /],
    ['a wrong check character', '9144030071526726XH', /check character/],
    ['an inner space', '91440300 1526726XG', /position 9 /],
  ])('is refused with %s', (_what, input, expected) => {
    const answer = parseUnifiedSocialCreditCode(input);
    expect(answer.ok ? '' : answer.problem.en).toMatch(expected);
  });

  it('is refused when any one character is mistyped', () => {
    fc.assert(
      fc.property(uscc, fc.nat({ max: 17 }), fc.constantFrom(...ALPHABET), (code, index, typed) => {
        fc.pre(code.charAt(index) !== typed);
        expect(parseUnifiedSocialCreditCode(code.slice(0, index) + typed + code.slice(index + 1)).ok).toBe(
          false,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused when any two neighbours are swapped', () => {
    fc.assert(
      fc.property(uscc, fc.nat({ max: 16 }), (code, index) => {
        const [left, right] = [code.charAt(index), code.charAt(index + 1)];
        fc.pre(left !== right);
        expect(
          parseUnifiedSocialCreditCode(code.slice(0, index) + right + left + code.slice(index + 2)).ok,
        ).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused when hostile', () => {
    for (const input of HOSTILE_INPUT) expect(parseUnifiedSocialCreditCode(input).ok).toBe(false);
  });

  it('gets no check character from what is not 17 of its characters', () => {
    expect(() => unifiedSocialCreditCodeCheckCharacter('9144030071526726')).toThrow(RangeError);
    expect(() => unifiedSocialCreditCodeCheckCharacter('9144030071526726I')).toThrow(RangeError);
  });
});

describe('an organisation code', () => {
  it.each(['71526726X', '79965505-8', '19220382-1', 'D2143569-X', '00001333-8'])('%s is valid', (code) => {
    expect(parseOrganisationCode(code)).toEqual({ ok: true, value: code.replace('-', '') });
  });

  it.each([
    ['a wrong check character', '715267261', /check character/],
    ['eight characters', '71526726', /9 characters/],
    ['a letter other than X at the end', '71526726A', /position 9 /],
    ['two hyphens', '71526726--X', /9 characters/],
  ])('is refused with %s', (_what, input, expected) => {
    const answer = parseOrganisationCode(input);
    expect(answer.ok ? '' : answer.problem.en).toMatch(expected);
  });

  it('is refused when any one digit is mistyped', () => {
    const code = fc
      .stringMatching(/^\d{8}$/)
      .map((first8) => first8 + organisationCodeCheckCharacter(first8));
    fc.assert(
      fc.property(code, fc.nat({ max: 8 }), fc.constantFrom(...'0123456789'), (valid, index, typed) => {
        fc.pre(valid.charAt(index) !== typed);
        expect(parseOrganisationCode(valid.slice(0, index) + typed + valid.slice(index + 1)).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused when hostile, and gets no check character from something else', () => {
    for (const input of HOSTILE_INPUT) expect(parseOrganisationCode(input).ok).toBe(false);
    expect(() => organisationCodeCheckCharacter('7152672')).toThrow(RangeError);
  });
});
