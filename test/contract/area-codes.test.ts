// The five cities' area codes.
import { describe, expect, it } from '@jest/globals';
import {
  AREA_CODES,
  areaName,
  cityName,
  isKnownAreaCode,
  mayHeadResidentId,
} from '../../schema/contract/area-codes.js';

describe('area codes', () => {
  it('are six digits and unique', () => {
    expect(AREA_CODES.every(({ code }) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(AREA_CODES.map(({ code }) => code)).size).toBe(AREA_CODES.length);
  });

  it.each([
    ['FUYANG', 8],
    ['BOZHOU', 4],
    ['SHENZHEN', 9],
    ['XIANGYANG', 9],
    ['JINZHOU', 7],
  ])('of %s number %i in force', (city, count) => {
    const inForce = AREA_CODES.filter((area) => area.city === city && area.inForce);
    expect(inForce).toHaveLength(count);
    expect(inForce.every(({ until }) => until === undefined)).toBe(true);
  });

  it.each([
    '342101 342103 342121 342122 342123 342127 342128 342129',
    '342126 342102 341281 342124 342125 342130 341223 341224 341227',
    '420603 420604 420611 420621 420622 420623',
    '440321',
    '210724 210725',
  ])('keep the retired ones %s known', (codes) => {
    for (const code of codes.split(' ')) {
      expect(isKnownAreaCode(code)).toBe(true);
      expect(AREA_CODES.find((area) => area.code === code)?.inForce).toBe(false);
    }
  });

  it.each([
    ['341202', { zh: '颍州区', en: 'Yingzhou District' }],
    ['210782', { zh: '北镇市', en: 'Beizhen City' }],
    ['440321', { zh: '宝安县', en: "Bao'an County" }],
    ['341200', { zh: '阜阳市', en: 'Fuyang' }],
    ['110105', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
  ])('name %s', (code, name) => {
    expect(areaName(code)).toEqual(name);
  });

  it('name the cities', () => {
    expect(cityName('XIANGYANG')).toEqual({ zh: '襄阳市', en: 'Xiangyang' });
  });

  it('hold exactly in the five cities and by province elsewhere', () => {
    expect(mayHeadResidentId('341299')).toBe(false);
    expect(mayHeadResidentId('341200')).toBe(false);
    expect(mayHeadResidentId('340102')).toBe(true);
    expect(mayHeadResidentId('710000')).toBe(true);
    expect(mayHeadResidentId('000000')).toBe(false);
    expect(mayHeadResidentId('')).toBe(false);
  });
});
