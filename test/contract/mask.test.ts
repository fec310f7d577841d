// Masks: what stays readable, and that the rest never does.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mask, type MaskKind } from '../../schema/contract/mask.js';
import { HOSTILE_INPUT } from './hostile-input.js';

const KINDS: readonly MaskKind[] = [
  'NAME',
  'RESIDENT_ID',
  'PHONE',
  'BANK_CARD',
  'ADDRESS',
  'ACCOUNT',
  'CERTIFICATE',
];
const FIXED: readonly MaskKind[] = ['RESIDENT_ID', 'PHONE', 'BANK_CARD', 'ACCOUNT', 'CERTIFICATE'];

describe('a mask', () => {
  it.each<[MaskKind, string, string]>([
    ['NAME', '张三', '张**'],
    ['NAME', '欧阳娜娜', '欧**'],
    ['NAME', '张', '张**'],
    ['NAME', ' 张三', '张**'],
    ['NAME', '\u{20BB7}田', '\u{20BB7}**'],
    ['NAME', '葛\u{E0100}洪', '葛\u{E0100}**'],
    ['NAME', 'e\u0301lise', 'e\u0301**'],
    ['NAME', '阿卜杜拉·买买提', '阿**'],
    ['RESIDENT_ID', '11010519491231002X', '1****************X'],
    ['RESIDENT_ID', '110105491231002', '1****************2'],
    ['RESIDENT_ID', '11010', '****************'],
    ['PHONE', '13812345678', '138****5678'],
    ['PHONE', '+8613812345678', '+86****5678'],
    ['PHONE', '22612345', '****'],
    ['PHONE', '110', '****'],
    ['BANK_CARD', '6222021234567890123', '****0123'],
    ['BANK_CARD', '62220212345', '****'],
    ['ACCOUNT', '341202000123', '****0123'],
    ['ACCOUNT', '3412020001', '****'],
    ['CERTIFICATE', '皖(2023)阜阳市不动产权第0012345号', '皖(****5号'],
    ['CERTIFICATE', 'J341202-2023-000123', 'J3****23'],
    ['CERTIFICATE', 'E123456', '****'],
  ])('of %s %s is %s', (kind, value, masked) => {
    expect(mask(kind, value)).toBe(masked);
  });

  it.each([
    ['安徽省阜阳市颍州区文峰街道颍河西路12号3栋501室', '安徽省阜阳市颍州区文峰街道****'],
    ['阜阳市颍州区人民西路88号', '阜阳市颍州区人民西路****'],
    ['深圳市南山区深南大道10000号', '深圳市南山区深南大道****'],
    ['亳州市谯城区古井镇王庄村5组', '亳州市谯城区古井镇****'],
    ['太和县双浮乡李村', '太和县双浮乡****'],
    ['阜阳市颍州区金山小区3栋', '阜阳市颍州区****'],
    ['阜阳市金山小区3栋', '阜阳市****'],
    ['界首市东城社区8号', '界首市****'],
    ['阜阳市颍州区五号院文化路', '阜阳市颍州区****'],
    ['阜阳市颍州区302省道东侧人民路', '阜阳市颍州区****'],
    ['阜阳市颍州区３０２省道人民路', '阜阳市颍州区****'],
    ['3栋501室', '****'],
    ['No. 5, Renmin Road', '****'],
  ])('of the address %s is %s', (value, masked) => {
    expect(mask('ADDRESS', value)).toBe(masked);
  });

  it.each(KINDS)('of nothing is nothing for %s, and of spaces it is stars', (kind) => {
    expect(mask(kind, '')).toBe('');
    expect(mask(kind, '  \u3000')).toBe('****');
  });

  it.each(FIXED)('of %s shows at most its two ends, whatever the length', (kind) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,30}$/), (value) => {
        const [head = '', tail = ''] = mask(kind, value).split(/\*+/);
        expect(value.startsWith(head) && value.endsWith(tail)).toBe(true);
        expect(head.length + tail.length).toBeLessThanOrEqual(7);
        expect(value.length - head.length - tail.length).toBeGreaterThanOrEqual(Math.min(value.length, 4));
      }),
    );
  });

  it.each<MaskKind>(['BANK_CARD', 'ACCOUNT'])('of %s never shows more than a third', (kind) => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,30}$/), (value) => {
        expect(mask(kind, value).replaceAll('*', '').length * 3).toBeLessThanOrEqual(value.length);
      }),
    );
  });

  it.each(FIXED)('of %s hides how long the value is', (kind) => {
    const lengths = [14, 18, 30].map((length) => mask(kind, '1234567890'.repeat(3).slice(0, length)).length);
    expect(new Set(lengths).size).toBe(1);
  });

  it('of a name never holds what follows its first character, nor tells its length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'张王李赵钱孙'), { minLength: 2, maxLength: 8 }),
        (characters) => {
          expect(mask('NAME', characters.join(''))).toBe(`${characters[0]}**`);
        },
      ),
    );
  });

  it('of an address never holds a digit of any script, nor anything behind the first one', () => {
    const pieces = fc.constantFrom(
      '安徽省',
      '阜阳市',
      '颍州区',
      '人民路',
      '文峰街道',
      '12号',
      '３栋',
      '五',
      '٣',
      '王庄村',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const value = parts.join('');
        const kept = mask('ADDRESS', value).replaceAll('*', '');
        expect(kept).not.toMatch(/\p{N}/u);
        expect(value.startsWith(kept)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('never leaves half of a surrogate pair', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (kind, value) => {
          expect(mask(kind, value)).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
  });

  it.each(KINDS)('of hostile input is short and comes without delay for %s', (kind) => {
    const started = performance.now();
    for (const input of HOSTILE_INPUT) expect(mask(kind, input).length).toBeLessThanOrEqual(50);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
