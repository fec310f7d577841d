// Names as departments type them, compared.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { namesMatch, normaliseName } from '../../schema/contract/person-name.js';
import { HOSTILE_INPUT } from './hostile-input.js';

describe('a name', () => {
  it.each([
    ['outer spaces', ' 张三 ', '张三'],
    ['an inner space', '张 三', '张三'],
    ['ideographic spaces', '张\u3000\u3000三', '张三'],
    ['a line break', '张\r\n三', '张三'],
    ['a bullet', '阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['a hyphenation point', '阿卜杜拉‧买买提', '阿卜杜拉·买买提'],
    ['a katakana dot', '阿卜杜拉・买买提', '阿卜杜拉·买买提'],
    ['a half-width katakana dot', '阿卜杜拉･买买提', '阿卜杜拉·买买提'],
    ['a full-width stop', '阿卜杜拉．买买提', '阿卜杜拉·买买提'],
    ['a full stop', '阿卜杜拉.买买提', '阿卜杜拉·买买提'],
    ['spaces around the dot', '阿卜杜拉 · 买买提', '阿卜杜拉·买买提'],
    ['two dots for one', '阿卜杜拉·．买买提', '阿卜杜拉·买买提'],
    ['three parts', '古丽.阿依.买买提', '古丽·阿依·买买提'],
    ['lower case', 'john  smith', 'JOHN SMITH'],
    ['full-width letters', 'Ｊｏｈｎ　Ｓｍｉｔｈ', 'JOHN SMITH'],
    ['a stop that ends an initial', 'John F. Smith', 'JOHN F. SMITH'],
    ['a zero-width space', '张\u200B三', '张三'],
    ['a byte order mark', '\uFEFF张三', '张三'],
    ['an ideographic variation sequence', '葛\u{E0100}洪', '葛洪'],
    ['a decomposed accent', 'Jose\u0301', 'JOSé'],
    ['a compatibility ideograph', '\uFA19田', '神田'],
    ['a compatibility ideograph beyond the basic plane', '\u{2F804}一', '你一'],
    ['a rare character beyond the basic plane', '王\u{20BB7}', '王\u{20BB7}'],
  ])('is normalised with %s', (_what, typed, normal) => {
    expect(normaliseName(typed)).toBe(normal);
  });

  it.each(['Ⅷ', '㊚', '①', '㈠'])(
    'keeps %s, which compatibility folding would turn into another name',
    (character) => {
      expect(normaliseName(`王${character}`)).toBe(`王${character}`);
    },
  );

  it('is normal once normalised', () => {
    const typed = fc.array(fc.constantFrom(...'张三买·•.． 　aＢ\u200B'), { maxLength: 12 });
    fc.assert(
      fc.property(typed, (characters) => {
        const normal = normaliseName(characters.join(''));
        expect(normaliseName(normal)).toBe(normal);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('two names', () => {
  it('match across typing habits', () => {
    expect(namesMatch('阿依古丽．买买提', ' 阿依古丽·买买提')).toBe(true);
    expect(namesMatch('ＪＯＨＮ smith', 'John Smith')).toBe(true);
  });

  it.each([
    ['张三', '张三丰'],
    ['阿依古丽买买提', '阿依古丽·买买提'],
    ['JOHN SMITH', 'JOHNSMITH'],
    ['王Ⅷ', '王VIII'],
  ])('%s and %s do not match', (a, b) => {
    expect(namesMatch(a, b)).toBe(false);
  });

  it('never match when there is no name or no possible one', () => {
    expect(namesMatch('', '')).toBe(false);
    expect(namesMatch(' ', '\u200B')).toBe(false);
    expect(namesMatch('王'.repeat(201), '王'.repeat(201))).toBe(false);
  });

  it('are compared without delay when hostile', () => {
    const started = performance.now();
    for (const input of HOSTILE_INPUT) namesMatch(input, input);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
