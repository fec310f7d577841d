// From a response body to values that can't be read without their state.
import { describe, expect, it } from '@jest/globals';
import type { Answered } from '../../schema/client/answer.js';
import type { Told } from '../../schema/client/told.js';
import { readAnswer } from '../../schema/client/read-answer.js';
import type { Absence, YihaoExtension } from '../../schema/contract/extension.js';
import { AskPension, type PensionData } from '../support/client-operations.js';

const pension = { monthlyAmount: '3000.00' };
const live = {
  ...{ resource: 'social-security.pension', department: 'social-security', provider: '人社局' },
  ...{ asOf: '2026-11-22T08:00:00Z', state: 'live' as const },
};

function absence(paths: Absence['paths'], more: Partial<Absence> = {}): Absence {
  return {
    reason: 'NOT_HELD',
    coordinate: 'Citizen.pension',
    paths,
    provider: '人社局',
    message: '没有',
    ...more,
  };
}

function read(
  data: unknown,
  yihao: Partial<YihaoExtension> = {},
  errors?: readonly object[],
): Answered<PensionData> {
  const text = JSON.stringify({ data, ...(errors && { errors }), extensions: { yihao } });
  const answer = readAnswer({ kind: 'response', status: 200, headers: {}, text }, AskPension, 'zh');
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer;
}

const pensionOf = (...what: Parameters<typeof read>) => read(...what).data.me?.pension;

describe('a field that a citizen has', () => {
  it('comes with how fresh it is and who says so', () => {
    expect(pensionOf({ me: { pension } }, { freshness: [live] })).toEqual({
      ...{ state: 'present', value: pension, masked: false },
      ...{ freshness: 'live', asOf: live.asOf, provider: '人社局' },
    });
  });

  it('comes without them where the answer does not say', () => {
    expect(pensionOf({ me: { pension } })).toEqual({ state: 'present', value: pension, masked: false });
  });

  it.each([
    ['Citizen.pension', true],
    ['Pension.account', true],
    ['Citizen.phone', false],
  ])('says whether it is masked: %s', (coordinate, masked) => {
    expect(pensionOf({ me: { pension } }, { masked: [coordinate] })).toMatchObject({ masked });
  });

  it('can be false, zero or the empty text', () => {
    for (const value of [false, 0, ''])
      expect(pensionOf({ me: { pension: value } })).toMatchObject({ state: 'present', value });
  });

  it('is left out where the operation left it out', () => {
    expect(read({ me: { id: 'a', pension } }).data.me).not.toHaveProperty('tenancies');
  });
});

describe('a field that has nothing', () => {
  it('says why, by its own place', () => {
    expect(pensionOf({ me: { pension: null } }, { absences: [absence([['me', 'pension']])] })).toEqual({
      ...{ state: 'absent', reason: 'NOT_HELD', message: '没有', provider: '人社局' },
    });
  });

  it('takes no other place’s reason', () => {
    const absences = [
      absence([['citizens', 0, 'pension']]),
      absence([['me', 'pension']], { coordinate: 'Person.x' }),
    ];
    expect(pensionOf({ me: { pension: null } }, { absences })).toMatchObject({ reason: 'UNKNOWN' });
  });

  it('has none where the gateway gave none, and says who answered', () => {
    expect(pensionOf({ me: { pension: null } }, { freshness: [live] })).toEqual({
      ...{ state: 'absent', reason: 'UNKNOWN', provider: '人社局' },
      message: '此项没有内容，登记机关未说明原因。',
    });
  });

  it.each<[string, readonly (string | number)[], string]>([
    ['SOURCE_DOWN', ['me', 'pension'], 'SOURCE_DOWN'],
    ['SOURCE_ERROR', ['me', 'pension', 'monthlyAmount'], 'UNKNOWN'],
    ['SOURCE_DOWN', ['me'], 'SOURCE_DOWN'],
  ])('says what an error says: %s at %j', (code, path, reason) => {
    const error = { message: '部门没有答复', path, extensions: { code } };
    expect(pensionOf({ me: { pension: null } }, {}, [error])).toEqual({
      ...{ state: 'absent', reason, message: '部门没有答复' },
    });
  });

  it('says nothing of an error elsewhere, or nowhere', () => {
    const errors = [['me', 'tenancies'], undefined].map((path) => ({
      ...{ message: '别处', path, extensions: { code: 'SOURCE_DOWN' } },
    }));
    expect(pensionOf({ me: { pension: null } }, {}, errors)).toMatchObject({ reason: 'UNKNOWN' });
  });

  it('is an empty list too, when the gateway says why it is empty', () => {
    const place = { coordinate: 'Citizen.tenancies', reason: 'PARTIAL_COVERAGE' as const };
    const { data } = read({ me: { tenancies: [] } }, { absences: [absence([['me', 'tenancies']], place)] });
    expect(data.me?.tenancies).toMatchObject({ state: 'absent', reason: 'PARTIAL_COVERAGE' });
    expect(read({ me: { tenancies: [] } }).data.me?.tenancies).toMatchObject({ state: 'present', value: [] });
  });
});

describe('many citizens', () => {
  const paths = Array.from({ length: 20 }, (_, index) => ['citizens', index, 'pension']);
  const states = (data: unknown): unknown[] =>
    (data as { citizens: ({ pension: Told<unknown> } | null)[] }).citizens.map(
      (one) => one && (one.pension.state === 'absent' ? one.pension.reason : one.pension.value),
    );

  it('are told one by one, and who is nobody stays nobody', () => {
    const citizens = [{ pension }, null, { pension: null }];
    const { data } = read({ citizens }, { absences: [absence([['citizens', 2, 'pension']])] });
    expect(states(data)).toEqual([pension, null, 'NOT_HELD']);
  });

  it('have the reason of the field where the gateway stopped naming places', () => {
    const citizens = Array.from({ length: 30 }, (_, index) => ({ pension: index === 25 ? pension : null }));
    const { data } = read({ citizens }, { absences: [absence(paths)] });
    expect(new Set(states(data).filter((one) => one !== pension && typeof one === 'string'))).toEqual(
      new Set(['NOT_HELD']),
    );
    expect(states(data)[25]).toEqual(pension);
  });
});
