// Which of a person's numbers a department's record is under.
import { describe, expect, it } from '@jest/globals';
import { currentNumber, numberHeldBy } from '../../scripts/seed/held-number.js';
import type { HeldNumber, Person } from '../../scripts/seed/world.js';

function holder(...numbers: HeldNumber[]): Person {
  return {
    ...{ index: 0, citizenId: '0', name: '某人', sex: 'MALE', birthDate: '1970-01-01', numbers },
    ...{ nationality: 'CHN', level: 'L4', hukou: 'LOCAL', work: [], cadre: false },
  };
}

const upgraded = holder(
  {
    ...{ number: '342101700101001', kind: 'RESIDENT_ID_15', validFrom: '1984-05-01' },
    ...{ validTo: '1999-10-01', endReason: 'UPGRADED' },
  },
  { number: '342101197001010015', kind: 'RESIDENT_ID', validFrom: '1999-10-01' },
);
const fromHongKong = holder(
  {
    ...{ number: 'H12345678', kind: 'TRAVEL_PERMIT', validFrom: '2012-01-01' },
    ...{ validTo: '2019-03-04', endReason: 'REPLACED' },
  },
  { number: '810000197001010015', kind: 'HK_MACAU_TAIWAN_PERMIT', validFrom: '2019-03-04' },
);

describe('numberHeldBy', () => {
  it('is the number in use on the day of the record', () => {
    expect(numberHeldBy(upgraded, 'social-security', '1995-07-01')).toBe('342101700101001');
    expect(numberHeldBy(upgraded, 'social-security', '1999-10-01')).toBe('342101197001010015');
    expect(numberHeldBy(fromHongKong, 'land', '2019-03-03')).toBe('H12345678');
    expect(numberHeldBy(fromHongKong, 'land', '2019-03-04')).toBe('810000197001010015');
  });

  it('is the 15-digit one for some years longer where an office was slow to change', () => {
    expect(numberHeldBy(upgraded, 'utilities', '2003-01-01')).toBe('342101700101001');
    expect(numberHeldBy(upgraded, 'utilities', '2005-01-01')).toBe('342101197001010015');
    expect(numberHeldBy(upgraded, 'land', '2001-01-01')).toBe('342101700101001');
  });

  it('is the current one in the population register, whenever the record was made', () => {
    expect(numberHeldBy(upgraded, 'population', '1990-01-01')).toBe(currentNumber(upgraded));
  });

  it('is the first one for records older than any number', () => {
    expect(numberHeldBy(upgraded, 'social-security', '1980-01-01')).toBe('342101700101001');
  });
});
