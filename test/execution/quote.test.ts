import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quote } from '../../gateway/execution/quote.js';

describe('a JSON string literal', () => {
  it.each([
    '',
    'plain',
    '张三',
    '"',
    '\\',
    '\n',
    '\u0000',
    '\u001f',
    ' ',
    '\u007f',
    '\u2028',
    '\u2029',
    '😀',
  ])('of %j is as JSON.stringify writes it', (text) => {
    expect(quote(text)).toBe(JSON.stringify(text));
  });

  it.each(['\ud800', '\udbff', '\udc00', '\udfff', 'a\ud83d', '\ude00b', '\ude00\ud83d', '\ud7ff', '\ue000'])(
    'of a lone surrogate or its neighbours (%j) is as JSON.stringify writes it',
    (text) => {
      expect(quote(text)).toBe(JSON.stringify(text));
    },
  );

  it('of any code units is as JSON.stringify writes it', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const special = fc.constantFrom('"', '\\', '\u0001', '\ud800', '\udfff', '/', '\u2028');
    fc.assert(
      fc.property(fc.array(fc.oneof(unit, special)), (units) => {
        expect(quote(units.join(''))).toBe(JSON.stringify(units.join('')));
      }),
      { numRuns: 500 },
    );
  });
});
