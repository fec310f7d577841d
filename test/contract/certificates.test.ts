// Identifiers of real-estate units, electronic certificates and travel documents.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  eCertificateCheckCharacter,
  formatECertificateId,
  parseECertificateId,
} from '../../schema/contract/e-certificate-id.js';
import { parseRealEstateUnitCode } from '../../schema/contract/real-estate-unit-code.js';
import { parseAliasNumber } from '../../schema/contract/travel-permit.js';
import { HOSTILE_INPUT } from './hostile-input.js';

describe('a real-estate unit code', () => {
  it('is taken apart', () => {
    expect(parseRealEstateUnitCode('370105012002GB00001F00010751')).toEqual({
      ok: true,
      value: {
        canonical: '370105012002GB00001F00010751',
        countyCode: '370105',
        cadastralZone: '012',
        cadastralSubzone: '002',
        ownership: 'STATE',
        parcelKind: 'SURFACE',
        parcelSerial: '00001',
        fixture: 'BUILDING',
        fixtureSerial: '0001',
        unitSerial: '0751',
      },
    });
  });

  it('may be printed with spaces between its parts', () => {
    expect(parseRealEstateUnitCode('370105 012002 GB00001 F00010751')).toEqual(
      parseRealEstateUnitCode('370105012002gb00001f00010751'),
    );
  });

  it('names bare land by W and zeros', () => {
    expect(parseRealEstateUnitCode('341202001001JC00012W00000000')).toMatchObject({
      ok: true,
      value: { ownership: 'COLLECTIVE', parcelKind: 'HOMESTEAD', fixture: 'NONE' },
    });
  });

  it.each([
    ['27 characters', '370105012002GB00001F0001075', /28 characters/],
    ['an unknown ownership', '370105012002AB00001F00010751', /position 13 /],
    ['an unknown parcel kind', '370105012002GI00001F00010751', /position 14 /],
    ['an unknown fixture', '370105012002GB00001A00010751', /position 20 /],
    ['a unit on bare land', '370105012002GB00001W00000001', /position 28 /],
    ['a letter in the county', '37010A012002GB00001F00010751', /position 6 /],
  ])('is refused with %s', (_what, input, expected) => {
    const answer = parseRealEstateUnitCode(input);
    expect(answer.ok ? '' : answer.problem.en).toMatch(expected);
  });

  it('is accepted exactly when the pattern of GB/T 37346 is', () => {
    const pattern = /^\d{12}[GJZ][ABSXCDEFHGWY]\d{5}(W0{8}|[FLQ]\d{8})$/;
    const near = fc.stringMatching(/^\d{12}[A-Z]{2}\d{5}[A-Z](0{8}|\d{8})$/);
    fc.assert(
      fc.property(fc.oneof(fc.stringMatching(pattern), near), (code) => {
        expect(parseRealEstateUnitCode(code).ok).toBe(pattern.test(code));
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when hostile', () => {
    for (const input of HOSTILE_INPUT) expect(parseRealEstateUnitCode(input).ok).toBe(false);
  });
});

describe('an electronic certificate identifier', () => {
  it.each([
    '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S',
    '1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F',
    '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0',
  ])('%s, as issued, is valid and can be made from its parts', (id) => {
    const answer = parseECertificateId(id);
    expect(answer).toMatchObject({ ok: true, value: { canonical: id } });
    if (answer.ok) expect(formatECertificateId(answer.value)).toBe(id);
  });

  it.each([
    ['another root', '1.2.156.3005.3.11100000000013338W032.11220000013544541J.2430599.001.F', /consists of/],
    ['a part missing', '1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.F', /consists of/],
    [
      'a part too many',
      '1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F.F',
      /consists of/,
    ],
    ['an empty serial', '1.2.156.3005.2.11100000000013338W032.11220000013544541J..001.F', /consists of/],
    [
      'an issuer without valid code',
      '1.2.156.3005.2.11100000000013338W032.11220000013544541K.2430599.001.F',
      /issuing/,
    ],
    [
      'another check character',
      '1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.G',
      /check/,
    ],
    ['a hyphen', '1.2.156.3005.2.11100000000013338W032.11220000013544541J.243-599.001.F', /position 60 /],
  ])('is refused with %s', (_what, input, expected) => {
    const answer = parseECertificateId(input);
    expect(answer.ok ? '' : answer.problem.en).toMatch(expected);
  });

  it('is refused when any one character of the serial is mistyped', () => {
    const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const type = '11100000000013338W032';
    const issuer = '11220000013544541J';
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-Z]{1,32}$/),
        fc.nat({ max: 31 }),
        fc.constantFrom(...characters),
        (serial, at, typed) => {
          const index = at % serial.length;
          fc.pre(serial.charAt(index) !== typed);
          const id = formatECertificateId({ type, issuer, serial, version: '001' });
          const wrong = serial.slice(0, index) + typed + serial.slice(index + 1);
          expect(parseECertificateId(id).ok).toBe(true);
          expect(parseECertificateId(id.replace(`.${serial}.`, `.${wrong}.`)).ok).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is refused when hostile, and gets no check character from something else', () => {
    for (const input of HOSTILE_INPUT) {
      expect(parseECertificateId(input).ok).toBe(false);
      expect(parseECertificateId(`1.2.156.3005.2.${input}`).ok).toBe(false);
    }
    expect(() => eCertificateCheckCharacter('A.B')).toThrow(RangeError);
  });
});

describe('another document of a person', () => {
  it.each([
    ['H12345678', 'HK_MACAU_TRAVEL_PERMIT', 'H12345678'],
    ['m1234567801', 'HK_MACAU_TRAVEL_PERMIT', 'M12345678'],
    ['12345678', 'TAIWAN_TRAVEL_PERMIT', '12345678'],
    [' Ｅ12345678 ', 'PASSPORT', 'E12345678'],
    ['C01X00T47', 'PASSPORT', 'C01X00T47'],
  ])('%s is a %s', (input, kind, canonical) => {
    expect(parseAliasNumber(input)).toEqual({ ok: true, value: { kind, canonical } });
  });

  it.each([
    '',
    'E123',
    'E1234 5678',
    'E-1234567',
    '110105194912310',
    '11010519491231002',
    'ABCDEFGHIJKLMNOPQR',
    'PASSPORT',
  ])('“%s” is none', (input) => {
    expect(parseAliasNumber(input).ok).toBe(false);
  });

  it('is refused without repeating it', () => {
    const answer = parseAliasNumber('110105491231002');
    expect(JSON.stringify(answer)).not.toMatch(/\d{4}/);
  });

  it('is refused when hostile', () => {
    for (const input of HOSTILE_INPUT) expect(parseAliasNumber(input).ok).toBe(false);
  });
});
