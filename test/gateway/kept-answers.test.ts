import { describe, expect, it } from '@jest/globals';
import type { Found } from '../../gateway/cache/look-up-request.js';
import type { RequestContext } from '../../gateway/context.js';
import type { CompiledOperation } from '../../gateway/execution/compile-operation.js';
import { WrittenData } from '../../gateway/http/stringify-answer.js';
import { createKeptAnswers, type AskedAnswer, type Use } from '../../gateway/kept-answers.js';

const compiled = { key: 'q' } as CompiledOperation;
const decisions = new Map();
const result = { data: new WrittenData('{"me":{"name":"周德福"}}'), errors: [], extensions: undefined };

const useOf = (state: Found['state']): Use => ({
  request: { department: 'population', owners: [['o']], lookUps: [], live: false, load: async () => [] },
  answer: [[{ text: '"周德福"', state, asOfMs: 1 }]],
});

function asking(context: Partial<RequestContext> = {}, others: Partial<AskedAnswer> = {}): AskedAnswer {
  const whole = {
    principal: { kind: 'citizen', client: 'portal', level: 'L3', citizen: { id: 'a', numbers: ['1'] } },
    identity: {
      caller: { kind: 'citizen', client: 'portal', citizen: 'a', level: 'L3' },
      subjects: [{ id: 'a', numbers: ['1'] }],
    },
    language: 'zh',
    refusalsInExtensionsOnly: false,
    live: false,
    down: new Set(),
    answeredAt: new Map(),
    uses: [useOf('cached')],
    ...context,
  } as unknown as RequestContext;
  return { compiled, decisions, variables: {}, context: whole, ...others };
}

describe('an answer', () => {
  it('is given again while all that it rests on is as it was', () => {
    let isStill = true;
    const answers = createKeptAnswers(100_000, () => isStill);
    answers.keep(asking(), result);
    expect(answers.find(asking())).toBe(result);
    isStill = false;
    expect(answers.find(asking())).toBeUndefined();
  });

  const identityOf = (id: string, level: string) =>
    ({
      caller: { kind: 'citizen', client: 'portal', citizen: id, level },
      subjects: [{ id, numbers: ['1'] }],
    }) as NonNullable<RequestContext['identity']>;

  it.each<[string, AskedAnswer]>([
    ['somebody else', asking({ identity: identityOf('b', 'L3') })],
    ['a login of another level', asking({ identity: identityOf('a', 'L1') })],
    ['another language', asking({ language: 'en' })],
    ['another way to show refusals', asking({ refusalsInExtensionsOnly: true })],
    ['other variables', asking({}, { variables: { first: 2 } })],
    ['another operation of the same key', asking({}, { compiled: { key: 'q' } as CompiledOperation })],
    ['other decisions', asking({}, { decisions: new Map() })],
    ['whoever wants it live', asking({ live: true })],
    ['a bureau', asking({ principal: { kind: 'bureau' } as RequestContext['principal'] })],
  ])('is not given to %s', (_who, other) => {
    const answers = createKeptAnswers(100_000, () => true);
    answers.keep(asking(), result);
    expect(answers.find(other)).toBeUndefined();
  });

  it.each<[string, Partial<RequestContext>]>([
    ['looked nothing up', { uses: [] }],
    ['was told as live', { uses: [useOf('cached'), useOf('live')] }],
    ['was told as stale', { uses: [useOf('stale')] }],
    ['needed a department', { answeredAt: new Map([['land', new Date()]]) }],
    ['missed a department', { down: new Set(['land']) }],
    ['was wanted live', { live: true }],
    ['is a bureau’s', { principal: { kind: 'official' } as RequestContext['principal'] }],
  ])('is not kept when it %s', (_what, context) => {
    const answers = createKeptAnswers(100_000, () => true);
    answers.keep(asking(context), result);
    expect(answers.find(asking())).toBeUndefined();
  });

  it('is not kept when it is a refusal, or what it rests on is gone already', () => {
    const answers = createKeptAnswers(100_000, () => true);
    answers.keep(asking(), { refusal: {} as never });
    expect(answers.find(asking())).toBeUndefined();
    const late = createKeptAnswers(100_000, () => false);
    late.keep(asking(), result);
    expect(late.find(asking())).toBeUndefined();
  });
});
