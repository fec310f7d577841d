// The retirement rule against the comparison tables that were published with the decision (渐进式延迟法定退休年龄对照表).
import { describe, expect, it } from '@jest/globals';
import {
  minimumContributionMonths,
  statutoryRetirement,
  type RetirementClass,
} from '../../subgraphs/social-security/retirement.js';

type Case = [birth: string, month: string, years: number, months: number];

function expectTable(of: Omit<RetirementClass, 'birthDate'>, cases: Case[]): void {
  for (const [birth, month, years, months] of cases) {
    expect([birth, statutoryRetirement({ ...of, birthDate: `${birth}-15` })]).toEqual([
      birth,
      { month, ageMonths: years * 12 + months },
    ]);
  }
}

describe('The statutory retirement', () => {
  it('moves men from 60 to 63, a month per four months of birth', () => {
    expectTable({ sex: 'MALE', originalAge: 60 }, [
      ['1964-12', '2024-12', 60, 0],
      ['1965-01', '2025-02', 60, 1],
      ['1965-04', '2025-05', 60, 1],
      ['1965-05', '2025-07', 60, 2],
      ['1966-12', '2027-06', 60, 6],
      ['1970-08', '2032-01', 61, 5],
      ['1976-08', '2039-07', 62, 11],
      ['1976-09', '2039-09', 63, 0],
      ['1990-03', '2053-03', 63, 0],
    ]);
  });

  it('moves women who retired at 55 to 58, a month per four months of birth', () => {
    expectTable({ sex: 'FEMALE', originalAge: 55 }, [
      ['1969-12', '2024-12', 55, 0],
      ['1970-01', '2025-02', 55, 1],
      ['1970-05', '2025-07', 55, 2],
      ['1981-08', '2039-07', 57, 11],
      ['1981-09', '2039-09', 58, 0],
    ]);
  });

  it('moves women who retired at 50 to 55, a month per two months of birth', () => {
    expectTable({ sex: 'FEMALE', originalAge: 50 }, [
      ['1974-12', '2024-12', 50, 0],
      ['1975-01', '2025-02', 50, 1],
      ['1975-02', '2025-03', 50, 1],
      ['1975-03', '2025-05', 50, 2],
      ['1984-10', '2039-09', 54, 11],
      ['1984-11', '2039-11', 55, 0],
    ]);
  });

  it('refuses an original age that the sex never had', () => {
    expect(() => statutoryRetirement({ sex: 'MALE', birthDate: '1970-01-01', originalAge: 55 })).toThrow(
      RangeError,
    );
    expect(() => statutoryRetirement({ sex: 'FEMALE', birthDate: '1970-01-01', originalAge: 60 })).toThrow(
      RangeError,
    );
  });
});

describe('The minimum of paid months', () => {
  it.each([
    ['2025-01', 180],
    ['2029-12', 180],
    ['2030-01', 186],
    ['2034-06', 210],
    ['2038-12', 234],
    ['2039-01', 240],
    ['2050-01', 240],
  ])('for %s is %i', (month, minimum) => {
    expect(minimumContributionMonths(month)).toBe(minimum);
  });
});
